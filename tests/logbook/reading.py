"""What a page says, read from its markup."""

import re

from django.test import Client
from django.urls import reverse

from logbook.models import TrainingSession
from tests.logbook.given import logged_in


def page(client: Client, path: str = "/", query: dict[str, str] | None = None) -> str:
    """The markup of a page that answers."""
    response = client.get(path, query)
    assert response.status_code == 200, response.status_code
    return flat(response.content.decode())


def review(session: TrainingSession) -> str:
    """The markup of the session's review."""
    return page(logged_in(session.athlete), reverse("session_review", args=[session.pk]))


def flat(html: str) -> str:
    """Markup in one line, whatever lines its template was written in."""
    one_line = re.sub(r"\s+", " ", html)
    return one_line.replace(" >", ">")


def words(html: str) -> str:
    """The text of a page without its markup, in single spaces."""
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def hidden(html: str, name: str) -> list[str]:
    """The values of every hidden field of this name, in order."""
    return re.findall(rf'name="{name}" value="([^"]*)"', html)


def chart_labels(html: str) -> list[str]:
    """The sets of a review's chart as a screen reader hears them."""
    return re.findall(r'<svg role="img" aria-label="([^"]*)"', html)
