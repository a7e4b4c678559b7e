"""The choices of the set form, which is drawn anew with every set that is logged.

Each is one string, built once for its choices and what is chosen, and kept.
"""

from __future__ import annotations

from functools import lru_cache

from django import template
from django.utils.html import format_html, format_html_join

from logbook.wording.bar import BarChoice, BarLine
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


@register.simple_tag
def on_bar(item_id: int, line: BarLine | None, *, is_answer: bool = False) -> str:
    """What goes on the bar for the load that is typed, in the place its answer is swapped into.

    No white space around it: a region beside it that has none is empty.
    """
    return format_html(
        _SWAPPED if is_answer else _IN_PLACE,
        item_id,
        _line(item_id, line) if line is not None else "",
    )


_IN_PLACE = '<p class="rs-plates__on" id="bar-{}">{}</p>'
_SWAPPED = '<p class="rs-plates__on" id="bar-{}" hx-swap-oob="true">{}</p>'


def _line(item_id: int, line: BarLine) -> str:
    """Its words, and the loads to take instead; who types passes these by."""
    return format_html("<span>{}</span>", line.says) + format_html_join(
        "",
        '<button class="rs-btn" type="button" tabindex="-1" data-load="{}" form="set-{}">{}</button>',
        ((load, item_id, load) for load in line.instead),
    )


@register.simple_tag
def bars(item_id: int, choices: tuple[BarChoice, ...]) -> str:
    """The bars to choose from for an exercise, kept for every time it comes."""
    return _bars(item_id, choices)


@lru_cache(maxsize=256)
def _bars(item_id: int, choices: tuple[BarChoice, ...]) -> str:
    return format_html(
        '<p class="rs-plates__bars" role="group" aria-label="The bar of this exercise"><span>Bar</span>{}</p>',
        format_html_join(
            "",
            '<button class="rs-btn" type="submit" form="habit-{}" name="bar" value="{}" aria-pressed="{}">{}</button>',
            (
                (item_id, one.value, "true" if one.is_chosen else "false", one.says)
                for one in choices
            ),
        ),
    )


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
