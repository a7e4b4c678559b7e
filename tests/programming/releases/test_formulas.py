"""Names that look like formulas: text to a spreadsheet, and the same name when the file comes back."""

import pytest

from programming.datafiles import parse_exercises
from programming.models import Alias, RiskEntry
from programming.releases.catalogue_csv import draft_of, written
from programming.releases.changes import changes_of
from tests.programming.damaged_csv import rows_of, text_of
from tests.programming.drafting import one


def changed(draft):
    return {
        change.name: [(fact.field, fact.before, fact.after) for fact in change.fields]
        for change in changes_of(draft)
    }


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r", "'=", "''", "'", "\uff1d"])
def test_no_cell_is_a_formula_and_each_comes_back_the_same(draft, sign):
    name, text = f"{sign}Curl", f'{sign}1+1 "quoted", a; b'
    entry = one(draft, "Curl")
    entry.exercise.aliases.all().delete()
    # In an alias an @ would begin the name of an app.
    other = f"{sign}Other".lstrip("@")
    Alias.objects.create(exercise=entry.exercise, name=other, app="")
    RiskEntry.objects.filter(pk=entry.pk).update(name=name, rationale=text)
    slug = entry.exercise.slug

    content = written(draft)

    row = next(row for row in rows_of(content) if row["slug"] == slug)
    assert all(cell[:1] not in set("=+-@\t\r\uff1d") for cell in row.values())
    if sign.isprintable():
        # A name of control marks is refused wherever one is typed, so it does not come in.
        rows = {row.slug: row for row in parse_exercises(content.encode(), "a").rows}
        assert (rows[slug].entry.name, rows[slug].entry.rationale) == (name, text)
        assert [alias.name for alias in rows[slug].aliases] == [other]
        again, differences = draft_of(content.encode(), None)
        assert changed(again) == changed(draft)
        assert not differences


def test_a_file_written_by_hand_may_leave_the_quote_mark_out(release):
    rows = rows_of(written(release))
    next(row for row in rows if row["name"] == "Curl")["name"] = "=Curl"
    draft, _ = draft_of(text_of(rows).encode(), None)
    assert draft.entries.filter(name="=Curl").exists()
