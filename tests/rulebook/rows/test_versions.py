"""What was stored under an earlier rulebook keeps its sentences."""

import json
from collections.abc import Mapping
from pathlib import Path
from string import Formatter
from typing import Any

import pytest

from programming.rulebook import RULEBOOK_VERSION, RULES, reason_from, rule, warning_from
from programming.rulebook.rows import version_1_0
from tests.rulebook.rows.test_rows import EVENTS, case_of

WARNINGS = [event for event in EVENTS if hasattr(event, "severity")]

# Every row of rulebook 1.0 that says something, as it stood then.
KEPT: Mapping[str, Any] = json.loads((Path(__file__).parents[1] / "data/rows_1_0.json").read_text())


class _Event(dict[str, str]):
    """The numbers of an event, whatever they are called."""

    def __missing__(self, name: str) -> str:
        return f"<{name}>"


def told(sentences: Mapping[str, str], numbers: Mapping[str, int]) -> dict[str, str]:
    named = _Event({name: str(number) for name, number in numbers.items()})
    return {case: text.format_map(named) for case, text in sentences.items()}


@pytest.mark.parametrize("code", KEPT)
def test_each_row_of_1_0_still_says_what_it_said(code):
    then, now = KEPT[code], rule(code, "1.0")

    # More cases harm nobody: what was stored does not name them.
    assert told(then["says"], then["numbers"]).items() <= told(now.says, now.numbers).items()
    assert told(then["do_next"], then["numbers"]).items() <= told(now.do_next, now.numbers).items()
    assert now.source == then["source"]


def test_only_rows_that_changed_are_kept_twice():
    for row in version_1_0.ROWS:
        now = RULES.get(row.code)
        assert row.code in KEPT
        assert now is None or (row.says, row.do_next, row.numbers, row.source) != (
            now.says, now.do_next, now.numbers, now.source
        )  # fmt: skip


def test_of_its_numbers_those_are_kept_that_its_sentences_name():
    named = {
        row.code: {
            name
            for text in (*row.says.values(), *row.do_next.values())
            for _, name, _, _ in Formatter().parse(text)
        }
        for row in version_1_0.ROWS
    }
    kept = {code: row.get("numbers", {}) for code, row in version_1_0._WAS.items()}

    assert all({*numbers} <= named[code] for code, numbers in kept.items())


def test_another_version_is_read_as_this_one():
    assert rule("too_close", "") is rule("too_close", RULEBOOK_VERSION) is RULES["too_close"]
    assert reason_from("final_set_push", None, None, version="9").code == "final_set_push"


def test_a_warning_of_1_0_is_told_in_its_words():
    assert (
        warning_from("rir_missing", "note", version="1.0").says == KEPT["rir_missing"]["says"][""]
    )


@pytest.mark.parametrize("warning", WARNINGS, ids=lambda one: "-".join(case_of(one)))
def test_what_is_judged_today_can_be_told_in_the_words_of_1_0(warning):
    """A set that is edited is judged by the rules of now, against a target of then."""
    assert warning_from(*warning.stored(), version="1.0").says
