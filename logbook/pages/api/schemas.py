"""The shapes of the answers (long: a class for each). A number carries its unit in its name.

docs/api.md says each field. Loads in kilograms are JSON numbers: nine decimals at most, which is the microgram the log keeps.
"""

from __future__ import annotations

import datetime as dt

from ninja import Schema
from pydantic import Field

from logbook.choices import EndedBy, SetKind, TokenScope
from programming.choices import Tier
from programming.loads import LoadKind, Unit


class FieldFault(Schema):
    """What is wrong with one parameter."""

    field: str
    says: str


class Problem(Schema):
    """A refusal, by RFC 9457."""

    type: str = Field(description="Always about:blank: `code` says what a program needs.")
    title: str
    status: int
    code: str
    detail: str = Field(description="A sentence for a person.")
    errors: list[FieldFault]


class Token(Schema):
    """The token that asks, and what its answers are by."""

    name: str
    scopes: list[TokenScope]
    expires_at: dt.datetime
    unit: Unit = Field(description="The unit the lifter types loads in.")
    time_zone: str
    rulebook_version: str


class Reason(Schema):
    """One step that made a target what it is (rulebook 2)."""

    code: str
    says: str
    source: str


class Target(Schema):
    """Good reps to leave: lowest, aim and highest, in reps in reserve."""

    low: int
    aim: int
    high: int
    says: str
    reasons: list[Reason]


class Warned(Schema):
    """A warning of the rules: what happened and what to do next."""

    code: str
    severity: str
    says: str
    do_next: str


class Verdict(Schema):
    """How the effort of a set met its target; the code is empty for a set that is never judged."""

    code: str
    says: str


class SetAnswer(Schema):
    """A set as it was logged, with the target it was shown and the verdict it was given."""

    id: int
    session_id: int
    exercise_id: int
    exercise: str
    local_date: dt.date
    logged_at: dt.datetime
    number: int = Field(description="Its place among the sets of its exercise in the session.")
    kind: SetKind
    is_test: bool
    says: str = Field(description="The set in one line, as the pages write it.")
    reps: int
    seconds: int | None = Field(description="How long a timed set was held.")
    load: float | None = Field(description="As it was typed, in `load_unit`.")
    load_unit: Unit
    load_kind: LoadKind
    load_kg: float | None = Field(description="What was typed, in kilograms.")
    moved_kg: float | None = Field(description="With the share of the bodyweight that moves along.")
    rir: float | None = Field(description="Good reps left as reported, 0 to 5 in halves.")
    effort: str = Field(description="The effort as it counts, as the pages write it.")
    ended_by: EndedBy
    rest_seconds: int | None
    is_asked_about: bool = Field(
        description="Looks like a slip; counts for no best until answered."
    )
    note: str
    target: Target | None
    verdict: Verdict
    warnings: list[Warned]
    rulebook_version: str


class SetPage(Schema):
    """Sets, the latest first."""

    items: list[SetAnswer]
    next: str | None = Field(description="The cursor of the next page; null on the last.")


class SessionAnswer(Schema):
    """A session in a line."""

    id: int
    name: str
    local_date: dt.date
    started_at: dt.datetime
    finished_at: dt.datetime | None = Field(description="Null while it runs.")
    time_zone: str
    is_deload: bool
    note: str
    sets_done: int
    sets_planned: int
    on_target: int
    too_close: int
    too_easy: int


class SessionPage(Schema):
    """Sessions, the latest first."""

    items: list[SessionAnswer]
    next: str | None = Field(description="The cursor of the next page; null on the last.")


class ReviewedWarning(Schema):
    """A warning once for all sets of an exercise that were given it."""

    code: str
    severity: str
    title: str
    sets: str = Field(description="The sets of which it was said so.")
    says: str


class ReviewedExercise(Schema):
    """An exercise of a session and how it went."""

    exercise_id: int
    name: str
    plan: str = Field(description="The sets planned, in a line; empty where none were.")
    is_skipped: bool
    has_pain: bool
    note: str
    verdict: Verdict
    warnings: list[ReviewedWarning]
    sets: list[SetAnswer]


class RecordAnswer(Schema):
    """A record with the effort beside it (rulebook 7)."""

    code: str
    title: str
    says: str
    value: str
    was: str = Field(description="What it beat; empty for a first one.")
    effort: str
    set_id: int | None


class RecordsOfExercise(Schema):
    """What a session set on one exercise; grinds are sets with broken form, no records."""

    session_id: int
    local_date: dt.date
    exercise_id: int
    exercise: str
    is_first: bool = Field(description="The first time on record: nothing was there to beat.")
    records: list[RecordAnswer]
    grinds: list[RecordAnswer]


class RecordPage(Schema):
    """Records, the latest first."""

    items: list[RecordsOfExercise]
    next: str | None = Field(description="The cursor of the next page; null on the last.")


class NextTime(Schema):
    """What the next time of an exercise is to be, with the reason (rulebook 8)."""

    exercise: str
    do: str
    plan: str
    aim: str
    why: str
    rule: str


class Review(Schema):
    """A session with its review: what the page of the review says."""

    session: SessionAnswer
    says: str = Field(description="What went off the plan; empty where nothing did.")
    day_says: str = Field(description="What readiness did to the targets; empty on a green day.")
    minutes: int | None
    unrated: int
    exercises: list[ReviewedExercise]
    next_time: list[NextTime]


class Risk(Schema):
    """What failing an exercise costs (rulebook 3)."""

    tier: Tier
    floor: int = Field(description="Good reps to keep at least.")
    says: str


class ExerciseAnswer(Schema):
    """An exercise on record."""

    id: int
    name: str
    is_own: bool
    risk: Risk
    last_on: dt.date
    e1rm_kg: float | None = Field(description="The latest session's estimated one-rep maximum.")
    e1rm_on: dt.date | None


class ExercisePage(Schema):
    """Exercises on record."""

    items: list[ExerciseAnswer]
    next: str | None = Field(description="The cursor of the next page; null on the last.")


class Fact(Schema):
    """A thing known of an exercise."""

    name: str
    says: str


class Estimate(Schema):
    """A session's estimated one-rep maximum."""

    local_date: dt.date
    e1rm_kg: float


class Exposure(Schema):
    """One session's sets of an exercise."""

    session_id: int
    local_date: dt.date
    is_running: bool
    sets: list[SetAnswer]


class ExerciseHistory(Schema):
    """An exercise by itself: what it is, what failing it costs, and what was done of it."""

    id: int
    name: str
    is_own: bool
    risk: Risk
    safeties_say: str
    facts: list[Fact]
    e1rm_says: str
    e1rm: list[Estimate] = Field(description="Of the latest sessions, oldest first.")
    exposures: list[Exposure] = Field(description="The latest first.")
    next: str | None = Field(description="The cursor of older exposures; null on the last page.")


class Adherence(Schema):
    """Effort against its targets over the last weeks, as the last session left it (rulebook 4.2)."""

    days: int
    until: dt.date | None = Field(description="The day of the last session; null before one ended.")
    says: str
    rated: int
    needed: int = Field(description="Rated sets still missing before a share is said.")
    percent_on_target: int | None
    too_close: int
    on_target: int
    too_easy: int
    compound_sets: int
    compound_says: str
    weaker_after_failure: list[str]
    grinds: list[str]
    note: str
