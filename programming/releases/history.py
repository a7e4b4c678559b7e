"""The history of one exercise: the releases themselves, which nobody can change."""

from __future__ import annotations

from dataclasses import dataclass

from programming.models import CatalogueRelease, RiskEntry
from programming.releases.changes import changes_between
from programming.releases.words import ChangeGroup, ChangeLine, groups_of, lines_of


@dataclass(frozen=True, slots=True)
class ReleaseStep:
    """A release that changed the exercise, and what it changed."""

    release: CatalogueRelease
    changes: tuple[ChangeLine, ...]

    @property
    def groups(self) -> list[ChangeGroup]:
        """The changes by what happened."""
        return groups_of(self.changes)


def history_of(exercise_id: int) -> list[ReleaseStep]:
    """Each published release that changed the exercise, newest first, in two queries."""
    said = {
        entry.release_id: entry
        for entry in RiskEntry.objects.filter(
            exercise_id=exercise_id, release__published_at__isnull=False
        )
    }
    steps: list[ReleaseStep] = []
    before: RiskEntry | None = None
    for release in reversed(CatalogueRelease.objects.published()):
        after = said.get(release.pk)
        changes = changes_between(_content(before), _content(after))
        if changes:
            steps.append(ReleaseStep(release, tuple(lines_of(changes))))
        before = after
    return steps[::-1]


def _content(entry: RiskEntry | None) -> dict[int, RiskEntry]:
    return {} if entry is None else {entry.exercise_id: entry}
