"""Rows of the catalogue that deserve a second look, told from what the row itself says.

A row is doubtful where its floor is not the one that the rulebook's questions give its tier
(rulebook 3), or where it lacks what every row should say. Under the most careful tier a higher
floor is no doubt: no tier is more careful, so such a row can ask for more by its floor alone.
What the answers to the questions were is not stored, so no row is doubted for its tier.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from programming.choices import Tier
from programming.models import RiskEntry
from programming.rulebook import classified_risk

_ANSWERS: Final = ((True, None), (False, True), (False, False))
FLOORS: Final[Mapping[str, int]] = MappingProxyType(
    {tier.value: floor for tier, floor in (classified_risk(*given) for given in _ANSWERS)}
)
"""The floor that the questions give each tier, in whole reps in reserve."""

RULE: Final = (
    "A row stands here when its floor is not the one the rulebook’s questions give its tier ("
    + ", ".join(f"{Tier(tier).label.lower()} {floor}" for tier, floor in FLOORS.items())
    + f"; under {Tier.AVOID.label.lower()} it may be higher), or when it names no main muscle or "
    "no reason."
)


@dataclass(frozen=True, slots=True)
class Doubt:
    """A row and why it is doubtful, a sentence each."""

    entry: RiskEntry
    why: tuple[str, ...]


def doubts_among(entries: Iterable[RiskEntry]) -> list[Doubt]:
    """The doubtful ones by name."""
    found = [Doubt(entry, why) for entry in entries if (why := _why(entry))]
    return sorted(found, key=lambda one: one.entry.name.casefold())


def _why(entry: RiskEntry) -> tuple[str, ...]:
    given, tier = FLOORS[entry.tier], Tier(entry.tier)
    why = []
    if entry.floor < given or (entry.floor > given and tier is not Tier.AVOID):
        why.append(f"{tier.label} with floor {entry.floor}; the questions give {given}.")
    if not entry.primary_muscles:
        why.append("No main muscle.")
    if not entry.rationale:
        why.append("No reason.")
    return tuple(why)
