"""docs/rulebook.md is what the rules say, whole; papers are named where they may be, as they may be."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from programming.rulebook import RULES, SOURCES, Basis
from programming.rulebook.rows import coefficients, tables
from programming.rulebook_pages.document import DOCUMENT, document
from programming.rulebook_pages.myths import MYTHS
from programming.rulebook_pages.sections import SECTIONS

ROOT = DOCUMENT.parents[1]
TEXT = document()
ENTRIES = dict(re.findall(r"^`([a-z0-9_]+)` · (.*?)(?=^#)", TEXT, re.MULTILINE | re.DOTALL))

# Rulebook 14: what may not be printed anywhere.
NEVER_PRINTED = {
    "that failure raises AMP": r"\bAMPK?\b",
    "that hormones do not differ": r"hormon\w*[^.]{0,40}\b(do|does|did|are|is) (not|no|the same)\b"
    r"(?! reason to train to failure)",
    "that failure is proven to harm": r"failure (itself )?(causes|leads to|results in|increases|"
    r"is proven)|\boverreach|overtrain|(proven|proves|shown) to (cause|injur)",
    "that research sets a policy": r"(research|science|studies) (show|prove|say)s?\b",
    "that deloads improve gains": r"(?<!no trial shows that )deloads? (improves?|increases?|boosts?)",
}
# A formula, not a paper.
NO_PAPERS = {"Wilks 2020"}
PAPER = re.compile(r"\b([A-ZÀ-Þ][\w’-]+(?: (?:&|et al\.?|[A-Z][\w’-]+))* (?:19|20)\d\d)\b")
MONTHS = re.compile(
    r"^(?:January|February|March|April|May|June|July|August|September|October|November|December)\b"
)


def said_by_the_product() -> dict[str, str]:
    """Every text that is printed; a claim of the myths is printed to be contradicted."""
    texts = {
        str(path.relative_to(ROOT)): path.read_text(encoding="utf-8")
        for folder, ending in (("templates", "html"), ("docs", "md"))
        for path in sorted((ROOT / folder).rglob(f"*.{ending}"))
    }
    texts["README.md"] = (ROOT / "README.md").read_text(encoding="utf-8")
    for code, rule in RULES.items():
        words = (rule.title, rule.explanation, rule.why, rule.changes)
        texts[code] = " ".join((*words, *rule.says.values(), *rule.do_next.values()))
    texts |= {source.key: source.finding for source in SOURCES.values()}
    texts |= {myth.claim: myth.known for myth in MYTHS}
    claims = "|".join(re.escape(f"“{myth.claim}”") for myth in MYTHS)
    return {name: re.sub(claims, "", text) for name, text in texts.items()}


SAID = said_by_the_product()


def test_the_page_in_the_repository_is_what_the_rules_say():
    assert DOCUMENT.read_text(encoding="utf-8") == TEXT, "run: manage.py write_rulebook"


def test_a_stale_page_fails_the_check_and_is_written_anew(tmp_path: Path):
    page = tmp_path / "rulebook.md"
    with pytest.raises(CommandError, match="stale"):
        call_command("write_rulebook", "--check", file=page)
    call_command("write_rulebook", file=page)
    call_command("write_rulebook", "--check", file=page)
    page.write_text(TEXT.replace("1–2–3", "1–2–4", 1), encoding="utf-8")
    with pytest.raises(CommandError, match="stale"):
        call_command("write_rulebook", "--check", file=page)

    assert page.read_text(encoding="utf-8") != TEXT


def test_every_rule_stands_in_the_page_once():
    assert set(ENTRIES) == set(RULES)
    assert len(re.findall(r"^`[a-z0-9_]+` · section ", TEXT, re.MULTILINE)) == len(RULES)
    assert sorted(rule.code for section in SECTIONS for rule in section.rules) == sorted(RULES)


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.code)
def test_an_entry_holds_its_numbers_sentences_basis_and_sources(rule):
    entry = ENTRIES[rule.code]

    assert entry.startswith(f"section {rule.locator} · **{rule.basis.value}**")
    for words in (rule.explanation, rule.why, rule.changes, *rule.says.values()):
        assert words in entry
    for words in rule.do_next.values():
        assert words in entry
    for name, number in rule.numbers.items():
        assert f"| `{name}` | {number} |" in entry
    for key in rule.sources:
        assert f"{key}, [{SOURCES[key].doi}]({SOURCES[key].url})" in entry


@pytest.mark.parametrize(
    ("module", "name"),
    [
        (module, name)
        for module in (tables, coefficients)
        for name in vars(module)
        if name.isupper()
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_every_table_stands_in_the_page_with_every_number(module, name):
    found = TEXT.split(f"### `{name}`\n", 1)
    assert len(found) == 2
    shown = re.split(r"^##", found[1], maxsplit=1, flags=re.MULTILINE)[0].replace("−", "-")

    for number in numbers_of(getattr(module, name)):
        assert re.search(rf"(?<![\d.]){re.escape(str(number))}(?![\d.]\d)", shown), number


def numbers_of(value: Any) -> list[float]:
    """Every number in a table, however deep."""
    if isinstance(value, int | float):
        return [value]
    if isinstance(value, str) or value is None:
        return []
    if hasattr(value, "items"):
        return [number for part in value.values() for number in numbers_of(part)]
    if hasattr(value, "__slots__"):
        return [number for part in value.__slots__ for number in numbers_of(getattr(value, part))]
    return [number for part in value for number in numbers_of(part)]


@pytest.mark.parametrize("source", SOURCES.values(), ids=lambda source: source.key)
def test_a_source_is_named_by_a_rule_or_a_page_and_stands_with_its_doi(source):
    rules = [rule.code for rule in RULES.values() if source.key in rule.sources]

    assert rules or [myth.claim for myth in MYTHS if source.key in myth.sources]
    assert f"- **{source.key}** ({source.citation}, [{source.doi}]({source.url}))" in TEXT


@pytest.mark.parametrize("what", NEVER_PRINTED)
def test_what_must_not_be_printed_is_not(what):
    pattern = re.compile(NEVER_PRINTED[what], re.IGNORECASE)

    assert [name for name, text in SAID.items() if pattern.search(text)] == []


@pytest.mark.parametrize(
    "text",
    [
        "Failure raises AMPK.",
        "Hormones do not differ between the two.",
        "Failure causes injuries.",
        "Too many such sets lead to overtraining.",
        "Failure was proven to cause harm.",
        "Research shows that two sets are best.",
        "A deload improves strength.",
    ],
)
def test_the_list_would_find_it(text):
    assert any(re.search(one, text, re.IGNORECASE) for one in NEVER_PRINTED.values())


def test_no_paper_is_named_but_those_of_the_list():
    keys = sorted((*SOURCES, *NO_PAPERS), key=len, reverse=True)
    strangers = {
        (name, paper)
        for name, text in SAID.items()
        for paper in PAPER.findall(re.sub("|".join(map(re.escape, keys)), "", text))
        if not MONTHS.match(paper)
    }

    assert strangers == set()


def test_no_sentence_that_names_a_paper_without_figures_has_one():
    plain = [source.key for source in SOURCES.values() if not source.may_quote_figures]
    assert plain
    keys = "|".join(map(re.escape, SOURCES))
    # The page itself is made of rows and findings, which are among these texts.
    for name, text in SAID.items():
        if name != "docs/rulebook.md":
            for sentence in re.split(r"(?<=[.!?])\s", text):
                if any(key in sentence for key in plain):
                    assert not re.search(r"\d", re.sub(keys, "", sentence)), (name, sentence)


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.code)
def test_a_finding_is_quoted_by_a_paper_that_may_be(rule):
    if rule.basis is Basis.FINDING:
        assert all(SOURCES[key].may_quote_figures for key in rule.sources)
