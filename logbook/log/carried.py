"""What an account is: every table of a lifter's, and whether a copy of the account carries it.

A column of a carried table is carried as soon as it is there, unless it is left out by name with the
reason. What holds keys of rows in a way nobody can see from the column, JSON, is declared. A test
walks all models by these lists, so that nothing new is forgotten.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.db.models import Q

from logbook.models import (
    AccessEntry,
    AccessToken,
    Background,
    Bodyweight,
    BreachAnswer,
    CalendarFeed,
    CheckIn,
    CoachBlock,
    CoachChange,
    CoachGroup,
    CoachLink,
    CoachList,
    CoachRequest,
    Comment,
    DeloadAdvice,
    EffortLately,
    ExcusedDay,
    ExerciseHabit,
    ExerciseRecord,
    Favourite,
    FollowedProgram,
    GivenProgram,
    ImportedName,
    ImportedSession,
    ImportJob,
    ImportRun,
    ImportUpload,
    Invitation,
    LevelComputation,
    PatternPutAside,
    PeriodSums,
    PinnedLoad,
    SessionExercise,
    Set,
    SharedProgram,
    SlotChange,
    TakenBack,
    TrainingSession,
    TrainingSpan,
    User,
)
from programming.models import (
    Block,
    Exercise,
    PlannedExercise,
    PlannedSubstitute,
    Program,
    RiskEntry,
    Workout,
)

# As `kept.summaries` has them, which is a floor up; a test holds both equal.
SUMMARY_FIELDS = (
    *("working_sets", "timed_sets", "on_target", "too_close", "too_easy", "rated_hard_sets"),
    *("unrated_sets", "failure_sets", "budget_failures", "deviation_halves", "volume"),
    *("e1rm", "last_set_at"),
)
_OF_SESSION = "the session's: put back from it"
_COUNTED = "counted from the sets again"
_AGREED = "agreed with somebody of this place: whoever brings a copy elsewhere agrees anew"


@dataclass(frozen=True)
class Table:
    """A carried table: `owner` leads to its lifter, `parent` to the row it is written within.

    `left_out` says of columns why they are not carried; `only` which rows are.
    """

    name: str
    model: type[models.Model]
    owner: str = "athlete"
    parent: str = ""
    left_out: Mapping[str, str] = field(default_factory=dict)
    only: Q = field(default_factory=Q)
    children: tuple[Table, ...] = ()

    @property
    def columns(self) -> list[models.Field[Any, Any]]:
        """The carried columns, in the model's order."""
        passed = {self.parent, self.owner, *self.left_out}
        fields = self.model._meta.concrete_fields  # noqa: SLF001 - Django documents `_meta`
        return [
            one
            for one in fields
            if one.name not in passed and (not one.primary_key or one.is_relation)
        ]


_PLANNED = Table(
    "planned",
    PlannedExercise,
    owner="",
    parent="workout",
    children=(Table("substitutes", PlannedSubstitute, owner="", parent="planned"),),
)
_PLANS = Table(
    "programs",
    Program,
    owner="owner",
    left_out={
        "slug": "of ready-made ones alone",
        "before": "only undoes the last change",
    },
    children=(
        Table(
            "blocks",
            Block,
            owner="",
            parent="program",
            children=(
                Table(
                    "workouts",
                    Workout,
                    owner="",
                    parent="block",
                    left_out={"slug": "of ready-made ones alone"},
                    children=(_PLANNED,),
                ),
            ),
        ),
    ),
)
_SESSIONS = Table(
    "sessions",
    TrainingSession,
    children=(
        Table(
            "exercises",
            SessionExercise,
            parent="session",
            left_out={
                "local_date": _OF_SESSION,
                "started_at": _OF_SESSION,
                **dict.fromkeys(SUMMARY_FIELDS, _COUNTED),
            },
            children=(
                Table(
                    "sets",
                    Set,
                    parent="session_exercise",
                    left_out={
                        "session": _OF_SESSION,
                        "local_date": _OF_SESSION,
                        "started_at": _OF_SESSION,
                        "breach": "read off the verdict again",
                        "breach_is_stop": "read off the verdict again",
                    },
                ),
            ),
        ),
    ),
)

TABLES: tuple[Table, ...] = (
    # In this order: what is pointed to comes before what points to it.
    Table(
        "own_exercises",
        Exercise,
        owner="owner",
        children=(
            Table(
                "entries", RiskEntry, owner="", parent="exercise",
                left_out={"release": "an own exercise's entry has none"},
            ),
        ),
    ),
    _PLANS,
    Table("background", Background),
    Table("weighings", Bodyweight),
    Table("check_ins", CheckIn),
    Table("levels", LevelComputation),
    Table("favourites", Favourite),
    Table(
        "habits", ExerciseHabit, left_out={"converted": "only undoes the last change"}
    ),
    Table("pins", PinnedLoad),
    Table(
        "followed",
        FollowedProgram,
        left_out={"renewed_by": "what is new of a ready-made program is offered where it changed"},
        children=(Table("changes", SlotChange, parent="followed"),),
    ),
    Table("excused_days", ExcusedDay),
    Table("imports", ImportRun, children=(Table("sessions", ImportedSession, parent="run"),)),
    Table("names", ImportedName),
    Table(
        "deload",
        DeloadAdvice,
        left_out=dict.fromkeys(("day", "evidence", "rulebook_version"), "read off the log again"),
        only=~Q(refused_on=None, deload_from=None, deload_until=None),
    ),
    _SESSIONS,
)  # fmt: skip

SETTINGS = (
    *("name", "goal", "level", "is_level_by_hand", "is_welcomed", "unit", "zone", "effort_input"),
    *("gyms", "last_gym", "theme", "strength_formula", "energy_balance"),
)
NO_SETTINGS = {
    "id": "the account's own",
    "email": "the log-in's",
    "password": "the log-in's",
    "last_login": "the log-in's",
    "date_joined": "the account's own",
    "is_lifter": "a role: whoever runs the place gives it",
    "is_coach": "a role: whoever runs the place gives it",
    "is_staff": "a role: whoever runs the place gives it",
    "is_superuser": "a role: whoever runs the place gives it",
    "is_active": "a role: whoever runs the place gives it",
    "last_home": "where a page was open last",
}

REBUILT: Mapping[type[models.Model], str] = {
    ExerciseRecord: "read off the log again",
    EffortLately: "read off the log again",
    TrainingSpan: "read off the log again",
    PeriodSums: "read off the log again",
}
NOT_CARRIED: Mapping[type[models.Model], str] = {
    ImportJob: "how far an import is, of this installation alone",
    ImportUpload: "a file that is being looked at, not brought in",
    TakenBack: "the log-in's",
    AccessToken: "a key of this place: who wants one makes it anew",
    PatternPutAside: "for some weeks only: what stands out of the copy is said once more",
    CalendarFeed: "a secret address of this place: who wants one opens it anew",
    SharedProgram: "a secret address of this place: who wants one opens it anew",
    CoachLink: _AGREED,
    Invitation: _AGREED,
    CoachRequest: _AGREED,
    CoachBlock: _AGREED,
    CoachList: "of athletes of this place",
    CoachGroup: "of athletes of this place",
    AccessEntry: "what was looked at here",
    BreachAnswer: "a coach's, of this place",
    CoachChange: "what was set by somebody of this place; plans, level and answers go as they stand",
    GivenProgram: "a tie to somebody's program of this place; the copy of it goes as one's own",
    Comment: "a talk with somebody of this place",
}
STARTED_WITH: tuple[type[models.Model], ...] = (
    Background, Bodyweight, LevelComputation, DeloadAdvice,
)  # fmt: skip
"""What the first questions of an account write: it still counts as empty, and a copy takes its place."""

JSON: Mapping[tuple[type[models.Model], str], str] = {
    (LevelComputation, "parameters"): "list",
    (SessionExercise, "suggestion"): "dict",
    (SessionExercise, "lines"): "list",
    (SessionExercise, "rule_loads"): "list",
    (SessionExercise, "substitutes"): "list",
    (PlannedExercise, "more"): "list",
    (Set, "reasons"): "list",
    (Set, "judged_by"): "dict",
    (Set, "warnings"): "list",
    (RiskEntry, "primary_muscles"): "list",
    (RiskEntry, "secondary_muscles"): "list",
    (RiskEntry, "safeties"): "list",
    (ImportRun, "report"): "dict",
    (ImportedSession, "content"): "dict",
    (User, "gyms"): "list",
}
"""What each JSON column holds. None holds keys of rows but those in `KEYS_WITHIN` and `KEYS`."""

KEYS_WITHIN: Mapping[tuple[type[models.Model], str], str] = {
    (ImportRun, "report"): "made_exercises"
}
"""Where a JSON object holds keys of the lifter's own exercises, under this name."""

KEYS: Mapping[tuple[type[models.Model], str], type[models.Model]] = {
    (SessionExercise, "substitutes"): Exercise
}
"""Where a JSON list is keys of rows, and of which table."""


def all_tables(tables: tuple[Table, ...] = TABLES) -> list[Table]:
    """Every carried table, those written within others too."""
    return [one for table in tables for one in (table, *all_tables(table.children))]
