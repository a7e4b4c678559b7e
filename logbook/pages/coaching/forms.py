"""What an athlete ticks for a coach, and whom a coach asks."""

from __future__ import annotations

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Field, Layout
from django import forms

from logbook.acts.looks import Consent
from logbook.web.fields import TextField

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
