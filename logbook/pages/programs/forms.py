"""What a lifter says of programs: when they can train, and when not."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms

from logbook.choices import Excuse
from logbook.log.programs import COMING
from programming.choices import Needs

WEEKDAYS = [
    ("0", "Monday"),
    ("1", "Tuesday"),
    ("2", "Wednesday"),
    ("3", "Thursday"),
    ("4", "Friday"),
    ("5", "Saturday"),
    ("6", "Sunday"),
]
DAYS = [("", "Any"), ("2", "2"), ("3", "3"), ("4", "4"), ("7", "5+")]


class FitForm(forms.Form):
    """How many days a week there are, and what there is to train with; neither has to be said."""

    days = forms.TypedChoiceField(
        label="Days a week",
        choices=DAYS,
        coerce=int,
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
    )
    needs = forms.ChoiceField(
        label="Where",
        choices=Needs.choices,
        required=False,
        widget=forms.RadioSelect,
        initial=Needs.GYM,
    )

    @property
    def said(self) -> dict[str, Any]:
        """What was said, with a gym where nothing was; what makes no sense was not said."""
        self.is_valid()
        return {
            "days": self.cleaned_data.get("days"),
            "needs": self.cleaned_data.get("needs") or Needs.GYM,
        }


class FollowForm(forms.Form):
    """The days of the week a program is trained on; none where the next session simply comes next."""

    day = forms.TypedMultipleChoiceField(choices=WEEKDAYS, coerce=int, required=False)

    @property
    def weekdays(self) -> int:
        """A bit for each day, Monday the lowest; only of a valid form."""
        return sum(1 << day for day in self.cleaned_data["day"])


class ExcuseForm(forms.Form):
    """A day on which nothing is planned."""

    day = forms.DateField()
    reason = forms.ChoiceField(choices=Excuse.choices)
    back = forms.BooleanField(required=False)

    def __init__(self, *args: Any, today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["reason"].required = "back" not in self.data

    def clean_day(self) -> dt.date:
        """A day of the weeks that are shown."""
        day: dt.date = self.cleaned_data["day"]
        if not self.today <= day <= self.today + COMING:
            raise forms.ValidationError("Choose a day of the next four weeks.")
        return day


class SlotForm(forms.Form):
    """A session of a program that is put off to a day, left out, or back in its turn."""

    slot = forms.IntegerField(min_value=0, max_value=10_000)
    day = forms.DateField(required=False)
    act = forms.ChoiceField(choices=[("move", ""), ("leave", ""), ("back", "")])

    def __init__(self, *args: Any, today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean(self) -> dict[str, Any]:
        """A session is put off to a day of the weeks that are shown."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("act") == "move" and not self.errors.get("day"):
            day = data.get("day")
            if day is None or not self.today <= day <= self.today + COMING:
                self.add_error("day", "Choose a day of the next four weeks.")
        return data
