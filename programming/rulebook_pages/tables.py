"""The rulebook's tables as its pages show them. Every number comes from the rules themselves."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from django.utils.html import format_html

from programming.choices import Goal, Level, Role
from programming.rulebook import RULES
from programming.rulebook.rows.tables import (
    BASE_TARGETS,
    DAYS_BETWEEN_TESTS,
    DEFAULT_FLOORS,
    ENERGY_POINTS,
    FAILURE_BUDGET,
    LEVEL_FLOORS,
    LOAD_ZONES,
)
from programming.templatetags.repstack_look import ruler, tier

Cell = str | int
LIFTS: Final = {
    "safer": "machines, cables, curls, raises",
    "caution": "dumbbell presses, lunges, pull-ups",
    "avoid": "barbell squats, deadlifts, barbell presses; any lift nobody has classified",
}


@dataclass(frozen=True, slots=True)
class RuleTable:
    """A table of a rule's page: the first cell of a row is its heading."""

    title: str
    head: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    note: str = ""


def _band(low: int, aim: int, high: int) -> str:
    """A target as a table shows it: its numbers over its ruler."""
    return format_html("{}–{}–{}<br>{}", low, aim, high, ruler(low, aim, high))


def _by_goal(title: str, cell: Callable[[str, str], Cell], note: str = "") -> RuleTable:
    """A table with a row for each goal and a column for each role."""
    return RuleTable(
        title,
        ("Goal", *(role.label for role in Role)),
        [(goal.label, *(cell(goal, role) for role in Role)) for goal in Goal],
        note,
    )


def _base() -> RuleTable:
    return _by_goal(
        "Where a target starts",
        lambda goal, role: _band(*BASE_TARGETS[goal, role]),
        "Low–aim–high, in reps in reserve. Left on the ruler is closer to failure.",
    )


def _zones() -> RuleTable:
    return _by_goal(
        "The load zone, in % of your estimated best single",
        lambda goal, role: "{}–{}".format(*LOAD_ZONES[goal, role]),
    )


def _tiers() -> RuleTable:
    return RuleTable(
        "The floor of each tier",
        ("If you fail it", "Floor"),
        [
            (format_html('{}<br><span class="rs-muted">{}</span>', tier(name), LIFTS[name]), floor)
            for name, floor in DEFAULT_FLOORS.items()
        ],
        "Where a tier starts. An exercise can have its own floor, and a lower one with safeties.",
    )


def _level_floors() -> RuleTable:
    def shown(level: str, kind: str) -> Cell:
        return LEVEL_FLOORS.get((level, kind), "–")

    kinds = {"safer": "safer lift", "caution": "caution lift", "avoid": "avoid lift"}
    return RuleTable(
        "Never under, by level",
        ("Level", *kinds.values(), "main lift"),
        [
            (level.label, *(shown(level, kind) for kind in kinds), shown(level, Role.MAIN))
            for level in Level
        ],
        "– means the level sets no floor; the exercise still may.",
    )


def _budget() -> RuleTable:
    columns = [FAILURE_BUDGET[level] for level in Level]
    return RuleTable(
        "Sets to failure, by level",
        ("", *(level.label for level in Level)),
        [
            ("per exercise and session", *(one.exercise_session for one in columns)),
            ("per muscle and week", *(one.muscle_week for one in columns)),
            ("of the week’s hard sets", *(f"{one.share_percent} %" for one in columns)),
            (
                "weeks in a row that use it up before a week without",
                *(one.weeks_at_cap or "–" for one in columns),
            ),
        ],
    )


def _tests() -> RuleTable:
    return RuleTable(
        "Days between two test sets",
        ("Level", "Days"),
        [(level.label, DAYS_BETWEEN_TESTS[level]) for level in Level],
    )


def _points() -> RuleTable:
    sleep, recovery, stress, energy = (
        RULES[f"readiness_{name}"].numbers for name in ("sleep", "recovery", "stress", "energy")
    )
    columns: dict[str, dict[int, str]] = {
        "Sleep last night": {
            0: f"{sleep['enough_hours']} h or more",
            sleep["little_points"]: f"{sleep['short_hours']} – under {sleep['enough_hours']} h",
            sleep["short_points"]: f"under {sleep['short_hours']} h",
            sleep["short_nights_points"]: f"under {sleep['short_hours']} h, again",
        },
        "Recovery": {
            0: f"{recovery['good']}–{recovery['most']}",
            recovery["fair_points"]: f"{recovery['fair']}–{recovery['good'] - 1}",
            recovery["poor_points"]: f"0–{recovery['fair'] - 1}",
        },
        "Stress": {
            0: f"{stress['least']}–{stress['calm']}",
            stress["some_points"]: str(stress["some"]),
            stress["high_points"]: f"{stress['some'] + 1}–{stress['most']}",
        },
        "Food a day": {
            ENERGY_POINTS["maintenance"]: "enough",
            ENERGY_POINTS["deficit"]: f"up to {energy['kcal']} kcal short",
            ENERGY_POINTS["large_deficit"]: f"over {energy['kcal']} kcal short",
        },
    }
    most = max(points for row in columns.values() for points in row)
    return RuleTable(
        "Points, by answer",
        ("", *(f"{points}" for points in range(most + 1))),
        [
            (name, *(row.get(points, "–") for points in range(most + 1)))
            for name, row in columns.items()
        ],
        "{green_most} or less is green, {red_least} or more is red.".format(
            **RULES["readiness"].numbers
        ),
    )


TABLES: Final[Mapping[str, Callable[[], RuleTable]]] = {
    "base": _base,
    "load_zone": _zones,
    "risk_tier": _tiers,
    "exercise_floor": _tiers,
    "below_floor": _tiers,
    "safeties_missing": _tiers,
    "level_floor": _level_floors,
    "budget_exercise": _budget,
    "budget_muscle": _budget,
    "budget_share": _budget,
    "budget_spent": _budget,
    "test_set": _tests,
    "test_too_soon": _tests,
    "readiness": _points,
    "readiness_sleep": _points,
    "readiness_recovery": _points,
    "readiness_stress": _points,
    "readiness_energy": _points,
}


def table_of(code: str) -> RuleTable | None:
    """The table the rule with this code reads its numbers from, None where it has none."""
    table = TABLES.get(code)
    return table() if table is not None else None
