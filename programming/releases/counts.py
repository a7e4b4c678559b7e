"""What several drafts and releases change, counted at once: one query, however many they are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from programming.models import CatalogueRelease, RiskEntry
from programming.releases.changes import FACTS

_NAMED: Final = 3
_NAME: Final = FACTS.index("name")

Content = Mapping[int, tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class Changed:
    """What a draft or a release changes of the one it is based on: `names` by what happens."""

    names: tuple[tuple[str, tuple[str, ...]], ...]

    @property
    def count(self) -> int:
        """How many exercises it changes."""
        return sum(len(names) for _, names in self.names)

    def __str__(self) -> str:
        """The counts with the first names: "2 changed: Curl, Squat; 1 added: Carry"."""
        return "; ".join(f"{len(names)} {kind}: {_some(names)}" for kind, names in self.names)


def changed_by(releases: Iterable[CatalogueRelease]) -> dict[int, Changed]:
    """What each changes, by its id. One that is based on nothing adds all it has."""
    bases = {one.pk: one.based_on_id for one in releases}
    contents: dict[int | None, dict[int, tuple[Any, ...]]] = defaultdict(dict)
    wanted = {*bases, *(base for base in bases.values() if base is not None)}
    rows = RiskEntry.objects.filter(release__in=wanted).order_by()
    for release_id, exercise_id, *facts in rows.values_list("release_id", "exercise_id", *FACTS):
        contents[release_id][exercise_id] = tuple(facts)
    return {pk: _changed(contents[base], contents[pk]) for pk, base in bases.items()}


def _changed(before: Content, after: Content) -> Changed:
    found: dict[str, list[str]] = {"changed": [], "added": [], "removed": []}
    for key in before.keys() | after.keys():
        old, new = before.get(key), after.get(key)
        if new is None:
            found["removed"].append(before[key][_NAME])
        elif old is None:
            found["added"].append(new[_NAME])
        elif old != new:
            found["changed"].append(new[_NAME])
    return Changed(
        tuple(
            (kind, tuple(sorted(names, key=str.casefold))) for kind, names in found.items() if names
        )
    )


def _some(names: tuple[str, ...]) -> str:
    more = len(names) - _NAMED
    return ", ".join(names[:_NAMED]) + (f" and {more} more" if more > 0 else "")
