"""How the lifter is today, as the pages ask it and say what it does (rulebook 6)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from logbook.choices import EnergyBalance, ReadinessState, Recovery, Sleep, Stress
from logbook.log.readiness import state_of
from logbook.models import CheckIn, User
from programming import rulebook

_EFFECTS = {
    "": "Not asked: counts as a good day.",
    ReadinessState.GREEN: "A good day: targets stay as planned. From 2 points on they get easier.",
    ReadinessState.AMBER: "Targets are one rep easier today, and none goes to failure.",
    ReadinessState.RED: (
        "Targets are up to two reps easier today, with one set fewer and "
        f"{rulebook.RULES['red_day'].numbers['cut_percent']} % less load, and none goes to failure."
    ),
}


@dataclass(frozen=True, slots=True)
class Tap:
    """One answer to a question."""

    value: str
    label: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Question:
    """One of the four taps: `name` is the form's field."""

    name: str
    label: str
    taps: list[Tap]


@dataclass(frozen=True, slots=True)
class Day:
    """The check-in as it stands: `state` is empty where nothing was answered."""

    questions: list[Question]
    short_nights: bool
    state: str
    says: str
    effect: str


def day_of(lifter: User, check_in: CheckIn | None) -> Day:
    """The four questions with what was tapped; the energy balance is kept from the last time."""
    energy = check_in.energy_balance if check_in is not None else lifter.energy_balance
    # Surplus and maintenance score the same, so one tap stands for both and keeps which it was.
    enough = EnergyBalance.SURPLUS if energy == "surplus" else EnergyBalance.MAINTENANCE
    state = state_of(check_in)
    points = check_in.points if check_in is not None else 0
    return Day(
        questions=[
            _question("sleep", "Sleep", Sleep.choices, check_in.sleep if check_in else ""),
            _question(
                "recovery",
                "Recovery",
                [(value, str(label).replace(" ", "\n")) for value, label in Recovery.choices],
                check_in.recovery if check_in else "",
            ),
            _question("stress", "Stress", Stress.choices, check_in.stress if check_in else ""),
            _question(
                "energy_balance",
                "Food a day",
                [
                    (EnergyBalance.LARGE_DEFICIT, "over 500\nkcal short"),
                    (EnergyBalance.DEFICIT, "up to 500\nkcal short"),
                    (enough, "enough"),
                ],
                energy,
            ),
        ],
        short_nights=check_in.short_nights if check_in is not None else False,
        state=state,
        says=f"{state.capitalize()} · {points} point{'' if points == 1 else 's'}" if state else "",
        effect=_EFFECTS[state],
    )


def _question(
    name: str, label: str, answers: Sequence[tuple[str, object]], chosen: str
) -> Question:
    return Question(
        name, label, [Tap(str(value), str(text), value == chosen) for value, text in answers]
    )
