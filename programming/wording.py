"""The words of efforts, verdicts and tiers, for pages and tags alike."""

from __future__ import annotations

from typing import Final

from programming.rulebook import RULES, VolumeBand, word_from_rir

CELLS: Final = 6
"""The ruler's cells stand for 0, 1, 2, 3, 4 and 5+ reps in reserve."""

OUTCOMES: Final = {
    "on_target": ("on", "target", "on target"),
    "too_close": ("close", "caution", "too close"),
    "below_floor": ("floor", "stop", "below floor"),
    "too_easy": ("easy", "easy", "too easy"),
    "unrated": ("none", "note", "not rated"),
    "long_set": ("none", "note", f"not rated: {RULES['long_set'].numbers['reps']}+ reps"),
    "": ("none", "note", "no verdict"),
}
"""Verdict: class suffix, icon, words. The empty verdict is a set the rulebook never judges (1);
`long_set` is one not rated although the reps left were told."""

TIERS: Final = {
    "safer": (1, "failure is safer"),
    "caution": (2, "failure with caution"),
    "avoid": (3, "avoid failure"),
}
READINESS: Final = {
    "green": ("target", "Green day"),
    "amber": ("caution", "Amber day · +1"),
    "red": ("stop", "Red day · +2"),
    "unknown": ("note", "Not asked"),
}
SEVERITIES: Final = {
    "note": ("note", "Note"),
    "caution": ("caution", "Caution"),
    "stop": ("stop", "Stop"),
}
"""Severity: icon, word. The one scale, from what informs to what forbids."""

BANDS: Final = {
    VolumeBand.BELOW_DETECTION: "too few to see a difference",
    VolumeBand.PRODUCTIVE: "productive",
    VolumeBand.TYPICAL_TARGET: "typical target",
    VolumeBand.HIGH: "high, small return",
    VolumeBand.VERY_HIGH: "very high",
}
"""What a muscle's hard sets of a week come to (rulebook 12)."""

_MARKS: Final = {"": "", "note": "none", "caution": "close", "stop": "floor"}


def mark_of(verdict: str | None, severity: str = "") -> str:
    """The class suffix a set is coloured by: its worst warning's, without one its verdict's."""
    return _MARKS[severity] or OUTCOMES[str(verdict or "")][0]


def reps_left(value: float) -> str:
    """A number of reps in reserve as it is written: 2, 0.5, 5+."""
    return "5+" if value >= CELLS - 1 else f"{value:g}"


def lower_first(text: str) -> str:
    """A title as part of a sentence: "Too heavy" becomes "too heavy"."""
    return text[:1].lower() + text[1:]


def rir(value: float | str | None) -> str:
    """Reps in reserve as shown in a row: `2`, `0.5`, `5+`, and `–` for a set left blank."""
    return "–" if value is None or value == "" else reps_left(float(value))


def target_text(low: int, aim: int, high: int) -> str:
    """A target in one line, as a range with its aim: `1–3, aim 2`."""
    return f"{low}–{reps_left(high)}, aim {aim}"


def effort_word(value: float | str | None) -> str:
    """Reps in reserve in words, for lifters who prefer them (rulebook 1): "Max" to "Easy"."""
    if value is None or value == "":
        return "–"
    return word_from_rir(float(value)).replace("_", " ").capitalize()


def shares(close: int, on_target: int, easy: int) -> tuple[int, int, int]:
    """Three counts as whole percentages that add up to 100 (largest remainder); all 0 for no sets."""
    counts = (close, on_target, easy)
    total = sum(counts)
    if not total:
        return (0, 0, 0)
    floors = [count * 100 // total for count in counts]
    by_remainder = sorted(range(3), key=lambda place: (-(counts[place] * 100 % total), place))
    for place in by_remainder[: 100 - sum(floors)]:
        floors[place] += 1
    return (floors[0], floors[1], floors[2])
