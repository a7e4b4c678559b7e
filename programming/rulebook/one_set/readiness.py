"""Rulebook section 6: the state of the day from the check-in."""

from dataclasses import dataclass

from programming.rulebook.rows.rules import rule
from programming.rulebook.rows.tables import ENERGY_POINTS
from programming.rulebook.words.events import Numbers, Reason, reason_from
from programming.rulebook.words.validation import member, number, whole, wrong, yes_or_no
from programming.rulebook.words.vocabulary import EnergyBalance, ReadinessState

_DAY = rule("readiness").numbers
_SLEEP = rule("readiness_sleep").numbers
_RECOVERY = rule("readiness_recovery").numbers
_STRESS = rule("readiness_stress").numbers


@dataclass(frozen=True, slots=True)
class Readiness:
    """The state of the day.

    points_without_energy: without those of the energy balance, which alone never holds a
    load back. known: at least one answer was given; without any the day is green. reasons:
    one for each answer that gave points, or that nothing is known.
    """

    state: ReadinessState
    points: int
    points_without_energy: int
    known: bool
    reasons: tuple[Reason, ...]


def readiness_state(
    sleep_hours: float | None = None,
    short_nights: bool = False,
    recovery: int | None = None,
    stress: int | None = None,
    energy_balance: EnergyBalance | str | None = None,
) -> Readiness:
    """Return readiness from the check-in's answers, None for a skipped one (rulebook 6).

    sleep_hours: last night, 0 to 24. short_nights: under 6 h on 2 or more of the last 3
    nights, counted when last night was under 6 h too. recovery 0-10, stress 1-5. Raises
    ValueError naming the field and the value.
    """
    answers = (
        _of_sleep(sleep_hours, yes_or_no("short_nights", short_nights)),
        _of_recovery(recovery),
        _of_stress(stress),
        _of_energy(energy_balance),
    )
    scored = [(code, points, numbers) for code, points, numbers in answers if points]
    points = sum(row[1] for row in scored)
    energy = answers[-1][1]
    known = any(value is not None for value in (sleep_hours, recovery, stress, energy_balance))
    reasons = tuple(
        reason_from(code, None, None, (*numbers, ("points", given)))
        for code, given, numbers in scored
    )
    if not known:
        reasons = (reason_from("readiness_unknown", None, None),)
    return Readiness(_state(points), points, points - energy, known, reasons)


def _state(points: int) -> ReadinessState:
    if points >= _DAY["red_least"]:
        return ReadinessState.RED
    return ReadinessState.AMBER if points > _DAY["green_most"] else ReadinessState.GREEN


def _of_sleep(hours: float | None, short_nights: bool) -> tuple[str, int, Numbers]:
    points, case = 0, ""
    if hours is not None:
        if number("sleep_hours", hours, 0) > _SLEEP["most_hours"]:
            raise wrong("sleep_hours", hours, f"a number up to {_SLEEP['most_hours']}")
        if hours >= _SLEEP["enough_hours"]:
            points = 0
        elif hours >= _SLEEP["short_hours"]:
            points, case = _SLEEP["little_points"], "little"
        elif short_nights:
            points, case = _SLEEP["short_nights_points"], "short_nights"
        else:
            points, case = _SLEEP["short_points"], "short"
    return "readiness_sleep", points, (("case", case),)


def _of_recovery(recovery: int | None) -> tuple[str, int, Numbers]:
    points = 0
    if recovery is not None:
        whole("recovery", recovery, 0, _RECOVERY["most"])
        if recovery < _RECOVERY["fair"]:
            points = _RECOVERY["poor_points"]
        elif recovery < _RECOVERY["good"]:
            points = _RECOVERY["fair_points"]
    return "readiness_recovery", points, (("answer", recovery or 0),)


def _of_stress(stress: int | None) -> tuple[str, int, Numbers]:
    points = 0
    if stress is not None:
        whole("stress", stress, _STRESS["least"], _STRESS["most"])
        if stress > _STRESS["some"]:
            points = _STRESS["high_points"]
        elif stress > _STRESS["calm"]:
            points = _STRESS["some_points"]
    return "readiness_stress", points, (("answer", stress or 0),)


def _of_energy(balance: EnergyBalance | str | None) -> tuple[str, int, Numbers]:
    if balance is None:
        return "readiness_energy", 0, ()
    answer = member(EnergyBalance, "energy_balance", balance)
    return "readiness_energy", ENERGY_POINTS[answer], (("case", answer.value),)
