"""The table of a draft against the release in force: what differs, and a warning that warns of nothing."""

import re

from django.urls import reverse
from django.utils import timezone

from programming.releases.publish import new_draft, publish
from tests.programming.drafting import ADD, TWO, new, one, page, rows_sent, sent, table

# --- What differs from the release in force --------------------------------------------------


def differing(response):
    """The lines under rows that differ, in plain words."""
    lines = re.findall(r'class="rs-differs__line">(.*?)</div>', response.text, re.DOTALL)
    return [" ".join(re.sub(r"<[^>]+>", " ", line).split()).replace(" ,", ",") for line in lines]


def test_a_row_that_differs_says_so_with_what_the_release_in_force_has(staff, draft):
    draft.entries.filter(name="Curl").update(tier="caution", floor=1, equipment="band")

    response = staff.get(table(draft, q="curl"))

    assert differing(response) == [
        "Changed Release 1 has equipment Barbell, tier Failure is safer here, floor 0"
    ]
    text = " ".join(re.sub(r"<[^>]+>", " ", response.text).split())
    assert f"Draft {draft.pk} of Anna , begun" in text
    assert "Compared with Release 1 , which is in force since" in text


def test_a_new_row_says_that_the_release_in_force_has_none(staff, draft):
    staff.post(ADD, new(draft))

    assert differing(staff.get(table(draft, q="zercher"))) == ["New Not in Release 1."]


def test_rows_are_compared_with_what_is_in_force_and_not_with_what_the_draft_began_from(
    staff, draft, anna, publishing
):
    other = new_draft(anna)
    other.entries.filter(name="Curl").update(floor=2, tier="avoid")
    publish(other, by=anna, reason="So.", now=timezone.now())

    response = staff.get(table(draft, q="curl"))

    assert differing(response) == ["Changed Release 2 has tier Avoid failure, floor 2"]
    assert "based on Release 1" in response.text
    past = staff.get(reverse("admin:programming_riskentry_changelist"), {"release": "1"})
    assert "is not in force any more" in past.text
    assert len(differing(past)) == 1


def test_the_rows_that_differ_are_shown_alone_where_asked(staff, draft, anna):
    draft.entries.filter(name__in=TWO).update(floor=4)

    every = staff.get(table(draft))
    found = staff.get(table(draft, differs="yes"))

    assert "Show only those" in every.text
    assert [entry.name for entry in found.context["cl"].result_list] == TWO
    assert "Show all rows" in found.text
    assert len(staff.get(table(draft, differs="x")).context["cl"].result_list) == 150


def test_the_release_in_force_differs_from_nothing(staff, release):
    response = staff.get(reverse("admin:programming_riskentry_changelist"))

    assert differing(response) == []
    assert "Release 1 is in force" in response.text
    assert "Compared with" not in response.text


def test_a_name_an_admin_wrote_is_escaped_in_the_line(staff, draft):
    draft.entries.filter(name="Curl").update(name="<img src=x>", floor=2)

    text = staff.get(table(draft, differs="yes")).text

    assert "<img src=x>" not in text
    assert "&lt;img src=x&gt;" in text


def test_staff_who_may_not_edit_see_what_differs_as_well(viewer, draft):
    draft.entries.filter(name="Curl").update(floor=2)

    assert differing(viewer.get(table(draft, q="curl"))) == ["Changed Release 1 has floor 0"]


# --- A warning that warns of nothing ---------------------------------------------------------

EMPTY = "Avoid failure needs a floor of 1 or more: with 0 nothing is avoided."


def test_avoid_with_floor_0_is_refused_at_its_row_and_no_other_row_is_lost(staff, draft):
    data, rows = rows_sent(staff.get(table(draft, q="curl")))
    data |= {f"{rows['Curl']}-tier": "avoid", f"{rows['Hammer curl']}-floor": "1"}

    response = staff.post(table(draft, q="curl"), data)

    refused = {form.instance.name: form.errors for form in response.context["cl"].formset.forms}
    assert refused["Curl"] == {"floor": [EMPTY]}
    assert refused["Hammer curl"] == {}
    assert (one(draft, "Curl").tier, one(draft, "Hammer curl").floor) == ("safer", 0)
    data[f"{rows['Curl']}-floor"] = "1"
    assert staff.post(table(draft, q="curl"), data).status_code == 302
    assert (one(draft, "Curl").tier, one(draft, "Curl").floor) == ("avoid", 1)


def test_avoid_with_floor_0_is_refused_on_the_page_of_an_entry_as_well(staff, draft):
    curl = one(draft, "Curl")
    form = staff.get(page(curl)).context["adminform"].form

    response = staff.post(page(curl), {**sent(form), "tier": "avoid"})

    assert EMPTY in response.text
    assert staff.post(ADD, new(draft, floor="0")).context["adminform"].form.errors["floor"] == [
        EMPTY
    ]
    assert one(draft, "Curl").tier == "safer"


def test_a_row_nobody_touched_is_not_refused_for_what_it_was(staff, draft):
    draft.entries.filter(name="Curl").update(tier="avoid")
    data, rows = rows_sent(staff.get(table(draft, q="curl")))
    data[f"{rows['Hammer curl']}-floor"] = "1"

    assert staff.post(table(draft, q="curl"), data).status_code == 302
    assert one(draft, "Hammer curl").floor == 1
