"""The rulebook's pages: every rule, one rule with its numbers and sources, the papers, the myths."""

from django.http import Http404, HttpRequest
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from programming.rulebook import RULEBOOK_VERSION, RULES, SOURCES
from programming.rulebook_pages.examples import example_of
from programming.rulebook_pages.happened import Happened
from programming.rulebook_pages.myths import MYTHS, myths_about
from programming.rulebook_pages.search import found_by
from programming.rulebook_pages.sections import section_of
from programming.rulebook_pages.tables import table_of

_LONGEST_QUERY = 100


@require_safe
@vary_on_headers("HX-Request")
def rulebook(request: HttpRequest) -> TemplateResponse:
    """Every rule, grouped as the rulebook is; with `q` those that it finds. To htmx the rules alone."""
    query = " ".join(request.GET.get("q", "")[:_LONGEST_QUERY].split())
    found = found_by(query)
    return TemplateResponse(
        request,
        "programming/rulebook.html" + ("#found" if "HX-Request" in request.headers else ""),
        {
            "query": query,
            "sections": found,
            "found_count": sum(len(rules) for _, rules in found),
            "version": RULEBOOK_VERSION,
            "rule_count": len(RULES),
        },
    )


@require_safe
@vary_on_headers("HX-Request")
def rulebook_rule(request: HttpRequest, code: str) -> TemplateResponse:
    """One rule: what it does, its numbers, why and how sure, what would change it.

    To htmx without the page around it: it opens where the question was.
    """
    return rule_page(request, code)


def rule_page(
    request: HttpRequest, code: str, *, happened: Happened | None = None
) -> TemplateResponse:
    """The page of a rule, which begins with what happened where that is told. Raises `Http404`."""
    rule = RULES.get(code)
    if rule is None:
        raise Http404
    section = section_of(rule)
    is_in_place = "HX-Request" in request.headers
    place = section.rules.index(rule)
    return TemplateResponse(
        request,
        "programming/rulebook_rule.html" + ("#whole" if is_in_place else ""),
        {
            "rule": rule,
            "happened": happened,
            "section": section,
            "before": section.rules[place - 1] if place else None,
            "after": section.rules[place + 1] if place + 1 < len(section.rules) else None,
            "example": example_of(code),
            "sources": [SOURCES[key] for key in rule.sources],
            "table": table_of(code),
            "myths": myths_about(code),
        },
    )


@require_safe
def rulebook_sources(request: HttpRequest) -> TemplateResponse:
    """Every paper the rulebook may name, what it found and what names it."""
    rows = [
        (
            source,
            [rule for rule in RULES.values() if source.key in rule.sources],
            [myth for myth in MYTHS if source.key in myth.sources],
        )
        for source in sorted(SOURCES.values(), key=lambda source: source.key.casefold())
    ]
    return TemplateResponse(request, "programming/rulebook_sources.html", {"rows": rows})


@require_safe
def rulebook_myths(request: HttpRequest) -> TemplateResponse:
    """What is said in gyms, and what is known."""
    rows = [
        (
            myth,
            [SOURCES[key] for key in myth.sources],
            [RULES[code] for code in myth.rules if code in RULES],
        )
        for myth in MYTHS
    ]
    return TemplateResponse(request, "programming/rulebook_myths.html", {"rows": rows})
