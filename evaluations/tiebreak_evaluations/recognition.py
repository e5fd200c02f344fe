"""Whether lines of expense are recognised rightly, or said unknown, on labelled lines; three simpler ways beside.

An answer is right when it is the editor that the text tells, or a company of the same ultimate owner: it is what the
shares count. Precision is by line, coverage by money. The lines of the second and third authors were first measured
before anyone had looked at them; those figures stay here, since their errors were looked at afterwards.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from math import sqrt
from statistics import NormalDist

from rapidfuzz import fuzz, process

from tiebreak import Catalogue, Recogniser, normalise
from tiebreak_evaluations.labelled_lines import LabelledLine, Truth, labelled_lines, money, whose_money
from tiebreak_evaluations.measure import Effort, Measure
from tiebreak_knowledge.loader import load_catalogue

PRECISION_TARGET = 0.98
"""Least lower bound at 95 % of the precision of what is answered."""
COVERAGE_TARGET = 0.90
"""Least share of the money of the lines whose text tells an editor."""
WHOLE = "ensemble"
AUTHORS = {"first": "premier auteur", "second": "second auteur", "third": "troisième auteur"}
LEAST_LINES, LEAST_HOMONYMS = 1_000, 120
FUZZY_CUTOFF = 90
BLIND = {
    "second auteur": "précision 0.9775 (566 sur 579), couverture 0.838, 3 homonymes pris",
    "troisième auteur": "précision 0.9845 (446 sur 453), couverture 0.913, aucun homonyme pris",
}
"""Their 1 207 and 940 lines on 25 November 2026, before one of them had been looked at."""

Answer = Callable[[LabelledLine], str | None]
"""The supplier that a way of recognising gives for a line; `None` when it says unknown."""


@dataclass(frozen=True)
class Score:
    """How one way did on some lines."""

    answered: int
    right: int
    coverage: float
    homonyms_taken: int

    @property
    def precision(self) -> float:
        """Share of right answers among those given."""
        return self.right / self.answered if self.answered else 0.0

    @property
    def lower_bound(self) -> float:
        """Lower bound of the precision at 95 %."""
        return wilson_lower_bound(self.right, self.answered)


def recognition_quality(_effort: Effort) -> list[Measure]:
    """Precision, coverage and homonyms of the recogniser, by author, and of three simpler ways."""
    catalogue = Catalogue([load_catalogue()])
    lines, truth = labelled_lines(), Truth(catalogue)
    recogniser = Recogniser(catalogue)

    def ours(line: LabelledLine) -> str | None:
        return whose_money(recogniser.recognise(line.supplier, line.label, account=line.account), catalogue)

    measures = [_size_of_the_set(lines)]
    parts = {WHOLE: lines, **{name: [each for each in lines if each.author == key] for key, name in AUTHORS.items()}}
    for name, part in parts.items():
        measures += _ours(name, scored(ours, part, truth), part)
    measures += [
        *(
            Measure(
                f"Reconnaissance, {author} : avant tout regard",
                said,
                "mesuré",
                is_met=True,
                reason="ses erreurs ont été regardées ensuite",
            )
            for author, said in BLIND.items()
        ),
        _in_catalogue(lines, truth),
    ]
    measures += [_baseline(name, scored(answer, lines, truth)) for name, answer in baselines(catalogue).items()]
    return measures


def scored(answer: Answer, lines: Iterable[LabelledLine], truth: Truth) -> Score:
    """What a way of recognising is worth on these lines."""
    answered = right = taken = 0
    told = found = Decimal(0)
    for line in lines:
        given = answer(line)
        is_right = given is not None and truth.is_right(given, line)
        answered += given is not None
        right += is_right
        taken += given is not None and line.is_homonym
        if line.tells_editor:
            told += line.amount
            found += line.amount if is_right else 0
    return Score(answered, right, float(found / told) if told else 0.0, taken)


def baselines(catalogue: Catalogue) -> dict[str, Answer]:
    """Three simpler ways: the exact name of who is paid, nearness alone, and whoever is paid, reseller or not."""
    suppliers, solutions = catalogue.suppliers.values(), catalogue.solutions.values()
    exact = {normalise(name): supplier.id for supplier in suppliers for name in (supplier.name, *supplier.aliases)}
    every = dict(exact)
    every |= {normalise(name): each.supplier for each in solutions for name in (each.name, *each.aliases)}
    names = list(every)
    recogniser = Recogniser(catalogue)

    def nearest(line: LabelledLine) -> str | None:
        text = normalise(f"{line.supplier or ''} {line.label}")
        found = process.extractOne(text, names, scorer=fuzz.WRatio, score_cutoff=FUZZY_CUTOFF)
        return every[found[0]] if found else None

    return {
        "nom exact": lambda line: exact.get(normalise(line.supplier or "")),
        "rapidfuzz seul": nearest,
        "le fournisseur payé": lambda line: recogniser.recognise(line.supplier, line.label, account=line.account).payee,
    }


def wilson_lower_bound(right: int, total: int, confidence: float = 0.95) -> float:
    """Lower bound of a share seen `right` times out of `total`, by Wilson's score interval (two-sided).

    >>> round(wilson_lower_bound(386, 388), 4), wilson_lower_bound(0, 0)
    (0.9814, 0.0)
    """
    if total == 0:
        return 0.0
    z = NormalDist().inv_cdf((1 + confidence) / 2)
    share = right / total
    centre = share + z * z / (2 * total)
    spread = z * sqrt(share * (1 - share) / total + z * z / (4 * total * total))
    return (centre - spread) / (1 + z * z / total)


def _size_of_the_set(lines: tuple[LabelledLine, ...]) -> Measure:
    homonyms = sum(line.is_homonym for line in lines)
    untold = sum(not line.tells_editor for line in lines)
    return Measure(
        "Lignes étiquetées",
        f"{len(lines)} dont {homonyms} homonymes",
        f"≥ {LEAST_LINES} dont {LEAST_HOMONYMS}",
        is_met=len(lines) >= LEAST_LINES and homonyms >= LEAST_HOMONYMS,
        reason=f"{sum(line.shape == 'contract' for line in lines)} de la forme d’un marché ; {untold} dont le texte ne dit pas d’éditeur",
    )


def _ours(author: str, score: Score, lines: Iterable[LabelledLine]) -> list[Measure]:
    """Targets are for all the lines together: each author's part is shown beside."""
    is_whole = author == WHOLE
    told = money(line for line in lines if line.tells_editor)
    return [
        Measure(
            f"Reconnaissance, {author} : précision",
            f"{score.precision:.4f}, au moins {score.lower_bound:.4f}",
            f"au moins {PRECISION_TARGET}" if is_whole else "mesuré",
            is_met=score.lower_bound >= PRECISION_TARGET or not is_whole,
            reason=f"{score.right} réponses justes sur {score.answered} ; borne de Wilson à 95 %",
        ),
        Measure(
            f"Reconnaissance, {author} : couverture",
            f"{score.coverage:.3f}",
            f"≥ {COVERAGE_TARGET:.2f}" if is_whole else "mesuré",
            is_met=score.coverage >= COVERAGE_TARGET or not is_whole,
            reason=f"part de {told:.0f} € des lignes dont le texte dit un éditeur, catalogué ou non",
        ),
        Measure(
            f"Reconnaissance, {author} : homonymes pris pour du numérique",
            str(score.homonyms_taken),
            "0",
            is_met=score.homonyms_taken == 0,
        ),
    ]


def _in_catalogue(lines: Iterable[LabelledLine], truth: Truth) -> Measure:
    told = [line for line in lines if line.tells_editor]
    share = money(line for line in told if truth.entries(line.editor)) / money(told)
    return Measure("Éditeurs du jeu présents au catalogue", f"{share:.3f}", "mesuré", is_met=True, reason="part de l’argent")


def _baseline(name: str, score: Score) -> Measure:
    return Measure(
        f"Référence : {name}",
        f"précision {score.precision:.3f}, couverture {score.coverage:.3f}",
        "mesuré",
        is_met=True,
        reason=f"{score.right} justes sur {score.answered} ; {score.homonyms_taken} homonymes pris pour du numérique",
    )
