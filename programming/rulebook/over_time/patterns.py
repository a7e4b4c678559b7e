"""Rulebook section 4.2: what stands out of the last weeks, each with the sets it rests on."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from programming.rulebook.one_set.drop import sharp_drop
from programming.rulebook.one_set.performed import is_failure_set, is_hard_set
from programming.rulebook.over_time.adherence import (
    EffortAdherence,
    effort_adherence,
    effort_adherence_of,
)
from programming.rulebook.over_time.exposures import Exposure, exposures, week_of
from programming.rulebook.over_time.history import Identity, LoggedSet, check_history
from programming.rulebook.over_time.sums import ExposureSums
from programming.rulebook.over_time.tally import costs_budget
from programming.rulebook.over_time.trends import is_current, stall
from programming.rulebook.rows.rules import rule
from programming.rulebook.rows.tables import FAILURE_BUDGET
from programming.rulebook.words.events import Reason, reason_from
from programming.rulebook.words.validation import member
from programming.rulebook.words.vocabulary import Level, Outcome, Role

_PERCENT = 100
_WEEK = timedelta(weeks=1)
_PAIN, _PILES = rule("pain_repeats").numbers, rule("failure_piles_up").numbers
_DROPS, _EASY = rule("repeated_drops").numbers, rule("sandbagging").numbers
_CLOSE, _DEBT = rule("overshooting").numbers, rule("recovery_debt").numbers


@dataclass(frozen=True, slots=True)
class PatternEvidence:
    """How many sets of an exercise in a session a pattern rests on."""

    exercise: Identity
    session: Identity
    day: date
    sets: int


@dataclass(frozen=True, slots=True)
class EffortPattern:
    """Something that stands out.

    code: of its rule, whose `changes` says what to change. exercise: of which it is said, None for
    the log as a whole. evidence: latest last.
    """

    code: str
    exercise: Identity | None
    reason: Reason
    evidence: tuple[PatternEvidence, ...]


def effort_patterns(
    history: Sequence[LoggedSet], *, today: date, level: Level | str
) -> tuple[EffortPattern, ...]:
    """Return everything that stands out, worst first (rulebook 4.2, policy).

    history: in time order, 12 weeks for what a lift is compared with; what lies after today is left
    out. level: the lifter's own. Raises ValueError naming the field.
    """
    check_history(history)
    own = member(Level, "level", level)
    past = [done for done in history if done.counts and done.day <= today]
    every, found = exposures(past), effort_adherence(past, today)
    return _found(found, every, every, [_sums(done) for done in past], today, own)


def effort_patterns_of(
    sums: Sequence[ExposureSums],
    history: Sequence[LoggedSet],
    lately: Sequence[LoggedSet],
    *,
    today: date,
    level: Level | str,
) -> tuple[EffortPattern, ...]:
    """Return the same of a log that is summed (rulebook 4.2, policy).

    sums: of every exposure, in time order, up to today. history: the sets of the exercises that
    `patterns_to_read` named, in time order, with every session of the log. lately: the sets of four
    weeks of every exposure in which a set may have fallen sharply. Raises ValueError naming the
    field.
    """
    check_history(history)
    check_history(lately)
    own = member(Level, "level", level)
    past = [done for done in history if done.day <= today]
    every = exposures(past)
    found = effort_adherence_of(sums, past, today)
    return _found(found, every, exposures(lately), sums, today, own)


def _found(
    found: EffortAdherence,
    every: Mapping[Identity, Sequence[Exposure]],
    lately: Mapping[Identity, Sequence[Exposure]],
    sums: Sequence[ExposureSums],
    today: date,
    level: Level,
) -> tuple[EffortPattern, ...]:
    return (
        *sorted(_pain(every, today), key=_weight),
        *_debt(found, every),
        *_failure(sums, today, level),
        *_too_close(found, sums, today),
        *_drops(lately, today),
        *sorted(_grinds(every, today), key=_weight),
        *_too_easy(sums, today),
    )


def _weight(one: EffortPattern) -> tuple[int, int, str]:
    """Of exercises of which one thing is said: most sessions first, then the latest, whatever was read."""
    return -len(one.evidence), -one.evidence[-1].day.toordinal(), str(one.exercise)


def _sums(done: LoggedSet) -> ExposureSums:
    """A set as the sums of an exposure, as far as patterns ask."""
    return ExposureSums(
        exercise=done.exercise,
        session=done.session,
        day=done.day,
        role=done.role,
        is_evidence=False,
        has_pain=False,
        on_target=int(done.verdict is Outcome.ON_TARGET),
        too_close=int(done.verdict is Outcome.TOO_CLOSE),
        too_easy=int(done.verdict is Outcome.TOO_EASY),
        failures=0,
        e1rm=None,
        is_plain=True,
        rated_hard_sets=int(done.good_reps_left is not None and is_hard_set(done)),
        budget_failures=int(costs_budget(done)),
    )


def _pattern(
    code: str,
    rests_on: Iterable[tuple[LoggedSet | ExposureSums, int]],
    exercise: Identity | None = None,
    /,
    **numbers: int | str,
) -> EffortPattern:
    counts: Counter[tuple[Identity, Identity, date]] = Counter()
    for one, sets in rests_on:
        counts[one.exercise, one.session, one.day] += sets
    evidence = [PatternEvidence(*key, count) for key, count in counts.items() if count]
    reason = reason_from(code, None, None, tuple(numbers.items()))
    return EffortPattern(code, exercise, reason, tuple(sorted(evidence, key=lambda one: one.day)))


def _each(sets: Iterable[LoggedSet]) -> Iterable[tuple[LoggedSet, int]]:
    return ((done, 1) for done in sets)


def _pain(every: Mapping[Identity, Sequence[Exposure]], today: date) -> Iterable[EffortPattern]:
    for exercise, all_of_it in every.items():
        read = [one for one in all_of_it if one.is_evidence][-_PAIN["of"] :]
        hurt = [one for one in read if one.has_pain]
        if len(hurt) >= _PAIN["times"] and (today - hurt[-1].day).days < _PAIN["days"]:
            sets = (done for one in hurt for done in one.sets)
            yield _pattern(
                "pain_repeats", _each(sets), exercise, exercise=exercise, count=len(hurt)
            )


def _debt(
    found: EffortAdherence, every: Mapping[Identity, Sequence[Exposure]]
) -> Iterable[EffortPattern]:
    if found.recovery_debt:
        places = {(one.exercise, one.session) for one in found.debts}
        sets = (
            done
            for all_of_it in every.values()
            for one in all_of_it
            if (one.exercise, one.session) in places
            for done in one.sets
        )
        yield _pattern("recovery_debt", _each(sets), times=len(found.debts))


def _failure(sums: Sequence[ExposureSums], today: date, level: Level) -> Iterable[EffortPattern]:
    this = week_of(today)
    share = FAILURE_BUDGET[level].share_percent
    over: list[ExposureSums] = []
    weeks = 0
    for back in range(_PILES["weeks"], 0, -1):
        week = [one for one in sums if week_of(one.day) == this - back * _WEEK]
        hard = sum(one.rated_hard_sets for one in week)
        failed = sum(one.budget_failures for one in week)
        if hard >= _PILES["from_sets"] and failed * _PERCENT > share * hard:
            weeks += 1
            over += week
    if weeks >= _PILES["times"]:
        yield _pattern(
            "failure_piles_up", ((one, one.budget_failures) for one in over), count=weeks
        )


def _too_close(
    found: EffortAdherence, sums: Sequence[ExposureSums], today: date
) -> Iterable[EffortPattern]:
    if found.overshooting:
        close = (
            (one, one.too_close)
            for one in _lately(sums, today, _CLOSE["days"])
            if one.role != Role.ISOLATION
        )
        numbers = {"close": found.compound_too_close, "sets": found.compound_sets}
        yield _pattern("overshooting", close, **numbers)


def _drops(every: Mapping[Identity, Sequence[Exposure]], today: date) -> Iterable[EffortPattern]:
    fell: list[LoggedSet] = []
    for all_of_it in every.values():
        for one in all_of_it:
            if (today - one.day).days < _DROPS["days"]:
                fell += _fallen(one.sets)
    sessions = {done.session for done in fell}
    if len(sessions) >= _DROPS["times"]:
        yield _pattern("repeated_drops", _each(fell), count=len(sessions))


def _fallen(sets: Sequence[LoggedSet]) -> Iterable[LoggedSet]:
    """The sets of an exercise in a session that fell sharply against earlier ones (rulebook 4.1)."""
    performed = [done.performed for done in sets]
    for place, done in enumerate(sets):
        bottom = done.rep_range[0] if done.rep_range else None
        if sharp_drop(performed[place], performed[:place], bottom).severity is not None:
            yield done


def _grinds(every: Mapping[Identity, Sequence[Exposure]], today: date) -> Iterable[EffortPattern]:
    for exercise, all_of_it in every.items():
        read = [one for one in all_of_it if one.is_evidence]
        if is_current(read, today) and stall(read) == "grind":
            sets = [done for one in read for done in one.sets if _is_hard(done)]
            lately = [done for done in sets if (today - done.day).days < _DEBT["days"]]
            yield _pattern("grind", _each(lately or sets), exercise, exercise=exercise)


def _is_hard(done: LoggedSet) -> bool:
    return done.verdict is Outcome.TOO_CLOSE or is_failure_set(done)


def _too_easy(sums: Sequence[ExposureSums], today: date) -> Iterable[EffortPattern]:
    read = _lately(sums, today, _EASY["days"])
    judged, easy = sum(one.rated for one in read), sum(one.too_easy for one in read)
    if judged >= _EASY["from_sets"] and easy * _PERCENT >= _EASY["percent"] * judged:
        yield _pattern("sandbagging", ((one, one.too_easy) for one in read), easy=easy, sets=judged)


def _lately(sums: Iterable[ExposureSums], today: date, days: int) -> list[ExposureSums]:
    return [one for one in sums if (today - one.day).days < days]
