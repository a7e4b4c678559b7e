"""Who may import whom in each house, and what no room may do: long, the table and its walls in one.

The packages as wholes are held by test_layers.py. A new folder needs a row here and a sentence.
"""

import ast
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from programming import rulebook
from tests.house.test_layers import ROOT, imported, modules

GROUND = {"clock", "choices", "speed"}
# The floors of the logbook, and what each may import of the logbook beside itself.
FLOORS = {
    "clock": set(),
    "choices": set(),
    "speed": set(),
    "models": {"choices"},
    "log": {"models", *GROUND},
    "web": {"models", "log", "clock", "choices"},
    "advice": {"log", "models", "choices", "clock"},
    "kept": {"advice", "log", "models", *GROUND},
    "acts": {"kept", "advice", "log", "models", *GROUND},
    "wording": {"advice", "log", "models", "choices"},
    "charts": {"wording", "log", "models", "clock"},
    "templatetags": {"wording", "charts"},
}
# A page stands on all floors. Of other pages it knows those alone.
PAGES = {
    "today": {"session"},
    "session": set(),
    # What a program asks of a set is shown as the session will show it.
    "programs": {"session"},
    "review": set(),
    "history": set(),
    "exercises": set(),
    "level": set(),
    # The score and the sense of effort are worked out there; here they are held against the weeks.
    "progress": {"level"},
    # A coach reads an athlete's sessions and weeks as the athlete does, and changes a program by the same editor.
    "coaching": {"review", "progress", "programs"},
    "people": {"level"},
    "transfer": set(),
    "publishing": set(),
    # A program is told what the pages say, by the functions that say it there.
    "api": {"review", "history", "exercises"},
}
# What stands on floors and pages: commands, the admin, demo data.
ABOVE = {
    "demo": {*FLOORS, "pages.session"},
    "admin": {"models", "pages.publishing"},
    "management": {
        *("demo", "kept", "acts", "advice", "log", "models", "clock"),
        *("pages.transfer", "pages.coaching"),
    },
    "urls": {"pages", "web"},
    # What it hears of ready-made programs that change is an act.
    "apps": {"acts"},
}
LOGBOOK: dict[str, set[str]] = {
    **FLOORS,
    "pages": set(),
    **{f"pages.{page}": {*FLOORS, *(f"pages.{one}" for one in of)} for page, of in PAGES.items()},
    **ABOVE,
}
PROGRAMMING: dict[str, set[str]] = {
    "choices": set(),
    "loads": set(),
    "names": set(),
    "plates": set(),
    "supersets": set(),
    "rulebook": set(),
    "lines": {"choices"},
    "models": {"choices", "lines", "loads", "names", "supersets"},
    "wording": {"rulebook"},
    "datafiles": {"models", "lines", "names", "choices"},
    "catalogue": {"models", "rulebook", "choices", "loads", "names"},
    "releases": {"catalogue", "datafiles", "models", "choices", "lines", "names"},
    "programs": {"models", "lines", "loads", "rulebook", "choices", "wording"},
    "exchange": {"programs", "catalogue", "models", "choices", "loads", "names", "lines"},
    "templatetags": {"wording", "rulebook"},
    "rulebook_pages": {"rulebook", "wording", "templatetags", "choices"},
    "admin": {"releases", "catalogue", "datafiles", "models", "choices", "names"},
    "management": {"rulebook_pages", "releases", "datafiles", "exchange"},
    "apps": {"releases"},
    "urls": {"rulebook_pages"},
}
# The chapters of the rulebook in the order in which they are read: each knows those before it.
CHAPTERS = ("rows", "words", "one_set", "over_time", ("next_time", "level"), "replay")
RULEBOOK: dict[str, set[str]] = {}
_before: set[str] = set()
for _chapter in CHAPTERS:
    _together = {_chapter} if isinstance(_chapter, str) else set(_chapter)
    RULEBOOK |= {one: set(_before) for one in _together}
    _before |= _together
# The root hands out what all chapters make.
RULEBOOK["__init__"] = set(_before)

HOUSES = {"logbook": LOGBOOK, "programming": PROGRAMMING, "programming.rulebook": RULEBOOK}


def room_of(name: str, house: str) -> str | None:
    """The room a module of this full name lies in: `log`, `pages.today`; None outside the house."""
    within = name.removeprefix(f"{house}.")
    if within == name:
        return None
    first, _, rest = within.partition(".")
    if first == "pages" and rest and rest.partition(".")[0] != "urls":
        return f"pages.{rest.partition('.')[0]}"
    return first


def name_of(path: Path) -> str:
    """The full name of a module, `logbook.log.own`; of a folder's own file the folder's."""
    inside = path.relative_to(ROOT).with_suffix("")
    # The rulebook's own file is a room with a row of its own; any other belongs to its folder.
    is_folder = inside.name == "__init__" and inside.parent.name != "rulebook"
    return ".".join((inside.parent if is_folder else inside).parts)


def crossings(house: str, path: Path, tree: ast.AST) -> Iterator[tuple[str, str]]:
    """The rooms a module reaches into: the room's name and the import's."""
    own = room_of(name_of(path), house)
    for name in imported(path, tree):
        room = room_of(name, house)
        # `from logbook.pages import today` names the folder of pages on its way to one of them.
        if room is not None and room not in {own, "pages"}:
            yield room, name


def forbidden(house: str, path: Path, tree: ast.AST) -> list[str]:
    """The imports of a module that its room may not make."""
    own = room_of(name_of(path), house)
    may = HOUSES[house].get(str(own), set())
    return [
        f"{path.relative_to(ROOT)}: {name}"
        for room, name in crossings(house, path, tree)
        if room not in may and not ("pages" in may and room.startswith("pages."))
    ]


def parsed(package: str) -> list[tuple[Path, ast.Module]]:
    return [(path, ast.parse(path.read_text())) for path in modules(package)]


@pytest.mark.parametrize("house", list(HOUSES))
def test_a_room_imports_only_what_lies_below_it(house: str):
    files = parsed(house.replace(".", "/"))
    if house == "programming":
        files = [one for one in files if "rulebook" not in one[0].parts]

    assert len(files) > 20
    assert [line for path, tree in files for line in forbidden(house, path, tree)] == []


@pytest.mark.parametrize("house", list(HOUSES))
def test_every_room_has_a_row_in_the_table(house: str):
    rooms = {
        room_of(name_of(path), house)
        for path in modules(house.replace(".", "/"))
        if path.parent != ROOT / house.replace(".", "/") or path.stem != "__init__"
    }

    assert rooms - set(HOUSES[house]) == set()
    assert set(HOUSES[house]) - {"__init__"} - rooms == set()


@pytest.mark.parametrize(
    ("place", "line", "is_refused"),
    [
        ("logbook/advice/made_up.py", "from logbook.pages.session.cards import Card", True),
        ("logbook/advice/made_up.py", "from logbook.kept import levels", True),
        ("logbook/advice/made_up.py", "from logbook.log.own import own_item", False),
        ("logbook/advice/made_up.py", "from logbook.advice import facts", False),
        ("logbook/models/made_up.py", "def late():\n    import logbook.log.own", True),
        ("logbook/pages/today/made_up.py", "from logbook.pages.session.cards import Now", False),
        ("logbook/pages/session/made_up.py", "from logbook.pages.today import plan", True),
        ("logbook/pages/today/made_up.py", "from logbook.acts import check_ins", False),
        ("logbook/urls.py", "from logbook.pages.today import urls", False),
        ("logbook/urls.py", "from logbook.log import own", True),
        ("logbook/demo/made_up.py", "from logbook.pages.today import plan", True),
    ],
)
def test_an_import_upward_is_seen(place: str, line: str, is_refused: bool):
    assert bool(forbidden("logbook", ROOT / place, ast.parse(line))) is is_refused


@pytest.mark.parametrize(
    ("place", "line", "is_refused"),
    [
        ("programming/rulebook/rows/a.py", "from programming.rulebook.words import events", True),
        ("programming/rulebook/words/a.py", "from programming.rulebook.rows import rule", False),
        ("programming/rulebook/level/a.py", "import programming.rulebook.next_time.fatigue", True),
        ("programming/rulebook/next_time/a.py", "import programming.rulebook.level.score", True),
        ("programming/rulebook/level/a.py", "import programming.rulebook.over_time.bests", False),
    ],
)
def test_a_later_chapter_is_not_known_to_an_earlier_one(place: str, line: str, is_refused: bool):
    found = forbidden("programming.rulebook", ROOT / place, ast.parse(line))

    assert bool(found) is is_refused


# ---- the walls that are no imports ---------------------------------------------------------------

# Rooms and files that ask no manager: they are handed what they show, or ask log/ for it.
ASKS_NO_MANAGER = ("wording", "charts", "advice", "web")
ASKS_NO_MANAGER_FILES = ("views", "forms", "urls")
# Where rows are written. Elsewhere a save would be an act nobody finds.
WRITES = ("acts", "kept", "admin", "demo", "management", "migrations")
# A user is made by the manager that Django asks for one; candidates are adopted by admins.
WRITING_FILES = {"logbook/models/people.py", "logbook/pages/publishing/candidates.py"}
WRITERS = {
    "save", "create", "update", "delete", "bulk_create", "bulk_update", "get_or_create",
    "update_or_create", "aupdate", "asave",
}  # fmt: skip
# Where a view, a command or a task begins is the one place that reads the clock.
READS_THE_CLOCK = ("admin", "management")


def in_logbook(path: Path) -> tuple[str, ...]:
    return path.relative_to(ROOT / "logbook").parts


def is_view(path: Path) -> bool:
    return path.stem.endswith(("views", "_pages")) or path.stem in {"answers", "tasks"}


def asks_a_manager(tree: ast.AST) -> Iterator[int]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr == "objects":
            yield node.lineno


def writes(tree: ast.AST) -> Iterator[int]:
    """The lines that call what writes rows: `.save(`, `.create(` and so on."""
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr in WRITERS
            and not _is_no_row(node)
        ):
            yield node.lineno


def _is_no_row(call: ast.Call) -> bool:
    """`super().save()` of a form or model, and the update of a dictionary."""
    on = call.func.value if isinstance(call.func, ast.Attribute) else None
    is_super = isinstance(on, ast.Call) and getattr(on.func, "id", "") == "super"
    is_dict = (
        isinstance(call.func, ast.Attribute)
        and call.func.attr == "update"
        and bool(call.args)
        and not call.keywords
    )
    return is_super or is_dict


def reads_the_clock(tree: ast.AST) -> Iterator[int]:
    """`timezone.now()`, `timezone.localdate()` and the clocks of datetime."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and ast.unparse(node.func) in {
            "timezone.now",
            "timezone.localdate",
            "timezone.localtime",
            "dt.datetime.now",
            "dt.date.today",
            "time.time",
        }:
            yield node.lineno


def lines_of(
    found: Callable[[ast.AST], Iterator[int]], wanted: Callable[[Path], bool]
) -> list[str]:
    return [
        f"{path.relative_to(ROOT)}:{line}"
        for path, tree in parsed("logbook")
        if wanted(path)
        for line in found(tree)
    ]


def test_views_forms_wording_charts_and_advice_ask_no_manager():
    def is_asked_of_none(path: Path) -> bool:
        parts = in_logbook(path)
        is_shown = parts[0] == "pages" and path.stem.endswith(ASKS_NO_MANAGER_FILES)
        return parts[0] in ASKS_NO_MANAGER or is_shown

    assert lines_of(asks_a_manager, is_asked_of_none) == []


def test_rows_are_written_by_acts_and_by_what_is_kept():
    def may_not_write(path: Path) -> bool:
        parts = in_logbook(path)
        is_act = parts[0] == "pages" and path.stem == "acts"
        return (
            parts[0] not in WRITES
            and not is_act
            and path.relative_to(ROOT).as_posix() not in WRITING_FILES
        )

    assert lines_of(writes, may_not_write) == []


def test_of_the_rulebook_its_root_alone_is_imported():
    behind = [
        f"{path.relative_to(ROOT)}: {name}"
        for package in ("logbook", "programming", "repstack")
        for path, tree in parsed(package)
        if not {"rulebook", "rulebook_pages"} & set(path.parts)
        for name in imported(path, tree)
        if room_of(name, "programming.rulebook") in set(RULEBOOK) - {"__init__"}
        # `next_time` is a name of the root's and a chapter's: behind the root lies only the latter.
        and name.removeprefix("programming.rulebook.") not in rulebook.__all__
    ]

    assert behind == []


def test_the_clock_is_read_where_a_request_or_a_command_begins():
    def may_not_ask(path: Path) -> bool:
        return in_logbook(path)[0] not in READS_THE_CLOCK and not is_view(path)

    assert lines_of(reads_the_clock, may_not_ask) == []


def folders() -> list[Path]:
    """Every folder with code of ours."""
    return sorted(
        {
            path.parent
            for package in ("repstack", "logbook", "programming", "tests")
            for path in (ROOT / package).rglob("*.py")
        }
    )


def sentence_of(folder: Path) -> str:
    """The first line of what a folder says of itself, without quote marks."""
    file = folder / "__init__.py"
    said = ast.get_docstring(ast.parse(file.read_text())) if file.exists() else None
    return (said or "").partition("\n")[0]


def test_every_folder_begins_with_its_sentence():
    sentences = {folder: sentence_of(folder) for folder in folders()}

    assert len(sentences) > 60
    assert [str(folder) for folder, said in sentences.items() if not said.endswith(".")] == []
    # One sentence a room: two rooms that say the same are one room, or one of them says nothing.
    assert len(set(sentences.values())) == len(sentences)


@pytest.mark.parametrize("page", list(PAGES))
def test_every_page_has_its_tests_and_its_templates(page: str):
    assert list((ROOT / "tests" / "logbook" / "pages" / page).glob("test_*.py")) != []
    # What is published is published in the admin, whose templates Django looks for by model.
    below = "admin/programming" if page == "publishing" else f"logbook/{page}"
    assert list((ROOT / "templates" / below).rglob("*.html")) != []


@pytest.mark.parametrize(
    ("found", "line", "is_seen"),
    [
        (asks_a_manager, "Set.objects.visible_to(lifter)", True),
        (asks_a_manager, "lifter.sessions.all()", False),
        (writes, "lifter.save()", True),
        (writes, "lifter.save(update_fields=['unit'])", True),
        (writes, "rows.update(load=3)", True),
        (writes, "Set.objects.create(load=3)", True),
        (writes, "context.update({'a': 1})", False),
        (writes, "super().save(commit)", False),
        (reads_the_clock, "timezone.now()", True),
        (reads_the_clock, "now = given", False),
    ],
)
def test_each_wall_sees_what_it_is_for(
    found: Callable[[ast.AST], Iterator[int]], line: str, is_seen: bool
):
    assert bool(list(found(ast.parse(line)))) is is_seen
