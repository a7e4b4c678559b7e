"""The rules as rows: each complete, each sentence fired by something, each source known."""

import json
import re
from typing import Any

import pytest

from programming.rulebook import (
    RULEBOOK_VERSION,
    RULES,
    SOURCES,
    Basis,
    EffortContext,
    EffortOverride,
    PerformedSet,
    budget_state,
    effort_target,
    estimated_1rm,
    failure_obstacle,
    judge_set,
    readiness_state,
    reason_from,
    rule,
    sharp_drop,
    slip_of,
    warning_from,
    warnings_before,
    what_to_do,
)
from tests.rulebook.given import bench, context, done, row, target
from tests.rulebook.log_events import reasons_of_the_log
from tests.rulebook.progress_events import reasons_of_progress

# Rules whose numbers others read and that have no sentence of their own.
SILENT = {
    "rir_scale", "same_load", "hard_set", "load_zone", "risk_tier", "readiness", "e1rm",
    "current_e1rm", "long_set", "reference", "load_step", "seen", "announced", "guess", "guess_band", "warm_ups", "warm_ups_added",
    "patterns", "check_in_predicts",
}  # fmt: skip
REFUSALS = {code for code in RULES if code.startswith("test_") and code != "test_set"} | {
    "no_reps",
    "no_load",
    "too_far_from_failure",
    "too_many_reps",
}


def final(**named):
    return context(**({"is_final_set": True} | named))


def hand(low, aim, high):
    return EffortOverride(low, aim, high, set_by="coach")


TARGETS = [
    bench(level="beginner", readiness="red"),
    bench(readiness="amber"),
    bench(reps_to_failure=3.0, planned_reps=None),
    row(is_new_movement=True),
    row(level="advanced", is_new_movement=True, aim_rise=1),
    row(goal="muscle_gain", planned_reps=20, tier="safer", rir_floor=0),
    row(tier="avoid", rir_floor=2, rir_floor_with_safeties=None),
    row(tier="avoid", rir_floor=2, rir_floor_with_safeties=0),
    row(tier="avoid", rir_floor=3, rir_floor_with_safeties=2, safeties=True),
    row(level="beginner"),
    final(),
    final(is_test_set=True),
    final(override=hand(2, 2, 2)),
    context(),
    final(budget_left=False),
    final(level="intermediate", goal="mixed", tier="avoid"),
    final(level="intermediate", tier="avoid", rir_floor_with_safeties=0, safeties=True),
]  # fmt: skip
JUDGED: list[tuple[EffortContext, PerformedSet, dict[str, Any]]] = [
    (bench(), done(6, 0, ended_by="technical_failure"), {}),
    (bench(), done(6, 3, load=90), {"e1rm": 100}),
    (bench(rir_floor_with_safeties=None), done(6, 1), {}),
    (bench(rir_floor_with_safeties=1, safeties=True), done(6, 0.5), {}),
    (bench(planned_reps=9, reps_to_failure=9), done(6, 2), {}),
    (row(), done(8, ended_by="technical_failure"), {}),
    (final(budget_left=False), done(9, 0), {"hours_since_muscle_failure": 2}),
    (row(tier="safer", rir_floor=0), done(8, 0.5), {}),
    (row(tier="safer", rir_floor=0, readiness="red"), done(8, 1.5), {}),
    (row(tier="safer", rir_floor=0, readiness="red"), done(8, 1), {}),
    (row(), done(8, 4), {}),
    (row(), done(8, 5), {"earlier": [done(8, 5, target=target(1, 2, 3))]}),
    (row(), done(8), {}),
    (row(), done(8, 1, load=9), {"earlier": [done(10, 2, load=9)]}),
    (row(), done(5, 2, load=9), {"earlier": [done(10, 3, load=9)]}),
    (row(), done(7, load=80, rir=0), {"earlier": [done(10, 0, load=80), done(7, 0, load=80)], "rep_range": (8, 9)}),
]  # fmt: skip


def events():
    for given in TARGETS:
        yield from effort_target(given).reasons
    for given, performed, named in JUDGED:
        yield from warnings_before(effort_target(given))
        yield from judge_set(effort_target(given), performed, context=given, **named).warnings
    yield from budget_state("beginner", "green", 0, {"chest": 0}, 0, 0).reasons
    yield from readiness_state().reasons
    yield from readiness_state(6.5, recovery=5, stress=3, energy_balance="deficit").reasons
    yield from readiness_state(5.5, energy_balance="large_deficit").reasons
    yield from readiness_state(5.5, short_nights=True).reasons
    yield from reasons_of_the_log()
    yield from reasons_of_progress()
    for asked in (slip_of(300, 99, heaviest=100, most_reps=9, sessions=9),):
        yield from asked.reasons if asked is not None else ()
    yield from orders()


def orders():
    """Each order, on a set that others follow and on the last one."""
    asked = [
        ["sharp_drop-red"], ["safeties_missing-close"], ["sharp_drop-amber"], ["too_close-stop"],
        ["form_broke-"], ["load_too_heavy-"], ["too_close-"], ["too_easy-again"], ["too_easy-"],
        ["form_broke-", "too_close-"], ["safeties_missing-close", "too_close-"], ["sharp_drop-amber", "too_close-"],
    ]  # fmt: skip
    shown = [("rir", 1), ("low", 1), ("high", 2), ("best", 9), ("now", 5)]
    for names in asked:
        pairs = [name.split("-") for name in names]
        # What 1.0 said of a set still asks for something.
        warnings = [
            warning_from(code, "stop", [("case", case), *shown], version="1.0")
            for code, case in pairs
        ]
        for is_final in (True, False):
            yield from what_to_do(warnings, target(1, 2, 3), is_final_set=is_final)


EVENTS = list(events())


def case_of(event):
    return event.code, dict(event.numbers).get("case", "")


def test_every_sentence_of_every_rule_is_fired():
    fired = {case_of(event) for event in EVENTS}
    # Poor days and other goals start above 0 anyway; a page may still ask what forbids failure.
    for given in (context(), final(goal="max_strength"), final(readiness="red")):
        fired.add(("no_failure", failure_obstacle(given)))
    known = {(code, case) for code, row in RULES.items() for case in row.says}

    assert known - fired == {(code, "") for code in REFUSALS}
    assert fired <= known


def test_every_refusal_is_fired():
    asked = {"is_test_set": True, "is_final_set": True}
    refused = {
        effort_target(context(**(asked | named))).test_refused
        for named in (
            {"is_final_set": False},
            {"tier": "caution"},
            {"readiness": "red"},
            {"is_new_movement": True},
            {"is_deload": True},
            {"days_since_test": 1},
        )
    } | {estimated_1rm(*arguments).refused for arguments in ((9, 0), (0, 9), (9, 5, 5), (9, 13))}

    assert refused == REFUSALS


def test_only_rules_that_others_read_are_silent():
    assert {code for code, row in RULES.items() if not row.says} == SILENT


@pytest.mark.parametrize("event", EVENTS, ids=lambda event: "-".join(case_of(event)))
def test_an_event_is_rebuilt_from_what_is_stored(event):
    rebuild = reason_from if hasattr(event, "after") else warning_from

    assert rebuild(*event.stored()) == event


def test_a_reason_survives_json():
    reason = effort_target(bench(level="beginner")).reasons[1]

    assert reason_from(*json.loads(json.dumps(reason.stored()))) == reason


def test_an_unknown_code_or_severity_is_refused():
    with pytest.raises(ValueError, match="code: 'no_such_rule'"):
        reason_from("no_such_rule", None, None)
    with pytest.raises(ValueError, match="code: "):
        rule(["list"])  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="severity: 'loud'"):
        warning_from("rir_missing", "loud")


@pytest.mark.parametrize(
    "warning",
    [event for event in EVENTS if hasattr(event, "severity")],
    ids=lambda event: "-".join(case_of(event)),
)
def test_the_next_action_takes_ten_words_or_fewer(warning):
    assert 0 < len(warning.do_next.split()) <= 10
    assert warning.do_next.endswith(".")


@pytest.mark.parametrize("event", EVENTS, ids=lambda event: "-".join(case_of(event)))
def test_what_happened_is_short_and_in_gym_words(event):
    text = event.text if hasattr(event, "text") else event.says

    assert len(text) <= 60
    assert not re.search(r"\b(low|high|RTF|d|exposure|e1RM)\b", text)
    assert event.source


@pytest.mark.parametrize("row", RULES.values(), ids=lambda row: row.code)
def test_a_row_is_complete(row):
    assert re.fullmatch(r"[a-z0-9_]+", row.code)
    assert row.title[0].isupper()
    assert row.title[-1] != "."
    assert row.explanation.endswith(".")
    assert row.why.endswith(".")
    assert row.changes.endswith(".")
    assert row.locator[0].isdigit()
    assert "{" not in row.explanation + row.why + row.changes


@pytest.mark.parametrize("row", RULES.values(), ids=lambda row: row.code)
def test_a_row_names_known_sources_and_calls_policy_policy(row):
    assert set(row.sources) <= set(SOURCES)
    if row.basis is Basis.FINDING:
        assert row.sources
        assert "policy" not in row.source
    else:
        assert row.source.startswith("RepStack policy")
    assert row.locator in row.source


@pytest.mark.parametrize("source", SOURCES.values(), ids=lambda source: source.key)
def test_a_source_has_a_doi_and_what_may_be_said(source):
    assert re.fullmatch(r"10\.\d{4,5}/\S+", source.doi)
    assert source.url == f"https://doi.org/{source.doi}"
    assert source.citation
    assert source.finding.endswith(".")
    if not source.may_quote_figures:
        assert not re.search(r"\d", source.finding)


def test_every_paper_of_the_rulebook_is_there_once():
    assert len(SOURCES) == len({source.doi for source in SOURCES.values()}) == 21
    assert [s.key for s in SOURCES.values() if not s.may_quote_figures] == [
        "Robinson 2024",
        "ACSM 2026",
    ]


def test_nothing_that_must_not_be_printed_is():
    texts = [
        text
        for row in RULES.values()
        for text in (row.title, row.explanation, row.why, row.changes, *row.says.values(), *row.do_next.values())
    ] + [source.finding for source in SOURCES.values()]  # fmt: skip
    said = " ".join(texts)

    assert not re.search(r"AMPK?\b|hormon|overtrain|proven|proves|research shows", said)
    assert not re.search(r"failure (causes|leads to) injur", said)


def test_an_explanation_has_its_numbers_filled_in():
    assert "at most 2.5 % of the heavier" in RULES["same_load"].explanation
    assert "more than 15 planned reps" in RULES["light_work"].explanation
    assert "about ±10 % between people" in RULES["e1rm"].why


def test_the_version_fits_its_column():
    assert 0 < len(RULEBOOK_VERSION) <= 16


def test_rows_cannot_be_changed():
    with pytest.raises(TypeError):
        RULES["level"].numbers["plus"] = 2  # type: ignore[index]
    with pytest.raises(AttributeError):
        RULES["level"].title = ""  # type: ignore[misc]


def test_a_short_rest_has_no_warning():
    assert sharp_drop(done(5, 0, load=9, rest_seconds=20), [done(9, 0, load=9)]).severity is None
