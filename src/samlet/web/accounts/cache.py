"""The cache that all workers share; it holds the counts of attempts."""

from __future__ import annotations

import hmac

from django.conf import settings


def hashed_key(key: str, key_prefix: str, version: int) -> str:
    """The key as an HMAC with our secret.

    allauth counts attempts per network address and per e-mail address. As rows of a table those
    would outlive the minutes they are needed for; like this they cannot be read back.
    """
    text = f"{key_prefix}:{version}:{key}"
    return hmac.new(settings.SECRET_KEY.encode(), text.encode(), "sha256").hexdigest()
