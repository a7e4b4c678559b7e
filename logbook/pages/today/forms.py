"""The check-in’s form."""

from __future__ import annotations

from django import forms

from logbook.acts.check_ins import CheckInEntry
from logbook.choices import EnergyBalance, Recovery, Sleep, Stress


class CheckInForm(forms.Form):
    """Four taps, each of which may be skipped."""

    sleep = forms.ChoiceField(choices=Sleep.choices, required=False)
    short_nights = forms.BooleanField(required=False)
    recovery = forms.ChoiceField(choices=Recovery.choices, required=False)
    stress = forms.ChoiceField(choices=Stress.choices, required=False)
    energy_balance = forms.ChoiceField(choices=EnergyBalance.choices, required=False)

    @property
    def entry(self) -> CheckInEntry:
        """What was tapped; only of a valid form."""
        return CheckInEntry(**self.cleaned_data)
