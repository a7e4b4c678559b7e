"""One session's sets on the review's chart: places in per cent of its width."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from logbook.log.verdicts import left_in
from logbook.models import Set, User
from logbook.wording.effort import effort_text, ended_text
from logbook.wording.sets import verdict_of
from logbook.wording.timed import row_text
from logbook.wording.warnings import severity_of
from programming.wording import OUTCOMES, SEVERITIES, effort_word, mark_of, target_text
from programming.wording import rir as rir_shown

# The scale's six places, 0 to 5+, in per cent of the chart's width.
PLACES = 6
_PLACE = 100 / PLACES
# A band reaches so far beyond the middles of its first and last place.
_OVERHANG = _PLACE * 0.44
# The most characters that fit beside the chart on a phone in one line.
_LONGEST_LINE = 12
BELOW_FLOOR = "below_floor"
_LEGEND = (("on", "on target"), ("floor", "stop"), ("close", "caution"), ("easy", "too easy"))
# What a note is drawn as, by the mark of its verdict.
_NOTED = {"close": "near", "easy": "easy"}
# Shown where a set has one.
_SELDOM = (("near", "closer than planned"), ("none", "no verdict"))


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """One working set: its band, aim and dot in per cent of the chart's width."""

    row: Set
    number: int
    text: str
    verdict: str
    verdict_text: str
    at: str
    band_from: str
    band_width: str
    aim_at: str
    target: str
    effort: str
    ended: str
    label: str
    severity: str

    @property
    def is_long(self) -> bool:
        """Whether load, reps and effort are too long for one line beside the chart."""
        return len(f"{self.text} @{self.effort}") > _LONGEST_LINE

    @property
    def dot(self) -> str:
        """Which dot stands for how it went: on, near, close, floor, easy or none.

        What is warned of has its severity's: a note on a set that came close is near.
        """
        if self.severity == "note" and (noted := _NOTED.get(mark_of(self.verdict))):
            return noted
        return mark_of(self.verdict, self.severity)


def _place(rir: float) -> float:
    return _PLACE * (min(rir, PLACES - 1) + 0.5)


def _percent(share: float) -> str:
    return f"{share:.2f}%"


PLACES_AT = [_percent(_place(rir)) for rir in range(PLACES)]
"""Where the scale's lines and labels stand."""


def review_row(lifter: User, number: int, row: Set) -> ReviewRow:
    """A working set as the chart draws it; `number` counts the exercise's working sets."""
    verdict = verdict_of(row)
    rir = left_in(row)
    low, aim, high = row.target_low, row.target_aim, row.target_high
    text = row_text(row, lifter)
    effort = effort_text(row)
    severity = severity_of(row)
    verdict_text = OUTCOMES[verdict][2]
    if severity in {"caution", "stop"}:
        verdict_text = f"{SEVERITIES[severity][1]}: {verdict_text}"
    band_from = band_width = aim_at = target = heard = ""
    if low is not None and aim is not None and high is not None:
        band_from = _percent(_place(low) - _OVERHANG)
        band_width = _percent(_place(high) - _place(low) + 2 * _OVERHANG)
        aim_at = _percent(_place(aim))
        target = target_text(low, aim, high)
        heard = f", target {low} to {high}, aim {aim}"
    if rir is None:
        felt = "RIR left blank"
    else:
        felt = f"effort {effort.lower()}" if row.rir_in_words else f"{effort} in reserve"
    return ReviewRow(
        row=row,
        number=number,
        text=text,
        verdict=verdict,
        verdict_text=verdict_text,
        at="" if rir is None else _percent(_place(rir)),
        band_from=band_from,
        band_width=band_width,
        aim_at=aim_at,
        target=target,
        effort=effort,
        ended=ended_text(row),
        label=f"Set {number}: {text}, {felt}{heard}: {verdict_text}",
        severity=severity,
    )


def axis(*, in_words: bool) -> list[tuple[str, str, str]]:
    """The scale's labels as (place, lower line, upper line); words need both lines."""
    if in_words:
        words = [effort_word(rir) for rir in range(PLACES - 1)]
        lower = [word if rir % 2 == 0 else "" for rir, word in enumerate(words)]
        upper = [word if rir % 2 else "" for rir, word in enumerate(words)]
    else:
        lower = [rir_shown(rir) for rir in range(PLACES)]
        upper = ["failure", *[""] * (PLACES - 2), "easy"]
    return list(zip(PLACES_AT, lower, upper, strict=False))


def legend(rows: Iterable[ReviewRow]) -> list[tuple[str, str]]:
    """The dots as (dot, words); some only where one of `rows` has them."""
    drawn = {row.dot for row in rows if row.at}
    return [*_LEGEND, *(one for one in _SELDOM if one[0] in drawn)]
