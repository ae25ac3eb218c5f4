"""A sealed backup opens with its password and only whole."""

from __future__ import annotations

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samlet.web.core.backup import sealing
from samlet.web.core.errors import Rejected

PASSWORD = "et langt passord"


def sealed(content: bytes) -> bytes:
    target = io.BytesIO()
    sealing.seal(io.BytesIO(content), target, PASSWORD)
    return target.getvalue()


def opened(content: bytes, password: str = PASSWORD) -> bytes:
    return b"".join(sealing.unseal(io.BytesIO(content), password))


@pytest.mark.parametrize("size", [0, 1, 63, 64, 65, 128, 1000])
def test_what_is_sealed_opens_again(size: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sealing, "BLOCK", 64)
    content = bytes(range(256)) * 4

    assert opened(sealed(content[:size])) == content[:size]


def test_nothing_of_the_content_is_seen_in_the_file() -> None:
    assert b"dal" not in sealed(b"Siri Eksempeldal" * 50)


def test_another_password_opens_nothing() -> None:
    with pytest.raises(sealing.WrongPassword):
        opened(sealed(b"innhold"), "et annet passord")


def test_a_file_of_another_kind_is_refused() -> None:
    with pytest.raises(Rejected, match="no backup"):
        opened(b"PK\x03\x04 en zip-fil")


@pytest.mark.parametrize("kept", [1, 2])
def test_a_file_cut_off_between_blocks_is_refused(
    kept: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sealing, "BLOCK", 64)
    whole = sealed(b"x" * 64 * 3)
    head = len(sealing.MAGIC) + sealing.SALT_BYTES
    block = 64 + sealing.TAG_BYTES

    with pytest.raises(Rejected):
        opened(whole[: head + kept * block])


def test_blocks_in_another_order_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sealing, "BLOCK", 64)
    whole = sealed(b"a" * 64 + b"b" * 64 + b"c" * 64)
    head, block = len(sealing.MAGIC) + sealing.SALT_BYTES, 64 + sealing.TAG_BYTES
    first, second = whole[head : head + block], whole[head + block : head + 2 * block]

    with pytest.raises(Rejected):
        opened(whole[:head] + second + first + whole[head + 2 * block :])


@settings(max_examples=20)
@given(st.integers(0, 10**6), st.integers(1, 255))
def test_any_changed_byte_is_found(where: int, change: int) -> None:
    whole = bytearray(sealed(b"innhold" * 20))
    whole[where % len(whole)] ^= change

    with pytest.raises(Rejected):
        opened(bytes(whole))
