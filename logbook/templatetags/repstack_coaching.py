"""Rows of a coach's list: fifty of them are drawn here, since a template takes ten times as long.

Each is joined by `format_html`, which escapes names and whatever else was written by somebody.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from django import template
from django.utils.html import format_html, format_html_join

from logbook.templatetags.repstack_page import address
from programming.templatetags.repstack_look import icon

register = template.Library()

_ROW = (
    '<tr role="row"><th class="who" role="rowheader" scope="row">'
    '<a class="rs-who rs-break" dir="auto" href="{}">{}</a>'
    '<details><summary>{}<span class="rs-sr">More of {}</span></summary></details>{}</th>'
    '<td class="adh" role="cell">{}</td>'
    '<td class="spk" role="cell">{}</td>'
    '<td class="brc" role="cell">{}</td>'
    '<td class="bud" role="cell">{}</td>'
    '<td class="rdy" role="cell">{}</td>'
    '<td class="last" role="cell">{}</td></tr>'
)
_SPARK = (
    '<svg class="rs-spark" width="96" height="28" role="img" aria-label="{}">'
    '<path class="base" d="M0 {}h96"/><path d="{}"/><circle cx="{}" cy="{}" r="3.5"/></svg>'
)


@register.filter
def roster_rows(rows: Iterable[Any]) -> str:
    """The rows of the list (`logbook.pages.coaching.roster.Row`).

    On a phone one is the name, the reason and a line; what else there is opens.
    """
    down = icon("down", small=True)
    return format_html_join(
        "",
        _ROW,
        (
            (
                address("coaching_athlete", row.pk),
                row.name,
                down,
                row.name,
                _reasons(row),
                _effort(row),
                _spark(row),
                _breaches(row.open, row.stops, row.new),
                _spent() if row.budget == "spent" else row.budget,
                _readiness(row),
                row.last,
            )
            for row in rows
        ),
    )


def _reasons(row: Any) -> str:
    return format_html_join(
        "",
        '<span class="rs-reason rs-reason--{}">{}<span>{}{}</span></span>',
        (
            (
                row.severity if not place else "more",
                _sign(row.severity) if not place else "",
                why.text,
                _fresh() if not place and row.fresh else "",
            )
            for place, why in enumerate(row.reasons)
        ),
    )


def _sign(severity: str) -> str:
    return icon("target" if severity == "ok" else severity, small=True)


@lru_cache(maxsize=1)
def _fresh() -> str:
    return format_html(' <b class="{}">new</b>', "rs-fresh")


@lru_cache(maxsize=1)
def _spent() -> str:
    return format_html("<b>{}</b>", "spent")


def _effort(row: Any) -> str:
    if row.shares is not None:
        close, on, easy = row.shares
        return format_html(
            '{}<p class="nums"><span class="all" aria-hidden="true">{} · <b>{}</b> · {} %,</span>'
            '<span class="one" aria-hidden="true"><b>{} %</b> on target,</span> rated {} of {}</p>',
            _shares(close, on, easy),
            close,
            on,
            easy,
            on,
            row.rated,
            row.of,
        )
    if row.of:
        return format_html('<p class="nums">rated {} of {} sets</p>', row.rated, row.of)
    return format_html('<p class="nums">{}</p>', "no sets")


@lru_cache(maxsize=1024)
def _shares(close: int, on: int, easy: int) -> str:
    """Three shares in per cent as a bar."""
    parts = []
    if close:
        parts.append(
            format_html(
                '<rect class="close" width="{0}%" height="100%"/>'
                '<rect width="{0}%" height="100%" fill="url(#hatch)"/>',
                close,
            )
        )
    if on:
        parts.append(format_html('<rect class="on" x="{}%" width="{}%" height="100%"/>', close, on))
    if easy:
        parts.append(
            format_html('<rect class="easy" x="{}%" width="{}%" height="100%"/>', close + on, easy)
        )
    return format_html(
        '<svg class="rs-share" role="img" '
        'aria-label="{} % too close, {} % on target, {} % too easy">{}</svg>',
        close,
        on,
        easy,
        format_html_join("", "{}", ((one,) for one in parts)),
    )


def _spark(row: Any) -> str:
    one = row.spark
    if one is None:
        return "too few sets"
    return format_html(_SPARK, one.says, one.line, one.d, one.x, one.y)


@lru_cache(maxsize=1024)
def _breaches(number: int, stops: int, new: int) -> str:
    if not number:
        return "none"
    return format_html(
        "<b>{}</b> {}{}",
        number,
        f"{stops} stop" if stops else "",
        format_html(", <b>{} new</b>", new) if new else "",
    )


def _readiness(row: Any) -> str:
    if row.bars is None:
        return "not shared"
    if not row.state:
        return "not asked"
    return _drawn(tuple(row.bars), row.says, row.state)


@lru_cache(maxsize=1024)
def _drawn(bars: tuple[tuple[str, str], ...], says: str, state: str) -> str:
    return format_html(
        '<svg class="rs-rdy" width="67" height="20" role="img" aria-label="Last sessions: {}">{}</svg> {}',
        says,
        format_html_join("", '<path class="{}" d="{}"/>', bars),
        state,
    )
