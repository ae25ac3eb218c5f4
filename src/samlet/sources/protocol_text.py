"""The text of a municipal election protocol (*valgprotokoll for valgstyret*), as read from its PDF.

Section E1.1 gives for each list ballots × seats, cross-list votes received and given, list votes
and, after all lists, the seats in the order they were awarded. Bokmål and Nynorsk use other words:
Mottatt/Motteke, Avgitt/Gjeve, Slengere/Slengarar, Listestemmetall/Listestemmetal. The protocol
names the municipality but not its number; the number may stand in the file's name.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from samlet.sources.codes import clean_name, code_for
from samlet.sources.drafts import Draft
from samlet.sources.election_hints import place_of
from samlet.sources.rows import ListRow
from samlet.sources.values import shown, whole

NAME = "protocol text"

LARGEST_MEGABYTES = 5  # the longest protocols are a tenth of that
NAME_REACH = 12  # lines above a list's figures where its name may stand
LONGEST_LINE = 500  # a printed line; the patterns below take too long on one that is no such thing

_VALUE = r"(\S.*?)"  # whatever is printed: what is no count is reported, not passed over
_TITLE = re.compile(r"va(?:lg|l)protokoll for (?:va(?:lg|l)styret|fylkesva(?:lg|l)styret)", re.I)
_HEADING = re.compile(r"^[ \t\f]*E1\.1\s+(?:Beregning|Utrekning)", re.I)
_BALLOTS = re.compile(
    r"^[ \t\f]*(?:Antall stemmesedler|Tal(?:et)? (?:på )?stemmesetlar) x (?:antall|tal(?:et på)?) "
    r"kst\.repr\.\s*=\s*(\S+(?:[ \u00a0][0-9]{3})*)\s+x\s+(\S+)",
    re.I,
)
_RECEIVED = re.compile(rf"^[ \t\f]*Mott(?:att|eke)[ \t]*:[ \t]*{_VALUE}[ \t\f]*$", re.I)
_GIVEN = re.compile(rf"^[ \t\f]*(?:Avgitt|Gjeve)[ \t]*:[ \t]*{_VALUE}[ \t\f]*$", re.I)
_LIST_VOTES = re.compile(rf"^[ \t\f]*Listestemmetall?[ \t]*:[ \t]*{_VALUE}[ \t\f]*$", re.I)
_SECTION = re.compile(r"^[ \t\f]*E1\.1 [^\n]{0,40}listestemmetal", re.I | re.M)
_SEATS_BEGIN = re.compile(r"^[ \t\f]*Mandat(?:ene|a) (?:ble|vart) fordelte? som ", re.I)
_SEAT = re.compile(
    r"^[ \t\f]*([0-9]{1,3})[ \t]{2,}(\S.*?)[ \t]{2,}([0-9][0-9 \u00a0]*,[0-9]+)[ \t\f]*$"
)
_SEATS_END = re.compile(r"^[ \t\f]*(?:E2\b|E1\.2\b)")
_DIVISOR = re.compile(r"^[ \t\f]*[0-9]+\. div\b", re.I)
_FOOTER = re.compile(r"\b(?:Side|Sida)\s+[0-9]+[ \t\f]*$")
_ELECTION = re.compile(r"\b(kommunestyreval|fylkestingsval)(?:g)?et\s+((?:19|20)[0-9]{2})", re.I)
_YEAR = re.compile(r"^[ \t\f]*(År):[ \t]+((?:19|20)[0-9]{2})[ \t]*$", re.M)
_STAMP = re.compile(r"^[ \t\f]*[0-9]{2}\.[0-9]{2}\.((?:19|20)[0-9]{2}) [0-9:]{8}\b", re.M)
_PLACE = re.compile(r"^[ \t\f]*Kommune:[ \t]+(\S.*?)[ \t\f]*$", re.I | re.M)
_COUNTY = re.compile(r"^[ \t\f]*Fylke:[ \t]+(\S.*?)[ \t\f]*$", re.I | re.M)
_PLACE_IN_TITLE = re.compile(
    r"va(?:lg|l)styret i\s+(\S.*?) kommune(?:,\s*(\S.*?) fylke)?[ \t\f]*$", re.I | re.M
)
_ENTITLED = re.compile(
    r"^[ \t\f]*(?:Antall stemmeberettigede|Tal på personar med røysterett)[ \t]{2,}"
    rf"{_VALUE}[ \t\f]*$",
    re.I | re.M,
)
_APPROVED = re.compile(
    r"^[ \t\f]*Totalt (?:antall godkjente stemmesedler|tal på godkjente stemmesetlar)[ \t]{2,}"
    rf"{_VALUE}[ \t\f]*$",
    re.I | re.M,
)


@dataclass
class _Found:
    """One list's part of E1.1 as far as it is read; texts are what the protocol printed."""

    name: str
    line: int
    ballots: str
    size: str
    received: str = ""
    given: str = ""
    list_votes: str = ""


@dataclass
class _Section:
    lists: list[_Found] = field(default_factory=list)
    seats: list[tuple[int, str, int]] = field(default_factory=list)  # number, list, line


def matches(text: str) -> bool:
    """Whether a text is a protocol, of either language."""
    return bool(_TITLE.search(text) or _SECTION.search(text))


def year_in(text: str) -> int | None:
    """The year of the election as the protocol tells it."""
    found = _ELECTION.search(text) or _YEAR.search(text)
    if found:
        return int(found.group(2))
    stamped = _STAMP.search(text)
    return int(stamped.group(1)) if stamped else None


def read(lines: Sequence[str], filename: str) -> Draft:
    """The contest of one protocol."""
    lines = [line if len(line) <= LONGEST_LINE else "" for line in lines]
    text = "\n".join(lines)
    hint_number, hint_name = place_of(filename)
    told = _PLACE.search(text) or _PLACE_IN_TITLE.search(text)
    county = _COUNTY.search(text)
    section = _section(lines)
    first = section.lists[0].line if section.lists else 1
    draft = Draft(
        "municipal",
        hint_number,
        clean_name(told.group(1)) if told else hint_name,
        first,
        county=clean_name(county.group(1)) if county else "",
    )
    if not draft.number and not draft.name:
        draft.reject("missing_value", {"field": "kommune"})
    election = _ELECTION.search(text)
    if election and election.group(1).casefold().startswith("fylkesting") and not section.lists:
        draft.reject("not_a_council", {"level": "kommune"})
        return draft
    draft.electorate = _key_figure(draft, _ENTITLED, text, "stemmeberettigede")
    draft.total = _key_figure(draft, _APPROVED, text, "godkjente stemmesedler")
    for found in section.lists:
        _list(draft, found)
    _award(draft, section)
    if draft.total is not None and not draft.problems:
        draft.blank = draft.total - sum(row.ballots or 0 for row in draft.lists)
        if draft.blank < 0:
            cast = draft.total - draft.blank
            draft.reject("ballots_do_not_add_up", {"found": cast, "total": draft.total})
    return draft


def _key_figure(draft: Draft, pattern: re.Pattern[str], text: str, name: str) -> int | None:
    found = pattern.search(text)
    if not found:
        return None
    line = text.count("\n", 0, found.start(1)) + 1
    return draft.value(lambda: whole(found.group(1), name), line=line)


def _section(lines: Sequence[str]) -> _Section:
    """Section E1.1: each list's figures, then the seats in order."""
    section = _Section()
    inside = seats = False
    for number, line in enumerate(lines, 1):
        if _HEADING.match(line):
            inside, seats = True, False
        elif _SEATS_END.match(line):
            inside = seats = False
        elif inside and _SEATS_BEGIN.match(line):
            seats = True
        elif inside and seats:
            _seat(section, line, number)
        elif inside:
            _figure(section, lines, number)
    return section


def _figure(section: _Section, lines: Sequence[str], number: int) -> None:
    line = lines[number - 1]
    if found := _BALLOTS.match(line):
        name = _name_above(lines, number - 1)
        section.lists.append(_Found(name, number, found.group(1), found.group(2)))
        return
    if not section.lists:
        return
    current = section.lists[-1]
    for attribute, pattern in (
        ("received", _RECEIVED),
        ("given", _GIVEN),
        ("list_votes", _LIST_VOTES),
    ):
        if (found := pattern.match(line)) and not getattr(current, attribute):
            setattr(current, attribute, found.group(1))


def _name_above(lines: Sequence[str], place: int) -> str:
    """The list's name stands centred above its figures, on one line or more when it is long."""
    words: list[str] = []
    for line in reversed(lines[max(0, place - NAME_REACH) : place]):
        other = _DIVISOR.match(line) or _HEADING.match(line) or _FOOTER.search(line)
        if other or (not line.strip() and words) or len(words) == 4:
            break
        if line.strip():
            words.insert(0, clean_name(line.replace("\f", " ")))
    return " ".join(words)


def _seat(section: _Section, line: str, number: int) -> None:
    if found := _SEAT.match(line):
        section.seats.append((int(found.group(1)), clean_name(found.group(2)), number))


def _list(draft: Draft, found: _Found) -> None:
    def count(text: str, name: str) -> int | None:
        if not text:
            params = {"what": name, "name": shown(found.name)}
            draft.reject("protocol_incomplete", params, line=found.line)
            return None
        return draft.value(lambda: whole(text, name), line=found.line)

    ballots = count(found.ballots, "stemmesedler")
    size = count(found.size, "kst.repr.")
    if draft.council_seats is None:
        draft.council_seats = size
    elif size is not None and size != draft.council_seats:
        params = {"found": size, "seats": draft.council_seats}
        draft.reject("seats_do_not_add_up", params, line=found.line)
    draft.lists.append(
        ListRow(
            code=code_for("", found.name),
            name=found.name,
            ballots=ballots,
            seats=0,
            list_votes=count(found.list_votes, "listestemmetall"),
            received=count(found.received, "mottatt"),
            given=count(found.given, "avgitt"),
            line=found.line,
        )
    )


def _award(draft: Draft, section: _Section) -> None:
    """Give each list its seats, in the order of the protocol."""
    order: list[str] = []
    missing: set[str] = set()
    for place, (seat, name, line) in enumerate(section.seats, 1):
        if seat != place:
            draft.reject("seat_order", {"value": seat}, line=line)
            return
        code = _code_in(draft.lists, name)
        if code is not None:
            order.append(code)
        elif name not in missing:
            missing.add(name)
            params = {"what": "E1.1", "name": shown(name)}
            draft.reject("protocol_incomplete", params, line=line)
    won = Counter(order)
    draft.sequence = tuple(order)
    draft.lists = [_with_seats(row, won[row.code]) for row in draft.lists]
    if not section.seats and draft.lists:
        draft.reject("protocol_incomplete", {"what": "mandatfordeling", "name": draft.name})


def _code_in(rows: Sequence[ListRow], name: str) -> str | None:
    """The list of that name; a long name may be cut where the column ends."""
    same = [row.code for row in rows if row.name.casefold() == name.casefold()]
    begun = [row.code for row in rows if row.name.casefold().startswith(name.casefold())]
    return same[0] if same else begun[0] if len(begun) == 1 else None


def _with_seats(row: ListRow, seats: int) -> ListRow:
    return ListRow(
        code=row.code,
        name=row.name,
        ballots=row.ballots,
        seats=seats,
        list_votes=row.list_votes,
        received=row.received,
        given=row.given,
        line=row.line,
    )
