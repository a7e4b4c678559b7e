"""Picking, creating and annotating exercises."""

from __future__ import annotations

from django import forms

from logbook.forms.fields import TextField, WholeField
from programming.choices import Muscle

_LARGEST_ID = 2**63 - 1
_PICK_AGAIN = "Go back and pick again."


class SearchForm(forms.Form):
    """The search box; anything odd searches for nothing."""

    q = TextField(required=False, max_length=80)
    swap_for = WholeField(low=1, high=_LARGEST_ID, message=_PICK_AGAIN, required=False)

    @property
    def query(self) -> str:
        """What to search for, empty where the text cannot be searched."""
        self.is_valid()
        return str(self.cleaned_data.get("q", ""))

    @property
    def swap(self) -> int | None:
        """The session exercise to replace, if any."""
        self.is_valid()
        return self.cleaned_data.get("swap_for")


class PickForm(forms.Form):
    """The exercise picked, and the session exercise it takes the place of, if any."""

    exercise = WholeField(low=1, high=_LARGEST_ID, message=_PICK_AGAIN)
    swap_for = WholeField(low=1, high=_LARGEST_ID, message=_PICK_AGAIN, required=False)


class OwnExerciseForm(forms.Form):
    """An exercise of the lifter's own; its risk stays unknown until it is classified."""

    name = TextField(
        max_length=80, error_messages={"required": "Give the exercise a name."}, label="Name"
    )
    is_compound = forms.TypedChoiceField(
        label="Moves",
        choices=[("yes", "several joints (press, row, squat)"), ("no", "one joint (curl, raise)")],
        coerce=lambda value: value == "yes",
    )
    muscle = forms.ChoiceField(
        label="Works mostly", required=False, choices=[("", "Not sure"), *Muscle.choices]
    )


class ExerciseNoteForm(forms.Form):
    """The note on an exercise; the version guards it against another tab."""

    exercise_note = TextField(required=False, max_length=500)
    note_version = WholeField(low=1, high=10**6, message="Reload the page.", required=False)

    @property
    def first_error(self) -> str:
        """The first thing wrong with it."""
        return next((str(messages[0]) for messages in self.errors.values()), "")
