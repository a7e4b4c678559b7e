"""The rules and the tables say the same words: each kept enumeration is its twin in the rulebook.

The rulebook knows no Django, so the words stand twice; a word on one side alone would be stored and
never judged, or judged and never stored.
"""

import enum

import pytest

from logbook import choices as logbook
from programming import choices as programming
from programming import rulebook

TWINS = [
    (programming.Goal, rulebook.Goal),
    (programming.Level, rulebook.Level),
    (programming.Role, rulebook.Role),
    (programming.Tier, rulebook.Tier),
    (logbook.EndedBy, rulebook.EndedBy),
    (logbook.EnergyBalance, rulebook.EnergyBalance),
    (logbook.Outcome, rulebook.Outcome),
    (logbook.ReadinessState, rulebook.ReadinessState),
    (logbook.SetKind, rulebook.SetKind),
    (logbook.Sex, rulebook.Sex),
    (logbook.StrengthFormula, rulebook.StrengthFormula),
]


@pytest.mark.parametrize(("kept", "ruled"), TWINS, ids=[kept.__name__ for kept, _ in TWINS])
def test_the_words_kept_are_the_words_ruled(kept: type[enum.Enum], ruled: type[enum.Enum]):
    # What was not said is kept as an empty word, and is no word to the rules.
    assert {(one.name, one.value) for one in kept if one.value} == {
        (one.name, one.value) for one in ruled
    }


def test_every_twin_is_named():
    """An enumeration of the tables that bears a name of the rulebook's is a twin of it."""
    named = {
        one
        for module in (logbook, programming)
        for name, one in vars(module).items()
        if isinstance(one, type) and issubclass(one, enum.Enum) and name in rulebook.__all__
    }

    assert named == {kept for kept, _ in TWINS}
