"""Rulebook section 4.2: what stands out of the last weeks, each with the sets it rests on."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from programming.rulebook.one_set.drop import sharp_drop
from programming.rulebook.one_set.performed import is_failure_set, is_hard_set
from programming.rulebook.over_time.adherence import EffortAdherence, effort_adherence
from programming.rulebook.over_time.exposures import Exposure, exposures, week_of
from programming.rulebook.over_time.history import Identity, LoggedSet, check_history
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
_JUDGED = (Outcome.ON_TARGET, Outcome.TOO_CLOSE, Outcome.TOO_EASY)


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
    return (
        *_pain(every, today),
        *_debt(found, every),
        *_failure(past, today, own),
        *_too_close(found, past, today),
        *_drops(every, today),
        *_grinds(every, today),
        *_too_easy(past, today),
    )


def _pattern(
    code: str,
    rests_on: Iterable[LoggedSet],
    exercise: Identity | None = None,
    /,
    **numbers: int | str,
) -> EffortPattern:
    counts: Counter[tuple[Identity, Identity, date]] = Counter()
    for done in rests_on:
        counts[done.exercise, done.session, done.day] += 1
    evidence = [PatternEvidence(*key, count) for key, count in counts.items()]
    reason = reason_from(code, None, None, tuple(numbers.items()))
    return EffortPattern(code, exercise, reason, tuple(sorted(evidence, key=lambda one: one.day)))


def _pain(every: Mapping[Identity, Sequence[Exposure]], today: date) -> Iterable[EffortPattern]:
    for exercise, all_of_it in every.items():
        read = [one for one in all_of_it if one.is_evidence][-_PAIN["of"] :]
        hurt = [one for one in read if one.has_pain]
        if len(hurt) >= _PAIN["times"] and (today - hurt[-1].day).days < _PAIN["days"]:
            sets = (done for one in hurt for done in one.sets)
            yield _pattern("pain_repeats", sets, exercise, exercise=exercise, count=len(hurt))


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
        yield _pattern("recovery_debt", sets, times=len(found.debts))


def _failure(past: Sequence[LoggedSet], today: date, level: Level) -> Iterable[EffortPattern]:
    this = week_of(today)
    share = FAILURE_BUDGET[level].share_percent
    over: list[LoggedSet] = []
    weeks = 0
    for back in range(_PILES["weeks"], 0, -1):
        week = [done for done in past if week_of(done.day) == this - back * _WEEK]
        hard = sum(done.good_reps_left is not None and is_hard_set(done) for done in week)
        failed = [done for done in week if costs_budget(done)]
        if hard >= _PILES["from_sets"] and len(failed) * _PERCENT > share * hard:
            weeks += 1
            over += failed
    if weeks >= _PILES["times"]:
        yield _pattern("failure_piles_up", over, count=weeks)


def _too_close(
    found: EffortAdherence, past: Sequence[LoggedSet], today: date
) -> Iterable[EffortPattern]:
    if found.overshooting:
        sets = (
            done
            for done in _lately(past, today, _CLOSE["days"])
            if done.role is not Role.ISOLATION and done.verdict is Outcome.TOO_CLOSE
        )
        numbers = {"close": found.compound_too_close, "sets": found.compound_sets}
        yield _pattern("overshooting", sets, **numbers)


def _drops(every: Mapping[Identity, Sequence[Exposure]], today: date) -> Iterable[EffortPattern]:
    fell: list[LoggedSet] = []
    for all_of_it in every.values():
        for one in all_of_it:
            if (today - one.day).days < _DROPS["days"]:
                fell += _fallen(one.sets)
    sessions = {done.session for done in fell}
    if len(sessions) >= _DROPS["times"]:
        yield _pattern("repeated_drops", fell, count=len(sessions))


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
            yield _pattern("grind", lately or sets, exercise, exercise=exercise)


def _is_hard(done: LoggedSet) -> bool:
    return done.verdict is Outcome.TOO_CLOSE or is_failure_set(done)


def _too_easy(past: Sequence[LoggedSet], today: date) -> Iterable[EffortPattern]:
    judged = [done for done in _lately(past, today, _EASY["days"]) if done.verdict in _JUDGED]
    easy = [done for done in judged if done.verdict is Outcome.TOO_EASY]
    enough = len(judged) >= _EASY["from_sets"]
    if enough and len(easy) * _PERCENT >= _EASY["percent"] * len(judged):
        yield _pattern("sandbagging", easy, easy=len(easy), sets=len(judged))


def _lately(past: Iterable[LoggedSet], today: date, days: int) -> list[LoggedSet]:
    return [done for done in past if (today - done.day).days < days]
