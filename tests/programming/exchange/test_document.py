"""The file of a program: the conformance files, the schema, and that what is written is read."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from jsonschema import Draft202012Validator

from programming import choices
from programming.exchange.document import (
    MOST_BYTES,
    RefusedDocumentError,
    read_document,
    schema_text,
)
from programming.exchange.exercises import Reference
from programming.exchange.writing import document_text
from programming.lines import (
    LONGEST_HOLD,
    MOST_LINES,
    MOST_REPS,
    MOST_RIR,
    MOST_SETS,
    PERCENT_OF_E1RM,
    SetLine,
)
from programming.loads import LoadKind, Unit
from programming.models.programs import LONGEST_BLOCK, MOST_DAYS
from programming.models.workouts import MOST_SUBSTITUTES, NOTE_LENGTH
from programming.names import LONGEST_NAME
from programming.programs.plans import (
    LONGEST_REST,
    MOST_BLOCKS,
    MOST_EXERCISES,
    MOST_WORKOUTS,
    Day,
    Line,
    Phase,
    Plan,
)

FILES = Path(__file__).resolve().parents[3] / "docs" / "programs"
EXPECTED: dict[str, dict[str, Any]] = json.loads((FILES / "expected.json").read_text())
SCHEMA = json.loads(schema_text())
PARTS = SCHEMA["$defs"]


def names_in(folder: str) -> set[str]:
    return {path.name for path in (FILES / folder).iterdir()}


def test_every_file_says_what_is_expected_of_it():
    for folder in ("valid", "invalid"):
        assert names_in(folder) == set(EXPECTED[folder])
        assert len(EXPECTED[folder]) > 7


@pytest.mark.parametrize("name", EXPECTED["valid"])
def test_a_valid_file_is_read_whole(name: str):
    plan = read_document((FILES / "valid" / name).read_bytes()).plan

    days = [day for block in plan.blocks for day in block.workouts]
    lines = [line for day in days for line in day.lines]
    assert EXPECTED["valid"][name] == {
        "weeks": sum(block.weeks for block in plan.blocks),
        "workouts": len(days),
        "exercises": len(lines),
        "sets": sum(one.sets for line in lines for one in line.lines),
    }


@pytest.mark.parametrize("name", EXPECTED["invalid"])
def test_an_invalid_file_is_refused_where_it_is_wrong(name: str):
    with pytest.raises(RefusedDocumentError) as refused:
        read_document((FILES / "invalid" / name).read_bytes())

    faults = refused.value.faults
    where = [one.path if one.line is None else f"line {one.line}" for one in faults]
    assert where == EXPECTED["invalid"][name], faults
    for fault in faults:
        assert fault.reason.endswith("."), fault
        assert fault.reason[0] == fault.reason[0].upper(), fault
        assert len(fault.reason) < 250, fault


def test_the_schema_is_one_and_has_the_numbers_of_the_code():
    Draft202012Validator.check_schema(SCHEMA)
    whole, block, planned, line = (
        SCHEMA["properties"],
        *(PARTS[name]["properties"] for name in ("block", "planned", "line")),
    )
    assert whole["days_a_week"]["maximum"] == MOST_DAYS
    assert whole["blocks"]["maxItems"] == MOST_BLOCKS
    assert block["weeks"]["maximum"] == block["easy_week"]["maximum"] == LONGEST_BLOCK
    assert block["workouts"]["maxItems"] == MOST_WORKOUTS
    assert PARTS["workout"]["properties"]["exercises"]["maxItems"] == MOST_EXERCISES
    assert planned["superset"]["maximum"] == MOST_EXERCISES
    assert planned["sets"]["maxItems"] == MOST_LINES
    assert planned["rest_seconds"]["maximum"] == LONGEST_REST
    assert planned["note"]["maxLength"] == NOTE_LENGTH
    assert planned["substitutes"]["maxItems"] == MOST_SUBSTITUTES
    assert line["count"]["maximum"] == MOST_SETS
    assert line["reps"]["items"]["maximum"] == MOST_REPS
    assert line["seconds"]["items"]["maximum"] == LONGEST_HOLD
    assert (line["percent"]["minimum"], line["percent"]["maximum"]) == PERCENT_OF_E1RM
    assert {one["maximum"] for one in line["target"]["properties"].values()} == {MOST_RIR}
    assert PARTS["exercise"]["properties"]["name"]["maxLength"] == LONGEST_NAME


def test_the_schema_has_the_words_of_the_code():
    def words(among: dict[str, Any]) -> set[str]:
        return set(among["enum"])

    exercise = PARTS["exercise"]["properties"]
    assert words(SCHEMA["properties"]["level"]) == set(choices.Level.values)
    assert words(SCHEMA["properties"]["needs"]) == set(choices.Needs.values)
    assert words(PARTS["goal"]) == set(choices.Goal.values)
    assert words(PARTS["planned"]["properties"]["role"]) == set(choices.Role.values)
    assert words(PARTS["planned"]["properties"]["load_rule"]) == set(choices.LoadRule.values)
    assert words(exercise["primary_muscles"]["items"]) == set(choices.Muscle.values)
    assert words(exercise["load_kind"]) == set(LoadKind.values)
    assert words(PARTS["line"]["properties"]["load"]["properties"]["unit"]) == set(Unit.values)


def everything() -> tuple[Plan, dict[int, Reference]]:
    """A plan with all there is."""
    references = {
        1: Reference("Barbell squat", "barbell-squat"),
        2: Reference("Leg press", "leg-press"),
        3: Reference("Ring plank", "", False, ("abdominals",), LoadKind.BODYWEIGHT.value, True),
    }
    usual = Line(2, "main", 3, 8, 12, 120)
    lines = (
        replace(usual, exercise=1, rule="top_set", note="belt", substitutes=(2, 3)).with_lines(
            (SetLine(1, (3, 5)), SetLine(3, (5, 8), percent=85))
        ),
        replace(usual, rule="percent", percent=75, target=(2, 3, 4), superset=1),
        replace(usual, rule="fixed", load=(12_500, "kg", "external"), superset=1),
        replace(usual, exercise=3, bottom=None, top=None, seconds=(30, 60), rest=0),
    )
    blocks = (
        Phase(None, "Base", "mixed", 4, 4, (Day(None, "A", lines), Day(None, "B"))),
        Phase(None, "Kraft · 力", "max_strength", 52, None),
    )
    return Plan("Everything", "advanced", "muscle_gain", "dumbbells", 7, blocks), references


def test_what_is_written_is_read_again():
    plan, references = everything()

    text = document_text(plan, references)

    found = read_document(text)
    assert found.references == references
    assert found.plan == plan
    assert document_text(found.plan, found.references) == text


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"\xff\xfe{}", "not written in UTF-8"),
        (b"[" * 100_000, "nested too deeply"),
        (b'{"a": ' + b"9" * 5000 + b"}", "No JSON"),
        (b" " * MOST_BYTES + b"{", "1 MB at most"),
        (b"null", "'object'"),
    ],
)
def test_what_no_program_can_be_is_refused_in_a_sentence(content: bytes, says: str):
    with pytest.raises(RefusedDocumentError, match=says):
        read_document(content)


def test_a_megabyte_is_read():
    with pytest.raises(RefusedDocumentError, match="line 1: No JSON"):
        read_document(b" " * MOST_BYTES)


class TestTheCommand:
    def test_a_program_is_said_to_be_one(self, capsys: pytest.CaptureFixture[str]):
        call_command("check_program", str(FILES / "valid" / "minimal.json"), "--json")
        found = json.loads(capsys.readouterr().out)
        assert (found["valid"], found["faults"]) == (True, [])

    def test_what_is_none_is_refused_with_its_places(self, capsys: pytest.CaptureFixture[str]):
        path = FILES / "invalid" / "three-faults.json"
        with pytest.raises(CommandError) as refused:
            call_command("check_program", str(path), "--json")
        assert refused.value.returncode == 1
        assert f"{path}: /blocks/0/weeks: 0 is less than the minimum of 1." in str(refused.value)
        found = json.loads(capsys.readouterr().out)
        assert found["valid"] is False
        assert [one["path"] for one in found["faults"]] == EXPECTED["invalid"][path.name]

    def test_a_file_that_is_not_there_is_a_wrong_call(self, tmp_path: Path):
        with pytest.raises(CommandError) as refused:
            call_command("check_program", str(tmp_path / "none.json"))
        assert refused.value.returncode == 2
