"""One scale of severity: the same set looks alike in its row, its bar, the review and every list."""

import re

import pytest
from django.urls import reverse

from logbook.models import SessionExercise, Set
from logbook.wording.warnings import severity_of, worst
from tests.logbook.given import a_lifter, a_session, logged, logged_in, the_item
from tests.logbook.reading import flat, page, review, words

pytestmark = pytest.mark.usefixtures("release")


@pytest.fixture
def bench() -> SessionExercise:
    return the_item(session=a_session(lifter=a_lifter()))


def warned(row: Set, *warnings: list[object]) -> Set:
    """The set with these warnings on record, whatever the rules said of it."""
    row.warnings = [*warnings]
    row.save()
    return row


def close(rir: float, severity: str) -> list[object]:
    return ["too_close", severity, [["rir", rir], ["low", 2], ["high", 4]]]


@pytest.mark.parametrize(
    ("severities", "found"),
    [
        ([], ""),
        (["note"], "note"),
        (["note", "caution"], "caution"),
        (["caution", "stop", "note"], "stop"),
    ],
)
def test_the_worst_counts(severities: list[str], found: str):
    assert worst(severities) == found


@pytest.mark.parametrize(
    ("severity", "mark", "text"),
    [
        ("note", "none", "too close"),
        ("caution", "close", "Caution: too close"),
        ("stop", "floor", "Stop: too close"),
    ],
)
def test_row_bar_list_and_review_agree(bench: SessionExercise, severity: str, mark: str, text: str):
    row = warned(logged(item=bench, rir=1.5), close(1.5, severity))
    lifter = bench.athlete

    session = page(logged_in(lifter), reverse("session_detail", args=[bench.session_id]))
    line = session.split(f'id="set-row-{row.pk}"')[1].split("</li>")[0]
    assert severity_of(row) == severity
    assert f"rs-outcome--{mark}" in line
    assert f"rs-rir--{mark}" in line
    assert f"rs-warn--{severity}" in line
    assert text in words(line)
    exercise = page(logged_in(lifter), reverse("exercise_detail", args=[bench.exercise_id]))
    assert re.search(rf"rs-outcome--{mark}.*?{text}</span>", exercise)
    told = review(bench.session)
    assert f"rs-outcome--{mark}" in told
    assert f"rs-effort__note--{severity}" in told


def test_a_folded_exercise_has_the_colour_of_its_worst_set(bench: SessionExercise):
    for severity in ("note", "caution", "note"):
        warned(logged(item=bench, rir=1.5), close(1.5, severity))

    html = page(logged_in(bench.athlete), reverse("session_detail", args=[bench.session_id]))
    folded = html.split(f'id="card-{bench.pk}"')[1].split("</section>")[0]
    assert "rs-outcome--close" in folded
    assert "0 of 3 on target" in words(folded)


def test_a_line_of_several_sets_has_the_numbers_of_the_worst(bench: SessionExercise):
    for rir, severity in ((1.5, "note"), (0.5, "caution"), (1.5, "note")):
        warned(logged(item=bench, rir=rir), close(rir, severity))

    text = words(review(bench.session))

    assert re.search(r"Caution · Set 2: 0\.5 left.*? Sets 1 and 3 as well\.", text)
    assert text.count("· Set") == 1


def test_sets_of_which_the_same_is_said_share_the_line(bench: SessionExercise):
    for _ in range(2):
        warned(logged(item=bench, rir=1.5), close(1.5, "note"))

    assert "Note · Sets 1 and 2: 1.5 left" in words(review(bench.session))


def test_one_bar_for_one_tap_and_the_others_unfold(bench: SessionExercise):
    row = warned(
        logged(item=bench, rir=1),
        ["below_floor", "stop", [["rir", 1], ["floor", 2]]],
        close(1, "note"),
        ["rir_missing", "note", []],
    )

    html = page(logged_in(bench.athlete), reverse("session_detail", args=[bench.session_id]))
    line = html.split(f'id="set-row-{row.pk}"')[1].split("</li>")[0]
    shown, folded = line.split("<details", 1)

    assert shown.count('class="rs-warn ') == 1
    assert "rs-warn--stop" in shown
    assert "and 2 more" in folded
    assert folded.count('class="rs-warn ') == 2


def test_a_dot_of_the_review_is_of_the_scale_as_well(bench: SessionExercise):
    for severity in ("note", "caution", "stop"):
        warned(logged(item=bench, rir=1.5), close(1.5, severity))

    chart = flat(review(bench.session)).split('class="rs-legend')[1].split("</ul>")[1]
    assert re.findall(r"rs-dot-(near|close|floor)", chart) == ["near", "close", "floor"]
