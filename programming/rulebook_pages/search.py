"""Rules by words: every word of a search begins one of the rule's."""

import re
import unicodedata
from collections.abc import Sequence
from functools import cache

from programming.rulebook import RULES, Rule
from programming.rulebook_pages.sections import SECTIONS, Section, section_of

_WORD = re.compile(r"[a-z0-9]+")


def found_by(query: str) -> list[tuple[Section, Sequence[Rule]]]:
    """The sections with the rules a search finds; all of them for a search without a word."""
    wanted = _words(query)
    if not wanted:
        return [(section, section.rules) for section in SECTIONS]
    kept = ((one, [rule for rule in one.rules if _has(rule, wanted)]) for one in SECTIONS)
    return [(section, rules) for section, rules in kept if rules]


def _words(text: str) -> list[str]:
    """The words of a text in small letters without accents."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return _WORD.findall("".join(one for one in plain if not unicodedata.combining(one)))


@cache
def _words_of(code: str) -> str:
    """What a rule says, as ` word word`: a search for a beginning is one for a space before it."""
    rule = RULES[code]
    said = (
        rule.title,
        section_of(rule).title,
        rule.explanation,
        rule.why,
        rule.changes,
        *rule.says.values(),
        *rule.do_next.values(),
        *rule.sources,
    )
    return "".join(f" {word}" for word in _words(" ".join(said)))


def _has(rule: Rule, wanted: Sequence[str]) -> bool:
    text = _words_of(rule.code)
    return all(f" {word}" in text for word in wanted)
