"""Where the rows of the log come from: its tables, or those with sessions nobody has trained yet."""

from __future__ import annotations

from typing import Protocol

from logbook.speed.compiled import Columns, Part, together


class Ask(Protocol):
    """Gives the rows of each of several queries."""

    def __call__(self, *parts: Part) -> list[list[Columns]]:
        """The rows, a list for each part."""


STORED: Ask = together
"""What is on record."""
