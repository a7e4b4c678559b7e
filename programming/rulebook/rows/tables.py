"""The rulebook's tables that are not one number a rule: targets, zones, floors, budget."""

from dataclasses import dataclass
from types import MappingProxyType

Band = tuple[int, int, int]

# Section 2, step 0: (low, aim, high) by goal and role.
BASE_TARGETS: MappingProxyType[tuple[str, str], Band] = MappingProxyType(
    {
        ("muscle_gain", "main"): (1, 2, 3),
        ("muscle_gain", "secondary"): (1, 2, 3),
        ("muscle_gain", "isolation"): (0, 1, 2),
        ("max_strength", "main"): (3, 3, 5),
        ("max_strength", "secondary"): (2, 3, 4),
        ("max_strength", "isolation"): (1, 2, 3),
        ("general_fitness", "main"): (2, 3, 4),
        ("general_fitness", "secondary"): (2, 3, 4),
        ("general_fitness", "isolation"): (1, 2, 3),
        ("mixed", "main"): (2, 3, 4),
        ("mixed", "secondary"): (1, 2, 3),
        ("mixed", "isolation"): (0, 1, 2),
    }
)

# Section 2, step 0: the load zone in % of the current e1RM.
LOAD_ZONES: MappingProxyType[tuple[str, str], tuple[int, int]] = MappingProxyType(
    {
        ("muscle_gain", "main"): (60, 80),
        ("muscle_gain", "secondary"): (60, 80),
        ("muscle_gain", "isolation"): (60, 80),
        ("max_strength", "main"): (80, 92),
        ("max_strength", "secondary"): (80, 92),
        ("max_strength", "isolation"): (80, 92),
        ("general_fitness", "main"): (60, 75),
        ("general_fitness", "secondary"): (60, 75),
        ("general_fitness", "isolation"): (60, 75),
        ("mixed", "main"): (75, 88),
        ("mixed", "secondary"): (60, 80),
        ("mixed", "isolation"): (60, 80),
    }
)

# Section 2, step 6: the fewest reps in reserve by level and kind of lift; no row, no floor.
LEVEL_FLOORS: MappingProxyType[tuple[str, str], int] = MappingProxyType(
    {
        ("beginner", "safer"): 2,
        ("beginner", "caution"): 3,
        ("beginner", "avoid"): 3,
        ("intermediate", "main"): 1,
    }
)

# Section 2, failure permission: levels for any lift that may be failed, and for those whose
# own tier is avoid.
FAILURE_LEVELS = frozenset({"intermediate", "advanced"})
FAILURE_LEVELS_ON_AVOID = frozenset({"advanced"})
FAILURE_GOALS = frozenset({"muscle_gain", "mixed"})

# Section 2, test sets: days between two of them.
DAYS_BETWEEN_TESTS = MappingProxyType({"beginner": 28, "intermediate": 14, "advanced": 14})

# Section 3: the floor a tier has by default; an exercise nobody has classified is avoid.
DEFAULT_FLOORS = MappingProxyType({"safer": 0, "caution": 1, "avoid": 2})


@dataclass(frozen=True, slots=True)
class BudgetNumbers:
    """A column of section 5: failure sets allowed, share in %, weeks running at the cap."""

    exercise_session: int
    muscle_week: int
    share_percent: int
    weeks_at_cap: int | None


FAILURE_BUDGET = MappingProxyType(
    {
        "beginner": BudgetNumbers(0, 0, 0, None),
        "intermediate": BudgetNumbers(1, 2, 10, 4),
        "advanced": BudgetNumbers(1, 4, 20, 6),
    }
)

# Section 6: points of an energy balance.
ENERGY_POINTS = MappingProxyType({"surplus": 0, "maintenance": 0, "deficit": 1, "large_deficit": 2})

# Section 8: what a usual gym offers, in thousandths of the unit: the lightest load and the step.
# A dumbbell is one; a bodyweight exercise counts the load added.
DEFAULT_LOADS = MappingProxyType(
    {
        "kg": MappingProxyType(
            {
                "barbell": (20_000, 2_500),
                "smith_machine": (20_000, 2_500),
                "dumbbell": (2_000, 2_000),
                "kettlebell": (4_000, 4_000),
                "machine": (5_000, 5_000),
                "cable": (2_500, 2_500),
                "bodyweight": (0, 2_500),
            }
        ),
        "lb": MappingProxyType(
            {
                "barbell": (45_000, 5_000),
                "smith_machine": (45_000, 5_000),
                "dumbbell": (5_000, 5_000),
                "kettlebell": (10_000, 5_000),
                "machine": (10_000, 10_000),
                "cable": (5_000, 5_000),
                "bodyweight": (0, 5_000),
            }
        ),
    }
)


@dataclass(frozen=True, slots=True)
class Layoff:
    """A line of section 9: from so many days without a session, the share of the load in %."""

    days: int
    load_percent: int


LAYOFFS = (Layoff(14, 90), Layoff(28, 85), Layoff(56, 75), Layoff(182, 60))

# Section 9: the movement patterns by which main lifts are told apart; push and pull each
# horizontal or vertical.
DELOAD_PATTERNS = frozenset(
    {
        "squat",
        "hinge",
        "horizontal_push",
        "vertical_push",
        "horizontal_pull",
        "vertical_pull",
    }
)

# Section 10: e1RM for each unit of bodyweight, in hundredths, for novice, intermediate and
# advanced; by lift and sex.
STRENGTH_STANDARDS: MappingProxyType[tuple[str, str], tuple[int, int, int]] = MappingProxyType(
    {
        ("squat", "male"): (120, 150, 200),
        ("squat", "female"): (80, 95, 125),
        ("bench", "male"): (90, 110, 150),
        ("bench", "female"): (60, 70, 90),
        ("deadlift", "male"): (150, 175, 240),
        ("deadlift", "female"): (100, 120, 165),
    }
)

# Section 8: how far off each way of guessing reps is before a lifter is known, in thousandths of a
# rep, at a load used before and at another. Means over the made lifters (docs/backtest.md).
GUESS_ERRORS: MappingProxyType[bool, MappingProxyType[str, int]] = MappingProxyType(
    {
        True: MappingProxyType(
            {
                "last": 960,
                "recent": 960,
                "usual": 1000,
                "near_half": 960,
                "near_full": 1010,
                "full_curve": 1210,
                "half_curve": 1280,
                "turn": 1550,
                "habit": 1600,
            }
        ),
        False: MappingProxyType(
            {
                "near_half": 2130,
                "nearest_half": 2140,
                "turn": 2280,
                "half_curve": 2340,
                "last": 2450,
                "full_curve": 2500,
                "habit": 2530,
            }
        ),
    }
)
