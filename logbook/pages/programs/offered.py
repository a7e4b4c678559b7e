"""What the editor's search offers before anything is typed: the lifter's usual, then what is missing."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from logbook.log.most_done import most_done
from logbook.models import User
from programming.catalogue.entries import entries, entries_for
from programming.choices import Muscle, Role, Tier
from programming.models import CatalogueRelease, PlannedExercise, RiskEntry
from programming.programs.plans import Day, Plan

# So many of each fit a phone before one would rather type. RepStack policy.
_MOST = 8
_ROLES = [Role.MAIN.value, Role.SECONDARY.value, Role.ISOLATION.value]
_TIERS = [Tier.SAFER.value, Tier.CAUTION.value, Tier.AVOID.value]


@dataclass(frozen=True, slots=True)
class Group:
    """Exercises that are offered for one reason; `said` tells of each what it is for."""

    title: str
    found: list[RiskEntry]
    said: Mapping[int, str]

    @property
    def rows(self) -> list[tuple[RiskEntry, str]]:
        """Each with what is said of it."""
        return [(one, self.said.get(one.exercise_id, "")) for one in self.found]


def offered(
    lifter: User, release: CatalogueRelease, plan: Plan, day: Day, today: dt.date
) -> list[Group]:
    """What fits a workout before anything is typed, groups that are empty left out.

    In three queries at most, however long the log and the plan are.
    """
    planned = {line.exercise for line in day.lines}
    usual = [one for one in most_done(lifter, today) if one not in planned]
    block = next(one for one in plan.blocks if day in one.workouts)
    in_block = {line.exercise for one in block.workouts for line in one.lines}
    known = entries_for([*usual, *in_block], release, lifter)
    shown = [
        known[one]
        for one in usual
        # What left the catalogue or was merged since is in the log, and not to be planned anew.
        if one in entries(release.pk)
        or (known[one].release_id is None and known[one].exercise.merged_into_id is None)
    ][:_MOST]
    missing = _missing(
        [known[line.exercise] for line in day.lines],
        [known[one] for one in in_block],
        entries(release.pk),
        {*planned, *(one.exercise_id for one in shown)},
    )
    return [
        group
        for group in (
            Group("You do these most", shown, {}),
            Group("For what this workout does not train", list(missing), missing_said(missing)),
        )
        if group.found
    ]


def missing_said(missing: Mapping[RiskEntry, str]) -> dict[int, str]:
    """For what each is offered, by exercise."""
    return {one.exercise_id: str(Muscle(muscle).label) for one, muscle in missing.items()}


def _missing(
    of_day: Sequence[RiskEntry],
    of_block: Sequence[RiskEntry],
    known: Mapping[int, RiskEntry],
    listed: set[int],
) -> dict[RiskEntry, str]:
    """For each muscle the workout trains not at all the lift for it, those the whole block lacks first."""
    trained, in_week = _muscles(of_day), _muscles(of_block)
    wanted = [muscle for muscle in Muscle.values if muscle not in trained]
    wanted.sort(key=lambda muscle: muscle in in_week)
    popular = Counter(
        PlannedExercise.objects.filter(workout__block__program__owner=None)
        .order_by()
        .values_list("exercise_id", flat=True)
    )
    ranked = sorted(
        (
            one
            for one in known.values()
            if one.exercise_id not in listed and popular[one.exercise_id]
        ),
        key=lambda one: (
            _ROLES.index(one.default_role),
            _TIERS.index(one.tier),
            -popular[one.exercise_id],
            one.name,
        ),
    )
    found: dict[RiskEntry, str] = {}
    for muscle in wanted:
        for one in ranked:
            if muscle in one.primary_muscles and one not in found:
                found[one] = muscle
                break
        if len(found) == _MOST:
            break
    return found


def _muscles(found: Sequence[RiskEntry]) -> set[str]:
    return {muscle for one in found for muscle in (*one.primary_muscles, *one.secondary_muscles)}
