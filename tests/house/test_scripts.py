"""The scripts of a page share one world: a name at the top of two of them is one name, the last one's."""

import re
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SCRIPTS = ROOT / "static" / "js"
# A worker has a world of its own.
ALONE = {"bell.js"}
_NAMED = re.compile(
    r"^(?:(?:async )?function (\w+)|(?:const|let|var|class) (?:(\w+)|\{ ([\w, :]+) \}))",
    re.MULTILINE,
)


def names(text: str) -> set[str]:
    """The names a script puts at its top."""
    found: set[str] = set()
    for function, name, several in _NAMED.findall(text):
        found |= {one.split(":")[-1].strip() for one in several.split(",") if one.strip()}
        found |= {one for one in (function, name) if one}
    return found


def shared(texts: dict[str, str]) -> dict[str, list[str]]:
    """The names that several scripts have."""
    where: dict[str, list[str]] = defaultdict(list)
    for script, text in texts.items():
        for name in names(text):
            where[name].append(script)
    return {name: scripts for name, scripts in where.items() if len(scripts) > 1}


def test_no_two_scripts_have_a_name_in_common():
    texts = {path.name: path.read_text() for path in SCRIPTS.glob("*.js") if path.name not in ALONE}

    assert len(texts) > 4
    assert shared(texts) == {}


def test_every_way_to_name_something_is_seen():
    one = "function keep() {}\nasync function send() {}\nlet a = 1;\nconst { b, c: d } = x;\n  let inner;"

    assert names(one) == {"keep", "send", "a", "b", "d"}
    assert shared({"one": one, "two": "const keep = 1;"}) == {"keep": ["one", "two"]}
