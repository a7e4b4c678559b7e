"""Whether a lifter's own answers before a session go with what they then lifted (rulebook 6, policy)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from logbook.charts.figures import Figure
from logbook.charts.groups import groups_figure
from logbook.clock import moment
from logbook.log.answered import ANSWERS, answered_sessions
from logbook.models import User
from programming.rulebook import AnsweredSession, AnswerFinding, answer_findings, rule

NUMBERS = rule("check_in_predicts").numbers
_NAMES = {"sleep": "Sleep", "recovery": "Recovery", "stress": "Stress"}
_AFTER = {
    "sleep": ("under 6 h of sleep", "6 to 7 h of sleep", "7 h of sleep or more"),
    "recovery": ("poor recovery", "fair recovery", "good recovery"),
    "stress": ("much stress", "some stress", "little stress"),
}
_SHORT = {
    "sleep": ("under 6 h", "6 to 7 h", "7 h or more"),
    "recovery": ("poor", "fair", "good"),
    "stress": ("high", "some", "low"),
}


@dataclass(frozen=True, slots=True)
class QuestionCard:
    """A question of the check-in: what its answers come to; `figure` is None while it is silent."""

    code: str
    name: str
    title: str
    says: str
    figure: Figure | None


def read_check_in(lifter: User, *, now: dt.datetime) -> tuple[QuestionCard, ...]:
    """The three questions, in one query."""
    sessions = answered_sessions(lifter, moment(now, lifter.zone))
    return tuple(_card(one, sessions) for one in answer_findings(sessions, list(ANSWERS)))


def _card(one: AnswerFinding, sessions: Sequence[AnsweredSession]) -> QuestionCard:
    name = _NAMES[one.question]
    if one.missing:
        many = "session" if one.missing == 1 else "sessions"
        title = f"{one.missing} more {many} with an answer until something can be said"
        return QuestionCard(one.question, name, title, f"So far {one.sessions} in a year.", None)
    if one.difference is None:
        says = (
            f"It takes {NUMBERS['from_group']} sessions after your best answer and "
            f"{NUMBERS['from_group']} after your worst to compare them. {_counts(one)}"
        )
        is_same = len(one.groups) == 1
        title = "Always the same answer" if is_same else "Too few of your worst or best answers yet"
        return QuestionCard(one.question, name, title, says, None)
    worst, best = min(one.groups), max(one.groups)
    size, after = f"{abs(one.difference):.1f} %", _AFTER[one.question]
    if one.is_related and size != "0.0 %":
        word = "more" if one.difference > 0 else "less"
        title = f"After {after[best]} you lift {size} {word} than after {after[worst]}"
        says = (
            f"{_counts(one)} Chance alone seldom makes such a difference; it need not be the cause."
        )
    else:
        title = f"{name} has said nothing about your lifts so far"
        says = f"{_counts(one)} Chance alone makes differences like this."
    return QuestionCard(one.question, name, title, says, _figure(one, sessions, name, title))


def _counts(one: AnswerFinding) -> str:
    told = ", ".join(
        f"{_percent(middle)} after {_AFTER[one.question][answer]} (n = {count})"
        for answer, (count, middle) in one.groups.items()
    )
    return f"Median {told}." if told else ""


def _figure(
    one: AnswerFinding, sessions: Sequence[AnsweredSession], name: str, title: str
) -> Figure:
    given = [
        (it.answers[one.question], it.percent) for it in sessions if one.question in it.answers
    ]
    short = _SHORT[one.question]
    return groups_figure(
        [
            (
                words,
                [percent for answer, percent in given if answer == at],
                one.groups[at][1] if at in one.groups else None,
            )
            for at, words in enumerate(short)
        ],
        title=f"{name} and what was lifted",
        says=f"{title}. {_counts(one)}",
        unit="%",
        legend=(
            ("mark", "dot", "session, against its references"),
            ("box", "failed", "median"),
            ("line", "limit", "as usual"),
        ),
        head=(name, "Sessions", "Median"),
        rows=tuple(
            (
                words,
                str(one.groups[at][0]) if at in one.groups else "0",
                _percent(one.groups[at][1]) if at in one.groups else "–",
            )
            for at, words in enumerate(short)
        ),
    )


def _percent(value: float) -> str:
    """Signed, to the tenth: `+0.4 %`, `−1.2 %`, `0.0 %`."""
    text = f"{abs(value):.1f}"
    sign = "" if text == "0.0" else "+" if value > 0 else "−"
    return f"{sign}{text}\N{NO-BREAK SPACE}%"
