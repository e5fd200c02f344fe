"""What stands beside the amount: other amounts, other names, figures that are no money."""

from __future__ import annotations

from tests.tiebreak_spreadsheet_shapes.cases import (
    BUDGETED,
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

_BESIDE = (
    book_case(
        "colonnes voisines",
        "éditeur, produit, hébergeur, criticité, service, licences",
        """
        Éditeur | Produit | Hébergeur | Criticité | Service gestionnaire | Nb licences | Coût annuel TTC
        CELADON | Suite Perle | OMEGA CLOUD | 3 | DSI | 120 | 14400
        ALPHALOG | Paie Facile | Interne | 4 | RH | 5 | 6000
        """,
        read(
            "Éditeur",
            "Coût annuel TTC",
            tax=TTC,
            facts={"licence_count": frozenset({120, 5}), "service": frozenset({"DSI", "RH"})},
        ),
    ),
    csv_case(
        "colonnes voisines",
        "revendeur et éditeur",
        """
        Fournisseur | Éditeur | Logiciel | Montant TTC
        DELTA SARL | CELADON | Suite Perle | 14400,00
        DELTA SARL | ALPHALOG | Paie Facile | 6000,00
        """,
        read("Fournisseur", "Montant TTC", tax=TTC, facts={"editor_text": frozenset({"CELADON", "ALPHALOG"})}),
    ),
    csv_case(
        "colonnes voisines",
        "code tiers et nom du tiers",
        """
        Code tiers | Nom tiers | Objet | Montant TTC
        00012 | ALPHALOG | Maintenance | 900,00
        00340 | OMEGA CLOUD | Abonnement | 700,00
        """,
        read("Nom tiers", "Montant TTC", tax=TTC),
    ),
    book_case(
        "colonnes voisines",
        "numéro de fournisseur en nombre",
        """
        N° fournisseur | Fournisseur | SIRET | Objet | Montant TTC
        12 | ALPHALOG | 12345678200010 | Maintenance | 900
        340 | OMEGA CLOUD | 12345678200010 | Abonnement | 700
        """,
        read("Fournisseur", "Montant TTC", tax=TTC, facts={"supplier_siren": frozenset({"123456782"})}),
    ),
    csv_case(
        "colonnes voisines",
        "tiers et bénéficiaire qui diffèrent",
        """
        Tiers | Bénéficiaire | Objet | Montant TTC
        ALPHALOG | AFFACTURAGE DU LITTORAL | Maintenance | 900,00
        OMEGA CLOUD | OMEGA CLOUD | Abonnement | 700,00
        """,
        read("Tiers", "Montant TTC", tax=TTC, said="Bénéficiaire"),
        asks("Tiers", "Bénéficiaire"),
    ),
    csv_case(
        "colonnes voisines",
        "montant initial et montant révisé",
        """
        Fournisseur | Objet | Montant initial TTC | Montant révisé TTC
        ALPHALOG | Maintenance | 900,00 | 950,00
        OMEGA CLOUD | Abonnement | 700,00 | 710,00
        """,
        asks("Montant initial TTC", "Montant révisé TTC"),
    ),
    csv_case(
        "colonnes voisines",
        "HT, TVA et TTC",
        """
        Fournisseur | Objet | Montant HT | TVA | Montant TTC
        ALPHALOG | Maintenance | 1000,00 | 200,00 | 1200,00
        OMEGA CLOUD | Abonnement | 500,00 | 100,00 | 600,00
        """,
        read("Fournisseur", "Montant TTC", tax=TTC),
        read("Fournisseur", "Montant HT", tax=HT),
        asks("Montant HT", "Montant TTC", never=("« TVA »",)),
    ),
    csv_case(
        "colonnes voisines",
        "taux de TVA en nombre",
        """
        Fournisseur | Objet | Taux TVA | Montant TTC
        ALPHALOG | Maintenance | 20,00 | 1200,00
        OMEGA CLOUD | Revue | 2,10 | 600,00
        """,
        read("Fournisseur", "Montant TTC", tax=TTC),
    ),
    book_case(
        "colonnes voisines",
        "voté, engagé, mandaté côte à côte",
        """
        Fournisseur | Objet | Voté | Engagé | Mandaté
        ALPHALOG | Maintenance | 12000 | 11000 | 9000
        OMEGA CLOUD | Abonnement | 8000 | 8000 | 6000
        """,
        read("Fournisseur", "Mandaté", kind=PAID),
        asks("Voté", "Engagé", "Mandaté"),
    ),
    book_case(
        "colonnes voisines",
        "BP de l’année et compte administratif de la précédente",
        """
        Fournisseur | Objet | CA 2024 | BP 2025
        ALPHALOG | Maintenance | 11500 | 12000
        OMEGA CLOUD | Abonnement | 7500 | 8000
        """,
        read("Fournisseur", "CA 2024", kind=PAID),
        read("Fournisseur", "BP 2025", kind=BUDGETED),
        asks("CA 2024", "BP 2025"),
    ),
    book_case(
        "colonnes voisines",
        "trois années en colonnes",
        """
        Fournisseur | Objet | Montant 2023 | Montant 2024 | Montant 2025
        ALPHALOG | Maintenance | 11000 | 11500 | 12000
        OMEGA CLOUD | Abonnement | 7000 | 7500 | 8000
        """,
        read("Fournisseur", "Montant 2025", year=2025),
        asks("Montant 2023", "Montant 2024", "Montant 2025"),
    ),
    csv_case(
        "colonnes voisines",
        "part du total en pourcentage",
        """
        Fournisseur | Montant TTC | % du total
        ALPHALOG | 750,00 | 75,0 %
        OMEGA CLOUD | 250,00 | 25,0 %
        """,
        read("Fournisseur", "Montant TTC", tax=TTC),
    ),
    book_case(
        "colonnes voisines",
        "part du total en nombre au format pourcentage",
        Sheet(
            "Feuil1",
            typed("Fournisseur | Montant TTC | Part du total\nALPHALOG | 750 | 0.75\nOMEGA CLOUD | 250 | 0.25"),
            formats={"C2": "0%", "C3": "0%"},
        ),
        read("Fournisseur", "Montant TTC", tax=TTC),
    ),
    csv_case(
        "colonnes voisines",
        "deux colonnes de même titre",
        """
        Fournisseur | Objet | Montant | Montant
        ALPHALOG | Maintenance | 1000,00 | 1200,00
        OMEGA CLOUD | Abonnement | 500,00 | 600,00
        """,
        asks("« Montant"),
    ),
    csv_case(
        "colonnes voisines",
        "prix unitaire, quantité et total",
        """
        Fournisseur | Désignation | Prix unitaire HT | Quantité | Total HT
        ALPHALOG | Licence | 100,00 | 12 | 1200,00
        DELTA SARL | Écran | 150,00 | 10 | 1500,00
        """,
        read("Fournisseur", "Total HT", tax=HT),
    ),
    csv_case(
        "colonnes voisines",
        "prix unitaire et quantité sans total",
        """
        Fournisseur | Désignation | Prix unitaire HT | Quantité
        ALPHALOG | Licence | 100,00 | 12
        DELTA SARL | Écran | 150,00 | 10
        """,
        asks("Prix unitaire HT"),
    ),
    csv_case(
        "colonnes voisines",
        "coût mensuel et coût annuel",
        """
        Fournisseur | Objet | Coût mensuel TTC | Coût annuel TTC
        OMEGA CLOUD | Hébergement | 100,00 | 1200,00
        BETA RESEAUX | Fibre | 50,00 | 600,00
        """,
        read("Fournisseur", "Coût annuel TTC", tax=TTC),
        asks("Coût mensuel TTC", "Coût annuel TTC"),
    ),
    csv_case(
        "colonnes voisines",
        "aucun fournisseur",
        """
        Libellé | Montant TTC
        Maintenance paie | 1200,00
        Fibre mairie | 600,00
        """,
        read(None, "Montant TTC", tax=TTC),
        asks("Libellé"),
    ),
)

CASES: tuple[Case, ...] = _BESIDE
