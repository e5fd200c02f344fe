"""What a trajectory says, in sentences whose figures are facts: its path, its cost, what is left, each year."""

from __future__ import annotations

from collections.abc import Iterator

from tiebreak import Action, ActionKind, Diagnosis, PlacedFacts, Trajectory, agree, nothing_done_words, plan_sentence
from tiebreak_assistant.said_words import SHOWN, between, lowered

NO_PLAN = "Aucune trajectoire n’est calculée dans ce dossier"
NO_SAVING = (
    "Aucune économie n’est calculée dans ce dossier : il dit ce que coûte de sortir et ce qui cesse de dépendre de l’extérieur, "
    "non ce que coûteront les produits d’après"
)


class PlanSentences:
    """The sentences of one trajectory, or that there is none."""

    def __init__(self, diagnosis: Diagnosis, trajectory: Trajectory | None, facts: PlacedFacts) -> None:
        """Args: diagnosis, trajectory: as computed; facts: their register, that prints places."""
        self._diagnosis = diagnosis
        self._trajectory = trajectory
        self._facts = facts

    def plan(self) -> Iterator[str]:
        """What is done and when."""
        trajectory = self._trajectory
        if trajectory is None:
            yield NO_PLAN
            return
        yield f"La trajectoire compte : {plan_sentence(self._facts)}"
        chosen = [action for action in self._dated() if action.kind is not ActionKind.IDENTIFY]
        yield from (self._action(action) for action in chosen[:SHOWN])
        if len(chosen) > SHOWN:
            yield "D’autres actions suivent : toutes sont dans le calendrier du plan et dans l’annexe interne"
        if last := next((each.year for each in reversed(trajectory.years) if each.outside is not None), None):
            yield self._year(last)

    def years(self) -> Iterator[str]:
        """What each year would be, if it is done."""
        trajectory = self._trajectory
        if trajectory is None:
            yield NO_PLAN
            return
        held = [each for each in trajectory.years if each.outside is not None]
        if not held:
            yield "Aucune part ne peut être donnée pour les années à venir"
        for each in held:
            yield self._year(each.year)
            if each.outside_if_studied is not None:
                studied = between(self._facts, f"plan.{each.year}.studied")
                yield f"Fin {each.year}, si toutes les études aboutissent aussi, cette part serait {studied}"

    def cost(self) -> Iterator[str]:
        """What it costs, once."""
        trajectory, facts = self._trajectory, self._facts
        if trajectory is None:
            yield NO_PLAN
            return
        yield (
            f"Les coûts ponctuels des actions chiffrées sont estimés {between(facts, 'plan.cost', is_of=False)}"
            " ; ce qui n’a pas de chiffre est à étudier, et n’est pas compté comme nul"
        )
        for each in trajectory.years:
            if each.cost:
                yield f"En {each.year} : {facts[f'plan.{each.year}.cost']}, à l’estimation centrale"
        if facts["plan.budget"].value is not None:
            yield f"Le budget annuel donné est de {facts['plan.budget']}"
        if facts["plan.paid-twice"].value:
            yield f"Payé deux fois, parce qu’un ancien contrat court encore : {facts['plan.paid-twice']}"

    def remaining(self) -> Iterator[str]:
        """What is left in place, and why."""
        if self._trajectory is None:
            yield NO_PLAN
            return
        kept = agree(self._facts["plan.remaining-count"], "{} dépendance sans action", "{} dépendances sans action")
        yield f"Laissées en place par la trajectoire : {kept}"
        for index, reason in enumerate(sorted({each.reason for each in self._trajectory.remaining}), start=1):
            count = agree(self._facts[f"plan.remaining-{index}.count"], "{} dépendance", "{} dépendances")
            yield f"{count} : {lowered(reason)}"

    def nothing_done(self) -> Iterator[str]:
        """What doing nothing costs."""
        trajectory = self._trajectory
        said = nothing_done_words(self._diagnosis, trajectory, self._facts) if trajectory is not None else None
        yield said or "Ce dossier ne permet pas de dire ce que coûte de ne rien faire : il y faut des dépenses et une trajectoire"

    def savings(self) -> Iterator[str]:
        """That none is computed, and what is."""
        yield NO_SAVING
        yield from self.nothing_done()

    def of(self, dependency: str) -> Iterator[str]:
        """What is planned for one dependency, or why nothing is."""
        action = next((each for each in self._dated() if each.dependency == dependency), None)
        if action is not None:
            yield f"Prévu : {lowered(self._action(action))}"
        elif self._trajectory is not None:
            kept = next((left for left in self._trajectory.remaining if left.dependency == dependency), None)
            if kept is not None:
                yield f"La trajectoire la laisse en place : {lowered(kept.reason)}"

    def _year(self, year: int) -> str:
        share = between(self._facts, f"plan.{year}")
        return f"Fin {year}, si les seules migrations chiffrées sont faites, la part hors de la zone serait {share}"

    def _dated(self) -> list[Action]:
        actions = self._trajectory.actions if self._trajectory is not None else ()
        return sorted(actions, key=lambda action: (action.start, action.end, action.id))

    def _action(self, action: Action) -> str:
        cost = ""
        if action.cost is not None:
            cost = f", coût {between(self._facts, f'action.{action.id}', is_of=False)}"
        return f"{action.title}, du {action.start:%d/%m/%Y} au {action.end:%d/%m/%Y}{cost} ; {lowered(action.why_then)}"
