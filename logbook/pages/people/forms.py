"""The first sign-in and the settings."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Fieldset, Layout
from django import forms

from logbook.acts.levels import BackgroundEntry
from logbook.acts.people import WelcomeEntry
from logbook.choices import EffortInput
from logbook.models import Bodyweight, User
from logbook.web.fields import TextField, bodyweight_of, is_zone, zone_field
from programming.choices import Goal
from programming.loads import Load, Unit


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


# The months of each answer are the least it says, so that nobody is put higher than they said.
_TRAINED = (
    ("0", "under 6 months"),
    ("6", "6 months to 2 years"),
    ("24", "2 to 5 years"),
    ("60", "over 5 years"),
)


class WelcomeForm(forms.Form):
    """The first sign-in: three taps. What else there is to say has pages of its own."""

    goal = forms.ChoiceField(
        label="What do you train for?",
        choices=Goal.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what you train for, or skip the questions."},
    )
    total_months = forms.TypedChoiceField(
        label="How long have you trained, about once a week or more?",
        choices=_TRAINED,
        coerce=int,
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
    )
    unit = forms.ChoiceField(label="Weights in", choices=Unit.choices, widget=forms.RadioSelect)
    # The browser knows it, so nobody is asked.
    zone = forms.CharField(
        required=False, widget=forms.HiddenInput(attrs={"data-own-zone": ""}), max_length=80
    )

    def __init__(self, *args: Any, lifter: User, **kwargs: Any) -> None:
        kwargs["initial"] = {"unit": lifter.unit}
        super().__init__(*args, **kwargs)
        self.lifter = lifter

    def clean_zone(self) -> str:
        """The browser's zone; one that is unknown here is nobody's mistake, and the old one stays."""
        sent = str(self.cleaned_data["zone"])
        return sent if is_zone(sent) else self.lifter.zone

    @property
    def welcome(self) -> WelcomeEntry:
        """Everything that was said; only of a valid form."""
        data = self.cleaned_data
        trained = BackgroundEntry(total_months=data["total_months"])
        return WelcomeEntry(data["goal"], data["unit"], data["zone"], trained)


class SettingsForm(forms.ModelForm):  # type: ignore[type-arg]
    """How the lifter trains and how the pages speak to them."""

    name = TextField(required=False, max_length=80, label="Name")
    # Read in the unit chosen beside it once that is known.
    bodyweight = forms.CharField(
        required=False,
        max_length=40,
        label="Bodyweight",
        help_text="For pull-ups, dips and other lifts that move you.",
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
    )

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


class GymNameForm(forms.Form):
    """The name of another gym."""

    gym = TextField(
        max_length=40,
        label="Another gym",
        error_messages={"required": "Give the gym a name, like Home."},
    )
