"""What was done, long: sessions, the exercises in them, and their sets.

Every row carries its athlete, and every index begins with it: what one lifter reads is one
slice of each table. An index on the athlete alone would only lead the engines astray, so there
is none: they took it, and walked through everything the athlete ever did.

What was done stands in the order of the instants its sessions began at, not of its typing nor of
the calendar: a session may be dated back, and a day begins twice for who crosses the date line.
Exercises and sets carry that instant, and each index has the whole order its slices are read in:
where the end of it was missing, PostgreSQL read and sorted every exposure to give the last twelve.
"""

import uuid
from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from logbook.choices import (
    Breach,
    EndedBy,
    LoadOf,
    Origin,
    Outcome,
    ReadinessState,
    SetKind,
    Sides,
)
from logbook.models.check_ins import CheckIn
from logbook.models.querysets import ItemQuerySet, SessionQuerySet, SetQuerySet
from programming.choices import Goal, LoadRule, Role, Safety
from programming.lines import SetLine, pair
from programming.loads import Load, LoadKind, Unit, typed_load
from programming.models.workouts import NOTE_LENGTH

if TYPE_CHECKING:
    from logbook.models.people import User


class TrainingSession(models.Model):
    """One visit to the gym.

    `local_date` is the day it began where the lifter was, fixed at the start; `zone` is the
    lifter's IANA zone then. `key` is made by the form that starts it, so that a double tap
    starts one session.
    """

    athlete = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="sessions", db_index=False
    )
    key = models.UUIDField(default=uuid.uuid4)
    name = models.CharField(max_length=80)
    workout = models.ForeignKey(
        "programming.Workout", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    followed = models.ForeignKey(
        "logbook.FollowedProgram", models.SET_NULL, null=True, blank=True, related_name="sessions"
    )
    slot = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="Which session of the followed program it is, from 0."
    )
    goal = models.CharField(
        max_length=16,
        choices=Goal,
        blank=True,
        help_text="Of the program's block; else the lifter's.",
    )
    release = models.ForeignKey("programming.CatalogueRelease", models.PROTECT, related_name="+")
    check_in = models.ForeignKey(
        CheckIn, models.SET_NULL, null=True, blank=True, related_name="sessions"
    )
    is_deload = models.BooleanField(default=False, help_text="Whether it began within a deload.")
    gym = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="The key of one of the lifter's gyms; else the last used."
    )
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)
    zone = models.CharField(max_length=64)
    local_date = models.DateField()
    note = models.TextField(max_length=2000, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = SessionQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint("athlete", "key", name="session_key_unique"),
            models.UniqueConstraint(
                "followed", "slot", condition=~Q(followed=None), name="session_slot_unique"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["athlete", "-started_at", "-id"], name="session_latest"),
            models.Index(
                fields=["athlete", "-started_at"],
                condition=Q(finished_at=None),
                name="session_running",
            ),
            models.Index(
                fields=["athlete", "workout", "-started_at", "-id"], name="session_of_workout"
            ),
            models.Index(
                fields=["athlete", "-started_at", "-id"],
                condition=Q(workout__isnull=False),
                name="session_with_workout",
            ),
            # What few rows are, found without the others: History's filters, and search in notes.
            models.Index(
                fields=["athlete", "-started_at", "-id"],
                condition=Q(is_deload=True),
                name="session_deloads",
            ),
            models.Index(
                fields=["athlete", "-started_at", "-id"],
                condition=~Q(note=""),
                name="session_notes",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.local_date}"

    def goal_of(self, lifter: "User") -> str:
        """What its sets are for: the goal of the program's block, else the lifter's own."""
        return self.goal or lifter.goal

    @property
    def readiness(self) -> str:
        """The state of the check-in in force; unknown is green (rulebook 6)."""
        return self.check_in.state if self.check_in else ReadinessState.GREEN


class SessionExercise(models.Model):
    """An exercise within a session: its plan, its marks, and a summary of its sets.

    The summary columns are kept in the transaction that writes a set; `summarise` is the only
    function that computes them. `planned_sets` is null where nothing was planned: the last set
    is then the one the lifter marks. `suggestion` is fixed with the start, as a target is with its
    set; so is what else the plan says. Reps, or seconds of timed sets, are those of the first line;
    `lines` has all of them where there are several.
    """

    athlete = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", db_index=False
    )
    session = models.ForeignKey(TrainingSession, models.CASCADE, related_name="exercises")
    exercise = models.ForeignKey("programming.Exercise", models.PROTECT, related_name="+")
    # The entry it is judged by, beside the exercise: a later release moves nothing done here.
    risk = models.ForeignKey("programming.RiskEntry", models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField()
    role = models.CharField(max_length=10, choices=Role)
    planned_sets = models.PositiveSmallIntegerField(null=True, blank=True)
    reps_bottom = models.PositiveSmallIntegerField(null=True, blank=True)
    reps_top = models.PositiveSmallIntegerField(null=True, blank=True)
    seconds_bottom = models.PositiveSmallIntegerField(null=True, blank=True)
    seconds_top = models.PositiveSmallIntegerField(null=True, blank=True)
    rest_seconds = models.PositiveSmallIntegerField(null=True, blank=True)
    lines = models.JSONField(
        default=list,
        blank=True,
        help_text="Its lines of sets where they differ, or a target is set by hand; else empty.",
    )
    load_rule = models.CharField(max_length=9, choices=LoadRule, default=LoadRule.LAST_TIME)
    rule_loads = models.JSONField(
        default=list, blank=True, help_text="What the load rule gives each line, as typed."
    )
    target_by = models.CharField(max_length=80, blank=True)
    superset = models.PositiveSmallIntegerField(null=True, blank=True)
    plan_note = models.CharField(max_length=NOTE_LENGTH, blank=True)
    substitutes = models.JSONField(
        default=list, blank=True, help_text="Keys of the exercises planned in its place, by rank."
    )
    pin_milli = models.IntegerField(null=True, blank=True, help_text="Of the load pinned to it.")
    pin_unit = models.CharField(max_length=2, choices=Unit, blank=True)
    pin_kind = models.CharField(max_length=12, choices=LoadKind, blank=True)
    safeties = models.CharField(max_length=13, choices=Safety, blank=True)
    has_pain = models.BooleanField(default=False)
    is_skipped = models.BooleanField(default=False)
    note = models.CharField(max_length=500, blank=True)
    version = models.PositiveIntegerField(default=1)
    suggestion = models.JSONField(
        default=dict, blank=True, help_text="What last time suggested, as codes and numbers."
    )
    takes_suggestion = models.BooleanField(default=True)
    is_timed = models.BooleanField(
        default=False,
        help_text="Its sets are told in seconds: by the plan, else as it was done last.",
    )
    sets_off = models.PositiveSmallIntegerField(
        default=0, help_text="Planned sets that a red day took off."
    )
    # As the lifter does the exercise, stamped when it begins.
    bar = models.CharField(
        max_length=40, blank=True, help_text="The name of a bar; empty: not said."
    )
    load_of = models.CharField(max_length=4, choices=LoadOf, blank=True)
    sides = models.CharField(max_length=4, choices=Sides, blank=True)
    warm_ups = models.BooleanField(null=True, blank=True)

    # Columns and no table by week: a week is thirty of these rows, and one function computes them.
    local_date = models.DateField(help_text="The session's, for reading one week as one slice.")
    started_at = models.DateTimeField(help_text="The session's: its place in the log.")
    working_sets = models.PositiveSmallIntegerField(default=0)
    timed_sets = models.PositiveSmallIntegerField(
        default=0, help_text="Beside the working sets: no rule reads them."
    )
    on_target = models.PositiveSmallIntegerField(default=0)
    too_close = models.PositiveSmallIntegerField(default=0)
    too_easy = models.PositiveSmallIntegerField(default=0)
    rated_hard_sets = models.PositiveSmallIntegerField(default=0)
    unrated_sets = models.PositiveSmallIntegerField(default=0)
    failure_sets = models.PositiveSmallIntegerField(default=0, help_text="Tests included.")
    budget_failures = models.PositiveSmallIntegerField(
        default=0, help_text="Without tests and imports."
    )
    deviation_halves = models.SmallIntegerField(
        default=0,
        help_text="Good reps left minus aim, in halves, summed over the sets with a verdict.",
    )
    volume = models.BigIntegerField(default=0, help_text="What was moved × reps, in micrograms.")
    e1rm = models.BigIntegerField(null=True, blank=True, help_text="Session e1RM in micrograms.")
    last_set_at = models.DateTimeField(null=True, blank=True)

    objects = ItemQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["position", "pk"]
        indexes: ClassVar = [
            models.Index(fields=["athlete", "local_date"], name="session_exercise_week"),
            models.Index(
                fields=["athlete", "exercise", "-started_at", "-id"],
                name="session_exercise_exposures",
            ),
            models.Index(
                fields=["athlete", "-started_at", "-session"],
                condition=Q(has_pain=True),
                name="session_exercise_pain",
            ),
            models.Index(
                fields=["athlete", "-started_at", "-session"],
                condition=~Q(note=""),
                name="session_exercise_notes",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.risk.name}"

    @property
    def done_sets(self) -> int:
        """The sets done of those a plan counts."""
        return self.working_sets + self.timed_sets

    @property
    def set_lines(self) -> tuple[SetLine, ...]:
        """The lines planned, in order; none where nothing was planned."""
        if self.lines:
            return tuple(SetLine.of(one) for one in self.lines)
        if self.planned_sets is None:
            return ()
        reps, seconds = pair(self.reps_bottom, self.reps_top), None
        if reps is None:
            seconds = pair(self.seconds_bottom, self.seconds_top)
        return (SetLine(self.planned_sets, reps, seconds),)

    @property
    def pin(self) -> Load | None:
        """The load the lifter pinned to the exercise, None where there is none."""
        return typed_load(self.pin_milli, self.pin_unit)


class Set(models.Model):
    """One set as it was logged, with the target it was shown and the verdict it was given.

    `key` is the UUID the form carried: with the athlete it is the set's identity, so a repeated
    request writes one row. `digest` is of the content first accepted. `number` is the slot
    within the session exercise; a deleted set keeps both, so a late retry cannot bring it back.
    `judged_by` is the effort context the target was made from; reasons and warnings are codes and
    numbers, worded by the rules of `rulebook_version`.
    """

    athlete = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", db_index=False
    )
    session = models.ForeignKey(TrainingSession, models.CASCADE, related_name="sets")
    session_exercise = models.ForeignKey(SessionExercise, models.CASCADE, related_name="sets")
    exercise = models.ForeignKey("programming.Exercise", models.PROTECT, related_name="+")
    risk = models.ForeignKey("programming.RiskEntry", models.PROTECT, related_name="+")
    key = models.UUIDField()
    digest = models.CharField(max_length=64)
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=10, choices=SetKind, default=SetKind.WORKING)
    is_final = models.BooleanField(default=False)
    is_test = models.BooleanField(default=False)
    origin = models.CharField(max_length=8, choices=Origin, default=Origin.TYPED)

    reps = models.PositiveSmallIntegerField()
    load_milli = models.IntegerField(null=True, blank=True, help_text="Thousandths of load_unit.")
    load_unit = models.CharField(max_length=2, choices=Unit)
    load_kind = models.CharField(max_length=12, choices=LoadKind)
    load = models.BigIntegerField(
        null=True,
        blank=True,
        help_text="What was moved, in micrograms, bodyweight's share included.",
    )
    rir_halves = models.PositiveSmallIntegerField(null=True, blank=True, help_text="RIR in halves.")
    rir_in_words = models.BooleanField(default=False)
    ended_by = models.CharField(max_length=17, choices=EndedBy, default=EndedBy.STOPPED)
    safeties = models.CharField(max_length=13, choices=Safety, blank=True)
    seconds = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="How long a timed set was held."
    )
    plan_bottom = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="Reps of its own line, where that is not the first."
    )
    plan_top = models.PositiveSmallIntegerField(null=True, blank=True)
    is_back_off = models.BooleanField(
        default=False, help_text="Planned as a share of the top set: no evidence for that one."
    )
    rest_seconds = models.PositiveIntegerField(null=True, blank=True)
    is_slip = models.BooleanField(
        default=False, help_text="Asked about and not confirmed yet: it counts for no best."
    )
    note = models.CharField(max_length=500, blank=True)

    target_low = models.PositiveSmallIntegerField(null=True, blank=True)
    target_aim = models.PositiveSmallIntegerField(null=True, blank=True)
    target_high = models.PositiveSmallIntegerField(null=True, blank=True)
    reasons = models.JSONField(default=list)
    judged_by = models.JSONField(default=dict)
    rulebook_version = models.CharField(max_length=16, blank=True)
    outcome = models.CharField(max_length=9, choices=Outcome, blank=True)
    warnings = models.JSONField(default=list)
    breach = models.CharField(
        max_length=13, choices=Breach, blank=True, help_text="Read off the verdict with it."
    )
    breach_is_stop = models.BooleanField(null=True, blank=True, help_text="Null: no breach.")

    local_date = models.DateField()
    started_at = models.DateTimeField(help_text="The session's: its place in the log.")
    logged_at = models.DateTimeField(help_text="When it was done.")
    edited_at = models.DateTimeField(null=True, blank=True)
    deleted_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = SetQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint("athlete", "key", name="set_key_unique"),
            models.UniqueConstraint(
                "athlete", "session_exercise", "number", name="set_slot_unique"
            ),
            models.CheckConstraint(
                condition=Q(rir_halves=None) | Q(rir_halves__lte=10), name="set_rir_to_5"
            ),
        ]
        indexes: ClassVar = [
            # None of all by day: every logged set would pay for it. A day's sets are found by way of the
            # session's exercises, which are indexed by it.
            models.Index(
                fields=["athlete", "exercise", "-started_at", "-session", "-logged_at", "-number"],
                name="set_of_exercise",
            ),
            models.Index(
                fields=["athlete", "-started_at", "-session", "-logged_at", "-number"],
                condition=Q(is_test=True),
                name="set_tests",
            ),
            # A row in it is a set to talk about, of which most lifters have few.
            models.Index(
                fields=["athlete", "-logged_at"],
                condition=Q(breach_is_stop__isnull=False),
                name="set_breaches",
            ),
            # A coach's list counts those of the days it asks about, of all athletes at once.
            models.Index(
                fields=["athlete", "local_date"],
                condition=Q(breach_is_stop__isnull=False),
                name="set_breach_days",
            ),
            models.Index(
                fields=["athlete", "-started_at", "-session"],
                condition=Q(ended_by=EndedBy.TECHNICAL_FAILURE),
                name="set_form_breaks",
            ),
            models.Index(
                fields=["athlete", "-started_at", "-session"],
                condition=~Q(note=""),
                name="set_notes",
            ),
        ]

    def __str__(self) -> str:
        return f"set {self.number}"

    @property
    def rir(self) -> float | None:
        """Reported reps in reserve, 0 to 5 in halves; None where it was left blank."""
        return None if self.rir_halves is None else self.rir_halves / 2

    @property
    def typed_load(self) -> Load | None:
        """The load as it was typed, None where there was none."""
        return typed_load(self.load_milli, self.load_unit)
