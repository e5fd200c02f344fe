"""The source of the public survey of the mail of communes: the row of one commune, as a use that somebody may confirm."""

from __future__ import annotations

import csv
import hashlib
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tiebreak import (
    Authority,
    InputError,
    LeftOut,
    ProductUse,
    Provenance,
    Reading,
    SourceOptions,
    UnreadableFileError,
    UseGround,
)
from tiebreak_opendata.csv_header import csv_header, peeked_header
from tiebreak_opendata.left_out_groups import LeftOutGroups
from tiebreak_opendata.mail_patterns import SurveyRules, mail_patterns
from tiebreak_opendata.values import clean_text, french_day, read_day, read_number

PLUGIN = "opendata"
MAIL = "mail"
OTHER_COMMUNE = "messagerie d’une autre commune"
NOTHING_FOUND = "aucun hébergeur de messagerie trouvé par le relevé"
REPEATED = "ligne répétée de la commune"
SHORT_ROW = "ligne qui n’a pas autant de cellules que de titres"
MAX_CELL = 1 << 20
MAX_CONFIDENCE = 100
_TITLES = {"domain": ("mail_domain", "domain"), "provider": ("mail_provider", "provider")}
_DAY_IN_NAME = re.compile(r"\d{4}-\d{2}-\d{2}")


class MailSurveySource:
    """Reads the survey of the mail of communes."""

    name = "mail_survey"
    label = "Relevé public de la messagerie des communes (CSV)"
    suffixes = (".csv",)

    def accepts(self, path: Path) -> bool:
        """By its titles."""
        header = peeked_header(path) if path.is_file() and path.suffix.lower() in self.suffixes else None
        return header is not None and header.has("insee", "confidence", "flags") and _has_provider(header.titles)

    def read(self, path: Path, options: SourceOptions) -> Reading:
        """The row of the commune, the others counted together.

        Raises:
            InputError: when nothing says which commune, and there are several.
            UnreadableFileError: when it is no CSV in UTF-8.
        """
        groups = LeftOutGroups(path.name, PLUGIN)
        with _rows(path) as rows:
            survey = _Survey.of(rows, options.authority, groups)
        if len(survey.communes) > 1:
            raise InputError(
                f"Fichier « {path.name} » : {len(survey.communes)} communes, et ni code INSEE ni SIREN pour choisir. "
                "Indiquez celui de la collectivité."
            )
        uses, left_out = _uses(survey, path)
        notices = [] if survey.kept else ["la commune n’est pas dans ce relevé : vérifiez son code INSEE"]
        if survey.is_only_commune:
            notices.append("ni code INSEE ni SIREN donné : le fichier n’a qu’une commune, et c’est elle qui est retenue")
        return Reading(
            file=path.name,
            plugin=PLUGIN,
            rows_in_file=survey.row_count + 1,
            heading_rows=1,
            uses=uses,
            left_out=(*left_out, *groups.left_out),
            notices=tuple(notices),
        )


@dataclass
class _Survey:
    """The rows of the commune, with their places."""

    kept: list[tuple[int, Mapping[str, str]]]
    communes: set[str]
    """Communes seen when nothing says which is wanted; empty otherwise."""
    row_count: int = 0
    is_only_commune: bool = False

    @classmethod
    def of(
        cls, rows: Iterator[tuple[int, Mapping[str, str] | None]], authority: Authority | None, groups: LeftOutGroups
    ) -> _Survey:
        survey = cls([], set())
        for place, row in rows:
            survey.row_count += 1
            if row is None:
                groups.add(SHORT_ROW, place)
                continue
            is_wanted = _is_of(row, authority, groups.file)
            if is_wanted is None:
                survey.communes.add(row["insee"])
            if is_wanted is False:
                groups.add(OTHER_COMMUNE, place)
            elif len(survey.communes) <= 1:
                survey.kept.append((place, row))
        survey.is_only_commune = len(survey.communes) == 1
        return survey


def _is_of(row: Mapping[str, str], authority: Authority | None, file: str) -> bool | None:
    """Whether a row is of the collectivité, by INSEE code else by SIREN; `None` when it has neither."""
    if authority is not None and authority.insee:
        return row["insee"] == authority.insee
    if authority is not None and authority.siren:
        if "siren" not in row:
            raise InputError(f"Fichier « {file} » : il n’a pas de SIREN. Indiquez le code INSEE de la commune.")
        return row["siren"] == authority.siren
    return None


def _has_provider(titles: tuple[str, ...]) -> bool:
    return all(any(name in titles for name in names) for names in _TITLES.values())


@contextmanager
def _rows(path: Path) -> Iterator[Iterator[tuple[int, Mapping[str, str] | None]]]:
    """Rows under the titles with their places, from 2; `None` for one that has another number of cells."""
    header = csv_header(path)
    limit = csv.field_size_limit(MAX_CELL)
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            reader = csv.reader(stream, delimiter=header.delimiter)
            next(reader)
            filled = (cells for cells in reader if any(cell.strip() for cell in cells))
            yield (
                (place, _named(header.titles, cells) if len(cells) == len(header.titles) else None)
                for place, cells in enumerate(filled, start=2)
            )
    except (csv.Error, UnicodeDecodeError) as error:
        raise UnreadableFileError(
            f"Fichier « {path.name} » : ce n’est pas un CSV lisible en UTF-8 ({error}). Téléchargez-le de nouveau."
        ) from error
    finally:
        csv.field_size_limit(limit)


def _named(titles: tuple[str, ...], cells: list[str]) -> Mapping[str, str]:
    row = dict(zip(titles, (clean_text(cell, limit=300) for cell in cells), strict=True))
    return row | {field: next(row[name] for name in names if name in row) for field, names in _TITLES.items()}


def _uses(survey: _Survey, path: Path) -> tuple[tuple[ProductUse, ...], tuple[LeftOut, ...]]:
    found = _DAY_IN_NAME.search(path.stem)
    day = read_day(found.group()) if found else None
    when = f"relevé du {french_day(day)}" if day else "relevé sans date"
    digest = hashlib.sha256(repr([sorted(row.items()) for _, row in survey.kept]).encode()).hexdigest()[:8]
    uses: list[ProductUse] = []
    left_out: list[LeftOut] = []
    seen: set[tuple[str, str]] = set()
    for rank, (place, row) in enumerate(survey.kept, start=1):
        provenance = Provenance(file=path.name, row=place, plugin=PLUGIN)
        said = (row["domain"].casefold(), row["provider"].casefold())
        reason = REPEATED if said in seen else NOTHING_FOUND if said[1] in mail_patterns().survey.nothing_found else None
        seen.add(said)
        if reason:
            left_out.append(LeftOut(reason=reason, content=" | ".join(said), provenance=provenance))
            continue
        judgement = _judged(row, mail_patterns().survey)
        uses.append(
            ProductUse(
                id=f"mail-{digest}-{rank}",
                function=MAIL,
                product_text=judgement.product,
                ground=judgement.ground,
                detail=f"{judgement.detail} ; {when}.",
                provenance=provenance,
            )
        )
    return tuple(uses), tuple(left_out)


@dataclass(frozen=True)
class _Judgement:
    product: str | None
    ground: UseGround
    detail: str


def _judged(row: Mapping[str, str], rules: SurveyRules) -> _Judgement:
    """What a row is worth, by the rules of the data file."""
    domain, label = row["domain"].casefold(), row["provider"].casefold()
    flags = {flag.strip() for flag in row["flags"].split(";")}
    number = read_number(row["confidence"])
    confidence = int(number) if number is not None and 0 <= number <= MAX_CONFIDENCE else 0
    product = rules.products.get(label, label)
    owner = mail_patterns().consumer.get(domain)
    if owner or rules.consumer_flag in flags:
        owner = owner or product
        return _Judgement(
            owner,
            UseGround.INFERRED,
            f"adresse de contact en {domain} : boîte grand public chez {owner}, "
            "ce n’est pas un contrat d’hébergement de messagerie",
        )
    trust = f"confiance {confidence} sur {MAX_CONFIDENCE}"
    if label in rules.unnamed:
        return _Judgement(None, UseGround.INFERRED, f"domaine {domain} : {rules.unnamed[label]}, {trust}")
    if confidence < rules.named_from:
        return _Judgement(None, UseGround.INFERRED, f"domaine {domain} : indice trop faible de « {label} », {trust}")
    if confidence >= rules.observed_from and not flags & rules.weak_flags and label not in rules.inferred_only:
        return _Judgement(
            product, UseGround.OBSERVED, f"domaine {domain} : les serveurs de courrier (MX) sont de « {label} », {trust}"
        )
    return _Judgement(
        product,
        UseGround.INFERRED,
        f"domaine {domain} : « {label} » est probable, d’après d’autres traces que les serveurs de courrier, {trust}",
    )
