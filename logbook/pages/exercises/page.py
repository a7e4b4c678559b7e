"""An exercise by itself: what it is, what failing it costs, and what the lifter did of it."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import BigIntegerField, DateTimeField

from logbook.advice.kit import is_by_the_piece
from logbook.charts.effort import ReviewRow, review_row
from logbook.choices import SetKind
from logbook.clock import moment
from logbook.log.bodyweight import WEIGHED
from logbook.log.course import ends_parts
from logbook.models import Favourite, SessionExercise, Set, TrainingSession, User
from logbook.models.querysets import ItemQuerySet
from logbook.pages.exercises.course import CourseCards, read_cards
from logbook.speed.compiled import Compiled, Given, athlete, together
from logbook.web.addresses import page_begin
from logbook.wording.risks import floor_text
from logbook.wording.sets import MARKS
from programming.choices import Muscle, Safety, Tier
from programming.loads import LoadKind
from programming.models import Alias, RiskEntry

EXPOSURES = 6
_NAMES = 8
# No session begins later: the calendar of a form ends a year ahead.
_LATEST = (dt.datetime(9999, 1, 1, tzinfo=dt.UTC), 2**63 - 1)
_SAFETIES = {Safety.SPOTTER: "a spotter"}
_LOADED = {
    LoadKind.ADDED: "Bodyweight, with weight added",
    LoadKind.ASSISTED: "Bodyweight, with help",
    LoadKind.BODYWEIGHT: "Bodyweight alone",
}
_MEANS = {
    Tier.SAFER: "A failed rep here costs little.",
    Tier.CAUTION: "A failed rep here takes care: stop in time.",
    Tier.AVOID: "A failed rep here can cost a lot: stay well away from it.",
}


@dataclass(frozen=True, slots=True)
class Done:
    """A set as it went; `mark` is its number, or the letter of its `kind`."""

    mark: str
    kind: str
    is_judged: bool
    set: ReviewRow


@dataclass(frozen=True, slots=True)
class Exposure:
    """One session's sets of the exercise."""

    item_id: int
    session_id: int
    day: dt.date
    is_running: bool
    sets: list[Done]


@dataclass(frozen=True, slots=True)
class ExercisePage:
    """The page; `older` is where the next page of sets begins, empty on the last."""

    entry: RiskEntry
    facts: list[tuple[str, str]]
    is_starred: bool
    running: int | None
    exposures: list[Exposure]
    older: str
    is_first: bool
    cards: CourseCards | None
    in_words: bool
    lacks_bodyweight: bool
    """Whether a bodyweight nobody entered is why nothing is estimated (rulebook 7)."""

    @property
    def is_own(self) -> bool:
        """Whether the lifter made it."""
        return self.entry.release_id is None

    @property
    def has_load_of(self) -> bool:
        """Whether its loads may be of one dumbbell or of the pair."""
        return is_by_the_piece(self.entry)

    @property
    def risk_says(self) -> str:
        """What its tier and its floor ask for."""
        return f"{_MEANS[Tier(self.entry.tier)]} {floor_text(self.entry.floor)}."

    @property
    def safeties_say(self) -> str:
        """Which safeties help, and what changes with them."""
        entry = self.entry
        if entry.floor_with_safeties is None:
            return "Safeties change nothing here."
        names = [_SAFETIES.get(Safety(one), Safety(one).label) for one in entry.safeties]
        listed = " or ".join([*filter(None, [", ".join(names[:-1])]), names[-1]])
        treated = (
            " It then counts as a lift to fail with caution." if entry.tier == Tier.AVOID else ""
        )
        return f"With {listed} in place: {_lower(floor_text(entry.floor_with_safeties))}.{treated}"


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]


_EXERCISE = Given("exercise", output_field=BigIntegerField())
_AT = Given("at", output_field=DateTimeField())
_ITEM = Given("item", output_field=BigIntegerField())


def _items() -> ItemQuerySet[SessionExercise]:
    return SessionExercise.objects.filter(
        athlete_id=athlete(), exercise_id=_EXERCISE
    ).latest_first()


_EXPOSURES = Compiled(
    lambda: (
        _items()
        .started_before(_AT, _ITEM)
        .begun()
        .values_list("pk", "session_id", "local_date", "started_at", "session__finished_at")[
            : EXPOSURES + 1
        ]
    )
)
_STAR = Compiled(
    lambda: Favourite.objects.filter(athlete_id=athlete(), exercise_id=_EXERCISE).values_list("pk")
)
_RUNNING = Compiled(
    lambda: (
        TrainingSession.objects.filter(athlete_id=athlete())
        .running()
        .order_by("-started_at")
        .values_list("pk")[:1]
    )
)


def read_exercise(
    lifter: User,
    entry: RiskEntry,
    before: tuple[dt.datetime, int] | None = None,
    *,
    range_: str = "",
    now: dt.datetime,
) -> ExercisePage:
    """The page of `entry`, in as many queries whatever was done of it.

    `before` is the start and the session exercise after which the page of sets begins; pictures,
    over the days of `range_`, are on the first page alone.
    """
    given = {"athlete": lifter.pk, "exercise": entry.exercise_id}
    at, item_id = before or _LATEST
    until = moment(now, lifter.zone)
    stars, running, weighed, found, begins, ends = together(
        (_STAR, given),
        (_RUNNING, given),
        (WEIGHED, {**given, "day": dt.date.max}),
        (_EXPOSURES, {**given, "at": at, "item": item_id}),
        *ends_parts(lifter, entry.exercise_id, until),
    )
    exposures = _exposures(lifter, found[:EXPOSURES])
    has_older = len(found) > EXPOSURES
    cards = None
    if before is None:
        days = (begins[0][0], ends[0][0]) if begins and ends else None
        cards = read_cards(lifter, entry.exercise_id, entry.name, days, range_, until)
    return ExercisePage(
        entry=entry,
        facts=list(_facts(entry)),
        is_starred=bool(stars),
        running=running[0][0] if running else None,
        exposures=exposures,
        older=_begin(found[EXPOSURES - 1]) if has_older else "",
        is_first=before is None,
        cards=cards,
        in_words=any(done.set.row.rir_in_words for one in exposures for done in one.sets),
        lacks_bodyweight=bool(entry.bodyweight_percent) and not weighed,
    )


def _begin(last: Sequence[Any]) -> str:
    """Where the page after the one that ends with this row begins."""
    item_id, _, _, started_at, _ = last
    return page_begin(started_at, item_id)


def _exposures(lifter: User, found: Sequence[tuple[Any, ...]]) -> list[Exposure]:
    sets: dict[int, list[Set]] = defaultdict(list)
    ids = [item_id for item_id, *_ in found]
    if ids:
        mine = Set.objects.visible_to(lifter).live()
        for row in mine.filter(session_exercise_id__in=ids).order_by("number"):
            sets[row.session_exercise_id].append(row)
    return [
        Exposure(item_id, session_id, day, finished_at is None, list(_done(lifter, sets[item_id])))
        for item_id, session_id, day, _, finished_at in found
    ]


def _done(lifter: User, rows: Iterable[Set]) -> Iterable[Done]:
    count = 0
    for row in rows:
        mark, kind = MARKS.get(SetKind(row.kind), ("", ""))
        if row.kind == SetKind.WORKING:
            count += 1
            mark, kind = (f"{count} T", "test set") if row.is_test else (str(count), "")
        yield Done(mark, kind, row.kind == SetKind.WORKING, review_row(lifter, count, row))


def _facts(entry: RiskEntry) -> Iterable[tuple[str, str]]:
    """What it is, as (name, words); only what is known."""
    if entry.release_id is not None:
        yield "Done with", entry.get_equipment_display()
        yield "Movement", entry.get_pattern_display()
    yield "Joints", "Several" if entry.is_compound else "One"
    for name, muscles in (
        ("Works mostly", entry.primary_muscles),
        ("Works too", entry.secondary_muscles),
    ):
        if muscles:
            yield name, ", ".join(Muscle(muscle).label for muscle in muscles)
    if entry.load_kind in _LOADED:
        yield "Load", _LOADED[LoadKind(entry.load_kind)]
    if entry.is_unilateral:
        yield "Sides", "One at a time: count the weaker one"
    aliases = Alias.objects.filter(exercise_id=entry.exercise_id, app="").order_by("name")
    names = list(aliases.values_list("name", flat=True)[:_NAMES]) if entry.release_id else []
    if names:
        yield "Also called", ", ".join(names)
