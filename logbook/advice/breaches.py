"""Which sets a coach would have a word about, read off what was said of them (RepStack policy)."""

from __future__ import annotations

from typing import Any, NamedTuple

from logbook.choices import Breach, Origin, Outcome, SetKind
from logbook.models import Set
from programming.choices import Tier
from programming.rulebook import ReadinessState, Severity


class Found(NamedTuple):
    """The worst breach of a set, and whether it called for a stop."""

    breach: Breach
    is_stop: bool


def breach_of(row: Set) -> Found | None:
    """The breach of a set, None for a set nobody needs to talk about.

    Broken form, below the floor on a lift where failure costs most, failure with sets to come, and
    on a red day a set closer to failure than planned. The first of these that is true.
    """
    if row.origin != Origin.TYPED or row.kind != SetKind.WORKING:
        return None
    said = {code: severity for code, severity, *_ in row.warnings}
    context: dict[str, Any] = row.judged_by.get("context", {})
    is_low = Breach.BELOW_FLOOR in said and context.get("tier") == Tier.AVOID
    for breach, is_true in (
        (Breach.FORM_BROKE, Breach.FORM_BROKE in said),
        (Breach.BELOW_FLOOR, is_low),
        (Breach.EARLY_FAILURE, Breach.EARLY_FAILURE in said),
    ):
        if is_true:
            return Found(breach, is_stop=said[breach] == Severity.STOP)
    is_red = context.get("readiness") == ReadinessState.RED
    if is_red and row.outcome == Outcome.TOO_CLOSE:
        return Found(Breach.RED_DAY, is_stop=False)
    return None


def store_breach(row: Set) -> None:
    """Write the breach of a set beside its verdict; not saved."""
    found = breach_of(row)
    row.breach = found.breach if found is not None else ""
    row.breach_is_stop = found.is_stop if found is not None else None
