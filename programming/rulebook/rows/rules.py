"""Every rule by its code. The engine reads its numbers here and nowhere else."""

from collections.abc import Mapping
from types import MappingProxyType

from programming.rulebook.rows import basics as rows_basics
from programming.rulebook.rows import fatigue as rows_fatigue
from programming.rulebook.rows import history as rows_history
from programming.rulebook.rows import judging as rows_judging
from programming.rulebook.rows import level as rows_level
from programming.rulebook.rows import progression as rows_progression
from programming.rulebook.rows import recovery as rows_recovery
from programming.rulebook.rows import target as rows_target
from programming.rulebook.rows.rule import Rule

# Stored with every target: a change of any number or sentence is a new version.
RULEBOOK_VERSION = "1.0"

RULES: Mapping[str, Rule] = MappingProxyType(
    {
        row.code: row
        for row in (
            *rows_target.ROWS,
            *rows_judging.ROWS,
            *rows_recovery.ROWS,
            *rows_basics.ROWS,
            *rows_history.ROWS,
            *rows_progression.ROWS,
            *rows_fatigue.ROWS,
            *rows_level.ROWS,
        )
    }
)


def rule(code: str) -> Rule:
    """Return the rule with this code. Raises ValueError for a code there is no rule for."""
    try:
        return RULES[code]
    except (KeyError, TypeError):
        raise ValueError(f"code: {code!r} is not the code of a rule") from None
