"""What an entry says, what changes between two contents, and how two sides' changes are merged."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from programming.models import CatalogueRelease, RiskEntry

# What an entry says of its exercise: all of it but where it stands.
FACTS = tuple(
    one.attname
    for one in RiskEntry._meta.concrete_fields  # noqa: SLF001 - `_meta` is public
    if one.name not in {"id", "release", "exercise"}
)

Facts = dict[str, Any]
# The field of a clash over the exercise itself.
WHOLE = ""


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One fact of an exercise before and after."""

    field: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class EntryChange:
    """What a release does to one exercise: `before` is None for a new one, `after` for one gone."""

    exercise_id: int
    before: RiskEntry | None
    after: RiskEntry | None
    fields: tuple[FieldChange, ...] = ()

    @property
    def name(self) -> str:
        """The exercise's name, the new one where it changed."""
        entry = self.after or self.before
        return entry.name if entry is not None else ""

    @property
    def kind(self) -> str:
        """`added`, `removed` or `changed`."""
        if self.before is None:
            return "added"
        return "removed" if self.after is None else "changed"


@dataclass(frozen=True, slots=True)
class Merged:
    """The facts of each exercise after a merge, and what both sides had changed otherwise.

    `clashes` are (exercise id, field, ours, theirs); ours stands. Where one side took the exercise
    away the field is `WHOLE`, that side None and the other one the facts it had changed.
    """

    facts: dict[int, Facts]
    clashes: list[tuple[int, str, Any, Any]] = field(default_factory=list)


def entries_of(release: CatalogueRelease | None) -> dict[int, RiskEntry]:
    """The entries of a release or a draft by exercise, in one query."""
    if release is None:
        return {}
    found = RiskEntry.objects.filter(release=release).select_related("exercise")
    return {entry.exercise_id: entry for entry in found}


def facts_of(entry: RiskEntry) -> Facts:
    """What the entry says of its exercise."""
    return {name: getattr(entry, name) for name in FACTS}


def changes_between(
    before: Mapping[int, RiskEntry], after: Mapping[int, RiskEntry]
) -> list[EntryChange]:
    """What changes from the one content to the other, by name."""
    found = []
    for key in before.keys() | after.keys():
        old, new = before.get(key), after.get(key)
        fields: tuple[FieldChange, ...] = ()
        if old is not None and new is not None:
            fields = changed_facts(old, new)
            if not fields:
                continue
        found.append(EntryChange(key, old, new, fields))
    return sorted(found, key=lambda change: (change.name.casefold(), change.exercise_id))


def changed_facts(before: RiskEntry, after: RiskEntry) -> tuple[FieldChange, ...]:
    """The facts that two entries of one exercise say differently."""
    old, new = facts_of(before), facts_of(after)
    return tuple(
        FieldChange(name, old[name], new[name]) for name in FACTS if old[name] != new[name]
    )


def changes_of(release: CatalogueRelease) -> list[EntryChange]:
    """What a draft or a release changes of the release it is based on, in two queries."""
    return changes_between(entries_of(release.based_on), entries_of(release))


def merge(
    base: Mapping[int, Facts], ours: Mapping[int, Facts], theirs: Mapping[int, Facts]
) -> Merged:
    """The facts after both sides' changes of `base`; of one fact that both changed, ours."""
    merged = Merged({})
    for key in theirs.keys() | ours.keys():
        old, mine, other = base.get(key), ours.get(key), theirs.get(key)
        if mine is None or other is None:
            kept = (mine if other is None else other) or {}
            if old is None:
                merged.facts[key] = dict(kept)
            elif changed := {name: kept[name] for name in FACTS if kept[name] != old[name]}:
                # Gone from one side, changed by the other.
                # Ours stands and is told: a draft can be edited after, nothing is in force yet.
                if other is None:
                    merged.facts[key] = dict(kept)
                    merged.clashes.append((key, WHOLE, changed, None))
                else:
                    merged.clashes.append((key, WHOLE, None, changed))
            continue
        facts = dict(other)
        for name in FACTS:
            before = old[name] if old is not None else None
            if old is None or mine[name] != before:
                if other[name] not in (before, mine[name]):
                    merged.clashes.append((key, name, mine[name], other[name]))
                facts[name] = mine[name]
        merged.facts[key] = facts
    return merged
