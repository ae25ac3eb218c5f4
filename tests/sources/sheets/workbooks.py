"""Real files of every kind, made in memory: what people would attach to an e-mail."""

import io
import struct
import zipfile
from datetime import date
from xml.sax.saxutils import escape

import xlsxwriter

END = 0xFFFFFFFE
FREE = 0xFFFFFFFF
FAT = 0xFFFFFFFD


def xlsx(*sheets, hide=(), prepare=None):
    """An Excel file of sheets of rows; `prepare(book, pages)` adds what rows cannot say."""
    target = io.BytesIO()
    book = xlsxwriter.Workbook(
        target, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    day = book.add_format({"num_format": "dd.mm.yyyy"})
    pages = []
    for number, rows in enumerate(sheets, 1):
        page = book.add_worksheet(f"Ark{number}")
        pages.append(page)
        for line, row in enumerate(rows):
            for place, cell in enumerate(row):
                if isinstance(cell, date):
                    page.write_datetime(line, place, cell, day)
                elif cell is not None:
                    page.write(line, place, cell)
        if number - 1 in hide:
            page.hide()
    if prepare:
        prepare(book, pages)
    book.close()
    return target.getvalue()


def ods(*sheets, tail="", encrypted=False):
    """A minimal OpenDocument sheet; `tail` is XML put after the last row of the first table."""
    tables = []
    for number, rows in enumerate(sheets, 1):
        lines = "".join(
            f"<table:table-row>{''.join(_ods_cell(cell) for cell in row)}</table:table-row>"
            for row in rows
        )
        extra = tail if number == 1 else ""
        tables.append(f'<table:table table:name="Ark{number}">{lines}{extra}</table:table>')
    content = (
        '<?xml version="1.0" encoding="UTF-8"?><office:document-content '
        'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.2">'
        f"<office:body><office:spreadsheet>{''.join(tables)}</office:spreadsheet></office:body>"
        "</office:document-content>"
    )
    secret = "<manifest:encryption-data/>" if encrypted else ""
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    manifest = (
        '<?xml version="1.0" encoding="UTF-8"?><manifest:manifest '
        'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/>'
        f'<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml">'
        f"{secret}</manifest:file-entry></manifest:manifest>"
    )
    return archive(
        ("mimetype", kind), ("content.xml", content), ("META-INF/manifest.xml", manifest)
    )


def _ods_cell(cell):
    if cell is None:
        return "<table:table-cell/>"
    if isinstance(cell, (int, float)):
        return f'<table:table-cell office:value-type="float" office:value="{cell}"/>'
    if isinstance(cell, date):
        return f'<table:table-cell office:value-type="date" office:date-value="{cell}"/>'
    return (
        '<table:table-cell office:value-type="string">'
        f"<text:p>{escape(cell)}</text:p></table:table-cell>"
    )


def archive(*parts):
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in parts:
            packed.writestr(name, content)
    return target.getvalue()


def _record(kind, body):
    return struct.pack("<HH", kind, len(body)) + body


def xls(rows, *, password=False, cells=()):
    """An Excel 97 file of one sheet; `cells` are further numbers at (row, column)."""
    begin = struct.pack("<HHHHII", 0x0600, 0x0005, 0x0DBB, 0x07CC, 0, 6)
    name = "Ark1".encode("latin-1")
    secret = _record(0x002F, b"\x01\x00" + bytes(52)) if password else b""
    page = [_record(0x0809, begin[:2] + struct.pack("<H", 0x0010) + begin[4:])]
    for line, row in enumerate(rows):
        for place, cell in enumerate(row):
            if isinstance(cell, (int, float)):
                page.append(_record(0x0203, struct.pack("<HHHd", line, place, 0, cell)))
            elif cell is not None:
                text = cell.encode("utf-16-le")
                head = struct.pack("<HHHHB", line, place, 0, len(cell), 1)
                page.append(_record(0x0204, head + text))
    page += [_record(0x0203, struct.pack("<HHHd", *cell, 0, 1.0)) for cell in cells]
    page.append(_record(0x000A, b""))
    opening = _record(0x0809, begin) + secret
    sheet_at = len(opening) + 4 + 8 + len(name) + 4
    listed = _record(0x0085, struct.pack("<IBBBB", sheet_at, 0, 0, len(name), 0) + name)
    return compound({"Workbook": opening + listed + _record(0x000A, b"") + b"".join(page)})


def compound(streams):
    """A compound file (MS-CFB) with these streams, each filled up to 4096 bytes."""
    sectors, table, entries = [], [], []

    def chain(content, mark=None):
        first = len(table)
        pieces = [content[n : n + 512] for n in range(0, len(content), 512)]
        for number, piece in enumerate(pieces):
            sectors.append(piece.ljust(512, b"\0"))
            last = number == len(pieces) - 1
            table.append(mark or (END if last else first + number + 1))
        return first

    for name, content in streams.items():
        filled = content.ljust(4096, b"\0")
        entries.append((name, 2, chain(filled), len(filled)))
    listing = _entry("Root Entry", 5, END, 0, child=1)
    for number, (name, kind, start, size) in enumerate(entries, 1):
        listing += _entry(
            name, kind, start, size, right=number + 1 if number < len(entries) else FREE
        )
    listing += _entry("", 0, 0, 0) * (-len(listing) // 128 % 4)
    directory = chain(listing)
    needed = 1
    while needed * 128 < len(table) + needed:
        needed += 1
    begin = len(table)
    table += [FAT] * needed
    packed = struct.pack(f"<{needed * 128}I", *table, *[FREE] * (needed * 128 - len(table)))
    places = list(range(begin, begin + needed))
    header = (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        + bytes(16)
        + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6)
        + bytes(6)
        + struct.pack("<IIIIIIIII", 0, needed, directory, 0, 4096, END, 0, END, 0)
        + struct.pack("<109I", *places, *[FREE] * (109 - needed))
    )
    return header + b"".join(sectors) + packed


def _entry(name, kind, start, size, *, child=FREE, right=FREE):
    written = name.encode("utf-16-le") + (b"\0\0" if name else b"")
    return (
        written.ljust(64, b"\0")
        + struct.pack("<HBBIII", len(written), kind, 1, FREE, right, child)
        + bytes(36)
        + struct.pack("<IQ", start, size)
    )
