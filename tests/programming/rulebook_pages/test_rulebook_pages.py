"""The rulebook's pages: every rule has one, with its basis, its sources and its own numbers."""

import re
from html import unescape

import pytest
from django.contrib.auth import get_user_model

from programming.rulebook import RULES, SOURCES
from programming.rulebook.rows.judging import WARNING_ORDER
from programming.rulebook.rows.tables import BASE_TARGETS, DEFAULT_FLOORS, LEVEL_FLOORS
from programming.rulebook_pages.examples import TARGETS, WARNINGS, example_of
from programming.rulebook_pages.myths import MYTHS, myths_about
from programming.rulebook_pages.sections import SECTIONS, section_of
from programming.rulebook_pages.tables import TABLES, table_of
from tests.logbook.reading import flat

CODES = sorted(RULES)
PAGES = ("/rulebook/", "/rulebook/sources/", "/rulebook/myths/")

# Rulebook 14: what may not be printed anywhere.
NEVER_PRINTED = {
    "that failure raises AMP": re.compile(r"\bAMPK?\b"),
    "that hormones do not differ": re.compile(
        r"hormones? (levels? )?(do|does|did) not", re.IGNORECASE
    ),
    "that failure is proven to injure": re.compile(
        r"failure (causes|leads to|results in) (injur|overtrain)", re.IGNORECASE
    ),
    "that deloads improve gains": re.compile(
        r"(?<!no trial shows that )deloads? (improves?|increases?|boosts?)", re.IGNORECASE
    ),
}


@pytest.fixture
def lifter(db, client):
    """A logged-in lifter's browser."""
    client.force_login(
        get_user_model().objects.create_user(email="ana@example.org", password="long enough 1")
    )
    return client


def text_of(response) -> str:
    """What a page says, without its markup."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", flat(response.content.decode()))).split())


def myth_text(page: str) -> str:
    """A page without the claims it answers: a claim is printed to be contradicted."""
    for myth in MYTHS:
        page = page.replace(myth.claim, "").replace(myth.claim[:-1], "")
    return page


@pytest.mark.parametrize("path", PAGES)
def test_a_stranger_is_asked_to_log_in(client, db, path):
    assert client.get(path).status_code == 302


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_there_and_only_to_read(lifter, path):
    assert lifter.get(path).status_code == 200
    assert lifter.post(path).status_code == 405


@pytest.mark.parametrize("code", CODES)
def test_every_rule_has_a_page_that_says_how_sure_it_is(lifter, code):
    rule = RULES[code]
    response = lifter.get(f"/rulebook/{code}/")
    said = text_of(response)

    assert response.status_code == 200
    assert rule.explanation in said
    assert rule.why in said
    assert rule.changes in said
    assert rule.basis.value.casefold() in said.casefold()
    for key in rule.sources:
        assert SOURCES[key].url in flat(response.content.decode())


@pytest.mark.parametrize("code", ["nothing", "below-floor", "BELOW_FLOOR", "0", "a" * 10_000])
def test_a_rule_that_does_not_exist_is_not_found(lifter, code):
    assert lifter.get(f"/rulebook/{code}/").status_code == 404


def test_the_index_leads_to_every_rule_once(lifter):
    links = re.findall(
        r'href="/rulebook/([a-z_0-9]+)/"', flat(lifter.get("/rulebook/").content.decode())
    )

    assert sorted(set(links) - {"sources", "myths"}) == CODES
    assert len(links) == len(CODES) + 2


def test_every_rule_stands_in_one_section():
    held = [rule.code for section in SECTIONS for rule in section.rules]

    assert sorted(held) == CODES
    for rule in RULES.values():
        assert rule in section_of(rule).rules


def test_the_rules_stand_in_the_order_they_act_in(lifter):
    page = flat(lifter.get("/rulebook/level/").content.decode())

    assert "/rulebook/new_movement/" in page
    assert "/rulebook/final_set_push/" in page


def test_the_first_rule_of_a_section_has_none_before_it(lifter):
    said = text_of(lifter.get("/rulebook/base/"))

    assert "After it" in said
    assert "Before it" not in said


def test_a_test_set_stands_apart_from_the_other_steps():
    assert section_of(RULES["test_set"]).key == "tests"
    assert section_of(RULES["override"]).key == "target"
    assert section_of(RULES["sharp_drop"]).key == "judging"


def test_every_paper_says_what_names_it(lifter):
    page = text_of(lifter.get("/rulebook/sources/"))
    papers = page.split(" · doi ")[1:]

    assert len(papers) == len(SOURCES)
    assert [
        text for text in papers if "that name it" not in text and "in the gym" not in text
    ] == []
    assert "MSS.0000000000002585 Heard in the gym : “Light weights do not build muscle”" in page


def test_every_paper_is_listed_with_its_doi(lifter):
    page = flat(lifter.get("/rulebook/sources/").content.decode())

    for source in SOURCES.values():
        assert source.url in page
        assert source.doi in page


def test_the_note_for_people_the_evidence_is_not_about_is_on_the_index(lifter):
    said = text_of(lifter.get("/rulebook/"))

    assert "mostly men aged 18–35" in said
    assert "older, pregnant, injured or on medication, ask a professional" in said


@pytest.mark.parametrize("myth", MYTHS, ids=lambda myth: myth.claim[:30])
def test_a_myth_names_papers_and_rules_that_exist(myth):
    assert set(myth.sources) <= set(SOURCES)
    assert myth.rules
    assert set(myth.rules) <= set(RULES)
    assert all(myth in myths_about(code) for code in myth.rules)


def test_a_myth_stands_on_the_page_of_the_rule_it_touches(lifter):
    page = text_of(lifter.get("/rulebook/below_floor/"))

    assert "No study was found that ties failure itself to injury" in page


@pytest.mark.parametrize("what", NEVER_PRINTED)
def test_what_may_not_be_said_is_said_nowhere(lifter, what):
    pages = [*PAGES, *(f"/rulebook/{code}/" for code in CODES)]
    said = {path: myth_text(text_of(lifter.get(path))) for path in pages}

    assert [path for path, text in said.items() if NEVER_PRINTED[what].search(text)] == []


@pytest.mark.parametrize(
    ("what", "sentence"),
    [
        ("that failure raises AMP", "Failure raises AMP."),
        ("that hormones do not differ", "Hormones do not differ."),
        ("that failure is proven to injure", "Failure causes injury."),
        ("that deloads improve gains", "A deload improves gains."),
    ],
)
def test_the_search_for_it_would_find_it(what, sentence):
    assert NEVER_PRINTED[what].search(sentence)


# --- examples ----------------------------------------------------------------------------------


@pytest.mark.parametrize("code", sorted(TARGETS))
def test_the_rule_acts_in_its_example_of_a_target(code):
    example = example_of(code)
    assert example is not None

    assert code in [reason.code for reason in example.target.reasons]


@pytest.mark.parametrize("code", sorted(WARNINGS))
def test_the_rule_speaks_in_its_example_of_a_warning(lifter, code):
    example = example_of(code)
    assert example is not None
    assert example.warning is not None

    assert example.warning.code == code
    assert example.warning.says in text_of(lifter.get(f"/rulebook/{code}/"))


def test_every_warning_and_every_step_of_a_target_has_an_example():
    steps = {code for code, rule in RULES.items() if rule.locator.startswith("2, step")}

    assert {code for code in WARNING_ORDER if example_of(code) is None} == set()
    assert {code for code in steps if example_of(code) is None} == {"load_zone"}


def test_a_rule_that_acts_on_no_single_set_has_no_example():
    assert example_of("budget_share") is None


# --- tables ------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", sorted(TABLES))
def test_a_table_belongs_to_a_rule_and_has_a_cell_for_every_column(code):
    table = table_of(code)

    assert code in RULES
    assert table is not None
    assert {len(row) for row in table.rows} == {len(table.head)}


def test_a_rule_without_a_table_has_none():
    assert table_of("rir_scale") is None


def test_where_targets_start_is_shown_as_the_rules_have_it():
    table = table_of("base")
    assert table is not None
    shown = [re.findall(r"(\d)–(\d)–(\d)<br>", str(cell)) for row in table.rows for cell in row[1:]]

    assert [tuple(int(reps) for reps in cell[0]) for cell in shown] == list(BASE_TARGETS.values())


def test_floors_are_shown_as_the_rules_have_them():
    tiers, levels = table_of("exercise_floor"), table_of("level_floor")
    assert tiers is not None
    assert levels is not None

    assert [row[1] for row in tiers.rows] == list(DEFAULT_FLOORS.values())
    assert sorted(cell for row in levels.rows for cell in row[1:] if cell != "–") == sorted(
        LEVEL_FLOORS.values()
    )


def test_the_points_of_the_check_in_are_those_of_the_rulebook():
    table = table_of("readiness")
    assert table is not None

    assert list(table.rows) == [
        ("Sleep last night", "7 h or more", "6 – under 7 h", "under 6 h", "under 6 h, again"),
        ("Recovery", "7–10", "4–6", "0–3", "–"),
        ("Stress", "1–2", "3", "4–5", "–"),
        ("Food a day", "enough", "up to 500 kcal short", "over 500 kcal short", "–"),
    ]
