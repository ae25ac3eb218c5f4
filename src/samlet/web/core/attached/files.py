"""Files of documents: by their hash in the data folder, of kinds that their content shows.

The folder is part of the backup. A file goes when the last row that needs it is gone.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

import puremagic
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from samlet.web.core.errors import NotFound, Rejected
from samlet.web.core.models import Document

MOST_BYTES = 20 * 1024 * 1024
_OFFICE = "application/vnd.openxmlformats-officedocument."
# The ending and what it is served as. Nothing that a browser or an office program would run.
ALLOWED = {
    ".pdf": "application/pdf",
    ".docx": f"{_OFFICE}wordprocessingml.document",
    ".xlsx": f"{_OFFICE}spreadsheetml.sheet",
    ".pptx": f"{_OFFICE}presentationml.presentation",
    ".odt": "application/vnd.oasis.opendocument.text",
    ".ods": "application/vnd.oasis.opendocument.spreadsheet",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".txt": "text/plain; charset=utf-8",
}
WRONG_KIND = _(
    "This kind of file cannot be kept. Choose a PDF, a text or spreadsheet document, a picture "
    "(PNG or JPEG) or plain text."
)
OTHER_THAN_NAMED = _(
    "The file is something else than its name says. Save it anew from the program it was made in."
)


def folder() -> Path:
    return Path(settings.DATA_DIR) / "documents"


def path_of(sha256: str) -> Path:
    return folder() / sha256[:2] / sha256


def checked(name: str, content: bytes) -> str:
    """What the file is served as. Raises Rejected for what is not allowed, or not what it says."""
    if len(content) > MOST_BYTES:
        raise Rejected(_("The file is larger than 20 MB. Make it smaller, or put in a link."))
    if not content:
        raise Rejected(_("The file is empty."))
    ending = Path(name.lower()).suffix
    if ending not in ALLOWED:
        raise Rejected(WRONG_KIND)
    if ending == ".txt":
        return _plain_text(content)
    try:
        shown = {match.extension.lower() for match in puremagic.magic_string(content, name)}
    except puremagic.PureError:
        shown = set()
    same = {".jpg", ".jpeg"} if ending in (".jpg", ".jpeg") else {ending}
    if not shown & same or not _begins_as(ending, content) or _has_macros(ending, content):
        raise Rejected(OTHER_THAN_NAMED)
    return ALLOWED[ending]


def _begins_as(ending: str, content: bytes) -> bool:
    """puremagic also counts the name as a sign; the first bytes are asked by themselves."""
    signs = {".pdf": b"%PDF-", ".png": b"\x89PNG\r\n\x1a\n", ".jpg": b"\xff\xd8\xff"}
    sign = signs.get(".jpg" if ending == ".jpeg" else ending, b"PK\x03\x04")
    return content.startswith(sign)


def _has_macros(ending: str, content: bytes) -> bool:
    """Whether an office document holds a program, or is not the document its name says."""
    parts = {
        ".docx": b"word/",
        ".xlsx": b"xl/",
        ".pptx": b"ppt/",
        ".odt": b"opendocument.text",
        ".ods": b"opendocument.spreadsheet",
    }
    if ending not in parts:
        return False
    return b"vbaProject.bin" in content or parts[ending] not in content


def _plain_text(content: bytes) -> str:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Rejected(OTHER_THAN_NAMED) from None
    if "\x00" in text:
        raise Rejected(OTHER_THAN_NAMED)
    return ALLOWED[".txt"]


def keep(content: bytes) -> str:
    """Write the file if it is not there; its hash."""
    sha256 = hashlib.sha256(content).hexdigest()
    path = path_of(sha256)
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        partial = path.with_suffix(".part")
        partial.write_bytes(content)
        partial.replace(path)
    return sha256


def read(document: Document) -> bytes:
    """The content. Raises NotFound when it is gone or has been changed on disk."""
    content = content_of(document.sha256)
    if content is None:
        raise NotFound(_("The file is not there any more."))
    return content


def content_of(sha256: str) -> bytes | None:
    """What is kept by this hash; None when it is gone or has been changed on disk."""
    path = path_of(sha256)
    content = path.read_bytes() if path.is_file() else b""
    return content if hashlib.sha256(content).hexdigest() == sha256 else None


def sweep() -> int:
    """Remove the files that no row needs; how many."""
    if not folder().is_dir():
        return 0
    needed = set(Document.objects.values_list("sha256", flat=True))
    gone = [p for p in folder().rglob("*") if p.is_file() and p.name not in needed]
    for path in gone:
        path.unlink(missing_ok=True)
    return len(gone)


def forget(sha256: str) -> None:
    """Remove one file, if no row needs it."""
    if not Document.objects.filter(sha256=sha256).exists():
        path_of(sha256).unlink(missing_ok=True)
