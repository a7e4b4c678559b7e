"""A suggestion in words: what to do, why, and what it rests on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.utils.dateformat import format as date_text

from logbook.advice.suggestions import Suggested
from logbook.models import User
from logbook.wording.effort import done_text
from logbook.wording.loads import load_text, to_do_text


def why_text(found: Suggested, lifter: User) -> str:
    """Why, in sentences, and the sets it rests on."""
    said = [one.text for one in found.reasons]
    if found.rests_on:
        said.append(f"From {days_text(found.rests_on, lifter)}.")
    for first, last, other in found.other_lines:
        which = f"Set {first}" if first == last else f"Sets {first}–{last}"
        said.append(f"{which}: {why_text(other, lifter)}")
    return " ".join(said)


def days_text(
    days: Sequence[tuple[dt.date, Sequence[tuple[int, float | None]]]], lifter: User
) -> str:
    """Sets by their day: `Sun 2 Mar: 8 (3 left), 7 (3 left) and Thu 27 Feb: 8`."""
    return " and ".join(
        f"{date_text(day, 'D j M')}: {', '.join(done_text(*one, lifter) for one in sets)}"
        for day, sets in days
    )


def do_text(found: Suggested) -> str:
    """Loads and reps: `82.5 kg · 6, 6, 6`; with nothing to go by the last load and its day."""
    if found.last is None:
        return to_do_text(found.sets)
    day, last = found.last
    return f"{to_do_text(found.sets)} · last {load_text(last)}, {date_text(day, 'j M Y')}"
