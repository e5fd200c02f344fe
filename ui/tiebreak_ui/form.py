"""The fields of the page, what fills them, and what the core is asked in them. No gradio here."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from tiebreak import (
    UNNAMED,
    Authority,
    AuthorityKind,
    CaseFile,
    InputError,
    Request,
    Workbench,
    budget_year_of,
    load_nomenclature,
    load_zone_policies,
    parse_euros,
)
from tiebreak_knowledge.samples import Sample

COPIED_OPTIONS = ("--map", "--identify", "--criticality")
EXAMPLES = {
    "sens des colonnes": "Titre de la colonne=champ",
    "fournisseurs": "Nom écrit=entrée du catalogue",
    "criticité": "Messagerie=4",
}
ALREADY_READ = (
    "Le sens des colonnes et « Continuer sans les lignes illisibles » ne s’appliquent qu’à la lecture des tableaux : ce "
    "dossier est déjà lu. Videz ces réglages, ou redonnez les tableaux."
)


@dataclass(frozen=True)
class Form:
    """The fields of the page; an untouched text field is `None` or empty."""

    name: str | None = None
    kind: str = AuthorityKind.OTHER.value
    year: str | None = None
    inhabitants: str | None = None
    workstations: str | None = None
    siren: str | None = None
    insee: str | None = None
    zone: str | None = None
    mapping: str | None = None
    identified: str | None = None
    criticalities: str | None = None
    skips_unreadable: bool = False
    is_strict: bool = False

    def request(self, day: date) -> Request:
        """The form as the core's request.

        Raises:
            InputError: when a number cannot be read.
        """
        year = read_whole("Exercice", self.year)
        authority = Authority(
            name=(self.name or "").strip() or UNNAMED,
            kind=AuthorityKind(self.kind),
            year=year,
            inhabitants=read_whole("Habitants", self.inhabitants),
            workstations=read_whole("Postes de travail", self.workstations),
            siren="".join((self.siren or "").split()) or None,
            insee=(self.insee or "").strip().upper() or None,
        )
        return Request(
            authority=authority,
            as_of=day,
            zone_policy=self.zone,
            is_strict=self.is_strict,
            column_meanings=_pairs("sens des colonnes", self.mapping),
            leaves_out_unreadable=self.skips_unreadable,
        )

    def applied(self, case: CaseFile, request: Request) -> CaseFile:
        """A case file kept earlier, under this form, which it filled: an emptied field is unknown.

        Args:
            case: as it was kept.
            request: this form as the core's request.

        Raises:
            InputError: when the form asks what only the reading of tables can do, or another year than theirs.
        """
        if (self.mapping or "").strip() or self.skips_unreadable:
            raise InputError(ALREADY_READ)
        asked = request.authority
        given = {name: getattr(asked, name) for name in ("name", "kind", "inhabitants", "workstations", "siren", "insee")}
        year = budget_year_of(asked.year, case.readings)
        return case.model_copy(
            update={
                "authority": case.authority.model_copy(update={**given, "year": year}),
                "zone_policy": self.zone or case.zone_policy,
                "is_strict": self.is_strict,
                "criticality_decisions": (),
            }
        )

    def decided(self, case: CaseFile, workbench: Workbench) -> CaseFile:
        """The case file with what the user says: who some suppliers are, how critical some functions.

        Raises:
            InputError: naming what no line or no nomenclature has.
        """
        return workbench.decided(case, _pairs("fournisseurs", self.identified), _pairs("criticité", self.criticalities))


def new_form() -> Form:
    """The form of a new page."""
    return Form(
        name="",
        year="",
        inhabitants="",
        workstations="",
        siren="",
        insee="",
        zone=load_zone_policies().default,
        mapping="",
        identified="",
        criticalities="",
    )


def form_of(sample: Sample) -> Form:
    """The fields of the page as the sample fills them."""
    authority = sample.authority
    return replace(
        new_form(),
        name=authority.name,
        kind=authority.kind.value,
        year=_written(authority.year),
        inhabitants=_written(authority.inhabitants),
        workstations=_written(authority.workstations),
    )


def form_of_case(case: CaseFile) -> Form:
    """The fields of the page as a case file fills them; who suppliers are stays in the case file."""
    authority = case.authority
    labels = {function.id: function.label for function in load_nomenclature().functions}
    decided = ((labels.get(each.function, each.function), each.criticality) for each in case.criticality_decisions)
    return replace(
        new_form(),
        name="" if authority.name == UNNAMED else authority.name,
        kind=authority.kind.value,
        year=_written(authority.year),
        inhabitants=_written(authority.inhabitants),
        workstations=_written(authority.workstations),
        siren=authority.siren or "",
        insee=authority.insee or "",
        zone=case.zone_policy,
        criticalities="\n".join(f"{label}={level}" for label, level in decided),
        is_strict=case.is_strict,
    )


def _written(number: int | None) -> str:
    return "" if number is None else str(number)


def read_whole(label: str, text: str | None) -> int | None:
    """A whole number of the form, `None` when empty.

    Raises:
        InputError: when it is not one.
    """
    value = read_euros(label, text)
    if value is not None and (value != value.to_integral_value() or value < 0):
        raise InputError(f"{label} : {text!r} n’est pas un nombre entier positif.")
    return None if value is None else int(value)


def read_euros(label: str, text: str | None) -> Decimal | None:
    """An amount of the form, French spelling allowed, `None` when empty.

    Raises:
        InputError: when it is not one.
    """
    if not (text or "").strip():
        return None
    try:
        return parse_euros(text or "")
    except InputError as error:
        raise InputError(f"{label} : {error} Ou laissez vide.") from error


def corrected(mapping: str | None, title: str | None, meaning: str | None) -> str:
    """The corrections of the form with one more, in place of what was said of the same column or supplier."""
    if not title or not meaning:
        return mapping or ""
    others = [line for line in (mapping or "").splitlines() if line.strip() and _pair(line)[0] != title]
    return "\n".join([*others, f"{title}={meaning}"])


def _pairs(field: str, text: str | None) -> dict[str, str]:
    """What each line of a field says of its subject.

    Raises:
        InputError: naming every line that says nothing, or says otherwise than another.
    """
    said: dict[str, str] = {}
    problems = []
    for number, line in enumerate((text or "").splitlines(), start=1):
        subject, word = _pair(line)
        if not line.strip():
            continue
        if not subject or not word:
            problems.append(f"ligne {number}, {line.strip()!r} : écrivez {EXAMPLES[field]}")
        elif said.setdefault(subject, word) != word:
            problems.append(f"ligne {number} : « {subject} » est dit de deux façons ; gardez-en une")
    if problems:
        raise InputError(f"Réglages, {field} :\n" + "\n".join(f"  - {each}" for each in problems))
    return said


def _pair(line: str) -> tuple[str, str]:
    """A column and its field, as written here or copied from a command."""
    told = line.strip()
    for option in COPIED_OPTIONS:
        told = told.removeprefix(option)
    title, _, field_name = told.strip(" \"'«»").rpartition("=")
    return title.strip(), field_name.strip()
