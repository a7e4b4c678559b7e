"""Picking, creating and annotating exercises."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import QueryDict

from logbook.web.fields import TextField, WholeField
from programming.catalogue.classification import RiskAnswers, answers_of
from programming.choices import Muscle
from programming.loads import LoadKind
from programming.models import RiskEntry

_LARGEST_ID = 2**63 - 1
_PICK_AGAIN = "Go back and pick again."


class SearchForm(forms.Form):
    """The search box; anything odd searches for nothing."""

    q = TextField(required=False, max_length=80)
    swap_for = WholeField(low=1, high=_LARGEST_ID, message=_PICK_AGAIN, required=False)
    own = forms.BooleanField(required=False)

    @property
    def wants_own(self) -> bool:
        """Whether to open the form for an exercise of one's own."""
        self.is_valid()
        return bool(self.cleaned_data.get("own"))

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


class StarForm(forms.Form):
    """A star put on or taken off, and the search it was tapped in, if any."""

    star = forms.BooleanField(required=False)
    session = WholeField(low=1, high=_LARGEST_ID, message=_PICK_AGAIN, required=False)
    q = TextField(required=False, max_length=80)
    swap_for = WholeField(low=1, high=_LARGEST_ID, message=_PICK_AGAIN, required=False)

    @property
    def values(self) -> dict[str, Any]:
        """What can be read of it: an odd search is left behind, the star counts."""
        self.is_valid()
        return self.cleaned_data


class OfferForm(forms.Form):
    """An own exercise offered for the catalogue, or the offer taken back."""

    offer = forms.BooleanField(required=False)

    @property
    def is_offered(self) -> bool:
        """Whether it is offered from now on."""
        self.is_valid()
        return bool(self.cleaned_data.get("offer"))


class PickForm(forms.Form):
    """The exercise picked, and the session exercise it takes the place of, if any."""

    exercise = WholeField(low=1, high=_LARGEST_ID, message=_PICK_AGAIN)
    swap_for = WholeField(low=1, high=_LARGEST_ID, message=_PICK_AGAIN, required=False)


_ANSWERS = {"": None, "yes": True, "no": False}


class _Question(forms.TypedChoiceField):
    """A yes-or-no question as three taps; what is not tapped is not sure."""

    def __init__(self, label: str) -> None:
        super().__init__(
            label=label,
            required=False,
            choices=[("no", "No"), ("yes", "Yes"), ("", "Not sure")],
            widget=forms.RadioSelect,
            coerce=_ANSWERS.__getitem__,
            empty_value=None,
        )


class OwnExerciseForm(forms.Form):
    """An exercise of the lifter's own, with the questions that say what failing it costs."""

    name = TextField(
        max_length=80, error_messages={"required": "Give the exercise a name."}, label="Name"
    )
    traps = _Question("Can it trap you when you fail, or does your lower back give in first?")
    balance = _Question("Does balance give in first, or can you not simply put it down?")
    is_compound = forms.TypedChoiceField(
        label="Moves",
        choices=[("yes", "several joints"), ("no", "one joint")],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        initial="yes",
    )
    muscle = forms.ChoiceField(
        label="Works mostly", required=False, choices=[("", "Not sure"), *Muscle.choices]
    )
    load_kind = forms.ChoiceField(
        label="How it is loaded",
        required=False,
        choices=[
            (LoadKind.EXTERNAL.value, "A weight"),
            (LoadKind.BODYWEIGHT.value, "My body alone"),
            (LoadKind.ADDED.value, "My body, with weight added"),
            (LoadKind.ASSISTED.value, "My body, with help"),
        ],
    )
    is_unilateral = forms.BooleanField(label="One arm or leg at a time", required=False)

    taps = ("traps", "balance", "is_compound")

    @classmethod
    def of(cls, entry: RiskEntry, data: QueryDict | None = None) -> OwnExerciseForm:
        """The form of an exercise there is already, with what was posted for it."""
        answers = answers_of(entry)
        words = {value: name for name, value in _ANSWERS.items()}
        return cls(
            data,
            initial={
                "name": entry.name,
                "traps": words[answers.traps],
                "balance": words[answers.balance],
                "is_compound": "yes" if entry.is_compound else "no",
                "muscle": next(iter(entry.primary_muscles), ""),
                "load_kind": entry.load_kind,
                "is_unilateral": entry.is_unilateral,
            },
        )

    @property
    def has_more(self) -> bool:
        """Whether what is folded away was filled in, or is wrong."""
        load_kind, is_unilateral = self["load_kind"], self["is_unilateral"]
        return bool(
            load_kind.errors
            or is_unilateral.errors
            or load_kind.value() not in (None, "", LoadKind.EXTERNAL)
            or is_unilateral.value()
        )

    def values(self, entry: RiskEntry | None = None) -> dict[str, Any]:
        """What was said, as making or changing an exercise takes it; only of a valid form.

        The muscles of `entry` stay where the first of them was left as it is.
        """
        data = self.cleaned_data
        known = entry.primary_muscles if entry is not None else []
        muscle = data["muscle"]
        return {
            "name": data["name"],
            "is_compound": data["is_compound"],
            "primary_muscles": known if known[:1] == [muscle] else [muscle] if muscle else [],
            "answers": RiskAnswers(data["traps"], data["balance"]),
            "load_kind": data["load_kind"] or LoadKind.EXTERNAL.value,
            "is_unilateral": data["is_unilateral"],
        }
