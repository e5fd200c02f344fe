"""Credit notes, cancelling vouchers, receipts, and what stands twice."""

from __future__ import annotations

from tests.tiebreak_spreadsheet_shapes.cases import (
    PAID,
    TTC,
    Case,
    asks,
    book_case,
    csv_case,
    read,
)
from tests.tiebreak_spreadsheet_shapes.recipes import Recipe

_CREDITS = (
    book_case(
        "avoirs",
        "avoirs négatifs",
        """
        Fournisseur | Objet | Mandaté TTC
        ALPHALOG | Maintenance | 1200
        ALPHALOG | Avoir maintenance | -200
        CELADON | Licences | 900
        """,
        read("Fournisseur", "Mandaté TTC", kind=PAID, tax=TTC),
    ),
    csv_case(
        "avoirs",
        "colonne Type facture ou avoir, montants positifs",
        """
        Fournisseur | Type | Objet | Montant TTC
        ALPHALOG | Facture | Maintenance | 1200,00
        ALPHALOG | Avoir | Maintenance trop facturée | 200,00
        CELADON | Facture | Licences | 900,00
        """,
        read("Fournisseur", "Montant TTC", tax=TTC, credited=("Type", "Avoir")),
        asks("Type"),
        asks("avoir"),
    ),
    csv_case(
        "avoirs",
        "mandats d’annulation, montants positifs",
        """
        N° mandat | Type de pièce | Tiers | Objet | Montant TTC
        101 | Mandat ordinaire | ALPHALOG | Maintenance | 1200,00
        102 | Mandat d’annulation | ALPHALOG | Annule le mandat 101 | 1200,00
        103 | Mandat ordinaire | ALPHALOG | Maintenance | 1000,00
        """,
        read("Tiers", "Montant TTC", tax=TTC, credited=("Type de pièce", "annulation")),
        asks("Type de pièce"),
        asks("annulation"),
    ),
    csv_case(
        "avoirs",
        "mandats de réduction, montants positifs",
        """
        N° mandat | Type de pièce | Tiers | Objet | Montant TTC
        101 | Mandat ordinaire | ALPHALOG | Maintenance | 1200,00
        102 | Mandat de réduction | ALPHALOG | Trop facturé | 200,00
        103 | Mandat ordinaire | CELADON | Licences | 900,00
        """,
        read("Tiers", "Montant TTC", tax=TTC, credited=("Type de pièce", "réduction")),
        asks("Type de pièce"),
        asks("réduction"),
    ),
    csv_case(
        "avoirs",
        "statut Annulé d’une pièce qui ne tient plus",
        """
        N° mandat | Statut | Tiers | Objet | Montant TTC
        101 | Payé | ALPHALOG | Maintenance | 1200,00
        102 | Annulé | ALPHALOG | Maintenance, doublon | 1200,00
        103 | Payé | CELADON | Licences | 900,00
        """,
        read("Tiers", "Montant TTC", tax=TTC, without="Annulé", left={"note": 1}),
    ),
    csv_case(
        "avoirs",
        "débit et crédit",
        """
        Date | Tiers | Libellé | Débit | Crédit
        05/03/2025 | ALPHALOG | Facture maintenance | 1200,00 |
        12/04/2025 | ALPHALOG | Avoir | | 200,00
        20/05/2025 | CELADON | Licences | 900,00 |
        """,
        read("Tiers", "Débit", minus=("Crédit",)),
        asks("Débit", "Crédit"),
    ),
    csv_case(
        "avoirs",
        "colonne Sens",
        """
        Tiers | Libellé | Montant | Sens
        ALPHALOG | Facture maintenance | 1200,00 | D
        ALPHALOG | Avoir | 200,00 | C
        CELADON | Licences | 900,00 | D
        """,
        read("Tiers", "Montant", credited=("Sens", "^C$")),
        asks("Sens"),
    ),
    csv_case(
        "avoirs",
        "dépenses et recettes mêlées",
        """
        Sens | Tiers | Objet | Montant TTC
        Dépense | ALPHALOG | Maintenance | 1200,00
        Recette | ETAT | Subvention numérique | 5000,00
        Dépense | CELADON | Licences | 900,00
        """,
        read("Tiers", "Montant TTC", tax=TTC, without="Recette", left={"note": 1}),
        asks("Sens"),
        asks("Recette"),
    ),
)

_SECOND_VOUCHER = Recipe(supplier="Tiers", amounts=("Montant TTC",), only="^102")

_TWICE = (
    csv_case(
        "doublons",
        "même mandat deux fois",
        """
        N° mandat | Tiers | Objet | Montant TTC
        101 | ALPHALOG | Maintenance | 1200,00
        101 | ALPHALOG | Maintenance | 1200,00
        102 | CELADON | Licences | 900,00
        """,
        read("Tiers", "Montant TTC", tax=TTC, said="(?i)doubl|deux fois|identique|même"),
        read("Tiers", "Montant TTC", tax=TTC, until=2, also=(_SECOND_VOUCHER,), left={"doublon": 1}),
        asks("101"),
    ),
    csv_case(
        "doublons",
        "abonnement mensuel, mêmes mots et même montant",
        """
        Date | Tiers | Objet | Montant TTC
        31/01/2025 | OMEGA CLOUD | Abonnement | 49,90
        28/02/2025 | OMEGA CLOUD | Abonnement | 49,90
        31/03/2025 | OMEGA CLOUD | Abonnement | 49,90
        """,
        read("Tiers", "Montant TTC", tax=TTC),
    ),
    csv_case(
        "doublons",
        "un mandat sur plusieurs imputations",
        """
        N° mandat | Nature | Tiers | Objet | Montant TTC
        101 | 6156 | ALPHALOG | Contrat global | 700,00
        101 | 2051 | ALPHALOG | Contrat global | 500,00
        102 | 6156 | CELADON | Licences | 900,00
        """,
        read("Tiers", "Montant TTC", tax=TTC, accounts="6156 2051"),
    ),
)

CASES: tuple[Case, ...] = (*_CREDITS, *_TWICE)
