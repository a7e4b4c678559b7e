"""Every rule by its code. The engine reads its numbers here and nowhere else."""

from collections.abc import Mapping
from types import MappingProxyType

from programming.rulebook.rows import (
    basics,
    fatigue,
    history,
    judging,
    level,
    patterns,
    progression,
    recovery,
    target,
    version_1_0,
    warm_ups,
)
from programming.rulebook.rows.rule import Rule

# Stored with every target: a change of any number or sentence is a new version, and the row as it
# was goes to the versions before.
RULEBOOK_VERSION = "1.1"

RULES: Mapping[str, Rule] = MappingProxyType(
    {
        row.code: row
        for row in (
            *target.ROWS,
            *judging.ROWS,
            *recovery.ROWS,
            *basics.ROWS,
            *history.ROWS,
            *patterns.ROWS,
            *progression.ROWS,
            *warm_ups.ROWS,
            *fatigue.ROWS,
            *level.ROWS,
        )
    }
)


_EARLIER: Mapping[str, Mapping[str, Rule]] = MappingProxyType(
    {"1.0": MappingProxyType({row.code: row for row in version_1_0.ROWS})}
)


def rule(code: str, version: str = RULEBOOK_VERSION) -> Rule:
    """Return the rule with this code, as the rulebook of that version had it.

    A version that is not known counts as this one. Raises ValueError for a code there is no
    rule for.
    """
    try:
        return _EARLIER.get(version, RULES).get(code) or RULES[code]
    except (KeyError, TypeError):
        raise ValueError(f"code: {code!r} is not the code of a rule") from None
