"""Another load for the next set at once, where the last one was far from its aim (rulebook 8)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from logbook.advice.effort import effort_context
from logbook.advice.facts import Facts
from logbook.advice.kit import Kit
from logbook.advice.load_scale import Scale
from logbook.choices import SetKind
from logbook.log.readiness import readiness_of
from logbook.log.verdicts import left_in, performed_of, shown_target, warnings_of
from logbook.models import Set
from logbook.wording.loads import to_do_text
from programming.rulebook import RULES, Strength, offer_next_set, what_to_do

# The least that any offer rests on: nearer to its aim, and with its reps, a set asks for nothing.
_FAR = min(RULES[code].numbers["least"] for code in ("next_easier", "next_harder"))
_FIVE_OR_MORE = RULES["rir_scale"].numbers["most"]


@dataclass(frozen=True, slots=True)
class Offer:
    """A load for the next set: as it is said, as it is typed, and why."""

    says: str
    load: str
    why: str
    rule: str


def offer_after(facts: Facts, live: Sequence[Set], *, is_final: bool) -> Offer | None:
    """What the latest set of an exercise offers for the next one; None where it offers nothing.

    `is_final` is of that next set: its target decides what is not offered, as it would be warned of.
    """
    last = live[-1] if live else None
    if last is None or not _may_offer(last, facts.rep_range) or _ends(last):
        return None
    working = [row for row in live if row.kind == SetKind.WORKING]
    scale = Scale.of(Kit.of(facts.lifter, facts.item), facts.item.risk, working)
    found = offer_next_set(
        performed_of(last),
        loadable=scale.loadable,
        rep_range=facts.rep_range,
        readiness=readiness_of(facts.item.session.check_in),
        strength=Strength(facts.history.e1rm, facts.history.rated, facts.item.session.local_date),
        context=effort_context(facts, is_final=is_final, load=None),
    )
    if found.load is None or (facts.item.session.is_deload and found.load > (last.load or 0)):
        # Nothing rises in a deload (rulebook 9).
        return None
    offered = scale.to_do(last.reps, found.load, last)
    if offered.load is None or offered.load_kind != last.load_kind:
        # Another kind of load is more than a number to change.
        return None
    return Offer(
        says=to_do_text([offered]).split(" · ")[0],
        load=offered.load.text,
        why=" ".join(one.text for one in found.reasons),
        rule=found.case,
    )


def _ends(row: Set) -> bool:
    """Whether the set drew the order to end the exercise: then no next set is offered a load."""
    target = shown_target(row)
    orders = what_to_do(warnings_of(row), target, is_final_set=row.is_final) if target else ()
    return any(dict(one.numbers)["case"] == "end" for one in orders)


def _may_offer(row: Set, rep_range: tuple[int, int] | None) -> bool:
    """Whether it is worth asking the rules, which every set that is logged would pay for."""
    left = left_in(row)
    if row.kind != SetKind.WORKING or row.is_test or left is None:
        return False
    if row.is_slip or row.target_aim is None or row.target_high is None:
        return False
    missed = rep_range is not None and row.reps < rep_range[0] and left <= row.target_high
    return missed or left == _FIVE_OR_MORE or abs(left - row.target_aim) >= _FAR
