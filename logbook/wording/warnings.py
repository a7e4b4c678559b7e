"""Warnings as a page shows them, and the one order that meets them all."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.urls import reverse

from logbook.models import Set
from programming import rulebook
from programming.rulebook import EffortTarget
from programming.wording import SEVERITIES

_WORSE = list(SEVERITIES)


def worst(severities: Iterable[str]) -> str:
    """The worst of some severities (rulebook 4); empty for none."""
    return max(severities, key=_WORSE.index, default="")


def severity_of(row: Set) -> str:
    """The severity of a set's worst warning: the one scale its colour is from; empty for none."""
    return worst(stored[1] for stored in row.warnings)


@dataclass(frozen=True, slots=True)
class WarningLine:
    """A warning as the page shows it."""

    code: str
    severity: str
    title: str
    says: str
    do_next: str
    address: str = ""


def warning_lines(
    warnings: Sequence[rulebook.Warning], order: str = "", row: Set | None = None
) -> list[WarningLine]:
    """The warnings in the order given, worst first, which says what to do for all of them.

    Effort that is not told asks for something else: a tap on that very set. The rule of a warning on
    the saved set `row` begins with that set.
    """
    return [
        WarningLine(
            code=str(one.code),
            severity=str(one.severity),
            title=SEVERITIES[str(one.severity)][1],
            says=one.says,
            do_next=one.do_next if one.code == "rir_missing" else "" if place else order,
            address=_why(str(one.code), row) if row is not None else "",
        )
        for place, one in enumerate(warnings)
    ]


def _why(code: str, row: Set) -> str:
    # A rule that is no more has no page.
    return reverse("rulebook_of_set", args=[code, row.pk]) if code in rulebook.RULES else ""


def order_text(
    warnings: Sequence[rulebook.Warning], target: EffortTarget, *, is_final: bool
) -> str:
    """The one thing to do after a set with these warnings (rulebook 4); empty for none."""
    return " ".join(
        one.text for one in rulebook.what_to_do(warnings, target, is_final_set=is_final)
    )


def refusal_text(target: EffortTarget) -> str:
    """Why a test set was refused, empty where it was not."""
    if target.test_refused is None:
        return ""
    return rulebook.rule(target.test_refused).sentence({})
