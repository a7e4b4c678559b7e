"""Lines of equal sets as a plan has them: plain values, in columns and in JSON alike."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from programming.choices import LoadRule

MOST_LINES = 5
MOST_SETS = 10
MOST_REPS = 50
LONGEST_HOLD = 900
MOST_RIR = 5
# Of the estimated 1RM: what is planned lies under it, a single at it included (policy).
PERCENT_OF_E1RM = (30, 100)
# Of the day's top set: less is another exercise (policy).
PERCENT_OF_TOP = (50, 100)

Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class SetLine:
    """So many equal sets: reps, or seconds for timed ones, each as fewest and most.

    `target` is a target set by hand as (low, aim, high), None by rule. `percent` is of the
    estimated 1RM where that is the exercise's load rule, of the top set for a back-off line. `load`
    is a fixed one as (thousandths, unit, kind). Without either the exercise's rule says the load.
    """

    sets: int
    reps: Pair | None = None
    seconds: Pair | None = None
    target: tuple[int, int, int] | None = None
    percent: int | None = None
    load: tuple[int, str, str] | None = None

    @classmethod
    def of(cls, kept: Mapping[str, Any]) -> SetLine:
        """A line as `stored` wrote it, and JSON gives it back."""
        target, load = kept.get("target"), kept.get("load")
        return cls(
            sets=kept["sets"],
            reps=_pair_of(kept.get("reps")),
            seconds=_pair_of(kept.get("seconds")),
            target=None if target is None else (target[0], target[1], target[2]),
            percent=kept.get("percent"),
            load=None if load is None else (load[0], load[1], load[2]),
        )

    def stored(self) -> dict[str, object]:
        """The line for JSON: what is not said is left out."""
        found = {
            "sets": self.sets,
            "reps": self.reps and list(self.reps),
            "seconds": self.seconds and list(self.seconds),
            "target": self.target and list(self.target),
            "percent": self.percent,
            "load": self.load and list(self.load),
        }
        return {name: value for name, value in found.items() if value is not None}

    @property
    def range_text(self) -> str:
        """The reps or seconds of a set, `6–8` or `30–45 s`; empty where nothing is planned."""
        bottom, top = self.reps or self.seconds or (0, 0)
        if not top:
            return ""
        found = f"{bottom}" if bottom == top else f"{bottom}–{top}"
        return f"{found} s" if self.seconds else found

    @property
    def text(self) -> str:
        """Sets and reps, `3 × 6–8`."""
        return f"{self.sets} × {self.range_text}"


def line_at(lines: Sequence[SetLine], index: int) -> tuple[int, SetLine] | None:
    """The line of the set with `index` sets before it, with its place; past the end the last.

    None without any line.
    """
    for place, line in enumerate(lines):
        if index < line.sets:
            return place, line
        index -= line.sets
    return (len(lines) - 1, lines[-1]) if lines else None


def with_sets(lines: Sequence[SetLine], sets: int) -> tuple[SetLine, ...]:
    """The lines with so many sets in all, at least one: the last ones go, or the last line gets more."""
    found: list[SetLine] = []
    for line in lines:
        if sets > 0:
            found.append(replace(line, sets=min(line.sets, sets)))
        sets -= line.sets
    if sets > 0:
        found[-1] = replace(found[-1], sets=found[-1].sets + sets)
    return tuple(found)


def check_lines(lines: Sequence[SetLine], rule: str) -> None:
    """Refuse lines of sets that cannot be trained by a load rule. Raises `ValueError` with a sentence."""
    if len(lines) > MOST_LINES:
        raise ValueError(f"at most {MOST_LINES} lines of sets.")
    if not 1 <= sum(line.sets for line in lines) <= MOST_SETS or any(
        line.sets < 1 for line in lines
    ):
        raise ValueError(f"1 to {MOST_SETS} sets.")
    if rule not in LoadRule.values:
        raise ValueError("choose where the load comes from.")
    if len({line.seconds is None for line in lines}) > 1:
        raise ValueError("an exercise is planned in reps or in seconds, not in both.")
    for line in lines:
        _check_size(line)
    if rule == LoadRule.TOP_SET and len(lines) == 1:
        raise ValueError("a top set needs a line of back-off sets after it.")
    for place, line in enumerate(lines):
        _check_load(line, rule, is_first=place == 0)


def _check_size(line: SetLine) -> None:
    if (line.reps is None) == (line.seconds is None):
        raise ValueError("a set is planned in reps or in seconds.")
    bottom, top = line.reps or line.seconds or (0, 0)
    if line.reps is not None and not 1 <= bottom <= top <= MOST_REPS:
        raise ValueError(f"reps from 1 to {MOST_REPS}, the fewest first.")
    if line.seconds is not None and not 1 <= bottom <= top <= LONGEST_HOLD:
        raise ValueError(f"seconds from 1 to {LONGEST_HOLD}, the fewest first.")
    if line.target is not None:
        low, aim, high = line.target
        if not 0 <= low <= aim <= high <= MOST_RIR:
            raise ValueError(f"a target goes from low over aim to high, 0 to {MOST_RIR}.")
        if line.seconds is not None:
            raise ValueError("a timed set has no reps to leave in reserve.")


def _check_load(line: SetLine, rule: str, *, is_first: bool) -> None:
    is_back_off = rule == LoadRule.TOP_SET and not is_first
    if rule == LoadRule.PERCENT or is_back_off:
        least, most = PERCENT_OF_TOP if is_back_off else PERCENT_OF_E1RM
        of = "the top set" if is_back_off else "the estimated 1RM"
        if line.percent is None or not least <= line.percent <= most:
            raise ValueError(f"a load of {least} to {most} % of {of}.")
        if line.seconds is not None:
            raise ValueError("timed sets have no estimate to take a load from.")
    elif line.percent is not None:
        raise ValueError("this load goes by no percent.")
    if rule == LoadRule.FIXED and line.load is None:
        raise ValueError("a fixed load needs its weight.")
    if rule != LoadRule.FIXED and line.load is not None:
        raise ValueError("this load goes by no fixed weight.")


def pair(bottom: int | None, top: int | None) -> Pair | None:
    """Fewest and most of two columns; None where nothing is in them."""
    return None if bottom is None else (bottom, bottom if top is None else top)


def _pair_of(kept: Sequence[int] | None) -> Pair | None:
    return None if kept is None else (kept[0], kept[1])
