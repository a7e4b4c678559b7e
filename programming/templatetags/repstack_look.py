"""The look as template tags: icons, the effort ruler, verdicts, tiers, readiness, warnings.

Pages draw hundreds of these while a set is logged, so each is one string built once per value and
kept (all their arguments are small sets of words and whole numbers). Text that a person may have
written only ever passes through `format_html`.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from django import template
from django.urls import reverse
from django.utils.html import format_html, format_html_join

from programming.rulebook import RULES, Reason
from programming.rulebook import Warning as EffortWarning
from programming.wording import (
    CELLS,
    OUTCOMES,
    READINESS,
    SEVERITIES,
    TIERS,
    effort_word,
    lower_first,
    mark_of,
    reps_left,
    rir,
    shares,
    target_text,
)

register = template.Library()


@register.simple_tag
@lru_cache(maxsize=128)
def icon(name: str, *, small: bool = False) -> str:
    """One icon of templates/icons/sprite.html, hidden from screen readers: a word stands beside it."""
    return format_html(
        '<svg class="rs-icon{}" aria-hidden="true"><use href="#i-{}"/></svg>',
        " rs-icon--s" if small else "",
        name,
    )


@register.simple_tag
@lru_cache(maxsize=1024)
def ruler(low: int | None, aim: int | None, high: int | None, floor: int | None = 0) -> str:
    """The effort ruler: six cells from failure (left) to 5+, the band, the aim, the floor hatched.

    `low`, `aim` and `high` are whole reps in reserve; `floor` is the floor in force (rulebook 3).
    Without a target (any of the three None) it draws nothing.
    """
    if low is None or aim is None or high is None:
        return ""
    floor = floor or 0
    label = f"{reps_left(low)} to {reps_left(high)}, aim {reps_left(aim)}"
    if floor:
        label += f", never under {floor}"
    cells = []
    for reps in range(CELLS):
        kind = "a" if reps == min(aim, CELLS - 1) else "b" if low <= reps <= high else "c"
        cells.append(
            format_html(
                '<rect class="{}" x="{}" y=".5" width="11" height="13" rx="3"/>',
                kind,
                reps * 13 + 0.5,
            )
        )
        if reps < floor:
            cells.append(format_html('<path class="f" d="M{} 11l6-8"/>', reps * 13 + 3))
    return format_html(
        '<svg class="rs-ruler" width="77" height="14" role="img" aria-label="{}">{}</svg>',
        label,
        format_html_join("", "{}", ((cell,) for cell in cells)),
    )


@register.simple_tag
@lru_cache(maxsize=256)
def outcome(verdict: str | None, text: str = "", severity: str = "") -> str:
    """A verdict with icon and word. Verdicts are those of rulebook 4, `below_floor` and `long_set`.

    `text` replaces the word where a heading counts ("3 of 3 on target"). None is a set without
    verdict. `severity` is that of the worst warning: icon and colour are its, and who hears
    the page hears it named.
    """
    _, glyph, word = OUTCOMES[str(verdict or "")]
    heard = ""
    if severity:
        glyph, said = SEVERITIES[severity]
        # Seen in icon and colour; the bar below has the word and what to do.
        heard = format_html('<span class="rs-sr">{}: </span>', said) if severity != "note" else ""
    return format_html(
        '<span class="rs-outcome rs-outcome--{}">{}{}{}</span>',
        mark_of(verdict, severity),
        icon(glyph, small=True),
        heard,
        text or word,
    )


@register.simple_tag
@lru_cache(maxsize=8)
def tier_bars(tier: str) -> str:
    """One to three bars for what failing an exercise costs; neutral, colour is for what happened."""
    count = TIERS[str(tier)][0]
    bars = format_html_join(
        "",
        '<rect{} x="{}" y="{}" width="4" height="{}" rx="1"/>',
        (
            (
                format_html(' class="{}"', "is-on") if place < count else "",
                place * 6,
                8 - place * 3,
                5 + place * 3,
            )
            for place in range(3)
        ),
    )
    return format_html('<svg width="16" height="13" aria-hidden="true">{}</svg>', bars)


@register.simple_tag
@lru_cache(maxsize=32)
def tier(name: str, text: str = "") -> str:
    """The tier with its bars and its sentence ("avoid failure"), never the bare word."""
    return format_html(
        '<span class="rs-tier">{}{}</span>', tier_bars(name), text or TIERS[str(name)][1]
    )


@register.simple_tag
@lru_cache(maxsize=64)
def readiness(state: str | None, text: str = "") -> str:
    """Readiness as shape, word and colour. None or "" is a check-in not made: unknown."""
    name = str(state or "unknown")
    glyph, words = READINESS[name]
    return format_html(
        '<span class="rs-state rs-state--{}">{}{}</span>',
        name,
        icon(glyph, small=True),
        text or words,
    )


@register.inclusion_tag("components/share.html")
def share(close: int, on_target: int, easy: int) -> dict[str, object]:
    """The three-share bar with its numbers: rated sets too close, on target, too easy."""
    left, middle, right = shares(close, on_target, easy)
    return {"close": left, "on": middle, "easy": right, "from_easy": left + middle}


@lru_cache(maxsize=256)
def _rule_link(code: str) -> tuple[str, str]:
    """The title of a rule and the address of its page; an unknown code is its own title."""
    rule = RULES.get(code)
    if rule is None:
        return code.replace("_", " ").capitalize(), reverse("rulebook")
    return rule.title, reverse("rulebook_rule", args=[code])


@register.simple_tag
@lru_cache(maxsize=512)
def why(code: str, about: str, *, small: bool = False) -> str:
    """The link to a rule's page; `about` tells those who hear the link alone what it explains."""
    return format_html(
        '<a{} href="{}" data-rule>Why<span class="rs-sr">: {}</span></a>',
        format_html(' class="{}"', "rs-small") if small else "",
        reverse("rulebook_rule", args=[code]),
        about,
    )


@register.simple_tag
def warning(item: EffortWarning) -> str:
    """One warning: severity and what happened, what next in bold if anything, why (rulebook 4)."""
    severity = str(item.severity)
    glyph, word = SEVERITIES[severity]
    title, address = _rule_link(item.code)
    # What was said of a saved set knows the page that begins with it.
    address = getattr(item, "address", "") or address
    title = lower_first(title)
    return format_html(
        '<div class="rs-warn rs-warn--{}"><span class="rs-warn__icon">{}</span><div>'
        '<p class="rs-warn__what">{}: {}</p><p class="rs-warn__body">{} {}'
        '<a href="{}" data-rule>Why<span class="rs-sr">: {}</span></a></p></div></div>',
        severity,
        icon(glyph),
        word,
        title,
        item.says,
        format_html("<b>{}</b> ", item.do_next) if item.do_next else "",
        address,
        title,
    )


@register.simple_tag
def warnings(items: Iterable[EffortWarning]) -> str:
    """Warnings in the order given, worst first: one bar for one tap, the others folded below it."""
    bars = [warning(item) for item in items]
    if len(bars) < 2:
        return bars[0] if bars else ""
    return format_html(
        '{}<details class="rs-others"><summary>and {} more{}</summary>{}</details>',
        bars[0],
        len(bars) - 1,
        icon("down", small=True),
        format_html_join("", "{}", ((bar,) for bar in bars[1:])),
    )


@register.simple_tag
def chain(reasons: Iterable[Reason], floor: int = 0) -> str:
    """The reasons of a target, one step a line with its ruler and its rulebook row (rulebook 2).

    The last step shows the `floor` in force hatched.
    """
    steps = list(reasons)
    return format_html(
        '<ol class="rs-chain">{}</ol>',
        format_html_join(
            "",
            '<li class="rs-chain__step{}"><span><a class="rs-chain__what" href="{}" data-rule>{}</a><br>'
            '<span class="rs-chain__note">{}</span></span>{}</li>',
            (
                (
                    " rs-chain__step--end" if place == len(steps) else "",
                    *reversed(_rule_link(step.code)),
                    step.text,
                    _band(step, floor if place == len(steps) else 0),
                )
                for place, step in enumerate(steps, start=1)
            ),
        ),
    )


def _band(step: Reason, floor: int) -> str:
    """The ruler and the numbers a step led to; nothing for a reason that is no target's."""
    if step.after is None:
        return ""
    return format_html(
        '{}<span class="rs-chain__val">{}</span>',
        ruler(*step.after, floor),
        target_text(*step.after),
    )


for _words in (lower_first, rir, effort_word):
    register.filter(_words)
