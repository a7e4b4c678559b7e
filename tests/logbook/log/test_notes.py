"""Search in notes: which are found, what is marked in them, and what is read for it."""

import datetime as dt

import pytest

from logbook.log import notes
from logbook.log.notes import (
    Of,
    folded,
    has_words,
    parts_of,
    search_notes,
    standing_notes,
    words_of,
)
from logbook.models import ExerciseHabit, SessionExercise, Set, TrainingSession
from tests.logbook.given import NOON, a_lifter, a_session, logged, the_item
from tests.logbook.log.long_log import a_long_log, plan_of

DAY = dt.timedelta(days=1)


@pytest.mark.parametrize(
    ("typed", "note"),
    [
        ("knie", "Linkes KNIE zwickt"),
        ("epaule", "Épaule droite"),
        ("ÉPAULE", "epaule"),
        ("uber", "Über dem Kopf"),
        ("strasse", "STRASSE, Straße"),
        ("lokcie", "łokcie"),
        ("e\u0301paule", "Épaule"),
        ("épaule", "E\u0301paule"),
        ("ﬁn", "fin"),
        ("肩", "右肩が痛い"),
        ("50%", "at 50% only"),
        ("_", "a_b"),
    ],
)
def test_capitals_and_accents_do_not_matter(typed, note):
    assert has_words(note, words_of(typed))


def test_a_note_has_to_have_all_the_words():
    assert has_words("left shoulder, again", words_of("again LEFT"))
    assert not has_words("left shoulder", words_of("again left"))
    assert words_of("  a  A b ") == ("a", "b")
    assert words_of(" \u0301 ") == ()
    assert len(words_of(" ".join("abcdefghijklmn"))) == notes.MOST_WORDS


@pytest.mark.parametrize(
    ("text", "query", "marked"),
    [
        ("Left knee, knees", "knee", ["knee", "knee"]),
        ("Straße", "strass", ["Straß"]),
        ("E\u0301paule", "e", ["E\u0301", "e"]),
        ("ababa", "aba", ["ababa"]),
        ("<b>bad</b>", "b> bad", ["b>bad", "b>"]),
        ("nothing", "x", []),
        ("", "x", []),
    ],
)
def test_what_was_looked_for_is_marked_and_nothing_is_lost(text, query, marked):
    parts = parts_of(text, words_of(query))

    assert [part for part, is_hit in parts if is_hit] == marked
    assert "".join(part for part, _ in parts) == text


def test_folding_is_the_same_letter_by_letter():
    assert folded("Ça va, Ærø İzmir") == "ca va, aero izmir"


@pytest.mark.usefixtures("release")
class TestSearch:
    """Over the tables."""

    def written(self, lifter):
        """Three sessions with `elbow` on the session, an exercise, and a set."""
        sessions = [a_session(lifter=lifter, started=NOON + at * DAY) for at in range(3)]
        TrainingSession.objects.filter(pk=sessions[0].pk).update(note="Elbow on the session")
        SessionExercise.objects.filter(pk=the_item(session=sessions[1]).pk).update(note="elbow")
        logged(item=the_item(session=sessions[2]), note="ELBOW in the set")
        logged(item=the_item(session=sessions[2]), note="elbow again")
        return sessions

    def test_every_kind_of_note_is_found_latest_session_first(self):
        lifter = a_lifter()
        sessions = self.written(lifter)

        found = search_notes(lifter, ("elbow",))

        assert [pk for pk, _ in found.sessions] == [one.pk for one in reversed(sessions)]
        assert [note.text for note in found.sessions[0][1]] == ["ELBOW in the set", "elbow again"]
        assert found.next is None

    def test_pages_follow_each_other_and_end(self, monkeypatch):
        lifter = a_lifter()
        sessions = self.written(lifter)
        monkeypatch.setattr(notes, "_AT_ONCE", 1)

        seen, before = [], None
        for _ in range(3):
            found = search_notes(lifter, ("elbow",), before, size=1)
            seen += [pk for pk, _ in found.sessions]
            before = found.next

        assert before is None
        assert seen == [one.pk for one in reversed(sessions)]

    def test_many_notes_of_one_instant_are_all_read(self, monkeypatch):
        lifter = a_lifter()
        for _ in range(5):
            session = a_session(lifter=lifter, workout=None)
            TrainingSession.objects.filter(pk=session.pk).update(note="same")
        monkeypatch.setattr(notes, "_AT_ONCE", 2)

        assert len(search_notes(lifter, ("same",)).sessions) == 5

    def test_a_deleted_set_and_another_lifters_notes_are_not_found(self):
        lifter = a_lifter()
        self.written(a_lifter())
        row = logged(item=the_item(session=a_session(lifter=lifter)), note="elbow")
        Set.objects.filter(pk=row.pk).update(deleted_at=NOON)

        assert search_notes(lifter, ("elbow",)).sessions == []

    def test_a_note_that_stays_with_an_exercise_is_found(self):
        lifter = a_lifter()
        exercise = the_item(session=a_session(lifter=lifter)).exercise_id
        ExerciseHabit.objects.create(athlete=lifter, exercise_id=exercise, note="Rack at 12")

        assert standing_notes(lifter, ("rack", "12")) == [(exercise, "Rack at 12")]
        assert standing_notes(a_lifter(), ("rack",)) == []

    def test_only_what_has_a_note_is_read(self):
        lifter = a_long_log()
        for rows, of, session, index in (
            (TrainingSession.objects.visible_to(lifter), Of.SESSION, "pk", "session_notes"),
            (
                SessionExercise.objects.visible_to(lifter),
                Of.EXERCISE,
                "session_id",
                "session_exercise_notes",
            ),
            (Set.objects.visible_to(lifter).live(), Of.SET, "session_id", "set_notes"),
        ):
            for before in (None, (NOON - 60 * DAY, 7)):

                def read(rows=rows, of=of, session=session, before=before):
                    return list(notes._rows(rows, of, session, before))

                assert index in plan_of(read), of
                assert all(note.text for note in read())
                assert len(read()) > 20
