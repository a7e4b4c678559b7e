"""Fields that several forms share."""

from __future__ import annotations

import re
import unicodedata

from django import forms
from django.core.exceptions import ValidationError

_WHOLE = re.compile(r"[0-9]{1,19}", re.ASCII)
# Marks that turn the direction of the text around them: they would disturb every row they are in.
_DIRECTION = re.compile("[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]")


class WholeField(forms.CharField):
    """A whole number in plain digits, from `low` to `high`."""

    def __init__(self, *, low: int, high: int, message: str, required: bool = True) -> None:
        super().__init__(required=required, max_length=40, error_messages={"required": message})
        self.low, self.high, self.message = low, high, message

    def clean(self, value: object) -> int | None:
        """The number, None for blank. Raises `ValidationError` with the field's sentence."""
        try:
            text = super().clean(value)
        except ValidationError as error:
            raise ValidationError(self.message) from error
        if not text:
            return None
        if not _WHOLE.fullmatch(text) or not self.low <= int(text) <= self.high:
            raise ValidationError(self.message)
        return int(text)


class TextField(forms.CharField):
    """Text a person writes: control characters are refused, direction marks taken out."""

    def clean(self, value: object) -> str:
        """The text. Raises `ValidationError` for what no keyboard types."""
        text = str(super().clean(value))
        text = _DIRECTION.sub("", text).replace("\r\n", "\n")
        if any(unicodedata.category(one) in ("Cc", "Cs") and one not in "\n\t" for one in text):
            raise ValidationError("Take out the characters that cannot be printed.")
        return text.strip()
