"""Fixtures of these tests."""

from tests.web.english import messages_in_english

__all__ = ["messages_in_english"]
