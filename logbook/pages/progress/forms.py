"""What the buttons beside a pattern send, and a bodyweight."""

from __future__ import annotations

from typing import Any

from django import forms

from logbook.web.fields import WholeField, bodyweight_of
from programming.loads import Load, Unit
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


class BodyweightForm(forms.Form):
    """What the lifter weighs today, in their unit."""

    bodyweight = forms.CharField(max_length=40)

    def __init__(self, *args: Any, unit: Unit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.unit = unit

    def clean_bodyweight(self) -> Load:
        """The weight as a load. Raises `ValidationError` with a sentence for the lifter."""
        try:
            return bodyweight_of(self.cleaned_data["bodyweight"], self.unit)
        except ValueError as error:
            raise forms.ValidationError(str(error)) from error
