"""Rulebook section 12: hard sets per muscle and week, counted in fractions."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from programming.rulebook.over_time.exposures import week_of
from programming.rulebook.over_time.history import LoggedSet, check_history
from programming.rulebook.over_time.tally import ExerciseTally, tallied
from programming.rulebook.rows.rules import rule
from programming.rulebook.words.events import Reason, reason_from

_VOLUME = rule("weekly_volume").numbers


class VolumeBand(StrEnum):
    """What a muscle's weekly sets come to (policy)."""

    BELOW_DETECTION = "below_detection"
    PRODUCTIVE = "productive"
    TYPICAL_TARGET = "typical_target"
    HIGH = "high"
    VERY_HIGH = "very_high"


@dataclass(frozen=True, slots=True)
class MuscleVolume:
    """A muscle's week: its hard sets in halves of a set, and how many of them had no RIR.

    sets counts those of effort_unknown too. reason says the band in words.
    """

    muscle: str
    sets: float
    effort_unknown: float
    band: VolumeBand
    reason: Reason


@dataclass(frozen=True, slots=True)
class WeeklyVolume:
    """A week's volume from its Monday: the muscles by sets, most first."""

    monday: date
    muscles: tuple[MuscleVolume, ...]
    reasons: tuple[Reason, ...]


def weekly_volume(history: Sequence[LoggedSet], *, today: date) -> WeeklyVolume:
    """Return the hard sets of each muscle in the week of today, up to today (rulebook 12).

    history: in time order. A hard set is one for each of its primary muscles and a half for
    each secondary one; tests and imported sets count, sets without RIR too. Raises
    ValueError naming the field.
    """
    check_history(history)
    return weekly_volume_of(tallied(history), today=today)


def weekly_volume_of(tallies: Sequence[ExerciseTally], *, today: date) -> WeeklyVolume:
    """Return the week's volume from the counts of a log, as weekly_volume does from its sets."""
    monday = week_of(today)
    halves: dict[str, int] = {}
    unknown: dict[str, int] = {}
    for done in tallies:
        sets = done.rated_hard_sets + done.unrated_sets
        if not sets or not monday <= done.day <= today:
            continue
        worth = dict.fromkeys(done.secondary_muscles, _VOLUME["indirect_halves"])
        worth |= dict.fromkeys(done.primary_muscles, _VOLUME["direct_halves"])
        for muscle, value in worth.items():
            halves[muscle] = halves.get(muscle, 0) + value * sets
            unknown[muscle] = unknown.get(muscle, 0) + value * done.unrated_sets
    muscles = tuple(
        _of_muscle(muscle, sets, unknown[muscle])
        for muscle, sets in sorted(halves.items(), key=lambda row: -row[1])
    )
    return WeeklyVolume(monday, muscles, tuple(one.reason for one in muscles))


def volume_band(sets: float) -> VolumeBand:
    """Return the band of so many hard sets of a muscle a week (rulebook 12, policy)."""
    if sets < _VOLUME["productive"]:
        return VolumeBand.BELOW_DETECTION
    if sets < _VOLUME["typical_target"]:
        return VolumeBand.PRODUCTIVE
    if sets < _VOLUME["high"]:
        return VolumeBand.TYPICAL_TARGET
    return VolumeBand.HIGH if sets < _VOLUME["very_high"] else VolumeBand.VERY_HIGH


def _of_muscle(muscle: str, halves: int, unknown: int) -> MuscleVolume:
    sets = halves / 2
    band = volume_band(sets)
    shown = (("case", band.value), ("muscle", muscle), ("sets", f"{sets:g}"))
    reason = reason_from("weekly_volume", None, None, shown)
    return MuscleVolume(muscle, sets, unknown / 2, band, reason)
