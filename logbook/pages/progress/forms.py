"""What the buttons beside a pattern send."""

from __future__ import annotations

from django import forms

from logbook.web.fields import WholeField
from programming.rulebook import RULES

PATTERNS = (
    "pain_repeats",
    "recovery_debt",
    "failure_piles_up",
    "overshooting",
    "repeated_drops",
    "grind",
    "sandbagging",
)


class PatternForm(forms.Form):
    """Which pattern is put aside, and of which exercise it was said, if of one."""

    code = forms.ChoiceField(choices=[(code, RULES[code].title) for code in PATTERNS])
    exercise = WholeField(low=1, high=2**63 - 1, message="Put it aside again.", required=False)
