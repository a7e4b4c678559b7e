"""`manage.py how_often`: how often the rules spoke to a lifter of the database."""

import pytest
from django.core.management import CommandError, call_command

from logbook.models import Set, User
from tests.logbook.given import NOON, a_finished_session, a_session, finished, logged, the_item
from tests.logbook.management.told import figures_of, told

pytestmark = pytest.mark.usefixtures("release")


def counts(lifter: User) -> dict:
    return figures_of("how_often", lifter)


def test_the_json_has_its_names(lifter):
    found = counts(lifter)

    assert list(found) == [
        "user", "sessions", "rated_sets", "warnings", "sessions_with_stop", "advice", "years",
        "records_announced", "suggestions",
    ]  # fmt: skip
    assert found["user"] == lifter.email
    assert list(found["advice"]) == ["deload", "reset", "plateau", "grind"]
    assert list(found["suggestions"]) == [
        "n", "rise", "cut", "over_10_percent", "load_used", "reps_within_1", "warned_against",
    ]  # fmt: skip


def test_what_was_stored_is_counted_as_it_was_told(lifter):
    session = a_session(lifter=lifter, started=NOON)
    logged(item=the_item(session=session), rir=0)
    finished(session)
    row = Set.objects.get()
    row.warnings = [["too_close", "note", []], ["rir_missing", "note", []]]
    row.save()

    found = counts(lifter)

    assert found["sessions"] == found["rated_sets"] == 1
    assert found["warnings"] == {"rir_missing": {"note": 1}, "too_close": {"note": 1}}
    assert found["sessions_with_stop"] == 0


def test_a_set_that_was_never_judged_is_judged_now(lifter):
    session = a_session(lifter=lifter, started=NOON)
    logged(item=the_item(session=session), rir=0)
    finished(session)
    Set.objects.update(
        target_low=None, target_aim=None, target_high=None, rulebook_version="", warnings=[]
    )

    assert counts(lifter)["warnings"]["below_floor"] == {"stop": 1}


def test_a_running_session_and_nobody_elses_are_not_counted(lifter):
    a_finished_session(lifter=User.objects.create_user("other@example.org"), started=NOON)
    logged(item=the_item(session=a_session(lifter=lifter, started=NOON)), rir=2)

    assert counts(lifter)["sessions"] == 0


def test_in_words_each_count_has_what_it_is_read_against(lifter):
    a_finished_session(lifter=lifter, started=NOON)

    text = told("how_often", lifter)

    assert text.startswith("1 sessions, ")
    assert "sessions with a stop: " in text
    assert "suggestions n: 0" in text


def test_an_address_nobody_has_is_refused():
    with pytest.raises(CommandError, match="No account") as refused:
        call_command("how_often", "--user", "nobody@example.org")

    assert refused.value.returncode == 1
