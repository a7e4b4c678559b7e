"""A file before it is brought in, as its page shows it: what it is, what is asked, what stands in the way."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from logbook.acts.imported_entries import BroughtExercise
from logbook.choices import LoadOf
from logbook.models import User
from logbook.pages.transfer import acts
from logbook.pages.transfer.formats.generic import COLUMNS
from logbook.pages.transfer.formats.values import Ask, DateOrder, Reading, Skip
from logbook.pages.transfer.importing import Answers, Looked, Read, figures, look_at
from logbook.pages.transfer.matching import Unknown, meanings, unknown_names
from logbook.web.fields import is_zone
from logbook.web.requests import row_id
from programming.loads import MICROGRAMS_PER_KG, Unit, converted
from programming.names import normalised

_SKIPPED = {
    Skip.REST_TIMER: ("Rest timers", "kept as the rest before the next set"),
    Skip.NOTE: ("Notes", "kept with their exercise"),
    Skip.CARDIO: ("Cardio", "kept in the session’s note"),
    Skip.TIMED: ("Timed", "kept in the session’s note"),
    Skip.NOT_DONE: ("Not done", "left out"),
    Skip.EMPTY: ("Empty rows", "left out"),
}
_MOST_ERRORS, _MOST_SLIPS, _MOST_UNKNOWN = 20, 20, 60
# What is asked of a name: an exercise's key, or one's own.
OWN = 0


@dataclass(frozen=True, slots=True)
class AskedName:
    """A name that means nothing yet, the field that asks, and what was said so far."""

    field: str
    unknown: Unknown
    chosen: int


@dataclass(frozen=True, slots=True)
class Preview:
    """All the page says of a file. `answers` are as they stand."""

    looked: Looked
    answers: Answers
    figures: Mapping[str, Any]
    names: tuple[AskedName, ...] = ()
    asks_unit: bool = False
    asks_dates: bool = False
    asks_zone: bool = False
    template_columns: tuple[str, ...] = ()
    failure_said: str = ""
    lines: tuple[tuple[str, str], ...] = ()
    in_units: tuple[tuple[str, str], ...] = field(default=())

    @property
    def source(self) -> str:
        """The app's own name."""
        return self.looked.reading.source.label if self.looked.reading else ""

    @property
    def is_ready(self) -> bool:
        """Whether it can be brought in: a mark on nearly every set is asked about before."""
        return self.looked.is_ready and bool(self.failure_said or not self.looked.failure_is_habit)

    @property
    def asks_anything(self) -> bool:
        """Whether there is something that only the lifter can say, beside names and slips."""
        asks = (self.asks_unit, self.asks_dates, self.asks_zone)
        return any(asks) or self.looked.failure_is_habit or bool(self.looked.dumbbells.sets)

    @property
    def errors(self) -> list[tuple[int, str]]:
        """The first of what stands in the way."""
        return self.looked.errors[:_MOST_ERRORS]

    @property
    def more_errors(self) -> int:
        """How many more there are."""
        return max(0, len(self.looked.errors) - _MOST_ERRORS)

    @property
    def slips(self) -> list[Any]:
        """The first of the loads that look like slips."""
        return self.looked.slips[:_MOST_SLIPS]

    @property
    def more_slips(self) -> int:
        """How many more there are."""
        return max(0, len(self.looked.slips) - _MOST_SLIPS)


def answers_from(kept: Mapping[str, Any]) -> Answers:
    """What was said of a file so far."""
    return Answers(
        unit=kept.get("unit", ""),
        zone=kept.get("zone", ""),
        dates=DateOrder(kept["dates"]) if kept.get("dates") else None,
        names={name: key for name, key in kept.get("names", {}).items() if key != OWN},
        failure_is_effort=kept.get("failure", True),
        slips_are_right=kept.get("slips", False),
        dumbbells=kept.get("dumbbells", ""),
    )


def remember(lifter: User, looked: Looked, kept: Mapping[str, Any]) -> None:
    """Remember what was said that names of a file mean, once it is brought in."""
    if looked.reading is not None:
        names = answers_from(kept).names
        meant = {
            one.key: one.entry.exercise_id
            for one in looked.exercises.values()
            if one.entry is not None and names.get(one.key) == one.entry.exercise_id
        }
        acts.remember_names(lifter, looked.reading.source.value, meant)


def said(
    post: Mapping[str, str], asked_names: Iterable[AskedName], before: Mapping[str, Any]
) -> dict[str, Any]:
    """What a form says of the file, beside what was said before; anything else is not heard."""
    kept = dict(before)
    if post.get("unit") in Unit.values:
        kept["unit"] = post["unit"]
    if post.get("dates") in set(DateOrder):
        kept["dates"] = str(post["dates"])
    if is_zone(post.get("zone", "")):
        kept["zone"] = post["zone"]
    if post.get("dumbbells") in LoadOf.values:
        kept["dumbbells"] = post["dumbbells"]
    if "failure" in post:
        kept["failure"] = post["failure"] != "habit"
    kept["slips"] = "slips" in post
    names = dict(before.get("names", {}))
    for asked in asked_names:
        offered = {entry.exercise_id for entry in asked.unknown.suggestions}
        chosen = row_id(post.get(asked.field, ""))
        if chosen in offered or chosen == OWN:
            names[normalised(asked.unknown.name)] = chosen
    kept["names"] = names
    return kept


def names_asked(
    lifter: User,
    reading: Reading,
    kept: Mapping[str, Any],
    exercises: Mapping[str, BroughtExercise] | None = None,
) -> tuple[AskedName, ...]:
    """The names that a file's page asks about, with what was said of each so far.

    Every one that had to be asked about stays, so that an answer can be changed. `exercises` is what names
    mean before anything was said of them, where that is known.
    """
    if exercises is None:
        exercises = meanings(lifter, reading)
    unknown = unknown_names(lifter, reading, exercises, _MOST_UNKNOWN)
    said_names = kept.get("names", {})
    return tuple(
        AskedName(f"name-{place}", one, said_names.get(normalised(one.name), OWN))
        for place, one in enumerate(unknown)
    )


def read_preview(
    lifter: User,
    content: bytes,
    kept: Mapping[str, Any],
    *,
    now: dt.datetime,
    before: Read | None = None,
) -> Preview:
    """Look at the file by what was said of it so far; nothing is written.

    `before` is what was read of it in this request already.
    """
    answers = answers_from(kept)
    looked = look_at(lifter, content, answers, now=now, before=before)
    found = figures(looked)
    reading = looked.reading
    if reading is None:
        return Preview(looked, answers, found, template_columns=COLUMNS)
    return Preview(
        looked,
        answers,
        found,
        names_asked(lifter, reading, kept, None if answers.names else looked.exercises),
        asks_unit=Ask.UNIT in reading.asks or bool(kept.get("unit")),
        asks_dates=Ask.DATES in reading.asks or bool(kept.get("dates")),
        asks_zone=any(one.start.tzinfo is None and one.has_time for one in reading.trained),
        lines=tuple(_lines(looked, found)),
        in_units=_in_units(found),
        failure_said=_failure_said(kept),
    )


def _failure_said(kept: Mapping[str, Any]) -> str:
    """What was said of a mark on nearly every set, as its question names the answers."""
    if "failure" not in kept:
        return ""
    return "effort" if kept["failure"] else "habit"


def _lines(looked: Looked, found: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """The figures in words: what each is, and how many."""
    yield "Sessions", f"{found['sessions']:,}"
    if found["first_date"]:
        first, last = (dt.date.fromisoformat(found[name]) for name in ("first_date", "last_date"))
        yield "From, to", f"{first:%-d %B %Y} to {last:%-d %B %Y}"
    yield "Sets", f"{found['sets']:,}"
    if looked.is_ready:
        yield (
            "New here",
            f"{found['added_sets']:,} sets in {found['added_sessions']:,} new sessions",
        )
        if found["duplicate_sets"]:
            yield "Here already", f"{found['duplicate_sets']:,} sets"
        if found["kept_here"]:
            yield "Changed here since", f"{found['kept_here']:,} sets, left as they are"
    yield "Warm-ups", f"{found['warm_ups']:,}"
    yield "With effort", f"{found['effort_rated']:,}"
    if found["rounded_effort"]:
        yield "Effort finer than halves", f"{found['rounded_effort']:,}, taken to the nearest half"
    if found["failed_attempts"]:
        yield "Failed attempts", f"{found['failed_attempts']:,}"
    if found["conflicts"]:
        yield "Failure and reps left at once", f"{found['conflicts']:,}, both kept"
    yield "Exercises", f"{found['exercises']:,}, {found['matched_exercises']:,} in our catalogue"
    for reason, rows in found["skipped"].items():
        name, what = _SKIPPED[Skip(reason)]
        yield name, f"{rows:,}, {what}"
    if without := [one for one in looked.idle if one.aside]:
        yield "Sessions without a set", f"{len(without):,}, left out with their cardio"
    if looked.plan is not None and looked.plan.cut:
        yield "Long notes", f"{looked.plan.cut:,} cut to 2,000 characters"
    if found["unread_columns"]:
        yield "Columns not read", ", ".join(found["unread_columns"])


def _in_units(found: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    """The lightest, the middle and the heaviest load in both units; none where the unit is open."""
    if found["min_kg"] is None:
        return ()
    loads = [round(found[name] * MICROGRAMS_PER_KG) for name in ("min_kg", "median_kg", "max_kg")]
    in_both = ([converted(load, unit).text for load in loads] for unit in Unit)
    return tuple(
        (unit.value, f"{least} to {most}, in the middle {middle}")
        for unit, (least, middle, most) in zip(Unit, in_both, strict=True)
    )
