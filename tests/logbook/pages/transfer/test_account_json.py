"""A whole account as JSON, long: out, into an empty account, and out again; every table and column of it."""

import datetime as dt
import json
import re
import threading
import uuid
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, models
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from logbook.acts.imports import MADE
from logbook.acts.restoring import NotEmptyError, NotRestoredError, is_empty, restore
from logbook.acts.session_exercises import add_exercise
from logbook.acts.sets import delete_set
from logbook.kept import summaries
from logbook.kept.periods import differing_periods
from logbook.log import account as reading
from logbook.log.account import sections_of, settings_of
from logbook.log.account_schema import account_schema
from logbook.log.account_values import reader_of
from logbook.log.carried import (
    JSON,
    KEYS_WITHIN,
    NO_SETTINGS,
    NOT_CARRIED,
    REBUILT,
    SETTINGS,
    SUMMARY_FIELDS,
    all_tables,
)
from logbook.log.references import POINTED_TO, points_to
from logbook.models import Bodyweight, ImportRun, Set, TrainingSession, User
from logbook.pages.transfer.formats.account_json import (
    FORMAT,
    VERSION,
    Account,
    account_json,
)
from logbook.pages.transfer.formats.values import NotReadError
from programming.catalogue.entries import current_release
from programming.catalogue.own import create_own_exercise
from programming.models import Exercise
from tests.logbook.given import (
    a_finished_session,
    a_lifter,
    a_red_day,
    a_session,
    logged,
    the_item,
)
from tests.logbook.pages.transfer.odd_logs import SESSIONS, written
from tests.logbook.pages.transfer.whole_accounts import a_full_account, kept_of, out, put_back

pytestmark = pytest.mark.usefixtures("release")

ACCOUNTS = Path(__file__).parent / "data" / "accounts"
SCHEMA = Path(__file__).parents[4] / "docs" / "account.schema.json"


def test_everything_comes_back_to_the_byte_and_so_does_what_is_kept_beside_it():
    person, other = a_full_account(), a_lifter()
    content = out(person)

    put_back(other, content)

    assert out(other) == content
    assert kept_of(other) == kept_of(person)
    run = ImportRun.objects.get(athlete=other, source="hevy")
    assert Exercise.objects.get(pk__in=run.report[MADE]).owner_id == other.pk
    assert kept_of(other)["effort"]
    assert kept_of(other)["periods"]
    assert differing_periods(other) == []
    other.refresh_from_db()
    assert (other.zone, other.gyms) == ("Asia/Kathmandu", person.gyms)
    # Substitutes are keys in a list: each account's are its own.
    own = {who: who.own_exercises.get(entries__name="Zzyzx fly").pk for who in (person, other)}
    for who, key in own.items():
        planned = who.sessions.get(name="Planned").exercises.get(load_rule="top_set")
        assert planned.substitutes[0] == key
    assert own[person] != own[other]
    account = Account(content)
    assert [name for name in account.sections if not account.count(name)] == []


@given(st.lists(SESSIONS, max_size=3))
@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
def test_whatever_was_logged_comes_back_to_the_byte(sessions):
    person, other = a_lifter(), a_lifter()
    written(person, sessions)
    content = out(person)
    put_back(other, content)

    assert out(other) == content


def test_what_is_made_while_it_is_written_is_left_out_and_the_file_is_whole():
    person, other = a_lifter(), a_lifter()
    session = a_session(lifter=person)
    logged(item=the_item(session=session))
    planned, told = session.exercises.count(), {}
    for name, rows in sections_of(person):
        told[name] = list(rows)
        if name == "check_ins":
            own = create_own_exercise(person, "Zzyzx press", is_compound=True, primary_muscles=())
            add_exercise(person, session.pk, own.exercise_id)
            a_red_day(lifter=person)

    put_back(other, b"".join(account_json(settings_of(person), told.items())))

    session.refresh_from_db()
    assert session.check_in is not None
    assert other.sessions.get().check_in is None
    assert (session.exercises.count(), other.sessions.get().exercises.count()) == (
        planned + 1,
        planned,
    )


def test_nobody_elses_rows_are_in_it():
    person, other = a_lifter(name="Ada"), a_full_account()
    account = Account(out(person))

    assert {account.count(name) for name in account.sections} == {0}
    assert other.name not in out(person).decode()


def test_no_key_of_a_row_is_in_it():
    person = a_lifter()
    far = 987_654_321
    Exercise.objects.create(pk=far, owner=person, slug="x")
    with connection.cursor() as cursor:
        # PostgreSQL counts on from where it was told to.
        for sql in connection.ops.sequence_reset_sql(no_style(), [Exercise]):
            cursor.execute(sql)
    full = a_full_account()
    keys = set()
    for table in all_tables():
        if table.owner:
            rows = table.model._default_manager.filter(**{table.owner: full})
            keys |= {pk for pk in rows.values_list("pk", flat=True) if pk > far}
    assert any(pk > far for pk in full.own_exercises.values_list("pk", flat=True))

    numbers = {
        int(one) for one in re.findall(r"(?<![\d.:+-])\d{9,18}(?![\d.:-])", out(full).decode())
    }

    assert keys
    assert numbers & keys == set()


def test_some_rows_a_query_and_none_left_out(monkeypatch):
    person = a_lifter()
    for place in range(5):
        start = dt.datetime(2024, 6, 1 + place, 12, tzinfo=dt.UTC)
        a_finished_session(lifter=person, started=start, workout=None, exercises=["Curl"])
    whole = out(person)
    monkeypatch.setattr(reading, "ROWS_AT_ONCE", 2)
    with CaptureQueriesContext(connection) as few:
        assert out(person) == whole
    assert Account(whole).count("sessions") == 5
    monkeypatch.setattr(reading, "ROWS_AT_ONCE", 20)
    with CaptureQueriesContext(connection) as many:
        out(person)
    # Two more slices, each a query for sessions, their exercises and their sets.
    assert len(few) - len(many) == 2 * 3


class TestEveryTable:
    """What nobody thought of when a table or a column was made is named here."""

    def of_a_lifter(self) -> set[type[models.Model]]:
        found: set[type[models.Model]] = set()
        ours = [
            *apps.get_app_config("logbook").get_models(),
            *apps.get_app_config("programming").get_models(),
        ]
        while True:
            more = {
                model
                for model in ours
                for field in model._meta.concrete_fields
                if field.related_model is User or field.related_model in found
            } - found
            if not more:
                return found
            found |= more

    def test_every_table_of_a_lifters_is_carried_rebuilt_or_left_for_a_reason(self):
        carried = {table.model for table in all_tables()}
        # Releases name who made them, and the catalogue's names are everybody's.
        shared = {"CatalogueRelease", "Alias"}
        known = {*carried, *REBUILT, *NOT_CARRIED}

        assert {one.__name__ for one in self.of_a_lifter() - known} == shared
        assert not carried & {*REBUILT, *NOT_CARRIED}
        assert all({*REBUILT.values(), *NOT_CARRIED.values()})

    def test_every_column_is_carried_or_left_out_for_a_reason(self):
        for table in all_tables():
            names = {one.name for one in table.model._meta.concrete_fields}
            carried = {one.name for one in table.columns}
            passed = {*table.left_out, table.owner, table.parent} - {""}
            left = names - carried - passed
            assert left <= {"id"}, (table.name, left)
            assert passed <= names, table.name
            assert all(table.left_out.values())

    def test_every_column_can_be_read_and_points_to_what_is_known(self):
        for table in all_tables():
            for column in table.columns:
                assert points_to(column) in {None, *POINTED_TO}, column
                assert callable(reader_of(column)), column

    def test_what_json_holds_is_declared(self):
        found = {
            (table.model, column.name)
            for table in all_tables()
            for column in table.columns
            if isinstance(column, models.JSONField)
        }
        found |= {
            (User, one)
            for one in SETTINGS
            if isinstance(User._meta.get_field(one), models.JSONField)
        }

        assert found == set(JSON)
        assert set(KEYS_WITHIN) <= found

    def test_every_column_of_a_person_is_a_setting_or_left_out_for_a_reason(self):
        columns = {one.name for one in User._meta.concrete_fields}

        assert columns - set(SETTINGS) - set(NO_SETTINGS) == set()
        assert {*SETTINGS, *NO_SETTINGS} - columns == set()
        assert not set(SETTINGS) & set(NO_SETTINGS)

    def test_the_summary_columns_are_those_that_are_counted(self):
        assert SUMMARY_FIELDS == summaries.SUMMARY_FIELDS


class TestEarlierVersions:
    """A file of each version there ever was: what it says is in the account, and said again."""

    def says_again(self, before: Any, now: Any, where: str) -> None:
        if isinstance(before, dict):
            for name, value in before.items():
                assert name in now, f"{where}.{name}"
                self.says_again(value, now[name], f"{where}.{name}")
        elif isinstance(before, list) and before and isinstance(before[0], dict):
            assert len(before) == len(now), where
            for place, (one, other) in enumerate(zip(before, now, strict=True)):
                self.says_again(one, other, f"{where}[{place}]")
        else:
            assert before == now, where

    @pytest.mark.parametrize("version", range(1, VERSION + 1))
    def test_it_is_read_and_nothing_of_it_is_lost(self, version):
        content = (ACCOUNTS / f"version_{version}.json").read_bytes()
        said = json.loads(content)
        assert (said.pop("format"), said.pop("version")) == (FORMAT, version)
        person = a_lifter()

        put_back(person, content)

        self.says_again(said, json.loads(out(person)), "")
        assert all(said.values())
        assert kept_of(person)["effort"]

    def test_a_later_one_is_refused_and_none_is_guessed(self):
        for version, says in (
            (VERSION + 1, "reads up to"),
            (0, "which version"),
            ('"1"', "which version"),
            ("true", "which version"),
        ):
            with pytest.raises(NotReadError, match=says):
                Account(f'{{"format":"{FORMAT}","version":{version},"settings":{{}}}}'.encode())


def test_the_schema_in_docs_is_the_one_of_this_version():
    """`tests/logbook/pages/transfer/schema.py` writes it."""
    assert json.loads(SCHEMA.read_text()) == account_schema(FORMAT, VERSION)


class TestRefused:
    @pytest.mark.parametrize(
        "start",
        [
            lambda one: a_finished_session(lifter=one),
            lambda one: Exercise.objects.create(owner=one, slug="x"),
        ],
    )
    def test_an_account_with_training_keeps_it(self, start):
        person, other = a_full_account(), a_lifter(name="Eva")
        start(other)
        before = out(other)

        with pytest.raises(NotEmptyError, match="as CSV instead"):
            put_back(other, out(person))

        assert out(other) == before

    def test_what_first_questions_wrote_counts_as_nothing_and_is_replaced(self):
        person, other = a_full_account(), a_lifter()
        Bodyweight.objects.create(
            athlete=other, local_date=dt.date(2020, 1, 1), milli=1, unit="kg", micrograms=1
        )
        assert is_empty(other)

        put_back(other, out(person))

        assert out(other) == out(person)

    @pytest.mark.parametrize(
        ("pattern", "instead", "says"),
        [
            (r'"reps":8,', '"reps":-1,', "reps cannot be -1"),
            (r'"reps":8,', '"reps":true,', "reps cannot be true"),
            (r'"reps":8,', '"reps":99999999999999999999,', "reps cannot be"),
            (r'"reps":8,', '"reps":null,', "reps cannot be null"),
            (r'"load":80000000000,', '"load":9000000000000000000,', "load cannot be"),
            (r'"load":80000000000,', '"load":-1,', "load cannot be -1"),
            (r'"kind":"working"', '"kind":"amrap"', "kind cannot be"),
            (r'"kind":"working"', '"kind":7', "kind cannot be 7"),
            (r'"rir_halves":\d', '"rir_halves":11', "contradicts itself"),
            (r'"outcome":"too_close"', '"outcome":"fine"', "outcome cannot be"),
            (r'"note":"heavy today"', '"note":"\\\\u0000"', "note cannot be"),
            (r'"note":"heavy today"', '"note":"\\\\ud800"', "note cannot be"),
            (r'"note":"heavy today"', '"note":"' + "x" * 501 + '"', "note cannot be"),
            (r'"note":"heavy today"', '"surprise":1', "“surprise” is not known"),
            (r'"logged_at":"[^"]+"', '"logged_at":"soon"', "logged_at cannot be"),
            (r'"logged_at":"[^"]+"', '"logged_at":"2025-01-01T00:00:00"', "logged_at cannot be"),
            (r'"logged_at":"[^"]+"', '"logged_at":"0001-01-01T00:00:00+14:00"', "logged_at cannot be"),
            (r'"key":"[^"]+"', '"key":"x"', "key cannot be"),
            (r'"exercise":"barbell-bench-press"', '"exercise":"no-such-thing"', "no exercise no-such-thing"),
            (r'"exercise":"barbell-bench-press"', '"exercise":99', "no row 99"),
            (r'"exercise":"barbell-bench-press"', '"exercise":-1', "no row -1"),
            (r'"exercise":"barbell-bench-press"', '"exercise":{}', "no exercise"),
            (r'"risk":\[1,"barbell-bench-press"\]', '"risk":[1,"nothing"]', "no exercise nothing"),
            (r'"risk":\[1,"barbell-bench-press"\]', '"risk":[[],1]', "an entry"),
            (r'"zone":"UTC"', '"zone":"Mars"', "zone cannot be"),
            (r'"reasons":\[\[', '"reasons":[["no_such_rule",1,2,[]],[', "cannot be read"),
            (r'"reasons":\[\[', '"reasons":[7,[', "cannot be read"),
            (r'"reasons":\[\[', '"reasons":[[1e999],[', "cannot be read"),
            (r'"warnings":\[\]', '"warnings":{}', "warnings cannot be"),
            (r'"judged_by":\{', '"judged_by":{"may_fail":1,"context":5,"', "judged_by|cannot be read|not JSON"),
            (r'"sets":\[\{', '"sets":[5,{', "no list of rows"),
            (r'"level":"intermediate"', '"level":"god"', "level cannot be"),
            (r'"substitutes":\["', '"substitutes":["no-such-thing","', "no exercise no-such-thing"),
            (r'"substitutes":\["', '"substitutes":[99,"', "no row 99"),
            (r'"substitutes":\["', '"substitutes":[null,"', "substitutes cannot be null"),
            (r'"more":\[\{', '"more":[{"reps":[9,1],"sets":1},{', "cannot be read"),
            (r'"more":\[\{', '"more":[5,{', "cannot be read"),
            (r'"lines":\[\{', '"lines":[{},{', "cannot be read"),
            (r'"rule_loads":\[\[', '"rule_loads":[[1,"stone","external"],[', "cannot be read"),
            (r'"pin_unit":"kg"', '"pin_unit":"stone"', "pin_unit cannot be"),
            (r'"load_of":"pair"', '"load_of":"all"', "load_of cannot be"),
            (r'"seconds":40', '"seconds":-1', "seconds cannot be -1"),
            (r'"gyms":\[', '"gyms":[{},', "gyms cannot be read"),
            (r'"gyms":\[', '"gyms":[5,', "gyms cannot be read"),
            (r'"key":1,', '"key":2,', "gyms cannot be read"),
            (r'"key":1,', '"key":1.5,', "gyms cannot be read"),
            (r'\[20000,"kg",4\]', '[20001,"kg",4]', "gyms cannot be read"),
            (r'\[20000,"kg",4\]', '[20000,"st",4]', "gyms cannot be read"),
            (r'\[20000,"kg",4\]', '[20000,"kg",-1]', "gyms cannot be read"),
            (r'\[20000,"kg",4\]', '[60050,"kg",4]', "gyms cannot be read"),
            (r'\["EZ bar",10000,"kg"\]', '["barbell",10000,"kg"]', "gyms cannot be read"),
            (r'\["EZ bar",10000,"kg"\]', '["EZ bar",0,"kg"]', "gyms cannot be read"),
            (r'\[1000,1000,"kg"\]', '[1000,0,"kg"]', "gyms cannot be read"),
            (r'"last_gym":null', '"last_gym":-1', "last_gym cannot be"),
            (r'"first_date":"', '"first_date":"x', "imports: what is stored there cannot be read"),
            (r'"names":\["', '"names":[5,"', "sessions: what is stored there cannot be read"),
            (r'"sets":\[\[', '"sets":[[0,1,"8",0,0],[', "sessions: what is stored there cannot be read"),
            (r'"sets":\[\[', '"sets":[[99,1,8,0,0],[', "sessions: what is stored there cannot be read"),
            (r'"is_welcomed":true', '"is_superuser":true', "“is_superuser” is not known"),
            (r'"program":"upper-lower-4"', '"program":"nothing"', "no program nothing"),
        ],
    )  # fmt: skip
    def test_what_cannot_be_is_named_and_nothing_is_written(self, full, pattern, instead, says):
        content, count = re.subn(pattern, instead, full, count=1)
        assert count == 1
        other = a_lifter()
        before = out(other)

        with pytest.raises((NotRestoredError, NotReadError), match=says):
            put_back(other, content.encode())

        assert out(other) == before
        assert is_empty(other)

    def test_a_session_is_no_more_than_its_sum_can_hold(self):
        person, other = a_lifter(), a_lifter()
        a_finished_session(lifter=person, workout=None, exercises=["Barbell bench press"])
        told = json.loads(out(person))
        [item] = told["sessions"][0]["exercises"]
        [done] = item["sets"]
        done |= {"load": 10_000 * 10**9, "reps": 32_767}
        item["sets"] = [
            {**done, "key": str(uuid.uuid4()), "number": number} for number in range(1, 31)
        ]

        with pytest.raises(NotRestoredError, match="more than anybody moves in one"):
            put_back(other, json.dumps(told).encode())
        assert is_empty(other)

    def test_nothing_of_who_asks_is_changed_by_a_file_that_is_refused(self, full):
        other = a_lifter(name="Eva")

        with pytest.raises(NotRestoredError):
            put_back(other, full.replace('"note":"heavy today"', '"note":5').encode())
        assert (other.name, other.zone) == ("Eva", "UTC")

        put_back(other, full.encode())
        assert (other.name, other.zone) == ("Łucja \u2028 \U0001f3cb", "Asia/Kathmandu")

    @pytest.fixture
    def full(self):
        return out(a_full_account()).decode()

    def test_a_key_that_comes_twice_contradicts_the_file(self, full):
        first, second = re.findall(r'"key":"([^"]+)","kind"', full)[:2]

        with pytest.raises(NotRestoredError, match="contradicts itself"):
            put_back(a_lifter(), full.replace(second, first).encode())

    def test_the_line_is_where_the_row_begins(self, full):
        broken = full.replace('"note":"heavy today"', '"note":5')
        line = next(at for at, text in enumerate(broken.split("\n"), start=1) if '"note":5' in text)

        with pytest.raises(NotRestoredError) as found:
            put_back(a_lifter(), broken.encode())
        assert found.value.line == line

    @pytest.mark.parametrize(
        ("content", "says"),
        [
            (b"{", "not JSON"), (b"{}", "not JSON"), (b"[]", "not JSON"), (b'{"a":1}', "no account"), (b'{"a":1', "not JSON"),
            (b'{"a":1} x', "not JSON"), (b'{"a":1,"a":2}', "twice"), (b'{"a":[1,]}', "not JSON"), (b'{"a":NaN}', "not JSON"),
            (b'{"a":' + b"[" * 100_000, "not JSON"), (b'{"a":' + b"9" * 5_000 + b"}", "not JSON"), (b'{1:2}', "not JSON"),
            (b'{"a":"\xff"}', "UTF-8"), (b'{"format":"repstack account","version":1,"settings":5}', "object"),
            (b'{"format":"repstack account","version":1,"settings":{},"sessions":[5]}', "object"),
            (b'{"format":"repstack account","version":1,"settings":[]}', "object"),
        ],
    )  # fmt: skip
    def test_what_is_no_account_is_refused(self, content, says):
        other = a_lifter()
        with pytest.raises(NotReadError, match=says):
            put_back(other, content)
        assert is_empty(other)

    def test_cut_off_anywhere_it_is_refused(self, full):
        content = full.encode()
        for at in range(1, len(content) - 1, 997):
            with pytest.raises(NotReadError):
                Account(content[:at])


def test_a_file_that_was_laid_out_anew_is_the_same(release):
    person, other = a_full_account(), a_lifter()
    content = out(person)
    anew = json.dumps(dict(sorted(json.loads(content).items(), reverse=True)), indent=2)

    put_back(other, b"\xef\xbb\xbf" + anew.encode())

    assert out(other) == content


def test_where_a_release_is_not_known_the_one_in_force_holds():
    person, other = a_lifter(), a_lifter()
    a_finished_session(lifter=person)
    content = out(person).decode()
    put_back(
        other,
        re.sub(r'"risk":\[1,', '"risk":[77,', content)
        .replace('"release":1', '"release":77')
        .encode(),
    )

    assert out(other) == content.encode()


def test_a_set_that_was_deleted_stays_so():
    person, other = a_lifter(), a_lifter()
    session = a_finished_session(lifter=person)
    gone = session.sets.order_by("pk")[0]
    delete_set(person, gone.pk, now=timezone.now())
    put_back(other, out(person))

    assert Set.objects.get(athlete=other, key=gone.key).deleted_at is not None


@pytest.mark.django_db(transaction=True)
class TestTwoAtOnce:
    @pytest.fixture(autouse=True)
    def _ready(self, _catalogue):
        current_release()

    def test_of_two_files_at_once_one_is_restored(self):
        first = a_lifter()
        a_finished_session(lifter=first)
        content = out(first)
        person = a_lifter()
        gate, done = threading.Barrier(2), []

        def go() -> None:
            account = Account(content)
            gate.wait()
            try:
                restore(User.objects.get(pk=person.pk), account.settings, account.rows)
                done.append("restored")
            except NotEmptyError:
                done.append("refused")
            finally:
                connection.close()

        threads = [threading.Thread(target=go) for _ in range(2)]
        for one in threads:
            one.start()
        for one in threads:
            one.join()

        assert sorted(done) == ["refused", "restored"]
        assert TrainingSession.objects.filter(athlete=person).count() == 1
        assert out(person) == content
