"""Releases in words: the facts of an entry and what changes, as an admin reads them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from programming.choices import Muscle, Safety
from programming.models import RiskEntry
from programming.releases.changes import (
    FACTS,
    WHOLE,
    EntryChange,
    Facts,
    FieldChange,
    changed_facts,
    facts_of,
)

NOTHING: Final = "–"
_FOLDED_FROM: Final = 20
_LISTS: Final = {
    "primary_muscles": dict(Muscle.choices),
    "secondary_muscles": dict(Muscle.choices),
    "safeties": dict(Safety.choices),
}
_LABELS: Final = {
    "is_compound": "Compound",
    "is_unilateral": "One limb at a time",
    "is_lower_body": "Lower body",
    "bodyweight_percent": "Share of bodyweight",
    "default_role": "Role",
}


@dataclass(frozen=True, slots=True)
class FactLine:
    """One fact before and after, in words."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """What happens to one exercise, in words; `entry_id` is the entry after, if any."""

    kind: str
    name: str
    exercise_id: int
    entry_id: int | None
    facts: tuple[FactLine, ...]


def _fact(change: FieldChange) -> FactLine:
    name = change.field
    return FactLine(label_of(name), words(name, change.before), words(name, change.after))


def label_of(field: str) -> str:
    """The name of a fact."""
    return _LABELS.get(field) or field.replace("_", " ").capitalize()


def words(field: str, value: Any) -> str:
    """What a fact says: labels, never codes."""
    if value is None or value in ("", []):
        return NOTHING
    if field in _LISTS:
        return ", ".join(str(_LISTS[field].get(one, one)) for one in value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if field == "bodyweight_percent":
        return f"{value} %"
    choices: Sequence[tuple[Any, Any]] = getattr(
        RiskEntry._meta.get_field(field),  # noqa: SLF001 - public
        "flatchoices",
        (),
    )
    return str(dict(choices).get(value, value))


def line_of(change: EntryChange) -> ChangeLine:
    """A change in words. What is new or gone is told with all its facts."""
    if change.kind == "changed":
        told = [(one.field, one.before, one.after) for one in change.fields]
    else:
        before, after = _facts(change.before), _facts(change.after)
        told = [
            (name, before.get(name), after.get(name))
            for name in FACTS
            if words(name, before.get(name, after.get(name))) != NOTHING
        ]
    return ChangeLine(
        kind=change.kind,
        name=change.name,
        exercise_id=change.exercise_id,
        entry_id=change.after.pk if change.after is not None else None,
        facts=tuple(
            FactLine(label_of(name), words(name, old), words(name, new)) for name, old, new in told
        ),
    )


@dataclass(frozen=True, slots=True)
class Difference:
    """What of an entry is not as another release has it: `kind` is `changed` or `new` there."""

    kind: str
    facts: tuple[FactLine, ...] = ()


def difference(entry: RiskEntry, there: Mapping[int, RiskEntry]) -> Difference | None:
    """How an entry differs from the one another release has of its exercise; None: not at all."""
    other = there.get(entry.exercise_id)
    if other is None:
        return Difference("new")
    facts = changed_facts(other, entry)
    if not facts:
        return None
    return Difference("changed", tuple(map(_fact, facts)))


def clash_in_words(field: str, ours: Any, theirs: Any, current: str) -> str:
    """What both sides of a merge changed, `current` being theirs, and that the draft's stands."""
    if field != WHOLE:
        return (
            f"{label_of(field)} is {words(field, theirs)} in {current}, and {words(field, ours)} in "
            "this draft. The draft's stands."
        )
    if theirs is None:
        return (
            f"removed in {current}, and changed in this draft ({_told(ours)}). The draft's stands: "
            "the exercise stays."
        )
    return (
        f"changed in {current} ({_told(theirs)}), and removed in this draft. The draft's stands: the "
        "exercise goes."
    )


def _told(facts: Facts) -> str:
    return ", ".join(f"{label_of(name)} {words(name, value)}" for name, value in facts.items())


@dataclass(frozen=True, slots=True)
class ChangeGroup:
    """Exercises that the same happens to: `title` counts them, a long group is folded."""

    kind: str
    title: str
    lines: tuple[ChangeLine, ...]
    is_open: bool


def groups_of(lines: Iterable[ChangeLine]) -> list[ChangeGroup]:
    """The lines by what happens, changed ones first."""
    by_kind: dict[str, list[ChangeLine]] = {kind: [] for kind in ("changed", "added", "removed")}
    for line in lines:
        by_kind[line.kind].append(line)
    return [
        ChangeGroup(
            kind,
            f"{len(found)} {kind}",
            tuple(found),
            is_open=len(found) < _FOLDED_FROM,
        )
        for kind, found in by_kind.items()
        if found
    ]


def lines_of(changes: Iterable[EntryChange]) -> list[ChangeLine]:
    """All changes in words."""
    return [line_of(change) for change in changes]


def _facts(entry: RiskEntry | None) -> Facts:
    return {} if entry is None else facts_of(entry)
