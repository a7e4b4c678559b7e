"""Every rule by its code. The engine reads its numbers here and nowhere else."""

from collections.abc import Mapping
from types import MappingProxyType

from programming.rulebook.rows import (
    basics,
    fatigue,
    history,
    judging,
    level,
    progression,
    recovery,
    target,
)
from programming.rulebook.rows.rule import Rule

# Stored with every target: a change of any number or sentence is a new version.
RULEBOOK_VERSION = "1.0"

RULES: Mapping[str, Rule] = MappingProxyType(
    {
        row.code: row
        for row in (
            *target.ROWS,
            *judging.ROWS,
            *recovery.ROWS,
            *basics.ROWS,
            *history.ROWS,
            *progression.ROWS,
            *fatigue.ROWS,
            *level.ROWS,
        )
    }
)


def rule(code: str) -> Rule:
    """Return the rule with this code. Raises ValueError for a code there is no rule for."""
    try:
        return RULES[code]
    except (KeyError, TypeError):
        raise ValueError(f"code: {code!r} is not the code of a rule") from None
