"""The containers: encodings, separators, workbooks of several programs, and files that are not what they say."""

from __future__ import annotations

import subprocess
from pathlib import Path

from tests.tiebreak_spreadsheet_shapes.cases import PAID, TTC, Case, asks, book_case, csv_case, read
from tests.tiebreak_spreadsheet_shapes.writers import (
    Sheet,
    texts,
    typed,
    write_csv,
    write_html,
    write_parquet,
    write_workbook,
)
from tiebreak import InputError, UnreadableFileError

_ACCENTS = """
    Créancier | Libellé | Montant mandaté TTC
    Éditions Céladon | Maintenance été | 1200,50
    Forêt & Fils | Dépannage « urgent » | 300,00
    Nœud Réseaux | Câblage | 480,00
    """
_PLAIN_ACCENTS = _ACCENTS.replace("« ", "").replace(" »", "").replace("Nœud", "Maïs")
_COMMAS = _ACCENTS.replace("1200,50", "1200.50").replace("300,00", "300.00").replace("480,00", "480.00")


def _coded(name: str, drawn: str, **written: object) -> Case:
    read_back = {name: written[name] for name in ("encoding", "separator") if name in written}
    decimal = "." if drawn is _COMMAS else ","
    expected = read("Créancier", "Montant mandaté TTC", kind=PAID, tax=TTC, decimal=decimal, **read_back)
    suffix = str(written.pop("suffix", ".csv"))
    return csv_case("encodages et séparateurs", name, drawn, expected, suffix=suffix, **written)


_TEXT = (
    _coded("UTF-8 avec marque d’ordre", _ACCENTS, encoding="utf-8-sig"),
    _coded("UTF-16, tabulation, « Texte Unicode » d’Excel", _ACCENTS, encoding="utf-16", separator="\t"),
    _coded("Windows 1252", _ACCENTS, encoding="cp1252"),
    _coded("Latin-9", _ACCENTS.replace("« ", "").replace(" »", ""), encoding="iso-8859-15"),
    _coded("DOS, page 850", _PLAIN_ACCENTS, encoding="cp850"),
    csv_case(
        "encodages et séparateurs",
        "DOS, page 850, titres sans accent",
        """
        Tiers | Objet | Montant TTC
        Éditions Céladon | Maintenance été | 1200,50
        Forêt & Fils | Câblage | 300,00
        """,
        read("Tiers", "Montant TTC", tax=TTC, encoding="cp850"),
        encoding="cp850",
    ),
    _coded("Mac Roman", _ACCENTS, encoding="mac_roman"),
    _coded("virgule et point décimal", _COMMAS, separator=","),
    _coded("virgule et montants entre guillemets", _ACCENTS, separator=","),
    _coded("tabulation en .tsv", _ACCENTS, separator="\t", suffix=".tsv"),
    _coded("barre verticale", _ACCENTS, separator="|"),
    _coded("tout entre guillemets, fins de ligne Unix", _ACCENTS, quotes_all=True, newline="\n"),
    csv_case(
        "encodages et séparateurs",
        "ligne sep=; d’Excel",
        """
        Créancier | Libellé | Montant TTC
        ALPHALOG | Maintenance | 1200,50
        CELADON | Licences | 300,00
        """,
        read("Créancier", "Montant TTC", tax=TTC, header=2, is_placed=False),
        above="sep=;\r\n",
    ),
    csv_case(
        "encodages et séparateurs",
        "point-virgule de trop à chaque fin de ligne",
        """
        Créancier | Libellé | Montant TTC |
        ALPHALOG | Maintenance | 1200,50 |
        CELADON | Licences | 300,00 |
        """,
        read("Créancier", "Montant TTC", tax=TTC),
    ),
    csv_case(
        "encodages et séparateurs",
        "lignes de longueurs inégales",
        """
        Créancier | Libellé | Montant TTC | Observations
        ALPHALOG | Maintenance | 1200,50
        CELADON | Licences | 300,00 | à renégocier
        """,
        read("Créancier", "Montant TTC", tax=TTC),
    ),
    csv_case(
        "encodages et séparateurs",
        "fins de ligne de l’ancien Mac",
        """
        Créancier | Libellé | Montant TTC
        ALPHALOG | Maintenance | 1200,50
        CELADON | Licences | 300,00
        """,
        read("Créancier", "Montant TTC", tax=TTC),
        newline="\r",
    ),
)

_TABLE = """
    Fournisseur | Objet | Montant TTC
    ALPHALOG | Maintenance | 1200.5
    OMEGA CLOUD | Abonnement | 600
    """


def _with_breaks(path: Path) -> None:
    rows = texts(
        "Créancier | Libellé | Montant TTC\nALPHALOG | Maintenance@poste 1; poste 2 | 1200,50\nCELADON | Licences | 300,00"
    )
    write_csv(path, [[cell.replace("@", "\n") for cell in row] for row in rows])


def _misnamed(path: Path) -> None:
    book = path.with_suffix(".xlsx")
    write_workbook(book, Sheet("Feuil1", typed(_TABLE)))
    book.rename(path)


def _by_office(path: Path) -> None:
    twin = path.with_suffix(".xlsx")
    write_workbook(twin, Sheet("Feuil1", typed(_TABLE)))
    profile = f"-env:UserInstallation={(path.parent / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "xls", "--outdir", str(path.parent), str(twin)]
    subprocess.run(command, check=True, capture_output=True)


def _own(name: str, suffix: str, write: object, *expected: object, needs_office: bool = False) -> Case:
    return Case(
        id=name,
        family="classeurs",
        suffix=suffix,
        write=write,  # type: ignore[arg-type]
        expected=expected,  # type: ignore[arg-type]
        needs_office=needs_office,
    )


_DECIMALS = (
    "SELECT * FROM (VALUES ('ALPHALOG', 'Maintenance', 1200.50::DECIMAL(12,2), DATE '2025-03-01'),"
    " ('OMEGA CLOUD', 'Abonnement', 600.00, DATE '2025-04-01'), ('ALPHALOG', 'Avoir', -200.25, DATE '2025-05-01'))"
    ' AS t("Fournisseur", "Objet", "Montant mandaté TTC", "Date")'
)
_DOUBLES = (
    "SELECT * FROM (VALUES ('ALPHALOG', 6156, 0.1::DOUBLE + 0.2), ('OMEGA CLOUD', 65811, 600.0), ('CELADON', 2051, NULL))"
    ' AS t("Fournisseur", "Compte", "Montant TTC")'
)

_BOOKS = (
    _own("csv à retour à la ligne dans une cellule", ".csv", _with_breaks, read("Créancier", "Montant TTC", tax=TTC)),
    book_case("classeurs", "xlsx", _TABLE, read("Fournisseur", "Montant TTC", tax=TTC)),
    book_case("classeurs", "xlsm", _TABLE, read("Fournisseur", "Montant TTC", tax=TTC), suffix=".xlsm"),
    book_case("classeurs", "ods", _TABLE, read("Fournisseur", "Montant TTC", tax=TTC), suffix=".ods"),
    _own(
        "xls d’une suite bureautique",
        ".xls",
        _by_office,
        read("Fournisseur", "Montant TTC", tax=TTC, sheet="Feuil1"),
        needs_office=True,
    ),
    _own(
        "page HTML nommée .xls",
        ".xls",
        lambda path: write_html(path, texts(_TABLE)),
        asks(".xls", errors=(UnreadableFileError,)),
    ),
    _own(
        "texte à tabulations nommé .xls",
        ".xls",
        lambda path: write_csv(path, texts(_TABLE), separator="\t", encoding="cp1252"),
        asks(".xls", errors=(UnreadableFileError,)),
    ),
    _own(
        "classeur xlsx nommé .csv",
        ".csv",
        _misnamed,
        asks(".csv", errors=(UnreadableFileError,)),
    ),
    _own(
        "parquet à montants décimaux",
        ".parquet",
        lambda path: write_parquet(path, _DECIMALS),
        read("Fournisseur", "Montant mandaté TTC", kind=PAID, tax=TTC, is_placed=False),
    ),
    _own(
        "parquet à montants flottants, comptes entiers et montant absent",
        ".parquet",
        lambda path: write_parquet(path, _DOUBLES),
        read("Fournisseur", "Montant TTC", tax=TTC, accounts="6156 65811", left={"sans montant": 1}, is_placed=False),
        asks("Montant TTC"),
    ),
    _own(
        "fichier vide",
        ".csv",
        lambda path: path.write_bytes(b""),
        asks("depenses.csv", errors=(InputError,)),
    ),
    csv_case(
        "classeurs",
        "titres sans aucune ligne",
        "Fournisseur | Objet | Montant TTC",
        asks("ligne", errors=(InputError,)),
    ),
    csv_case(
        "classeurs",
        "tableau qui n’est pas de dépenses",
        """
        Nom | Service | Téléphone
        Accueil | Mairie | 01 00 00 00 00
        Standard | Mairie | 01 00 00 00 01
        """,
        asks("Nom", "Service", "Téléphone"),
    ),
)


CASES: tuple[Case, ...] = (*_TEXT, *_BOOKS)
