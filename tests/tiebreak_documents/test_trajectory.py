"""What the documents say of a plan: what cannot hold, what doing nothing costs, the choice, with whom, and how far it is proved."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

import pytest
from tests.tiebreak_documents.reading import (
    Plan,
    annex_of,
    figures_in,
    inputs_of,
    leave,
    note_of,
    plan_of,
    reports_of,
    with_more,
    without_spaces,
)

from tiebreak import (
    ActionKind,
    ActionMode,
    Ambition,
    Authority,
    Conflict,
    CostRange,
    DaysRange,
    Deadline,
    FrontPoint,
    Interval,
    NothingDone,
    Phase,
    PlanningConstraints,
    PlanningWeights,
    PriceChange,
    ReportInputs,
    Target,
    YearBudget,
    state_facts,
)
from tiebreak.testing import AN_AUTHORITY, a_spend_line

A_SMALL_COMMUNE = AN_AUTHORITY.model_copy(update={"inhabitants": 1200})
SUITE = leave(1, kind=ActionKind.MIGRATE, cost=5000)
LATE = Deadline(subject="mail", by=date(2027, 6, 30))
TARGET = Target(share=Decimal("0.05"), year=2028)


def case_of(plan: Plan, authority: Authority = AN_AUTHORITY) -> ReportInputs:
    """Four dependencies to leave, 400 € a year."""
    labels = ("Produit Suite", "Produit Visio", "Produit Serveur", "Produit Paie")
    lines = [a_spend_line(number, label=label, amount="100") for number, label in enumerate(labels, start=1)]
    return inputs_of(*lines, plan=plan, authority=authority)


def a_point(cost: int, avoided: int, ambition: Ambition | None = None, *, is_chosen: bool = False) -> FrontPoint:
    share = Interval(low=Decimal("0.25"), high=Decimal("0.5"), known=Decimal("0.75"), point=None)
    return FrontPoint(
        ambition=ambition,
        cost=CostRange(low=Decimal(cost), point=Decimal(cost + 10), high=Decimal(cost + 20)),
        avoided=Decimal(avoided),
        migration_count=1,
        study_count=2,
        outside=share,
        outside_if_studied=share,
        is_chosen=is_chosen,
    )


FRONT = (
    a_point(100, 500),
    a_point(200, 999, Ambition.PRUDENT),
    a_point(400, 1000, Ambition.DETERMINED, is_chosen=True),
)
"""Half, then almost all, then all of what the most determined avoids."""


def with_front(*points: FrontPoint) -> Plan:
    return with_more(plan_of(SUITE), front=points)


def the_conflict(demands: tuple[str, ...], remedies: tuple[str, ...], **constraints: object) -> Plan:
    given = PlanningConstraints().model_copy(update=constraints)
    conflict = Conflict(demands=demands, remedies=remedies)
    return with_more(plan_of(SUITE), conflicts=(conflict,), constraints=given)


def test_demands_that_cannot_hold_are_said_before_the_plan_with_every_remedy() -> None:
    demands = ("au plus 5 % du montant hors de la zone fin 2028", "la limite « budget ponctuel »")
    remedies = ("Viser 30,5 % fin 2028.", "Porter le budget ponctuel à 1 200 € par an (200 € de plus).")
    inputs = case_of(the_conflict(demands, remedies, target=TARGET))

    note = note_of(inputs).text

    assert f"Ces demandes ne peuvent pas tenir ensemble : {' ; '.join(demands)}." in note
    assert note.index("ne peuvent pas tenir") < note.index("migration chiffrée")
    assert note.index("Viser 30,5 %") < note.index("Porter le budget ponctuel à 1 200 €") < note.index("migration chiffrée")
    assert "Trancher entre les demandes qui ne tiennent pas ensemble." in note


@pytest.mark.parametrize(
    ("constraints", "said"),
    [
        pytest.param({"target": TARGET}, "sans cette cible ; il s’en approche le plus possible.", id="a target"),
        pytest.param({"deadlines": (LATE,)}, "sans les échéances en cause ; il tient les limites.", id="a deadline"),
        pytest.param({"target": TARGET, "deadlines": (LATE,)}, "sans les échéances ou la cible en cause", id="both"),
    ],
)
def test_the_plan_says_what_it_does_without_and_never_that_it_ignores_a_limit(constraints: dict[str, object], said: str) -> None:
    note = note_of(case_of(the_conflict(("une demande",), ("Un remède.",), **constraints))).text

    assert "Cette demande ne peut pas tenir : une demande." in note
    assert f"Le plan ci-dessous est le meilleur trouvé {said}" in note


def test_a_plan_without_conflict_speaks_of_none() -> None:
    note = note_of(case_of(plan_of(SUITE))).text

    assert "ne peuvent pas tenir" not in note
    assert "Trancher" not in note


def doing_nothing(changed: str, *changes: PriceChange) -> Plan:
    def state(year: int, amount: str) -> NothingDone:
        return NothingDone(
            year=year,
            outside_amount=Decimal(400),
            outside_amount_with_changes=Decimal(amount),
            outside_amount_with_least_changes=Decimal(amount),
        )

    return with_more(plan_of(SUITE), nothing_done=(state(2026, "400"), state(2027, changed)), price_changes=changes)


RISE = PriceChange(subject="america", rate=Decimal("0.33"), since=date(2027, 7, 1), source="Annonce d’America du 1er juin")


def test_a_rise_of_a_supplier_is_told_without_its_name_nor_its_source_but_in_the_annex() -> None:
    inputs = case_of(doing_nothing("466", RISE))
    note, annex = note_of(inputs), annex_of(inputs)

    assert "Si rien n’est fait : au moins 400 € par an hors de la zone, aux prix d’aujourd’hui, et 466 € en 2027" in note.text
    assert "une hausse de 33 % chez un fournisseur à partir du 1er juillet 2027 (source dans l’annexe interne)" in note.text
    assert "merica" not in note.text
    assert "America : hausse de 33 % à partir du 01/07/2027 (Annonce d’America du 1er juin)" in annex.text


def test_an_assumption_of_the_collectivite_is_said_to_be_one() -> None:
    change = PriceChange(subject="america", rate=Decimal("-0.125"), since=date(2027, 7, 1))

    note = note_of(case_of(doing_nothing("375", change))).text

    assert "une baisse de 12,5 % chez un fournisseur à partir du 1er juillet 2027 (hypothèse de la collectivité)" in note


def test_a_rise_for_one_dependency_names_its_need() -> None:
    def plan(diagnosis: object) -> object:
        first = next(each for each in diagnosis.assessments if each.dependency.function == "office_suite")  # type: ignore[attr-defined]
        return doing_nothing("433", RISE.model_copy(update={"subject": first.dependency.id}))(diagnosis)  # type: ignore[arg-type]

    inputs = case_of(plan)  # type: ignore[arg-type]

    assert "pour le besoin « Suite bureautique »" in note_of(inputs).text
    assert "Produit Suite : hausse de 33 %" in annex_of(inputs).text
    assert "Produit Suite" not in note_of(inputs).text


def test_a_rise_that_touches_nothing_outside_is_said_to_change_nothing() -> None:
    assert "n’y change rien en 2027" in note_of(case_of(doing_nothing("400", RISE))).text


def test_the_front_prints_shares_of_the_most_determined_plan_and_never_the_weight() -> None:
    inputs = case_of(with_front(*FRONT))
    note = note_of(inputs)

    rows = {row[0]: [without_spaces(cell) for cell in row[1:]] for row in note.rows if "et" in (row[3:4] or [""])[0].split()}
    assert rows["prudente"] == ["200€à220€", "99%", "1et2", "25,0%à50,0%", "25,0%à50,0%"]
    assert rows["volontariste (retenue)"][1] == "100%"
    assert not {"999€", "1000€"} & figures_in(note.words)
    assert "compte les études comme si toutes aboutissaient" in note.text


def test_the_council_chooses_between_the_trajectories_that_there_are() -> None:
    note = note_of(case_of(with_front(*FRONT))).text

    assert "Choisir une trajectoire : prudente ou volontariste. Cette note suit la volontariste." in note
    assert "Deux trajectoires qui mènent au même plan n’en font qu’une ici." in note


@pytest.mark.parametrize(
    ("points", "authority"),
    [
        pytest.param((), AN_AUTHORITY, id="no front"),
        pytest.param(FRONT[-1:], AN_AUTHORITY, id="one plan"),
        pytest.param(FRONT, A_SMALL_COMMUNE, id="a small commune"),
    ],
)
def test_there_is_no_choice_where_there_is_one_plan_or_a_small_commune(
    points: tuple[FrontPoint, ...], authority: Authority
) -> None:
    note = note_of(case_of(with_front(*points), authority)).text

    assert "Ce que chaque euro achète" not in note
    assert "Choisir une trajectoire" not in note


def test_every_figure_of_conflicts_front_and_prices_is_on_the_register() -> None:
    conflict = Conflict(demands=("au plus 5 % fin 2028",), remedies=("Viser 30,5 %.", "Ajouter 12 345 € au budget."))
    plan = with_more(doing_nothing("466", RISE), front=FRONT, conflicts=(conflict,), gap=Decimal("0.0123"))
    inputs = case_of(plan)

    registered = {without_spaces(str(fact)) for fact in state_facts(inputs.diagnosis, inputs.trajectory)}

    for read in (note_of, annex_of):
        assert figures_in(read(inputs).words) - registered == set()


def test_early_wins_are_listed_only_when_there_are_some() -> None:
    won = note_of(case_of(plan_of(leave(1, kind=ActionKind.MIGRATE, cost=50, is_early_win=True)))).text

    assert "Premiers gains, dans l’année Suite bureautique : fini en 06/2027, pour 50 €." in won
    assert "Premiers gains" not in note_of(case_of(plan_of(SUITE))).text


@pytest.mark.parametrize(
    ("twice", "said"),
    [
        pytest.param((0, 0), None, id="nothing"),
        pytest.param((90, 0), "90 € en plus, pour d’anciens contrats qui courent encore après la sortie.", id="a migration"),
        pytest.param((90, 10), "la sortie, dont 10 € seulement si les études aboutissent.", id="both"),
        pytest.param((0, 10), "la sortie, seulement si les études aboutissent.", id="a study"),
    ],
)
def test_what_is_paid_twice_is_said_with_its_sum_and_what_hangs_on_studies(twice: tuple[int, int], said: str | None) -> None:
    migration = leave(1, kind=ActionKind.MIGRATE, cost=50, paid_twice=Decimal(twice[0]))

    note = note_of(case_of(plan_of(migration, leave(2, paid_twice=Decimal(twice[1]))))).text

    assert ("Payé deux fois : " in note) is (said is not None)
    assert said is None or said in note


def test_needs_are_told_with_whom_what_can_be_joined_first() -> None:
    plan = plan_of(leave(1, mode=ActionMode.ALONE, need="Sauvegarde"), leave(2, mode=ActionMode.EITHER, need="Visio"))

    rows = [row for row in note_of(case_of(plan)).rows if row[-1] in {"Sauvegarde", "Visio"}]

    assert [(row[0], row[-1]) for row in rows] == [
        ("par la collectivité, ou en rejoignant un service mutualisé", "Visio"),
        ("par la collectivité, avec ou sans prestataire", "Sauvegarde"),
    ]


def test_a_small_commune_reads_five_actions_at_most_and_what_it_can_join_first() -> None:
    alone = [
        leave(1, id=f"go-{n}", need=f"Besoin {n}", kind=ActionKind.MIGRATE, cost=10, mode=ActionMode.ALONE) for n in range(5)
    ]
    joined = leave(
        2, id="go-joined", need="Messagerie", kind=ActionKind.MIGRATE, cost=10, mode=ActionMode.JOIN, start=date(2026, 12, 1)
    )

    note = note_of(case_of(plan_of(*alone, joined), A_SMALL_COMMUNE))

    listed = [row[:2] for row in note.rows if len(row) == 5 and row[1] in {"migrer", "rejoindre"}]
    assert listed == [["Messagerie", "rejoindre"], *(["Besoin " + str(n), "migrer"] for n in range(4))]
    assert "Les autres actions sont dans l’annexe interne." in note.text
    assert "Rejoindre avant de faire seul" in note.text
    assert "chiffrée" not in note.text.split("Méthode, limites")[0]


def test_a_commune_of_unknown_size_is_not_taken_for_a_small_one() -> None:
    assert "Rejoindre avant de faire seul" not in note_of(case_of(plan_of(SUITE))).text


PHASES = (
    Phase(label="pilote", first=date(2026, 7, 1), last=date(2026, 9, 30)),
    Phase(label="déploiement", first=date(2026, 10, 1), last=date(2027, 3, 31)),
    Phase(label="attente de la fin du contrat", first=date(2027, 4, 1), last=date(2027, 6, 30)),
)


def test_the_calendar_tells_the_phases_apart_without_colours() -> None:
    plan = plan_of(leave(1, kind=ActionKind.MIGRATE, cost=10, phases=PHASES))

    html = reports_of(case_of(plan))["note-elus.html"].content.decode("utf-8")
    (calendar,) = re.findall(r"Calendrier des actions</h2>.*?</figure>", html, flags=re.DOTALL)

    assert [f"<!-- {label} -->" in calendar for label in ("pilote", "déploiement", "attente de la fin du contrat")] == [True] * 3
    assert "<pattern" in calendar
    assert "fill: #b9d6df" in calendar


def test_an_action_without_phases_has_neither_pilot_nor_wait_on_the_calendar() -> None:
    html = reports_of(case_of(plan_of(SUITE)))["note-elus.html"].content.decode("utf-8")

    assert "<!-- pilote -->" not in html
    assert "<!-- attente de la fin du contrat -->" not in html


def test_the_annex_gives_phases_days_team_money_paid_twice_and_reasons() -> None:
    days = DaysRange(team="réseau", low=Decimal("10.6"), high=Decimal("31.2"))
    action = leave(
        1, kind=ActionKind.MIGRATE, cost=10, phases=PHASES, staff_days=days, paid_twice=Decimal(77), mode=ActionMode.ALONE
    )

    annex = annex_of(case_of(plan_of(action)))

    assert "pilote, du 01/07/2026 au 30/09/2026 ; déploiement, du 01/10/2026 au 31/03/2027" in annex.text
    (row,) = [row for row in annex.rows if "réseau" in row]
    assert [without_spaces(cell) for cell in row[1:]] == ["parlacollectivité,avecousansprestataire", "réseau", "10à32", "77€"]


@pytest.mark.parametrize(
    ("gap", "said"),
    [
        pytest.param(Decimal(0), "aucun autre calendrier ne vaut mieux : c’est prouvé.", id="proved"),
        pytest.param(Decimal("0.0041"), "Calendrier calculé à 0,5 % près", id="near"),
        pytest.param(None, "Rien ne prouve qu’un autre calendrier ne vaudrait pas mieux.", id="not proved"),
    ],
)
def test_the_annex_says_how_far_the_plan_is_proved(gap: Decimal | None, said: str) -> None:
    assert said in annex_of(case_of(with_more(plan_of(SUITE), gap=gap))).text


def test_a_notice_whose_figure_is_not_on_the_register_is_not_printed() -> None:
    plan = with_more(plan_of(SUITE), notices=("Au plus 0 % de mieux.", "Aucun budget annuel indiqué."))

    note = note_of(case_of(plan)).text

    assert "Aucun budget annuel indiqué." in note
    assert "de mieux" not in note


def test_budgets_that_differ_by_year_are_read_year_by_year() -> None:
    budgets = PlanningConstraints(annual_budget_eur=Decimal(100), budgets=(YearBudget(year=2027, amount=Decimal(300)),))

    note = note_of(case_of(with_more(plan_of(SUITE), constraints=budgets))).text

    assert "il tient les budgets donnés : " in note


@pytest.mark.parametrize(
    ("weights", "said"),
    [
        pytest.param({}, "qu’au-dessus d’un risque de 12 sur 16", id="as they come"),
        pytest.param({"paid_twice": Decimal(1)}, "n’en vaut jamais la peine", id="never"),
        pytest.param({"paid_twice": Decimal(0)}, "n’est pas pesé", id="left out"),
        pytest.param({"one_off": Decimal(0)}, "(montant × risque × durée), puis moins de dérangement.", id="cost does not count"),
    ],
)
def test_the_method_says_what_the_plan_prefers(weights: dict[str, Decimal], said: str) -> None:
    constraints = PlanningConstraints(weights=PlanningWeights(**weights))

    note = note_of(case_of(with_more(plan_of(SUITE), constraints=constraints))).text

    assert said in note
    assert ("réglées par la collectivité" in note) is bool(weights)


def test_the_method_names_the_demands_that_were_given_and_no_other() -> None:
    constraints = PlanningConstraints(annual_budget_eur=Decimal(100), deadlines=(LATE,))

    note = note_of(case_of(with_more(plan_of(SUITE), constraints=constraints))).text

    assert "Demandes de la collectivité : budget ponctuel, échéances." in note
    assert "Demandes de la collectivité" not in note_of(case_of(plan_of(SUITE))).text


def test_the_same_plan_gives_the_same_bytes() -> None:
    plan = with_more(doing_nothing("466", RISE), front=FRONT)

    assert reports_of(case_of(plan)) == reports_of(case_of(plan))
