"""What failing an exercise costs, in words."""

from __future__ import annotations

from programming.models import RiskEntry
from programming.wording import TIERS


def floor_text(floor: int) -> str:
    """A floor in words; `floor` is whole reps in reserve."""
    if not floor:
        return "Your target alone decides how many good reps to leave"
    return f"Keep at least {floor} good rep{'' if floor == 1 else 's'} left"


def risk_text(entry: RiskEntry) -> str:
    """What failing an exercise costs, in one line: tier and floor in words."""
    return f"{entry.name}: {TIERS[entry.tier][1]}. {floor_text(entry.floor)}."
