"""Rulebook section 8: what to do the next time, and for the next set at once."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from programming.rulebook.next_time.asked import Asked, Move
from programming.rulebook.next_time.evidence import (
    Evidence,
    RepRange,
    evidence_of,
    range_from,
    reset_percent,
    reset_times,
    trouble,
)
from programming.rulebook.next_time.feasible import Plan, Strength
from programming.rulebook.next_time.load_moves import loads_for, what_forbids_a_rise
from programming.rulebook.next_time.loadable import Loadable, loadable_from, with_lifted
from programming.rulebook.next_time.next_case import first_that_fits, reps_kept
from programming.rulebook.next_time.offers import check_readiness
from programming.rulebook.next_time.time_off import after_time_off, longest_gap, on_a_red_day
from programming.rulebook.one_set.context import EffortContext
from programming.rulebook.one_set.judging import shown_rir
from programming.rulebook.one_set.readiness import Readiness
from programming.rulebook.over_time.exposures import Exposure, exposures, one_line
from programming.rulebook.over_time.history import Identity, LoggedSet, check_history
from programming.rulebook.over_time.trends import (
    is_above_reference,
    is_rising,
    main_lifts_down,
)
from programming.rulebook.rows.rules import rule
from programming.rulebook.words.events import Reason, told
from programming.rulebook.words.validation import member, wrong
from programming.rulebook.words.vocabulary import Goal, ReadinessState


@dataclass(frozen=True, slots=True)
class NextTime:
    """What to do with an exercise the next time (rulebook 8).

    case: the code of the rule that fitted. load: the heaviest set's, in the caller's unit;
    None where none is known. loads, reps: of each set, as many as it rests on without tests.
    aim_rise: an accepted suggestion's rise of the aim (EffortContext.aim_rise). rests_on: the
    sets. reasons: the case first, then what bore on it, then the sets by name.
    """

    case: str
    load: int | None
    loads: tuple[int | None, ...]
    reps: tuple[int, ...]
    aim_rise: int
    rests_on: tuple[LoggedSet, ...]
    reasons: tuple[Reason, ...]


def next_time(
    history: Sequence[LoggedSet],
    *,
    exercise: Identity,
    goal: Goal | str,
    loadable: Loadable | Sequence[int],
    today: date,
    rep_range: RepRange = None,
    readiness: Readiness | None = None,
    context: EffortContext | None = None,
) -> NextTime:
    """Return what to do with an exercise the next time, by the first row of section 8 that fits.

    history: every exercise's sets, in time order. loadable: the loads that can be made, in the
    unit of the history. today: the lifter's local day of that next time, or of the review.
    rep_range: the planned reps, (bottom, top) or one number; None as planned on the last sets.
    readiness: today's, None where it is not asked yet; a poor day holds a rise back and a red
    one is made easier (rulebook 6). context: what the exercise's target depends on now, for sets
    without one and for what is too much to ask; None for the targets of the last sets. Raises
    ValueError naming the field and the value.
    """
    check_history(history)
    aim = member(Goal, "goal", goal)
    planned, made = range_from(rep_range), loadable_from(loadable)
    check_readiness(readiness)
    if type(today) is not date:
        raise wrong("today", today, "a date")
    if context is not None and not isinstance(context, EffortContext):
        raise wrong("context", context, "an EffortContext")
    by_exercise = exposures(history)
    every = by_exercise.get(exercise, ())
    done = [one for one in every if one_line(one.sets, planned)]
    if not done:
        why = (told("next_unknown"),)
        return NextTime("next_unknown", None, (), (), 0, (), why)
    planned = planned or one_line(done[-1].sets)[-1].rep_range
    fits = _at_the_reps(done, planned, today)
    counted = [one for one in fits if one.is_evidence]
    poor = _last_poor(fits)
    read = counted or poor or done[-1:]
    made = with_lifted(made, [one.load for one in one_line(read[-1].sets, planned)])
    strength, plan = Strength.of(every, today), Plan(context, readiness)
    down = main_lifts_down(by_exercise, today) - {exercise}
    usual = [one for one in done if one.is_evidence]
    strong = is_rising(usual) or is_above_reference(done, today, reset_times(aim))

    def reset_after(found: Sequence[Evidence]) -> int | None:
        return reset_percent(found, aim, is_rising=strong, other_main_lift_down=bool(down))

    found = evidence_of(read, planned, plan.now, _asks_kept(read, made, reset_after))
    asked = Asked(
        found=found,
        troubles=[trouble(one.sets) for one in read],
        loadable=made,
        is_lower_body=read[-1].sets[-1].is_lower_body,
        forbids=what_forbids_a_rise(readiness),
        reset=reset_after(found),
        reset_times=reset_times(aim),
    )  # fmt: skip
    if counted:
        move = first_that_fits(asked)
        rests_on: Sequence[Exposure] = read[-move.exposures :]
        if not fits[-1].is_evidence:
            move = _as_before(move, fits[-1])
    else:
        move = _of_a_poor_day(asked, poor[0]) if poor else _unknown(asked, plan, strength)
        rests_on = read
    since = (usual or done)[-1].day
    move = after_time_off(
        asked,
        move,
        off=longest_gap((one.day for one in history), since, today),
        aside=longest_gap((one.day for one in done), since, today),
    )
    if readiness is not None and readiness.state is ReadinessState.RED:
        is_as_last = not counted and bool(poor) and _is_red(poor[0])
        move = on_a_red_day(asked, move, is_as_last=is_as_last)
    return _as_result(
        asked, move, plan, strength, [(one.day, one_line(one.sets, planned)) for one in rests_on]
    )


def _at_the_reps(
    done: Sequence[Exposure], planned: tuple[int, int] | None, today: date
) -> list[Exposure]:
    """Return the exposures that are evidence at the planned reps (rulebook 8).

    What was done without a plan is from the first one on whose best set was not far from them.
    """
    numbers = rule("next_no_evidence").numbers
    found: list[Exposure] = []
    for one in done:
        if (today - one.day).days >= numbers["days"]:
            continue
        sets = one_line(one.sets, planned)
        own = sets[-1].rep_range
        if planned is None or own is not None:
            is_evidence = planned is None or own == planned
        else:
            most = max(done.reps for done in sets)
            is_near = most * numbers["least_divisor"] >= planned[0]
            is_near = is_near and most <= planned[1] * numbers["most_times"]
            is_evidence = bool(found) or not most or is_near
        if is_evidence:
            found.append(one)
    return found


def _asks_kept(
    read: Sequence[Exposure],
    made: Loadable,
    reset_after: Callable[[Sequence[Evidence]], int | None],
) -> Callable[[Sequence[Evidence]], int | None]:
    """Return what asks the table for reps that were asked where a load was kept.

    Whether the lift was rising then, or another one down, is taken to be as now.
    """
    troubles = [trouble(one.sets) for one in read]

    def asks(found: Sequence[Evidence]) -> int | None:
        reset = reset_after(found)
        return reps_kept(
            Asked(found, troubles[: len(found)], made, is_lower_body=False, reset=reset)
        )

    return asks


def _last_poor(fits: Sequence[Exposure]) -> Sequence[Exposure]:
    """Return the last red day, else the last deload, which was made easier by more; or nothing."""
    red = [one for one in fits if not one.sets[-1].is_deload]
    return (red or fits)[-1:]


def _as_before(move: Move, day: Exposure) -> Move:
    """After a red day or a deload: what was suggested for that day stands."""
    return replace(move, case="next_not_evidence", reasons=(_no_evidence(day), *move.reasons))


def _of_a_poor_day(asked: Asked, day: Exposure) -> Move:
    """With nothing but red days and deloads on record: as on the last of them."""
    return Move("next_not_evidence", asked.load, asked.in_range, (_no_evidence(day),))


def _no_evidence(day: Exposure) -> Reason:
    return told("next_not_evidence", case="red" if _is_red(day) else "deload")


def _is_red(day: Exposure) -> bool:
    return day.sets[-1].readiness is ReadinessState.RED


def _unknown(asked: Asked, plan: Plan, strength: Strength) -> Move:
    """Nothing done lately at the planned reps: the load of an estimate, or none."""
    reps, aim, code = asked.from_bottom, plan.aim(asked.last), "next_no_evidence"
    load = None if aim is None else strength.load_for(max(reps), aim, asked.loadable)
    if load is None:
        return Move(code, None, reps, (told(code, case="none"),), is_same_for_all=True)
    why = told(code, case="estimate", reps=max(reps), aim=aim or 0)
    return Move(code, load, reps, (why,), is_same_for_all=True)


def _as_result(
    asked: Asked,
    move: Move,
    plan: Plan,
    strength: Strength,
    rests_on: Sequence[tuple[date, Sequence[LoggedSet]]],
) -> NextTime:
    """The move as loads and reps a set, none of them too much to ask (rulebook 8)."""
    if move.is_same_for_all:
        loads: tuple[int | None, ...] = (move.load,) * len(move.reps)
    else:
        loads = loads_for(asked.last, move.load, asked.loadable)[: len(move.reps)]
    low = plan.low(asked.last, move.aim_rise)
    bottoms = (bottom for bottom, _ in asked.last.ranges)
    fitted = [
        (load, reps) if not load else strength.fits(load, reps, bottom, low, asked.loadable)
        for load, reps, bottom in zip(loads, move.reps, bottoms, strict=False)
    ]
    reasons = move.reasons
    if any(one[0] != load for one, load in zip(fitted, loads, strict=True)):
        reasons = (*reasons, told("next_feasible", case="load"))
    elif any(one[1] != reps for one, reps in zip(fitted, move.reps, strict=True)):
        reasons = (*reasons, told("next_feasible", case="reps"))
    named = tuple(
        told("next_rests_on", day=day.isoformat(), sets=_named(sets))
        for day, sets in reversed(rests_on)
    )
    return NextTime(
        move.case,
        max((load for load, _ in fitted if load is not None), default=move.load),
        tuple(load for load, _ in fitted),
        tuple(reps for _, reps in fitted),
        move.aim_rise,
        tuple(done for _, sets in rests_on for done in sets),
        reasons + named,
    )


def _named(sets: Sequence[LoggedSet]) -> str:
    """Return sets as the log shows them: 10 @2 for ten reps with two left."""
    shown = [
        str(done.reps) if (left := done.good_reps_left) is None else f"{done.reps} @{shown_rir(left)}"
        for done in sets
    ]  # fmt: skip
    return ", ".join(shown)
