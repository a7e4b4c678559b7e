"""docs/rulebook.md: every rule, every table and every source, written from the rows themselves."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from programming.rulebook import RULEBOOK_VERSION, RULES, SOURCES, Basis, Rule, Source
from programming.rulebook.rows import coefficients, tables
from programming.rulebook_pages.myths import MYTHS
from programming.rulebook_pages.sections import SECTIONS

DOCUMENT: Final = Path(__file__).resolve().parents[2] / "docs" / "rulebook.md"
_ROLES: Final = ("main", "secondary", "isolation")
_POWERS: Final = ("1", "b", "b²", "b³", "b⁴", "b⁵")
_HEADER: Final = f"""# The rulebook, version {RULEBOOK_VERSION}

Written by `manage.py write_rulebook` from the rules the product runs on; edit those, not this page.

RIR is how many more good reps were left when a set ended: 0 is failure. A target is low–aim–high in RIR. e1RM is the
best single estimated from a set. A number that ends in `permille` is in thousandths, in `hundredths` in hundredths;
days, weeks, months, hours and seconds say so. What stands in braces is filled in for each event.

Each rule says what it rests on. **RepStack policy** is a number no study sets: the papers beside it say why there is a
rule, not which number. A **finding** is what the paper beside it found. The evidence is mostly from men aged 18–35.
Anyone older, pregnant, injured or on medication should ask a professional.
"""


def document() -> str:
    """The whole page as Markdown, with a line break at its end."""
    return "\n".join((_HEADER, *_sections(), *_tables(), *_sources()))


def _sections() -> Iterator[str]:
    for section in SECTIONS:
        yield f"## {section.title}\n\n{section.answers}.\n"
        for rule in section.rules:
            yield from _rule(rule)


def _rule(rule: Rule) -> Iterator[str]:
    yield f"### {rule.title}\n"
    yield f"`{rule.code}` · section {rule.locator} · {_rests_on(rule)}\n"
    yield f"{rule.explanation}\n"
    yield f"*Why:* {rule.why}\n"
    yield f"*What changes it:* {rule.changes}\n"
    if rule.numbers:
        yield from _table(
            ("Number", "Value"), ((f"`{name}`", of) for name, of in rule.numbers.items())
        )
    if rule.says:
        yield from _sentences("Says", rule.says)
    if rule.do_next:
        yield from _sentences("What to do next", rule.do_next)


def _rests_on(rule: Rule) -> str:
    basis = "**finding**" if rule.basis is Basis.FINDING else "**RepStack policy**"
    papers = "; ".join(_cited(SOURCES[key]) for key in rule.sources)
    return f"{basis}: {papers}" if papers else basis


def _cited(source: Source) -> str:
    return f"{source.key}, [{source.doi}]({source.url})"


def _sentences(title: str, by_case: Mapping[str, str]) -> Iterator[str]:
    yield f"{title}:\n"
    for case, sentence in by_case.items():
        yield f"- `{case}`: {sentence}" if case else f"- {sentence}"
    yield ""


def _tables() -> Iterator[str]:
    """Every table of `tables` and `coefficients`, by the name it has there."""
    yield "## Tables\n"
    yield from _by_goal(
        "BASE_TARGETS",
        "Section 2, step 0: where a target starts, low–aim–high in RIR.",
        {key: "–".join(map(str, band)) for key, band in tables.BASE_TARGETS.items()},
    )
    yield from _by_goal(
        "LOAD_ZONES",
        "Section 2, step 0: the load zone, in % of the current e1RM.",
        {key: "–".join(map(str, zone)) for key, zone in tables.LOAD_ZONES.items()},
    )
    yield from _titled(
        "LEVEL_FLOORS",
        "Section 2, step 6: the fewest RIR; no row, no floor.",
        ("Level", "Kind of lift", "Floor"),
        ((*key, floor) for key, floor in tables.LEVEL_FLOORS.items()),
    )
    for name, says in (
        ("FAILURE_LEVELS", "Section 2: the levels at which failure may be permitted."),
        ("FAILURE_LEVELS_ON_AVOID", "Section 2: the same on a lift whose own tier is avoid."),
        ("FAILURE_GOALS", "Section 2: the goals for which failure may be permitted."),
        ("DELOAD_PATTERNS", "Section 9: the patterns by which main lifts are told apart."),
    ):
        yield f"### `{name}`\n\n{says}\n\n{', '.join(sorted(getattr(tables, name)))}.\n"
    for name, says, head in (
        ("DAYS_BETWEEN_TESTS", "Section 2, test sets.", ("Level", "Days")),
        ("DEFAULT_FLOORS", "Section 3: the floor of a tier, in RIR.", ("Tier", "Floor")),
        ("ENERGY_POINTS", "Section 6: points of readiness.", ("Energy balance", "Points")),
    ):
        yield from _titled(name, says, head, getattr(tables, name).items())
    yield from _titled(
        "FAILURE_BUDGET",
        "Section 5: failure sets, the share of the week’s rated hard sets, and the "
        "weeks running at the cap before a week at 0 is advised.",
        (
            "Level",
            "per exercise and session",
            "per muscle and week",
            "share, %",
            "weeks at the cap",
        ),
        (
            (
                level,
                one.exercise_session,
                one.muscle_week,
                one.share_percent,
                one.weeks_at_cap or "–",
            )
            for level, one in tables.FAILURE_BUDGET.items()
        ),
    )
    yield from _titled(
        "DEFAULT_LOADS",
        "Section 8: what a usual gym offers, in thousandths of the unit.",
        ("Unit", "Equipment", "Lightest", "Step"),
        (
            (unit, equipment, *steps)
            for unit, row in tables.DEFAULT_LOADS.items()
            for equipment, steps in row.items()
        ),
    )
    yield from _titled(
        "GUESS_ERRORS",
        "Section 8: how far off each way of guessing reps counts as before a lifter is known, in "
        "thousandths of a rep.",
        ("Load", "Way", "Error"),
        (
            ("used before" if is_same else "another", way, error)
            for is_same, row in tables.GUESS_ERRORS.items()
            for way, error in row.items()
        ),
    )
    yield from _titled(
        "LAYOFFS",
        "Section 9: after so many days without any session.",
        ("Days", "Load, %"),
        ((one.days, one.load_percent) for one in tables.LAYOFFS),
    )
    yield from _titled(
        "STRENGTH_STANDARDS",
        "Section 10: e1RM for each unit of bodyweight, in hundredths.",
        ("Lift", "Sex", "novice", "intermediate", "advanced"),
        ((*key, *lines) for key, lines in tables.STRENGTH_STANDARDS.items()),
    )
    yield from _coefficients()


def _coefficients() -> Iterator[str]:
    points = RULES["strength_score"].numbers
    for name, formula, powers in (("DOTS", "dots", _POWERS[:5]), ("WILKS", "wilks_2020", _POWERS)):
        yield from _titled(
            name,
            f"Section 13: total × {points[formula]} ÷ (the sum of each coefficient × its power "
            "of the bodyweight b in kg).",
            ("Sex", *powers),
            ((sex, *row) for sex, row in getattr(coefficients, name).items()),
        )
        most = f"{name}_MOST"
        yield from _titled(
            most,
            f"Section 13: the bodyweight in kg from which on it counts as this one; under "
            f"{points['least_bodyweight']} it counts as that.",
            ("Sex", "kg"),
            getattr(coefficients, most).items(),
        )
    yield from _titled(
        "IPF_GL",
        f"Section 13: total × {points['ipf_gl']} ÷ (A − B·e^(−C·b)), classic lifting.",
        ("Sex", "A", "B", "C"),
        ((sex, *row) for sex, row in coefficients.IPF_GL.items()),
    )


def _by_goal(name: str, says: str, cells: Mapping[tuple[str, str], str]) -> Iterator[str]:
    goals = dict.fromkeys(goal for goal, _ in cells)
    rows = ((goal, *(cells[goal, role] for role in _ROLES)) for goal in goals)
    yield from _titled(name, says, ("Goal", *_ROLES), rows)


def _titled(
    name: str, says: str, head: Sequence[str], rows: Iterable[Sequence[object]]
) -> Iterator[str]:
    yield f"### `{name}`\n\n{says}\n"
    yield from _table(head, rows)


def _table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[str]:
    yield _line(head)
    yield _line(["---"] * len(head))
    yield from map(_line, rows)
    yield ""


def _line(cells: Iterable[object]) -> str:
    return f"| {' | '.join(str(cell).replace('-', '−') if isinstance(cell, float) else str(cell) for cell in cells)} |"


def _sources() -> Iterator[str]:
    """Every paper, what may be said of it, and what names it."""
    yield "## Sources\n"
    for source in SOURCES.values():
        rules = [f"`{rule.code}`" for rule in RULES.values() if source.key in rule.sources]
        myths = [f"“{myth.claim}”" for myth in MYTHS if source.key in myth.sources]
        figures = "" if source.may_quote_figures else " Named without figures."
        yield f"- **{source.key}** ({source.citation}, [{source.doi}]({source.url})): {source.finding}{figures}"
        yield f"  Named by {', '.join(rules + myths)}."
    yield ""
