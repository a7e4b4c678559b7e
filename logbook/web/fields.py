"""Fields that several forms share."""

from __future__ import annotations

import re
import unicodedata
import zoneinfo
from functools import cache
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.renderers import BaseRenderer
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from programming.loads import Load, Unit, parse_load, plain_digits

_WHOLE = re.compile(r"[0-9]{1,19}", re.ASCII)
_SECONDS = re.compile(
    r"(?:(?P<minutes>[0-9]{1,3}) ?: ?)?(?P<seconds>[0-9]{1,5})(?: ?(?:s|sec|seconds))?",
    re.ASCII | re.IGNORECASE,
)
# Marks that turn the direction of the text around them: they would disturb every row they are in.
_DIRECTION = re.compile("[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]")


class _DigitsField(forms.CharField):
    """A text of digits of any script; whatever is wrong with it is said in the field's own sentence."""

    message: str

    def digits(self, value: object) -> str:
        """What was typed with the digits 0 to 9, empty for blank. Raises `ValidationError`."""
        try:
            return plain_digits(super().clean(value))
        except ValidationError as error:
            raise ValidationError(self.message) from error


class WholeField(_DigitsField):
    """A whole number in the digits of any script, from `low` to `high`."""

    def __init__(self, *, low: int, high: int, message: str, required: bool = True) -> None:
        super().__init__(required=required, max_length=40, error_messages={"required": message})
        self.low, self.high, self.message = low, high, message

    def clean(self, value: object) -> int | None:
        """The number, None for blank. Raises `ValidationError` with the field's sentence."""
        text = self.digits(value)
        if not text:
            return None
        if not _WHOLE.fullmatch(text) or not self.low <= int(text) <= self.high:
            raise ValidationError(self.message)
        return int(text)


class SecondsField(_DigitsField):
    """How long something lasted, `45`, `45 s` or `1:30`, in whole seconds up to `high`."""

    def __init__(self, *, high: int, message: str) -> None:
        super().__init__(required=False, max_length=40)
        self.high, self.message = high, message

    def clean(self, value: object) -> int | None:
        """The seconds, None for blank. Raises `ValidationError` with the field's sentence."""
        text = self.digits(value)
        if not text:
            return None
        found = _SECONDS.fullmatch(text)
        if found is None:
            raise ValidationError(self.message)
        seconds = int(found["minutes"] or 0) * 60 + int(found["seconds"])
        is_clock = found["minutes"] is None or (
            len(found["seconds"]) == 2 and int(found["seconds"]) < 60
        )
        if not is_clock or not 1 <= seconds <= self.high:
            raise ValidationError(self.message)
        return seconds


class TextField(forms.CharField):
    """Text a person writes: control characters are refused, direction marks taken out."""

    def clean(self, value: object) -> str:
        """The text. Raises `ValidationError` for what no keyboard types."""
        text = str(super().clean(value))
        text = _DIRECTION.sub("", text).replace("\r\n", "\n")
        if any(unicodedata.category(one) in ("Cc", "Cs") and one not in "\n\t" for one in text):
            raise ValidationError("Take out the characters that cannot be printed.")
        return text.strip()


# Where people are: the other names of the time zone database are old ones for the same places, or
# the machine's own ("Factory", "localtime").
_REGIONS = (
    *("Africa", "America", "Antarctica", "Arctic", "Asia", "Atlantic"),
    *("Australia", "Europe", "Indian", "Pacific"),
)


@cache
def _places() -> tuple[str, ...]:
    """The names of real places in the time zone database, which lies in hundreds of files."""
    known = zoneinfo.available_timezones()
    return tuple(sorted(zone for zone in known if zone.partition("/")[0] in _REGIONS))


class LongSelect(forms.Select):
    """A list of hundreds of options as one string: Django would render a template for each."""

    def render(
        self,
        name: str,
        value: Any,
        attrs: dict[str, Any] | None = None,
        renderer: BaseRenderer | None = None,
    ) -> SafeString:
        """The select, with what is chosen marked."""
        chosen = set(self.format_value(value))
        options = format_html_join(
            "",
            '<option value="{}"{}>{}</option>',
            (
                (key, flatatt({"selected": str(key) in chosen}), label)
                for key, label in self.choices
            ),
        )
        written = self.build_attrs(self.attrs, {"name": name, **(attrs or {})})
        return format_html("<select{}>{}</select>", flatatt(written), options)


def is_zone(name: str) -> bool:
    """Whether this is the time zone of a real place, or UTC."""
    return name == "UTC" or name in _places()


def zone_field(kept: str) -> forms.ChoiceField:
    """The time zones of real places and UTC, as a list; and the one `kept`, whatever its name."""
    zones = ["UTC", *sorted({*_places(), kept} - {"UTC"})]
    return forms.ChoiceField(
        label="Time zone",
        choices=[(zone, zone.replace("_", " ")) for zone in zones],
        widget=LongSelect,
        help_text="A session belongs to the day it began where you were.",
    )


def bodyweight_of(typed: str, unit: Unit) -> Load:
    """The bodyweight a lifter typed. Raises `ValueError` with a sentence for the lifter."""
    weighed = parse_load(typed, unit)
    if not 20 * 10**9 <= weighed.micrograms <= 400 * 10**9:
        raise ValueError("Enter your bodyweight, 20 to 400 kg or 45 to 880 lb.")
    return weighed
