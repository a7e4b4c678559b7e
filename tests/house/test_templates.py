"""Templates: everything is escaped, and nothing needs a softer content security policy."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

FORBIDDEN_IN_TEMPLATES = {
    "unescaped text": re.compile(r"\|\s*(safe|safeseq)\b"),
    "escaping switched off": re.compile(r"autoescape\s+off"),
    "inline style": re.compile(r"\sstyle\s*=|<style\b", re.IGNORECASE),
    "inline script": re.compile(r"<script(?![^>]*\ssrc=)[^>]*>", re.IGNORECASE),
    "script in an attribute": re.compile(r"[\s\"']on[a-z]+\s*=|hx-on\b|javascript:", re.IGNORECASE),
    "evaluated htmx values": re.compile(r"hx-(vals|vars|headers)\s*=\s*[\"']?js:", re.IGNORECASE),
    "another host": re.compile(r"(src|href|action|hx-[a-z]+)\s*=\s*[\"']?(https?:)?//"),
}
FORBIDDEN_IN_PYTHON = {
    "text declared safe": re.compile(r"\b(mark_safe\b|SafeString\(|SafeText\()|def __html__"),
    "text put in before it is escaped": re.compile(r"format_html\(\s*f[\"']"),
    "inline style": re.compile(r"\sstyle=[\"'{]"),
}


def found(files: list[Path], forbidden: dict[str, re.Pattern[str]]) -> list[str]:
    return [
        f"{path.relative_to(ROOT)}:{number}: {what}"
        for path in files
        for number, line in enumerate(path.read_text().splitlines(), start=1)
        for what, pattern in forbidden.items()
        if pattern.search(line)
    ]


def test_no_template_is_unescaped_or_inline():
    files = sorted((ROOT / "templates").rglob("*.*"))

    assert len(files) > 10
    assert found(files, FORBIDDEN_IN_TEMPLATES) == []


LONGEST_LINE = 140


def too_long(text: str) -> list[int]:
    """The numbers of the lines nobody reads without scrolling sideways."""
    return [n for n, line in enumerate(text.splitlines(), start=1) if len(line) > LONGEST_LINE]


def test_no_line_of_a_template_is_too_long_to_read():
    found = {
        str(path.relative_to(ROOT)): lines
        for path in sorted((ROOT / "templates").rglob("*.html"))
        if (lines := too_long(path.read_text()))
    }

    assert found == {}


@pytest.mark.parametrize(("length", "found"), [(140, []), (141, [2])])
def test_the_measure_sees_a_line_that_is_one_too_long(length: int, found: list[int]):
    assert too_long(f"<p>\n{'x' * length}\n</p>") == found


def test_no_code_declares_text_safe():
    files = [
        path
        for package in ("repstack", "logbook", "programming")
        for path in sorted((ROOT / package).rglob("*.py"))
    ]

    assert len(files) > 10
    assert found(files, FORBIDDEN_IN_PYTHON) == []


@pytest.mark.parametrize(
    "line",
    [
        "{{ note|safe }}",
        "{{ note | safe }}",
        "{{ notes|safeseq }}",
        "{% autoescape off %}",
        '<p style="color: red">',
        "<style>",
        "<script>alert(1)</script>",
        '<script type="module">',
        '<button onclick="x()">',
        '<button hx-on:click="x()">',
        "<a href='javascript:x'>",
        '<div hx-vals="js:{a: 1}">',
        '<img src="//example.org/x.png">',
        '<a href="https://example.org">',
    ],
)
def test_the_lint_sees_what_it_is_for(line: str, tmp_path: Path):
    assert any(pattern.search(line) for pattern in FORBIDDEN_IN_TEMPLATES.values())


@pytest.mark.parametrize(
    "line",
    [
        '<script src="{% static "js/app.js" %}" defer></script>',
        '<p class="on-target">Safe on target</p>',
        "{{ safeties }}",
        '<input name="one">',
        '<a href="{% url "today" %}">',
        '<form hx-post="{% url "set_log" %}">',
    ],
)
def test_the_lint_lets_plain_markup_pass(line: str):
    assert not any(pattern.search(line) for pattern in FORBIDDEN_IN_TEMPLATES.values())
