"""Rulebook section 8's table: the first row that fits, as a move of load and reps."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from programming.rulebook.next_time.evidence import Evidence
from programming.rulebook.next_time.load_moves import cut_to, in_percent, rise_to, step_up
from programming.rulebook.next_time.loadable import Loadable
from programming.rulebook.rows.rules import rule
from programming.rulebook.words.events import Reason, Value, told
from programming.rulebook.words.vocabulary import ReadinessState

_PERCENT, _PERMILLE = 100, 1000


@dataclass(frozen=True, slots=True)
class Move:
    """What a row of the table asks for: the heaviest set's load, reps a set, rise of the aim.

    exposures: how many of the last ones the row rests on.
    """

    case: str
    load: int | None
    reps: tuple[int, ...]
    reasons: tuple[Reason, ...]
    aim_rise: int = 0
    exposures: int = 1


@dataclass(frozen=True, slots=True)
class Asked:
    """What the table is asked about: an exercise's sets in time order, and what bears on them.

    troubles: form, pain or nothing, for each of them. forbids: the state of today where it
    holds loads back. reset: the share of the load a reset goes back to in %, None for none due.
    """

    found: Sequence[Evidence]
    troubles: Sequence[str]
    loadable: Loadable
    plan: tuple[int, int]
    is_lower_body: bool
    forbids: ReadinessState | None
    reset: int | None
    reset_times: int

    @property
    def last(self) -> Evidence:
        """The sets the table reads first."""
        return self.found[-1]

    @property
    def load(self) -> int | None:
        """The heaviest load of those sets."""
        return self.found[-1].load

    @property
    def reps(self) -> tuple[int, ...]:
        """The reps of those sets."""
        return tuple(done.reps for done in self.found[-1].sets)

    @property
    def in_range(self) -> tuple[int, ...]:
        """The same reps, none under or over the planned range."""
        bottom, top = self.plan
        return tuple(min(max(reps, bottom), top) for reps in self.reps)

    @property
    def from_bottom(self) -> tuple[int, ...]:
        """The bottom of the planned range for every set."""
        return (self.plan[0],) * len(self.reps)


def first_that_fits(asked: Asked) -> Move:
    """Return the move of the first row that fits; red days and deloads are none of its sets."""
    first = _of_form_or_pain(asked) or _of_the_range(asked)
    if first is not None:
        return first
    off = asked.last.off_aim
    if off is None or not asked.last.is_mostly_rated:
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
        return Move(reason.code, asked.load, asked.reps, (reason,), numbers["aim_rise"])
    share = Fraction(numbers["cut_percent"], _PERCENT)
    why = told("next_form_or_pain", case=case)
    return _down(asked, share, why, asked.reps, numbers["aim_rise"], 2)


def _of_the_range(asked: Asked) -> Move | None:
    last = asked.last
    if asked.reset is not None:
        share = 1 - Fraction(asked.reset, _PERCENT)
        rise, times = rule("reset").numbers["aim_rise"], asked.reset_times
        why = told("reset", bottom=last.bottom, times=times, percent=asked.reset)
        return _down(asked, share, why, asked.in_range, rise, times)
    if not last.is_under_range:
        return None
    numbers = rule("next_missed_reps").numbers
    if not last.is_near_failure(numbers["most_rir"]):
        reason = told("next_cut_short", bottom=last.bottom)
        return Move("next_cut_short", asked.load, asked.in_range, (reason,))
    least = Fraction(numbers["least_permille"], _PERMILLE)
    most = Fraction(numbers["most_percent"], _PERCENT)
    share = min(max(last.load_per_rir * last.missing, least), most)
    why = told("next_missed_reps", bottom=last.bottom, percent=in_percent(share))
    return _down(asked, share, why, asked.in_range)


def _of_blank_effort(asked: Asked) -> Move:
    numbers = rule("next_two_for_two").numbers
    recent = asked.found[-numbers["times"] :]
    over = [one.sets[-1].reps - one.top >= numbers["over"] for one in recent]
    if len(over) == numbers["times"] and all(over):
        return _one_step_up(asked, told("next_two_for_two", case="up"), numbers["times"])
    return one_more_rep(asked, "next_two_for_two", case="hold")


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
        why = told("next_harder", off=plain(-off), percent=in_percent(share))
        return _down(asked, share, why, asked.in_range)
    case = ""
    if off < -rule("next_hold").numbers["closer"]:
        case = "harder"
    elif last.is_at_top:
        case = "top"
    elif last.under:
        case = "short"
    if not case:
        return None
    why = told("next_hold", case=case, off=plain(-off), top=last.top, bottom=last.bottom)
    return Move(why.code, asked.load, asked.reps, (why,))


def _one_step_up(asked: Asked, why: Reason, exposures: int = 1) -> Move:
    """Up one step, or the reps that come first, or no rise on a day that forbids it."""
    if asked.load is None:
        return one_more_rep(asked, why.code, why, told("loads_made", case="no_load"))
    step = step_up(asked.last, asked.load, asked.loadable, is_lower_body=asked.is_lower_body)
    if step.load is None:
        case = "nothing_heavier" if step.reps_first is None else "reps_first"
        first = told("one_step", case=case, percent=step.percent, reps=step.reps_first or 0)
        return one_more_rep(asked, why.code, why, first)
    if asked.forbids is not None:
        return _waiting(asked, why, exposures)
    return Move(why.code, step.load, asked.from_bottom, (why,), exposures=exposures)


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
        return _waiting(asked, why, exposures)
    return Move(why.code, new, asked.in_range, (why,), exposures=exposures)


def _waiting(asked: Asked, why: Reason, exposures: int) -> Move:
    waits = told("rise_waits", case=str(asked.forbids))
    return Move(why.code, asked.load, asked.reps, (why, waits), exposures=exposures)


def _down(
    asked: Asked,
    share: Fraction,
    why: Reason,
    reps: tuple[int, ...],
    aim_rise: int = 0,
    exposures: int = 1,
) -> Move:
    """A cut by this share of the load, never rounded up."""
    reasons = [why]
    load = asked.load
    if load is None:
        reasons.append(told("loads_made", case="no_load"))
    else:
        wanted = load * (1 - share)
        load = cut_to(load, 1 - share, asked.loadable)
        if load > wanted:
            reasons.append(told("loads_made", case="lightest"))
    return Move(why.code, load, reps, tuple(reasons), aim_rise, exposures)


def one_more_rep(asked: Asked, code: str, *why: Reason, case: str = "") -> Move:
    """The same load with a rep more on the first set furthest below the top.

    Where every set is at the top, reps go past it: on the first set with the fewest, and by
    the 2-for-2 rule on the last.
    """
    reps, top = list(asked.reps), asked.plan[1]
    place = reps.index(min(reps))
    if code == "next_two_for_two" and reps[place] >= top:
        place = len(reps) - 1
    reps[place] += 1
    reasons = why or (told(code, case=case, place=place + 1),)
    return Move(code, asked.load, tuple(reps), reasons)


def plain(amount: Fraction) -> Value:
    """Return reps to one decimal, whole ones without a point, for the sentence."""
    tenths = round(amount * 10)
    return tenths // 10 if tenths % 10 == 0 else tenths / 10
