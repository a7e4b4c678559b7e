"""The check-in, the settings and the session's own form."""

from __future__ import annotations

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Fieldset, Layout
from django import forms

from logbook.acts.people import WelcomeEntry
from logbook.choices import EffortInput
from logbook.models import Bodyweight, User
from logbook.pages.level.forms import QUESTIONS, BackgroundForm
from logbook.web.fields import TextField, bodyweight_of, zone_field
from programming.choices import Goal
from programming.loads import Load, Unit


class WelcomeForm(BackgroundForm):
    """The first sign-in: goal, level questions, unit and zone."""

    goal = forms.ChoiceField(label="What do you train for?", choices=Goal.choices)
    unit = forms.ChoiceField(label="Weights in", choices=Unit.choices)
    bodyweight = forms.CharField(
        required=False,
        max_length=40,
        label="Bodyweight",
        help_text="For pull-ups and dips, and to compare your lifts. Skip it if you like.",
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
    )

    def __init__(self, *args: Any, lifter: User, **kwargs: Any) -> None:
        kwargs["initial"] = {"goal": lifter.goal, "unit": lifter.unit, "zone": lifter.zone}
        super().__init__(*args, **kwargs)
        self.fields["zone"] = zone_field(lifter.zone)
        if not self.is_bound:
            # The browser knows better than the default; what was sent once stays.
            self.fields["zone"].widget.attrs["data-own-zone"] = ""
        self.helper.layout = Layout(
            Fieldset("Your training", "goal", *QUESTIONS[:3]),
            Fieldset("You", "unit", "bodyweight", "sex", "zone"),
        )

    def clean(self) -> dict[str, Any]:
        """Read the bodyweight in the unit chosen above it."""
        data = super().clean()
        typed, unit = (data.get("bodyweight") or "").strip(), data.get("unit")
        data["weighed"] = None
        if typed and unit:
            try:
                data["weighed"] = bodyweight_of(typed, Unit(unit))
            except ValueError as error:
                self.add_error("bodyweight", str(error))
        return data

    @property
    def welcome(self) -> WelcomeEntry:
        """Everything that was said; only of a valid form."""
        data = self.cleaned_data
        return WelcomeEntry(data["goal"], data["unit"], data["zone"], data["weighed"], self.entry)


class SettingsForm(forms.ModelForm):  # type: ignore[type-arg]
    """How the lifter trains and how the pages speak to them."""

    name = TextField(required=False, max_length=80, label="Name")
    bodyweight = forms.CharField(
        required=False,
        max_length=40,
        help_text="For pull-ups, dips and other lifts that move you.",
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
    )

    class Meta:
        model = User
        fields = (
            "name",
            "goal",
            "unit",
            "effort_input",
            "zone",
            "energy_balance",
            "theme",
        )
        labels = {
            "unit": "Loads in",
            "energy_balance": "Food, against what you burn",
            "theme": "Light or dark",
            "effort_input": "Good reps left, in",
            "zone": "Time zone",
        }
        help_texts = {
            "effort_input": "By level: words for beginners, numbers for the rest.",
        }

    def __init__(self, *args: Any, last: Bodyweight | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if last is not None:
            weighed = Load(last.milli, Unit(last.unit))
            self.fields[
                "bodyweight"
            ].help_text = f"{weighed} on {last.local_date:%-d %B %Y}. Blank keeps it."
        self.fields["effort_input"].widget.choices = [
            ("", "By level"),
            (EffortInput.NUMBERS, "Numbers, 0 to 5+"),
            (EffortInput.WORDS, "Words, Easy to Max"),
        ]
        self.fields["zone"] = zone_field(self.instance.zone)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.layout = Layout(
            Fieldset("Training", "goal", "energy_balance"),
            Fieldset("Units and words", "unit", "bodyweight", "effort_input"),
            Fieldset("You", "name", "zone", "theme"),
        )

    def clean(self) -> dict[str, Any]:
        """Read the bodyweight in the unit chosen above it."""
        data = super().clean() or self.cleaned_data
        typed, unit = (data.get("bodyweight") or "").strip(), data.get("unit")
        data["weighed"] = None
        if typed and unit:
            try:
                data["weighed"] = bodyweight_of(typed, Unit(unit))
            except ValueError as error:
                self.add_error("bodyweight", str(error))
        return data
