"""Rulebook section 4: of several warnings on a set, the one thing to do next."""

from collections.abc import Iterable

from programming.rulebook.one_set.target import EffortTarget
from programming.rulebook.rows.rules import rule
from programming.rulebook.words.events import (
    Reason,
    Warning,  # noqa: A004  the rulebook's word
    told,
)

# What each warning asks for, by its code and, where they differ, its case.
_ASKS: dict[object, str] = {
    ("form_broke", "avoid"): "end",
    ("sharp_drop", "red"): "end",
    ("sharp_drop", "under_range"): "end",
    "safeties_missing": "safeties",
    "sharp_drop": "rest",
    # As 1.0 judged: what was stored then keeps its order.
    ("too_close", "stop"): "lighter",
    ("sharp_drop", "red_e1rm"): "end",
    "form_broke": "sooner",
    "load_too_heavy": "fewer",
    "below_floor": "left",
    "early_failure": "left",
    "too_close": "left",
    "budget_spent": "left",
    "muscle_recovering": "left",
    ("too_easy", "again"): "heavier",
    "too_easy": "more",
}
# A lighter load, the strictest first; with reps to leave, each asks for both at once.
_LIGHTER = ("rest", "lighter", "sooner", "fewer")


def what_to_do(
    warnings: Iterable[Warning], target: EffortTarget, *, is_final_set: bool
) -> tuple[Reason, ...]:
    """Return the one order that meets all of a set's warnings, safeties named before it.

    target: the set's, as it was shown. is_final_set: no set of the exercise follows, so the order
    is for the next time. None of them ever asks for less than the target did; nothing is returned
    where the warnings ask for nothing of a next set.
    """
    found = list(warnings)
    asked = {_asked(one) for one in found}
    if "end" in asked:
        return (told("what_to_do", case="end"),)
    orders = ["safeties"] if "safeties" in asked else []
    lighter = next((kind for kind in _LIGHTER if kind in asked), "")
    if "left" in asked and orders and not lighter:
        orders = ["safeties_left"]
    elif "left" in asked:
        orders.append({"": "left", "rest": "rest_left"}.get(lighter, "lighter_left"))
    elif lighter:
        orders.append(lighter)
    else:
        orders += [kind for kind in ("heavier", "more") if kind in asked]
    when = "_last" if is_final_set else ""
    left = max(target.low, rule("early_failure").numbers["least"])
    if any(one.code == "early_failure" for one in found):
        left = max(target.aim, left)
    return tuple(told("what_to_do", case=f"{kind}{when}", left=left) for kind in orders)


def _asked(warning: Warning) -> str | None:
    case = dict(warning.numbers).get("case")
    return _ASKS.get((warning.code, case), _ASKS.get(warning.code))
