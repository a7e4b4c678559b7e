"""How often the rules speak to a log: what whoever tunes one of them counts."""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import groupby
from types import MappingProxyType

from programming.rulebook.next_time.fatigue import Advice
from programming.rulebook.next_time.progression import NextTime
from programming.rulebook.one_set.performed import is_same_load
from programming.rulebook.one_set.target import effort_target
from programming.rulebook.over_time.history import Identity, LoggedSet, check_history
from programming.rulebook.replay.walk import ExerciseFacts, Walk
from programming.rulebook.words.vocabulary import EndedBy, Goal, Level, Severity

_PERCENT, _MUCH = 100, 10
_DAYS_A_YEAR = 365.25

Told = tuple[str, Severity]
"""The code of a warning and how loud it was."""


@dataclass(frozen=True, slots=True)
class SuggestionCounts:
    """What was suggested before exposures of a log, and what was done then.

    n: how many there were. rise, cut, over_10_percent: of the suggested load against the last.
    load_used: the suggested load was. reps_within_1: the first set at it was within a rep.
    warned_against: the suggestion itself would have been warned against, typed in at its aim.
    """

    n: int = 0
    rise: int = 0
    cut: int = 0
    over_10_percent: int = 0
    load_used: int = 0
    reps_within_1: int = 0
    warned_against: int = 0


@dataclass(frozen=True, slots=True)
class HowOften:
    """How often the rules spoke over a log.

    warnings: by code and severity, of all sets. sessions_with_stop: a count. advice: how many
    times each began to be given. years: from the first day to the last.
    """

    sessions: int
    rated_sets: int
    warnings: dict[str, dict[str, int]]
    sessions_with_stop: int
    advice: dict[str, int]
    years: float
    records_announced: int
    suggestions: SuggestionCounts


@dataclass(slots=True)
class _Counting:
    sessions: int = 0
    rated: int = 0
    stops: int = 0
    announced: int = 0
    warnings: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    advice: Counter[str] = field(default_factory=Counter)
    suggestions: Counter[str] = field(default_factory=Counter)
    standing: set[tuple[str, Identity]] = field(default_factory=set)


def how_often(
    history: Sequence[LoggedSet],
    *,
    level: Level | str,
    goal: Goal | str,
    facts: Callable[[Identity], ExerciseFacts],
    told: Mapping[int, Collection[Told]] = MappingProxyType({}),
    safeties: Collection[int] = (),
) -> HowOften:
    """Walk a log forward and count how often each rule would have spoken.

    history: every working set in time order, sessions whole. told: by a set's place in the
    history what it was told when it was logged; any other is judged now, one without a target
    against the one it would have had then. safeties: the places of sets with safeties that count
    in place. Raises ValueError naming the field.
    """
    check_history(history)
    walk = Walk(level=level, goal=goal, facts=facts)
    count = _Counting()
    for _, placed in groupby(enumerate(history), key=lambda one: one[1].session):
        _session(walk, list(placed), count, told, frozenset(safeties))
    days = (history[-1].day - history[0].day).days if history else 0
    return HowOften(
        sessions=count.sessions,
        rated_sets=count.rated,
        warnings={code: dict(found) for code, found in sorted(count.warnings.items())},
        sessions_with_stop=count.stops,
        advice={one: count.advice[one] for one in ("deload", "reset", "plateau", "grind")},
        years=round(days / _DAYS_A_YEAR, 2),
        records_announced=count.announced,
        suggestions=SuggestionCounts(**count.suggestions),
    )


def _session(
    walk: Walk,
    placed: Sequence[tuple[int, LoggedSet]],
    count: _Counting,
    told: Mapping[int, Collection[Told]],
    safeties: Collection[int],
) -> None:
    count.sessions += 1
    loudest: set[Severity] = set()
    begun: set[Identity] = set()
    for place, done in placed:
        if done.exercise not in begun:
            begun.add(done.exercise)
            sets = [one for _, one in placed if one.exercise == done.exercise and one.counts]
            _suggestion(walk, sets, count, has_safeties=place in safeties)
        said = told.get(place)
        if said is None:
            context = walk.context(done, safeties=place in safeties)
            target = done.target or effort_target(context)
            found = walk.judge(done, target, context).warnings
            said = [(one.code, one.severity) for one in found]
        for code, severity in said:
            count.warnings[code][str(severity)] += 1
            loudest.add(severity)
        count.rated += done.rated_rir is not None
        walk.log(done, [code for code, _ in said])
    count.stops += Severity.STOP in loudest
    count.announced += sum(len(one.records) for one in walk.end_session())
    _advice(walk, placed[-1][1].day, count)


def _suggestion(
    walk: Walk, sets: Sequence[LoggedSet], count: _Counting, *, has_safeties: bool
) -> None:
    """Count what was suggested for an exposure against what was done in it."""
    if not sets:
        return
    first = sets[0]
    last = max((one.load or 0 for one in walk.last(first.exercise)), default=0)
    found = walk.suggestion(first)
    if found is None:
        return
    tally = count.suggestions
    tally["n"] += 1
    load = found.load
    if load is not None and last:
        tally["rise"] += load > last
        tally["cut"] += load < last
        tally["over_10_percent"] += abs(load - last) * _PERCENT > _MUCH * last
    used = [one for one in sets if is_same_load(one.load, load)] if load else list(sets)
    if used:
        tally["load_used"] += 1
        asked = found.reps[0] if found.reps else None
        tally["reps_within_1"] += asked is not None and abs(used[0].reps - asked) <= 1
    tally["warned_against"] += is_warned_against(
        walk, first, found, count_of=len(sets), has_safeties=has_safeties
    )


def is_warned_against(
    walk: Walk, planned: LoggedSet, found: NextTime, *, count_of: int, has_safeties: bool
) -> bool:
    """Return whether a suggestion would be warned against when it is typed in at its aim.

    planned: the exercise, the day and the plan; count_of: how many sets the plan has. Each
    suggested set is typed by itself, the last one as final.
    """
    pairs = list(zip(found.loads, found.reps, strict=True))
    for place, (load, reps) in enumerate(pairs):
        asked = replace(
            planned,
            load=load,
            reps=reps,
            rir=None,
            is_final_set=place + 1 >= max(count_of, len(pairs)),
            ended_by=EndedBy.STOPPED,
            is_test_set=False,
        )
        context = walk.context(asked, safeties=has_safeties, aim_rise=found.aim_rise)
        target = effort_target(context)
        typed = replace(asked, rir=float(target.aim), target=target)
        if walk.judge(typed, target, context).warnings:
            return True
    return False


def _advice(walk: Walk, day: date, count: _Counting) -> None:
    """Count what begins to be advised when a session ends."""
    found = walk.advice(day)
    now: set[tuple[str, Identity]] = set()
    if found.kind is Advice.DELOAD:
        now.add(("deload", ""))
    now |= {("reset", one.exercise) for one in found.resets}
    now |= {(one.stall, one.exercise) for one in found.lifts if one.stall and not one.is_rising}
    for what, _ in now - count.standing:
        count.advice[what] += 1
    count.standing = now
