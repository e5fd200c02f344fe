"""Registers of contracts and licences, and what finance software exports.

Shapes after public documents: GLPI's user documentation (contracts), AGEDI's notice on mandats, the public layouts of the
Région Bretagne and of SCDL « budget », and the objects that the notices of Ciril, Berger-Levrault, Sedit and Astre name.
All the content is invented.
"""

from __future__ import annotations

from datetime import date

from tests.tiebreak_spreadsheet_shapes.cases import COMMITTED, HT, PAID, TTC, Case, asks, book_case, csv_case, read
from tests.tiebreak_spreadsheet_shapes.writers import Sheet, typed
from tiebreak import MappingError

_ENDS = (date(2026, 12, 31), date(2027, 6, 30))

_REGISTERS = (
    csv_case(
        "registres",
        "contrats à la façon de GLPI",
        """
        Nom | Numéro | Type de contrat | Fournisseur | Date de début | Date de fin | Préavis | Renouvellement | Coût
        Maintenance paie | C-2024-01 | Maintenance | ALPHALOG | 2024-01-01 | 2026-12-31 | 3 mois | Tacite | 1200.00
        Suite Perle | C-2024-02 | Licence | CELADON | 2024-07-01 | 2027-06-30 | 6 mois | Exprès | 900.00
        """,
        read("Fournisseur", "Coût", ends=_ENDS, decimal="."),
    ),
    csv_case(
        "registres",
        "contrats GLPI, date de début et durée sans date de fin",
        """
        Nom | Numéro | Fournisseur | Date de début | Durée initiale | Coût
        Maintenance paie | C-2024-01 | ALPHALOG | 01-01-2024 | 36 mois | 1200,00
        Suite Perle | C-2024-02 | CELADON | 01-07-2024 | 36 mois | 900,00
        """,
        read("Fournisseur", "Coût", ends=_ENDS),
        read("Fournisseur", "Coût", ends=(None, None)),
        read("Fournisseur", "Coût", ends=()),
    ),
    csv_case(
        "registres",
        "échéances en texte",
        """
        N° marché | Titulaire | Objet | Échéance | Montant annuel TTC
        2024-07 | ALPHALOG | Maintenance | 31/12/2026 | 1200,00
        2023-11 | CELADON | Licences | 30/06/2027 | 900,00
        """,
        read("Titulaire", "Montant annuel TTC", tax=TTC, ends=_ENDS),
    ),
    book_case(
        "registres",
        "échéances en vraies dates",
        """
        N° marché | Titulaire | Objet | Échéance | Montant annuel TTC
        2024-07 | ALPHALOG | Maintenance | 2026-12-31 | 1200
        2023-11 | CELADON | Licences | 2027-06-30 | 900
        """,
        read("Titulaire", "Montant annuel TTC", tax=TTC, ends=_ENDS),
    ),
    book_case(
        "registres",
        "échéances en numéro de série sans format",
        """
        N° marché | Titulaire | Objet | Échéance | Montant annuel TTC
        2024-07 | ALPHALOG | Maintenance | 46387 | 1200
        2023-11 | CELADON | Licences | 46568 | 900
        """,
        read("Titulaire", "Montant annuel TTC", tax=TTC, ends=_ENDS),
    ),
    csv_case(
        "registres",
        "échéance absente ou en mots",
        """
        Contrat | Fournisseur | Objet | Date d’échéance | Montant annuel TTC
        A1 | ALPHALOG | Maintenance | 31/12/2026 | 1200,00
        A2 | CELADON | Licences | | 900,00
        A3 | DELTA SARL | Copieurs | indéterminée | 340,00
        """,
        read("Fournisseur", "Montant annuel TTC", tax=TTC, ends=(_ENDS[0], None, None)),
        asks("indéterminée"),
    ),
    csv_case(
        "registres",
        "contrats sans aucun montant",
        """
        N° contrat | Fournisseur | Objet | Date de fin
        A1 | ALPHALOG | Maintenance | 31/12/2026
        A2 | CELADON | Licences | 30/06/2027
        """,
        read("Fournisseur", ends=_ENDS),
    ),
    book_case(
        "registres",
        "licences : éditeur, nombre, fin de support",
        """
        Logiciel | Éditeur | Revendeur | Nb licences | Fin de support | Coût annuel HT
        Suite Perle | CELADON | DELTA SARL | 120 | 2026-12-31 | 14400
        Paie Facile | ALPHALOG | ALPHALOG | 5 | 2027-06-30 | 6000
        """,
        read("Revendeur", "Coût annuel HT", tax=HT, facts={"licence_count": frozenset({120, 5})}),
    ),
    book_case(
        "registres",
        "marché pluriannuel : montant total et durée",
        """
        N° marché | Titulaire | Objet | Durée (mois) | Montant total HT
        2024-07 | ALPHALOG | Infogérance | 48 | 96000
        2023-11 | CELADON | Licences | 36 | 36000
        """,
        read("Titulaire", "Montant total HT", tax=HT, facts={"months": frozenset({48, 36})}),
        asks("Montant total HT"),
    ),
    csv_case(
        "registres",
        "annuel et total du marché côte à côte",
        """
        Marché | Titulaire | Objet | Montant annuel HT | Montant total HT | Date de fin
        2024-07 | ALPHALOG | Infogérance | 24000,00 | 96000,00 | 31/12/2026
        2023-11 | CELADON | Licences | 12000,00 | 36000,00 | 30/06/2027
        """,
        read("Titulaire", "Montant annuel HT", tax=HT, ends=_ENDS),
        asks("Montant annuel HT", "Montant total HT"),
    ),
)

_SOFTWARE = (
    csv_case(
        "logiciels financiers",
        "mandats à la façon de Ciril : bordereau, mandat, HT, TVA, TTC",
        """
        Exercice|Budget|N° bordereau|N° mandat|Date mandat|Code tiers|Nom du tiers|Objet|Imputation|Montant HT|Montant TVA|Montant TTC
        2025 | 01 | 12 | 345 | 05/03/2025 | 00012 | ALPHALOG | Maintenance paie | 011/6156/020 | 1000,00 | 200,00 | 1200,00
        2025 | 01 | 12 | 346 | 05/03/2025 | 00340 | OMEGA CLOUD | Abonnement | 65/65811/020 | 500,00 | 100,00 | 600,00
        2025 | 01 | 15 | 402 | 20/03/2025 | 00012 | ALPHALOG | Annulation partielle | 011/6156/020 | -100,00 | -20,00 | -120,00
        """,
        read("Nom du tiers", "Montant TTC", tax=TTC, year=2025, encoding="cp1252"),
        read("Nom du tiers", "Montant HT", tax=HT, year=2025, encoding="cp1252"),
        asks("Montant HT", "Montant TTC", never=("« Budget »", "« Montant TVA »")),
        encoding="cp1252",
    ),
    book_case(
        "logiciels financiers",
        "édition à la façon de Berger-Levrault : articles, sous-totaux, titres de page",
        Sheet(
            "Mandats",
            typed(
                """
                COMMUNE DE VALFICTIF | | | | Page 1
                Liste des mandats – Exercice 2025
                Bord. | Pièce | Article | Tiers | Objet de la pièce | Montant TTC
                12 | 345 | '6156 | ALPHALOG | Maintenance paie | 1200
                12 | 346 | '6156 | CELADON | Maintenance suite | 300
                 | | | | Total article 6156 | 1500
                COMMUNE DE VALFICTIF | | | | Page 2
                Bord. | Pièce | Article | Tiers | Objet de la pièce | Montant TTC
                13 | 350 | '65811 | OMEGA CLOUD | Abonnement | 600
                 | | | | Total article 65811 | 600
                 | | | | Total général | 2100
                """
            ),
        ),
        read(
            "Tiers",
            "Montant TTC",
            tax=TTC,
            header=3,
            without=r"Total (article|général)|Page|Bord\.",
            accounts="6156 65811",
            left={"total": 3, "titres répétés": 1, "note": 1},
        ),
    ),
    csv_case(
        "logiciels financiers",
        "extraction à la façon d’Astre : titres de base, code et libellé du tiers",
        """
        EXERCICE|NUM_LIQUIDATION|NUM_MANDAT|CODE_TIERS|LIBELLE_TIERS|LIBELLE_LIQUIDATION|NATURE|FONCTION|MT_HT|MT_TVA|MT_TTC
        2025 | 25L001 | 345 | T0012 | ALPHALOG | MAINTENANCE PAIE | 6156 | 020 | 1000.00 | 200.00 | 1200.00
        2025 | 25L002 | 346 | T0340 | OMEGA CLOUD | ABONNEMENT | 65811 | 020 | 500.00 | 100.00 | 600.00
        """,
        read("LIBELLE_TIERS", "MT_TTC", tax=TTC, year=2025, accounts="6156 65811", decimal="."),
        read("LIBELLE_TIERS", "MT_HT", tax=HT, year=2025, accounts="6156 65811", decimal="."),
        asks("« MT_HT »", "« MT_TTC »", never=("« MT_TVA »",)),
    ),
    csv_case(
        "logiciels financiers",
        "mandats à la façon d’AGEDI",
        """
        N° Doc. | N° Bord. | Créancier | Article | Date d’émission | Montant
        345 | 12 | ALPHALOG | 6156 | 05/03/2025 | 1 200,00
        346 | 12 | OMEGA CLOUD | 65811 | 05/03/2025 | 600,00
        """,
        read("Créancier", "Montant", accounts="6156 65811"),
    ),
    csv_case(
        "logiciels financiers",
        "mandats à la façon de Sedit : raison sociale, liquidé et mandaté",
        """
        Exercice | N° mandat | N° bordereau | Raison sociale | Libellé | Nature | Montant liquidé TTC | Montant mandaté TTC
        2025 | 345 | 12 | ALPHALOG | Maintenance paie | 6156 | 1200,00 | 1200,00
        2025 | 346 | 12 | OMEGA CLOUD | Abonnement | 65811 | 650,00 | 600,00
        """,
        read("Raison sociale", "Montant mandaté TTC", kind=PAID, tax=TTC, year=2025, accounts="6156 65811"),
        asks("Montant liquidé TTC", "Montant mandaté TTC"),
    ),
    book_case(
        "logiciels financiers",
        "commandes : engagé, engagé non reçu, mandaté net",
        """
        N° commande|Désignation ligne|N° marché|Compte|Fournisseur|Etat ligne|Montant engagé|Montant engagé non reçu|Montant mandaté net
        C1 | Maintenance | 2024-07 | H6156 | ALPHALOG | Soldée | 1300 | 0 | 1200
        C2 | Abonnement | 2023-11 | H65811 | OMEGA CLOUD | En cours | 800 | 200 | 600
        """,
        read("Fournisseur", "Montant mandaté net", kind=PAID),
        read("Fournisseur", "Montant engagé", kind=COMMITTED),
        asks("Montant engagé", "Montant mandaté net"),
    ),
    csv_case(
        "logiciels financiers",
        "marchés d’une région : mandaté et attribué, HT et TTC",
        """
        Nmarché|Objet|MillesimeMandatement|DateNotification|Montant mandate TTC|Montant mandate HT|Montant attribue TTC|DenominationSociale
        2024-9001 | Maintenance | 2025 | 2024-10-01 | 1200 | 1000 | 4800 | ALPHALOG
        2024-9002 | Abonnement | 2025 | 2024-11-01 | 600 | 500 | 1800 | OMEGA CLOUD
        """,
        read("DenominationSociale", "Montant mandate TTC", kind=PAID, tax=TTC),
        read("DenominationSociale", "Montant mandate HT", kind=PAID, tax=HT),
        asks("Montant mandate TTC", "Montant attribue TTC"),
    ),
    csv_case(
        "logiciels financiers",
        "budget publié par nature, sans fournisseur",
        """
        BGT_NATDEC|BGT_ANNEE|BGT_SIRET|BGT_NOM|BGT_NATURE|BGT_NATURE_LABEL|BGT_SECTION|BGT_CODRD|BGT_MTREAL|BGT_MTBUDG
        budget primitif | 2025 | 12345678200010 | Valfictif | 6156 | Maintenance | F | D | 0 | 12000
        budget primitif | 2025 | 12345678200010 | Valfictif | 65811 | Droits d’utilisation | F | D | 0 | 8000
        """,
        asks("BGT_NATURE", errors=(MappingError,)),
    ),
    book_case(
        "logiciels financiers",
        "grand livre par fournisseur : le nom sur une rangée de titre",
        """
        Date | Pièce | Libellé | Débit | Crédit
        Fournisseur : ALPHALOG
        2025-03-05 | 345 | Maintenance paie | 1200 |
        2025-04-12 | 402 | Avoir | | 200
        Fournisseur : CELADON
        2025-05-20 | 410 | Licences | 900 |
        """,
        asks("Débit", "Crédit"),
        asks("Fournisseur"),
    ),
    csv_case(
        "logiciels financiers",
        "facturier : dates et numéros partout",
        """
        N° facture | Date facture | Date réception | Fournisseur | Objet | Montant TTC | Date mandat | N° mandat | Délai de paiement
        FA25-0102 | 05/03/2025 | 07/03/2025 | ALPHALOG | Maintenance | 1200,00 | 20/03/2025 | 345 | 15
        2025000345 | 06/03/2025 | 08/03/2025 | OMEGA CLOUD | Abonnement | 600,00 | 21/03/2025 | 346 | 15
        """,
        read("Fournisseur", "Montant TTC", tax=TTC),
    ),
)

CASES: tuple[Case, ...] = (*_REGISTERS, *_SOFTWARE)
