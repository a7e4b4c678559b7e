"""Sessions from paper: typed afterwards, read like a file."""

import datetime as dt

import pytest

from logbook.models import ImportRun, Set, TrainingSession
from logbook.pages.transfer.formats.paper import begun
from logbook.pages.transfer.formats.reading import read
from logbook.pages.transfer.formats.values import NotReadError
from tests.logbook.given import logged_in
from tests.logbook.pages.transfer.reading import is_accounted_for, sample, sets_of, wall
from tests.logbook.reading import words

PATH = "/import/by-hand/"


def typed(text: str):
    return read(begun(text, "kg"))


def test_a_paper_week_is_read_as_it_is_written():
    reading = read(sample("paper.txt"))

    assert (reading.errors, reading.asks, is_accounted_for(reading)) == ([], (), True)
    assert [
        (one.exercise, one.milli, one.unit, one.reps, str(one.kind), one.rir_halves, one.is_failure)
        for one in sets_of(reading)
    ] == [
        ("Bench press", 40_000, "kg", 10, "warm_up", None, False),
        ("Bench press", 80_000, "kg", 8, "working", None, False),
        ("Bench press", 80_000, "kg", 8, "working", None, False),
        ("Bench press", 80_000, "kg", 7, "working", 2, False),
        ("Incline Dumbbell Press", 30_000, "kg", 10, "working", None, False),
        ("Incline Dumbbell Press", 30_000, "kg", 10, "working", None, False),
        ("Incline Dumbbell Press", 30_000, "kg", 10, "working", None, False),
        ("Pull-up", None, "kg", 8, "working", None, False),
        ("Pull-up", 10_000, "kg", 6, "working", 0, True),
        ("Pull-up", -20_000, "kg", 8, "working", 3, False),
        ("Squat", 225_000, "lb", 5, "working", 4, False),
        ("Squat", 245_000, "lb", 0, "working", 0, True),
        ("21s Curl", 20_500, "kg", 10, "drop", None, False),
    ]
    push, legs = reading.sessions
    assert (push.name, push.start, push.end, push.note, push.aside) == (
        "Push", wall(2026, 3, 2, 18, 5), wall(2026, 3, 2, 19, 10), "Slept badly", ["Plank: 1 min"],
    )  # fmt: skip
    assert (legs.name, legs.start, legs.has_time) == ("Legs", wall(2026, 3, 4), False)


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("Squat", "no set"),
        ("Squat 80", "no set"),
        ("Squat 80x8 easy", "“easy” is not a set"),
        ("Squat 80x8 80xx8", "not a set"),
        ("80x8", "no exercise"),
        ("Squat 80x8@11", "RPE"),
        ("Squat 9999x8", "more than anybody lifts"),
        ("Squat 80x8x99", "more sets than anybody"),
        ("Squat 80x8 80x99999", "not a set"),
    ],
)
def test_what_cannot_be_read_is_named_with_its_line(line, says):
    reading = typed(f"2 March 2026\n{line}\n\n3 March 2026\nRow 60x10\n")

    ((number, reason),) = reading.errors
    assert number == 2
    assert says in reason
    assert is_accounted_for(reading)


def test_sets_before_any_date_and_no_sets_at_all_are_told():
    assert "Begin with the date" in typed("Squat 80x8").errors[0][1]
    for text in ("", "\n \n", "2 March 2026"):
        with pytest.raises(NotReadError, match="no set"):
            typed(text)


def test_dates_that_can_be_read_two_ways_are_asked_about():
    assert typed("3/4/2026\nSquat 80x8").asks == ("dates",)
    assert typed("3/4/2026\nSquat 80x8\n3/14/2026\nSquat 80x8").asks == ()


@pytest.mark.usefixtures("release")
def test_a_week_is_typed_looked_at_and_takes_its_place_in_time(lifter):
    client = logged_in(lifter)
    lifter.unit = "lb"
    lifter.save()
    text = "2 March 2026 18:05-19:10 Push\r\nBarbell bench press 185x8 185x7@9\r\n4 March 2026\r\nBarbell row 135x10x3"
    assert client.post(PATH, {"text": text})["Location"] == "/import/file/"
    html = client.get("/import/file/").content.decode()
    assert "From Paper" in html
    assert "Bring in 5 sets" in words(html)
    # What was typed is still there to be put right.
    assert "185x8 185x7@9" in client.get(PATH).content.decode()
    client.post("/import/file/", {"act": "import"})

    push, row = TrainingSession.objects.filter(athlete=lifter).order_by("started_at")
    assert (push.local_date, row.local_date) == (dt.date(2026, 3, 2), dt.date(2026, 3, 4))
    assert push.finished_at == push.started_at + dt.timedelta(minutes=65)
    assert set(Set.objects.filter(athlete=lifter).values_list("load_unit", flat=True)) == {"lb"}
    assert ImportRun.objects.get(athlete=lifter).source == "paper"


@pytest.mark.usefixtures("release")
def test_what_is_wrong_is_told_and_the_text_stays(lifter):
    client = logged_in(lifter)
    response = client.post(PATH, {"text": "2 March 2026\nSquat <b>"})
    html = response.content.decode()

    assert response.status_code == 422
    assert "Line 2" in html
    assert "Squat &lt;b&gt;" in html
    assert client.post(PATH, {"text": "x" * 200_001}).status_code == 422
    assert client.post(PATH, {}).status_code == 422
    assert PATH in client.get("/import/").content.decode()
