"""The first sign-in and the settings."""

from __future__ import annotations

from collections.abc import Collection, Mapping
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


def _bodyweight_field(help_text: str) -> forms.CharField:
    """A bodyweight, read in the unit chosen beside it once that is known."""
    return forms.CharField(
        required=False,
        max_length=40,
        label="Bodyweight",
        help_text=help_text,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
    )


def weighed_in(form: forms.BaseForm, data: Mapping[str, Any]) -> Load | None:
    """The bodyweight typed into a form in the unit chosen there; its refusal is put at the field."""
    typed, unit = (data.get("bodyweight") or "").strip(), data.get("unit")
    if not (typed and unit):
        return None
    try:
        return bodyweight_of(typed, Unit(unit))
    except ValueError as error:
        form.add_error("bodyweight", str(error))
        return None


class WelcomeForm(BackgroundForm):
    """The first sign-in: goal, level questions, unit and zone."""

    goal = forms.ChoiceField(label="What do you train for?", choices=Goal.choices)
    unit = forms.ChoiceField(label="Weights in", choices=Unit.choices)
    bodyweight = _bodyweight_field(
        "For pull-ups and dips, and to compare your lifts. Skip it if you like."
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
        data["weighed"] = weighed_in(self, data)
        return data

    @property
    def welcome(self) -> WelcomeEntry:
        """Everything that was said; only of a valid form."""
        data = self.cleaned_data
        return WelcomeEntry(data["goal"], data["unit"], data["zone"], data["weighed"], self.entry)


class SettingsForm(forms.ModelForm):  # type: ignore[type-arg]
    """How the lifter trains and how the pages speak to them."""

    name = TextField(required=False, max_length=80, label="Name")
    bodyweight = _bodyweight_field("For pull-ups, dips and other lifts that move you.")

    class Meta:
        model = User
        # No level and no formula: each is changed on the level page alone, beside its score.
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
        self.last = last
        for name in self.Meta.fields:
            # What was shown travels with the form: only what was changed against it is written.
            self.fields[name].show_hidden_initial = True
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
        self.fields["zone"].show_hidden_initial = True
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
        data["weighed"] = weighed_in(self, data)
        return data

    @property
    def changed(self) -> dict[str, object]:
        """What was changed against what the form showed, by column; only of a valid form."""
        return {
            name: self.cleaned_data[name] for name in self.Meta.fields if self._is_changed(name)
        }

    @property
    def shown(self) -> dict[str, object]:
        """What the form showed of the columns that were changed."""
        names = ((name, self[name].html_initial_name) for name in self.changed)
        return {name: self.data[sent] for name, sent in names if sent in self.data}

    def _is_changed(self, name: str) -> bool:
        # A post without what was shown (an old page, a program) means what it says.
        kept = self.data.get(self[name].html_initial_name)
        return kept is None or str(self.cleaned_data[name]) != kept

    def against(self, saved: User, names: Collection[str]) -> SettingsForm:
        """The same answers in a form for the settings as they stand now, both said where they clash."""
        kept = {name: getattr(saved, name) for name in self.Meta.fields}
        shown = {self[name].html_initial_name: value for name, value in kept.items()}
        form = SettingsForm({**dict(self.data.items()), **shown}, instance=saved, last=self.last)
        form.is_valid()
        for name in names:
            told = dict(getattr(self.fields[name], "choices", ()))
            value = told.get(kept[name], kept[name]) or "nothing"
            form.add_error(name, f"Changed elsewhere to: {value}. Saving now puts yours there.")
        return form
