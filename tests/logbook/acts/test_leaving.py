"""An account goes with everything in it, whatever there is, and with nothing of anybody else's."""

import threading

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.apps import apps
from django.db import connection, models
from django.http import HttpResponse
from django.test.utils import CaptureQueriesContext

from logbook.acts.leaving import LastAdminError, leave
from logbook.models import Set, TakenBack, TrainingSession, User
from programming.catalogue.entries import current_release
from programming.models import Exercise
from tests.at_once import at_once, log, post
from tests.logbook.everything import a_lifter_with_everything
from tests.logbook.given import a_finished_session, a_lifter, a_session
from tests.logbook.planned import trained_by_a_plan

pytestmark = pytest.mark.usefixtures("release")


def rows_of(person_key: int) -> dict[str, int]:
    """How many rows of each table lead to this account, directly or over others."""
    found = {}
    for model in apps.get_models():
        for path in _ways(model):
            if count := model._base_manager.filter(**{path: person_key}).count():
                found[f"{model.__name__}.{path}"] = count
    return found


def _ways(model: type[models.Model], seen: tuple[type[models.Model], ...] = ()) -> list[str]:
    ways = []
    for field in model._meta.concrete_fields:
        to = field.related_model
        if not isinstance(to, type) or to in (*seen, model):
            continue
        if to is User:
            ways.append(field.name)
        else:
            ways += [f"{field.name}__{way}" for way in _ways(to, (*seen, model))]
    return ways


def test_nothing_leads_to_an_account_that_left_and_nobody_else_lost_a_row():
    other = a_lifter_with_everything()
    person = a_lifter_with_everything()
    trained_by_a_plan(person)
    EmailAddress.objects.create(user=person, email=person.email, primary=True)
    Authenticator.objects.create(user=person, type="totp", data={"secret": "x"})
    TakenBack.objects.create(user=person, digest="0" * 64)
    before, counts = rows_of(person.pk), rows_of(other.pk)
    # Every table there is of a lifter's has a row to lose.
    tables = {name.partition(".")[0] for name in before}
    own = {
        model.__name__
        for model in apps.get_app_config("logbook").get_models()
        if any(field.name == "athlete" for field in model._meta.fields)
    }
    assert own - tables <= {"Bodyweight", "EffortLately", "LevelComputation", "TrainingSpan"} | {
        "ImportedSession", "ImportedName", "Background"
    }  # fmt: skip

    leave(person)

    assert rows_of(person.pk) == {}
    assert rows_of(other.pk) == counts
    assert not User.objects.filter(pk=person.pk).exists()


def test_own_exercises_go_though_they_were_trained():
    person = a_lifter_with_everything()
    used = Exercise.objects.get(owner=person)
    assert Set.objects.filter(athlete=person).exists()

    leave(person)

    assert not Exercise.objects.filter(pk=used.pk).exists()


def test_a_long_log_goes_in_the_same_number_of_statements():
    def statements(sessions: int) -> int:
        person = a_lifter()
        for _ in range(sessions):
            a_finished_session(lifter=person)
        with CaptureQueriesContext(connection) as asked:
            leave(person)
        return len(asked)

    assert statements(6) == statements(1)


def test_the_last_who_can_give_rights_is_told_so_and_nothing_goes():
    admin = User.objects.create_superuser("admin@example.org")
    User.objects.create_superuser("closed@example.org", is_active=False)
    a_finished_session(lifter=admin)

    with pytest.raises(LastAdminError, match="Make somebody else a superuser first"):
        leave(admin)

    assert TrainingSession.objects.filter(athlete=admin).exists()
    User.objects.create_superuser("second@example.org")
    leave(admin)
    assert not User.objects.filter(pk=admin.pk).exists()


@pytest.mark.django_db(transaction=True)
class TestTwoAtOnce:
    @pytest.fixture(autouse=True)
    def _ready(self, _catalogue):
        current_release()

    @pytest.mark.parametrize("rounds", [3, pytest.param(100, marks=pytest.mark.deep)])
    def test_leaving_beside_sets_a_start_and_an_end_answers_all_and_leaves_nothing(self, rounds):
        for _ in range(rounds):
            person = a_lifter()
            session = a_session(lifter=person)
            items = list(session.exercises.select_related("risk"))

            def goes(_, person=person):
                leave(person)
                return HttpResponse()

            statuses = at_once(
                person,
                [*(log(item) for item in items), post("session_finish", session.pk), goes],
            )

            assert set(statuses) <= {200, 302, 401, 404}
            assert rows_of(person.pk) == {}

    def test_of_two_superusers_who_leave_at_once_one_stays(self):
        both = [User.objects.create_superuser(f"admin{one}@example.org") for one in range(2)]
        gate, left = threading.Barrier(2), []

        def go(person):
            gate.wait()
            try:
                leave(person)
                left.append(person.pk)
            except LastAdminError:
                pass
            finally:
                connection.close()

        threads = [threading.Thread(target=go, args=(one,)) for one in both]
        for one in threads:
            one.start()
        for one in threads:
            one.join()

        assert len(left) == 1
        assert User.objects.filter(is_superuser=True).count() == 1
