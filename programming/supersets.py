"""Supersets: neighbours of one number are done in turn. Numbers in, places out: no plan, no log."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import count, groupby

Numbers = Sequence[int | None]

_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def runs(numbers: Numbers) -> list[range]:
    """The places of neighbours that share a number, in order; one without a number is a run of its own."""
    found: list[range] = []
    for number, places in groupby(range(len(numbers)), key=numbers.__getitem__):
        run = list(places)
        if number is None:
            found += (range(place, place + 1) for place in run)
        else:
            found.append(range(run[0], run[-1] + 1))
    return found


def groups(numbers: Numbers) -> list[range]:
    """The supersets: runs of two or more. A number that stands alone makes none."""
    return [run for run in runs(numbers) if len(run) > 1]


def marks(numbers: Numbers) -> list[str]:
    """`A1`, `A2` for the first superset, `B1` for the next; empty for what is done by itself."""
    found = [""] * len(numbers)
    for place, group in enumerate(groups(numbers)):
        for number, member in enumerate(group, start=1):
            found[member] = f"{_LETTERS[place % len(_LETTERS)]}{number}"
    return found


def is_with_next(numbers: Numbers) -> list[bool]:
    """Whether each is in one superset with the one after it."""
    group_of = {member: group for group in groups(numbers) for member in group}
    return [place + 1 in group_of.get(place, ()) for place in range(len(numbers))]


def joined(numbers: Numbers, place: int, taken: Numbers = ()) -> list[int | None]:
    """The numbers once the one at `place` and the next are in one superset, each with its own.

    None of those that are `taken` elsewhere is used. Past the end nothing changes. Raises `IndexError` for a place there is not.
    """
    found = list(numbers)
    _ = found[place]
    if place + 1 == len(found):
        return found
    number = _unused([*numbers, *taken])
    for run in runs(numbers):
        if place in run or place + 1 in run:
            found[run.start : run.stop] = [number] * len(run)
    return found


def parted(numbers: Numbers, place: int, taken: Numbers = ()) -> list[int | None]:
    """The numbers once the superset of the one at `place` ends with it; what is left alone has none.

    None of those that are `taken` elsewhere is used.
    Raises `IndexError` for a place there is not.
    """
    found = list(numbers)
    _ = found[place]
    for run in runs(numbers):
        if place not in run or place + 1 not in run:
            continue
        for part, number in (
            (range(run.start, place + 1), numbers[place]),
            (range(place + 1, run.stop), _unused([*numbers, *taken])),
        ):
            found[part.start : part.stop] = [number if len(part) > 1 else None] * len(part)
    return found


def tidied(numbers: Numbers) -> list[int | None]:
    """The same supersets numbered from 1 in their order, and no number that stands alone."""
    found: list[int | None] = [None] * len(numbers)
    for number, group in enumerate(groups(numbers), start=1):
        found[group.start : group.stop] = [number] * len(group)
    return found


def order_after_move(numbers: Numbers, place: int, by: int) -> list[int]:
    """The old places in their new order once the one at `place` moved up (`by` -1) or down (1).

    Within its superset it changes places; from the edge of it the whole superset moves, and past
    another one as a whole: none is torn apart. At an end nothing changes. Raises `IndexError`.
    """
    order = list(range(len(numbers)))
    _ = order[place]
    parts = runs(numbers)
    at = next(number for number, run in enumerate(parts) if place in run)
    if place + by in parts[at]:
        order[place], order[place + by] = order[place + by], order[place]
        return order
    if not 0 <= at + by < len(parts):
        return order
    parts[at], parts[at + by] = parts[at + by], parts[at]
    return [one for run in parts for one in run]


def next_in_turn(is_open: Sequence[bool], last: int | None) -> int | None:
    """Whose turn it is in a superset after the one at `last`, None before the first set.

    The next open one behind it, from the end on the first again; None where none is open. So one
    with more sets than the others ends alone.
    """
    places = [place for place, one in enumerate(is_open) if one]
    after = [place for place in places if last is not None and place > last]
    return next(iter([*after, *places]), None)


def _unused(numbers: Numbers) -> int:
    return next(number for number in count(1) if number not in numbers)
