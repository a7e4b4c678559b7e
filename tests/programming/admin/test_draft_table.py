"""The table of a draft in Django's admin: edited, guarded, many rows at once, by who may."""

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse
from django.utils import timezone

from logbook.models import User
from programming.models import RiskEntry
from programming.releases.publish import new_draft, publish
from tests.logbook.reading import flat
from tests.programming.drafting import ADD, TWO, act, new, one, page, rows_sent, said, table

# --- The table -------------------------------------------------------------------------------


def test_a_row_of_the_table_is_edited(staff, draft, release):
    data, rows = rows_sent(staff.get(table(draft, q="curl")))
    data |= {f"{rows['Curl']}-tier": "caution", f"{rows['Curl']}-floor": "1"}

    assert staff.post(table(draft, q="curl"), data).status_code == 302

    assert (one(draft, "Curl").tier, one(draft, "Curl").floor) == ("caution", 1)
    assert (one(release, "Curl").tier, one(release, "Curl").floor) == ("safer", 0)


def test_each_field_says_what_it_is_of_which_exercise(staff, draft):
    shown = staff.get(table(draft, q="Cable fly")).text

    for field in ("Tier", "Floor", "Floor with safeties"):
        assert f'aria-label="{field} of Cable fly"' in shown


def test_a_page_of_the_table_costs_the_same_however_many_rows(
    staff, draft, django_assert_max_num_queries
):
    with django_assert_max_num_queries(14):
        response = staff.get(table(draft))
    data, rows = rows_sent(response)
    assert len(rows) == 150
    data[f"{next(iter(rows.values()))}-floor"] = "4"

    with django_assert_max_num_queries(30):
        assert staff.post(table(draft), data).status_code == 302


def test_what_another_admin_wrote_meanwhile_is_not_overwritten(staff, draft):
    address = table(draft, tier__exact="safer", q="curl")
    data, rows = rows_sent(staff.get(address))
    draft.entries.filter(name="Curl").update(floor=2, tier="caution")
    data |= {f"{rows['Curl']}-floor": "1", f"{rows['Hammer curl']}-floor": "1"}

    response = staff.post(address, data)

    text = flat(response.content.decode())
    assert "Floor: another admin made it 2 meanwhile; you entered 1." in text
    assert "Tier: another admin made it Failure with caution meanwhile." in text
    assert (one(draft, "Curl").floor, one(draft, "Hammer curl").floor) == (2, 0)
    # The row is named rightly though it is filtered out now, and saving again means it.
    shown = [form.instance.name for form in response.context["cl"].formset.forms]
    assert shown == [entry.name for entry in response.context["cl"].result_list]
    assert "Curl" in shown


def test_a_row_nobody_touched_on_an_old_page_keeps_what_another_admin_wrote(staff, draft):
    data, rows = rows_sent(staff.get(table(draft, q="curl")))
    draft.entries.filter(name="Curl").update(floor=2, tier="caution")
    data[f"{rows['Hammer curl']}-floor"] = "1"

    assert staff.post(table(draft, q="curl"), data).status_code == 302

    assert (one(draft, "Curl").floor, one(draft, "Hammer curl").floor) == (2, 1)


def test_a_row_another_admin_removed_is_told(staff, draft):
    data, rows = rows_sent(staff.get(table(draft, q="curl")))
    one(draft, "Curl").delete()
    data[f"{rows['Hammer curl']}-floor"] = "1"

    response = staff.post(table(draft, q="curl"), data, follow=True)

    assert "took an exercise of this page out" in said(response)[0]
    assert one(draft, "Hammer curl").floor == 0


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"floor": "5"}, "A floor is 0 to 4."),
        ({"floor": "-1"}, "greater than or equal to 0"),
        ({"floor": "1.5"}, "Enter a whole number."),
        ({"floor": "9" * 30}, "less than or equal to"),
        ({"tier": "deadly"}, "Select a valid choice."),
        ({"floor_with_safeties": "0"}, "Safeties: Name the safeties that lower the floor."),
        ({"floor": "\x00"}, "Enter a whole number."),
    ],
)
def test_what_cannot_be_is_said_in_the_row(staff, draft, changes, says):
    data, rows = rows_sent(staff.get(table(draft, q="hammer curl")))
    data |= {f"{rows['Hammer curl']}-{field}": value for field, value in changes.items()}

    response = staff.post(table(draft, q="hammer curl"), data)

    assert says in flat(response.content.decode())
    assert one(draft, "Hammer curl").floor == 0


def test_the_table_of_a_published_draft_says_who_published_it(staff, draft, anna, publishing):
    data, rows = rows_sent(staff.get(table(draft, q="curl")))
    draft.entries.filter(name="Curl").update(floor=1)
    publish(draft, by=anna, reason="So.", now=timezone.now())
    data[f"{rows['Hammer curl']}-floor"] = "1"

    response = staff.post(table(draft, q="curl"), data, follow=True)

    assert said(response) == ["This draft was published already by Anna, as Release 2."]


def test_rows_of_another_draft_or_release_cannot_be_slipped_in(staff, draft, release, anna):
    other = new_draft(anna)
    data, rows = rows_sent(staff.get(table(draft, q="hammer curl")))
    prefix = rows["Hammer curl"]
    for of in (other, release):
        slipped = {**data, f"{prefix}-id": str(one(of, "Curl").pk), f"{prefix}-floor": "4"}
        response = staff.post(table(draft, q="hammer curl"), slipped, follow=True)
        assert "Nothing was saved" in said(response)[0]
        assert one(of, "Curl").floor == 0


def test_a_missing_rationale_is_found(staff, draft):
    draft.entries.filter(name="Curl").update(rationale="")

    found = staff.get(table(draft, rationale="missing")).context["cl"].result_list

    assert [entry.name for entry in found] == ["Curl"]


# --- Many at once ----------------------------------------------------------------------------


EMPTY = (
    "1 refused: Curl (floor: Avoid failure needs a floor of 1 or more: with 0 nothing is avoided.)"
)


@pytest.mark.parametrize(
    ("action", "more", "says", "squat", "curl"),
    [
        ("set_caution", {}, "2 changed.", ("caution", 2, 1), ("caution", 0, None)),
        (
            "set_avoid",
            {},
            f"0 changed, 1 were so already, {EMPTY}",
            ("avoid", 2, 1),
            ("safer", 0, None),
        ),
        ("raise_floor", {}, "2 changed.", ("avoid", 3, 1), ("safer", 1, None)),
        ("lower_floor", {}, "1 changed, 1 were so", ("avoid", 1, 1), ("safer", 0, None)),
        ("clear_safeties", {}, "1 changed, 1 were", ("avoid", 2, None), ("safer", 0, None)),
        (
            "set_safeties",
            {"apply": "1", "safeties": ["spotter"], "floor_with_safeties": "1"},
            "1 changed, 1 refused: Curl (floor_with_safeties: Safeties never raise the floor.)",
            ("avoid", 2, 1),
            ("safer", 0, None),
        ),
    ],
)
def test_many_are_changed_at_once_and_what_was_refused_is_said(
    staff, draft, action, more, says, squat, curl
):
    response = act(staff, draft, action, TWO, **more)

    assert says in said(response)[0]
    got = [(e.tier, e.floor, e.floor_with_safeties) for e in (one(draft, name) for name in TWO)]
    assert got == [squat, curl]


def test_no_action_lowers_the_floor_of_what_is_to_be_avoided_to_0(staff, draft):
    draft.entries.filter(name="Curl").update(tier="avoid", floor=1)

    response = act(staff, draft, "lower_floor", ("Curl",))

    assert EMPTY in said(response)[0]
    assert one(draft, "Curl").floor == 1


def test_many_are_removed_after_a_question(staff, draft):
    asked = act(staff, draft, "remove_from_draft", TWO)
    assert "2 exercises of this draft" in flat(asked.content.decode())
    assert draft.entries.filter(name__in=TWO).count() == 2

    done = act(staff, draft, "remove_from_draft", TWO, apply="1")

    assert said(done) == ["2 removed from the draft."]
    assert not draft.entries.filter(name__in=TWO).exists()


def test_nothing_is_done_at_once_to_what_is_published(staff, release):
    before = list(RiskEntry.objects.values())
    for action in ("raise_floor", "remove_from_draft", "delete_selected"):
        chosen = list(release.entries.values_list("pk", flat=True)[:3])
        data = {"action": action, "index": "0", "_selected_action": chosen, "apply": "1"}
        staff.post(reverse("admin:programming_riskentry_changelist"), data)
    assert list(RiskEntry.objects.values()) == before


# --- Permissions -----------------------------------------------------------------------------


def test_staff_without_permissions_see_a_draft_and_change_nothing(viewer, draft):
    curl = one(draft, "Curl")
    before = list(draft.entries.values())
    listed = viewer.get(table(draft))

    assert listed.context["cl"].formset is None
    assert viewer.get(page(curl)).status_code == 200
    for response in (
        viewer.post(page(curl), {"floor": "4"}),
        viewer.post(reverse("admin:programming_riskentry_delete", args=[curl.pk]), {"post": "y"}),
        viewer.post(ADD, new(draft)),
        viewer.post(table(draft), {"_save": "Save"}),
        act(viewer, draft, "raise_floor", TWO),
    ):
        assert response.status_code == 403
    assert list(draft.entries.values()) == before


def test_who_may_change_but_not_remove_does_just_that(viewer, draft):
    person = User.objects.get(email="staff@example.org")
    person.user_permissions.add(Permission.objects.get(codename="change_riskentry"))

    assert "1 changed" in said(act(viewer, draft, "raise_floor", ["Curl"]))[0]
    act(viewer, draft, "remove_from_draft", ["Curl"], apply="1")
    assert one(draft, "Curl").floor == 1
    assert viewer.post(ADD, new(draft)).status_code == 403
