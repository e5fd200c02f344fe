"""What the user answers to a question is enough: the file is then read as he said."""

from __future__ import annotations

from tests.tiebreak_spreadsheet_shapes.cases import BUDGETED, HT, PAID, TTC, Case, asks, book_case, corrected, csv_case, read
from tests.tiebreak_spreadsheet_shapes.writers import Sheet, typed

_BASES = """
    Fournisseur | Objet | Montant HT | TVA | Montant TTC
    ALPHALOG | Maintenance | 1000,00 | 200,00 | 1200,00
    OMEGA CLOUD | Abonnement | 500,00 | 100,00 | 600,00
    """
_STAGES = """
    Fournisseur | Objet | Voté | Engagé | Mandaté
    ALPHALOG | Maintenance | 12000 | 11000 | 9000
    OMEGA CLOUD | Abonnement | 8000 | 8000 | 6000
    """

CASES: tuple[Case, ...] = (
    corrected(
        csv_case("corrections", "TTC plutôt que HT", _BASES, read("Fournisseur", "Montant TTC", tax=TTC)),
        **{"Montant TTC": "montant"},
    ),
    corrected(
        csv_case("corrections", "HT plutôt que TTC", _BASES, read("Fournisseur", "Montant HT", tax=HT)),
        **{"Montant HT": "montant"},
    ),
    corrected(
        book_case("corrections", "mandaté plutôt que voté", _STAGES, read("Fournisseur", "Mandaté", kind=PAID)),
        Mandaté="montant",
    ),
    corrected(
        book_case("corrections", "voté plutôt que mandaté", _STAGES, read("Fournisseur", "Voté", kind=BUDGETED)),
        Voté="montant",
    ),
    corrected(
        book_case(
            "corrections",
            "BP 2025",
            "Fournisseur | Libellé | BP 2025\nALPHALOG | Maintenance | 12000\nOMEGA CLOUD | Hébergement | 8000",
            read("Fournisseur", "BP 2025", kind=BUDGETED, year=2025),
        ),
        **{"BP 2025": "montant"},
    ),
    corrected(
        book_case(
            "corrections",
            "la dernière de trois années",
            "Fournisseur | Objet | Montant 2024 | Montant 2025\nALPHALOG | Maintenance | 11500 | 12000",
            read("Fournisseur", "Montant 2025", year=2025),
        ),
        **{"Montant 2025": "montant"},
    ),
    corrected(
        csv_case(
            "corrections",
            "titres de base de données",
            """
            NOM_TIERS | LIB_MANDAT | MT_MANDATE_TTC
            ALPHALOG | MAINTENANCE | 1200.50
            CELADON | LICENCES | 800.00
            """,
            read("NOM_TIERS", "MT_MANDATE_TTC", kind=PAID, tax=TTC, decimal="."),
        ),
        MT_MANDATE_TTC="montant",
    ),
    corrected(
        book_case(
            "corrections",
            "tableau croisé dynamique",
            """
            Étiquettes de lignes | Somme de Montant TTC
            ALPHALOG | 1500
            OMEGA CLOUD | 600
            Total général | 2100
            """,
            read("Étiquettes de lignes", "Somme de Montant TTC", tax=TTC, without="Total général", left={"total": 1}),
        ),
        **{"Étiquettes de lignes": "fournisseur", "Somme de Montant TTC": "montant"},
    ),
    corrected(
        csv_case(
            "corrections",
            "débit seul, les avoirs étant au crédit",
            """
            Date | Tiers | Libellé | Débit | Crédit
            05/03/2025 | ALPHALOG | Facture maintenance | 1200,00 |
            12/04/2025 | ALPHALOG | Retour de matériel | | 200,00
            20/05/2025 | CELADON | Licences | 900,00 |
            """,
            read("Tiers", "Débit", minus=("Crédit",)),
            read("Tiers", "Débit", said="Crédit", ignores_left=True),
            asks("Crédit"),
        ),
        Débit="montant",
    ),
    corrected(
        csv_case(
            "corrections",
            "colonne de fournisseur au nom maison",
            """
            Qui | Quoi | Montant TTC
            ALPHALOG | Maintenance | 1200,00
            CELADON | Licences | 900,00
            """,
            read("Qui", "Montant TTC", tax=TTC),
        ),
        Qui="fournisseur",
    ),
    corrected(
        book_case(
            "corrections",
            "titres fusionnés sur deux rangées",
            Sheet(
                "Feuil1",
                typed(
                    """
                    Fournisseur | Objet | Montant mandaté |
                     | | HT | TTC
                    ALPHALOG | Maintenance | 1000 | 1200
                    OMEGA CLOUD | Abonnement | 500 | 600
                    """
                ),
                merged=("A1:A2", "B1:B2", "C1:D1"),
            ),
            read(0, 3, kind=PAID, tax=TTC, header=2),
        ),
        **{"Montant mandaté TTC": "montant"},
    ),
)
