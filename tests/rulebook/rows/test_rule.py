"""A rule row fills in its own numbers, and its sentences those of an event."""

import pytest

from programming.rulebook import Basis, Rule


def made(**named):
    ordinary = {
        "code": "two_of_three",
        "locator": "9",
        "title": "Two of three",
        "explanation": "{times} of {of}.",
        "why": "Because {times}.",
        "changes": "Not {of}.",
        "numbers": {"times": 2, "of": 3},
        "says": {"": "{times} of {of}: {percent} %.", "again": "Again {times}, {by}."},
        "do_next": {"": "Do {percent}.", "again": "Do {by} more."},
    }
    return Rule(**(ordinary | named))


def test_the_explanations_have_the_rules_numbers_filled_in():
    row = made()

    assert (row.explanation, row.why, row.changes) == ("2 of 3.", "Because 2.", "Not 3.")
    assert dict(row.numbers) == {"times": 2, "of": 3}


def test_a_sentence_takes_the_rules_numbers_and_the_events_over_them():
    row = made()

    assert row.sentence({"percent": 5}) == "2 of 3: 5 %."
    assert row.sentence({"percent": 5, "times": 9}) == "9 of 3: 5 %."
    assert row.sentence({"case": "again", "by": "you"}) == "Again 2, you."
    with pytest.raises(KeyError, match="other"):
        row.sentence({"case": "other", "percent": 5})
    with pytest.raises(KeyError, match="percent"):
        row.sentence({})


def test_an_action_is_that_of_the_case_or_the_only_one():
    row = made()

    assert row.action({"percent": 5}) == "Do 5."
    assert row.action({"case": "again", "by": 4}) == "Do 4 more."
    assert row.action({"case": "other", "percent": 6}) == "Do 6."
    assert made(do_next={"": "Do {of}."}).action({"of": 8}) == "Do 8."
    with pytest.raises(KeyError):
        made(do_next={}).action({})


def test_the_source_says_policy_papers_and_place():
    assert made().source == "RepStack policy (rulebook 9)"
    named = made(sources=("Bell 2023", "Kerr 2010"))
    assert named.source == "RepStack policy, Bell 2023, Kerr 2010 (rulebook 9)"
    found = made(basis=Basis.FINDING, sources=("Bell 2023",), locator="4.1")
    assert found.source == "Bell 2023 (rulebook 4.1)"
    assert made(locator="2, step 3").source.endswith("(rulebook 2, step 3)")


def test_a_row_keeps_its_own_copies_and_cannot_be_changed():
    numbers = {"times": 2, "of": 3}
    row = made(numbers=numbers)
    numbers["times"] = 7

    assert row.numbers["times"] == 2
    for table in (row.numbers, row.says, row.do_next):
        with pytest.raises(TypeError):
            table["times"] = "1"
    assert made().numbers == made().numbers
    assert dict(made(numbers={}, explanation="-", why="-", changes="-").numbers) == {}
    assert dict(row.says) == {"": "{times} of {of}: {percent} %.", "again": "Again {times}, {by}."}
    assert row.do_next["again"] == "Do {by} more."
