"""Old Excel files (.xls): what they hold and how far their cells reach, before they are opened.

Such a file is a small file system of 512-byte sectors (MS-CFB) with a stream of records (MS-XLS).
A dozen cells in far corners would make a reader set aside gigabytes, so the records are walked
once here.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import Final

from samlet.sources.sheets.limits import Counted, Extent, check_cells
from samlet.sources.sheets.reasons import UnreadableSheet

SIGNATURE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_END: Final = 0xFFFFFFFA  # this and above are marks, not sectors
# Records that hold one filled cell: number, label, truth, small number, shared text, formula.
_CELLS: Final = frozenset((0x0203, 0x0204, 0x0205, 0x027E, 0x00FD, 0x0006, 0x0206, 0x0406))
_SMALL_NUMBERS: Final = 0x00BD
_FILE_PASS: Final = 0x002F
_BEGIN: Final = 0x0809
_OTHER_OFFICE: Final = {
    "WordDocument": "an old Word document",
    "PowerPoint Document": "an old PowerPoint document",
    "__properties_version1.0": "an Outlook message",
}


def check(content: bytes, filename: str) -> Counted:
    """How far the cells reach. Raises UnreadableSheet for what is no sound, open workbook."""
    try:
        streams = _Streams(content)
        if "EncryptedPackage" in streams.names:
            raise UnreadableSheet(filename, None, "encrypted")
        name = next((name for name in ("Workbook", "Book") if name in streams.names), None)
        if name is None:
            known = (what for stream, what in _OTHER_OFFICE.items() if stream in streams.names)
            what = next(known, "an old Office document, but no workbook")
            raise UnreadableSheet(filename, None, "other_content", {"what": what})
        extents = _extents(streams.read(name), filename)
    except (struct.error, IndexError, UnicodeDecodeError):
        raise UnreadableSheet(filename, None, "broken") from None
    return Counted(check_cells(filename, extents))


class _Streams:
    """The streams of a compound file, by name."""

    def __init__(self, content: bytes) -> None:
        self.content = content
        shift, small_shift = struct.unpack_from("<HH", content, 30)
        if shift not in (9, 12) or small_shift != 6:
            raise struct.error
        self.size = 1 << shift
        directory, _, self.cutoff, small_table = struct.unpack_from("<IIII", content, 48)
        self.table = self._table()
        small = self._chain(small_table)
        self.small_table = struct.unpack(f"<{len(small) // 4}I", small)
        self.names: dict[str, tuple[int, int]] = {}
        self.root = (0, 0)
        entries = self._chain(directory)
        for place in range(0, len(entries) - 127, 128):
            self._entry(entries[place : place + 128])

    def _entry(self, entry: bytes) -> None:
        length, kind = struct.unpack_from("<HB", entry, 64)
        name = entry[: max(0, min(length, 64) - 2)].decode("utf-16-le")
        start, size = struct.unpack_from("<II", entry, 116)
        if kind == 5:
            self.root = (start, size)
        elif kind == 2:
            self.names.setdefault(name, (start, size))

    def _sector(self, number: int) -> bytes:
        place = (number + 1) * self.size
        return self.content[place : place + self.size]

    def _table(self) -> tuple[int, ...]:
        """Which sector follows which; the list of its own sectors may go on in more sectors."""
        sectors = list(struct.unpack_from("<109I", self.content, 76))
        further = struct.unpack_from("<I", self.content, 68)[0]
        most = len(self.content) // self.size + 1
        while further < _END and len(sectors) < most + 109:
            listed = struct.unpack(f"<{self.size // 4}I", self._sector(further))
            sectors += listed[:-1]
            further = listed[-1]
        table = b"".join(self._sector(number) for number in sectors[:most] if number < _END)
        return struct.unpack(f"<{len(table) // 4}I", table[: len(table) // 4 * 4])

    def _chain(self, number: int) -> bytes:
        sectors: list[bytes] = []
        most = len(self.content) // self.size + 1
        while number < _END and len(sectors) < most:
            sectors.append(self._sector(number))
            number = self.table[number]
        return b"".join(sectors)

    def read(self, name: str) -> bytes:
        start, size = self.names[name]
        if size >= self.cutoff:
            return self._chain(start)[:size]
        store = self._chain(self.root[0])
        pieces: list[bytes] = []
        while start < _END and len(pieces) * 64 < size:
            pieces.append(store[start * 64 : start * 64 + 64])
            start = self.small_table[start]
        return b"".join(pieces)[:size]


def _records(stream: bytes) -> Iterator[tuple[int, int, int]]:
    """Kind, place and length of each record."""
    place, end = 0, len(stream) - 4
    head = struct.Struct("<HH")
    while place <= end:
        kind, length = head.unpack_from(stream, place)
        yield kind, place + 4, length
        place += 4 + length


def _extents(stream: bytes, filename: str) -> list[Extent]:
    extents = [Extent(filename)]
    where = struct.Struct("<HH")
    for kind, place, length in _records(stream):
        if kind in _CELLS:
            row, column = where.unpack_from(stream, place)
            extents[-1].reach(row + 1, column + 1)
        elif kind == _SMALL_NUMBERS:
            row = where.unpack_from(stream, place)[0]
            last = struct.unpack_from("<H", stream, place + length - 2)[0]
            extents[-1].reach(row + 1, last + 1)
        elif kind == _BEGIN:
            extents.append(Extent(filename))
        elif kind == _FILE_PASS:
            raise UnreadableSheet(filename, None, "encrypted")
    return extents
