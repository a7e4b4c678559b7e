"""Loads of one dumbbell or of the pair: stamped by an import, gone with it, converted when asked and put back."""

import datetime as dt
import uuid

import pytest
from django.core.management import call_command

from logbook.acts.habits import say_load_of
from logbook.acts.imports_undone import take_back
from logbook.acts.loads_of import LogChangedError, as_of, convert_loads, put_loads_back
from logbook.acts.sets import delete_set, restore_set
from logbook.log.loads_of import loads_not_of, state_of
from logbook.models import ExerciseHabit, ExerciseRecord, ImportRun, SessionExercise, Set
from logbook.pages.transfer.importing import Answers, bring, look_at
from tests.logbook.given import (
    NOON,
    a_lifter,
    a_session,
    an_exercise,
    finished,
    logged,
    logged_in,
    the_item,
)
from tests.logbook.reading import words

pytestmark = pytest.mark.usefixtures("release")

PRESS = "Dumbbell bench press"
DAY = dt.timedelta(days=1)
FILE = (
    b"date,exercise,weight,unit,reps,rpe\n"
    b"2025-02-02,Dumbbell bench press,30,kg,8,8\n"
    b"2025-02-02,Barbell row,80,kg,8,\n"
)


@pytest.fixture
def press():
    return an_exercise(PRESS).exercise_id


def trained(lifter, day: int, *, said: str = "", loads=("30",)):
    session = a_session(lifter=lifter, workout=None, exercises=[PRESS], started=NOON - day * DAY)
    SessionExercise.objects.filter(session=session).update(load_of=said)
    for load in loads:
        logged(item=the_item(session=session, name=PRESS), load=load)
    return finished(session)


def means(lifter, press, load_of: str):
    return ExerciseHabit.objects.update_or_create(
        athlete=lifter, exercise_id=press, defaults={"load_of": load_of}
    )[0]


def loads(lifter) -> list[int | None]:
    rows = Set.objects.filter(athlete=lifter).order_by("logged_at", "pk")
    return list(rows.values_list("load_milli", flat=True))


def seen(lifter, press, to: str) -> str:
    return state_of((one.pk, one.version) for one in loads_not_of(lifter, press, to))


def converted(lifter, press, to: str, *, unsaid: bool = False) -> int:
    state = seen(lifter, press, to)
    return convert_loads(lifter, press, to, unsaid=unsaid, seen=state, now=NOON)


def kept_is_rebuilt(lifter) -> None:
    call_command("rebuild_summaries", "--check", user=lifter.email, verbosity=0)


def brought(lifter, said: str = "pair") -> ImportRun:
    looked = look_at(lifter, FILE, Answers(dumbbells=said), now=NOON)
    bring(lifter, looked, key=uuid.uuid4(), now=NOON)
    return ImportRun.objects.get(athlete=lifter)


def test_what_an_import_brings_says_what_its_loads_are_of(lifter, press):
    brought(lifter)

    of = dict(SessionExercise.objects.values_list("exercise_id", "load_of"))
    assert of == {press: "pair", an_exercise("Barbell row").exercise_id: ""}


def test_with_an_import_goes_what_it_alone_said(lifter, press):
    run = brought(lifter)
    take_back(lifter, run.pk, now=NOON)

    assert not ExerciseHabit.objects.exists()


def test_what_else_was_said_of_the_exercise_stays(lifter, press):
    ExerciseHabit.objects.create(athlete=lifter, exercise_id=press, note="Seat 4")
    run = brought(lifter)
    take_back(lifter, run.pk, now=NOON)

    assert ExerciseHabit.objects.values_list("load_of", "note").get() == ("", "Seat 4")


@pytest.mark.parametrize(("said", "left"), [("pair", "pair"), ("", "")])
def test_what_a_session_here_says_stays_with_it(lifter, press, said, left):
    run = brought(lifter)
    trained(lifter, 1, said=said)
    take_back(lifter, run.pk, now=NOON)

    assert [one.load_of for one in ExerciseHabit.objects.all()] == [left][: bool(left)]


def test_what_the_lifter_said_of_the_exercise_since_stays(lifter, press):
    run = brought(lifter)
    say_load_of(lifter, press, "one")
    take_back(lifter, run.pk, now=NOON)

    assert [one.load_of for one in ExerciseHabit.objects.all()] == ["one"]


def test_nothing_is_converted_by_itself(lifter, press):
    trained(lifter, 2, said="one")
    means(lifter, press, "pair")

    assert loads(lifter) == [30_000]


def test_loads_become_those_of_the_pair_with_all_that_is_kept_of_them(lifter, press):
    trained(lifter, 3, said="one", loads=("30", "32.5"))
    trained(lifter, 2, said="pair", loads=("60",))
    trained(lifter, 1, loads=("20",))
    means(lifter, press, "pair")

    assert converted(lifter, press, "pair") == 2

    assert loads(lifter) == [60_000, 65_000, 60_000, 20_000]
    first = Set.objects.order_by("logged_at")[0]
    assert (first.load, first.version) == (60 * 10**9, 2)
    assert first.session_exercise.load_of == "pair"
    assert ExerciseRecord.objects.order_by("-started_at")[0].heaviest == 65 * 10**9
    kept_is_rebuilt(lifter)


def test_those_of_days_on_which_nothing_was_said_come_along_when_asked(lifter, press):
    trained(lifter, 3, said="pair", loads=("60",))
    trained(lifter, 1, loads=("65",))
    means(lifter, press, "one")

    assert converted(lifter, press, "one", unsaid=True) == 2
    assert loads(lifter) == [30_000, 32_500]
    kept_is_rebuilt(lifter)


def test_what_is_converted_in_two_steps_is_put_back_in_one(lifter, press):
    trained(lifter, 3, said="one", loads=("30",))
    trained(lifter, 2, loads=("32.5",))
    means(lifter, press, "pair")
    assert converted(lifter, press, "pair") == 1
    assert converted(lifter, press, "pair") == 0
    assert converted(lifter, press, "pair", unsaid=True) == 1
    assert loads(lifter) == [60_000, 65_000]

    assert put_loads_back(lifter, press, now=NOON) == (2, 0)

    assert loads(lifter) == [30_000, 32_500]
    of = SessionExercise.objects.order_by("started_at").values_list("load_of", flat=True)
    assert list(of) == ["one", ""]
    kept_is_rebuilt(lifter)


def test_they_are_put_back_to_the_gram_but_for_what_was_edited_since(lifter, press):
    trained(lifter, 3, said="pair", loads=("61.251",))
    other = trained(lifter, 2, loads=("65",)).sets.get()
    means(lifter, press, "one")
    converted(lifter, press, "one", unsaid=True)
    assert loads(lifter) == [30_626, 32_500]
    Set.objects.filter(pk=other.pk).update(version=3, load_milli=33_000, load=33 * 10**9)

    assert put_loads_back(lifter, press, now=NOON + 30 * DAY) == (1, 1)

    assert loads(lifter) == [61_251, 33_000]
    of = SessionExercise.objects.order_by("started_at").values_list("load_of", flat=True)
    assert list(of) == ["pair", "one"]
    with pytest.raises(LogChangedError):
        put_loads_back(lifter, press, now=NOON)


def test_after_thirty_days_nothing_is_put_back(lifter, press):
    trained(lifter, 3, said="one")
    means(lifter, press, "pair")
    converted(lifter, press, "pair")

    with pytest.raises(LogChangedError):
        put_loads_back(lifter, press, now=NOON + 30 * DAY + dt.timedelta(seconds=1))
    assert loads(lifter) == [60_000]


def test_a_deleted_set_comes_along_and_comes_back_as_its_like(lifter, press):
    row = trained(lifter, 3, said="one", loads=("30", "32.5")).sets.all()[0]
    delete_set(lifter, row.pk, now=NOON)
    means(lifter, press, "pair")

    assert converted(lifter, press, "pair") == 1
    restore_set(lifter, row.pk)

    assert loads(lifter) == [60_000, 65_000]
    kept_is_rebuilt(lifter)


def test_a_running_session_and_another_lifters_stay(lifter, press):
    other = a_lifter()
    trained(other, 3, said="one")
    session = a_session(lifter=lifter, workout=None, exercises=[PRESS])
    logged(item=the_item(session=session, name=PRESS), load="30")
    means(lifter, press, "pair")

    assert converted(lifter, press, "pair", unsaid=True) == 0
    assert (loads(lifter), loads(other)) == ([30_000], [30_000])


def test_what_changed_since_it_was_looked_at_is_looked_at_again(lifter, press):
    trained(lifter, 3, said="one")
    means(lifter, press, "pair")
    state = seen(lifter, press, "pair")
    trained(lifter, 1, said="one")

    with pytest.raises(LogChangedError):
        convert_loads(lifter, press, "pair", unsaid=False, seen=state, now=NOON)
    assert loads(lifter) == [30_000, 30_000]


@pytest.mark.parametrize(("to", "milli", "becomes"), [
    ("pair", 30_000, 60_000), ("one", 65_000, 32_500), ("one", 1, 1), ("one", 61_251, 30_626),
])  # fmt: skip
def test_twice_or_half(to, milli, becomes):
    assert as_of(to, milli) == becomes


class TestThePage:
    @pytest.fixture
    def address(self, press):
        return f"/exercise/{press}/loads/"

    def test_shows_first_what_would_become_of_which_sets(self, lifter, press, address, monkeypatch):
        monkeypatch.setattr("django.utils.timezone.now", lambda: NOON)
        client = logged_in(lifter)
        trained(lifter, 3, said="one", loads=("30", "32.5"))
        trained(lifter, 1, loads=("20",))
        assert "Convert" not in client.get(address).content.decode()
        client.post(address, {"act": "say", "load_of": "pair"})

        text = words(client.get(address).content.decode())

        assert "3 sets in 2 sessions: 2 logged as one dumbbell, 1 on days when nobody said" in text
        assert "32.5 kg × 8 becomes 65 kg × 8" in text
        state = seen(lifter, press, "pair")
        form = {"act": "convert", "to": "pair", "state": state}
        text = words(client.post(address, form, follow=True).content.decode())
        assert "2 sets are of the pair together now." in text
        assert loads(lifter) == [60_000, 65_000, 20_000]
        text = words(client.post(address, {"act": "back"}, follow=True).content.decode())
        assert "2 sets are as they were." in text
        assert loads(lifter) == [30_000, 32_500, 20_000]

    def test_what_is_old_says_so(self, lifter, press, address):
        client = logged_in(lifter)
        trained(lifter, 3, said="one")
        client.post(address, {"act": "say", "load_of": "pair"})

        for form in ({"act": "convert", "to": "pair", "state": "x"}, {"act": "back"}):
            response = client.post(address, form)
            assert response.status_code == 409
            assert "Your log changed meanwhile." in response.content.decode()

    def test_what_no_form_sends_is_refused(self, lifter, address):
        client = logged_in(lifter)
        for form in ({}, {"act": "say", "load_of": "three"}, {"act": "convert", "to": ""}):
            assert client.post(address, form).status_code == 400

    def test_is_of_dumbbells_alone_and_the_exercise_leads_there(self, lifter, press, address):
        client = logged_in(lifter)
        bench = an_exercise("Barbell bench press").exercise_id

        assert client.get(f"/exercise/{bench}/loads/").status_code == 404
        assert address in client.get(f"/exercise/{press}/").content.decode()
        assert "/loads/" not in client.get(f"/exercise/{bench}/").content.decode()
