"""Rulebook section 4: a set against its target, and the warnings it raises."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from programming.rulebook.one_set.context import EffortContext
from programming.rulebook.one_set.drop import sharp_drop
from programming.rulebook.one_set.performed import PerformedSet, is_same_load
from programming.rulebook.one_set.recovery import is_recovering, recovery_hours
from programming.rulebook.one_set.target import EffortTarget, reps_in_the_load, safeties_case
from programming.rulebook.rows.judging import WARNING_ORDER
from programming.rulebook.rows.rules import rule
from programming.rulebook.words.events import (
    Value,
    Warning,  # noqa: A004  the rulebook's word
    warning_from,
)
from programming.rulebook.words.validation import number, whole, wrong
from programming.rulebook.words.vocabulary import EndedBy, Outcome, Severity, Tier

_NOTE, _CAUTION, _STOP = Severity.NOTE, Severity.CAUTION, Severity.STOP
_LOUDNESS = {_STOP: 0, _CAUTION: 1, _NOTE: 2}
_PERCENT = 100
_MOST_RIR = rule("rir_scale").numbers["most"]


@dataclass(frozen=True, slots=True)
class Judgement:
    """The outcome of a set, None where it carries no verdict, and its warnings, worst first."""

    outcome: Outcome | None
    warnings: tuple[Warning, ...]


@dataclass(frozen=True, slots=True)
class _Set:
    """A set to be judged, with all that its warnings read."""

    target: EffortTarget
    performed: PerformedSet
    context: EffortContext
    earlier: Sequence[PerformedSet]
    planned_bottom: int | None
    e1rm: int | None
    hours: float | None
    muscle_failure_sets: int
    already_said: Collection[str]

    def is_said(self, code: str) -> bool:
        return code in self.already_said


def judge_set(
    target: EffortTarget,
    performed: PerformedSet,
    *,
    context: EffortContext,
    earlier: Sequence[PerformedSet] = (),
    rep_range: tuple[int, int] | int | None = None,
    e1rm: int | None = None,
    hours_since_muscle_failure: float | None = None,
    muscle_failure_sets: int = 0,
    already_said: Collection[str] = (),
) -> Judgement:
    """Judge a set against its target (rulebook 4).

    context: the one the target was set from. earlier: this exercise's earlier sets of the
    session in order, each with its target. rep_range: the planned reps, (bottom, top) or one
    number. e1rm: the current one, in the unit of the loads. hours_since_muscle_failure: since
    the end of the last earlier session that took a primary muscle to failure, with so many
    muscle_failure_sets. already_said: codes shown before on this exercise today, and of those in
    ONCE_A_SESSION on any, for the warnings that speak once. Raises ValueError naming the field and the value.
    """
    bottom = _check(target, performed, context, earlier, rep_range, e1rm, already_said)
    if hours_since_muscle_failure is not None:
        number("hours_since_muscle_failure", hours_since_muscle_failure, 0)
    whole("muscle_failure_sets", muscle_failure_sets)
    if not performed.counts:
        return Judgement(None, ())

    rated = performed.rated_rir
    left_untold = performed.good_reps_left is None
    outcome = None if performed.is_failed_attempt else outcome_of(target, rated)
    if rated is None and not left_untold:
        return Judgement(outcome, ())
    judged = _Set(
        target, performed, context, earlier, bottom, e1rm, hours_since_muscle_failure,
        muscle_failure_sets, already_said,
    )  # fmt: skip
    warnings = [*_of_form(judged), *_of_silence(judged)]
    if not (context.is_test_set and target.test_refused is None):
        warnings += _of_safeties(judged)
        if rated is not None:
            warnings += _of_effort(judged, rated)
    return Judgement(outcome, worst_first(warnings))


def outcome_of(target: EffortTarget, rir: float | None) -> Outcome:
    """Return the outcome of a rated RIR against a target; unrated for None (rulebook 4)."""
    if rir is None:
        return Outcome.UNRATED
    if rir < target.low:
        return Outcome.TOO_CLOSE
    return Outcome.TOO_EASY if rir > target.high else Outcome.ON_TARGET


def warnings_before(
    target: EffortTarget,
    *,
    context: EffortContext | None = None,
    load: int | None = None,
    earlier: Iterable[PerformedSet] = (),
) -> tuple[Warning, ...]:
    """Return the warnings a target raises before its set is done, and while it is typed.

    A load too heavy for the plan (rulebook 2, step 9; rulebook 4): a note, by the context a caution
    where it is far too heavy, and silent once one of the earlier sets at this load met its target
    today. load in whole units of the caller's. A set that is done never raises it.
    """
    if not target.load_too_heavy or any(_met(done, load) for done in earlier):
        return ()
    reps = None if context is None else reps_in_the_load(context)
    planned = 0 if context is None else context.planned_reps or 0
    far = rule("load_too_heavy").numbers["far"]
    is_far = reps is not None and planned + target.low > reps + far
    return (warning_from("load_too_heavy", _CAUTION if is_far else _NOTE),)


def worst_first(warnings: Iterable[Warning]) -> tuple[Warning, ...]:
    """Return warnings in the order of rulebook 4."""
    return tuple(
        sorted(warnings, key=lambda one: (_LOUDNESS[one.severity], WARNING_ORDER[one.code]))
    )


def _met(done: PerformedSet, load: int | None) -> bool:
    """Whether an earlier set at this load met its target."""
    if done.target is None or done.is_failed_attempt or not is_same_load(done.load, load):
        return False
    return outcome_of(done.target, done.rated_rir) is Outcome.ON_TARGET


def shown_rir(rir: float) -> Value:
    """Return an RIR as lifters read it: 5+ from 5, whole ones without a point."""
    if rir >= _MOST_RIR:
        return f"{_MOST_RIR}+"
    return int(rir) if rir == int(rir) else rir


def _check(
    target: EffortTarget,
    performed: PerformedSet,
    context: EffortContext,
    earlier: Sequence[PerformedSet],
    rep_range: tuple[int, int] | int | None,
    e1rm: int | None,
    already_said: Collection[str],
) -> int | None:
    """Check what came in and return the bottom of the planned reps."""
    if not isinstance(target, EffortTarget):
        raise wrong("target", target, "an EffortTarget")
    if not isinstance(performed, PerformedSet):
        raise wrong("performed", performed, "a PerformedSet")
    if not isinstance(context, EffortContext):
        raise wrong("context", context, "an EffortContext")
    for done in earlier:
        if not isinstance(done, PerformedSet):
            raise wrong("earlier", done, "a PerformedSet")
    if e1rm is not None:
        whole("e1rm", e1rm, 1)
    if isinstance(already_said, str):
        # A bare string would be searched for parts of codes.
        raise wrong("already_said", already_said, "a collection of codes")
    if rep_range is None:
        return None
    ends = (rep_range, rep_range) if isinstance(rep_range, int) else rep_range
    if not isinstance(ends, tuple | list) or len(ends) != 2:
        raise wrong("rep_range", rep_range, "a bottom and a top")
    return whole("rep_range", ends[0], 1, whole("rep_range", ends[1], 1))


def _of_form(judged: _Set) -> list[Warning]:
    if judged.performed.ended_by != EndedBy.TECHNICAL_FAILURE:
        return []
    if judged.context.tier == Tier.AVOID:
        return [warning_from("form_broke", _STOP, (("case", "avoid"),))]
    return [warning_from("form_broke", _CAUTION)]


def _of_silence(judged: _Set) -> list[Warning]:
    if judged.performed.good_reps_left is not None or judged.is_said("rir_missing"):
        return []
    return [warning_from("rir_missing", _NOTE)]


def _of_safeties(judged: _Set) -> list[Warning]:
    """What holds whatever the RIR: the load against the safeties."""
    if judged.context.tier != Tier.AVOID or safeties_case(judged.context) != "no_safeties":
        return []
    line = rule("safeties_missing").numbers
    rir, load = judged.performed.rated_rir, judged.performed.load
    if rir is not None and rir <= line["most_rir"]:
        shown = (("case", "close"), ("rir", shown_rir(rir)))
        return [warning_from("safeties_missing", _STOP, shown)]
    if load is None or judged.e1rm is None or judged.is_said("safeties_missing"):
        return []
    if load * _PERCENT < line["percent"] * judged.e1rm:
        return []
    return [warning_from("safeties_missing", _CAUTION, (("case", "heavy"),))]


def _of_effort(judged: _Set, rir: float) -> list[Warning]:
    """What a rated RIR says: too close, too easy, a sharp drop, failure where it costs."""
    warnings = [*_of_closeness(judged, rir), *_of_ease(judged, rir)]
    drop = sharp_drop(judged.performed, judged.earlier, judged.planned_bottom)
    if drop.severity is not None:
        warnings.append(warning_from("sharp_drop", drop.severity, drop.numbers))
    return warnings + _of_failure(judged) if rir == 0 else warnings


def _of_closeness(judged: _Set, rir: float) -> list[Warning]:
    target, warnings = judged.target, []
    if rir < target.floor_in_force:
        shown = (("rir", shown_rir(rir)), ("floor", target.floor_in_force))
        case = ("case", safeties_case(judged.context))
        warnings.append(warning_from("below_floor", _STOP, (case, *shown)))
    if rir == 0 and not judged.context.is_final_set:
        severity = _CAUTION if judged.context.tier == Tier.SAFER else _STOP
        left = max(target.aim, rule("early_failure").numbers["least"])
        warnings.append(warning_from("early_failure", severity, (("next", left),)))
    if warnings or rir >= target.low:
        return warnings
    line = rule("too_close").numbers
    if target.low - rir > line["note_most"] or rir == 0:
        return [warning_from("too_close", _CAUTION, _against(target, rir, "caution"))]
    return [warning_from("too_close", _NOTE, _against(target, rir, ""))]


def _of_ease(judged: _Set, rir: float) -> list[Warning]:
    target = judged.target
    if rir <= target.high:
        return []
    before = next((done for done in reversed(judged.earlier) if done.counts), None)
    if _is_far_over(target, rir) and before and _is_far_over(before.target, before.rated_rir):
        return [warning_from("too_easy", _CAUTION, _against(target, rir, "again"))]
    return [warning_from("too_easy", _NOTE, _against(target, rir, ""))]


def _is_far_over(target: EffortTarget | None, rir: float | None) -> bool:
    if target is None or rir is None:
        return False
    return rir - target.high >= rule("too_easy").numbers["far"]


def _of_failure(judged: _Set) -> list[Warning]:
    warnings = []
    if not (judged.context.budget_left or judged.is_said("budget_spent")):
        warnings.append(warning_from("budget_spent", _CAUTION))
    hours, sets = judged.hours, judged.muscle_failure_sets
    if is_recovering(hours, sets) and not judged.is_said("muscle_recovering"):
        shown = (("since", int(hours or 0)), ("wait", recovery_hours(sets)))
        warnings.append(warning_from("muscle_recovering", _CAUTION, shown))
    return warnings


def _against(target: EffortTarget, rir: float, case: str) -> tuple[tuple[str, Value], ...]:
    shown = (("rir", shown_rir(rir)), ("low", target.low), ("high", shown_rir(target.high)))
    return (("case", case), *shown)
