"""The catalogue's home: what is in force, what is being changed, asked for and doubtful.

Each part reads a bounded number of rows of releases; of lifters' own exercises it reads the names,
and nothing of the log.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from logbook.pages.publishing.candidates import Candidate, candidates
from programming.catalogue.doubts import RULE, Doubt, doubts_among
from programming.catalogue.entries import entries
from programming.models import CatalogueRelease
from programming.releases.counts import Changed, changed_by

_RELEASES: Final = 4
_DRAFTS: Final = 5
_DOUBTS: Final = 8
_WANTED: Final = 5


@dataclass(frozen=True, slots=True)
class Line:
    """A draft or a release with what it changes."""

    release: CatalogueRelease
    changed: Changed
    is_outdated: bool = False


@dataclass(frozen=True, slots=True)
class CatalogueHome:
    """What the page shows. `release` is None before the first one; lists are the first few."""

    release: CatalogueRelease | None
    exercises: int
    drafts: tuple[Line, ...]
    drafts_in_all: int
    wanted: tuple[Candidate, ...]
    wanted_in_all: int
    doubts: tuple[Doubt, ...]
    doubts_in_all: int
    rule: str
    releases: tuple[Line, ...]

    @property
    def doubts_left(self) -> int:
        """How many doubtful rows are not shown."""
        return self.doubts_in_all - len(self.doubts)


def read_home() -> CatalogueHome:
    """The page's value, in a number of queries that nothing raises."""
    releases = list(CatalogueRelease.objects.published().select_related("restores")[:_RELEASES])
    drafts = CatalogueRelease.objects.drafts()
    first = list(drafts.select_related("created_by", "based_on")[:_DRAFTS])
    release = releases[0] if releases else None
    rows = entries(release.pk) if release is not None else {}
    doubts = doubts_among(rows.values())
    own = candidates() if release is not None else []
    asked_for = [one for one in own if one.meant is None]
    changed = changed_by([*first, *releases])
    return CatalogueHome(
        release=release,
        exercises=len(rows),
        drafts=tuple(
            Line(one, changed[one.pk], is_outdated=release is not None and one.based_on != release)
            for one in first
        ),
        drafts_in_all=drafts.count(),
        wanted=tuple(asked_for[:_WANTED]),
        wanted_in_all=len(asked_for),
        doubts=tuple(doubts[:_DOUBTS]),
        doubts_in_all=len(doubts),
        rule=RULE,
        releases=tuple(Line(one, changed[one.pk]) for one in releases),
    )
