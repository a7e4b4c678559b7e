"""Where a planned load comes from, in words: a pin, the plan's rule, the day's top set."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from logbook.advice.facts import Facts
from logbook.advice.load_rules import Typed, given_load, top_set_of
from logbook.advice.load_scale import ToDo
from logbook.choices import ReadinessState
from logbook.models import SessionExercise, Set
from logbook.wording.loads import load_text
from programming.choices import LoadRule
from programming.loads import Load, Unit, shown, typed_load


@dataclass(frozen=True, slots=True)
class PinChoice:
    """A load that can be pinned or is: as it is said, and as the tap sends it, empty to unpin."""

    says: str
    value: str
    is_pinned: bool

    @classmethod
    def of(cls, load: Load, kind: str) -> PinChoice:
        """A load that is not pinned yet."""
        value = f"{load.milli} {load.unit} {kind}"
        return cls(typed_text((load, kind)), value, is_pinned=False)

    @classmethod
    def pinned(cls, item: SessionExercise) -> PinChoice | None:
        """The load that is pinned to an exercise, None where there is none."""
        load = item.pin
        return None if load is None else cls(typed_text((load, item.pin_kind)), "", is_pinned=True)


def typed_text(typed: Typed) -> str:
    """A load with its unit and sign."""
    load, kind = typed
    return load_text(ToDo(0, load, kind))


def plan_says(item: SessionExercise) -> str:
    """What the plan's load rule is, as a plan that is not begun says it; empty for last time's loads."""
    lines = item.set_lines
    if item.load_rule == LoadRule.PERCENT:
        percents = dict.fromkeys(f"{line.percent}" for line in lines)
        return f"{' and '.join(percents)} % of your estimated 1RM"
    if item.load_rule == LoadRule.FIXED:
        return "load fixed by the plan"
    if item.load_rule == LoadRule.TOP_SET:
        percents = dict.fromkeys(f"{line.percent} %" for line in lines[1:])
        return f"back-off sets at {' and '.join(percents)} of the top set"
    return ""


def load_source(facts: Facts, live: Sequence[Set]) -> str:
    """Where the loads of an exercise come from today, in a sentence; empty where from last time."""
    item = facts.item
    if (pinned := PinChoice.pinned(item)) is not None:
        back_off = f" {_back_off(facts, live)}" if item.load_rule == LoadRule.TOP_SET else ""
        stays = f"Pinned: {pinned.says}. It stays until you unpin it."
        return f"{stays}{_lighter(item, item.pin)}{back_off}"
    if item.load_rule == LoadRule.PERCENT:
        says = plan_says(item)
        if not item.rule_loads or facts.history.e1rm is None:
            return f"The plan asks {says}. There is no estimate yet, so loads are as last time."
        unit = Unit(facts.lifter.unit)
        return (
            f"By the plan: {says}, {shown(facts.history.e1rm, unit)} {unit}.{_lighter(item, None)}"
        )
    if item.load_rule == LoadRule.FIXED:
        planned = item.set_lines[0].load
        load = None if planned is None else typed_load(planned[0], planned[1])
        return f"Load fixed by the plan.{_lighter(item, load)}"
    return _back_off(facts, live) if item.load_rule == LoadRule.TOP_SET else ""


def _lighter(item: SessionExercise, usual: Load | None) -> str:
    """That the day takes some of a load off; `usual` is the load of any other day, None where not known."""
    given = given_load(item, 0)
    if given is None or given[0] == usual:
        return ""
    if item.session.is_deload:
        return " Lighter in this deload."
    return " Lighter on a red day." if item.session.readiness == ReadinessState.RED else ""


def _back_off(facts: Facts, live: Sequence[Set]) -> str:
    """What the back-off sets follow: the top set to come, or the one that was done."""
    says = plan_says(facts.item)
    top = top_set_of(facts.item, live)
    if top is None or top.typed_load is None:
        return f"{says.capitalize()}."
    return f"{says.capitalize()} done today, {typed_text((top.typed_load, top.load_kind))}."
