"""What a block costs a week: hard sets a muscle, and sets that may go to failure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from programming.choices import Muscle
from programming.models import Block, PlannedExercise, RiskEntry
from programming.programs.slots import workouts_of
from programming.rulebook import VolumeBand, rule, volume_band
from programming.wording import BANDS

_VOLUME = rule("weekly_volume").numbers


@dataclass(frozen=True, slots=True)
class MuscleWeek:
    """The hard sets of one muscle in a week of a block, on average over its turns."""

    muscle: str
    sets: float
    band: VolumeBand

    @property
    def name(self) -> str:
        """The muscle's name."""
        return str(Muscle(self.muscle).label)

    @property
    def band_text(self) -> str:
        """What so many sets come to."""
        return BANDS[self.band]


def weekly_sets(block: Block, days: int, risks: Mapping[int, RiskEntry]) -> list[MuscleWeek]:
    """The hard sets of each muscle a week of `days` sessions, the most first (rulebook 12).

    One for a primary muscle, a half for a secondary one. Where workouts take turns and do not
    fill the week evenly it is the mean over the turns, in halves rounded to the nearest.
    """
    workouts = workouts_of(block)
    counted: dict[str, float] = defaultdict(float)
    for workout in workouts:
        for muscle, sets in sets_of(list(workout.planned.all()), risks).items():
            counted[muscle] += sets
    share = days / len(workouts) if workouts else 0
    weeks = [(muscle, round(sets * share * 2) / 2) for muscle, sets in counted.items()]
    return [
        MuscleWeek(muscle, sets, volume_band(sets))
        for muscle, sets in sorted(weeks, key=lambda one: (-one[1], one[0]))
    ]


def sets_of(planned: Sequence[PlannedExercise], risks: Mapping[int, RiskEntry]) -> dict[str, float]:
    """The hard sets of each muscle in one workout (rulebook 12)."""
    found: dict[str, float] = defaultdict(float)
    for one in planned:
        if one.seconds_bottom is not None:
            # A timed set is no hard set (rulebook 1, 12).
            continue
        risk = risks[one.exercise_id]
        worth = dict.fromkeys(risk.secondary_muscles, _VOLUME["indirect_halves"])
        worth |= dict.fromkeys(risk.primary_muscles, _VOLUME["direct_halves"])
        for muscle, halves in worth.items():
            found[muscle] += one.all_sets * halves / 2
    return found
