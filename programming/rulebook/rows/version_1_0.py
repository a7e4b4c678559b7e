"""Rows of rulebook 1.0 that 1.1 words or numbers otherwise: what was stored under 1.0 is told by them."""

from programming.rulebook.rows.rule import Rule

ROWS: tuple[Rule, ...] = ()
