"""Rows of exercises to pick from: drawn with every key that is typed, so each is built once."""

from functools import lru_cache

from django import template
from django.urls import reverse
from django.utils.html import format_html

from programming.choices import Equipment
from programming.models import RiskEntry
from programming.templatetags.repstack_look import icon, tier

register = template.Library()


@register.simple_tag
def exercise_row(
    entry: RiskEntry, *, is_starred: bool, is_swap: bool = False, has_focus: bool = False
) -> str:
    """One exercise to pick, for a list within a form that posts the button's `exercise`.

    `has_focus` marks its star, which was just tapped.
    """
    facts = Equipment(entry.equipment).label if entry.release_id is not None else "Your own"
    return _row(entry.exercise_id, entry.name, facts, entry.tier, is_starred, is_swap, has_focus)


@register.simple_tag
@lru_cache(maxsize=4096)
def star(
    exercise_id: int,
    name: str,
    *,
    is_starred: bool,
    is_in_list: bool = False,
    has_focus: bool = False,
) -> str:
    """A button that puts a star on an exercise or takes it off, for a form around it.

    In a list of `exercise_row` htmx draws the row anew; elsewhere the page comes back.
    """
    address = reverse("exercise_star", args=[exercise_id])
    return format_html(
        '<button type="submit" class="rs-star" formaction="{}"{}{} name="star" value="{}" '
        'aria-pressed="{}">{}<span class="rs-sr">Star for {}</span></button>',
        address,
        format_html(' hx-post="{}"', address) if is_in_list else "",
        " data-focus" if has_focus else "",
        "" if is_starred else "on",
        "true" if is_starred else "false",
        icon("star"),
        name,
    )


@lru_cache(maxsize=4096)
def _row(
    exercise_id: int,
    name: str,
    facts: str,
    tier_name: str,
    is_starred: bool,
    is_swap: bool,
    has_focus: bool,
) -> str:
    return format_html(
        '<li class="rs-found"><a class="rs-found__what" href="{}"><span class="rs-strong rs-break" '
        'dir="auto">{}</span><span class="rs-facts"><span>{}</span>{}</span></a>{}<button '
        'type="submit" class="rs-btn" name="exercise" value="{}">{}<span class="rs-sr"> {}{}</span>'
        "</button></li>",
        reverse("exercise_detail", args=[exercise_id]),
        name,
        facts,
        tier(tier_name),
        star(exercise_id, name, is_starred=is_starred, is_in_list=True, has_focus=has_focus),
        exercise_id,
        "Swap" if is_swap else "Add",
        "in " if is_swap else "",
        name,
    )
