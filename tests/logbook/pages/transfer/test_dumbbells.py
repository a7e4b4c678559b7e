"""One dumbbell or the pair: asked once of an app, remembered, kept as the lifter means it here."""

import datetime as dt
import uuid

import pytest

from logbook.models import ExerciseHabit, ImportRun, Set
from logbook.pages.transfer.importing import Answers, bring, figures, look_at
from tests.logbook.given import an_exercise, logged_in
from tests.logbook.pages.transfer.test_pages import FILE, shown, upload
from tests.logbook.reading import words

pytestmark = pytest.mark.usefixtures("release")

NOW = dt.datetime(2026, 6, 1, 12, tzinfo=dt.UTC)
CONTENT = (
    b"date,exercise,weight,unit,reps,rpe\n"
    b"2026-03-02,Dumbbell bench press,30,kg,8,8.3\n"
    b"2026-03-02,One-arm dumbbell row,32.5,kg,8,\n"
    b"2026-03-02,Barbell row,80,kg,8,\n"
)
LONGER = CONTENT + b"2026-03-05,Dumbbell bench press,32,kg,8,\n"


@pytest.fixture
def press():
    return an_exercise("Dumbbell bench press").exercise_id


def brought(lifter, content: bytes, said: str = "") -> dict[str, object]:
    looked = look_at(lifter, content, Answers(dumbbells=said), now=NOW)
    bring(lifter, looked, key=uuid.uuid4(), now=NOW)
    return figures(looked)


def loads(lifter) -> list[int | None]:
    found = Set.objects.filter(athlete=lifter).order_by("logged_at", "pk")
    return list(found.values_list("load_milli", flat=True))


def habit(lifter, exercise: int) -> list[str]:
    rows = ExerciseHabit.objects.filter(athlete=lifter, exercise=exercise)
    return list(rows.values_list("load_of", flat=True))


def test_nothing_said_nothing_is_changed_and_nothing_remembered(lifter, press):
    found = brought(lifter, CONTENT)

    assert loads(lifter) == [30_000, 32_500, 80_000]
    assert habit(lifter, press) == []
    assert "dumbbells" not in found


@pytest.mark.parametrize("said", ["one", "pair"])
def test_what_is_said_of_the_file_is_said_of_its_exercises(lifter, press, said):
    brought(lifter, CONTENT, said)

    assert loads(lifter) == [30_000, 32_500, 80_000]
    assert habit(lifter, press) == [said]
    # One dumbbell is all a row takes.
    assert habit(lifter, an_exercise("One-arm dumbbell row").exercise_id) == []


@pytest.mark.parametrize(
    ("said", "kept", "load"), [("one", "pair", 60_000), ("pair", "one", 15_000)]
)
def test_a_load_is_kept_as_the_lifter_means_it_here(lifter, press, said, kept, load):
    ExerciseHabit.objects.create(athlete=lifter, exercise_id=press, load_of=kept)
    brought(lifter, CONTENT, said)

    assert loads(lifter) == [load, 32_500, 80_000]
    assert habit(lifter, press) == [kept]


def test_the_same_file_later_is_the_same_whatever_was_said_of_the_exercise_since(lifter, press):
    ExerciseHabit.objects.create(athlete=lifter, exercise_id=press, load_of="pair")
    brought(lifter, CONTENT, "one")
    ExerciseHabit.objects.update(load_of="one")
    found = brought(lifter, LONGER)

    assert (found["duplicate_sets"], found["added_sets"]) == (3, 1)
    assert loads(lifter) == [60_000, 32_500, 80_000, 64_000]
    assert found["dumbbells"] == "one"


def test_the_page_asks_where_there_are_dumbbells_and_remembers(lifter):
    client = logged_in(lifter)
    upload(client, CONTENT)
    assert "The weight of its dumbbells is of" in shown(client)
    assert "Effort finer than halves 1, taken to the nearest half" in shown(client)
    client.post(FILE, {"act": "import", "dumbbells": "pair"})
    assert ImportRun.objects.get(athlete=lifter).report["dumbbells"] == "pair"

    upload(client, LONGER)
    html = client.get(FILE).content.decode()
    assert 'id="dumbbells-pair"' in html
    assert "checked" in html[html.index('id="dumbbells-pair"') :][:200]


def test_it_is_not_asked_where_there_are_none(lifter):
    client = logged_in(lifter)
    upload(client, b"date,exercise,weight,unit,reps\n2026-03-02,Barbell row,80,kg,8\n")

    assert "dumbbells" not in shown(client)


def test_what_is_unknown_leads_to_the_template(lifter):
    client = logged_in(lifter)
    upload(client, b"Day,Lift,Kilos\n1,2,3\n")
    text = words(client.get(FILE).content.decode())
    assert "Day, Lift, Kilos" in text
    assert "table with named columns" in text

    response = client.get("/import/template.csv")
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response.content.startswith(b"date,time,end,workout,exercise,set type,weight,unit,reps")
