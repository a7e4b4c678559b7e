"""What a coach sets, each with why; and what an athlete says to it."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any

from crispy_forms.helper import FormHelper
from django import forms

from logbook.models import CoachLink
from logbook.models.coach_changes import WHY_LENGTH
from logbook.web.fields import TextField, WholeField
from programming.choices import Level
from programming.lines import MOST_RIR


class WhyForm(forms.Form):
    """Why something is set: the athlete reads it. `key` makes a second tap the same change."""

    why = TextField(
        label="Why? They read it",
        max_length=WHY_LENGTH,
        widget=forms.TextInput(attrs={"maxlength": WHY_LENGTH, "autocomplete": "off"}),
        error_messages={
            "required": "Say why in a few words: they read it before their next session.",
            "max_length": f"At most {WHY_LENGTH} letters.",
        },
    )
    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"key": uuid.uuid4(), **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        # Several of these stand on one page.
        self.auto_id = f"{type(self).__name__.lower()}-%s"
        self.order_fields([name for name in self.fields if name not in {"why", "key"}])
        self.helper = FormHelper()
        self.helper.form_tag = False


def _rir(label: str) -> WholeField:
    field = WholeField(
        low=0,
        high=MOST_RIR,
        required=False,
        message=f"Reps left are whole, 0 to {MOST_RIR}.",
    )
    field.label = label
    field.widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})
    return field


class TargetForm(WhyForm):
    """A target by hand in reps left; blank, the rules set it."""

    low = _rir("Fewest reps left")
    aim = _rir("Aim")
    high = _rir("Most reps left")
    exercise = forms.IntegerField(widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        """All three in order, or none."""
        data = super().clean() or self.cleaned_data
        given = [data.get(name) for name in ("low", "aim", "high")]
        if self.errors or given == [None] * 3:
            return data
        if None in given:
            self.add_error("low", "Fill in all three, or leave all blank: then the rules set it.")
        elif given != sorted(one for one in given if one is not None):
            self.add_error("low", "From the fewest over the aim to the most.")
        return data

    @property
    def target(self) -> tuple[int, int, int] | None:
        """Low, aim and high; None for by rule. Only of a valid form."""
        data = self.cleaned_data
        return None if data["aim"] is None else (data["low"], data["aim"], data["high"])


class LevelSetForm(WhyForm):
    """A level for the athlete."""

    level = forms.ChoiceField(
        label="Level",
        choices=Level.choices,
        error_messages={
            "required": "Choose a level from the list.",
            "invalid_choice": "Choose a level from the list.",
        },
    )


class TechniqueForm(WhyForm):
    """How many of four lifts are steady when the weight is hard."""

    lifts = forms.TypedChoiceField(
        label="Squat, hinge, press, row: on how many does the last hard rep look like the first?",
        choices=[
            ("0", "None of them yet"),
            *((str(n), f"{n} of the four") for n in range(1, 4)),
            ("4", "All four"),
        ],
        coerce=int,
        error_messages={
            "required": "Choose from the list.",
            "invalid_choice": "Choose from the list.",
        },
    )


class GiveForm(WhyForm):
    """A program for an athlete."""

    program = forms.TypedChoiceField(
        label="Program",
        coerce=int,
        error_messages={
            "required": "Choose a program.",
            "invalid_choice": "Choose a program from the list.",
        },
    )

    def __init__(self, *args: Any, programs: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["program"].choices = [(str(key), name) for key, name in programs]  # type: ignore[attr-defined]


class GiveToForm(WhyForm):
    """Who gets a program: athletes by their links, or all of a group."""

    group = forms.TypedChoiceField(
        label="All of a group", coerce=int, empty_value=None, required=False
    )
    athletes = forms.TypedMultipleChoiceField(
        label="Athletes",
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "Somebody chosen may not get it any more. Choose again."},
    )

    def __init__(
        self,
        *args: Any,
        links: Sequence[CoachLink],
        groups: Sequence[tuple[int, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        theirs = [(str(one.pk), str(one.athlete)) for one in links]
        self.fields["athletes"].choices = theirs  # type: ignore[attr-defined]
        named = [("", "No group"), *((str(key), name) for key, name in groups)]
        self.fields["group"].choices = named  # type: ignore[attr-defined]
        if not groups:
            del self.fields["group"]

    def clean(self) -> dict[str, Any]:
        """Somebody is chosen."""
        data = super().clean() or self.cleaned_data
        data.setdefault("group", None)
        if not self.errors and not data["athletes"] and data["group"] is None:
            self.add_error(None, "Choose who gets it.")
        return data


class AnswerForm(forms.Form):
    """Why an athlete refuses; it may be left out."""

    answer = TextField(required=False, max_length=WHY_LENGTH)
