"""Links in mails lead to this site, whatever a request says of its host."""

import re
from typing import Any

import pytest
from django.core import mail
from django.test import Client

from logbook.models import User
from tests.accounts.given import FOREIGN, OWN, PASSWORD, manage

pytestmark = pytest.mark.django_db

HOST = "repstack.example.org"


@pytest.fixture(autouse=True)
def _allowed(settings) -> None:
    settings.ALLOWED_HOSTS = [HOST, "[::1]"]


def link_for(host: str, **asked: Any) -> str:
    """Where the mail of a reset leads, without its path."""
    Client().post("/accounts/password/reset/", {"email": OWN}, headers={"Host": host}, **asked)
    found = re.search(r"\S+://[^/]+", str(mail.outbox[-1].body))
    assert found is not None
    return found.group()


@pytest.mark.parametrize("port", ["1234", "0", "99999999"])
def test_a_port_that_is_not_the_sites_own_is_in_no_link(anna: User, port: str):
    assert link_for(f"{HOST}:{port}") == f"http://{HOST}"
    assert link_for(f"[::1]:{port}") == "http://[::1]"


def test_the_port_the_server_listens_on_stays(anna: User):
    assert link_for(f"{HOST}:8000", SERVER_PORT="8000") == f"http://{HOST}:8000"


def test_behind_a_proxy_the_servers_port_is_nobodys(anna: User, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1

    assert link_for(f"{HOST}:8000", SERVER_PORT="8000") == f"http://{HOST}"


@pytest.mark.parametrize("host", [HOST, f"{HOST}:1234", "[::1]:8000"])
def test_the_address_that_is_set_is_where_every_link_leads(anna: User, settings, host: str):
    settings.SITE_URL = "https://log.example.org:8443"

    assert link_for(host) == "https://log.example.org:8443"


def test_it_holds_for_the_links_of_every_mail(client: Client, anna: User, settings):
    settings.SITE_URL = "https://log.example.org"
    settings.ACCOUNT_EMAIL_VERIFICATION = "mandatory"
    client.defaults["HTTP_HOST"] = f"{HOST}:1234"
    client.force_login(anna)
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    manage(client, "add", FOREIGN)
    stranger = Client(headers={"Host": f"{HOST}:1234"})
    stranger.post("/accounts/password/reset/", {"email": "nobody@example.org"})
    for email in (OWN, "new@example.org"):
        stranger.post("/accounts/signup/", {"email": email, "password1": PASSWORD})

    links = [link for one in mail.outbox for link in re.findall(r"\S+://\S+", str(one.body))]

    assert len(links) >= 5
    assert [one for one in links if not one.startswith("https://log.example.org/accounts/")] == []
