"""Whom a sentence speaks of: the lifter who reads it, or an athlete whose coach does."""

from __future__ import annotations

from typing import NamedTuple


class Voice(NamedTuple):
    """The words for one and for what is theirs."""

    one: str
    own: str


YOU = Voice("you", "your")
THEY = Voice("they", "their")
