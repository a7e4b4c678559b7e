"""What goes on a bar: the plates of one side, worked out exactly from the plates there are.

All weights are whole numbers of one unit of the caller's; nothing here knows kg from lb. Both sides
are loaded alike, so a bar with plates weighs what it weighs and twice one side.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

Stack = tuple[int, ...]
"""The plates of one side, heaviest first, as they are put on."""
Pairs = tuple[tuple[int, int | None], ...]
"""Each plate with how many pairs there are of it; None is as many as it takes."""

# What the sleeve of a bar holds (RepStack policy): nobody puts on more, and no search goes further.
MOST_A_SIDE = 16


@dataclass(frozen=True, slots=True)
class OnTheBar:
    """A weight that can be made: the bar with this stack on each side."""

    total: int
    a_side: Stack


def pairs_of(plates: Sequence[tuple[int, int | None]]) -> Pairs:
    """Return the pairs there are of each plate, heaviest first, from how many plates there are.

    None is as many as it takes; of an odd number one stays on the rack. A plate that is named twice
    is there as often as both say. Raises ValueError for one that weighs nothing or less.
    """
    found: dict[int, int | None] = {}
    for plate, count in plates:
        if plate <= 0:
            raise ValueError(f"plates: {plate!r} is no weight above nothing")
        before = found.get(plate, 0)
        found[plate] = None if count is None or before is None else before + count
    return tuple(
        (plate, None if count is None else count // 2)
        for plate, count in sorted(found.items(), reverse=True)
    )


@lru_cache(maxsize=256)
def stacks(pairs: Pairs, most: int) -> dict[int, Stack]:
    """Return every weight one side can have, up to `most`, with the stack that makes it.

    Of several stacks the one of the fewest plates, and of those the one with the heaviest first.
    Each plate is tried on every weight the heavier ones make: to take the heaviest that fits, again
    and again, misses weights where plates are few (30 from 20, 15 and 15).
    """
    best: dict[int, Stack] = {0: ()}
    for plate, count in pairs:
        highest = MOST_A_SIDE if count is None else min(count, MOST_A_SIDE)
        for weight, stack in list(best.items()):
            room = min(highest, MOST_A_SIDE - len(stack), (most - weight) // plate)
            for taken in range(1, room + 1):
                made, after = stack + (plate,) * taken, weight + plate * taken
                known = best.get(after)
                if known is None or (len(made), *map(int.__neg__, made)) < (
                    len(known),
                    *map(int.__neg__, known),
                ):
                    best[after] = made
    return dict(sorted(best.items()))


@lru_cache(maxsize=256)
def _weights(pairs: Pairs, most: int) -> tuple[int, ...]:
    return tuple(stacks(pairs, most))


def weights_made(bar: int, pairs: Pairs, most: int) -> tuple[int, ...]:
    """Return every weight of the bar with plates, lightest first; `most` is the most of one side."""
    return tuple(bar + 2 * weight for weight in _weights(pairs, most))


def nearest(
    bar: int, pairs: Pairs, load: int, most: int
) -> tuple[OnTheBar | None, OnTheBar | None]:
    """Return the heaviest weight at most `load` that can be made, and the lightest at least it.

    Both are `load` itself where it can be made. The first is None under the weight of the bar, the
    second over the most there is.
    """
    weights, made = _weights(pairs, most), stacks(pairs, most)
    place = bisect_right(weights, (load - bar) // 2)
    under = OnTheBar(bar + 2 * weights[place - 1], made[weights[place - 1]]) if place else None
    if under is not None and under.total == load:
        return under, under
    over = (
        OnTheBar(bar + 2 * weights[place], made[weights[place]]) if place < len(weights) else None
    )
    return under, over
