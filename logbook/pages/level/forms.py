"""The first questions, and the answers the level rests on."""

from __future__ import annotations

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms

from logbook.acts.levels import BackgroundEntry
from logbook.choices import Sex, StrengthFormula
from logbook.models import Background
from logbook.web.fields import WholeField
from programming.choices import Level

_MOST_MONTHS = 1200
QUESTIONS = ("total_months", "uninterrupted_months", "stable_lifts", "sex")


def _months(label: str, help_text: str) -> WholeField:
    # Typed: the page repeats what was said, and a band's lower bound is a number nobody said.
    field = WholeField(
        low=0,
        high=_MOST_MONTHS,
        required=False,
        message=f"Enter whole months, 0 to {_MOST_MONTHS}, or leave it blank.",
    )
    field.label, field.help_text = label, help_text
    field.widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})
    return field


class BackgroundForm(forms.Form):
    """The questions of the level that only the lifter can answer; each may be skipped."""

    total_months = _months(
        "Months of steady training in all",
        "Every month of lifting at least about once a week, in your whole life. "
        "Two years are 24; just starting is 0.",
    )
    uninterrupted_months = _months(
        "Of these, months without a break until today",
        "Since your last break of more than 3 weeks. 0 if you are in one.",
    )
    stable_lifts = forms.TypedChoiceField(
        label="Lifts that stay steady when the weight is hard",
        help_text="Squat, hinge (like a deadlift), press and row: on how many does the last hard "
        "rep look like the first?",
        choices=[
            ("", "Skip"),
            ("0", "None of them yet"),
            ("1", "One of the four"),
            ("2", "Two of the four"),
            ("3", "Three of the four"),
            ("4", "All four"),
        ],
        coerce=int,
        empty_value=None,
        required=False,
    )
    sex = forms.ChoiceField(
        label="Sex",
        help_text="Only for the table that compares lifts with bodyweight.",
        choices=[("", "Skip"), *Sex.choices],
        required=False,
    )

    def __init__(self, *args: Any, background: Background | None = None, **kwargs: Any) -> None:
        if background is not None:
            answered = {name: getattr(background, name) for name in QUESTIONS}
            kwargs["initial"] = answered | (kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)
        if background is not None and background.uninterrupted_months is not None:
            self.fields["uninterrupted_months"].help_text = (
                f"As of {background.answered_on:%-d %B %Y}; the log has counted on since. "
                "Change it only if it was wrong."
            )
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.layout = Layout(*QUESTIONS)

    def clean(self) -> dict[str, Any]:
        """The months without a break are some of all months."""
        data = super().clean() or self.cleaned_data
        in_all, on_end = data.get("total_months"), data.get("uninterrupted_months")
        if in_all is not None and on_end is not None and on_end > in_all:
            self.add_error("uninterrupted_months", "That is longer than your training in all.")
        return data

    @property
    def entry(self) -> BackgroundEntry:
        """The answers; only of a valid form."""
        return BackgroundEntry(**{name: self.cleaned_data[name] for name in QUESTIONS})


class LevelForm(forms.Form):
    """A level set by hand."""

    level = forms.ChoiceField(
        choices=Level.choices, error_messages={"required": "Choose a level from the list."}
    )


class FormulaForm(forms.Form):
    """The formula of the strength score."""

    formula = forms.ChoiceField(
        choices=StrengthFormula.choices,
        error_messages={"required": "Choose a formula from the list."},
    )
