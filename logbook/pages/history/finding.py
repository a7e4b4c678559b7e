"""Finding sessions: what may be chosen, what was, and the page of what was found."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast
from urllib.parse import urlencode

from crispy_forms.helper import FormHelper
from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator

from logbook.choices import Went
from logbook.log.finding import Page, Wanted, exercises_done, find_sessions, workouts_done
from logbook.models import User
from logbook.pages.history.forms import FIRST_YEAR
from logbook.web.addresses import page_begin, page_begin_in
from logbook.web.requests import row_id

_LAST_DAY = dt.date(2200, 1, 1)
_NOT_LISTED = "Choose one from the list."


class _DayField(forms.DateField):
    """A day of the log."""

    def __init__(self, label: str) -> None:
        super().__init__(
            label=label,
            required=False,
            input_formats=["%Y-%m-%d"],
            widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            error_messages={"invalid": "Enter a date of the calendar, as 2026-03-01."},
            validators=[
                MinValueValidator(dt.date(FIRST_YEAR, 1, 1), f"Enter a date from {FIRST_YEAR} on."),
                MaxValueValidator(_LAST_DAY, f"Enter a date before {_LAST_DAY.year}."),
            ],
        )


class FindForm(forms.Form):
    """What to look for; each field may be left alone. The names are those of the address."""

    exercise = forms.ChoiceField(required=False, error_messages={"invalid_choice": _NOT_LISTED})
    workout = forms.ChoiceField(required=False, error_messages={"invalid_choice": _NOT_LISTED})
    went = forms.ChoiceField(
        label="How it went",
        required=False,
        choices=[("", "Any way"), *Went.choices],
        error_messages={"invalid_choice": _NOT_LISTED},
    )
    first = _DayField("From")
    last = _DayField("To")

    def __init__(
        self,
        data: Mapping[str, Any],
        exercises: Sequence[tuple[int, str]],
        workouts: Sequence[tuple[int, str]],
    ) -> None:
        super().__init__(data)
        self.names: dict[str, dict[str, str]] = {"went": dict(Went.choices)}
        for name, choices, nothing in (
            ("exercise", exercises, "Any exercise"),
            ("workout", workouts, "Any workout"),
        ):
            named = {"": nothing, **{str(pk): text for pk, text in choices}}
            cast("forms.ChoiceField", self.fields[name]).choices = list(named.items())
            self.names[name] = named
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True

    def clean(self) -> dict[str, Any]:
        """Days in order."""
        data = super().clean() or self.cleaned_data
        first, last = data.get("first"), data.get("last")
        if first and last and first > last:
            self.add_error("last", "This day is before the one it begins with.")
        return data

    @property
    def wanted(self) -> Wanted:
        """What was chosen; only of a valid form."""
        data = self.cleaned_data
        return Wanted(
            exercise=row_id(data["exercise"]),
            workout=row_id(data["workout"]),
            first=data["first"],
            last=data["last"],
            went=Went(data["went"]) if data["went"] else None,
        )

    @property
    def said(self) -> str:
        """What was chosen, in words: `Barbell squat, a set too close, from 1 Mar 2025`."""
        data = self.cleaned_data
        asked = ("exercise", "workout", "went")
        words = [self.names[name][data[name]] for name in asked if data[name]]
        for name, joint in (("first", "from"), ("last", "to")):
            if day := data[name]:
                words.append(f"{joint} {day.day} {day:%b %Y}")
        return ", ".join(words)

    @property
    def address(self) -> str:
        """What was chosen, as it stands in the address."""
        kept = {name: self.cleaned_data[name] for name in self.fields}
        return urlencode({name: value for name, value in kept.items() if value})


@dataclass(frozen=True, slots=True)
class FindPage:
    """The page: the form, and what was found; `found` is None while nothing was asked rightly.

    `older` is the address of the next page, empty where there is none.
    """

    form: FindForm
    found: Page | None
    said: str
    here: str
    older: str
    is_first: bool


def read_find(lifter: User, asked: Mapping[str, Any]) -> FindPage:
    """The page of what an address asks for, in a constant number of queries."""
    form = FindForm(asked, exercises_done(lifter), workouts_done(lifter))
    if not form.is_valid():
        return FindPage(form, None, "", "", "", is_first=True)
    before = page_begin_in(asked.get("before", ""))
    wanted = form.wanted
    if not wanted:
        return FindPage(form, None, "", "", "", is_first=True)
    found = find_sessions(lifter, wanted, before)
    older = ""
    if found.next is not None:
        older = f"{form.address}&{urlencode({'before': page_begin(*found.next)})}"
    return FindPage(form, found, form.said, form.address, older, is_first=before is None)
