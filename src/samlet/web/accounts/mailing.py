"""The one place where letters of sign-in leave: Django's backend, until an outbox registers."""

from __future__ import annotations

from collections.abc import Callable

from django.core.mail import EmailMessage

Sender = Callable[[EmailMessage], None]


def _at_once(message: EmailMessage) -> None:
    message.send()


_sender: Sender = _at_once


def register(sender: Sender) -> None:
    """Let `sender` take the letters from now on, from the outbox's AppConfig.ready()."""
    global _sender  # noqa: PLW0603  one sender for the process, as with the other registries
    _sender = sender


def send(message: EmailMessage) -> None:
    """Hand over a letter, written in the language of the request that caused it."""
    _sender(message)
