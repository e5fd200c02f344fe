"""The words by which collectivités name their columns."""

from __future__ import annotations

from tests.tiebreak_spreadsheet_shapes.cases import (
    BUDGETED,
    CEILING,
    COMMITTED,
    ESTIMATED,
    HT,
    PAID,
    TTC,
    UNSTATED,
    Case,
    asks,
    book_case,
    csv_case,
    read,
)

_WORDS = (
    csv_case(
        "colonnes",
        "tiers, objet, montant TTC",
        """
        Tiers | Objet | Montant TTC
        ALPHALOG | Maintenance état civil | 1200,50
        BETA RESEAUX | Fibre mairie | 2400,00
        ALPHALOG | Formation | 300,00
        """,
        read("Tiers", "Montant TTC", tax=TTC),
    ),
    csv_case(
        "colonnes",
        "créancier, libellé mandat, montant mandaté HT",
        """
        N° mandat | Créancier | Libellé mandat | Montant mandaté HT
        101 | ALPHALOG | Maintenance paie | 1000,00
        102 | CELADON | Licences suite | 4321,10
        """,
        read("Créancier", "Montant mandaté HT", kind=PAID, tax=HT),
    ),
    book_case(
        "colonnes",
        "raison sociale, désignation, mandaté",
        """
        Raison sociale | Désignation | Mandaté
        ALPHALOG | Maintenance | 1000.5
        DELTA SARL | Copieurs | 2500
        """,
        read("Raison sociale", "Mandaté", kind=PAID, tax=UNSTATED),
    ),
    book_case(
        "colonnes",
        "nom du fournisseur, objet de la commande, engagé TTC",
        """
        Nom du fournisseur | Objet de la commande | Engagé TTC
        ALPHALOG | Serveur | 8000
        DELTA SARL | Écrans | 1250.4
        """,
        read("Nom du fournisseur", "Engagé TTC", kind=COMMITTED, tax=TTC),
        suffix=".ods",
    ),
    csv_case(
        "colonnes",
        "bénéficiaire, nature, libellé, montant payé",
        """
        Bénéficiaire | Nature | Libellé | Montant payé
        ALPHALOG | 6156 | Maintenance | 900,00
        BETA RESEAUX | 6262 | Internet | 480,00
        OMEGA CLOUD | 65811 | Abonnement | 700,00
        DELTA SARL | 2051 | Logiciel | 3000,00
        """,
        read("Bénéficiaire", "Montant payé", kind=PAID, tax=UNSTATED, accounts="6156 6262 65811 2051"),
    ),
    csv_case(
        "colonnes",
        "imputation à tirets",
        """
        Imputation | Tiers | Objet | Montant TTC
        011-6156-020 | ALPHALOG | Maintenance | 900,00
        65-65811-020 | OMEGA CLOUD | Abonnement | 700,00
        """,
        read("Tiers", "Montant TTC", tax=TTC),
    ),
    book_case(
        "colonnes",
        "compte numérique et numéro de marché",
        """
        Compte | Marché | Fournisseur | Objet | Montant HT
        6156 | 2024-07 | ALPHALOG | Maintenance | 900
        65811 | 2023-11 | OMEGA CLOUD | Abonnement | 700
        2051 | 2024-07 | ALPHALOG | Licence | 5000
        """,
        read(
            "Fournisseur",
            "Montant HT",
            tax=HT,
            accounts="6156 65811 2051",
            facts={"contract_number": frozenset({"2024-07", "2023-11"})},
        ),
    ),
    book_case(
        "colonnes",
        "budget primitif",
        """
        Fournisseur | Libellé | BP 2025
        ALPHALOG | Maintenance | 12000
        OMEGA CLOUD | Hébergement | 8000
        """,
        read("Fournisseur", "BP 2025", kind=BUDGETED),
    ),
    csv_case(
        "colonnes",
        "crédits votés",
        """
        Fournisseur | Libellé | Voté
        ALPHALOG | Maintenance | 12000
        OMEGA CLOUD | Hébergement | 8000
        """,
        read("Fournisseur", "Voté", kind=BUDGETED),
    ),
    csv_case(
        "colonnes",
        "réalisé",
        """
        Fournisseur | Libellé | Réalisé TTC
        ALPHALOG | Maintenance | 11800,30
        OMEGA CLOUD | Hébergement | 7999,99
        """,
        read("Fournisseur", "Réalisé TTC", kind=PAID, tax=TTC),
    ),
    csv_case(
        "colonnes",
        "montant maximum du marché",
        """
        Titulaire | Objet du marché | Montant maximum HT
        ALPHALOG | Infogérance | 200000
        BETA RESEAUX | Réseau | 90000
        """,
        read("Titulaire", "Montant maximum HT", kind=CEILING, tax=HT),
    ),
    csv_case(
        "colonnes",
        "montant estimé",
        """
        Prestataire | Prestation | Montant estimé TTC
        ALPHALOG | Infogérance | 20000
        BETA RESEAUX | Réseau | 9000
        """,
        read("Prestataire", "Montant estimé TTC", kind=ESTIMATED, tax=TTC),
    ),
    csv_case(
        "colonnes",
        "titres de base de données",
        """
        NOM_TIERS | LIB_MANDAT | MT_MANDATE_TTC
        ALPHALOG | MAINTENANCE | 1200.50
        CELADON | LICENCES | 800.00
        """,
        read("NOM_TIERS", "MT_MANDATE_TTC", kind=PAID, tax=TTC, decimal="."),
    ),
    csv_case(
        "colonnes",
        "titres abrégés",
        """
        Fourn. | Lib. | Mt TTC
        ALPHALOG | Maintenance | 1200,50
        CELADON | Licences | 800,00
        """,
        read("Fourn.", "Mt TTC", tax=TTC),
        asks("Fourn."),
    ),
    csv_case(
        "colonnes",
        "prestataire, coût annuel",
        """
        Prestataire | Prestation | Coût annuel TTC
        ALPHALOG | Maintenance | 1200,50
        CELADON | Licences | 800,00
        """,
        read("Prestataire", "Coût annuel TTC", tax=TTC),
    ),
    csv_case(
        "colonnes",
        "titres avec unité et parenthèses",
        """
        Fournisseur | Objet | Montant (€ TTC)
        ALPHALOG | Maintenance | 1200,50
        CELADON | Licences | 800,00
        """,
        read("Fournisseur", "Montant (€ TTC)", tax=TTC),
    ),
    csv_case(
        "colonnes",
        "T.T.C. à points",
        """
        Fournisseur | Objet | Montant T.T.C.
        ALPHALOG | Maintenance | 1200,50
        CELADON | Licences | 800,00
        """,
        read("Fournisseur", "Montant T.T.C.", tax=TTC),
    ),
    csv_case(
        "colonnes",
        "hors taxes en toutes lettres",
        """
        Fournisseur | Objet | Montant hors taxes
        ALPHALOG | Maintenance | 1200,50
        CELADON | Licences | 800,00
        """,
        read("Fournisseur", "Montant hors taxes", tax=HT),
    ),
    csv_case(
        "colonnes",
        "TTC après chaque montant",
        """
        Fournisseur | Objet | Montant
        ALPHALOG | Maintenance | 1 200,50 € TTC
        CELADON | Licences | 800,00 € TTC
        """,
        read("Fournisseur", "Montant", tax=TTC),
    ),
    csv_case(
        "colonnes",
        "net à payer",
        """
        N° facture | Fournisseur | Objet | Net à payer
        FA-1 | ALPHALOG | Maintenance | 1200,50
        FA-2 | CELADON | Licences | 800,00
        """,
        read("Fournisseur", "Net à payer"),
        asks("Net à payer"),
    ),
)

CASES: tuple[Case, ...] = _WORDS
