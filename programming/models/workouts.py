"""Workouts to start a session from: each stands in a block of a program."""

from collections.abc import Iterable
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from programming.choices import LoadRule, Role
from programming.lines import SetLine, pair
from programming.loads import LoadKind, Unit
from programming.models.catalogue import Exercise
from programming.models.programs import Block
from programming.supersets import runs

NOTE_LENGTH = 200
MOST_SUBSTITUTES = 5

# How long a workout takes, in seconds: RepStack policy, good for "about an hour".
SECONDS_A_SET = 40
SECONDS_AN_EXERCISE = 120
SECONDS_AT_FIRST = 300


def minutes_of(exercises: Iterable[tuple[int | None, int | None, int | None]]) -> int:
    """How many minutes exercises of so many sets with rests of so many seconds take, about.

    The third is the superset's number: there a rest comes once a round, the longest planned. In steps
    of five; 0 for none. RepStack policy.
    """
    each = [(sets or 0, rest or 0, number) for sets, rest, number in exercises]
    taken = SECONDS_AT_FIRST
    for places in runs([number for _, _, number in each]):
        run = each[places.start : places.stop]
        taken += sum(SECONDS_AN_EXERCISE + sets * SECONDS_A_SET for sets, _, _ in run)
        taken += max(sets for sets, _, _ in run) * max(rest for _, rest, _ in run)
    return max(5, round(taken / 300) * 5) if each else 0


class Workout(models.Model):
    """A session as planned, of a block; whose it is the program says."""

    block = models.ForeignKey(Block, models.CASCADE, related_name="workouts")
    slug = models.SlugField(max_length=80, blank=True, help_text="Of a ready-made one alone.")
    name = models.CharField(max_length=80)
    position = models.PositiveSmallIntegerField(default=0)
    is_removed = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar = ["position", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint("slug", condition=~Q(slug=""), name="workout_slug_unique")
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def minutes(self) -> int:
        """How long it takes about, in steps of five; rests and the first warm-up included."""
        return minutes_of(
            (one.all_sets, one.rest_seconds, one.superset) for one in self.planned.all()
        )


class PlannedExercise(models.Model):
    """One exercise of a workout: its sets, where their load comes from, and rest in seconds.

    Equal sets are one line and stand in the columns; where others follow them, `more` has those
    lines (`SetLine.stored`), so that a plan is read in as many queries as ever. A line has reps or,
    for timed sets, seconds. A target is set by hand where it is not null; `target_by` says by whom
    where that is not the program's owner.
    """

    workout = models.ForeignKey(Workout, models.CASCADE, related_name="planned")
    exercise = models.ForeignKey(Exercise, models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField()
    role = models.CharField(max_length=10, choices=Role)
    sets = models.PositiveSmallIntegerField(help_text="Of the first line.")
    reps_bottom = models.PositiveSmallIntegerField(null=True, blank=True)
    reps_top = models.PositiveSmallIntegerField(null=True, blank=True)
    seconds_bottom = models.PositiveSmallIntegerField(null=True, blank=True)
    seconds_top = models.PositiveSmallIntegerField(null=True, blank=True)
    rest_seconds = models.PositiveSmallIntegerField()
    target_low = models.PositiveSmallIntegerField(null=True, blank=True)
    target_aim = models.PositiveSmallIntegerField(null=True, blank=True)
    target_high = models.PositiveSmallIntegerField(null=True, blank=True)
    target_by = models.CharField(max_length=80, blank=True)
    load_rule = models.CharField(max_length=9, choices=LoadRule, default=LoadRule.LAST_TIME)
    load_percent = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="Of the estimated 1RM, where that is the rule."
    )
    load_milli = models.IntegerField(null=True, blank=True, help_text="Thousandths of load_unit.")
    load_unit = models.CharField(max_length=2, choices=Unit, blank=True)
    load_kind = models.CharField(max_length=12, choices=LoadKind, blank=True)
    more = models.JSONField(default=list, blank=True, help_text="Lines of sets after the first.")
    superset = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="Exercises of one number are done in turn."
    )
    note = models.CharField(max_length=NOTE_LENGTH, blank=True)

    class Meta:
        ordering: ClassVar = ["position"]
        constraints: ClassVar = [
            models.UniqueConstraint("workout", "position", name="planned_position_unique"),
            models.CheckConstraint(condition=Q(sets__gte=1), name="planned_at_least_one_set"),
            models.CheckConstraint(
                condition=Q(
                    reps_bottom__gte=1,
                    reps_top__gte=F("reps_bottom"),
                    reps_bottom__isnull=False,
                    reps_top__isnull=False,
                    seconds_bottom=None,
                    seconds_top=None,
                )
                | Q(
                    seconds_bottom__gte=1,
                    seconds_top__gte=F("seconds_bottom"),
                    seconds_bottom__isnull=False,
                    seconds_top__isnull=False,
                    reps_bottom=None,
                    reps_top=None,
                ),
                name="planned_reps_or_seconds",
            ),
            models.CheckConstraint(
                condition=Q(target_low=None, target_aim=None, target_high=None)
                | Q(
                    target_low__isnull=False,
                    target_aim__gte=F("target_low"),
                    target_high__gte=F("target_aim"),
                    target_high__lte=5,
                ),
                name="planned_target",
            ),
        ]

    def __str__(self) -> str:
        return " + ".join(line.text for line in self.lines)

    @property
    def lines(self) -> tuple[SetLine, ...]:
        """Its lines of sets in order, at least one."""
        first = SetLine(
            sets=self.sets,
            reps=pair(self.reps_bottom, self.reps_top),
            seconds=pair(self.seconds_bottom, self.seconds_top),
            target=(
                None
                if self.target_low is None or self.target_aim is None or self.target_high is None
                else (self.target_low, self.target_aim, self.target_high)
            ),
            percent=self.load_percent,
            load=(
                None
                if self.load_milli is None
                else (self.load_milli, self.load_unit, self.load_kind)
            ),
        )
        return (first, *(SetLine.of(one) for one in self.more))

    @property
    def all_sets(self) -> int:
        """How many sets it has, those of every line."""
        return sum(line.sets for line in self.lines)


class PlannedSubstitute(models.Model):
    """An exercise that may be done in a planned one's place, the first rank first."""

    planned = models.ForeignKey(PlannedExercise, models.CASCADE, related_name="substitutes")
    exercise = models.ForeignKey(Exercise, models.PROTECT, related_name="+")
    rank = models.PositiveSmallIntegerField()

    class Meta:
        ordering: ClassVar = ["rank"]
        constraints: ClassVar = [
            models.UniqueConstraint("planned", "rank", name="substitute_rank_unique"),
            models.UniqueConstraint("planned", "exercise", name="substitute_once"),
            models.CheckConstraint(
                condition=Q(rank__gte=1, rank__lte=MOST_SUBSTITUTES), name="substitute_rank"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rank}. {self.exercise}"
