"""Style sheets by page: each class has one home, every class has one, and no rule is for nobody.

What a class of ours looks like is read in one place: the frame, or the sheet of the page that has
it. A page links the sheets its classes are at home in.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from django.urls import reverse

from tests.logbook.everything import a_lifter_with_everything, addresses
from tests.logbook.given import logged_in

ROOT = Path(__file__).resolve().parents[2]
SHEETS = ROOT / "static" / "css"
FRAME = "frame"
# The admin's pages link none of the lifters' sheets and name their parts by themselves.
ADMIN = ("templates/admin/", "programming/admin/", "logbook/admin/", "logbook/pages/publishing/")
ADMINS_SHEETS = ("admin", "desk")
# What every page has, the admin's too.
SHARED = "homes"
HOOKS = {
    "rs-day__state": "where Today's check-in puts the state",
}
"""Classes that are written and not styled, each with what it is for."""

_CLASS = re.compile(r"(?<![\w-])rs-[a-z0-9]+(?:(?:--|__|-)[a-z0-9]+)*(?P<open>--(?=\{))?")
_IN_SELECTOR = re.compile(r"\.(rs-[\w-]+)")


def selectors(css: str) -> Iterator[str]:
    """Every selector of a sheet, those within @media, @supports and @container too."""
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    for found in re.finditer(r"([^{};]+)\{", css):
        if not found[1].strip().startswith("@"):
            # A comma within :is(…) or :not(…) does not end a selector.
            yield from (one.strip() for one in re.split(r",(?![^(]*\))", found[1]))


def homes(sheets: dict[str, str]) -> dict[str, set[str]]:
    """For each class the sheets it is at home in.

    Those where a selector names it and no other of ours; for one that never stands alone, those
    that name it at all.
    """
    alone: dict[str, set[str]] = defaultdict(set)
    among: dict[str, set[str]] = defaultdict(set)
    for sheet, css in sheets.items():
        for selector in selectors(css):
            classes = set(_IN_SELECTOR.findall(selector))
            for name in classes:
                (alone if len(classes) == 1 else among)[name].add(sheet)
    return {name: alone[name] or among[name] for name in {*alone, *among}}


def two_homes(sheets: dict[str, str]) -> dict[str, set[str]]:
    """The classes at home in two sheets, other than the frame and one more."""
    return {name: found for name, found in homes(sheets).items() if len(found - {FRAME}) > 1}


def strangers(sheets: dict[str, str]) -> list[str]:
    """The selectors that name classes of ours, but none that is at home in their sheet."""
    at_home = homes(sheets)
    return [
        f"{sheet}: {selector}"
        for sheet, css in sheets.items()
        for selector in selectors(css)
        if (classes := _IN_SELECTOR.findall(selector))
        and not any(sheet in at_home[name] for name in classes)
    ]


def written(texts: Iterable[str]) -> tuple[set[str], set[str]]:
    """The classes in the texts, and the beginnings (`rs-state--`) of those made from parts."""
    whole: set[str] = set()
    begun: set[str] = set()
    for text in texts:
        for found in _CLASS.finditer(text):
            (begun if found["open"] else whole).add(found[0])
    return whole, begun


def our_sheets() -> dict[str, str]:
    return {
        path.stem: path.read_text()
        for path in sorted(SHEETS.glob("*.css"))
        if path.stem not in {"tokens", *ADMINS_SHEETS}
    }


def our_texts() -> list[str]:
    """What draws the lifters' pages: templates, code, scripts."""
    files = [
        path
        for folder, kind in (
            ("templates", "*.html"),
            ("logbook", "*.py"),
            ("programming", "*.py"),
            ("static/js", "*.js"),
        )
        for path in sorted((ROOT / folder).rglob(kind))
        if not path.relative_to(ROOT).as_posix().startswith(ADMIN)
    ]
    return [path.read_text() for path in files]


def test_there_are_sheets_and_classes_to_look_at():
    assert {"frame", "forms", "charts", "session", "today"} <= set(our_sheets())
    assert len(homes(our_sheets())) > 200
    assert len(written(our_texts())[0]) > 200


def test_a_class_is_styled_in_one_sheet_or_in_the_frame_and_one_other():
    assert two_homes(our_sheets()) == {}


def test_a_rule_stands_in_the_sheet_of_one_of_its_classes():
    assert strangers(our_sheets()) == []


def test_a_class_that_is_written_is_styled():
    styled = homes(our_sheets())
    whole, begun = written(our_texts())

    assert sorted(whole - set(styled)) == sorted(HOOKS)
    assert [one for one in begun if not any(name.startswith(one) for name in styled)] == []


def test_a_class_that_is_styled_is_written():
    whole, begun = written(our_texts())

    assert [
        name
        for name in sorted(homes(our_sheets()))
        if name not in whole and not any(name.startswith(one) for one in begun)
    ] == []


def test_a_class_of_the_admin_is_styled_there():
    texts = [path.read_text() for path in sorted((ROOT / "templates" / "admin").rglob("*.html"))]
    whole, _ = written(texts)

    assert len(whole) > 10
    sheets = {name: (SHEETS / f"{name}.css").read_text() for name in (*ADMINS_SHEETS, SHARED)}
    assert whole - set(homes(sheets)) == set()


def lacking(page: str) -> dict[str, set[str]]:
    """The classes on a page whose sheets it does not link."""
    linked = set(re.findall(r'href="/static/css/(\w+)\.css"', page))
    # Every page has the pattern that charts are hatched with.
    page = re.sub(r"<pattern.*?</pattern>", "", page, flags=re.DOTALL)
    assert FRAME in linked
    on_page = {name for text in re.findall(r'\sclass="([^"]*)"', page) for name in text.split()}
    return {
        name: found
        for name, found in homes(our_sheets()).items()
        if name in on_page and not found & linked
    }


@pytest.mark.usefixtures("release")
def test_a_page_links_the_sheets_of_its_classes():
    lifter = a_lifter_with_everything()
    client = logged_in(lifter)
    pages = [*addresses(lifter), reverse("settings_loads")]

    assert {path: found for path in pages if (found := lacking(body(client, path)))} == {}


BOOTSTRAP = "js-lib-bootstrap5/css/bootstrap.min.css"


@pytest.mark.usefixtures("release")
def test_bootstrap_is_linked_where_forms_need_it_and_nowhere_else():
    lifter = a_lifter_with_everything()
    client = logged_in(lifter)
    pages = [*addresses(lifter), reverse("settings_loads")]
    linked = {path: (html := body(client, path), BOOTSTRAP in html) for path in pages}

    assert [
        path for path, (html, has_it) in linked.items() if has_it != ("css/forms.css" in html)
    ] == []
    session = lifter.sessions.latest("started_at")
    assert not linked[reverse("session_detail", args=[session.pk])][1]
    assert linked[reverse("settings")][1]


@pytest.mark.usefixtures("release")
def test_a_page_without_bootstrap_has_no_class_of_it():
    theirs = set(re.findall(r"\.([a-z][\w-]*)", Path(str(finders.find(BOOTSTRAP))).read_text()))
    assert {"btn", "form-control"} <= theirs
    lifter = a_lifter_with_everything()
    client = logged_in(lifter)
    for path in addresses(lifter):
        html = body(client, path)
        if BOOTSTRAP in html:
            continue
        found = {name for text in re.findall(r'\sclass="([^"]*)"', html) for name in text.split()}
        assert found & theirs == set(), path


@pytest.mark.django_db
def test_a_page_for_strangers_links_the_sheets_of_its_classes():
    pages = [reverse(f"account_{name}") for name in ("login", "signup", "reset_password")]

    assert {path: found for path in pages if (found := lacking(body(Client(), path)))} == {}


@pytest.mark.usefixtures("release")
def test_the_first_sign_in_links_the_sheets_of_its_classes(client: Client):
    client.post(
        reverse("account_signup"),
        {"email": "new@example.org", "password1": "four plain words here"},
    )

    assert lacking(body(client, reverse("welcome"))) == {}


def body(client: Client, path: str) -> str:
    return client.get(path, follow=True).content.decode()


ONE_HOME = {"frame": ".rs-a { } .rs-b .rs-a { }", "today": ".rs-a { } .rs-c .rs-a { } .rs-c { }"}


@pytest.mark.parametrize(
    ("sheets", "found"),
    [
        (ONE_HOME, {}),
        (ONE_HOME | {"review": ".rs-c > .rs-d { }"}, {}),
        (ONE_HOME | {"review": ".rs-a { }"}, {"rs-a": {"frame", "today", "review"}}),
        ({"today": ".rs-a { }", "review": ".rs-a:hover b { }"}, {"rs-a": {"today", "review"}}),
        (
            {"today": ".rs-a { }", "review": "@media print { p, .rs-a { } }"},
            {"rs-a": {"today", "review"}},
        ),
        ({"today": ".rs-a { }", "review": "/* .rs-a { } */ p { --x: 1; }"}, {}),
    ],
)
def test_a_second_home_is_seen(sheets: dict[str, str], found: dict[str, set[str]]):
    assert two_homes(sheets) == found


def test_a_rule_for_the_classes_of_others_is_seen():
    sheets = {"frame": ".rs-a { } .rs-b { }", "today": ".rs-a .rs-b, .rs-c .rs-a { } .rs-c { }"}

    assert strangers(sheets) == ["today: .rs-a .rs-b"]


def test_a_comma_within_brackets_ends_no_selector():
    assert list(selectors("p > :is(.rs-a, .rs-b), q { } @media print { i { } }")) == [
        "p > :is(.rs-a, .rs-b)",
        "q",
        "i",
    ]


def test_whole_classes_and_begun_ones_are_told_apart():
    line = 'class="rs-a rs-a--{{ kind }} rs-b__c-d{% if x %} rs-b--e{% endif %}" f".rs-f--{g}"'

    assert written([line]) == ({"rs-a", "rs-b__c-d", "rs-b--e"}, {"rs-a--", "rs-f--"})


def test_a_page_without_the_sheet_of_a_class_is_seen():
    page = '<link href="/static/css/frame.css"><p class="rs-card rs-vol">'

    assert lacking(page) == {"rs-vol": {"today"}}
