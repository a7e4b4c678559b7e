"""The words stored in columns and offered in forms; values are those of the rulebook."""

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


class Sex(models.TextChoices):
    """Which strength table a lifter is held against (rulebook 10, 13)."""

    FEMALE = "female", "Female"
    MALE = "male", "Male"


class StrengthFormula(models.TextChoices):
    """How a total of squat, bench and deadlift is set against bodyweight (rulebook 13)."""

    DOTS = "dots", "DOTS"
    IPF_GL = "ipf_gl", "IPF GL"
    WILKS_2020 = "wilks_2020", "Wilks 2020"


class EffortInput(models.TextChoices):
    """How effort is asked for; empty follows the level (rulebook 1)."""

    BY_LEVEL = "", "By level: words for beginners, numbers for the rest"
    NUMBERS = "numbers", "Numbers: 0 to 5+ reps in reserve"
    WORDS = "words", "Words: Easy to Max"


class Theme(models.TextChoices):
    """Light or dark; empty follows the device."""

    DEVICE = "", "As the device"
    LIGHT = "light", "Light"
    DARK = "dark", "Dark"


class EnergyBalance(models.TextChoices):
    """Eating against need, kept until changed (rulebook 6)."""

    UNKNOWN = "", "Not said"
    SURPLUS = "surplus", "Surplus"
    MAINTENANCE = "maintenance", "Maintenance"
    DEFICIT = "deficit", "Deficit up to 500 kcal a day"
    LARGE_DEFICIT = "large_deficit", "Deficit over 500 kcal a day"


class Sleep(models.TextChoices):
    """Sleep last night (rulebook 6)."""

    UNDER_6 = "under_6", "under 6 h"
    FROM_6_TO_7 = "6_to_7", "6–7 h"
    FROM_7 = "7_plus", "7 h +"


class Recovery(models.TextChoices):
    """Perceived recovery, the bands of 0 to 10 (rulebook 6)."""

    POOR = "poor", "poor 0–3"
    FAIR = "fair", "fair 4–6"
    GOOD = "good", "good 7–10"


class Stress(models.TextChoices):
    """Stress, the bands of 1 to 5 (rulebook 6)."""

    HIGH = "high", "high"
    SOME = "some", "some"
    LOW = "low", "low"


class ReadinessState(models.TextChoices):
    """What a check-in adds up to (rulebook 6)."""

    GREEN = "green", "Green"
    AMBER = "amber", "Amber"
    RED = "red", "Red"


class SetKind(models.TextChoices):
    """What a set is; only working sets carry a verdict (rulebook 1)."""

    WORKING = "working", "Working set"
    WARM_UP = "warm_up", "Warm-up"
    DROP = "drop", "Drop set"
    REST_PAUSE = "rest_pause", "Rest-pause"
    TIMED = "timed", "Timed"


class EndedBy(models.TextChoices):
    """Why a set ended (rulebook 1)."""

    STOPPED = "stopped", "stopping"
    MUSCULAR_FAILURE = "muscular_failure", "muscle"
    TECHNICAL_FAILURE = "technical_failure", "form"


class Outcome(models.TextChoices):
    """A set's effort against its target (rulebook 4)."""

    ON_TARGET = "on_target", "on target"
    TOO_CLOSE = "too_close", "too close"
    TOO_EASY = "too_easy", "too easy"
    UNRATED = "unrated", "not rated"


class Origin(models.TextChoices):
    """Where a set came from."""

    TYPED = "typed", "logged here"
    IMPORTED = "imported", "imported"
