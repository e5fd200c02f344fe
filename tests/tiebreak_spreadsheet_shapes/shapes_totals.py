"""Rows that sum others: written as such or not, before or after, in any column; and names that look like them."""

from __future__ import annotations

from tests.tiebreak_spreadsheet_shapes.cases import (
    TTC,
    Case,
    asks,
    book_case,
    csv_case,
    read,
)
from tests.tiebreak_spreadsheet_shapes.writers import Sheet, typed

_TOTALS = (
    book_case(
        "totaux",
        "total général en gras",
        Sheet(
            "Feuil1",
            typed(
                """
                Fournisseur | Objet | Montant TTC
                ALPHALOG | Maintenance | 1200
                OMEGA CLOUD | Abonnement | 600
                Total général | | 1800
                """
            ),
            bold_rows=(1, 4),
        ),
        read("Fournisseur", "Montant TTC", tax=TTC, without="Total général", left={"total": 1}),
    ),
    csv_case(
        "totaux",
        "S/T par chapitre et TOTAL",
        """
        Chapitre | Fournisseur | Objet | Montant TTC
        011 | ALPHALOG | Maintenance | 1200,00
        011 | OMEGA CLOUD | Abonnement | 600,00
        S/T 011 | | | 1800,00
        20 | CELADON | Licences | 900,00
        S/T 20 | | | 900,00
        TOTAL | | | 2700,00
        """,
        read("Fournisseur", "Montant TTC", tax=TTC, without=r"S/T|TOTAL", left={"total": 3}),
    ),
    book_case(
        "totaux",
        "sous-total par fournisseur après ses lignes",
        """
        Fournisseur | Objet | Montant TTC
        ALPHALOG | Maintenance | 1200
        ALPHALOG | Formation | 300
        Total ALPHALOG | | 1500
        OMEGA CLOUD | Abonnement | 600
        Total OMEGA CLOUD | | 600
        Total général | | 2100
        """,
        read("Fournisseur", "Montant TTC", tax=TTC, without="Total (?!TTC)", left={"total": 3}),
        suffix=".ods",
    ),
    book_case(
        "totaux",
        "total en tête",
        """
        Fournisseur | Objet | Montant TTC
        TOTAL | | 1800
        ALPHALOG | Maintenance | 1200
        OMEGA CLOUD | Abonnement | 600
        """,
        read("Fournisseur", "Montant TTC", tax=TTC, without="TOTAL", left={"total": 1}),
    ),
    book_case(
        "totaux",
        "total dans la colonne du libellé",
        """
        Fournisseur | Objet | Montant TTC
        ALPHALOG | Maintenance | 1200
        OMEGA CLOUD | Abonnement | 600
         | Total des dépenses numériques | 1800
        """,
        read("Fournisseur", "Montant TTC", tax=TTC, without="Total des", left={"total": 1}),
    ),
    book_case(
        "totaux",
        "somme sans mot sous le tableau",
        """
        Fournisseur | Objet | Montant TTC
        ALPHALOG | Maintenance | 1200
        OMEGA CLOUD | Abonnement | 600
        DELTA SARL | Copieurs | 340.25
         | | 2140.25
        """,
        read("Fournisseur", "Montant TTC", tax=TTC, until=4, left={"sans mots": 1}),
        asks("2140"),
    ),
    csv_case(
        "totaux",
        "S/T dans la colonne du libellé",
        """
        Article | Fournisseur | Objet | Montant TTC
        6156 | ALPHALOG | Maintenance | 1200,00
        6156 | OMEGA CLOUD | Abonnement | 600,00
         | | S/T article 6156 | 1800,00
        2051 | CELADON | Licences | 950,00
         | | S/T article 2051 | 950,00
         | | Total général | 2750,00
        """,
        read("Fournisseur", "Montant TTC", tax=TTC, without="S/T|Total général", left={"total": 3}),
    ),
    csv_case(
        "totaux",
        "chapitre d’une seule ligne, la moitié du précédent",
        """
        Article | Fournisseur | Objet | Montant TTC
        6156 | ALPHALOG | Maintenance | 1200,00
        6156 | OMEGA CLOUD | Abonnement | 600,00
         | | S/T article 6156 | 1800,00
        2051 | CELADON | Licences | 900,00
         | | S/T article 2051 | 900,00
        """,
        read("Fournisseur", "Montant TTC", tax=TTC, without="S/T", left={"total": 2}),
    ),
    csv_case(
        "totaux",
        "sous-total sans le mot, et un chapitre d’une seule ligne",
        """
        Article | Fournisseur | Objet | Montant TTC
        6156 | ALPHALOG | Maintenance | 1200,00
        6156 | OMEGA CLOUD | Abonnement | 600,00
         | | Article 6156 | 1800,00
        2051 | CELADON | Licences | 950,00
         | | Article 2051 | 950,00
        """,
        read("Fournisseur", "Montant TTC", tax=TTC, without=r"Article \d+ \| (1800|950)", ignores_left=True),
        asks("Article 2051"),
    ),
    csv_case(
        "totaux",
        "fournisseurs dont le nom ressemble à un total",
        """
        Fournisseur | Objet | Montant TTC
        Total Energies | Électricité du centre de données | 5000,00
        SOMMAIRE EDITIONS | Revue | 90,00
        TOTALOG | Sauvegarde | 310,00
        Total | | 5400,00
        """,
        read("Fournisseur", "Montant TTC", tax=TTC, without=r"^Total \|", left={"total": 1}),
    ),
    csv_case(
        "totaux",
        "report de page",
        """
        Fournisseur | Objet | Montant TTC
        ALPHALOG | Maintenance | 1200,00
        OMEGA CLOUD | Abonnement | 600,00
         | À reporter | 1800,00
         | Report | 1800,00
        DELTA SARL | Copieurs | 340,00
         | Total | 2140,00
        """,
        read("Fournisseur", "Montant TTC", tax=TTC, without=r"report|Report|Total \|", left={"note": 3}),
        asks("report"),
    ),
    book_case(
        "totaux",
        "tableau croisé dynamique à un niveau",
        """
        Étiquettes de lignes | Somme de Montant TTC
        ALPHALOG | 1500
        OMEGA CLOUD | 600
        Total général | 2100
        """,
        read("Étiquettes de lignes", "Somme de Montant TTC", tax=TTC, without="Total général", left={"total": 1}),
        asks("Étiquettes de lignes"),
    ),
    book_case(
        "totaux",
        "tableau croisé dynamique à deux niveaux",
        Sheet(
            "Feuil1",
            typed(
                """
                Fournisseur | Somme de Montant TTC
                ALPHALOG | 1500
                Maintenance | 1200
                Formation | 300
                OMEGA CLOUD | 600
                Abonnement | 600
                Total général | 2100
                """
            ),
            indented=("A3", "A4", "A6"),
            bold_rows=(2, 5, 7),
        ),
        read("Fournisseur", "Somme de Montant TTC", tax=TTC, only="ALPHALOG|OMEGA", ignores_left=True),
        asks("ALPHALOG"),
        asks("Somme de Montant TTC"),
    ),
)

CASES: tuple[Case, ...] = _TOTALS
