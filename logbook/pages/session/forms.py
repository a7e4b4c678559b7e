"""The set form: the one that is filled in twenty times a session."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from logbook.acts.entries import SetEntry
from logbook.choices import EndedBy, SetKind
from logbook.web.fields import SecondsField, TextField, WholeField
from logbook.wording.effort import RIR_HALVES
from programming.loads import Load, LoadKind, Unit, parse_load

MOST_REPS = 300
_NO_REPS = f"Enter the reps as a whole number from 0 to {MOST_REPS}."
# Longer than anybody holds anything (RepStack policy).
LONGEST = 3600
# A rep more or less is misjudged; so many left after a failure is one of two taps gone wrong
# (RepStack policy).
_CONTRADICTS_FROM = 4


class _Shared(dict[str, forms.Field]):
    """Fields that no instance changes, so that no instance needs a copy of its own."""

    def __deepcopy__(self, memo: object) -> _Shared:
        return self


class SetForm(forms.Form):
    """One set as typed. Rendered by hand: it is the page's hot path.

    Where bodyweight is moved the weight may be left blank.
    """

    key = forms.UUIDField(error_messages={"invalid": "Reload the page and log the set again."})
    number = WholeField(low=1, high=999, message="Reload the page and log the set again.")
    version = WholeField(low=1, high=9999, message="Reload the page.", required=False)
    unit = forms.ChoiceField(choices=Unit.choices)
    kind = forms.ChoiceField(choices=[*SetKind.choices, ("test", "Test set")])
    load = forms.CharField(
        required=False,
        max_length=40,
        error_messages={"max_length": "Enter the weight as a number, like 82.5."},
    )
    load_kind = forms.ChoiceField(choices=LoadKind.choices, required=False)
    reps = WholeField(low=0, high=MOST_REPS, message=_NO_REPS, required=False)
    seconds = SecondsField(
        high=LONGEST,
        message=f"Enter the time in seconds or as 1:30, up to {LONGEST // 60} minutes.",
    )
    rir = forms.CharField(
        required=False,
        max_length=10,
        error_messages={"max_length": "Choose how many good reps were left, 0 to 5+."},
    )
    words = forms.BooleanField(required=False)
    ended_by = forms.ChoiceField(choices=EndedBy.choices, required=False)
    last = forms.BooleanField(required=False)
    note = TextField(required=False, max_length=500)

    def clean_load_kind(self) -> str:
        """The kind typed; nothing said is an outside weight."""
        return self.cleaned_data["load_kind"] or LoadKind.EXTERNAL

    def clean_rir(self) -> int | None:
        """RIR in halves, None for blank: never filled in for the lifter (rulebook 1)."""
        typed = self.cleaned_data["rir"].strip()
        if not typed:
            return None
        if typed not in RIR_HALVES:
            raise ValidationError("Choose how many good reps were left, 0 to 5+.")
        return RIR_HALVES[typed]

    def clean(self) -> dict[str, Any]:
        """Read the weight in the unit the page showed."""
        data = super().clean() or self.cleaned_data
        self._clean_size(data)
        typed = (data.get("load") or "").strip()
        if "unit" not in data or "load" not in data:
            return data
        if typed:
            try:
                data["load"] = parse_load(typed, Unit(data["unit"]))
            except ValueError as error:
                self.add_error("load", str(error))
        elif data.get("load_kind") == LoadKind.EXTERNAL and data.get("kind") != SetKind.TIMED:
            self.add_error("load", f"Enter the weight in {data['unit']}.")
        else:
            data["load"] = None
        return data

    def _clean_size(self, data: dict[str, Any]) -> None:
        """A timed set has seconds, any other one reps."""
        name = "seconds" if data.get("kind") == SetKind.TIMED else "reps"
        if name in data and data[name] is None:
            message = _NO_REPS if name == "reps" else "Enter how long you held it."
            self.add_error(name, message)

    @property
    def entry(self) -> SetEntry:
        """What was typed; only of a valid form."""
        data = self.cleaned_data
        if data["kind"] == SetKind.TIMED:
            # Neither reps nor what is left of them: it carries no verdict (rulebook 1).
            return SetEntry(
                reps=0,
                seconds=data["seconds"],
                load=data["load"] if data["load_kind"] != LoadKind.BODYWEIGHT else None,
                load_kind=data["load_kind"],
                kind=SetKind.TIMED,
                is_last=data["last"],
                note=data["note"],
            )
        load: Load | None = data["load"]
        is_test = data["kind"] == "test"
        return SetEntry(
            reps=data["reps"],
            load=load if data["load_kind"] != LoadKind.BODYWEIGHT else None,
            load_kind=data["load_kind"],
            rir_halves=data["rir"],
            rir_in_words=data["words"],
            kind=SetKind.WORKING if is_test else data["kind"],
            ended_by=data["ended_by"] or EndedBy.STOPPED,
            is_last=data["last"],
            is_test=is_test,
            note=data["note"],
        )

    @property
    def question(self) -> str:
        """What the set has to be asked about, and is not yet, as the answer names it; else empty.

        Reps left after a failure: it means that none was (rulebook 1). The answer is for these two
        alone, so that neither can be changed under it. Only of a valid form.
        """
        asked = contradiction(self.entry)
        return "" if self.data.get("sure") == asked else asked


def contradiction(entry: SetEntry) -> str:
    """The end and the effort, in halves, where one says what the other denies; else empty."""
    left = entry.rir_halves or 0
    if entry.ended_by == EndedBy.STOPPED or left < _CONTRADICTS_FROM:
        return ""
    return f"{entry.ended_by}:{left}"


SetForm.base_fields = _Shared(SetForm.base_fields)


class NoteForm(forms.Form):
    """A note; its version guards it against another tab. `field` is where it is typed."""

    field = ""

    @property
    def first_error(self) -> str:
        """The first thing wrong with it."""
        return next((str(messages[0]) for messages in self.errors.values()), "")

    @property
    def typed(self) -> tuple[int, str]:
        """The version it was shown with and the note; only of a valid form."""
        *_, version = (name for name in self.fields if name != self.field)
        return self.cleaned_data[version] or 0, self.cleaned_data[self.field]


class ExerciseNoteForm(NoteForm):
    """The note of the day on an exercise."""

    field = "exercise_note"
    exercise_note = TextField(required=False, max_length=500)
    note_version = WholeField(low=1, high=10**6, message="Reload the page.", required=False)


class KeptNoteForm(NoteForm):
    """The note that stays with an exercise."""

    field = "kept_note"
    kept_note = TextField(required=False, max_length=500)
    kept_version = WholeField(low=0, high=10**6, message="Reload the page.", required=False)
