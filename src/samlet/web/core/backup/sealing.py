"""A sealed stream: AES-256-GCM by blocks, with a key made of a password by scrypt.

Each block's nonce is its number, and the last block says that it is the last: so a block that is
changed, moved, left out or cut off is found. (The construction is STREAM: Hoang, Reyhanitabar,
Rogaway and Vizar, "Online authenticated-encryption and its nonce-reuse misuse-resistance", 2015.)
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import IO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt
from django.utils.translation import gettext_lazy as _

from samlet.web.core.errors import Rejected

MAGIC = b"SAMLET-BACKUP-1\n"
SALT_BYTES = 16
BLOCK = 1024 * 1024
TAG_BYTES = 16
LAST = b"\x01"
MORE = b"\x00"
# RFC 7914 parameters: 32 MB and about a tenth of a second for each guess.
SCRYPT_N, SCRYPT_R, SCRYPT_P = 2**15, 8, 1


class WrongPassword(Rejected):
    """The password does not open the file, or its first block has been changed."""


def _key(password: str, salt: bytes) -> AESGCM:
    kdf = Scrypt(salt=salt, length=32, n=SCRYPT_N, r=SCRYPT_R, p=SCRYPT_P)
    return AESGCM(kdf.derive(password.encode()))


def _nonce(number: int, last: bool) -> bytes:
    return number.to_bytes(11, "big") + (LAST if last else MORE)


def seal(source: IO[bytes], target: IO[bytes], password: str) -> None:
    """Write everything in `source` sealed to `target`."""
    salt = os.urandom(SALT_BYTES)
    cipher = _key(password, salt)
    target.write(MAGIC + salt)
    block, number = source.read(BLOCK), 0
    while True:
        following = source.read(BLOCK)
        target.write(cipher.encrypt(_nonce(number, not following), block, MAGIC))
        if not following:
            return
        block, number = following, number + 1


def unseal(source: IO[bytes], password: str) -> Iterator[bytes]:
    """The content, block by block; each is true when it is given.

    Raises Rejected for what is no backup or has been changed or cut off, WrongPassword.
    """
    if source.read(len(MAGIC)) != MAGIC:
        raise Rejected(_("That file is no backup made by Samlet."))
    cipher = _key(password, source.read(SALT_BYTES))
    block, number = source.read(BLOCK + TAG_BYTES), 0
    while True:
        following = source.read(BLOCK + TAG_BYTES)
        try:
            yield cipher.decrypt(_nonce(number, not following), block, MAGIC)
        except InvalidTag:
            if number == 0:
                raise WrongPassword(
                    _("The password does not open this backup, or the file has been changed.")
                ) from None
            raise Rejected(_("The backup is damaged or cut off; use another one.")) from None
        if not following:
            return
        block, number = following, number + 1
