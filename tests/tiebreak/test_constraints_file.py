"""The constraints file: what it may say, and how everything that is wrong in it is told."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from tiebreak import (
    CLASS_WORDS,
    Ambition,
    Blackout,
    CaseFile,
    Deadline,
    InputError,
    OwnFigure,
    PlanningConstraints,
    PlanningError,
    Prerequisite,
    PriceChange,
    SolutionClass,
    SubjectNames,
    Target,
    Team,
    UnreadableFileError,
    Workbench,
    YearBudget,
    constraints_of,
    load_nomenclature,
    opening_of,
    read_constraints_file,
    subject_names,
)
from tiebreak.constraining.keys import EVERY_NAME, SINGLE, TABLES

EXAMPLE = Path(__file__).parents[2] / "docs" / "contraintes.toml"
PAGE = Path(__file__).parents[2] / "docs" / "trajectoire.md"


@pytest.fixture(scope="module")
def names(workbench: Workbench, commune: CaseFile) -> SubjectNames:
    return subject_names(workbench.diagnose(commune), workbench.catalogue)


def read(text: str, folder: Path, names: SubjectNames, base: PlanningConstraints | None = None) -> PlanningConstraints:
    path = folder / "c.toml"
    path.write_text(text, encoding="utf-8")
    return constraints_of(read_constraints_file(path), names, base=base or PlanningConstraints())


def refusal(text: str, folder: Path, names: SubjectNames) -> list[str]:
    with pytest.raises(PlanningError) as refused:
        read(text, folder, names)
    return str(refused.value).splitlines()


@pytest.mark.parametrize(
    ("text", "field", "value"),
    [
        ('budget_annuel = "40 000,50 €"', "annual_budget_eur", Decimal("40000.50")),
        ("budget_fonctionnement = 5000", "running_budget_eur", Decimal(5000)),
        ('ambition = "Équilibré"', "ambition", Ambition.BALANCED),
        ('part_residuelle = "10 %"', "residual_share", Decimal("0.1")),
        ("part_residuelle = 0.1", "residual_share", Decimal("0.1")),
        ('garder = "téléphonie"', "kept", ("telephony",)),
        ('garder = ["Téléphonie", "telephony"]', "kept", ("telephony",)),
        (
            'classes_ecartees = ["Éditeur", "logiciel libre"]',
            "forbidden_classes",
            (SolutionClass.EDITOR, SolutionClass.FREE_SOFTWARE),
        ),
        ("[budgets]\n2027 = 10", "budgets", (YearBudget(year=2027, amount=Decimal(10)),)),
        ('[cible]\npart = "30 %"\nannee = 2029', "target", Target(share=Decimal("0.3"), year=2029)),
        (
            '[[equipes]]\nnom = "a"\njours_par_trimestre = 12.5\n[[equipes]]\nnom = "b"\njours_par_trimestre = 3',
            "teams",
            (Team(name="a", days_per_quarter=Decimal("12.5")), Team(name="b", days_per_quarter=Decimal(3))),
        ),
        (
            '[equipes]\nnom = "a"\njours_par_trimestre = 1',
            "teams",
            (Team(name="a", days_per_quarter=Decimal(1)),),
        ),
        (
            '[[periodes_sans_bascule]]\nlibelle = "e"\ndu = "01/03/2028"\nau = 2028-03-31\nfonctions = ["mail"]',
            "blackouts",
            (Blackout(label="e", first=date(2028, 3, 1), last=date(2028, 3, 31), functions=("mail",)),),
        ),
        (
            '[[echeances]]\nsujet = "Messagerie et agendas"\navant_le = "30/06/2028"',
            "deadlines",
            (Deadline(subject="mail", by=date(2028, 6, 30)),),
        ),
        (
            '[[prerequis]]\nfonction = "mail"\napres = "Suite bureautique"',
            "prerequisites",
            (Prerequisite(function="mail", needs="office_suite"),),
        ),
        (
            '[[chiffres]]\nsujet = "mail"\ncout_bas = 1\ncout_haut = 2\nmois = 3\ncout_annuel = 4',
            "own_figures",
            (OwnFigure(subject="mail", cost_low=Decimal(1), cost_high=Decimal(2), months=3, running_cost=Decimal(4)),),
        ),
        (
            '[[hausses]]\nsujet = "VMware"\ntaux = "+33 %"\ndepuis = "01/01/2028"',
            "price_changes",
            (PriceChange(subject="broadcom", rate=Decimal("0.33"), since=date(2028, 1, 1)),),
        ),
        ("echeances = []", "deadlines", ()),
    ],
)
def test_what_the_file_says_is_what_is_planned_under(
    text: str, field: str, value: object, tmp_path: Path, names: SubjectNames
) -> None:
    assert getattr(read(text, tmp_path, names), field) == value


def test_what_the_file_does_not_say_stays_as_it_was(tmp_path: Path, names: SubjectNames) -> None:
    base = PlanningConstraints(annual_budget_eur=Decimal(7), kept=("telephony",), horizon_years=6)

    changed = read("horizon = 2\n[preferences]\nderangement = 0\n", tmp_path, names, base)

    assert (changed.annual_budget_eur, changed.kept, changed.horizon_years) == (7, ("telephony",), 2)
    assert (changed.weights.disruption, changed.weights.paid_twice) == (0, base.weights.paid_twice)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("budget_anuel = 3", "Ligne 1 : clé 'budget_anuel' inconnue. Vouliez-vous écrire « budget_annuel » ?"),
        ("\n\nhorizon = 9", "Ligne 3 : horizon : 9 : l’horizon va de 1 à 6 ans."),
        ("budget_annuel = -1", "négatif"),
        ('budget_annuel = "40.000"', "deux façons"),
        ("budget_annuel = 1e9999999", "n’est pas un montant"),
        ("budget_annuel = nan", "n’est pas un montant"),
        ("part_residuelle = 10", 'Écrivez "60 %" ou 0.6.'),
        ("actions_max = 0", "au moins 1"),
        ("projets_ensemble = true", "au moins 1"),
        ("projets_ensemble = 2.5", "au moins 1"),
        ('ambition = "forte"', 'Choisissez : "prudente", "équilibrée", "volontariste".'),
        ('classes_ecartees = ["libre"]', "n’est pas une classe de solution"),
        ('garder = ["suite burautique"]', "Proches : « Suite bureautique »"),
        ("garder = 3", "n’est pas une liste"),
        ("garder = [3]", "n’est pas un texte"),
        ("[cible]\npart = 0.3", "Ligne 1 : cible : « annee » manque. Ajoutez par exemple annee = 2029"),
        ("cible = 3", "Écrivez [cible]"),
        ("budgets = 3", "Écrivez [budgets]"),
        ("equipes = 3", "Écrivez [[equipes]]"),
        ("[budgets]\ndeux = 1", "n’est pas une année"),
        ("[budgets]\nhorizon = 3", "Ligne 2 : « horizon » se met en haut du fichier"),
        ("[cible]\npart = 0.3\nannee = 2029\ngarder = []", "Ligne 4 : « garder » se met en haut du fichier"),
        ('[[echeances]]\nsujet = "mail"\navant_le = "31/02/2028"', "n’est pas une date"),
        ('[[echeances]]\nsujet = "mail"\navant_le = 2028-01-01T00:00:00', "n’est pas une date"),
        (
            '[[periodes_sans_bascule]]\nlibelle = "e"\ndu = "02/01/2028"\nau = "01/01/2028"',
            "Échangez les dates.",
        ),
        ('[[chiffres]]\nsujet = "mail"\ncout_bas = 3', "écrivez cout_bas et cout_haut"),
        ('[[chiffres]]\nsujet = "mail"\njours_bas = 3\njours_haut = 2', "jours_bas dépasse jours_haut"),
        ('[[hausses]]\nsujet = "VMware"\ntaux = 33\ndepuis = "01/01/2028"', 'Écrivez "33 %"'),
        ('[[hausses]]\nsujet = "VMware"\ntaux = "-100 %"\ndepuis = "01/01/2028"', "n’est pas une hausse"),
        ("[preferences]\nderangement = -1", "n’est pas un poids"),
        # Not TOML, as people write it.
        ("budget_annuel = 40 000", "Ligne 1 : budget_annuel : '40 000' : écrivez un nombre simple"),
        ("ambition = équilibrée", "entre guillemets droits"),
        ("ambition = « équilibrée »", "employez les guillemets droits"),
        ("[[echeances]]\navant_le = 30/06/2027", 'une date s’écrit "30/06/2027"'),
        ("[cible]\nannée = 2029", "Ligne 2 : la clé 'année' s’écrit sans accent"),
        ("horizon =", "la valeur manque"),
        ("horizon", "ne se lit pas"),
        ('garder = ["a"', "n’est pas refermée"),
        ("garder = [a]", "chaque texte entre guillemets droits"),
        ("horizon = 3\nhorizon = 4", "Ligne 2 : déjà écrit plus haut"),
        ("horizon = " + "9" * 3001, "dépasse 3000 caractères"),
        ("garder = " + "[" * 2900, "n’est pas refermée"),
    ],
)
def test_what_is_wrong_is_named_with_its_line_and_what_to_write(
    text: str, said: str, tmp_path: Path, names: SubjectNames
) -> None:
    heading, *faults = refusal(text, tmp_path, names)

    assert heading == "Fichier de contraintes « c.toml », à corriger :"
    assert len(faults) == 1
    assert said in faults[0]


def test_all_faults_are_told_at_once_in_the_order_of_their_lines(tmp_path: Path, names: SubjectNames) -> None:
    text = 'horizon = 9\n[[equipes]]\nnom = ""\njours_par_trimestre = 1\n[[equipes]]\nnom = "b"\njours_par_trimestre = -1\n[x]\n'

    faults = refusal(text, tmp_path, names)[1:]

    assert [fault.split(" : ")[0] for fault in faults] == ["  - Ligne 1", "  - Ligne 3", "  - Ligne 7", "  - Ligne 8"]


def test_all_the_lines_that_are_not_toml_are_told_at_once(tmp_path: Path, names: SubjectNames) -> None:
    text = "horizon = quatre\n# rien\ngarder = [\n  'Téléphonie', # [\n]\nambition = “prudente”\n"

    assert [fault.split(" : ")[0] for fault in refusal(text, tmp_path, names)[1:]] == ["  - Ligne 1", "  - Ligne 6"]


def test_a_file_that_is_no_text_is_refused_with_a_remedy(tmp_path: Path) -> None:
    (tmp_path / "c.toml").write_bytes("horizon = 4".encode("utf-16"))
    (tmp_path / "grand.toml").write_bytes(b"#" * 200_001)

    with pytest.raises(UnreadableFileError, match="UTF-8"):
        read_constraints_file(tmp_path / "c.toml")
    with pytest.raises(UnreadableFileError, match="plus de 200 ko"):
        read_constraints_file(tmp_path / "grand.toml")
    with pytest.raises(UnreadableFileError, match="ne peut pas être ouvert"):
        read_constraints_file(tmp_path / "absent.toml")


def test_a_file_from_windows_is_read(tmp_path: Path, names: SubjectNames) -> None:
    (tmp_path / "c.toml").write_bytes('\ufeffhorizon = 3\r\nambition = "prudente"\r\n'.encode())

    file = read_constraints_file(tmp_path / "c.toml")

    assert constraints_of(file, names, base=PlanningConstraints()).horizon_years == 3


def test_the_opening_keeps_what_can_be_read_of_it(tmp_path: Path) -> None:
    path = tmp_path / "c.toml"
    path.write_text('budget_annuel = 3\nhorizon = 9\nambition = "prudente"\ninconnue = 1\n', encoding="utf-8")

    opening = opening_of(read_constraints_file(path))

    assert (opening.annual_budget_eur, opening.horizon_years, opening.ambition) == (3, None, Ambition.PRUDENT)


def test_a_name_that_means_two_things_asks_which(names: SubjectNames) -> None:
    with pytest.raises(InputError, match=r"désigne 2 choses.*: konica-minolta, konica-minolta-"):
        names.priced.identifier("Konica Minolta")


def test_a_dependency_is_named_by_its_label_or_identifier(names: SubjectNames) -> None:
    identifier = names.subjects.identifier("vmware VSPHERE")

    assert names.subjects.identifier(identifier) == identifier
    assert identifier.startswith("vmware-vsphere-")


def test_every_constraint_can_be_written_in_the_file() -> None:
    written = {key.field for key in SINGLE.values()} | {table.field for table in TABLES.values()} | {"budgets", "weights"}

    assert written == set(PlanningConstraints.model_fields)
    for table in TABLES.values():
        assert {key.field for key in table.keys.values()} == set(table.model.model_fields)
    assert set(CLASS_WORDS) == set(SolutionClass)


def test_the_example_says_every_key_and_can_be_planned(workbench: Workbench, commune: CaseFile, names: SubjectNames) -> None:
    file = read_constraints_file(EXAMPLE)
    constraints = constraints_of(file, names, base=PlanningConstraints())

    plan = workbench.plan(commune.model_copy(update={"constraints": constraints}), workbench.diagnose(commune))

    assert set(file.values) == set(EVERY_NAME)
    for name, table in TABLES.items():
        given = file.values[name]
        assert {key for each in (given if table.is_repeated else [given]) for key in each} == set(table.keys)
    assert plan is not None
    assert plan.conflicts == ()


def test_the_page_shows_the_example_and_every_function() -> None:
    page = PAGE.read_text(encoding="utf-8")

    assert f"```toml\n{EXAMPLE.read_text(encoding='utf-8')}```\n" in page
    assert f"Les fonctions : {' · '.join(each.label for each in load_nomenclature().functions)}." in page
