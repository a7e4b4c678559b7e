"""The level and the answer on steady form, as a coach sets them: never while a session runs."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction

from logbook.acts import levels
from logbook.acts.changes import RefusedChangeError, Said, held_for, made_before, make
from logbook.choices import Change, ChangeState
from logbook.kept.levels import background_of
from logbook.log.locks import lock_lifter
from logbook.log.sessions import running_session
from logbook.models import CoachChange, CoachLink, User
from programming.choices import Level


@transaction.atomic
def set_level(coach: User, link: CoachLink, level: Level, said: Said) -> CoachChange:
    """Put a level in force. Raises `Http404` and `RefusedChangeError`."""
    held = _not_training(coach, link)
    if (there := made_before(held, said.key)) is not None:
        return there
    athlete = held.athlete
    before = {"level": athlete.level, "is_by_hand": athlete.is_level_by_hand}
    levels.set_level(athlete, level)
    return _in_place(held, Change.LEVEL, said, before, {"level": level.value, "is_by_hand": True})


@transaction.atomic
def set_technique(coach: User, link: CoachLink, lifts: int, said: Said) -> CoachChange:
    """Answer how many of four lifts are done with steady form. Raises as `set_level` does."""
    held = _not_training(coach, link)
    if (there := made_before(held, said.key)) is not None:
        return there
    stood = background_of(held.athlete)
    put_technique(held.athlete, lifts, now=said.now)
    before = {"stable_lifts": None if stood is None else stood.stable_lifts}
    return _in_place(held, Change.TECHNIQUE, said, before, {"stable_lifts": lifts})


def put_technique(athlete: User, lifts: int | None, *, now: dt.datetime) -> None:
    """Change this answer alone; the others stay."""
    stood = background_of(athlete)
    entry = levels.BackgroundEntry(stable_lifts=lifts)
    if stood is not None:
        entry = levels.BackgroundEntry(
            stood.uninterrupted_months, stood.total_months, lifts, stood.sex
        )
    levels.answer(athlete, entry, now=now)


def _not_training(coach: User, link: CoachLink) -> CoachLink:
    """The link, held, of an athlete, held, who is in no session: it would reach its next sets."""
    held = held_for(coach, link, "sets_targets")
    lock_lifter(held.athlete)
    held.athlete.refresh_from_db()
    if running_session(held.athlete) is not None:
        raise RefusedChangeError(
            f"{held.athlete} is in a session. Set it when that is over: it would change its targets."
        )
    return held


def _in_place(
    link: CoachLink, kind: Change, said: Said, before: dict[str, Any], after: dict[str, Any]
) -> CoachChange:
    """A change in the place of one of its kind that was not answered: refused, what stood first is back."""
    waiting = CoachChange.objects.filter(link=link, kind=kind, state=ChangeState.MADE)
    if (last := waiting.order_by("-made_at", "-pk").first()) is not None:
        waiting.update(state=ChangeState.REPLACED)
        before = last.before or before
    return make(link, kind, said, before=before, after=after)
