"""Effort against its targets, week by week: shares, how far from the aim, by role and by risk."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from logbook.charts.columns import Column, columns_figure
from logbook.charts.figures import Figure
from logbook.charts.spans import Span
from logbook.log.period_sums import Counts, Period
from logbook.wording.voice import YOU, Voice
from programming.choices import Role, Tier
from programming.rulebook import rule
from programming.wording import TIERS, shares

NEEDED = rule("adherence").numbers["from_sets"]
"""Rated sets below which no share is shown (rulebook 4.2)."""
_ROLES = {
    Role.MAIN: "Main lifts",
    Role.SECONDARY: "Other compound lifts",
    Role.ISOLATION: "Isolation",
}


@dataclass(frozen=True, slots=True)
class Part:
    """The sets of one role or tier: how many were rated, hit their target, and how far off they were."""

    name: str
    rated: int
    percent: str
    apart: str


@dataclass(frozen=True, slots=True)
class EffortCard:
    """`figure` is None under ten rated sets, as `needed` more are asked for."""

    title: str
    says: str
    rated: int
    of: int
    needed: int
    apart: str
    apart_says: str
    figure: Figure | None
    roles: tuple[Part, ...]
    tiers: tuple[Part, ...]


def effort_card(periods: Sequence[Period], span: Span, voice: Voice = YOU) -> EffortCard:
    """The card of what was trained in the span; `voice` is of who trained it."""
    rows = [one for period in periods for one in period.counts.items()]
    whole = _sum(counts for _, counts in rows)
    rated, of = whole.rated, whole.working_sets
    if rated < NEEDED:
        title = f"{NEEDED - rated} more rated sets to see how often {voice.one} hit the target"
        return EffortCard(title, "", rated, of, NEEDED - rated, "", "", None, (), ())
    counts = [[0, 0, 0] for _ in span.bins]
    for period in periods:
        at = span.place(period.first)
        if at is not None:
            mine = _sum(period.counts.values())
            for place, count in enumerate((mine.too_close, mine.on_target, mine.too_easy)):
                counts[at][place] += count
    percent = _shares(whole)[1]
    figure = columns_figure(
        [_column(one, span.bins[at].name) for at, one in enumerate(counts)],
        span,
        title="Effort against plan",
        says=f"Of {rated} rated sets {percent} % were on target.",
        unit="%",
        legend=(
            ("box", "close", "too close"),
            ("box", "on", "on target"),
            ("box", "easy", "too easy"),
            *((("mark", "few", f"under {NEEDED} rated sets"),) if _few(counts) else ()),
        ),
        head=(f"{span.of_column.capitalize()} of", "Too close", "On target", "Too easy", "Rated"),
        are_shares=True,
    )
    return EffortCard(
        title=f"On target in {percent} % of {rated} sets",
        says=_trend(counts, span),
        rated=rated,
        of=of,
        needed=0,
        apart=apart_text(mean_apart([whole])),
        apart_says=apart_says(mean_apart([whole]), voice),
        figure=figure,
        roles=tuple(_parts(rows, 0, _ROLES)),
        tiers=tuple(_parts(rows, 1, {tier: TIERS[tier][1].capitalize() for tier in Tier})),
    )


def _few(counts: Iterable[Sequence[int]]) -> bool:
    return any(0 < sum(one) < NEEDED for one in counts)


def _column(counts: Sequence[int], name: str) -> Column:
    rated = sum(counts)
    if rated < NEEDED:
        return Column(None, (name, "–", "–", "–", str(rated)), mark="few" if rated else "")
    close, hit, easy = shares(*counts)
    parts = tuple(zip(("close", "on", "easy"), map(float, counts), strict=True))
    return Column(parts, (name, f"{close} %", f"{hit} %", f"{easy} %", str(rated)))


def _sum(counts: Iterable[Counts]) -> Counts:
    found = Counts()
    for one in counts:
        found = found.plus(one)
    return found


def _shares(counts: Counts) -> tuple[int, int, int]:
    return shares(counts.too_close, counts.on_target, counts.too_easy)


def _trend(counts: Sequence[Sequence[int]], span: Span) -> str:
    """How the latest column with enough sets compares with the first one."""
    told = [at for at, one in enumerate(counts) if sum(one) >= NEEDED]
    if len(told) < 2:
        return ""
    first, last = (shares(*counts[at])[1] for at in (told[0], told[-1]))
    word = "up" if last > first else "down" if last < first else "as"
    when = f"in the {span.of_column} of {span.bins[told[0]].short}"
    if word == "as":
        return f"{last} % in the latest {span.of_column}, as {when}."
    return f"{last} % in the latest {span.of_column}, {word} from {first} % {when}."


class Rated(Protocol):
    """Sets with a verdict, and how far from the aim they ended, summed in halves of a rep."""

    @property
    def deviation_halves(self) -> int:
        """How far from the aim they ended."""

    @property
    def rated(self) -> int:
        """How many they are."""


def mean_apart(rows: Iterable[Rated]) -> float | None:
    """The mean of reps left minus aim over the rated sets, None without one."""
    halves = rated = 0
    for row in rows:
        halves, rated = halves + row.deviation_halves, rated + row.rated
    return halves / 2 / rated if rated else None


def apart_text(apart: float | None) -> str:
    """How far from the aim, signed, to the tenth: `+0.4`, `−1.2`, `0.0`."""
    if apart is None:
        return ""
    text = f"{abs(apart):.1f}"
    sign = "" if text == "0.0" else "+" if apart > 0 else "−"
    return f"{sign}{text}"


def apart_says(apart: float | None, voice: Voice = YOU) -> str:
    """The same as a sentence; empty for None."""
    if apart is None:
        return ""
    size = f"{abs(apart):.1f}"
    if size == "0.0":
        return f"On average {voice.own} sets end where they should."
    many = "rep" if size == "1.0" else "reps"
    where = "earlier than" if apart > 0 else "closer to failure than"
    return f"On average {voice.own} sets end {size} {many} {where} the aim."


def _parts(
    rows: Sequence[tuple[tuple[str, str], Counts]],
    of: int,
    names: Mapping[Role, str] | Mapping[Tier, str],
) -> Iterable[Part]:
    """The sets by role (0) or tier (1); shares only from ten rated sets on."""
    for value, name in names.items():
        mine = _sum(counts for key, counts in rows if key[of] == value)
        if mine.rated:
            is_enough = mine.rated >= NEEDED
            yield Part(
                name,
                mine.rated,
                f"{_shares(mine)[1]} %" if is_enough else "–",
                apart_text(mean_apart([mine])) if is_enough else "–",
            )
