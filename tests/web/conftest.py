"""The small world that tests of access share."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy

import pytest
from django.db import transaction
from django.utils import translation
from pytest_django import DjangoDbBlocker

from tests.web import world as worlds
from tests.web.world import World


@pytest.fixture(scope="module")
def _world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    """Built once a module; what a test does to it is taken back with the test's transaction."""
    with django_db_blocker.unblock(), transaction.atomic():
        with translation.override("en"):
            made = worlds.build()
        yield made
        transaction.set_rollback(True)


@pytest.fixture
def built(_world: World, db: None) -> World:
    """The world in an installation in real use, with objects of the test's own."""
    return deepcopy(_world)
