"""Where the table stands in its sheet: titles and notes around it, holes, two tables, what is hidden."""

from __future__ import annotations

from tests.tiebreak_spreadsheet_shapes.cases import (
    HT,
    PAID,
    TTC,
    Case,
    asks,
    book_case,
    csv_case,
    read,
)
from tests.tiebreak_spreadsheet_shapes.writers import Sheet, typed

_HEADINGS = (
    book_case(
        "titres",
        "bloc de titre au-dessus du tableau",
        """
        Commune de Valfictif
        Direction des finances
        Liste des mandats émis – Exercice 2025

        Édité le | 2026-01-12
        Fournisseur | Objet | Mandaté TTC
        ALPHALOG | Maintenance | 1200
        OMEGA CLOUD | Abonnement | 600
        """,
        read("Fournisseur", "Mandaté TTC", kind=PAID, tax=TTC, header=6, year=2025),
    ),
    csv_case(
        "titres",
        "bloc de titre d’un csv, lignes plus courtes que le tableau",
        """
        Commune de Valfictif
        Budget principal | Exercice 2025

        Fournisseur | Objet | Mandaté TTC
        ALPHALOG | Maintenance | 1200,00
        OMEGA CLOUD | Abonnement | 600,00
        """,
        read("Fournisseur", "Mandaté TTC", kind=PAID, tax=TTC, header=4, year=2025),
    ),
    book_case(
        "titres",
        "titres sur deux rangées fusionnées, HT et TTC",
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
        read(0, 2, kind=PAID, tax=HT, header=2),
        asks("HT", "TTC"),
    ),
    book_case(
        "titres",
        "titres sur deux rangées fusionnées, prévu et réalisé",
        Sheet(
            "Feuil1",
            typed(
                """
                Fournisseur | Objet | Exercice 2025 | |
                 | | Voté | Engagé | Mandaté
                ALPHALOG | Maintenance | 1500 | 1300 | 1200
                OMEGA CLOUD | Abonnement | 800 | 700 | 600
                """
            ),
            merged=("A1:A2", "B1:B2", "C1:E1"),
        ),
        read(0, 4, kind=PAID, header=2),
        asks("Voté", "Engagé", "Mandaté"),
    ),
    book_case(
        "titres",
        "titres à retours de ligne et espaces doubles",
        Sheet(
            "Feuil1",
            [
                ["Nom du\nfournisseur", "Objet  de la\ndépense", "Montant\nmandaté\u00a0TTC\n(en €)"],
                ["ALPHALOG ", "Maintenance", 1200],
                ["OMEGA\nCLOUD", "Abonnement", 600],
            ],
        ),
        read(0, 2, kind=PAID, tax=TTC),
    ),
    book_case(
        "titres",
        "titres répétés à chaque page",
        """
        Fournisseur | Objet | Montant TTC
        ALPHALOG | Maintenance | 1200
        OMEGA CLOUD | Abonnement | 600

        Fournisseur | Objet | Montant TTC
        DELTA SARL | Copieurs | 340

        Fournisseur | Objet | Montant TTC
        ALPHALOG | Formation | 60
        """,
        read("Fournisseur", "Montant TTC", tax=TTC, left={"titres répétés": 2}),
    ),
    book_case(
        "titres",
        "rangées de chapitre entre les lignes",
        """
        Fournisseur | Objet | Montant TTC
        Chapitre 011 – Charges à caractère général
        ALPHALOG | Maintenance | 1200
        BETA RESEAUX | Fibre | 600
        Chapitre 20 – Immobilisations incorporelles
        CELADON | Licences | 900
        """,
        read("Fournisseur", "Montant TTC", tax=TTC, left={"note": 2}),
    ),
    book_case(
        "titres",
        "notes sous le tableau",
        """
        Fournisseur | Objet | Montant TTC
        ALPHALOG | Maintenance | 1200
        OMEGA CLOUD | Abonnement | 600

        (1) hors frais d’installation
        Source : service financier, extraction du 12/01/2026
        """,
        read("Fournisseur", "Montant TTC", tax=TTC, left={"note": 2}),
    ),
    csv_case(
        "titres",
        "arrêté en lettres et signature sous le tableau",
        """
        Fournisseur | Objet | Montant TTC
        ALPHALOG | Maintenance | 1200,00
        OMEGA CLOUD | Abonnement | 600,00
         | Arrêté le présent état à la somme de mille huit cents euros |
         | Le Maire |
        """,
        read("Fournisseur", "Montant TTC", tax=TTC, left={"note": 2}),
    ),
)

_WIDE = [f"Colonne {rank}" for rank in range(2000)]

_HOLES = (
    book_case(
        "trous",
        "lignes et colonnes vides dans le tableau",
        """

         | Fournisseur | | Objet | | Montant TTC
         | ALPHALOG | | Maintenance | | 1200

         | OMEGA CLOUD | | Abonnement | | 600

        """,
        read("Fournisseur", "Montant TTC", tax=TTC, header=2),
    ),
    book_case(
        "trous",
        "fournisseur fusionné sur plusieurs lignes",
        Sheet(
            "Feuil1",
            typed(
                """
                Fournisseur | Objet | Montant TTC
                ALPHALOG | Maintenance | 1200
                 | Formation | 300
                 | Déplacement | 100
                OMEGA CLOUD | Abonnement | 600
                """
            ),
            merged=("A2:A4",),
        ),
        read("Fournisseur", "Montant TTC", tax=TTC, fills_down=True),
    ),
    csv_case(
        "trous",
        "fournisseur écrit une fois par groupe, sans fusion",
        """
        Fournisseur | Objet | Montant TTC
        ALPHALOG | Maintenance | 1200,00
         | Formation | 300,00
        OMEGA CLOUD | Abonnement | 600,00
         | Option | 20,00
        """,
        read("Fournisseur", "Montant TTC", tax=TTC),
        read("Fournisseur", "Montant TTC", tax=TTC, fills_down=True, said="(?i)fournisseur"),
        asks("Fournisseur"),
    ),
    book_case(
        "trous",
        "deux tableaux de mêmes colonnes l’un sous l’autre",
        """
        Fonctionnement
        Fournisseur | Objet | Montant TTC
        ALPHALOG | Maintenance | 1200
        OMEGA CLOUD | Abonnement | 600

        Investissement
        Fournisseur | Objet | Montant TTC
        CELADON | Licences | 900
        """,
        read("Fournisseur", "Montant TTC", tax=TTC, header=2, left={"titres répétés": 1, "note": 1}),
        asks("Investissement"),
    ),
    book_case(
        "trous",
        "deux tableaux de colonnes différentes l’un sous l’autre",
        """
        Fournisseur | Objet | Montant TTC
        ALPHALOG | Maintenance | 1200
        OMEGA CLOUD | Abonnement | 600

        Objet | Montant HT | Fournisseur
        Licences | 900 | CELADON
        """,
        asks("ligne 5"),
        asks("Montant HT"),
    ),
    book_case(
        "trous",
        "deux tableaux côte à côte",
        """
        Fournisseur | Objet | Montant TTC | | Fournisseur | Objet | Montant TTC
        ALPHALOG | Maintenance | 1200 | | CELADON | Licences | 900
        OMEGA CLOUD | Abonnement | 600 | | DELTA SARL | Copieurs | 340
        """,
        asks("côte à côte"),
    ),
    book_case(
        "trous",
        "récapitulatif à droite du tableau",
        """
        Fournisseur | Objet | Montant TTC | | Récapitulatif |
        ALPHALOG | Maintenance | 1200 | | Fonctionnement | 1200
        CELADON | Licences | 600 | | Investissement | 600
        """,
        read("Fournisseur", "Montant TTC", tax=TTC),
    ),
    book_case(
        "trous",
        "lignes masquées par un filtre",
        Sheet(
            "Feuil1",
            typed(
                """
                Fournisseur | Objet | Montant TTC
                ALPHALOG | Maintenance | 1200
                VOIRIE DU LAC | Enrobé | 45000
                OMEGA CLOUD | Abonnement | 600
                """
            ),
            hidden_rows=(3,),
        ),
        read("Fournisseur", "Montant TTC", tax=TTC, said="(?i)masqu|filtr"),
        read("Fournisseur", "Montant TTC", tax=TTC, without="VOIRIE", left={"masqué": 1}),
    ),
    book_case(
        "trous",
        "colonne masquée qui porte un autre montant",
        Sheet(
            "Feuil1",
            typed(
                """
                Fournisseur | Objet | Montant estimé TTC | Montant mandaté TTC
                ALPHALOG | Maintenance | 1500 | 1200
                OMEGA CLOUD | Abonnement | 800 | 600
                """
            ),
            hidden_columns=("C",),
        ),
        read("Fournisseur", "Montant mandaté TTC", tax=TTC, kind=PAID),
        asks("Montant estimé TTC", "Montant mandaté TTC"),
    ),
    book_case(
        "trous",
        "deux mille colonnes presque vides",
        Sheet(
            "Feuil1",
            [
                ["Fournisseur", "Objet", *_WIDE, "Montant TTC"],
                ["ALPHALOG", "Maintenance", *[None] * 1999, "x", 1200],
                ["OMEGA CLOUD", "Abonnement", *[None] * 2000, 600],
            ],
        ),
        read("Fournisseur", "Montant TTC", tax=TTC),
    ),
)

CASES: tuple[Case, ...] = (*_HEADINGS, *_HOLES)
