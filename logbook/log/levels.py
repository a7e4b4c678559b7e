"""The level as the last weeks computed it."""

from __future__ import annotations

from logbook.models import LevelComputation, User


def last_computed(lifter: User) -> LevelComputation | None:
    """The latest week's computation, None before the first."""
    return LevelComputation.objects.visible_to(lifter).order_by("-monday").first()
