"""From bytes to text or JSON: size, kind of content, encoding and the traps of JSON."""

from __future__ import annotations

import codecs
import json
from collections import Counter
from typing import Any, Final

from samlet.sources.errors import UnreadableSource
from samlet.sources.values import shown

LARGEST_MEGABYTES: Final = 50
LONGEST_LINE: Final = 100_000
MOST_LINES: Final = 200_000  # three times the whole country by polling district and list
LONGEST_NUMBER: Final = 30  # digits of a JSON number; counts have seven

# First bytes of content that people try to import, by what it is called.
SIGNATURES: Final = (
    (b"%PDF", "a PDF"),
    (b"\x89PNG", "a picture (PNG)"),
    (b"\xff\xd8\xff", "a picture (JPEG)"),
    (b"GIF8", "a picture (GIF)"),
    (b"\xd0\xcf\x11\xe0", "an old Office document (such as Excel .xls)"),
    (b"\x1f\x8b", "a compressed file (gzip)"),
    (b"BZh", "a compressed file (bzip2)"),
    (b"\xfd7zXZ", "a compressed file (xz)"),
    (b"7z\xbc\xaf", "a compressed archive (7z)"),
    (b"Rar!", "a compressed archive (RAR)"),
    (b"SQLite format 3", "a database"),
    (b"PAR1", "a Parquet table"),
    (b"\x7fELF", "a program"),
    (b"MZ", "a program"),
)
_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def text_of(content: bytes, filename: str) -> str:
    """The text of a file in UTF-8, UTF-16 with a byte order mark, or Windows-1252, with \\n alone.

    Raises UnreadableSource for a file that is too large, empty, of another kind, or no text.
    """
    _check_size(content, filename)
    _check_signature(content, filename)
    text = _decoded(content, filename)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    beginning = text.lstrip()[:200].casefold()
    if beginning.startswith(("<!doctype html", "<html")):
        raise UnreadableSource(filename, None, "other_content", {"what": "a web page"})
    if beginning.startswith("<?xml"):
        raise UnreadableSource(filename, None, "other_content", {"what": "an XML document"})
    if beginning.startswith("{\\rtf"):
        raise UnreadableSource(filename, None, "other_content", {"what": "a text document (RTF)"})
    if not beginning:
        raise UnreadableSource(filename, None, "empty_file")
    return text


def lines_of(text: str, filename: str) -> list[str]:
    """The lines of a text. Raises UnreadableSource for more or longer lines than any file has."""
    lines = text.split("\n")
    if len(lines) > MOST_LINES:
        params = {"found": len(lines), "limit": MOST_LINES}
        raise UnreadableSource(filename, None, "too_many_lines", params)
    for number, line in enumerate(lines, 1):
        if len(line) > LONGEST_LINE:
            raise UnreadableSource(filename, number, "line_too_long")
    return lines


def json_of(text: str, filename: str) -> Any:
    """JSON with nothing in it that a result file cannot have.

    Raises UnreadableSource: invalid_json (also for a key that stands twice), too_deep, not_finite.
    """
    try:
        return json.loads(
            text,
            parse_int=_json_int,
            parse_float=_json_float,
            parse_constant=_json_constant,
            object_pairs_hook=_json_object,
        )
    except json.JSONDecodeError as error:
        params = {"detail": f"{error.msg}, column {error.colno}"}
        raise UnreadableSource(filename, error.lineno, "invalid_json", params) from None
    except RecursionError:
        raise UnreadableSource(filename, None, "too_deep") from None
    except _Unwelcome as error:
        raise UnreadableSource(filename, None, error.why, error.params) from None


class _Unwelcome(Exception):
    def __init__(self, why: str, **params: str) -> None:
        super().__init__(why)
        self.why = why
        self.params = params


def _check_size(content: bytes, filename: str) -> None:
    if not content:
        raise UnreadableSource(filename, None, "empty_file")
    if len(content) > LARGEST_MEGABYTES * 1_000_000:
        params = {"megabytes": len(content) // 1_000_000, "limit": LARGEST_MEGABYTES}
        raise UnreadableSource(filename, None, "too_large", params)


def _check_signature(content: bytes, filename: str) -> None:
    what = next((name for first, name in SIGNATURES if content.startswith(first)), None)
    if content.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        office = b"xl/" in content[:4000] or b"[Content_Types].xml" in content[:4000]
        what = "an Excel or other Office document" if office else "a ZIP archive"
    if what:
        raise UnreadableSource(filename, None, "other_content", {"what": what})


def _decoded(content: bytes, filename: str) -> str:
    """UTF-16 and marked UTF-8 by their marks; then UTF-8; then Windows-1252, which has no marks."""
    marked = next((name for mark, name in _MARKS if content.startswith(mark)), None)
    for encoding in (marked,) if marked else ("utf-8", "cp1252"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not any(_control(sign) for sign in set(text)):
            return text
    raise UnreadableSource(filename, None, "unknown_encoding")


def _control(sign: str) -> bool:
    return (sign < " " and sign not in "\t\n\r\f") or "\x7f" <= sign < "\xa0"


def _json_int(text: str) -> int:
    if len(text) > LONGEST_NUMBER:
        raise _Unwelcome("invalid_json", detail=f"a number of {len(text)} digits")
    return int(text)


def _json_float(text: str) -> float:
    if len(text) > LONGEST_NUMBER:
        raise _Unwelcome("invalid_json", detail=f"a number of {len(text)} digits")
    number = float(text)
    if number in (float("inf"), float("-inf")):
        raise _Unwelcome("not_finite", value=text)
    return number


def _json_constant(text: str) -> float:
    raise _Unwelcome("not_finite", value=text)


def _json_object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        twice = Counter(key for key, _ in pairs).most_common(1)[0][0]
        raise _Unwelcome("invalid_json", detail=f"the name {shown(twice)} stands twice")
    return found
