"""The choices of the set form, which is drawn anew with every set that is logged.

Each is one string, built once for its choices and what is chosen, and kept.
"""

from __future__ import annotations

from functools import lru_cache

from django import template
from django.utils.html import format_html_join

from logbook.wording.effort import Choices

register = template.Library()


@register.simple_tag
def radios(name: str, choices: Choices, chosen: str) -> str:
    """A label with its radio button for each choice; `chosen` may be none of them."""
    return _radios(name, choices, _known(choices, chosen))


@register.simple_tag
def options(choices: Choices, chosen: str) -> str:
    """The options of a select; `chosen` may be none of them."""
    return _options(choices, _known(choices, chosen))


def _known(choices: Choices, chosen: str) -> str | None:
    """What is chosen as one of the choices: what somebody typed is no key to keep things under."""
    return next((one[0] for one in choices if one[0] == chosen), None)


@lru_cache(maxsize=256)
def _radios(name: str, choices: Choices, chosen: str | None) -> str:
    return format_html_join(
        "",
        '<label><input type="radio" name="{}" value="{}"{}><span>{}{}</span></label>',
        (
            (
                name,
                value,
                " checked" if value == chosen else "",
                label,
                format_html_join("", " <small>{}</small>", ((text,) for text in below if text)),
            )
            for value, label, *below in choices
        ),
    )


@lru_cache(maxsize=64)
def _options(choices: Choices, chosen: str | None) -> str:
    return format_html_join(
        "",
        '<option value="{}"{}>{}</option>',
        ((value, " selected" if value == chosen else "", label) for value, label, *_ in choices),
    )
