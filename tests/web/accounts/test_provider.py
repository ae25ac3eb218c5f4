"""Sign-in by OpenID Connect, against a provider that lives inside the test."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
from allauth.socialaccount.models import SocialAccount
from django.test import Client

from samlet.web.accounts.adapters import ProviderAdapter
from samlet.web.accounts.models import User
from tests.web.accounts.conftest import english, give_app, is_signed_in

pytestmark = pytest.mark.django_db
ISSUER = "https://innlogging.eksempel.no"
START = "/konto/inn/via/oidc/"


class Answer:
    """What the provider answers, as `requests` gives it."""

    status_code = 200
    headers = {"content-type": "application/json"}

    def __init__(self, content: dict[str, Any]) -> None:
        self.content = content

    def json(self) -> dict[str, Any]:
        return self.content

    def raise_for_status(self) -> None:
        return None


class Provider:
    """An issuer with one account; `says` is what it says of it."""

    def __init__(self) -> None:
        self.says: dict[str, Any] = {
            "sub": "abc",
            "email": "kari@eksempel.no",
            "email_verified": True,
        }

    def __enter__(self) -> Provider:
        return self

    def __exit__(self, *args: object) -> None:
        return None

    def get(self, url: str, **more: Any) -> Answer:
        if url.endswith("openid-configuration"):
            ends = ("authorization", "token", "userinfo")
            found = {f"{end}_endpoint": f"{ISSUER}/{end}" for end in ends}
            return Answer({"issuer": ISSUER, "jwks_uri": f"{ISSUER}/keys", **found})
        return Answer(self.says)

    def request(self, method: str, url: str, **more: Any) -> Answer:
        now = int(time.time())
        about = {**self.says, "iss": ISSUER, "aud": "samlet", "iat": now, "exp": now + 60}
        token = jwt.encode(about, "x" * 32, algorithm="HS256")
        return Answer({"access_token": "a", "token_type": "Bearer", "id_token": token})


@pytest.fixture
def provider(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Provider:
    made = Provider()
    settings.SOCIALACCOUNT_PROVIDERS = {
        "openid_connect": {
            "OAUTH_PKCE_ENABLED": True,
            "APPS": [
                {
                    "provider_id": "oidc",
                    "name": "Fellesinnlogging",
                    "client_id": "samlet",
                    "secret": "hemmelig",
                    "settings": {"server_url": ISSUER, "verified_email": False},
                }
            ],
        }
    }
    monkeypatch.setattr(ProviderAdapter, "get_requests_session", lambda self: made)
    return made


@pytest.fixture
def come_back(provider: Provider) -> Callable[[Client], Any]:
    """Press the button, sign in at the provider, and come back with its answer."""

    def go(client: Client) -> Any:
        there = client.post(START)
        query = parse_qs(urlsplit(there["Location"]).query)
        assert there["Location"].startswith(f"{ISSUER}/authorization?")
        assert query["code_challenge_method"] == ["S256"]
        return client.get(f"{START}tilbake/", {"code": "x", "state": query["state"][0]})

    return go


def test_user_with_the_verified_address_comes_in(
    client: Client, user: User, come_back: Callable[[Client], Any]
) -> None:
    assert come_back(client)["Location"] == "/"
    assert is_signed_in(client)


def test_nothing_of_the_providers_is_stored(
    client: Client, user: User, come_back: Callable[[Client], Any]
) -> None:
    come_back(client)

    assert not SocialAccount.objects.exists()


@pytest.mark.parametrize(
    "says",
    [
        {"email": "ukjent@eksempel.no"},
        {"email_verified": False},
        {"email_verified": "false"},
        {"email": ""},
    ],
)
def test_others_are_told_to_ask_for_an_invitation(
    client: Client,
    user: User,
    provider: Provider,
    come_back: Callable[[Client], Any],
    says: dict[str, Any],
) -> None:
    provider.says |= says

    answer = come_back(english(client))

    assert answer.status_code == 403
    assert "You are not invited yet" in answer.content.decode()
    assert not is_signed_in(client)
    assert User.objects.count() == 1


def test_closed_user_is_refused_like_an_unknown_one(
    client: Client, user: User, come_back: Callable[[Client], Any]
) -> None:
    user.is_active = False
    user.save()

    assert come_back(client).status_code == 403
    assert not is_signed_in(client)


def test_issuer_that_vouches_for_every_address_is_believed(
    client: Client,
    user: User,
    provider: Provider,
    come_back: Callable[[Client], Any],
    settings: Any,
) -> None:
    apps = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"]
    apps[0]["settings"]["verified_email"] = True
    del provider.says["email_verified"]

    come_back(client)

    assert is_signed_in(client)


def test_ones_own_second_factor_is_asked_for(
    client: Client, user: User, come_back: Callable[[Client], Any]
) -> None:
    give_app(user)

    assert come_back(client)["Location"] == "/konto/inn/kode/"


@pytest.mark.usefixtures("must_have_second_factor")
@pytest.mark.parametrize("asks", [True, False])
def test_issuer_that_asks_for_a_second_factor_is_enough(
    client: Client,
    user: User,
    come_back: Callable[[Client], Any],
    settings: Any,
    asks: bool,
) -> None:
    settings.OIDC_SECOND_FACTOR = asks
    come_back(client)

    assert client.get("/konto/okter/").status_code == (200 if asks else 302)


def test_answer_that_was_not_asked_for_is_refused(client: Client, provider: Provider) -> None:
    answer = english(client).get(f"{START}tilbake/", {"code": "x", "state": "tull"})

    assert "did not go through" in answer.content.decode()
    assert not is_signed_in(client)


def test_leaving_at_the_provider_is_no_error(client: Client, provider: Provider) -> None:
    there = client.post(START)
    state = parse_qs(urlsplit(there["Location"]).query)["state"][0]

    answer = english(client).get(
        f"{START}tilbake/", {"error": "access_denied", "state": state}, follow=True
    )

    assert "Nobody was signed in" in answer.content.decode()


def test_opening_the_address_starts_nothing(client: Client, provider: Provider) -> None:
    answer = english(client).get(START)

    assert answer.status_code == 200
    assert "Sign in with Fellesinnlogging" in answer.content.decode()


def test_button_stands_on_the_page_only_when_set_up(client: Client, provider: Provider) -> None:
    assert "Fellesinnlogging" in client.get("/konto/inn/").content.decode()


def test_off_when_not_set_up(client: Client) -> None:
    assert client.get(START).status_code == 404
    assert client.get(f"{START}tilbake/").status_code == 404
    assert "/via/" not in client.get("/konto/inn/").content.decode()
