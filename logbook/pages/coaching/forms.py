"""What an athlete ticks for a coach, and whom a coach asks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Field, Layout
from django import forms

from logbook.acts.looks import Consent
from logbook.models import CoachLink
from logbook.models.groups import GROUP_NAME_LENGTH
from logbook.web.fields import TextField
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
