"""What sign-in keeps for a while goes when the while is over."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.utils import timezone

from samlet.web.accounts.models import AccessLink, User
from samlet.web.accounts.tidying import forget_expired
from samlet.web.core.jobs import registry
from tests.web.accounts.conftest import ask_for_link, open_and_press

pytestmark = pytest.mark.django_db


def test_what_has_run_out_is_forgotten_and_the_rest_kept(client: Client, user: User) -> None:
    open_and_press(client, ask_for_link(client))
    assert set(forget_expired().values()) == {0}

    with time_machine.travel(timezone.now() + timedelta(days=15)):
        assert forget_expired()["sessions"] == 1
        assert AccessLink.objects.exists()
    with time_machine.travel(timezone.now() + timedelta(days=31)):
        assert forget_expired()["links"] == 1

    assert not Session.objects.exists()
    assert not UserSession.objects.exists()
    assert not AccessLink.objects.exists()


def test_counts_of_attempts_are_forgotten_and_hold_no_address(client: Client) -> None:
    client.post("/konto/inn/", {"email": "ukjent@eksempel.no"})
    with connection.cursor() as cursor:
        cursor.execute("SELECT cache_key FROM accounts_cache")
        keys = [key for (key,) in cursor.fetchall()]
    assert keys
    assert all(len(key) == 64 for key in keys)

    with time_machine.travel(timezone.now() + timedelta(minutes=11)):
        assert forget_expired()["counts"] == len(keys)


def test_a_count_that_still_holds_is_kept() -> None:
    cache.set("still", 1, 60)

    assert forget_expired()["counts"] == 0
    assert cache.get("still") == 1


def test_it_is_done_each_night() -> None:
    assert "accounts.forget_expired" in [one.key for one in registry.all_daily()]
