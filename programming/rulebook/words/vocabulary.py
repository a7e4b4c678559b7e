"""The words of rulebook section 1 as enumerations, and the ways to say effort.

Members are strings, so a plain string compares and hashes like its member.
"""

from enum import StrEnum
from math import ceil

from programming.rulebook.rows.rules import rule
from programming.rulebook.words.validation import half_steps


class Level(StrEnum):
    """How experienced the lifter is; section 10 says how it is measured."""

    BEGINNER = "beginner"
    INTERMEDIATE = "intermediate"
    ADVANCED = "advanced"


class Goal(StrEnum):
    """What the running program, else the lifter, trains for."""

    MUSCLE_GAIN = "muscle_gain"
    MAX_STRENGTH = "max_strength"
    GENERAL_FITNESS = "general_fitness"
    MIXED = "mixed"


class Role(StrEnum):
    """What the exercise does in the session."""

    MAIN = "main"
    SECONDARY = "secondary"
    ISOLATION = "isolation"


class Tier(StrEnum):
    """What failing the exercise costs."""

    SAFER = "safer"
    CAUTION = "caution"
    AVOID = "avoid"


class ReadinessState(StrEnum):
    """The day, from the check-in (section 6)."""

    GREEN = "green"
    AMBER = "amber"
    RED = "red"


class EndedBy(StrEnum):
    """Why the set ended."""

    STOPPED = "stopped"
    MUSCULAR_FAILURE = "muscular_failure"
    TECHNICAL_FAILURE = "technical_failure"


class SetKind(StrEnum):
    """What sort of set it was; drop and rest_pause are the later parts of such a set."""

    WORKING = "working"
    WARM_UP = "warm_up"
    DROP = "drop"
    REST_PAUSE = "rest_pause"
    TIMED = "timed"


class Outcome(StrEnum):
    """A set's effort against its target (section 4)."""

    ON_TARGET = "on_target"
    TOO_CLOSE = "too_close"
    TOO_EASY = "too_easy"
    UNRATED = "unrated"


class Severity(StrEnum):
    """How loud a warning is: note informs, caution asks for a change, stop says no more of it."""

    NOTE = "note"
    CAUTION = "caution"
    STOP = "stop"


class EnergyBalance(StrEnum):
    """Eating against need, kept until changed (section 6)."""

    SURPLUS = "surplus"
    MAINTENANCE = "maintenance"
    DEFICIT = "deficit"
    LARGE_DEFICIT = "large_deficit"


class EffortWord(StrEnum):
    """Effort in words, for lifters who prefer them (section 1); the order of the numbers."""

    MAX = "max"
    VERY_HARD = "very_hard"
    HARD = "hard"
    MEDIUM = "medium"
    EASY = "easy"


WORDS_BY_RIR = tuple(EffortWord)
_MOST_RIR = rule("rir_scale").numbers["most"]
_RPE_AT_FAILURE = rule("rir_scale").numbers["rpe_at_failure"]


def level_below(level: Level) -> Level:
    """Return the level one step lower, at least beginner (rulebook 2, new movement)."""
    return Level.INTERMEDIATE if level is Level.ADVANCED else Level.BEGINNER


def rir_from_word(word: EffortWord | str) -> int:
    """Return the RIR stored for a word: Max 0 to Easy 4 (rulebook 1).

    Raises ValueError for any other word.
    """
    try:
        return WORDS_BY_RIR.index(EffortWord(word))
    except ValueError:
        raise ValueError(f"word: {word!r} is not one of {', '.join(EffortWord)}") from None


def word_from_rir(rir: float) -> EffortWord:
    """Return the word for an RIR; a half goes to the easier word, as it is not failure.

    Raises ValueError for a negative RIR or one that is not in halves.
    """
    return WORDS_BY_RIR[min(ceil(half_steps("rir", rir)), len(WORDS_BY_RIR) - 1)]


def rpe_from_rir(rir: float) -> float:
    """Return RPE = 10 - RIR (rulebook 1). Raises ValueError for an RIR not in halves."""
    return _RPE_AT_FAILURE - min(half_steps("rir", rir), _MOST_RIR)


def rir_from_rpe(rpe: float) -> float:
    """Return RIR = 10 - RPE, at most 5 (rulebook 1: any higher is stored as 5).

    Raises ValueError for an RPE over 10, under 0 or not in halves.
    """
    if half_steps("rpe", rpe) > _RPE_AT_FAILURE:
        raise ValueError(f"rpe: {rpe!r} is over {_RPE_AT_FAILURE}")
    return min(_RPE_AT_FAILURE - rpe, _MOST_RIR)
