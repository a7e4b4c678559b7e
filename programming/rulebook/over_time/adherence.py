"""Rulebook section 4.2: effort against its targets across sessions."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from programming.rulebook.one_set.performed import is_failure_set
from programming.rulebook.over_time.exposures import (
    Exposure,
    exposures,
    is_under,
    reference_e1rm,
)
from programming.rulebook.over_time.history import Identity, LoggedSet, check_history
from programming.rulebook.over_time.sums import ExposureSums
from programming.rulebook.rows.rules import rule
from programming.rulebook.words.events import Reason, reason_from
from programming.rulebook.words.vocabulary import Outcome, Role

_ADHERENCE = rule("adherence").numbers
_OVERSHOOTING = rule("overshooting").numbers
_DEBT = rule("recovery_debt").numbers
_PERCENT = 100
_JUDGED = (Outcome.ON_TARGET, Outcome.TOO_CLOSE, Outcome.TOO_EASY)


@dataclass(frozen=True, slots=True)
class RecoveryDebt:
    """An exposure that came in under its reference soon after a failure set for its muscle.

    exercise, session, day: of the exposure. percent: how far under, rounded down.
    """

    exercise: Identity
    session: Identity
    day: date
    percent: int


@dataclass(frozen=True, slots=True)
class EffortAdherence:
    """Effort against its targets over a stretch of the log.

    rated_sets: rated ones with a target. on_target, too_close, too_easy: their shares in
    whole %, None under 10 such sets. compound_sets, compound_too_close: of the last 14 days'
    main and secondary ones. overshooting: half or more of those were too close. debts: in
    the last 28 days; recovery_debt: there were two. reasons: one for each thing shown.
    """

    rated_sets: int
    on_target: int | None
    too_close: int | None
    too_easy: int | None
    compound_sets: int
    compound_too_close: int
    overshooting: bool
    debts: tuple[RecoveryDebt, ...]
    recovery_debt: bool
    reasons: tuple[Reason, ...]


def effort_adherence(history: Sequence[LoggedSet], today: date) -> EffortAdherence:
    """Return what is shown of effort across sessions (rulebook 4.2, policy).

    history: in time order; the shares are over all of it up to today. A stretch of so many
    days ends with today. Raises ValueError naming the field.
    """
    check_history(history)
    past = [done for done in history if done.counts and done.day <= today]
    judged = [(done, done.verdict) for done in past if done.verdict in _JUDGED]
    compound = Counter(
        verdict for done, verdict in judged if _is_compound(done.role, done.day, today)
    )
    return _adherence(Counter(verdict for _, verdict in judged), compound, _debts(past, today))


def effort_adherence_of(
    sums: Iterable[ExposureSums], history: Sequence[LoggedSet], today: date
) -> EffortAdherence:
    """Return the same of a log that is summed (rulebook 4.2, policy).

    sums: of the exposures the shares are over, up to today. history: the sets of all exercises
    that `exercises_to_read` named, in time order, as debts are looked for in them. Raises
    ValueError naming the field.
    """
    check_history(history)
    counts: Counter[Outcome] = Counter()
    compound: Counter[Outcome] = Counter()
    for one in sums:
        counts.update(one.verdicts)
        if _is_compound(one.role, one.day, today):
            compound.update(one.verdicts)
    past = [done for done in history if done.counts and done.day <= today]
    return _adherence(counts, compound, _debts(past, today))


def _is_compound(role: Role | str, day: date, today: date) -> bool:
    """Whether a set counts among those of which too many may be too close."""
    return role != Role.ISOLATION and (today - day).days < _OVERSHOOTING["days"]


def _adherence(
    counts: Mapping[Outcome, int],
    compound: Mapping[Outcome, int],
    debts: tuple[RecoveryDebt, ...],
) -> EffortAdherence:
    """Return what these verdicts and debts come to."""
    judged = sum(counts.values())
    reasons: list[Reason] = []
    on_target = too_close = too_easy = None
    if judged >= _ADHERENCE["from_sets"]:
        on_target, too_close, too_easy = (
            _share(counts.get(outcome, 0), judged) for outcome in _JUDGED
        )
        shown = (("sets", judged), ("percent", on_target))
        reasons.append(reason_from("adherence", None, None, shown))

    sets, close = sum(compound.values()), compound.get(Outcome.TOO_CLOSE, 0)
    enough = sets >= _OVERSHOOTING["from_sets"]
    overshooting = enough and close * _PERCENT >= _OVERSHOOTING["percent"] * sets
    if overshooting:
        too_many = (("close", close), ("sets", sets))
        reasons.append(reason_from("overshooting", None, None, too_many))

    in_debt = len(debts) >= _DEBT["times"]
    if in_debt:
        reasons.append(reason_from("recovery_debt", None, None, (("times", len(debts)),)))
    return EffortAdherence(
        judged, on_target, too_close, too_easy, sets, close, overshooting, debts, in_debt,
        tuple(reasons),
    )  # fmt: skip


def _share(part: int, of: int) -> int:
    """Return a share in whole %, a half up."""
    return (2 * _PERCENT * part + of) // (2 * of)


def _debts(past: Sequence[LoggedSet], today: date) -> tuple[RecoveryDebt, ...]:
    """Return the late exposures under their reference within days of failure, in time order."""
    places: dict[Identity, int] = {}
    failures: dict[str, dict[int, date]] = {}
    for done in past:
        place = places.setdefault(done.session, len(places))
        if is_failure_set(done):
            for muscle in done.primary_muscles:
                failures.setdefault(muscle, {})[place] = done.day
    if not failures:
        return ()
    found = []
    for of_exercise in exposures(past).values():
        for at in range(1, len(of_exercise)):
            one, previous = of_exercise[at], places[of_exercise[at - 1].session]
            if (today - one.day).days >= _DEBT["days"]:
                continue
            if not _follows_failure(one, range(previous, places[one.session]), failures):
                continue
            percent = _percent_under(one, of_exercise[:at])
            if percent is not None:
                debt = RecoveryDebt(one.exercise, one.session, one.day, percent)
                found.append((places[one.session], debt))
    return tuple(debt for _, debt in sorted(found, key=lambda row: row[0]))


def _follows_failure(one: Exposure, between: range, failures: dict[str, dict[int, date]]) -> bool:
    """Whether it is the first exposure after failure of a primary muscle, and soon enough.

    between: the sessions since the exposure before it, that one among them.
    """
    return any(
        (one.day - failures[muscle][place]).days <= _DEBT["within_days"]
        for muscle in one.sets[-1].primary_muscles
        if muscle in failures
        for place in between
        if place in failures[muscle]
    )


def _percent_under(one: Exposure, before: Sequence[Exposure]) -> int | None:
    """Return how far it is under its reference, None where not far enough or no evidence."""
    now, reference = one.exact_e1rm, reference_e1rm(before)
    if now is None or reference is None or one.is_after_layoff or one.is_after_reset:
        return None
    if not is_under(now, reference, _DEBT["percent"]):
        return None
    return (reference - now) * _PERCENT // reference
