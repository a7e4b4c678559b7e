"""What an athlete ticks for a coach, and whom a coach asks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Field, Layout
from django import forms

from logbook.acts.looks import Consent
from logbook.log.coach_list import LIMITS, Thresholds
from logbook.models import CoachLink
from logbook.models.groups import GROUP_NAME_LENGTH
from logbook.web.fields import TextField, WholeField
from logbook.web.requests import row_id

ALL, FROM_TODAY = "all", "today"


class ConsentForm(forms.Form):
    """What a coach sees beyond every set, and what they may do; nothing is ticked unasked."""

    history = forms.ChoiceField(
        label="Of which days",
        choices=[(FROM_TODAY, "From today on"), (ALL, "Everything I ever logged")],
        initial=FROM_TODAY,
        widget=forms.RadioSelect,
    )
    sees_readiness = forms.BooleanField(
        label="How I was: sleep, recovery, stress, eating", required=False
    )
    sees_notes = forms.BooleanField(label="What I noted on sets and sessions", required=False)
    sees_bodyweight = forms.BooleanField(label="What I weighed", required=False)
    sees_program = forms.BooleanField(
        label="Which program I follow, and when it ends", required=False
    )
    sets_targets = forms.BooleanField(
        label="Set targets on exercises I plan, my level, and how many lifts I do with steady form",
        required=False,
    )
    sets_programs = forms.BooleanField(
        label="Give me programs, and change the ones I have", required=False
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, consent: Consent | None = None, **kwargs: Any) -> None:
        if consent is not None:
            kwargs["initial"] = {
                **kwargs.get("initial", {}),
                **consent.ticks,
                "history": ALL if consent.shows_all else FROM_TODAY,
            }
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = False
        self.helper.layout = Layout(
            "version",
            Field("history"),
            HTML('<p class="form-label">They also see, if I tick it</p>'),
            "sees_readiness",
            "sees_notes",
            "sees_bodyweight",
            "sees_program",
            HTML('<p class="form-label">They may also do, if I tick it</p>'),
            "sets_targets",
            "sets_programs",
            HTML(
                '<p class="form-text">They read my plans for that. I am shown who changed what '
                "and why before my next session, and can refuse it.</p>"
            ),
        )

    @property
    def consent(self) -> Consent:
        """What was ticked; only of a valid form."""
        data = self.cleaned_data
        return Consent(
            **{name: data[name] for name in Consent().ticks if name in data},
            shows_all=data["history"] == ALL,
        )


class AskForm(forms.Form):
    """The address of an athlete a coach asks."""

    address = forms.EmailField(
        label="The athlete’s e-mail address",
        max_length=254,
        error_messages={
            "required": "Type the address the athlete logs in with.",
            "invalid": "That is no e-mail address. One looks like name@example.org.",
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False


class CommentForm(forms.Form):
    """A few sentences to the other."""

    text = TextField(
        label="Comment",
        max_length=1000,
        error_messages={"required": "Write something, or leave it."},
    )
    key = forms.UUIDField()
    row = forms.IntegerField(required=False, min_value=1)
    # The session itself, an exercise of it or one of its sets: `item-5`, `row-7`.
    about = forms.RegexField(r"\A(?:item|row)-[0-9]{1,18}\Z", required=False)

    @property
    def named(self) -> dict[str, int | None]:
        """The set or the exercise it is about, as the act takes it; only of a valid form."""
        kind, _, pk = self.cleaned_data["about"].partition("-")
        row = self.cleaned_data["row"] or (int(pk) if kind == "row" else None)
        return {"row_id": row, "item_id": int(pk) if kind == "item" and row is None else None}


class GroupNameForm(forms.Form):
    """What a group is called."""

    name = TextField(
        label="Name of the group",
        max_length=GROUP_NAME_LENGTH,
        error_messages={
            "required": "Give the group a name.",
            "max_length": f"A name has {GROUP_NAME_LENGTH} characters at most.",
        },
    )

    def clean_name(self) -> str:
        """The name in one line."""
        return " ".join(self.cleaned_data["name"].split())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False


class _IdsField(forms.MultipleChoiceField):
    """Rows ticked, also ones that went while the form was open: the act says what becomes of them."""

    def valid_value(self, value: object) -> bool:
        """Whether it can be a row at all."""
        return row_id(str(value)) is not None


class GroupForm(GroupNameForm):
    """A group's name, and who is in it."""

    athletes = _IdsField(
        label="Who is in it",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "Tick athletes of yours."},
    )

    def __init__(self, *args: Any, links: Sequence[CoachLink], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = sorted(links, key=lambda one: (str(one.athlete).casefold(), one.athlete_id))
        field = cast("_IdsField", self.fields["athletes"])
        field.choices = [(one.athlete_id, str(one.athlete)) for one in named]

    @property
    def athlete_ids(self) -> list[int]:
        """Who was ticked, whoever it is: the act takes the coach's own."""
        return [int(one) for one in self.cleaned_data["athletes"]]


def _days(name: str, label: str) -> WholeField:
    low, high = LIMITS[name]
    field = WholeField(low=low, high=high, message=f"Type whole days, {low} to {high}.")
    field.label = label
    return field


def _percent(name: str, label: str) -> WholeField:
    low, high = LIMITS[name]
    field = WholeField(low=low, high=high, message=f"Type whole per cent, {low} to {high}.")
    field.label = label
    return field


class ThresholdsForm(forms.Form):
    """Where the reasons of the list begin."""

    close_percent = _percent("close_percent", "Too close: from so many % of rated sets on")
    easy_percent = _percent("easy_percent", "Too easy: from so many % of rated sets on")
    red_days = WholeField(low=1, high=4, message="Type 1 to 4: of the last 4 check-ins.")
    silent_days = _days("silent_days", "Silent: after so many days, with a program")
    silent_unplanned_days = _days(
        "silent_unplanned_days", "Silent: after so many days, without a program"
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["red_days"].label = "Worn out: red at so many of the last 4 check-ins"
        for one in self.fields.values():
            one.widget.attrs["inputmode"] = "numeric"
        self.helper = FormHelper()
        self.helper.form_tag = False

    def clean(self) -> dict[str, Any]:
        """Nobody is silent sooner for having no program."""
        data = super().clean() or self.cleaned_data
        planned, free = data.get("silent_days"), data.get("silent_unplanned_days")
        if planned and free and free < planned:
            self.add_error(
                "silent_unplanned_days",
                f"Without a program at least as long as with one: {planned} days or more.",
            )
        return data

    @property
    def thresholds(self) -> Thresholds:
        """What was typed; only of a valid form."""
        return Thresholds(**self.cleaned_data)
