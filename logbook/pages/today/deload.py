"""The deload as Today shows it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.dateformat import format as date_text

from logbook.advice.deload import HURT, POOR_DAY, STANDS, Seen, Sign, signs_of
from logbook.choices import ReadinessState
from logbook.log.deload import (
    DELOAD_RECIPE,
    DELOAD_REFUSAL,
    advice_of,
    began_on,
    is_deload_on,
    is_refused,
    next_deload,
)
from logbook.log.names import named, names_of
from logbook.models import DeloadAdvice, User
from programming.rulebook import reason_from


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


def deload_card(lifter: User, kept: DeloadAdvice | None, today: dt.date) -> DeloadCard | None:
    """The deload as it stands on a day; None where there is nothing to say.

    Asks for the names of the exercises it speaks of, where it speaks of any.
    """
    if kept is None:
        return None
    if is_deload_on(kept, today):
        return DeloadCard([], _recipe_text(), _FURTHER, today, None, None, kept.deload_until)
    if kept.day is None or not kept.evidence or today - kept.day > STANDS:
        return None
    if kept.deload_from is not None and kept.day <= kept.deload_from:
        # These signs were answered by the deload that was done.
        return None
    refused = kept.refused_on if is_refused(kept.refused_on, today) else None
    return DeloadCard(
        signs=_worded(lifter, signs_of(kept), kept.rulebook_version),
        recipe=_recipe_text(),
        further=_FURTHER,
        as_of=kept.day,
        refused_on=refused,
        silent_until=refused + DELOAD_REFUSAL if refused is not None else None,
    )


@dataclass(frozen=True, slots=True)
class DeloadOffer:
    """A deload without a sign: how it is done, whether it runs, and when one may begin."""

    recipe: str
    further: str
    runs_until: dt.date | None
    goes_on: bool
    waits_until: dt.date | None


def deload_offer(lifter: User, today: dt.date) -> DeloadOffer:
    """What a lifter who wants an easy week is told on a day."""
    kept = advice_of(lifter)
    runs = kept.deload_until if kept is not None and is_deload_on(kept, today) else None
    goes_on = runs is None and began_on(kept, today) is not None
    possible_on = today if runs or goes_on else next_deload(lifter, kept, today)
    return DeloadOffer(
        _recipe_text(), _FURTHER, runs, goes_on, possible_on if possible_on > today else None
    )


def _worded(lifter: User, signs: Sequence[Sign], version: str) -> list[DeloadSign]:
    meant = {one.exercise for sign in signs for one in sign.seen if one.exercise is not None}
    names = names_of(lifter, meant) if meant else {}
    return [
        DeloadSign(
            sign.reason.text,
            # An exercise merged into another since has no name: the next session says it anew.
            [seen_text(one, names, version) for one in sign.seen if one.exercise in {None, *names}],
        )
        for sign in signs
    ]


def seen_text(seen: Seen, names: Mapping[int, str], version: str) -> str:
    """What a sign rests on, as `Squat: 7 % weaker than before. Mon 3 Nov.`, in that rulebook's words."""
    days = ", ".join(date_text(day, "D j M") for day in seen.days)
    if seen.code == POOR_DAY:
        state = seen.numbers["state"]
        return f"{days}: {'an' if state == ReadinessState.AMBER else 'a'} {state} day."
    if seen.code == HURT:
        return f"{names[seen.exercise or 0]}: {days}."
    reason = reason_from(seen.code, None, None, seen.numbers.items(), version=version)
    return f"{named(reason, names, version).text} {days}."


_FURTHER = (
    "Same exercises, same days, the reps of last time; a rise that is due waits. Stop every set "
    f"{DELOAD_RECIPE['aim_rise']} reps sooner than usual, with at least {DELOAD_RECIPE['least_aim']} left."
)


def _recipe_text() -> str:
    return reason_from("deload_recipe", None, None).text
