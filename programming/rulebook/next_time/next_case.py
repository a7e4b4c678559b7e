"""Rulebook section 8's table: the first row that fits, as a move of load and reps."""

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise
from math import floor

from programming.rulebook.next_time.asked import Asked, Move
from programming.rulebook.next_time.evidence import Evidence
from programming.rulebook.next_time.load_moves import (
    cut_to,
    in_percent,
    is_too_big_a_cut,
    rise_to,
    step_up,
)
from programming.rulebook.one_set.performed import is_same_load
from programming.rulebook.rows.rules import rule
from programming.rulebook.words.events import Reason, Value, told

_PERCENT, _PERMILLE = 100, 1000


def first_that_fits(asked: Asked) -> Move:
    """Return the move of the first row that fits; red days and deloads are none of its sets."""
    return _no_rise_after_a_stop(asked, _of_the_table(asked))


def reps_kept(asked: Asked) -> int | None:
    """Return the fewest reps asked where the load is kept for want of a smaller cut, else None.

    By the table alone: what a stop takes off a rise, it never takes off fewer reps.
    """
    move = _of_the_table(asked)
    return min(move.reps) if move.is_kept else None


def _of_the_table(asked: Asked) -> Move:
    first = _of_form_or_pain(asked) or _of_the_range(asked)
    if first is not None:
        return first
    if not asked.last.is_mostly_rated:
        return _of_blank_effort(asked)
    if asked.last.is_all_at_most_rir:
        return _far_up(asked)
    off = asked.last.off_aim
    if off is None:
        return _of_blank_effort(asked)
    return _of_effort(asked, off) or one_more_rep(asked, "next_one_rep")


def _of_form_or_pain(asked: Asked) -> Move | None:
    if not asked.troubles[-1]:
        return None
    numbers = rule("next_form_or_pain").numbers
    again = len(asked.troubles) > 1 and bool(asked.troubles[-2])
    case = asked.troubles[-1] + ("_again" if again else "")
    if not again:
        reason = told("next_form_or_pain", case=case)
        return Move(reason.code, asked.load, asked.in_range, (reason,), numbers["aim_rise"])
    share = Fraction(numbers["cut_percent"], _PERCENT)
    why = told("next_form_or_pain", case=case)
    return _down(asked, share, why, numbers["aim_rise"], 2)


def _of_the_range(asked: Asked) -> Move | None:
    last = asked.last
    if asked.reset is not None:
        share = 1 - Fraction(asked.reset, _PERCENT)
        rise, times = rule("reset").numbers["aim_rise"], asked.reset_times
        why = told("reset", bottom=last.bottom, times=times, percent=asked.reset)
        return _down(asked, share, why, rise, times)
    if not last.is_under_range:
        return None
    if not last.is_too_heavy:
        reason = told("next_cut_short", bottom=last.bottom)
        return Move("next_cut_short", asked.load, asked.in_range, (reason,))
    numbers = rule("next_missed_reps").numbers
    least = Fraction(numbers["least_permille"], _PERMILLE)
    most = Fraction(numbers["most_percent"], _PERCENT)
    share = min(max(last.load_per_rir * last.missing, least), most)
    why = told("next_missed_reps", bottom=last.bottom, percent=in_percent(share))
    return _down(asked, share, why)


def _of_blank_effort(asked: Asked) -> Move:
    """By the reps alone: to the top of a planned range, else by the 2-for-2 rule."""
    last, numbers = asked.last, rule("next_two_for_two").numbers
    if last.is_planned and last.bottom < last.top:
        if last.is_at_top:
            return _one_step_up(asked, told("next_two_for_two", case="top", top=last.top))
        return one_more_rep(asked, "next_two_for_two", case="hold")
    times = numbers["times"]
    recent = asked.found[-times:]
    if last.is_planned:
        over = [one.sets[-1].reps - one.top >= numbers["over"] for one in recent]
        if len(over) == times and all(over):
            return _one_step_up(asked, told("next_two_for_two", case="up"), times)
    elif _rose_each_time(asked.found[-times - 1 :], times):
        return _one_step_up(asked, told("next_two_for_two", case="habit"), times + 1)
    return one_more_rep(asked, "next_two_for_two", case="hold")


def _rose_each_time(found: Sequence[Evidence], times: int) -> bool:
    """Whether so many times running every set had a rep more than before at the same load."""
    return len(found) > times and all(
        is_same_load(before.load, after.load)
        and all(
            done.reps > before.sets[min(place, len(before.sets) - 1)].reps
            for place, done in enumerate(after.sets)
        )
        for before, after in pairwise(found)
    )


def _far_up(asked: Asked) -> Move:
    """Up where every rated set was at 5+, which hides how far the load is off."""
    numbers = rule("next_far_easier").numbers
    twice = len(asked.found) > 1 and asked.found[-2].is_all_at_most_rir
    case = "twice" if twice else "once"
    by = Fraction(numbers[f"{case}_percent"], _PERCENT)
    why = told("next_far_easier", case=case)
    if asked.load is None:
        return one_more_rep(asked, why.code, why, told("loads_made", case="no_load"))
    new = asked.loadable.at_most(asked.load * (1 + by))
    if new is None or new <= asked.load:
        new = asked.loadable.above(asked.load)
    if new is None:
        none = told("one_step", case="nothing_heavier")
        return one_more_rep(asked, why.code, why, none)
    exposures = 2 if twice else 1
    if asked.forbids is not None:
        return _waiting(asked, why, asked.in_range, exposures)
    return Move(why.code, new, asked.in_range, (why,), exposures=exposures)


def _of_effort(asked: Asked, off: Fraction) -> Move | None:
    last = asked.last
    closer = Fraction(rule("next_step_up").numbers["closer_halves"], 2)
    if last.is_at_top and off >= -closer:
        return _one_step_up(asked, told("next_step_up", top=last.top))
    if off >= rule("next_easier").numbers["least"]:
        return _up_by(asked, off)
    harder = rule("next_harder").numbers
    if off <= -harder["least"]:
        share = min(last.load_per_rir * -off, Fraction(harder["most_permille"], _PERMILLE))
        return _down(asked, share, told("next_harder", off=plain(-off), percent=in_percent(share)))
    case = ""
    if off < -rule("next_hold").numbers["closer"]:
        case = "harder"
    elif last.is_at_top:
        case = "top"
    elif last.has_a_short_set:
        case = "short"
    if not case:
        return None
    why = told("next_hold", case=case, off=plain(-off), top=last.top, bottom=last.bottom)
    return Move(why.code, asked.load, asked.in_range, (why,))


def _one_step_up(asked: Asked, why: Reason, exposures: int = 1) -> Move:
    """Up one step, or the reps that come first, or no rise on a day that forbids it."""
    if asked.load is None:
        return one_more_rep(asked, why.code, why, told("loads_made", case="no_load"))
    step = step_up(asked.found, asked.load, asked.loadable, is_lower_body=asked.is_lower_body)
    if step.load is None:
        case = "nothing_heavier" if step.reps is None else "reps_first"
        first = told("one_step", case=case, percent=step.percent, reps=step.reps or 0)
        return one_more_rep(asked, why.code, why, first)
    if asked.forbids is not None:
        return _waiting(asked, why, asked.reps, exposures)
    reps, reasons = asked.from_bottom, [why]
    if step.reps is not None:
        reps = (step.reps,) * len(reps)
        reasons.append(told("one_step", case="big", reps=step.reps))
    return Move(why.code, step.load, reps, tuple(reasons), exposures=exposures)


def _up_by(asked: Asked, off: Fraction) -> Move:
    """Up by how much easier than the aim the sets were, once or twice running."""
    numbers = rule("next_easier").numbers
    before = asked.found[-2].off_aim if len(asked.found) > 1 else None
    twice = before is not None and before >= numbers["least"]
    case = "twice" if twice else "once"
    cap = Fraction(numbers[f"{case}_percent"], _PERCENT)
    paid = off if twice else off - numbers["kept_back"]
    by = min(asked.last.load_per_rir * paid, cap)
    why = told("next_easier", case=case, off=plain(off), percent=in_percent(by))
    exposures = 2 if twice else 1
    if asked.load is None:
        return one_more_rep(asked, why.code, why, told("loads_made", case="no_load"))
    new = rise_to(asked.load, by, cap, asked.loadable)
    if new is None:
        return one_more_rep(asked, why.code, why, told("one_step", case="nothing_between"))
    if asked.forbids is not None:
        return _waiting(asked, why, asked.in_range, exposures)
    return Move(why.code, new, asked.in_range, (why,), exposures=exposures)


def _waiting(asked: Asked, why: Reason, reps: tuple[int, ...], exposures: int) -> Move:
    waits = told("rise_waits", case=str(asked.forbids))
    return Move(why.code, asked.load, reps, (why, waits), exposures=exposures)


def _down(
    asked: Asked, share: Fraction, why: Reason, aim_rise: int = 0, exposures: int = 1
) -> Move:
    """A cut by this share of the load, never rounded up; fewer reps where no step is that small."""
    load, reps = asked.load, asked.in_range
    if load is None:
        none = told("loads_made", case="no_load")
        return Move(why.code, None, reps, (why, none), aim_rise, exposures)
    if not is_too_big_a_cut(load, share, asked.loadable):
        new = cut_to(load, 1 - share, asked.loadable)
        return Move(why.code, new, reps, (why,), aim_rise, exposures)
    least, worth = rule("big_cut").numbers["least_reps"], share / asked.last.load_per_rir
    fewer = tuple(min(one, max(floor(one - worth), least)) for one in reps)
    lighter = asked.loadable.at_most(load - 1)
    kept = told("loads_made", case="lightest") if lighter is None else told("big_cut")
    return Move(why.code, load, fewer, (why, kept), aim_rise, exposures, is_kept=True)


def one_more_rep(asked: Asked, code: str, *why: Reason, case: str = "") -> Move:
    """The same load with a rep more on the first set furthest below the top.

    Where every set is at the top, reps go past it: on the first set with the fewest, and by
    the 2-for-2 rule on the last.
    """
    last, reps = asked.last, list(asked.reps)
    below = [top - done.reps for done, (_, top) in zip(last.sets, last.ranges, strict=True)]
    place = below.index(max(below))
    if code == "next_two_for_two" and below[place] <= 0:
        place = len(reps) - 1
    reps[place] = max(last.sets[place].reps + 1, reps[place])
    reasons = why or (told(code, case=case, place=place + 1),)
    return Move(code, asked.load, tuple(reps), reasons)


def _no_rise_after_a_stop(asked: Asked, move: Move) -> Move:
    """Hold load and reps where a set drew a stop; go to a lower load that met its target."""
    stops = asked.last.stops
    if not stops:
        return move
    reps = tuple(map(min, move.reps, asked.reps))
    load = asked.load
    lower = None if load is None else asked.last.met_under(min(one.load or load for one in stops))
    if lower is not None and (move.load is None or lower < move.load):
        why = told("next_after_a_stop", case="lower")
        reasons = (*move.reasons, why)
        return replace(move, load=lower, reps=reps, reasons=reasons, is_same_for_all=True)
    if load is not None and move.load is not None and move.load > load:
        why = told("next_after_a_stop", case="hold")
        return replace(move, load=load, reps=asked.reps, reasons=(*move.reasons, why))
    if reps == move.reps:
        return move
    return replace(move, reps=reps, reasons=(*move.reasons, told("next_after_a_stop", case="hold")))


def plain(amount: Fraction) -> Value:
    """Return reps to one decimal, whole ones without a point, for the sentence."""
    tenths = round(amount * 10)
    return tenths // 10 if tenths % 10 == 0 else tenths / 10
