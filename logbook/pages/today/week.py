"""What Today says of the week: failure budget, muscles still recovering, sets a muscle."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from logbook.choices import ReadinessState
from logbook.clock import local_date, week_start
from logbook.log.week import Week, read_days
from logbook.models import User
from logbook.pages.today.recovering import recovering_until
from programming.choices import Level, Muscle
from programming.rulebook import (
    ExerciseTally,
    FailureBudget,
    MuscleBudget,
    MuscleVolume,
    VolumeBand,
    failure_budget_of,
    rule,
    weekly_volume_of,
    weeks_at_cap,
)
from programming.wording import BANDS

_WEEK = dt.timedelta(weeks=1)
_VOLUME = rule("weekly_volume").numbers
_HARD_SETS_FOR_SHARE = rule("budget_share").numbers["from_sets"]
# The bars' scale ends here unless somebody trains more: room to see that 20 sets are many.
_SCALE = 24
_DAYS = {
    ReadinessState.AMBER: "Amber day: half of each muscle’s sets to failure, rounded down.",
    ReadinessState.RED: "Red day: no set to failure today.",
}


@dataclass(frozen=True, slots=True)
class MuscleRow:
    """A muscle's budget: `pips` say which of its sets are left, `text` says it in words."""

    name: str
    pips: tuple[bool, ...]
    text: str

    @property
    def width(self) -> int:
        """The width of the drawn pips."""
        return 18 * len(self.pips)

    @property
    def drawn(self) -> list[tuple[int, bool]]:
        """The pips as (place, left)."""
        return [(7 + 18 * place, left) for place, left in enumerate(self.pips)]


@dataclass(frozen=True, slots=True)
class RecoveringRow:
    """A muscle taken to failure, and until when it recovers, where the lifter is."""

    name: str
    until: str


@dataclass(frozen=True, slots=True)
class VolumeRow:
    """A muscle's hard sets of the week; `width` in per cent of the chart."""

    name: str
    sets: str
    width: str
    band: str
    unknown: str


@dataclass(frozen=True, slots=True)
class Muscles:
    """Some muscles: those with a part of their budget used, all others in words, and who recovers.

    While the share of all hard sets is spent no muscle has any, and none is listed.
    """

    rows: list[MuscleRow]
    full: str
    recovering: list[RecoveringRow]

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to say of them."""
        return not (self.rows or self.full or self.recovering)


@dataclass(frozen=True, slots=True)
class WeekCards:
    """The week up to now.

    `planned` are the muscles of the plan, `others` those trained this week beside them; without a
    plan all are `planned`.
    `weeks_at_cap` is 0 unless a week without failure is advised. `volume` has every muscle, `charted`
    the planned ones; `edges` are the chart's lines as (place, sets).
    """

    is_beginner: bool
    planned: Muscles
    others: Muscles
    counted: str
    share: str
    share_counts: bool
    share_is_spent: bool
    failures: int
    day: str
    weeks_at_cap: int
    volume: list[VolumeRow]
    charted: list[VolumeRow]
    edges: list[tuple[str, int]]
    zone: tuple[str, str]

    @property
    def has_share(self) -> bool:
        """Whether the share of all hard sets is anything to a lifter of this level."""
        return not self.is_beginner


def weeks_read_from(today: dt.date) -> dt.date:
    """The first day that the cards of `today` read: last week is there whole.

    It holds every day a muscle may still be recovering from, and whether it ended at the cap.
    """
    return week_start(today) - _WEEK


def week_cards(
    lifter: User, week: Week, *, readiness: str, planned: Sequence[str], now: dt.datetime
) -> WeekCards:
    """The week of the instant `now`, for the `planned` muscles first.

    `week` is read from `weeks_read_from` on. Without a query, but for one where last week ended
    with a budget spent: then the weeks before count too.
    """
    today = local_date(now, lifter.zone)
    level = Level(lifter.level)
    most = weeks_at_cap(level)
    history = week.tallies()
    budget = _budget(history, level, readiness, planned, today, now)
    if most > 1 and budget.weeks_at_cap:
        first = weeks_read_from(today)
        earlier = read_days(lifter, first - (most - 1) * _WEEK, first - dt.timedelta(days=1))
        budget = _budget(earlier + history, level, readiness, planned, today, now)
    recovering = recovering_until(lifter, budget, history, now)
    here = set(planned) or {one.muscle for one in budget.muscles} | set(recovering)
    volume = weekly_volume_of(history, today=today).muscles
    scale = max([float(_SCALE), *(one.sets for one in volume)])
    rows = {one.muscle: _volume_row(one, scale) for one in volume}
    return WeekCards(
        is_beginner=level is Level.BEGINNER,
        planned=_muscles(budget, recovering, lambda muscle: muscle in here),
        others=_muscles(budget, recovering, lambda muscle: muscle not in here),
        counted=_counted(budget),
        share=_share(budget),
        share_counts=budget.rated_hard_sets >= _HARD_SETS_FOR_SHARE,
        share_is_spent=_share_is_spent(budget),
        failures=budget.failures,
        day=_DAYS.get(ReadinessState(readiness), ""),
        # The weeks the rule speaks of, however long the run is: no more of them are read.
        weeks_at_cap=most if budget.rest_week_advised else 0,
        volume=list(rows.values()),
        charted=[rows.get(muscle) or _untrained(muscle) for muscle in planned]
        or list(rows.values()),
        edges=[
            (_percent(_VOLUME[line] / scale), _VOLUME[line])
            for line in ("productive", "typical_target", "high")
        ],
        zone=(
            _percent(_VOLUME["typical_target"] / scale),
            _percent((_VOLUME["high"] - _VOLUME["typical_target"]) / scale),
        ),
    )


def _muscles(
    budget: FailureBudget, recovering: Mapping[str, str], wanted: Callable[[str], bool]
) -> Muscles:
    left = () if _share_is_spent(budget) else budget.muscles
    muscles = [one for one in left if wanted(one.muscle)]
    return Muscles(
        rows=[_muscle_row(one) for one in muscles if one.used],
        full=_full(muscles),
        recovering=[
            RecoveringRow(_name(muscle), until)
            for muscle, until in recovering.items()
            if wanted(muscle)
        ],
    )


def _volume_row(one: MuscleVolume, scale: float) -> VolumeRow:
    return VolumeRow(
        name=_name(one.muscle),
        sets=f"{one.sets:g}",
        width=_percent(one.sets / scale),
        band=BANDS[one.band],
        unknown=f"{one.effort_unknown:g}" if one.effort_unknown else "",
    )


def _untrained(muscle: str) -> VolumeRow:
    """A muscle of the plan without a set this week."""
    return VolumeRow(_name(muscle), "0", _percent(0), BANDS[VolumeBand.BELOW_DETECTION], "")


def _budget(
    history: Sequence[ExerciseTally],
    level: Level,
    readiness: str,
    planned: Sequence[str],
    today: dt.date,
    now: dt.datetime,
) -> FailureBudget:
    """The budget of the planned muscles and of those trained since Monday."""
    monday = week_start(today)
    trained = (muscle for done in history if done.day >= monday for muscle in done.primary_muscles)
    return failure_budget_of(
        history,
        today=today,
        level=level,
        readiness=readiness,
        primary_muscles=list(dict.fromkeys([*planned, *trained])),
        now=now,
    )


def _name(muscle: str) -> str:
    return str(Muscle(muscle).label) if muscle in Muscle.values else muscle.replace("_", " ")


def _muscle_row(one: MuscleBudget) -> MuscleRow:
    text = f"{one.left} of {one.limit} left" if one.left else "spent" if one.limit else "none today"
    pips = tuple(place < one.left for place in range(one.limit))
    return MuscleRow(_name(one.muscle), pips, text)


def _full(muscles: Sequence[MuscleBudget]) -> str:
    """`2 left for each of quadriceps, hamstrings.`; nothing on a day that leaves none."""
    whole = [one for one in muscles if one.left and not one.used]
    names = ", ".join(_name(one.muscle).lower() for one in whole)
    return f"{whole[0].limit} left for {'each of ' if whole[1:] else ''}{names}." if whole else ""


def _counted(budget: FailureBudget) -> str:
    if not budget.rated_hard_sets:
        return "none yet"
    return f"{budget.failures} of {budget.rated_hard_sets}"


def _share_is_spent(budget: FailureBudget) -> bool:
    """Whether the rules give the week's share as a reason that the budget is spent."""
    return any(reason.code == "budget_share" for reason in budget.reasons)


def _share(budget: FailureBudget) -> str:
    """How much of the week's share is used; it counts from ten hard sets on (rulebook 5)."""
    limit, sets = budget.share_limit_percent, budget.rated_hard_sets
    if sets < _HARD_SETS_FOR_SHARE:
        return f"from {_HARD_SETS_FOR_SHARE} sets"
    if _share_is_spent(budget):
        return "spent"
    return f"{min(round(budget.failures * 100 / sets), limit - 1)} of {limit} %"


def _percent(share: float) -> str:
    return f"{100 * share:.2f}%"
