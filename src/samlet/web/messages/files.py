"""Where letters go while no mail server is set: one file for each, readable by its owner only."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from email.message import Message
from email.parser import BytesHeaderParser
from email.utils import getaddresses
from pathlib import Path

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from samlet.web.core.personal import Identity


class EmailBackend(BaseEmailBackend):
    """Writes `<id>.eml` into the folder, the same letter always into the same file."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        folder = _folder()
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for message in email_messages:
            whole = message.message()
            descriptor = os.open(
                folder / f"{_name(whole)}.eml", os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600
            )
            with os.fdopen(descriptor, "wb") as file:
                file.write(whole.as_bytes())
        return len(email_messages)


def _folder() -> Path:
    return Path(settings.EMAIL_FILE_PATH)


def _name(message: Message) -> str:
    return re.sub(r"[^A-Za-z0-9.-]", "", str(message["Message-ID"]).partition("@")[0]) or "letter"


def _files() -> Iterator[Path]:
    return _folder().glob("*.eml")


def forget(who: Identity) -> int:
    """Remove the files of letters to this person; how many there were."""
    addresses = {address.casefold() for address in who.emails}
    found = [path for path in _files() if addresses & _recipients(path)] if addresses else []
    for path in found:
        path.unlink(missing_ok=True)
    return len(found)


def remove_before(moment: datetime) -> int:
    """Remove files older than this; how many there were."""
    found = [path for path in _files() if path.stat().st_mtime < moment.timestamp()]
    for path in found:
        path.unlink(missing_ok=True)
    return len(found)


def _recipients(path: Path) -> set[str]:
    with path.open("rb") as file:
        headers = BytesHeaderParser().parse(file)
    return {address.casefold() for _name, address in getaddresses(headers.get_all("To", []))}
