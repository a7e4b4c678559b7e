"""Our own CSV, long: out, into an empty account and out again is the same to the byte; twice adds nothing."""

import csv
import datetime as dt
import io
import re
import uuid
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from logbook.acts.entries import entry_of
from logbook.acts.session_exercises import add_exercise
from logbook.acts.sets import delete_set, edit_set
from logbook.choices import EndedBy, Origin, Outcome, SetKind
from logbook.log import taken_out
from logbook.log.logged_sets import latest_sets
from logbook.log.taken_out import sessions_out
from logbook.models import SessionExercise, Set, TrainingSession, User
from logbook.pages.transfer.formats import repstack
from logbook.pages.transfer.formats.own_csv import COLUMNS, own_csv
from logbook.pages.transfer.formats.safe_cells import guarded, unguarded
from logbook.pages.transfer.formats.values import Source
from logbook.pages.transfer.importing import Answers, Looked, bring, figures, look_at
from programming.catalogue.own import create_own_exercise
from programming.choices import Safety
from programming.loads import LoadKind
from tests.logbook.everything import a_lifter_with_everything
from tests.logbook.given import (
    a_finished_session,
    a_lifter,
    a_session,
    finished,
    logged,
    logged_in,
    the_item,
)
from tests.logbook.pages.transfer.odd_logs import SESSIONS, TEXTS, written
from tests.logbook.pages.transfer.reading import sample
from tests.logbook.planned import trained_by_a_plan
from tests.logbook.reading import words

pytestmark = pytest.mark.usefixtures("release")


def out(lifter: User, year: int | None = None) -> bytes:
    return b"".join(own_csv(sessions_out(lifter, year=year)))


def rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode(), newline="")))


def brought(lifter: User, content: bytes, *, unit: str = "") -> Looked:
    now = timezone.now()
    looked = look_at(lifter, content, Answers(unit), now=now)
    assert looked.errors == []
    bring(lifter, looked, key=uuid.uuid4(), now=now)
    return looked


def test_a_lifter_with_everything_comes_back_to_the_byte():
    person, other = a_lifter_with_everything(), a_lifter()
    trained_by_a_plan(person)
    content = out(person)

    looked = brought(other, content)

    assert out(other) == content
    assert looked.reading is not None
    assert looked.reading.source is Source.REPSTACK
    assert figures(looked)["sets"] == len(rows(content)) == 21
    (held,) = (one for one in rows(content) if one["seconds"])
    assert (held["kind"], held["reps"], held["seconds"], held["superset"]) == (
        "timed",
        "0",
        "40",
        "1",
    )
    again = SessionExercise.objects.get(athlete=other, superset=1, is_timed=True)
    assert (again.timed_sets, again.working_sets, again.sets.get().seconds) == (1, 0, 40)


@given(st.lists(SESSIONS, max_size=4))
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
def test_whatever_was_logged_comes_back_to_the_byte_and_twice_adds_nothing(sessions):
    person, other = a_lifter(), a_lifter()
    written(person, sessions)
    content = out(person)
    if len(rows(content)):
        brought(other, content)

        assert out(other) == content
        for who in (person, other):
            looked = look_at(who, content, Answers(), now=timezone.now())
            assert (looked.before.added_sets, looked.before.kept) == (0, [])


@given(TEXTS)
def test_no_cell_is_a_formula_and_each_says_what_it_did(text):
    cell = guarded(text)

    assert not cell.startswith(("=", "+", "@", "\t"))
    assert not cell.startswith("-") or re.fullmatch(r"-[0-9]+(\.[0-9]+)?", cell)
    assert unguarded(cell) == text.replace("\r\n", "\n").replace("\r", "\n")


@pytest.mark.parametrize(
    ("text", "cell"),
    [("=1+1", "'=1+1"), ("+5", "'+5"), ("-a", "'-a"), ("@x", "'@x"), ("\tx", "'\tx"), ("'so", "''so"),
     ("-5", "-5"), ("-5.25", "-5.25"), ("82.5", "82.5"), ("-5.", "'-5."), ("a=b", "a=b"), ("", ""),
     ("--5", "'--5"), ("-5\n", "'-5\n")],
)  # fmt: skip
def test_a_leading_mark_guards_a_cell_and_plain_numbers_stay(text, cell):
    assert guarded(text) == cell
    assert unguarded(cell) == text


def test_another_apps_cell_keeps_its_mark():
    person = a_lifter()
    brought(person, sample("hevy_kg.csv").replace(b"Squat (Barbell)", b"'Zercher thing"))

    assert "'Zercher thing" in {one["exercise"].removeprefix("'") for one in rows(out(person))}


def test_targets_and_verdicts_are_kept_and_shown_and_count_in_nothing():
    person, other = a_lifter(), a_lifter()
    session = a_session(lifter=person)
    bench = the_item(session=session)
    for left in (0, 3, 4):
        logged(item=bench, rir=left)
    finished(session)
    brought(other, out(person))
    item = SessionExercise.objects.get(athlete=other)
    sets = list(item.sets.order_by("number"))

    assert {one.origin for one in sets} == {Origin.IMPORTED}
    assert [one.outcome for one in sets] == [one.outcome for one in bench.sets.order_by("number")]
    assert None not in {one.target_aim for one in sets}
    assert (item.on_target, item.too_close, item.too_easy, item.budget_failures) == (0, 0, 0, 0)
    assert item.failure_sets == 1
    (done, _), *_rest = latest_sets(
        other,
        [item.exercise_id],
        before=TrainingSession(
            athlete=other,
            pk=0,
            started_at=timezone.now(),
            local_date=timezone.now().date(),
            zone="UTC",
        ),
    )[item.exercise_id]
    assert done.is_imported
    page = words(
        logged_in(other).get(reverse("session_review", args=[item.session_id])).content.decode()
    )
    assert "too close" in page.lower()
    for name in ("session_list", "today"):
        assert logged_in(other).get(reverse(name)).status_code == 200


def test_a_set_that_came_back_can_be_edited_and_its_old_verdict_goes():
    person, other = a_lifter(), a_lifter()
    a_finished_session(lifter=person)
    brought(other, out(person))
    row = Set.objects.filter(athlete=other).order_by("pk")[0]
    page = reverse("session_detail", args=[row.session_id])
    assert logged_in(other).get(f"{page}?edit={row.pk}").status_code == 200

    edit_set(other, row.pk, version=row.version, entry=entry_of(row), now=timezone.now())
    row.refresh_from_db()

    assert row.outcome == ""


def test_where_it_came_from_is_kept_through_another_account():
    first, second = a_lifter(), a_lifter()
    brought(first, sample("hevy_kg.csv"))
    a_finished_session(lifter=first)
    assert {one["came_from"] for one in rows(out(first))} == {"hevy", "repstack"}
    brought(second, out(first))

    assert out(second) == out(first)


def test_a_session_of_two_apps_says_of_each_set_which():
    person = a_lifter()
    strong = (
        "Date,Workout Name,Exercise Name,Set Order,Weight,Reps,RPE,Distance,Seconds,Duration,Notes,Workout Notes\n"
        "2026-01-05 18:00:00,A,Squat (Barbell),{},100,5,,0,0,1h,,\n"
    )
    brought(person, strong.format(1).encode(), unit="kg")
    hevy = (
        '"title","start_time","end_time","description","exercise_title","superset_id","exercise_notes",'
        '"set_index","set_type","weight_kg","reps","distance_km","duration_seconds","rpe"\n'
        '"A","5 Jan 2026, 18:00","5 Jan 2026, 19:00","","Squat (Barbell)","","",0,"normal",100,5,,,\n'
        '"A","5 Jan 2026, 18:00","5 Jan 2026, 19:00","","Squat (Barbell)","","",1,"normal",110,5,,,\n'
    )
    brought(person, hevy.encode())

    assert [one["came_from"] for one in rows(out(person))] == ["strong", "hevy"]


class TestChangedHereSince:
    """What was brought in and changed here is exported as it stands: it is known again by that."""

    @pytest.fixture
    def person(self, lifter):
        brought(lifter, sample("hevy_kg.csv"))
        return lifter

    def adds_nothing(self, person):
        looked = look_at(person, out(person), Answers(), now=timezone.now())
        assert looked.errors == []
        return (looked.before.added_sets, looked.before.kept) == (0, [])

    def test_edited(self, person):
        for row in Set.objects.filter(athlete=person):
            entry = entry_of(row)
            entry = type(entry)(
                **{**{name: getattr(entry, name) for name in entry.__slots__}, "reps": row.reps + 3}
            )
            edit_set(person, row.pk, version=row.version, entry=entry, now=timezone.now())

        assert self.adds_nothing(person)

    def test_deleted(self, person):
        delete_set(
            person, Set.objects.filter(athlete=person).order_by("pk")[0].pk, now=timezone.now()
        )

        assert self.adds_nothing(person)

    def test_a_set_more(self, person):
        item = SessionExercise.objects.filter(athlete=person).order_by("pk")[0]
        logged(
            item=item,
            reps=5,
            load="20",
            load_kind=LoadKind(item.risk.load_kind),
            at=item.started_at,
        )

        assert self.adds_nothing(person)

    def test_moved_by_a_week(self, person):
        session = TrainingSession.objects.filter(athlete=person).order_by("pk")[0]
        assert session.finished_at is not None
        week = dt.timedelta(days=7)
        TrainingSession.objects.filter(pk=session.pk).update(
            started_at=session.started_at - week,
            finished_at=session.finished_at - week,
            local_date=session.local_date - week,
            version=2,
        )

        assert self.adds_nothing(person)


def test_what_was_held_for_another_time_is_another_set():
    person, other = a_lifter(), a_lifter()
    session = a_session(lifter=person, workout=None, exercises=["Farmer's walk"])
    item = the_item(session=session, name="Farmer's walk")
    for seconds in (40, 50):
        logged(item=item, reps=0, load="30", rir=None, kind="timed", seconds=seconds)
    finished(session=session)
    content = out(person)
    longer = content.replace(b",0,40,", b",0,60,").replace(b",0,50,", b",0,70,")
    brought(other, content)

    for lifter in (person, other):
        same, changed = (
            look_at(lifter, one, Answers(), now=timezone.now()).before for one in (content, longer)
        )
        assert (same.duplicates, same.added_sets) == (2, 0)
        assert (changed.duplicates, changed.added_sets) == (0, 2)


def test_a_load_that_was_changed_in_a_spreadsheet_moves_itself():
    person, other = a_lifter(), a_lifter()
    a_finished_session(lifter=person, workout=None, exercises=["Barbell bench press"])
    content = out(person)
    changed = content.replace(b",80,kg,80,external,80,", b",90,kg,80,external,80,")
    assert changed != content
    brought(other, changed)

    assert rows(out(other))[0]["moved_kg"] == "90"


@pytest.mark.parametrize(
    ("column", "cell", "says"),
    [("zone", "Europe/Nowhere", "time zone"), ("started_at", "", "started_at"), ("started_at", "soon", "not a time"),
     ("started_at", "0001-01-01T00:00:00+14:00", "not a time"), ("started_at", "1850-01-01T00:00:00+00:00", "the year 1850"),
     ("ended_at", "1999-01-01T00:00:00+00:00", "ends before"), ("day", "2020-01-01", "not the day"), ("day", "x", "not a day"),
     ("exercise", "", "letter or a figure"), ("exercise", "x" * 121, "longer than 120"), ("exercise_number", "", "exercise_number"),
     ("reps", "", "no reps"), ("seconds", "-1", "whole number"), ("superset", "x", "not a number"), ("reps", "-1", "whole number"), ("load", "1e99", "not a number"), ("load", "-5", "below 0"),
     ("load", "9999", "more than anybody"), ("load_unit", "stone", "unit"), ("kind", "amrap", "none of"),
     ("load_kind", "heavy", "none of"), ("ended_by", "boredom", "none of"), ("safeties", "luck", "none of"),
     ("verdict", "fine", "none of"), ("target_low_rir", "99", "0 to 20"), ("rir_reps", "-1", "RIR"), ("rir_reps", "2.25", "RIR"),
     ("test", "maybe", "neither yes"), ("came_from", "A b", "source"), ("rest_seconds", "1000000000", "not a number"),
     ("set_note", "x" * 501, "longer than 500"), ("session_note", "x" * 2001, "longer than 2,000"), ("session", "", "no session"),
     ("moved_kg", "99999", "anybody moves")],
)  # fmt: skip
def test_what_cannot_be_is_refused_with_its_line(column, cell, says):
    person, other = a_lifter(), a_lifter()
    a_finished_session(lifter=person, workout=None, exercises=["Barbell bench press"])
    table = rows(out(person))
    table[0][column] = cell
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS)
    writer.writeheader()
    writer.writerows(table)

    looked = look_at(other, text.getvalue().encode(), Answers(), now=timezone.now())

    assert [line for line, _ in looked.errors] == [2]
    assert says in looked.errors[0][1]


def test_a_session_is_no_more_than_its_sum_can_hold():
    person, other = a_lifter(), a_lifter()
    a_finished_session(lifter=person, workout=None, exercises=["Barbell bench press"])
    [row] = rows(out(person))
    row |= {"moved_kg": "10000", "reps": "9999"}

    def a_file(sets: int) -> bytes:
        text = io.StringIO()
        writer = csv.DictWriter(text, COLUMNS)
        writer.writeheader()
        writer.writerows({**row, "set": str(place)} for place in range(1, sets + 1))
        return text.getvalue().encode()

    looked = look_at(other, a_file(93), Answers(), now=timezone.now())
    assert looked.errors == [
        (line, "The session is more than anybody moves in one.") for line in (92, 93, 94)
    ]
    brought(other, a_file(90))
    assert Set.objects.filter(athlete=other).count() == 90


def test_a_session_that_begins_twice_and_an_exercise_of_two_names_are_refused():
    person = a_lifter()
    a_finished_session(lifter=person, workout=None, exercises=["Barbell bench press"], sets=3)
    lines = out(person).decode().split("\r\n")
    lines[2] = lines[2].replace("T12:00:00", "T12:00:01")
    lines[3] = lines[3].replace("Barbell bench press", "Curl")

    looked = look_at(a_lifter(), "\r\n".join(lines).encode(), Answers(), now=timezone.now())

    assert [line for line, _ in looked.errors] == [3, 4]


def test_it_is_known_with_its_columns_in_any_order_and_behind_any_mark():
    person, other = a_lifter(), a_lifter()
    a_finished_session(lifter=person)
    text = io.StringIO()
    writer = csv.DictWriter(text, sorted(COLUMNS), delimiter=";")
    writer.writeheader()
    writer.writerows(rows(out(person)))
    brought(other, b"\xef\xbb\xbf" + text.getvalue().encode())

    assert out(other) == out(person)


def test_one_year_alone():
    person = a_lifter()
    for year in (2023, 2024):
        a_finished_session(lifter=person, started=dt.datetime(year, 6, 1, 12, tzinfo=dt.UTC))

    assert {one["day"] for one in rows(out(person, 2024))} == {"2024-06-01"}
    assert taken_out.years_out(person) == [2024, 2023]
    assert taken_out.years_out(a_lifter()) == []


def test_some_sessions_a_query_and_none_twice_or_left_out(monkeypatch):
    person = a_lifter()
    start = dt.datetime(2024, 6, 1, 12, tzinfo=dt.UTC)
    for place in range(5):
        a_finished_session(
            lifter=person, started=start, workout=None, exercises=["Curl"], sets=place + 1
        )
    whole = out(person)
    monkeypatch.setattr(taken_out, "SESSIONS_AT_ONCE", 2)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert out(person) == whole
    assert len(rows(whole)) == 15
    # Three slices of four queries, what the exercises are called, and the end.
    assert len(asked) <= 3 * 4 + 4


def test_nobody_elses_log_is_in_it():
    person, other = a_lifter(), a_lifter()
    a_finished_session(lifter=other)

    assert rows(out(person)) == []


def test_the_words_are_the_logbooks():
    assert tuple(SetKind.values) == repstack.KINDS
    assert tuple(LoadKind.values) == repstack.LOAD_KINDS
    assert tuple(EndedBy.values) == repstack.ENDS
    assert tuple(Safety.values) == repstack.SAFETIES
    assert tuple(Outcome.values) == repstack.VERDICTS
    lengths = {
        "session_name": TrainingSession, "session_note": TrainingSession, "exercise_note": SessionExercise, "set_note": Set,
    }  # fmt: skip
    for column, model in lengths.items():
        field = model._meta.get_field(column.partition("_")[2])
        assert getattr(field, "max_length", 0) == repstack.LONGEST[column], column


def test_every_column_is_documented():
    guide = (Path(__file__).parents[4] / "docs" / "export.md").read_text()
    table = guide.partition("## Your sets as CSV")[2].partition("\n## ")[0]

    assert tuple(re.findall(r"^\| `(\w+)` \|", table, re.MULTILINE)) == COLUMNS


def test_names_that_were_merged_or_made_here_come_back():
    person, other = a_lifter(), a_lifter()
    own = create_own_exercise(
        person, "=Zercher carry", is_compound=True, primary_muscles=["glutes"], load_kind="assisted"
    )
    session = a_session(lifter=person, workout=None)
    item = add_exercise(person, session.pk, own.exercise_id)
    logged(item=item)
    finished(session)
    brought(other, out(person))

    assert out(other) == out(person)
    assert other.own_exercises.get().entries.get().load_kind == "assisted"


def test_a_set_that_is_still_asked_about_comes_back_so_and_its_session_has_its_pages():
    person, other = a_lifter(), a_lifter()
    a_finished_session(lifter=person, workout=None, exercises=["Barbell bench press"])
    content = out(person).replace(b",stopped,,,,,,", b",stopped,,,,,yes,")
    brought(other, content)
    row = Set.objects.get(athlete=other)

    assert row.is_slip
    assert out(other) == content
    for name in ("session_review", "session_detail"):
        page = logged_in(other).get(reverse(name, args=[row.session_id]))
        assert page.status_code == 200
