"""What training costs: sets to failure against the budget, how the lifter was, and easy weeks."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from logbook.charts.columns import Column, columns_figure
from logbook.charts.figures import Figure
from logbook.charts.spans import Cut, Span
from logbook.choices import ReadinessState
from logbook.log.period_sums import Period
from logbook.models import User
from logbook.wording.voice import YOU, Voice
from programming.choices import Level
from programming.rulebook import failure_budget_of, is_week_at_cap

_STATES = (
    (ReadinessState.GREEN, "on", "green"),
    (ReadinessState.AMBER, "close", "amber"),
    (ReadinessState.RED, "stop", "red"),
    (None, "easy", "not asked"),
)


@dataclass(frozen=True, slots=True)
class RecoveryCard:
    """A picture with its finding; `figure` is None where there is nothing to show."""

    title: str
    says: str
    figure: Figure | None


def budget_card(
    lifter: User, periods: Sequence[Period], span: Span, voice: Voice = YOU
) -> RecoveryCard:
    """Sets to failure as a share of the hard sets, against the level's own (rulebook 5)."""
    failures, hard = [0] * len(span.bins), [0] * len(span.bins)
    for period in periods:
        at = span.place(period.first)
        if at is not None:
            for one in period.counts.values():
                failures[at] += one.budget_failures
                hard[at] += one.rated_hard_sets
    done, of = sum(failures), sum(hard)
    level = Level(lifter.level)
    limit = failure_budget_of([], today=span.today, level=level).share_limit_percent
    if not of:
        return RecoveryCard("No rated hard sets yet", "", None)
    at_cap = _at_cap(level, periods, failures, hard, span) if span.cut is Cut.WEEK else set()
    percent = _percent(done, of)
    title = (
        f"{done} of {of} hard sets went to failure, {percent} %"
        if done
        else f"None of {of} hard sets went to failure"
    )
    says = (
        f"As {_a(level)} lifter {voice.one} have {limit} % of a week’s hard sets for it"
        if limit
        else f"As a beginner {voice.one} have none for it"
    )
    says += (
        f"; {len(at_cap)} {'week' if len(at_cap) == 1 else 'weeks'} used it up." if at_cap else "."
    )
    if not done:
        return RecoveryCard(title, says, None)
    figure = columns_figure(
        [
            Column(
                (("cap" if at in at_cap else "failed", _share(failed, sets)),) if sets else None,
                (span.bins[at].name, str(failed), str(sets), f"{_percent(failed, sets)} %")
                if sets
                else (span.bins[at].name, "–", "–", "–"),
            )
            for at, (failed, sets) in enumerate(zip(failures, hard, strict=True))
        ],
        span,
        title="Sets to failure",
        says=f"{title}. {says}",
        unit="%",
        legend=(
            ("box", "failed", "sets to failure, of the hard sets"),
            *((("box", "cap", "budget used up"),) if at_cap else ()),
            *((("line", "limit", f"{limit} %: {voice.own} share"),) if limit else ()),
        ),
        head=(f"{span.of_column.capitalize()} of", "To failure", "Hard sets", "Share"),
        limit=float(limit) if limit else None,
    )
    return RecoveryCard(title, says, figure)


def _a(level: Level) -> str:
    word = level.label.lower()
    return f"an {word}" if word[0] in "aeiou" else f"a {word}"


def _share(part: int, of: int) -> float:
    return 100 * part / of


def _percent(part: int, of: int) -> int:
    return round(100 * part / of) if of else 0


def _at_cap(
    level: Level,
    periods: Sequence[Period],
    failures: Sequence[int],
    hard: Sequence[int],
    span: Span,
) -> set[int]:
    """The weeks that ended with a muscle or the share spent, by the level of now (rulebook 5).

    A beginner's number is none from the start, so there a week counts once a set went to failure.
    """
    muscles: list[Counter[str]] = [Counter() for _ in span.bins]
    for period in periods:
        at = span.place(period.first)
        if at is not None:
            muscles[at].update({muscle: one.failures for muscle, one in period.muscles.items()})
    return {
        at
        for at, failed in enumerate(failures)
        if failed
        and is_week_at_cap(
            level, muscle_failures=muscles[at], failures=failed, rated_hard_sets=hard[at]
        )
    }


def readiness_card(periods: Sequence[Period], span: Span, voice: Voice = YOU) -> RecoveryCard:
    """How the lifter said they were before training, and the easy weeks (rulebook 6, 9)."""
    states: list[Counter[str | None]] = [Counter() for _ in span.bins]
    deloads: set[int] = set()
    last_deload: dt.date | None = None
    for period in periods:
        at = span.place(period.first)
        if at is None:
            continue
        for state, (sessions, eased) in period.visits.items():
            states[at][state or None] += sessions
            if eased:
                deloads.add(at)
        if period.last_deload is not None:
            last_deload = max(last_deload or period.last_deload, period.last_deload)
    total: Counter[str | None] = sum(states, Counter())
    asked = total.total() - total[None]
    if not total.total():
        return RecoveryCard("No sessions yet", "", None)
    title = (
        f"Green on {total[ReadinessState.GREEN]} of {asked} days {voice.one} were asked"
        if asked
        else f"{voice.one.capitalize()} have not said how {voice.one} were before a session"
    )
    says = _eased(last_deload, span)
    figure = columns_figure(
        [
            Column(
                tuple((kind, float(found[state])) for state, kind, _ in _STATES) if found else None,
                (
                    span.bins[at].name,
                    *(str(found[state]) for state, _, _ in _STATES),
                    "deload" if at in deloads else "",
                ),
                mark="deload" if at in deloads else "",
            )
            for at, found in enumerate(states)
        ],
        span,
        title="Readiness before sessions",
        says=f"{title}. {says}",
        unit="",
        are_counts=True,
        legend=(
            *(("box", kind, words) for state, kind, words in _STATES if total[state]),
            *((("mark", "deload", "deload"),) if deloads else ()),
        ),
        head=(f"{span.of_column.capitalize()} of", "Green", "Amber", "Red", "Not asked", "Deload"),
    )
    return RecoveryCard(title, says, figure)


def _eased(last: dt.date | None, span: Span) -> str:
    if last is None:
        return "No deload in these weeks."
    if span.cut is not Cut.WEEK:
        return f"The last deload was in {last:%B %Y}."
    return f"The last deload session was on {last.day} {last:%B}."
