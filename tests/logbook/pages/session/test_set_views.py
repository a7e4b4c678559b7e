"""The set form over HTTP: what is refused is said beside its field, and nothing typed is lost. Long: one form."""

import re
import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from logbook.models import Set
from tests.logbook.given import (
    a_lifter,
    a_session,
    a_set_form,
    known_movements,
    logged,
    logged_in,
    the_item,
)
from tests.logbook.reading import flat

pytestmark = pytest.mark.usefixtures("release")

HTMX = {"HX-Request": "true"}
RUBBISH = {
    "letters": "abc",
    "NaN": "NaN",
    "an exponent": "1e1000000",
    "a negative number": "-5",
    "2^63": str(2**63),
    "NUL": "8\x000",
    "emoji": "💪",
    "10,000 characters": "9" * 10_000,
    "a superscript": "8²",
    "infinity": "inf",
    "hex": "0x10",
}


@pytest.fixture
def bench():
    """The bench press of a running Upper A."""
    return the_item(session=a_session(lifter=a_lifter()))


def post(item, name="set_log", *, htmx=True, args=None, **values):
    client = logged_in(item.athlete)
    return client.post(
        reverse(name, args=args or [item.pk]), a_set_form(**values), headers=HTMX if htmx else {}
    )


def test_a_logged_set_answers_with_its_row_and_the_next_form(bench):
    answer = post(bench)
    page = flat(answer.content.decode())
    row = Set.objects.get()
    assert answer.status_code == 200
    assert f'id="set-row-{row.pk}"' in page
    assert "on target" in page
    assert "Set 2 of 3" in page
    # The next form has a key of its own; by the row's the phone knows what is on record.
    assert f'name="key" value="{row.key}"' not in page
    assert page.count(str(row.key)) == page.count(f'data-key="{row.key}"') == 1


@pytest.mark.parametrize(
    ("reps", "rir", "verdict"), [("21", "3", "not rated: 21+ reps"), ("20", "3", "on target")]
)
def test_a_set_too_long_to_be_rated_says_so_in_its_row(bench, reps, rir, verdict):
    page = flat(post(bench, reps=reps, rir=rir).content.decode())

    assert verdict in page


def test_a_set_says_what_ended_it_in_a_lifters_words(bench):
    page = flat(post(bench).content.decode())

    for words in ("I stopped", "muscle gave out", "form broke"):
        assert f"><span>{words}</span>" in page


def test_without_htmx_it_leads_back_to_the_session(bench):
    answer = post(bench, htmx=False)
    assert answer.status_code == 302
    assert answer.url.startswith(reverse("session_detail", args=[bench.session_id]))
    assert Set.objects.count() == 1


@pytest.mark.parametrize("field", ["load", "reps", "rir", "number", "key", "unit", "kind"])
def test_rubbish_in_a_field_is_a_message_and_saves_nothing(bench, field):
    for what, text in RUBBISH.items():
        answer = post(bench, **{field: text})
        assert answer.status_code == 422, what
        html = flat(answer.content.decode())
        assert "rs-error" in html or "rs-clash" in html, what
        assert not Set.objects.exists(), what


@pytest.mark.parametrize(
    "field", ["load", "reps", "rir", "number", "key", "unit", "kind", "note", "ended_by", "words"]
)
def test_rubbish_never_breaks_the_preview(bench, field):
    for what, text in RUBBISH.items():
        assert post(bench, "set_preview", **{field: text}).status_code == 200, what
    assert not Set.objects.exists()


def test_what_was_typed_stays_in_a_refused_form(bench):
    page = flat(post(bench, load="heavy", reps="9", rir="2", note="felt good").content.decode())
    assert 'value="heavy"' in page
    assert 'value="9"' in page
    assert re.search(r'name="rir" value="2" checked', page)
    assert 'value="felt good"' in page


def test_a_note_may_hold_what_people_write_and_is_shown_as_text(bench):
    post(bench, note="<img src=x hx-get=/> 💪 & “fine”")
    page = logged_in(bench.athlete).get(reverse("session_detail", args=[bench.session_id]))
    assert "&lt;img src=x hx-get=/&gt; 💪 &amp; “fine”" in flat(page.content.decode())


def test_a_right_to_left_mark_is_taken_out_of_a_note(bench):
    post(bench, note="abc\u202edef")
    assert Set.objects.get().note == "abcdef"


@pytest.mark.parametrize(
    ("load", "reps"), [("0", "0"), ("0.001", "1"), ("2000", "300"), ("82,5", "7")]
)
def test_the_ends_of_what_is_allowed_are_allowed(bench, load, reps):
    assert post(bench, load=load, reps=reps).status_code == 200
    assert Set.objects.count() == 1


@pytest.mark.parametrize(
    ("load", "reps"), [("2000.001", "7"), ("80", "301"), ("80.0001", "7"), ("", "7"), ("80", "")]
)
def test_just_outside_is_refused(bench, load, reps):
    assert post(bench, load=load, reps=reps).status_code == 422
    assert not Set.objects.exists()


def test_the_same_key_with_other_values_is_422_and_says_what_was_saved(bench):
    key = str(uuid.uuid4())
    post(bench, key=key)
    answer = post(bench, key=key, reps="9")
    assert answer.status_code == 422
    page = flat(answer.content.decode())
    assert "80 × 7 @3" in page
    assert 'name="reps" value="9"' in page
    assert Set.objects.get().reps == 7


def test_a_slot_taken_from_another_tab_is_409_with_both_sets(bench):
    post(bench)
    answer = post(bench, reps="9", load="82.5")
    assert answer.status_code == 409
    page = flat(answer.content.decode())
    assert "80 × 7 @3" in page
    assert 'name="reps" value="9"' in page
    assert 'name="load" value="82.5"' in page
    # The next slot and a fresh key: logging it now is one tap.
    assert 'name="number" value="2"' in page


def test_an_edit_against_an_old_version_is_409_with_both_values(bench):
    row = logged(item=bench)
    args = [row.pk]
    assert post(bench, "set_edit", args=args, version="1", reps="9").status_code == 200
    answer = post(bench, "set_edit", args=args, version="1", reps="11")
    assert answer.status_code == 409
    page = flat(answer.content.decode())
    assert "80 × 9 @3" in page
    assert 'name="reps" value="11"' in page
    # Sent again from this form, the lifter's own value wins knowingly.
    assert post(bench, "set_edit", args=args, version="2", reps="11").status_code == 200
    assert Set.objects.get().reps == 11


def test_a_deleted_set_can_be_undone_from_the_answer(bench):
    row = logged(item=bench)
    client = logged_in(bench.athlete)
    page = flat(client.post(reverse("set_delete", args=[row.pk]), headers=HTMX).content.decode())
    assert reverse("set_restore", args=[row.pk]) in page
    client.post(reverse("set_restore", args=[row.pk]), headers=HTMX)
    assert Set.objects.live().count() == 1


def test_the_preview_says_what_saving_would_say(bench):
    seen = flat(post(bench, "set_preview", rir="1").content.decode())
    assert "Stop: below the floor" in seen
    assert not Set.objects.exists()
    assert "Stop: below the floor" in flat(post(bench, rir="1").content.decode())


def test_effort_not_told_yet_is_no_warning_until_the_set_is_saved(bench):
    assert "rs-warn" not in flat(post(bench, "set_preview", rir="").content.decode())
    assert "rs-warn--note" in flat(post(bench, rir="").content.decode())


def test_a_test_set_that_is_not_granted_says_why(bench):
    assert "No test: this is not the final set." in flat(
        post(bench, "set_preview", kind="test").content.decode()
    )


def test_half_a_number_is_no_mistake_yet(bench):
    page = flat(post(bench, "set_preview", load="", reps="").content.decode())
    assert "rs-error" not in page


@pytest.mark.parametrize("name", ["set_log", "set_preview", "exercise_open", "exercise_pain"])
def test_another_lifters_exercise_is_not_found(bench, name):
    client = logged_in(a_lifter())
    url = reverse(name, args=[bench.pk])
    answer = client.get(url) if name == "exercise_open" else client.post(url, a_set_form())
    assert answer.status_code == 404


@pytest.mark.parametrize("name", ["set_edit", "set_delete", "set_restore", "set_form"])
def test_another_lifters_set_is_not_found(bench, name):
    row = logged(item=bench)
    client = logged_in(a_lifter())
    url = reverse(name, args=[row.pk])
    answer = client.get(url) if name == "set_form" else client.post(url, a_set_form(version="1"))
    assert answer.status_code == 404


@pytest.mark.parametrize(
    ("name", "field"),
    [
        ("exercise_safeties", "safeties"),
        ("exercise_pain", "pain"),
        ("exercise_skip", "skip"),
        ("exercise_sets", "change"),
        ("exercise_move", "way"),
        ("exercise_note", "exercise_note"),
    ],
)
def test_rubbish_sent_to_an_exercise_action_is_never_an_error_page(bench, name, field):
    client = logged_in(bench.athlete)
    for what, text in RUBBISH.items():
        answer = client.post(reverse(name, args=[bench.pk]), {field: text}, headers=HTMX)
        assert answer.status_code in {200, 400, 409, 422}, what


class TestQueries:
    """A constant number, whatever the history."""

    def count(self, act):
        with CaptureQueriesContext(connection) as seen:
            act()
        return len(seen)

    @pytest.mark.parametrize("name", ["set_log", "set_preview"])
    def test_logging_and_previewing_ask_as_much_with_a_history_as_without(self, name):
        counts = []
        for sessions in (0, 2):
            lifter = a_lifter()
            for _ in range(sessions):
                known_movements(lifter=lifter)
            item = the_item(session=a_session(lifter=lifter))
            client = logged_in(lifter)
            url = reverse(name, args=[item.pk])
            client.post(url, a_set_form(number="1"), headers=HTMX)
            counts.append(
                self.count(
                    lambda url=url, client=client: client.post(
                        url, a_set_form(number="2"), headers=HTMX
                    )
                )
            )
        assert counts[0] == counts[1]

    def test_the_session_page_asks_as_much_with_a_history_and_more_sets_as_without(self):
        counts = []
        for sets in (1, 3):
            lifter = a_lifter()
            if sets == 3:
                known_movements(lifter=lifter)
            session = a_session(lifter=lifter)
            for item in session.exercises.select_related("risk", "session", "athlete"):
                for _ in range(sets):
                    logged(item=item, load="20")
            client, url = logged_in(lifter), reverse("session_detail", args=[session.pk])
            counts.append(self.count(lambda url=url, client=client: client.get(url)))
        assert counts[0] == counts[1]


class TestASlip:
    """A number far from all before is asked about beside its field, and saving goes on."""

    @pytest.fixture
    def item(self):
        lifter = a_lifter()
        known_movements(lifter=lifter)
        return the_item(session=a_session(lifter=lifter))

    def answered(self, row, *, htmx=True, **values):
        return logged_in(row.athlete).post(
            reverse("set_slip", args=[row.pk]),
            {"version": str(row.version)} | values,
            headers=HTMX if htmx else {},
        )

    def test_it_is_asked_about_while_it_is_typed(self, item):
        page = flat(post(item, "set_preview", load="800").content.decode())
        assert "Far heavier than all before on this exercise." in page
        assert "Did you mean 80 kg?" in page
        assert 'data-load="80"' in page
        assert not Set.objects.filter(session=item.session).exists()

    def test_a_plausible_number_takes_the_question_away(self, item):
        page = flat(post(item, "set_preview", load="80").content.decode())
        assert re.search(rf'id="slip-{item.pk}"[^>]*></div>', page)

    def test_it_is_saved_and_asked_about_in_its_row(self, item):
        page = flat(post(item, load="800").content.decode())
        assert Set.objects.get(session=item.session).is_slip
        assert "Is that right?" in page
        assert "Yes, 800 kg" in page
        assert "80 kg" in page

    @pytest.mark.parametrize(("answer", "load"), [("yes", "800 kg"), ("meant", "80 kg")])
    @pytest.mark.parametrize("htmx", [True, False], ids=["htmx", "without JavaScript"])
    def test_one_tap_answers_it(self, item, answer, load, htmx):
        row = logged(item=item, load="800")
        answer = self.answered(row, htmx=htmx, answer=answer)
        assert answer.status_code == (200 if htmx else 302)
        row.refresh_from_db()
        assert (str(row.typed_load), row.is_slip) == (load, False)

    def test_an_answer_to_what_it_was_is_told_what_it_is(self, item):
        row = logged(item=item, load="800")
        assert self.answered(row, answer="yes", version="7").status_code == 409
        row.refresh_from_db()
        assert row.is_slip

    @pytest.mark.parametrize("version", ["", "x", "²", "9" * 30])
    def test_rubbish_for_a_version_is_no_answer(self, item, version):
        row = logged(item=item, load="800")
        assert self.answered(row, answer="yes", version=version).status_code == 409

    def test_another_lifters_set_is_404(self, item):
        row = logged(item=item, load="800")
        stranger = logged_in(a_lifter())
        assert stranger.post(reverse("set_slip", args=[row.pk])).status_code == 404

    def test_reps_are_asked_about_too(self, item):
        row = logged(item=item, load="80", reps=80)
        page = flat(
            logged_in(row.athlete)
            .get(reverse("session_detail", args=[row.session_id]))
            .content.decode()
        )
        assert "Far more reps than ever before on this exercise." in page
        assert "Yes, 80 reps" in page
