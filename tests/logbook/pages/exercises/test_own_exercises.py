"""A lifter's own exercise: classified in taps, changed later, never re-judging what was logged."""

import pytest
from django.urls import reverse

from logbook.models import Set
from programming.catalogue.classification import RiskAnswers, answers_of, classify
from programming.models import RiskEntry
from tests.logbook.given import (
    RUBBISH,
    a_lifter,
    an_exercise,
    logged,
    logged_in,
    the_item,
)
from tests.logbook.reading import flat, page, words

pytestmark = pytest.mark.usefixtures("release")

NOBODY_SAID: dict[str, str] = {}
TRAPS = {"traps": "yes"}
BALANCE = {"traps": "no", "balance": "yes"}
NEITHER = {"traps": "no", "balance": "no"}


def form(**values):
    return {"name": "Zercher carry", "is_compound": "yes", "muscle": "quadriceps", **values}


def made(client, session, **values):
    """An own exercise in the session; its item and the page that follows."""
    response = client.post(
        reverse("exercise_create", args=[session.pk]), form(**values), follow=True
    )
    assert response.status_code == 200
    return the_item(session=session, name="Zercher carry"), flat(response.content.decode())


def edit(item):
    return reverse("exercise_edit", args=[item.exercise_id])


@pytest.mark.parametrize(
    ("answers", "tier", "floor"),
    [
        (NOBODY_SAID, "avoid", 2),
        ({"traps": "", "balance": ""}, "avoid", 2),
        (TRAPS, "avoid", 2),
        ({"traps": "yes", "balance": "no"}, "avoid", 2),
        ({"traps": "", "balance": "no"}, "avoid", 2),
        ({"traps": "no"}, "avoid", 2),
        (BALANCE, "caution", 1),
        (NEITHER, "safer", 0),
    ],
)
def test_two_taps_say_what_failing_it_costs(client, session, answers, tier, floor):
    item, _ = made(client, session, **answers)

    assert (item.risk.tier, item.risk.floor, item.risk.floor_with_safeties) == (tier, floor, None)
    assert item.risk.rationale


@pytest.mark.parametrize(
    ("answers", "says"),
    [
        (NOBODY_SAID, "Zercher carry: avoid failure. Keep at least 2 good reps left."),
        (BALANCE, "Zercher carry: failure with caution. Keep at least 1 good rep left."),
        (
            NEITHER,
            "Zercher carry: failure is safer. Your target alone decides how many good reps to leave.",
        ),
    ],
)
def test_the_session_says_it_right_away(client, session, answers, says):
    _, html = made(client, session, **answers)

    assert says in words(html)


@pytest.mark.parametrize("name", ["Cable curl with a twist", "Death squat", "Machine fly 2"])
def test_the_name_says_nothing_about_the_risk(client, session, name):
    client.post(reverse("exercise_create", args=[session.pk]), form(name=name))

    assert the_item(session=session, name=name).risk.tier == "avoid"


def test_the_questions_are_asked_with_not_sure_chosen(client, session):
    html = page(client, reverse("exercise_pick", args=[session.pk]))

    assert '<input type="radio" name="traps" value="" checked>' in html
    assert '<input type="radio" name="balance" value="" checked>' in html
    assert '<details class="rs-own">' in html


def test_a_search_leads_to_the_form_with_the_name_in_it(client, session):
    pick = reverse("exercise_pick", args=[session.pk])
    found = page(client, pick, {"q": "Zercher & co"})
    assert "?own=on&amp;q=Zercher%20%26%20co#own" in found

    html = page(client, pick, {"q": "Zercher & co", "own": "on"})

    assert '<details class="rs-own" open>' in html
    assert 'value="Zercher &amp; co"' in html


def test_how_it_is_loaded_is_kept(client, session):
    item, _ = made(client, session, load_kind="added", is_unilateral="on")

    assert (item.risk.load_kind, item.risk.is_unilateral) == ("added", True)
    # A share of bodyweight nobody knows is not guessed: records of reps alone (rulebook 7).
    assert item.risk.bodyweight_percent == 0
    assert logged(item=item, load="10").load is None


def test_nothing_said_of_the_load_is_a_weight(client, session):
    assert made(client, session)[0].risk.load_kind == "external"


def test_answering_later_moves_what_is_open_and_nothing_that_was_logged(client, session):
    """Stored targets and verdicts stay to the letter; the next set follows the answers."""
    item, _ = made(client, session)
    client.post(reverse("exercise_sets", args=[item.pk]), {"change": "1"})
    row = logged(item=item, rir=1)
    before = Set.objects.values().get(pk=row.pk)
    assert row.outcome == "too_close"
    assert (row.target_low or 0) >= 2

    response = client.post(edit(item), form(**NEITHER), follow=True)

    assert "failure is safer" in words(flat(response.content.decode()))
    assert Set.objects.values().get(pk=row.pk) == before
    later = logged(item=item, rir=1)
    assert later.judged_by["context"]["tier"] == "safer"
    assert (later.target_low or 0) < (row.target_low or 0)


def test_a_set_edited_afterwards_is_judged_by_what_it_was_shown(client, session):
    item, _ = made(client, session)
    row = logged(item=item, rir=3)
    client.post(edit(item), form(**NEITHER))

    client.post(
        reverse("set_edit", args=[row.pk]),
        {
            "key": row.key,
            "number": 1,
            "version": 1,
            "unit": "kg",
            "load_kind": "external",
            "load": "80",
            "reps": 8,
            "rir": 1,
            "kind": "working",
            "ended_by": "stopped",
        },
    )

    row.refresh_from_db()
    assert row.rir_halves == 2
    assert row.outcome == "too_close"
    assert "below_floor" in [stored[0] for stored in row.warnings]


def test_the_running_session_shows_the_new_target(client, session):
    item, _ = made(client, session)
    address = reverse("session_detail", args=[session.pk]) + f"?exercise={item.pk}"
    assert "never under 2" in words(page(client, address))

    client.post(edit(item), form(**NEITHER))

    assert "never under" not in words(page(client, address))


def test_an_exercise_is_renamed_and_described_anew(client, session):
    item, _ = made(client, session, **BALANCE)

    client.post(
        edit(item),
        form(name="Zercher walk", muscle="glutes", is_compound="no", load_kind="added", **BALANCE),
    )

    risk = RiskEntry.objects.get(pk=item.risk_id)
    assert (risk.name, risk.primary_muscles, risk.is_compound) == (
        "Zercher walk",
        ["glutes"],
        False,
    )
    assert (risk.default_role, risk.is_lower_body, risk.load_kind) == ("isolation", True, "added")
    assert (risk.tier, risk.floor) == ("caution", 1)


@pytest.mark.parametrize("answers", [NOBODY_SAID, TRAPS, {"traps": "no"}, BALANCE, NEITHER])
def test_the_form_shows_what_was_answered(client, session, answers):
    item, _ = made(client, session, **answers)

    html = page(client, edit(item))

    for name in ("traps", "balance"):
        assert f'name="{name}" value="{answers.get(name, "")}" checked' in html


def test_the_same_answers_leave_a_risk_that_was_set_by_hand(client, session):
    item, _ = made(client, session)
    RiskEntry.objects.filter(pk=item.risk_id).update(floor=3, rationale="Seen by the admin.")

    client.post(edit(item), form(name="Zercher walk"))

    risk = RiskEntry.objects.get(pk=item.risk_id)
    assert (risk.name, risk.floor, risk.rationale) == ("Zercher walk", 3, "Seen by the admin.")


def test_several_muscles_stay_where_the_first_was_left_alone(client, session):
    item, _ = made(client, session)
    muscles = ["quadriceps", "glutes"]
    RiskEntry.objects.filter(pk=item.risk_id).update(primary_muscles=muscles)

    client.post(edit(item), form())

    assert RiskEntry.objects.get(pk=item.risk_id).primary_muscles == muscles


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("", "Give the exercise a name."),
        ("Bench press", "The catalogue has it already"),
        ("sandbag TOSS", "You already have an exercise named"),
        ("!!!", "with a letter or a figure"),
    ],
)
def test_a_refused_change_says_why_and_keeps_what_was_typed(client, session, name, message):
    item, _ = made(client, session)
    client.post(reverse("exercise_create", args=[session.pk]), form(name="Sandbag toss"))

    response = client.post(edit(item), form(name=name, **BALANCE))

    html = flat(response.content.decode())
    assert response.status_code == 422
    assert message in html
    assert f'value="{name}"' in html or not name
    assert 'name="balance" value="yes" checked' in html
    item.risk.refresh_from_db()
    assert (item.risk.name, item.risk.tier) == ("Zercher carry", "avoid")


@pytest.mark.parametrize(
    "field", ["name", "is_compound", "muscle", "traps", "balance", "load_kind", "is_unilateral"]
)
def test_an_odd_change_is_refused_or_kept_as_text(client, session, field):
    item, _ = made(client, session)

    for what, rubbish in RUBBISH.items():
        response = client.post(edit(item), form(**{field: rubbish}))
        assert response.status_code in {302, 422}, what
        assert RUBBISH["markup"] not in page(client, edit(item)), what


def test_nobody_else_opens_or_changes_it_and_nobody_changes_the_catalogue(client, session):
    item, _ = made(client, session)
    stranger = logged_in(a_lifter())
    catalogued = reverse("exercise_edit", args=[an_exercise("Curl").exercise_id])

    for who, address in ((stranger, edit(item)), (client, catalogued)):
        assert who.get(address).status_code == 404
        assert who.post(address, form(**NEITHER)).status_code == 404
    item.risk.refresh_from_db()
    assert item.risk.tier == "avoid"


@pytest.mark.parametrize("traps", [None, True, False])
@pytest.mark.parametrize("balance", [None, True, False])
def test_answers_are_read_back_as_they_were_given(traps, balance):
    entry, answers = RiskEntry(), RiskAnswers(traps, balance)

    classify(entry, answers)

    assert answers_of(entry) == answers
    assert traps is False or answers.balance is None
