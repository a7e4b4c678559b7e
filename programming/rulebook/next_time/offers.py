"""Rulebook section 8, within a session: another load for the next set at once."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from programming.rulebook.next_time.asked import Asked
from programming.rulebook.next_time.evidence import Evidence, RepRange, range_from
from programming.rulebook.next_time.feasible import Strength
from programming.rulebook.next_time.load_moves import what_forbids_a_rise
from programming.rulebook.next_time.loadable import Loadable, loadable_from, with_lifted
from programming.rulebook.next_time.next_case import first_that_fits
from programming.rulebook.one_set.context import EffortContext
from programming.rulebook.one_set.performed import PerformedSet
from programming.rulebook.one_set.readiness import Readiness
from programming.rulebook.one_set.target import effort_target
from programming.rulebook.words.events import Reason, told
from programming.rulebook.words.validation import wrong

# What rests on the effort of a single set.
_OFFERED = {"next_missed_reps", "next_far_easier", "next_easier", "next_harder"}


@dataclass(frozen=True, slots=True)
class NextSetOffer:
    """An offer to change the load for the next set at once (rulebook 8).

    load: in the caller's unit, None where there is nothing to offer; case and reasons are
    empty then.
    """

    load: int | None = None
    case: str = ""
    reasons: tuple[Reason, ...] = ()


def offer_next_set(
    performed: PerformedSet,
    *,
    loadable: Loadable | Sequence[int],
    rep_range: RepRange = None,
    readiness: Readiness | None = None,
    strength: Strength | None = None,
    context: EffortContext | None = None,
) -> NextSetOffer:
    """Return the load to offer for the next set, from the one just done (rulebook 8).

    The same steps as for the next time, where they rest on effort: a set that missed its reps
    with nearly nothing left, or that was 2 or more away from its aim. performed: with its
    target; a test set gets no offer, so do not ask. strength: what a load leaves today. context:
    what the next set's target depends on, its load aside. With both, no load is offered that
    would be warned of (feasible). Raises ValueError naming the field.
    """
    if not isinstance(performed, PerformedSet):
        raise wrong("performed", performed, "a PerformedSet")
    bounds, made = range_from(rep_range), loadable_from(loadable)
    check_readiness(readiness)
    if strength is not None and not isinstance(strength, Strength):
        raise wrong("strength", strength, "a Strength")
    if context is not None and not isinstance(context, EffortContext):
        raise wrong("context", context, "an EffortContext")
    is_usable = performed.counts and not performed.is_slip
    if not is_usable or not performed.load or performed.target is None:
        return NextSetOffer()
    bottom, top = bounds or (max(performed.reps, 1),) * 2
    # A set that is at the top of its range is offered a load by its effort alone.
    evidence = Evidence([performed], bottom, max(top, performed.reps + 1), bounds is not None)
    made = with_lifted(made, [performed.load])
    asked = Asked([evidence], [""], made, False, what_forbids_a_rise(readiness))
    move = first_that_fits(asked)
    if move.case not in _OFFERED or move.load is None or move.load == performed.load:
        return NextSetOffer()
    offer = NextSetOffer(move.load, move.case, move.reasons)
    if strength is None or context is None:
        return offer
    return _feasible(offer, performed.load, strength, context, made)


def _feasible(
    offer: NextSetOffer, done: int, strength: Strength, context: EffortContext, made: Loadable
) -> NextSetOffer:
    """The offer at a load that is not warned of, or none where none lies on its side of the last."""
    load, reps = offer.load or done, context.planned_reps or 0
    low = effort_target(replace(context, reps_to_failure=None)).low
    fitted, _ = strength.fits(load, reps, reps, low, made)
    is_on_its_side = (fitted > done) == (load > done) and fitted != done
    if not is_on_its_side or not strength.allows(fitted, reps, low):
        return NextSetOffer()
    if fitted == load:
        return offer
    return replace(offer, load=fitted, reasons=(*offer.reasons, told("next_feasible", case="load")))


def check_readiness(readiness: Readiness | None) -> None:
    """Raise ValueError for anything else than a Readiness or None."""
    if readiness is not None and not isinstance(readiness, Readiness):
        raise wrong("readiness", readiness, "a Readiness")
