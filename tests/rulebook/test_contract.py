"""docs/contract.md: its calls run, its signatures are those of the code, nothing is left out."""

import ast
import doctest
import inspect
import re
from pathlib import Path

import pytest

from programming import rulebook

TEXT = (Path(__file__).parents[2] / "docs" / "contract.md").read_text(encoding="utf-8")
SIGNATURES = re.findall(r"^([A-Za-z_0-9]+)\((.*?)\)(?= |$)", TEXT, re.MULTILINE | re.DOTALL)


def test_every_worked_call_gives_what_the_contract_says():
    calls = re.sub(r"^```.*$", "", TEXT, flags=re.MULTILINE)
    worked = doctest.DocTestParser().get_doctest(calls, {}, "contract.md", None, 0)
    told: list[str] = []
    result = doctest.DocTestRunner(verbose=False).run(worked, out=told.append)

    assert result.attempted > 40
    assert result.failed == 0, "".join(told)


@pytest.mark.parametrize("name", rulebook.__all__)
def test_every_public_name_stands_in_the_contract(name):
    assert re.search(rf"\b{name}\b", TEXT)
    assert hasattr(rulebook, name)


@pytest.mark.parametrize(
    ("name", "written"),
    SIGNATURES,
    ids=[f"{place}-{name}" for place, (name, _) in enumerate(SIGNATURES)],
)
def test_a_signature_in_the_contract_is_the_codes(name, written):
    parsed = ast.parse(f"def signature({' '.join(written.split())}): ...").body[0]
    assert isinstance(parsed, ast.FunctionDef)
    asked = parsed.args
    said = [one.arg for one in (*asked.args, *asked.kwonlyargs)]
    real = list(inspect.signature(getattr(rulebook, name)).parameters.values())

    assert said == [one.name for one in real]
    assert [one.arg for one in asked.kwonlyargs] == [
        one.name for one in real if one.kind is one.KEYWORD_ONLY
    ]
