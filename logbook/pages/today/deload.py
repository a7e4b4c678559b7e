"""The deload as Today shows it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from logbook.advice.deload import _DELOAD
from logbook.log.deload import DELOAD_RECIPE, DELOAD_REFUSAL, is_deload_on, is_refused
from logbook.models import DeloadAdvice
from programming.rulebook import reason_from

# After so many days without a session the weeks start anew, and what was kept is no news.
_STANDS = dt.timedelta(days=_DELOAD["rest_days"])


@dataclass(frozen=True, slots=True)
class DeloadSign:
    """A sign in the rule's words, and the sessions it was seen in."""

    text: str
    seen: list[str]


@dataclass(frozen=True, slots=True)
class DeloadCard:
    """What Today says: a suggestion, until when one that was refused is silent, or one under way."""

    signs: list[DeloadSign]
    recipe: str
    further: str
    as_of: dt.date
    refused_on: dt.date | None
    silent_until: dt.date | None
    runs_until: dt.date | None = None


def deload_card(kept: DeloadAdvice | None, today: dt.date) -> DeloadCard | None:
    """The deload as it stands on a day; None where there is nothing to say."""
    if kept is None:
        return None
    if is_deload_on(kept, today):
        return DeloadCard([], _recipe_text(), _FURTHER, today, None, None, kept.deload_until)
    if kept.day is None or not kept.evidence or today - kept.day > _STANDS:
        return None
    if kept.deload_from is not None and kept.day <= kept.deload_from:
        # These signs were answered by the deload that was done.
        return None
    refused = kept.refused_on if is_refused(kept.refused_on, today) else None
    return DeloadCard(
        signs=[
            DeloadSign(reason_from(code, None, None, numbers).text, seen)
            for code, numbers, seen in kept.evidence
        ],
        recipe=_recipe_text(),
        further=_FURTHER,
        as_of=kept.day,
        refused_on=refused,
        silent_until=refused + DELOAD_REFUSAL if refused is not None else None,
    )


_FURTHER = (
    f"Same exercises, same days. Stop every set {DELOAD_RECIPE['aim_rise']} reps sooner than usual, "
    f"with at least {DELOAD_RECIPE['least_aim']} left."
)


def _recipe_text() -> str:
    return reason_from("deload_recipe", None, None).text
