"""How amounts are written: signs, spaces, units, currencies; formulas, dates, and what is no amount."""

from __future__ import annotations

from tests.tiebreak_spreadsheet_shapes.cases import (
    BUDGETED,
    TTC,
    Case,
    asks,
    book_case,
    csv_case,
    read,
)
from tests.tiebreak_spreadsheet_shapes.writers import Sheet, typed
from tiebreak import InputError

_NBSP, _NARROW, _THIN, _MINUS = "\u00a0", "\u202f", "\u2009", "\u2212"

_WRITTEN = (
    csv_case(
        "nombres",
        "toutes les espaces de milliers",
        f"""
        Fournisseur | Objet | Montant TTC
        ALPHALOG | Maintenance | 1 200,50
        BETA RESEAUX | Fibre | 12{_NBSP}400,00
        CELADON | Licences | 1{_NARROW}234{_NARROW}567,89
        DELTA SARL | Copieurs | 3{_THIN}100,10
        """,
        read("Fournisseur", "Montant TTC", tax=TTC),
    ),
    csv_case(
        "nombres",
        "signe euro avant ou après, et EUR",
        f"""
        Fournisseur | Objet | Montant TTC
        ALPHALOG | Maintenance | 1 200,50 €
        BETA RESEAUX | Fibre | 400,00€
        CELADON | Licences | € 99,90
        DELTA SARL | Copieurs | 3{_NBSP}100,10{_NBSP}EUR
        """,
        read("Fournisseur", "Montant TTC", tax=TTC),
    ),
    csv_case(
        "nombres",
        "points de milliers et virgule décimale",
        """
        Fournisseur | Objet | Montant TTC
        ALPHALOG | Maintenance | 1.200,50
        CELADON | Licences | 1.234.567,89
        DELTA SARL | Copieurs | 310,00
        """,
        read("Fournisseur", "Montant TTC", tax=TTC),
    ),
    csv_case(
        "nombres",
        "apostrophe de milliers",
        """
        Fournisseur | Objet | Montant TTC
        ALPHALOG | Maintenance | 1'200,50
        CELADON | Licences | 12’400,00
        """,
        read("Fournisseur", "Montant TTC", tax=TTC),
        asks("12’400,00"),
    ),
    csv_case(
        "nombres",
        "milliers à l’anglaise entre guillemets",
        """
        Fournisseur | Objet | Montant TTC
        ALPHALOG | Maintenance | 1,200.50
        CELADON | Licences | 12,400.00
        """,
        read("Fournisseur", "Montant TTC", tax=TTC, decimal=".", separator=","),
        separator=",",
    ),
    csv_case(
        "nombres",
        "point décimal à deux chiffres",
        """
        Fournisseur | Objet | Montant TTC
        ALPHALOG | Maintenance | 1200.50
        CELADON | Licences | 99.9
        DELTA SARL | Copieurs | 310
        """,
        read("Fournisseur", "Montant TTC", tax=TTC, decimal="."),
    ),
    csv_case(
        "nombres",
        "tous les signes moins",
        f"""
        Fournisseur | Objet | Montant TTC
        ALPHALOG | Maintenance | 1200,00
        ALPHALOG | Avoir maintenance | -200,00
        ALPHALOG | Avoir maintenance | {_MINUS}100,00
        ALPHALOG | Avoir maintenance | 50,00-
        ALPHALOG | Avoir maintenance | (25,00)
        ALPHALOG | Avoir maintenance | - 10,00
        """,
        read("Fournisseur", "Montant TTC", tax=TTC),
    ),
    csv_case(
        "nombres",
        "trois chiffres après le point, lisibles de deux façons",
        """
        Fournisseur | Objet | Montant TTC
        ALPHALOG | Maintenance | 40.000
        CELADON | Licences | 1.250
        """,
        asks("Montant TTC"),
        asks("40.000", "1.250"),
    ),
    book_case(
        "nombres",
        "nombres gardés en texte dans un classeur",
        """
        Fournisseur | Objet | Montant TTC
        ALPHALOG | Maintenance | 1 200,50
        CELADON | Licences | '3400
        DELTA SARL | Copieurs | 310.5
        BETA RESEAUX | Fibre | '480,00
        """,
        read("Fournisseur", "Montant TTC", tax=TTC),
    ),
    book_case(
        "nombres",
        "bruit de virgule flottante",
        """
        Fournisseur | Objet | Montant TTC
        ALPHALOG | Maintenance | 0.30000000000000004
        ALPHALOG | Formation | 1234.5600000000002
        CELADON | Licences | 99.99400000000001
        """,
        read("Fournisseur", "Montant TTC", tax=TTC),
    ),
    csv_case(
        "nombres",
        "mots à la place du montant",
        """
        Fournisseur | Objet | Montant TTC
        ALPHALOG | Maintenance | 1200,00
        CELADON | Option | inclus
        DELTA SARL | Copieurs | -
        BETA RESEAUX | Fibre | NC
        OMEGA CLOUD | Sauvegarde | à définir
        """,
        read("Fournisseur", "Montant TTC", tax=TTC, left={"sans montant": 4}),
        asks("inclus", "NC", "à définir"),
    ),
    csv_case(
        "nombres",
        "milliers d’euros dans la cellule",
        """
        Fournisseur | Objet | Montant TTC
        ALPHALOG | Maintenance | 12 k€
        CELADON | Licences | 3,5 k€
        """,
        read("Fournisseur", "Montant TTC", tax=TTC, factor=1000),
        asks("12 k€", "3,5 k€"),
    ),
    csv_case(
        "nombres",
        "montant absent d’une ligne",
        """
        Fournisseur | Objet | Montant TTC
        ALPHALOG | Maintenance | 1200,00
        CELADON | Licences |
        """,
        read("Fournisseur", "Montant TTC", tax=TTC, left={"sans montant": 1}),
        asks("ligne 3"),
    ),
    csv_case(
        "nombres",
        "exports qui protègent les zéros de tête",
        """
        Compte | Fournisseur | Objet | Montant TTC
        ="6156" | ALPHALOG | Maintenance | 1200,00
        ="2051" | CELADON | Licences | 900,00
        """,
        read("Fournisseur", "Montant TTC", tax=TTC, accounts="6156 2051"),
    ),
)

_UNITS = (
    book_case(
        "unités",
        "k€ dans le titre de la colonne",
        """
        Fournisseur | Objet | Budget 2025 (k€)
        ALPHALOG | Maintenance | 12.5
        CELADON | Licences | 340
        """,
        read("Fournisseur", "Budget 2025 (k€)", kind=BUDGETED, factor=1000),
    ),
    book_case(
        "unités",
        "M€ dans le titre de la colonne",
        """
        Fournisseur | Objet | Montant en M€
        ALPHALOG | Centre de données | 1.25
        CELADON | Licences | 0.34
        """,
        read("Fournisseur", "Montant en M€", factor=1_000_000),
    ),
    book_case(
        "unités",
        "en milliers d’euros au-dessus du tableau",
        """
        Budget numérique 2025
        (montants en milliers d’euros)
        Fournisseur | Objet | Montant TTC
        ALPHALOG | Maintenance | 12.5
        CELADON | Licences | 340
        """,
        read("Fournisseur", "Montant TTC", tax=TTC, header=3, factor=1000),
        asks("milliers"),
    ),
    book_case(
        "unités",
        "montants en € TTC au-dessus du tableau",
        """
        Dépenses numériques 2025
        Montants en € TTC
        Fournisseur | Objet | Montant
        ALPHALOG | Maintenance | 12500
        CELADON | Licences | 3400
        """,
        read("Fournisseur", "Montant", tax=TTC, header=3),
    ),
    book_case(
        "unités",
        "format de cellule qui montre k€",
        Sheet(
            "Feuil1",
            typed("Fournisseur | Objet | Montant TTC\nALPHALOG | Maintenance | 12\nCELADON | Licences | 34"),
            formats={"C2": '#,##0" k€"', "C3": '#,##0" k€"'},
        ),
        read("Fournisseur", "Montant TTC", tax=TTC, factor=1000),
        asks("milliers"),
    ),
    book_case(
        "unités",
        "format de cellule comptable en euros",
        Sheet(
            "Feuil1",
            typed("Fournisseur | Objet | Montant TTC\nALPHALOG | Maintenance | 1200.5\nCELADON | Avoir | -200"),
            formats={
                "C2": '_-* #,##0.00\\ "€"_-;\\-* #,##0.00\\ "€"_-;_-* "-"??\\ "€"_-;_-@_-',
                "C3": "#,##0.00\\ [$€-40C];[Red]\\-#,##0.00\\ [$€-40C]",
            },
        ),
        read("Fournisseur", "Montant TTC", tax=TTC),
    ),
    csv_case(
        "unités",
        "colonne Devise avec des dollars",
        """
        Fournisseur | Objet | Montant TTC | Devise
        ALPHALOG | Maintenance | 1200,00 | EUR
        CLOUD LOINTAIN INC | Abonnement | 600,00 | USD
        """,
        read("Fournisseur", "Montant TTC", tax=TTC, without="USD", left={"devise": 1}),
        asks("USD"),
    ),
    csv_case(
        "unités",
        "dollars et francs suisses dans la cellule",
        """
        Fournisseur | Objet | Montant TTC
        ALPHALOG | Maintenance | 1 200,00 €
        CLOUD LOINTAIN INC | Abonnement | $600.00
        ALPES LOGICIELS | Support | 300,00 CHF
        """,
        read("Fournisseur", "Montant TTC", tax=TTC, without="[$]|CHF", left={"devise": 2}),
        asks("$600.00", "CHF"),
    ),
    book_case(
        "unités",
        "format de cellule en dollars",
        Sheet(
            "Feuil1",
            typed("Fournisseur | Objet | Montant TTC\nALPHALOG | Maintenance | 1200\nCLOUD LOINTAIN INC | Abonnement | 600"),
            formats={"C2": '#,##0.00\\ "€"', "C3": "[$$-409]#,##0.00"},
        ),
        read("Fournisseur", "Montant TTC", tax=TTC, without="LOINTAIN", left={"devise": 1}),
        asks("monnaie"),
    ),
    book_case(
        "unités",
        "montant en dollars à côté du montant en euros",
        """
        Fournisseur | Objet | Montant (USD) | Montant (EUR)
        CLOUD LOINTAIN INC | Abonnement | 600 | 555.5
        CLOUD LOINTAIN INC | Support | 100 | 92.6
        """,
        read("Fournisseur", "Montant (EUR)"),
    ),
)

_FORMULA_ROWS = """
    Fournisseur | Objet | Prix unitaire TTC | Quantité | Montant TTC
    ALPHALOG | Licence | 100 | 12 | =C2*D2
    DELTA SARL | Écran | 150.5 | 10 | =C3*D3
    Total | | | | =SUM(E2:E3)
    """

_DATES = """
    Date de facture | Date de mandatement | Fournisseur | Objet | Montant TTC
    """

_COMPUTED = (
    book_case(
        "formules et dates",
        "formules avec leur résultat",
        Sheet("Feuil1", typed(_FORMULA_ROWS), cached={"E2": 1200.0, "E3": 1505.0, "E4": 2705.0}),
        read("Fournisseur", "Montant TTC", tax=TTC, without=r"^Total", left={"total": 1}),
    ),
    book_case(
        "formules et dates",
        "formules sans résultat, fichier jamais ouvert dans un tableur",
        Sheet("Feuil1", typed(_FORMULA_ROWS)),
        asks("Montant TTC", errors=(InputError,)),
        asks("formule", errors=(InputError,)),
    ),
    book_case(
        "formules et dates",
        "cellules en erreur",
        """
        Fournisseur | Objet | Montant TTC
        ALPHALOG | Maintenance | 1200
        CELADON | Licences | #N/A
        DELTA SARL | Copieurs | #REF!
        """,
        asks("#N/A", "#REF!"),
        asks("ligne 3", "ligne 4"),
    ),
    csv_case(
        "formules et dates",
        "dates en texte",
        _DATES
        + "15/03/2025 | 02-04-25 | ALPHALOG | Maintenance | 1200,00\n    1er avril 2025 | 2025-05-02 | CELADON | Licences | 900,00",
        read("Fournisseur", "Montant TTC", tax=TTC),
    ),
    book_case(
        "formules et dates",
        "vraies dates",
        _DATES
        + "2025-03-15 | 2025-04-02 | ALPHALOG | Maintenance | 1200\n    2025-04-01 | 2025-05-02 | CELADON | Licences | 900",
        read("Fournisseur", "Montant TTC", tax=TTC),
        suffix=".ods",
    ),
    book_case(
        "formules et dates",
        "dates en numéro de série",
        _DATES + "45731 | 45749 | ALPHALOG | Maintenance | 1200\n    45748 | 45779 | CELADON | Licences | 900",
        read("Fournisseur", "Montant TTC", tax=TTC),
    ),
)

CASES: tuple[Case, ...] = (*_WRITTEN, *_UNITS, *_COMPUTED)
