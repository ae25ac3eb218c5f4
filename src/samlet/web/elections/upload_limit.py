"""Files above the limit are refused by their announced length, before anything is kept."""

from __future__ import annotations

from django.core.files.uploadhandler import FileUploadHandler
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from samlet.web.core.errors import TooLarge

# The form around the file: boundary, token, a name.
SLACK = 64 * 1024
DRAINED = 512 * 1024 * 1024


def too_large() -> TooLarge:
    return TooLarge(_("The file is larger than 50 MB, which is the most that is read."))


def announced(request: HttpRequest) -> int:
    """The length the browser announced; 0 when it did not say."""
    try:
        return int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        return 0


def drain(request: HttpRequest, length: int) -> None:
    """Read what comes and throw it away, so the browser hears an answer, not a broken line."""
    left = min(length, DRAINED)
    while left > 0:
        piece = request.read(min(left, 1024 * 1024))
        if not piece:
            return
        left -= len(piece)


class Limited(FileUploadHandler):
    """Stops a file that turns out longer than was announced."""

    def __init__(self, request: HttpRequest, largest: int) -> None:
        super().__init__(request)
        self.largest = largest
        self.read = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        """Pass the piece on, or stop."""
        self.read += len(raw_data)
        if self.read > self.largest:
            raise too_large()
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """The next handler keeps the file."""
        return None
