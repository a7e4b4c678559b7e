"""What a new token is for."""

from __future__ import annotations

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms

from logbook.acts.tokens import LASTS
from logbook.choices import TokenScope
from logbook.models.tokens import NAME_LENGTH
from logbook.web.fields import TextField

_USUAL = 90
_WORDS = {30: "30 days", 90: "90 days", 180: "half a year", 365: "a year"}


class TokenForm(forms.Form):
    """Name, what it may read, how long."""

    name = TextField(
        label="What it is for",
        max_length=NAME_LENGTH,
        help_text="Where you will put it: a script, a watch, a spreadsheet.",
        error_messages={"required": "Give the token a name, so that you know it again."},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    scopes = forms.MultipleChoiceField(
        label="What it may read",
        choices=TokenScope.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": "Tick what the token may read.",
            "invalid_choice": "Choose from the list.",
        },
    )
    days = forms.TypedChoiceField(
        label="For how long",
        choices=[(days, _WORDS[days]) for days in LASTS],
        coerce=int,
        initial=_USUAL,
        error_messages={
            "required": "Choose how long the token lasts.",
            "invalid_choice": "Choose from the list.",
        },
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.layout = Layout("name", "scopes", "days")
