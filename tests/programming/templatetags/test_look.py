"""The look's template tags: what they draw, what they say to a screen reader, what they escape. Long: every tag."""

import json
import re
from pathlib import Path

import pytest
from django.template import Context, Template
from django.test import RequestFactory
from django.urls import resolve

from logbook.templatetags import repstack_page as page
from programming import wording as programming_wording
from programming.rulebook import Reason, Severity
from programming.rulebook import Warning as EffortWarning
from programming.templatetags import repstack_look as look

ROOT = Path(__file__).resolve().parents[3]
SPRITE = (ROOT / "templates" / "icons" / "sprite.html").read_text()
DRAWN = re.compile(r'{% icon "([a-z]+)"')


def said(code: str, severity: str, says: str, do_next: str) -> EffortWarning:
    return EffortWarning(code, Severity(severity), says, do_next, "")


def step(code: str, text: str, after: tuple[int, int, int]) -> Reason:
    return Reason(code, text, "", None, after)


def draw(source: str, **context: object) -> str:
    return Template("{% load repstack_look repstack_page %}" + source).render(Context(context))


def cells(drawn: str) -> str:
    """The six cells of a ruler as letters: a aim, b band, c outside."""
    return "".join(re.findall(r'<rect class="(\w)"', drawn))


# --- the ruler ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("low", "aim", "high", "drawn"),
    [(0, 0, 1, "abcccc"), (1, 2, 3, "cbabcc"), (2, 3, 4, "ccbabc"), (3, 4, 5, "cccbab")],
)
def test_the_ruler_has_six_cells_with_failure_on_the_left(low, aim, high, drawn):
    assert cells(look.ruler(low, aim, high)) == drawn


@pytest.mark.parametrize(("floor", "hatched"), [(0, 0), (None, 0), (1, 1), (2, 2), (4, 4)])
def test_the_cells_under_the_floor_are_hatched(floor, hatched):
    assert look.ruler(4, 4, 5, floor).count('class="f"') == hatched


def test_the_ruler_says_in_words_what_it_shows():
    assert 'aria-label="2 to 4, aim 3, never under 2"' in look.ruler(2, 3, 4, 2)
    assert 'aria-label="1 to 3, aim 2"' in look.ruler(1, 2, 3, 0)
    assert 'aria-label="3 to 5+, aim 3"' in look.ruler(3, 3, 5)


def test_a_set_without_a_target_has_no_ruler():
    assert look.ruler(None, None, None, 2) == ""


# --- effort as written -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "written"),
    [(None, "–"), ("", "–"), (0, "0"), (0.5, "0.5"), (2.0, "2"), (4.5, "4.5"), (5, "5+")],
)
def test_reps_in_reserve_are_written_as_they_are_stored(value, written):
    assert programming_wording.rir(value) == written


@pytest.mark.parametrize(
    ("value", "word"),
    [
        (None, "–"),
        (0, "Max"),
        (1, "Very hard"),
        (2, "Hard"),
        (3, "Medium"),
        (4, "Easy"),
        (5, "Easy"),
    ],
)
def test_effort_in_words_follows_the_rulebook(value, word):
    assert programming_wording.effort_word(value) == word


def test_a_half_is_not_failure_in_words_either():
    assert programming_wording.effort_word(0.5) == "Very hard"


def test_a_title_in_a_sentence_keeps_its_abbreviations():
    assert programming_wording.lower_first("Effort not told yet") == "effort not told yet"
    assert programming_wording.lower_first("") == ""


# --- verdicts, tiers, readiness ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("verdict", "mark", "word"),
    [
        ("on_target", "on", "on target"),
        ("too_close", "close", "too close"),
        ("below_floor", "floor", "below floor"),
        ("too_easy", "easy", "too easy"),
        ("unrated", "none", "not rated"),
        ("long_set", "none", "not rated: 21+ reps"),
        (None, "none", "no verdict"),
        ("", "none", "no verdict"),
    ],
)
def test_a_verdict_has_colour_icon_and_word(verdict, mark, word):
    drawn = look.outcome(verdict)

    assert f"rs-outcome--{mark}" in drawn
    assert drawn.endswith(f"</svg>{word}</span>")
    assert programming_wording.mark_of(verdict) == mark


@pytest.mark.parametrize("verdict", ["on_target", "too_close", "too_easy", "unrated"])
@pytest.mark.parametrize(
    ("severity", "mark", "word"),
    [("note", "none", ""), ("caution", "close", "Caution"), ("stop", "floor", "Stop")],
)
def test_a_verdict_with_a_warning_has_the_colour_and_word_of_that(verdict, severity, mark, word):
    drawn = look.outcome(verdict, "", severity)

    assert f"rs-outcome--{mark}" in drawn
    assert f"#i-{severity}" in drawn
    heard = f'<span class="rs-sr">{word}: </span>' if word else ""
    assert drawn.endswith(f"</svg>{heard}{programming_wording.OUTCOMES[verdict][2]}</span>")


def test_a_heading_counts_in_place_of_the_word():
    assert draw('{% outcome "on_target" "3 of 3" %}').endswith("</svg>3 of 3</span>")


def test_an_unknown_verdict_is_a_fault_not_a_blank():
    with pytest.raises(KeyError):
        look.outcome("fine")


@pytest.mark.parametrize(
    ("name", "bars", "sentence"),
    [
        ("safer", 1, "failure is safer"),
        ("caution", 2, "failure with caution"),
        ("avoid", 3, "avoid failure"),
    ],
)
def test_a_tier_has_bars_and_its_sentence(name, bars, sentence):
    drawn = look.tier(name)

    assert drawn.count("is-on") == bars
    assert drawn.count("<rect") == 3
    assert sentence in drawn


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("green", "Green day"),
        ("amber", "Amber day · +1"),
        ("red", "Red day · +2"),
        ("", "Not asked"),
        (None, "Not asked"),
    ],
)
def test_readiness_says_what_it_adds(state, words):
    assert words in look.readiness(state)


# --- shares ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("counts", "percentages"),
    [
        ((1, 14, 1), (6, 88, 6)),
        ((1, 1, 1), (34, 33, 33)),
        ((0, 5, 0), (0, 100, 0)),
        ((0, 0, 0), (0, 0, 0)),
        ((0, 199, 1), (0, 100, 0)),
    ],
)
def test_three_shares_add_up_to_a_hundred(counts, percentages):
    assert programming_wording.shares(*counts) == percentages


def test_the_bar_always_has_its_numbers():
    drawn = draw("{% share 1 14 1 %}")

    assert 'aria-label="6 % too close, 88 % on target, 6 % too easy"' in drawn
    assert "<b>88 %</b> on target" in drawn


def test_a_share_of_nothing_draws_no_sliver():
    drawn = draw("{% share 0 5 0 %}")

    assert 'class="close"' not in drawn
    assert 'class="easy"' not in drawn
    assert "<line" not in drawn


# --- warnings and reasons ----------------------------------------------------------------------


def test_a_warning_says_what_happened_what_next_and_why():
    drawn = look.warning(
        said("below_floor", "stop", "1 left; this lift asks for 2 or more.", "Set safeties.")
    )

    assert "rs-warn--stop" in drawn
    assert "Stop: below the floor" in drawn
    assert "1 left; this lift asks for 2 or more. <b>Set safeties.</b>" in drawn
    assert 'href="/rulebook/below_floor/"' in drawn


def test_warnings_keep_their_order():
    drawn = draw(
        "{% warnings items %}",
        items=[
            said("below_floor", "stop", "a", "b"),
            said("sharp_drop", "caution", "c", "d"),
            said("rir_missing", "note", "e", "f"),
        ],
    )

    assert re.findall(r"rs-warn--(\w+)", drawn) == ["stop", "caution", "note"]


def test_no_warning_leaves_the_region_empty():
    assert draw("{% warnings items %}", items=[]) == ""


def test_a_rule_of_a_former_rulebook_still_has_a_name_and_a_page():
    drawn = look.warning(said("rest_too_short", "note", "a", "b"))

    assert "Note: rest too short" in drawn
    assert 'href="/rulebook/"' in drawn


def test_every_step_of_a_target_shows_its_numbers_and_leads_to_its_rule():
    drawn = look.chain(
        [
            step("base", "Goal mixed, secondary lift.", (1, 2, 3)),
            step("final_set_push", "Final set: 1 closer.", (0, 1, 2)),
            step("exercise_floor", "Never under 1.", (1, 1, 2)),
        ],
        1,
    )

    assert re.findall(r"rs-chain__val\">([^<]+)", drawn) == [
        "1–3, aim 2",
        "0–2, aim 1",
        "1–2, aim 1",
    ]
    assert re.findall(r'href="([^"]+)"', drawn) == [
        "/rulebook/base/",
        "/rulebook/final_set_push/",
        "/rulebook/exercise_floor/",
    ]
    assert drawn.count("rs-chain__step--end") == 1
    assert drawn.count('class="f"') == 1


@pytest.mark.parametrize("tag", ["warning", "chain"])
def test_text_a_person_may_have_written_is_escaped(tag):
    evil = '<img src=x hx-get="/" hx-trigger="load">'
    drawn = (
        look.warning(said("below_floor", "stop", evil, evil))
        if tag == "warning"
        else look.chain([step("override", evil, (1, 2, 3))])
    )

    assert "<img" not in drawn
    assert "&lt;img" in drawn


# --- the page around it ------------------------------------------------------------------------


def test_htmx_evaluates_nothing_keeps_nothing_and_shows_refusals():
    content = re.search(r'content="([^"]+)"', page.htmx_config())
    assert content is not None
    config = json.loads(content[1].replace("&quot;", '"'))

    assert config["allowEval"] is False
    assert config["allowScriptTags"] is False
    assert config["includeIndicatorStyles"] is False
    assert config["historyCacheSize"] == 0
    assert config["selfRequestsOnly"] is True
    # A card that opens has its own frame at once.
    assert config["defaultSettleDelay"] == 0


@pytest.mark.parametrize(
    ("status", "swapped"),
    [("200", True), ("302", True), ("204", False), ("409", True), ("422", True)]
    + [(status, False) for status in ("400", "403", "404", "429", "500", "503")],
)
def test_what_htmx_swaps_in_by_status(status, swapped):
    handling = page.HTMX_CONFIG["responseHandling"]
    first = next(row for row in handling if re.search(row["code"], status))

    assert first["swap"] is swapped


@pytest.mark.parametrize(
    ("path", "tab"), [("/rulebook/", "rulebook"), ("/rulebook/base/", "rulebook")]
)
def test_the_tab_of_the_page_is_marked(path, tab):
    request = RequestFactory().get(path)
    request.resolver_match = resolve(path)

    for name in ("today", "history", "rulebook", "more"):
        drawn = draw('{% nav_current "' + name + '" %}', request=request)
        assert (drawn == ' aria-current="page"') is (name == tab)


def test_a_page_with_no_address_marks_no_tab():
    assert draw('{% nav_current "more" %}', request=RequestFactory().get("/")) == ""


def test_every_icon_a_page_draws_is_on_the_sheet():
    drawn = {
        name
        for path in (ROOT / "templates").rglob("*.html")
        for name in DRAWN.findall(path.read_text())
    }
    drawn |= {glyph for _, glyph, _ in programming_wording.OUTCOMES.values()}
    drawn |= {glyph for glyph, _ in programming_wording.READINESS.values()}
    drawn |= {glyph for glyph, _ in programming_wording.SEVERITIES.values()}

    assert len(drawn) > 10
    assert {name for name in drawn if f'id="i-{name}"' not in SPRITE} == set()


def test_the_page_names_no_theme_until_the_lifter_chose_one():
    class Stranger:
        is_authenticated = False
        theme = ""

    drawn = Template('{% extends "base.html" %}')

    assert "data-bs-theme" not in drawn.render(Context({"user": Stranger()}))
    Stranger.theme = "dark"
    assert '<html lang="en" data-bs-theme="dark">' in drawn.render(Context({"user": Stranger()}))


def test_a_page_needs_no_context_at_all():
    """The page for a fault of the server is drawn with none."""
    assert "That is our mistake" in Template('{% extends "500.html" %}').render(Context({}))
