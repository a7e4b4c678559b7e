"""What ten years of sessions say to the level, kept when one ends (rulebook 2, 10)."""

from __future__ import annotations

import datetime as dt

from logbook.clock import Moment
from logbook.log.sessions import last_ended
from logbook.log.training_span import span_from, span_of
from logbook.models import TrainingSpan, User
from programming.rulebook import RULEBOOK_VERSION

_COLUMNS = ("rulebook_version", "days", "months", "new_movements")


def keep_span(lifter: User, last: Moment | None, changed: dt.datetime | None = None) -> None:
    """Put right what is kept, after the log changed; nothing is written where nothing did.

    `last` is the start of the latest session that has ended; nothing that began before `changed` is
    another than it was. Call it where `keep_records` was
    called: it holds the lifter.
    """
    kept = _kept(lifter)
    stood = None
    if kept is not None and kept["rulebook_version"] == RULEBOOK_VERSION:
        stood = span_from(*(kept[name] for name in _COLUMNS[1:]))
    span = span_of(lifter, last, stood, changed)
    found = {"rulebook_version": RULEBOOK_VERSION, **span.stored()}
    if kept is None:
        TrainingSpan.objects.update_or_create(athlete=lifter, defaults=found)
    elif kept != found:
        TrainingSpan.objects.visible_to(lifter).update(**found)


def differing_span(lifter: User) -> list[str]:
    """Where what is kept is not what the log says, a line each; nothing kept is no difference."""
    kept, found = _kept(lifter), span_of(lifter, last_ended(lifter)).stored()
    if kept is None or kept["rulebook_version"] != RULEBOOK_VERSION:
        return []
    return [
        f"{name} kept {kept[name]}, rebuilt {found[name]}"
        for name in found
        if kept[name] != found[name]
    ]


def _kept(lifter: User) -> dict[str, object] | None:
    rows = TrainingSpan.objects.visible_to(lifter).values(*_COLUMNS)
    return next((dict(row) for row in rows), None)
