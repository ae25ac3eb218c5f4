"""What a letter says, encrypted while it waits: it may hold a link that opens something.

The key comes from the installation's secret key, which is not in the database. So who reads a copy
of the database can neither read the letters nor follow their links.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Mapping
from typing import Any

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings


class Unreadable(ValueError):
    """Sealed with another secret key, or altered."""


def seal(context: Mapping[str, Any]) -> str:
    """Encrypt what a letter is filled in with. TypeError for what is not plain JSON."""
    return _cipher().encrypt(json.dumps(context, ensure_ascii=False).encode()).decode("ascii")


def unseal(sealed: str) -> dict[str, Any]:
    """What was sealed. Raises Unreadable."""
    try:
        found: dict[str, Any] = json.loads(_cipher().decrypt(sealed.encode("ascii")))
    except (InvalidToken, ValueError) as error:
        raise Unreadable from error
    return found


def _cipher() -> Fernet:
    secret = hashlib.sha256(b"samlet.outgoing:" + settings.SECRET_KEY.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(secret))
