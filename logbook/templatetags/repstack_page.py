"""What every page's frame needs: its head and lists, htmx's settings, the tabs."""

import datetime as dt
import json
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any, Final

from django import template
from django.shortcuts import resolve_url
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html, format_html_join

from logbook.charts.columns import Cell
from logbook.charts.figures import Box, Mark
from programming.templatetags.repstack_look import icon

register = template.Library()

TABS: Final = {
    "home": "today",
    "today": "today",
    "workouts": "today",
    "deload": "today",
    "programs": "today",
    "program": "today",
    "check": "today",
    "session": "history",
    "exercise": "history",
    "set": "history",
    "progress": "progress",
    "rulebook": "rulebook",
    "coaching": "coaching",
}
"""First word of a view's name, and the tab it belongs to; every other page belongs to More."""

HTMX_CONFIG: Final[dict[str, Any]] = {
    # A card that opens would stand for these 20 ms in the frame of the closed one of its id.
    "defaultSettleDelay": 0,
    "allowEval": False,
    "allowScriptTags": False,
    "includeIndicatorStyles": False,
    "historyCacheSize": 0,
    "refreshOnHistoryMiss": True,
    "selfRequestsOnly": True,
    "responseHandling": [
        {"code": "204", "swap": False},
        {"code": "[23]..", "swap": True},
        {"code": "409|422", "swap": True},
        {"code": "[45]..", "swap": False, "error": True},
    ],
}
"""Nothing evaluated, nothing kept, nothing cross-site; a refused form (422) and a set changed
elsewhere (409) are answers to show, not errors."""


@register.simple_tag
@lru_cache(maxsize=1)
def htmx_config() -> str:
    """The page's `htmx-config` meta element."""
    return format_html(
        '<meta name="htmx-config" content="{}">', json.dumps(HTMX_CONFIG, separators=(",", ":"))
    )


@register.simple_tag
def sheets(*names: str) -> str:
    """The links to style sheets of static/css/, in this order: what pages share before a page's own."""
    return format_html_join(
        "\n  ",
        '<link rel="stylesheet" href="{}">',
        ((static(f"css/{name}.css"),) for name in names),
    )


@register.simple_tag
def back(label: str, to: str, *args: object) -> str:
    """The arrow at the head of a page, to the view of this name (or to an address)."""
    return format_html(
        '<a class="rs-back" href="{}" aria-label="{}">{}</a>',
        resolve_url(to, *args),
        label,
        icon("back"),
    )


@register.simple_block_tag
def row(content: str, to: str, *args: object) -> str:
    """A line of a `rs-rows` list that leads to the view of this name."""
    return format_html(
        '<li><a class="rs-rows__link" href="{}"><span>{}</span>{}</a></li>',
        resolve_url(to, *args),
        content,
        icon("next", small=True),
    )


@register.simple_tag(takes_context=True)
def nav_current(context: template.Context, tab: str) -> str:
    """` aria-current="page"` when the page being drawn belongs to `tab`, else nothing."""
    request = context.get("request")
    match = getattr(request, "resolver_match", None)
    name = (match.url_name or "") if match else ""
    if TABS.get(name.partition("_")[0], "more") != tab or not name:
        return ""
    return format_html(' aria-current="{}"', "page")


@register.simple_tag
@lru_cache(maxsize=8192)
def address(name: str, pk: int) -> str:
    """The address of the page `name` for the row `pk`, worked out once.

    A card of the session screen names some twenty, and is drawn again with every set.
    """
    return reverse(name, args=[pk])


@register.simple_tag
def session_address(pk: int, finished_at: dt.datetime | None) -> str:
    """Where a session is looked at: one that ended at its review, a running one at its sets."""
    return address("session_review" if finished_at is not None else "session_detail", pk)


@register.simple_tag
@lru_cache(maxsize=8192)
def posts(name: str, item_id: int) -> str:
    """What makes a form do something to an exercise of the session, worked out once.

    The fields of its open set are sent along: what was typed there is still there afterwards.
    """
    url = address(name, item_id)
    return format_html(
        'method="post" action="{}" hx-post="{}" hx-include="#set-{}"', url, url, item_id
    )


@register.filter
def table_rows(rows: Iterable[Sequence[str]]) -> str:
    """The rows of a table whose first column names them and whose others are numbers.

    Here and not in the template, which takes many times as long for the thousand cells of forty years.
    """
    return format_html_join(
        "", '<tr><th scope="row">{}</th>{}</tr>', ((row[0], table_cells(row[1:])) for row in rows)
    )


@register.filter
def table_cells(values: Iterable[str]) -> str:
    """Numbers of a row of a table."""
    return format_html_join("", '<td class="rs-num">{}</td>', ((one,) for one in values))


@register.filter
def chart_boxes(boxes: Iterable[Box]) -> str:
    """The rectangles of a picture; what is told apart by hatching too is drawn twice."""
    return format_html_join("", "{}{}", ((_box(one), _hatch(one)) for one in boxes))


def _box(one: Box) -> str:
    drawn = '<rect class="rs-fill--{}" x="{}" y="{}" width="{}" height="{}"/>'
    return format_html(drawn, one.kind, one.x, one.y, one.width, one.height)


def _hatch(one: Box) -> str:
    if not one.is_hatched:
        return ""
    drawn = '<rect x="{}" y="{}" width="{}" height="{}" fill="url(#hatch)"/>'
    return format_html(drawn, one.x, one.y, one.width, one.height)


@register.filter
def chart_marks(marks: Iterable[Mark]) -> str:
    """The signs of a picture."""
    return format_html_join(
        "", '<use href="#m-{}" x="{}" y="{}"/>', ((one.kind, one.x, one.y) for one in marks)
    )


@register.filter
def chart_cells(cells: Iterable[Cell]) -> str:
    """The shades of a strip."""
    return format_html_join(
        "",
        '<rect class="rs-shade--{}" x="{}" width="{}" y="1" height="20" rx="2"/>',
        ((one.shade, one.x, one.width) for one in cells),
    )
