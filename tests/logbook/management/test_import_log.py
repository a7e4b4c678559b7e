"""`manage.py import_log`: every number of every sample, what is refused, and that refusing writes nothing."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command, execute_from_command_line

from logbook.models import ImportedSession, ImportRun, SessionExercise, Set, TrainingSession
from programming.models import Exercise
from tests.logbook.pages.transfer.reading import DATA

pytestmark = pytest.mark.usefixtures("release")

# What is asked of each file, and what it comes to: the keys that other programs read.
EMPTY = {"duplicate_sets": 0, "kept_here": 0, "errors": [], "unmatched": {}}
COUNTED = {
    ("strong_comma_no_unit.csv", "kg"): {
        "source": "strong", "sessions": 2, "sets": 15, "exercises": 5, "added_sessions": 2,
        "added_sets": 15, "matched_exercises": 5, "matched_sets": 15, "warm_ups": 2,
        "failed_attempts": 1, "effort_rated": 12, "conflicts": 0,
        "skipped": {"rest_timer": 1, "timed": 1}, "unit": "kg", "first_date": "2025-03-03",
        "last_date": "2025-03-06", "min_kg": 20.0, "median_kg": 50.0, "max_kg": 102.05,
    },
    ("strong_semicolon_kg.csv", None): {
        "source": "strong", "sessions": 2, "sets": 7, "exercises": 5, "added_sessions": 2,
        "added_sets": 7, "matched_exercises": 5, "matched_sets": 7, "warm_ups": 1,
        "failed_attempts": 0, "effort_rated": 2, "conflicts": 0,
        "skipped": {"note": 1, "rest_timer": 1}, "unit": "kg", "first_date": "2024-01-08",
        "last_date": "2024-01-10", "min_kg": 7.5, "median_kg": 32.5, "max_kg": 140.0,
    },
    ("strong_semicolon_lbs_no_header.csv", None): {
        "source": "strong", "sessions": 2, "sets": 4, "exercises": 3, "added_sessions": 2,
        "added_sets": 4, "matched_exercises": 3, "matched_sets": 4, "warm_ups": 0,
        "failed_attempts": 0, "effort_rated": 2, "conflicts": 0, "skipped": {}, "unit": "lb",
        "first_date": "2020-12-01", "last_date": "2020-12-03", "min_kg": 74.843,
        "median_kg": 102.058, "max_kg": 111.13,
    },
    ("hevy_kg.csv", None): {
        "source": "hevy", "sessions": 2, "sets": 8, "exercises": 5, "added_sessions": 2,
        "added_sets": 8, "matched_exercises": 5, "matched_sets": 8, "warm_ups": 1,
        "failed_attempts": 0, "effort_rated": 6, "conflicts": 1, "skipped": {"cardio": 1},
        "unit": "kg", "first_date": "2026-04-04", "last_date": "2026-04-07", "min_kg": 15.0,
        "median_kg": 42.5, "max_kg": 120.0,
    },
    ("hevy_lbs_us_dates.csv", None): {
        "source": "hevy", "sessions": 1, "sets": 2, "exercises": 1, "added_sessions": 1,
        "added_sets": 2, "matched_exercises": 1, "matched_sets": 2, "warm_ups": 0,
        "failed_attempts": 1, "effort_rated": 2, "conflicts": 0, "skipped": {}, "unit": "lb",
        "first_date": "2024-09-17", "last_date": "2024-09-17", "min_kg": 58.967,
        "median_kg": 58.967, "max_kg": 58.967,
    },
    ("hevy_portuguese.csv", None): {
        "source": "hevy", "sessions": 2, "sets": 3, "exercises": 3, "added_sessions": 2,
        "added_sets": 3, "matched_exercises": 3, "matched_sets": 3, "warm_ups": 0,
        "failed_attempts": 0, "effort_rated": 3, "conflicts": 0, "skipped": {}, "unit": "kg",
        "first_date": "2023-05-10", "last_date": "2023-08-07", "min_kg": 8.0, "median_kg": 45.0,
        "max_kg": 160.0,
    },
    ("fitnotes_lbs.csv", None): {
        "source": "fitnotes", "sessions": 2, "sets": 4, "exercises": 3, "added_sessions": 2,
        "added_sets": 4, "matched_exercises": 3, "matched_sets": 4, "warm_ups": 0,
        "failed_attempts": 0, "effort_rated": 0, "conflicts": 0, "skipped": {"timed": 1},
        "unit": "lb", "first_date": "2020-09-01", "last_date": "2020-09-03", "min_kg": 70.307,
        "median_kg": 70.307, "max_kg": 92.986,
    },
    ("fitnotes_unit_per_row.csv", None): {
        "source": "fitnotes", "sessions": 1, "sets": 3, "exercises": 2, "added_sessions": 1,
        "added_sets": 3, "matched_exercises": 2, "matched_sets": 3, "warm_ups": 0,
        "failed_attempts": 0, "effort_rated": 0, "conflicts": 0, "skipped": {}, "unit": "mixed",
        "first_date": "2024-05-02", "last_date": "2024-05-02", "min_kg": 10.0, "median_kg": 11.34,
        "max_kg": 74.0,
    },
    ("liftosaur.csv", None): {
        "source": "liftosaur", "sessions": 1, "sets": 2, "exercises": 1, "added_sessions": 1,
        "added_sets": 2, "matched_exercises": 1, "matched_sets": 2, "warm_ups": 0,
        "failed_attempts": 0, "effort_rated": 1, "conflicts": 0, "skipped": {"not_done": 1},
        "unit": "kg", "first_date": "2026-02-03", "last_date": "2026-02-03", "min_kg": 30.0,
        "median_kg": 30.0, "max_kg": 30.0,
    },
}  # fmt: skip
KEYS = {*EMPTY, *COUNTED["hevy_kg.csv", None]}


def import_log(lifter, path, *flags, status=0):
    """The JSON of the command, which ends with this status."""
    out = StringIO()
    arguments = ["import_log", str(path), "--user", lifter.email, "--json", *flags]
    if status:
        with pytest.raises(CommandError) as refused:
            call_command(*arguments, stdout=out)
        assert refused.value.returncode == status
    else:
        call_command(*arguments, stdout=out)
    return json.loads(out.getvalue())


def nothing_is_here(lifter) -> bool:
    """Whether no row of an import is left in any table."""
    tables = (TrainingSession, SessionExercise, Set, ImportRun, ImportedSession)
    return not any(one.objects.filter(athlete=lifter).exists() for one in tables) and (
        not Exercise.objects.filter(owner=lifter).exists()
    )


@pytest.mark.parametrize(("name", "unit"), COUNTED)
def test_every_number_of_a_sample(lifter, name, unit):
    flags = ["--unit", unit] if unit else []
    found = import_log(lifter, DATA / name, *flags)

    assert {key: found[key] for key in KEYS} == {**EMPTY, **COUNTED[name, unit]}
    assert Set.objects.filter(athlete=lifter).count() == found["sets"]
    assert TrainingSession.objects.filter(athlete=lifter).count() == found["sessions"]
    call_command("rebuild_summaries", "--check", user=lifter.email)


@pytest.mark.parametrize(("name", "unit"), COUNTED)
def test_a_dry_run_says_the_same_and_writes_nothing(lifter, name, unit):
    flags = ["--unit", unit] if unit else []
    found = import_log(lifter, DATA / name, "--dry-run", *flags)

    assert {key: found[key] for key in KEYS} == {**EMPTY, **COUNTED[name, unit]}
    assert nothing_is_here(lifter)


@pytest.mark.parametrize(("name", "unit"), COUNTED)
def test_the_same_file_again_adds_nothing(lifter, name, unit):
    flags = ["--unit", unit] if unit else []
    first = import_log(lifter, DATA / name, *flags)
    second = import_log(lifter, DATA / name, *flags)

    assert (second["added_sessions"], second["added_sets"]) == (0, 0)
    assert second["duplicate_sets"] == first["sets"]
    assert Set.objects.filter(athlete=lifter).count() == first["sets"]


def test_a_unit_that_is_needed_is_asked_for(lifter):
    found = import_log(lifter, DATA / "strong_comma_no_unit.csv", status=1)

    assert found["needs"] == ["unit"]
    assert (found["sets"], found["added_sets"]) == (15, 0)
    assert nothing_is_here(lifter)


def test_dates_that_can_be_read_two_ways_are_asked_for(lifter, tmp_path):
    content = (DATA / "strong_2017_resaved.csv").read_text().replace("1/24/2018", "1/3/2018")
    path = tmp_path / "open.csv"
    path.write_text(content)
    found = import_log(lifter, path, "--unit", "kg", status=1)

    assert found["needs"] == ["dates"]
    assert nothing_is_here(lifter)
    read = import_log(lifter, path, "--unit", "kg", "--dates", "day-first")
    assert (read["first_date"], read["last_date"]) == ("2018-02-01", "2018-03-01")


def test_one_wrong_row_and_nothing_is_written(lifter, tmp_path):
    rows = (DATA / "hevy_lbs_us_dates.csv").read_text().replace(",130,12,", ",heavy,12,")
    path = tmp_path / "wrong.csv"
    path.write_text(rows)
    found = import_log(lifter, path, status=1)

    assert found["errors"] == [{"line": 2, "reason": "“heavy” is not a number."}]
    assert (found["sets"], found["added_sets"]) == (1, 0)
    assert nothing_is_here(lifter)


def test_what_is_no_export_is_refused_with_its_headers(lifter, tmp_path):
    path = tmp_path / "other.csv"
    path.write_text("Name,Points\nAda,3\n")
    found = import_log(lifter, path, status=1)

    assert found["source"] is None
    assert found["errors"][0]["line"] == 1
    assert "Name, Points" in found["errors"][0]["reason"]


@pytest.mark.parametrize(
    ("change", "says"),
    [("2025-03-03", "2099-03-03"), ("18:02:11", "18:02:11")],
    ids=["far", "same"],
)
def test_a_session_of_the_future_is_no_session(lifter, tmp_path, change, says):
    path = tmp_path / "future.csv"
    path.write_text((DATA / "strong_comma_no_unit.csv").read_text().replace(change, says))
    status = 1 if change != says else 0
    found = import_log(lifter, path, "--unit", "kg", status=status)

    errors = [{"line": 2, "reason": "The session lies in the future."}]
    assert found["errors"] == (errors if status else [])
    assert nothing_is_here(lifter) is bool(status)


def test_assistance_on_a_barbell_is_an_error_of_its_line(lifter, tmp_path):
    path = tmp_path / "below.csv"
    path.write_text((DATA / "repcount.csv").read_text().replace("Row,70,", "Row,-70,"))
    found = import_log(lifter, path, "--unit", "kg", status=1)

    assert [one["line"] for one in found["errors"]] == [3]
    assert nothing_is_here(lifter)


def test_a_zone_moves_the_instant_and_not_the_day(lifter):
    found = import_log(lifter, DATA / "strong_semicolon_kg.csv", "--zone", "America/New_York")
    late = TrainingSession.objects.get(athlete=lifter, name="Pull")

    assert found["zone"] == "America/New_York"
    assert (late.local_date.isoformat(), late.zone) == ("2024-01-10", "America/New_York")
    assert late.started_at.isoformat() == "2024-01-11T04:40:00+00:00"


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["file.csv"],
        ["--user", "a@example.org"],
        ["file.csv", "--user", "a@example.org", "--unit", "stone"],
        ["file.csv", "--user", "a@example.org", "--dates", "any"],
    ],
)
def test_a_command_that_is_called_wrongly_ends_with_2(arguments):
    with pytest.raises(SystemExit) as ended:
        execute_from_command_line(["manage.py", "import_log", *arguments])

    assert ended.value.code == 2


def test_a_zone_that_is_none_is_called_wrongly(lifter):
    with pytest.raises(CommandError, match="no time zone") as refused:
        call_command("import_log", str(DATA / "hevy_kg.csv"), user=lifter.email, zone="Mars/Base")

    assert refused.value.returncode == 2


@pytest.mark.parametrize(
    ("path", "user"), [("hevy_kg.csv", "nobody@example.org"), ("missing.csv", None)]
)
def test_no_account_and_no_file_are_refused(lifter, path, user):
    with pytest.raises(CommandError) as refused:
        call_command("import_log", str(DATA / path), user=user or lifter.email)

    assert refused.value.returncode == 1


def test_in_words(capsys, lifter):
    call_command("import_log", str(DATA / "hevy_kg.csv"), user=lifter.email)
    told = capsys.readouterr().out

    assert "added 8 sets, 2 new sessions" in told
    assert "skipped, cardio: 1" in told
