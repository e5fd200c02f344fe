"""Several sheets in a workbook, several periods in a table."""

from __future__ import annotations

from tests.tiebreak_spreadsheet_shapes.cases import (
    TTC,
    Case,
    asks,
    book_case,
    csv_case,
    read,
)
from tests.tiebreak_spreadsheet_shapes.recipes import Recipe
from tests.tiebreak_spreadsheet_shapes.writers import Sheet, typed

_PLAIN = """
    Fournisseur | Objet | Montant TTC
    ALPHALOG | Maintenance | 1200
    OMEGA CLOUD | Abonnement | 600.5
    """

_OTHER = """
    Fournisseur | Objet | Montant TTC
    DELTA SARL | Copieurs | 340
    ALPHALOG | Formation | 60
    """

_DETAIL = Sheet("Détail", typed(_PLAIN))

_MONTHS = "Janvier | Février | Mars | Avril | Mai | Juin | Juillet | Août | Septembre | Octobre | Novembre | Décembre"

_SHEETS = (
    book_case(
        "feuilles",
        "une feuille par service",
        (Sheet("DSI", typed(_PLAIN)), Sheet("Culture", typed(_OTHER))),
        read(
            "Fournisseur",
            "Montant TTC",
            tax=TTC,
            also=(Recipe(supplier="Fournisseur", amounts=("Montant TTC",), sheet="Culture"),),
        ),
    ),
    book_case(
        "feuilles",
        "copie masquée de l’an passé",
        (Sheet("2025", typed(_PLAIN)), Sheet("2024 (ancien)", typed(_PLAIN), state="hidden")),
        read("Fournisseur", "Montant TTC", tax=TTC, ignores_left=True, said="(?i)masqu"),
    ),
    book_case(
        "feuilles",
        "liste de choix masquée",
        (_DETAIL, Sheet("Listes", typed("Service\nDSI\nCulture\nRH"), state="veryHidden")),
        read("Fournisseur", "Montant TTC", tax=TTC, ignores_left=True),
    ),
    book_case(
        "feuilles",
        "feuille masquée d’un ods",
        (_DETAIL, Sheet("Ancien", typed(_OTHER), state="hidden")),
        read("Fournisseur", "Montant TTC", tax=TTC, ignores_left=True, said="(?i)masqu"),
        suffix=".ods",
    ),
    book_case(
        "feuilles",
        "synthèse par fournisseur devant le détail",
        (
            Sheet(
                "Synthèse",
                typed(
                    """
                    Fournisseur | Montant TTC
                    ALPHALOG | 1200
                    OMEGA CLOUD | 600.5
                    Total | 1800.5
                    """
                ),
            ),
            _DETAIL,
        ),
        read("Fournisseur", "Montant TTC", tax=TTC, sheet="Détail", ignores_left=True, said="(?i)synthèse|récapitul|total"),
        asks("Synthèse"),
    ),
    book_case(
        "feuilles",
        "page de garde et mode d’emploi",
        (
            Sheet("Lisez-moi", typed("Commune de Valfictif\nRemplissez la feuille Dépenses\nContact : service finances")),
            Sheet("Dépenses", typed(_PLAIN)),
        ),
        read("Fournisseur", "Montant TTC", tax=TTC, sheet="Dépenses", ignores_left=True),
    ),
    book_case(
        "feuilles",
        "feuilles vides laissées par le tableur",
        (_DETAIL, Sheet("Feuil2", []), Sheet("Feuil3", [])),
        read("Fournisseur", "Montant TTC", tax=TTC),
    ),
    book_case(
        "feuilles",
        "une feuille par année",
        (Sheet("2024", typed(_PLAIN)), Sheet("2025", typed(_OTHER))),
        read("Fournisseur", "Montant TTC", tax=TTC, sheet="2025", year=2025, ignores_left=True),
        asks("2024", "2025"),
    ),
    book_case(
        "feuilles",
        "même tableau, colonnes dans un autre ordre selon la feuille",
        (
            Sheet("Écoles", typed(_PLAIN)),
            Sheet("Mairie", typed("Montant TTC | Objet | Fournisseur\n90 | Dépannage | DELTA SARL")),
        ),
        read(
            "Fournisseur",
            "Montant TTC",
            tax=TTC,
            also=(Recipe(supplier="Fournisseur", amounts=("Montant TTC",), sheet="Mairie"),),
        ),
    ),
)

_PERIODS = (
    book_case(
        "périodes",
        "mois en colonnes avec total",
        f"""
        Fournisseur | Objet | {_MONTHS} | Total TTC
        OMEGA CLOUD | Abonnement | 50 | 50 | 50 | 50 | 50 | 50 | 50 | 50 | 50 | 50 | 50 | 50 | 600
        ALPHALOG | Interventions | | 200 | | | 100 | | | | | 300 | | | 600
        """,
        read("Fournisseur", "Total TTC", tax=TTC),
    ),
    book_case(
        "périodes",
        "mois en vraies dates dans les titres, avec total",
        """
        Fournisseur | Objet | 2025-01-01 | 2025-02-01 | 2025-03-01 | Total TTC
        OMEGA CLOUD | Abonnement | 50 | 50 | 50 | 150
        ALPHALOG | Interventions | | 200 | | 200
        """,
        read("Fournisseur", "Total TTC", tax=TTC),
    ),
    book_case(
        "périodes",
        "mois en colonnes sans total",
        f"""
        Fournisseur | Objet | {_MONTHS}
        OMEGA CLOUD | Abonnement | 50 | 50 | 50 | 50 | 50 | 50 | 50 | 50 | 50 | 50 | 50 | 50
        ALPHALOG | Interventions | | 200 | | | 100 | | | | | 300 | |
        """,
        read("Fournisseur", *range(2, 14), facts={"months": frozenset({None})}),
        asks("Janvier"),
    ),
    book_case(
        "périodes",
        "trimestres en colonnes avec total",
        """
        Fournisseur | Objet | T1 | T2 | T3 | T4 | Total annuel
        OMEGA CLOUD | Abonnement | 150 | 150 | 150 | 150 | 600
        ALPHALOG | Interventions | 200 | 100 | | 300 | 600
        """,
        read("Fournisseur", "Total annuel"),
    ),
    book_case(
        "périodes",
        "trimestres en colonnes sans total",
        """
        Fournisseur | Objet | 1er trimestre | 2e trimestre | 3e trimestre | 4e trimestre
        OMEGA CLOUD | Abonnement | 150 | 150 | 150 | 150
        ALPHALOG | Interventions | 200 | 100 | | 300
        """,
        read("Fournisseur", 2, 3, 4, 5, facts={"months": frozenset({None})}),
        asks("1er trimestre"),
    ),
    csv_case(
        "périodes",
        "plusieurs exercices en lignes",
        """
        Exercice | Fournisseur | Objet | Montant TTC
        2023 | ALPHALOG | Maintenance | 1100,00
        2024 | ALPHALOG | Maintenance | 1150,00
        2025 | ALPHALOG | Maintenance | 1200,00
        """,
        read("Fournisseur", "Montant TTC", tax=TTC, said="(?i)exercice|année"),
        read("Fournisseur", "Montant TTC", tax=TTC, only=r"^2025", year=2025, ignores_left=True),
        asks("Exercice"),
    ),
    csv_case(
        "périodes",
        "un seul exercice en colonne",
        """
        Exercice | Fournisseur | Objet | Montant TTC
        2025 | ALPHALOG | Maintenance | 1200,00
        2025 | OMEGA CLOUD | Abonnement | 600,00
        """,
        read("Fournisseur", "Montant TTC", tax=TTC, year=2025),
    ),
)

CASES: tuple[Case, ...] = (*_SHEETS, *_PERIODS)
