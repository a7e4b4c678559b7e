"""The session screen, read in a constant number of queries."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from logbook.advice.facts import facts_of, timed_among
from logbook.advice.turns import Turn, turn_after
from logbook.clock import local_date
from logbook.log.before import Past, read_past
from logbook.log.bodyweight import latest_bodyweight
from logbook.log.sessions import Noted, is_first_session, notes_on
from logbook.log.workbench import when_done
from logbook.models import SessionExercise, Set, TrainingSession, User
from logbook.pages.session.card_building import build_card, in_turns, is_complete
from logbook.pages.session.cards import DEFAULT_REST_SECONDS, Card, InTurn
from logbook.pages.session.rows import SetRow, Typed


@dataclass(frozen=True, slots=True)
class Said:
    """The set that ended an exercise, shown where the next one begins: its card is folded by then."""

    card: Card
    row: SetRow


@dataclass(frozen=True, slots=True)
class Screen:
    """The whole page."""

    session: TrainingSession
    cards: list[Card]
    done: int
    planned: int
    is_today: bool
    said: Said | None = None
    explains_the_scale: bool = False
    turn: Turn | None = None
    """Where the superset of the latest set stands, None where that was of none."""

    @property
    def open_item(self) -> int | None:
        """The exercise whose form is open."""
        return next((card.item.pk for card in self.cards if card.open is not None), None)

    @property
    def resting(self) -> SessionExercise | None:
        """The exercise of the latest set."""
        done = [card.item for card in self.cards if card.item.last_set_at is not None]
        return max(done, key=lambda item: item.last_set_at or self.session.started_at, default=None)

    @property
    def rest_seconds(self) -> int:
        """The rest planned after the latest set; in a superset it is the round's."""
        planned = self.turn.rest_seconds if self.turn is not None else None
        return planned or (rest_of(self.resting) if self.resting else DEFAULT_REST_SECONDS)

    @property
    def goes_on_with(self) -> str:
        """The place of the exercise that follows without a rest, `A2`; empty where a rest comes."""
        if self.turn is None or not self.turn.is_same_round:
            return ""
        return next((card.in_turn.mark for card in self.cards if card.item is self.turn.next), "")


def rest_of(item: SessionExercise) -> int:
    """The rest planned after a set of the exercise, in seconds."""
    return item.rest_seconds or DEFAULT_REST_SECONDS


def read_screen(
    lifter: User,
    session: TrainingSession,
    *,
    now: dt.datetime,
    chosen: int | None = None,
    typed: Typed | None = None,
    editing: int | None = None,
    said: int | None = None,
) -> Screen:
    """The session as it stands `now`; `chosen` is the exercise the lifter opened, if any.

    `editing` is the saved set whose form is open in place of the next one, `said` the one that was
    just logged.
    """
    items = list(session.exercises.select_related("risk").order_by("position", "pk"))
    sets: dict[int, list[Set]] = defaultdict(list)
    for row in Set.objects.visible_to(lifter).filter(session=session).order_by("number"):
        sets[row.session_exercise_id].append(row)
    for item in items:
        item.session = session
    last = max((item.last_set_at for item in items if item.last_set_at is not None), default=None)
    at = when_done(session, last, now)
    latest = max(
        (row for rows in sets.values() for row in rows if row.deleted_at is None),
        key=lambda row: (row.logged_at, row.pk),
        default=None,
    )
    turn = turn_after(items, latest, lambda item: not is_complete(item, sets[item.pk]))
    cards = build_cards(
        lifter,
        session,
        items,
        sets,
        read_past(
            lifter,
            session,
            [item.exercise_id for item in items],
            at=at,
            timed=timed_among(items),
        ),
        at=at,
        active=_active(items, sets, chosen, editing, turn),
        typed=typed,
        editing=editing,
        notes=notes_on(lifter, session, [item.exercise_id for item in items]),
        places=in_turns(items),
    )
    return Screen(
        session=session,
        cards=cards,
        said=_said(cards, said),
        turn=turn,
        explains_the_scale=(
            not any(card.rows for card in cards) and is_first_session(lifter, session)
        ),
        is_today=session.local_date == local_date(now, session.zone),
        done=sum(card.done for card in cards),
        planned=sum(
            card.done if card.item.is_skipped else max(card.item.planned_sets or 0, card.done)
            for card in cards
        ),
    )


def _said(cards: Sequence[Card], set_id: int | None) -> Said | None:
    """The set just logged, where its exercise is not the open one."""
    return next(
        (
            Said(card, row)
            for card in cards
            for row in card.rows
            if row.row.pk == set_id and not card.is_expanded
        ),
        None,
    )


def build_cards(
    lifter: User,
    session: TrainingSession,
    items: Sequence[SessionExercise],
    sets: Mapping[int, Sequence[Set]],
    past: Past,
    *,
    at: dt.datetime,
    active: int | None = None,
    typed: Typed | None = None,
    editing: int | None = None,
    notes: Mapping[int, Noted] | None = None,
    places: Sequence[InTurn] | None = None,
) -> list[Card]:
    """A card for each exercise from what was before.

    `active` is the one with the open row; a plan that was not started has none, and no sets.
    `places` are those in their supersets, where the exercises are not one session's.
    """
    bodyweight = (
        latest_bodyweight(lifter, session.local_date)
        if any(item.risk.bodyweight_percent for item in items)
        else None
    )
    return [
        build_card(
            facts_of(
                lifter,
                item,
                past.histories[item.exercise_id],
                past.week,
                at=at,
                bodyweight=bodyweight,
            ),
            sets.get(item.pk, ()),
            is_active=active is not None and item.pk == active,
            typed=typed if typed is not None and typed.item_id == item.pk else None,
            editing=editing,
            noted=(notes or {}).get(item.exercise_id),
            in_turn=place,
        )
        for item, place in zip(items, places or in_turns(items), strict=True)
    ]


def _active(
    items: Sequence[SessionExercise],
    sets: Mapping[int, Sequence[Set]],
    chosen: int | None,
    editing: int | None,
    turn: Turn | None,
) -> int | None:
    """The exercise with the open row: of the edited set, the chosen one, else whose turn it is.

    In the superset of the latest set, as long as one is open there; else the first open one.
    """
    if editing is not None:
        return next(
            (item.pk for item in items if any(row.pk == editing for row in sets[item.pk])), None
        )
    if chosen is not None and any(item.pk == chosen for item in items):
        return chosen
    if turn is not None and turn.next is not None:
        return turn.next.pk
    return next(
        (item.pk for item in items if not item.is_skipped and not is_complete(item, sets[item.pk])),
        None,
    )
