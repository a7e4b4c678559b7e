"""Rules are found by the beginnings of their words, and a search opens what it finds."""

import re

import pytest
from django.contrib.auth import get_user_model

from programming.rulebook import RULES
from programming.rulebook_pages.sections import SECTIONS
from tests.logbook.reading import flat, words

CODES = sorted(RULES)


@pytest.fixture
def lifter(db, client):
    """A logged-in lifter's browser."""
    client.force_login(
        get_user_model().objects.create_user(email="ana@example.org", password="long enough 1")
    )
    return client


def codes_in(response):
    found = set(re.findall(r'href="/rulebook/([a-z_0-9]+)/"', flat(response.content.decode())))
    return found - {"sources", "myths"}


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("below the floor", "below_floor"),
        ("FLOOR", "below_floor"),
        ("floor\u0301", "below_floor"),
        ("Refalo", "muscle_recovering"),
        ("deloa", "deload"),
        ("sharp   drop", "sharp_drop"),
    ],
)
def test_a_search_finds_the_rules_with_words_that_begin_so(lifter, query, code):
    response = lifter.get("/rulebook/", {"q": query})

    found = codes_in(response)
    if code == "muscle_recovering" and code not in found:
        # Whoever names the paper is found by it.
        assert found >= {rule.code for rule in RULES.values() if "Refalo 2023" in rule.sources}
    else:
        assert code in found
    assert len(found) < len(CODES)
    assert "<details" in flat(response.content.decode())


def test_what_a_search_finds_is_open_and_all_else_is_not_there(lifter):
    html = flat(lifter.get("/rulebook/", {"q": "deload"}).content.decode())

    assert html.count("<details") == html.count('<details class="rs-section" open>') > 0
    assert 'value="deload"' in html
    assert "/rulebook/below_floor/" not in html


def test_without_a_search_every_section_is_closed(lifter):
    html = flat(lifter.get("/rulebook/").content.decode())

    assert html.count('<details class="rs-section">') == len(SECTIONS)


@pytest.mark.parametrize("query", ["zzz", "<img src=x>", "x" * 10_000, "floor zzz"])
def test_a_search_that_finds_nothing_says_so(lifter, query):
    response = lifter.get("/rulebook/", {"q": query})

    assert response.status_code == 200
    assert codes_in(response) == set()
    assert "No rule has" in words(flat(response.content.decode()))
    assert "<img" not in response.content.decode()


@pytest.mark.parametrize("query", ["", "   ", "…", "?!"])
def test_a_search_without_a_word_shows_every_rule(lifter, query):
    assert codes_in(lifter.get("/rulebook/", {"q": query})) == set(CODES)


def test_a_search_answers_htmx_with_the_rules_alone(lifter):
    response = lifter.get("/rulebook/", {"q": "floor"}, headers={"HX-Request": "true"})

    html = flat(response.content.decode())
    assert "<html" not in html
    assert html.count('id="found"') == 1
    assert 'type="search"' not in html
    assert "HX-Request" in response["Vary"]
