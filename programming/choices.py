"""The words stored in columns and offered in forms; values are those of the rulebook."""

from __future__ import annotations

from django.db import models


class Muscle(models.TextChoices):
    """The muscles sets are counted for."""

    CHEST = "chest", "Chest"
    UPPER_BACK = "upper_back", "Upper back"
    LATS = "lats", "Lats"
    TRAPS = "traps", "Traps"
    SHOULDERS = "shoulders", "Shoulders"
    BICEPS = "biceps", "Biceps"
    TRICEPS = "triceps", "Triceps"
    FOREARMS = "forearms", "Forearms"
    QUADRICEPS = "quadriceps", "Quadriceps"
    HAMSTRINGS = "hamstrings", "Hamstrings"
    GLUTES = "glutes", "Glutes"
    CALVES = "calves", "Calves"
    ADDUCTORS = "adductors", "Adductors"
    ABDUCTORS = "abductors", "Abductors"
    ABDOMINALS = "abdominals", "Abdominals"
    LOWER_BACK = "lower_back", "Lower back"
    NECK = "neck", "Neck"


class Equipment(models.TextChoices):
    """What the exercise is done with."""

    BARBELL = "barbell", "Barbell"
    DUMBBELL = "dumbbell", "Dumbbell"
    KETTLEBELL = "kettlebell", "Kettlebell"
    MACHINE = "machine", "Machine"
    SMITH_MACHINE = "smith_machine", "Smith machine"
    CABLE = "cable", "Cable"
    BODYWEIGHT = "bodyweight", "Bodyweight"
    BAND = "band", "Band"
    OTHER = "other", "Other"


class Pattern(models.TextChoices):
    """The movement pattern; push and pull each horizontal or vertical (rulebook 9)."""

    SQUAT = "squat", "Squat"
    HINGE = "hinge", "Hinge"
    HORIZONTAL_PUSH = "horizontal_push", "Horizontal push"
    VERTICAL_PUSH = "vertical_push", "Vertical push"
    HORIZONTAL_PULL = "horizontal_pull", "Horizontal pull"
    VERTICAL_PULL = "vertical_pull", "Vertical pull"
    LUNGE = "lunge", "Lunge"
    OLYMPIC = "olympic", "Olympic lift"
    ARMS = "arms", "Arms"
    SHOULDER_RAISE = "shoulder_raise", "Shoulder raise"
    LEG_ISOLATION = "leg_isolation", "Leg isolation"
    CHEST_FLY = "chest_fly", "Fly"
    CORE = "core", "Core"
    CARRY = "carry", "Carry"
    OTHER = "other", "Other"


class Role(models.TextChoices):
    """The place of an exercise in a session (rulebook 1)."""

    MAIN = "main", "Main"
    SECONDARY = "secondary", "Secondary"
    ISOLATION = "isolation", "Isolation"


class Tier(models.TextChoices):
    """What failing the exercise costs (rulebook 3)."""

    SAFER = "safer", "Failure is safer here"
    CAUTION = "caution", "Failure with caution"
    AVOID = "avoid", "Avoid failure"


class Safety(models.TextChoices):
    """What can catch the load."""

    SPOTTER_ARMS = "spotter_arms", "spotter arms"
    PINS = "pins", "pins"
    SPOTTER = "spotter", "spotter"
    MACHINE_STOPS = "machine_stops", "machine stops"


class Level(models.TextChoices):
    """Training level (rulebook 10)."""

    BEGINNER = "beginner", "Beginner"
    INTERMEDIATE = "intermediate", "Intermediate"
    ADVANCED = "advanced", "Advanced"


class Goal(models.TextChoices):
    """What the training is for (rulebook 1)."""

    MUSCLE_GAIN = "muscle_gain", "Muscle gain"
    MAX_STRENGTH = "max_strength", "Max strength"
    GENERAL_FITNESS = "general_fitness", "General fitness"
    MIXED = "mixed", "Mixed"


class LoadRule(models.TextChoices):
    """Where the load of a planned exercise comes from."""

    LAST_TIME = "last_time", "As last time suggests"
    PERCENT = "percent", "Percent of estimated 1RM"
    FIXED = "fixed", "A fixed weight"
    TOP_SET = "top_set", "Top set, back-off sets after it"


class Needs(models.TextChoices):
    """What a program is done with."""

    GYM = "gym", "A gym"
    DUMBBELLS = "dumbbells", "Dumbbells only"
