"""E-mail addresses as lists have them; nothing is asked of the network."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from samlet.sources.sheets.folding import Cell, is_placeholder, listed
from samlet.sources.sheets.reasons import Note, Parsed
from samlet.sources.sheets.texts import nothing, prepared

# Domains where a letter too many or too few is far likelier than another domain.
COMMON_DOMAINS: Final = listed(
    "gmail.com | hotmail.com | hotmail.no | outlook.com | online.no | live.no | icloud.com | "
    "yahoo.no | yahoo.com | broadpark.no | getmail.no | fagforbundet.no | "
    "fellesforbundet.no | lo.no | msn.com"
)
_MAYBE: Final = {"gmail.no": "gmail.com", "gmai.com": "gmail.com", "hotmail.con": "hotmail.com"}
_SHARED: Final = frozenset(
    listed(
        "post | postmottak | firmapost | info | kontakt | leder | klubb | klubben | styret | "
        "htv | hovedtillitsvalgt | tillitsvalgt | tillitsvalgte | sekretariat | kontor | mail | "
        "epost | fagforening | fagforeningen | admin | servicetorg | resepsjon | hr | styre | "
        "postkasse | office | contact | noreply | verneombud | hvo | kasserer | nestleder"
    )
)
_SHARED_BEGINNING: Final = re.compile(r"(?:post|avd|klubb|fagforening|lo|info)[._-]?\d*$")
_AT: Final = re.compile(
    r"\s*(?:\[\s*(?:at|a|alfa|krøllalfa|@)\s*\]|\(\s*(?:at|a|alfa|@)\s*\))\s*", re.I
)
_AT_WORD: Final = re.compile(r"(?<=\w)\s+(?:at|alfa|krøllalfa)\s+(?=\w+\.\w)", re.I)
_DOT: Final = re.compile(r"\s*(?:\[\s*(?:dot|punktum)\s*\]|\(\s*(?:dot|punktum)\s*\))\s*", re.I)
_ADDRESS: Final = re.compile(r"[^\s<>()\[\],;:/|\"]+@[^\s<>()\[\],;:/|\"@]+")
_COMMA: Final = re.compile(r"([^\s@,]+@[^\s@,]+),\s*([a-z]{2,3})", re.I)
_RESERVED: Final = (".invalid", ".example", ".test")
_PLAIN_LOCAL: Final = re.compile(r"[a-z0-9]+(?:[._+-][a-z0-9]+)*", re.ASCII)
LONGEST: Final = 254  # RFC 5321


@dataclass(frozen=True, slots=True)
class Email:
    """address: small letters. shared: a box of a unit. others: further addresses of the cell."""

    address: str
    shared: bool = False
    others: tuple[str, ...] = ()


def parse_email(cell: Cell) -> Parsed[Email]:
    """The first address of a cell, checked by its form alone; a misspelt domain is doubtful."""
    text, notes, doubtful = prepared(cell)
    if not text or is_placeholder(text):
        return nothing(text, notes)
    plain = _AT_WORD.sub("@", _DOT.sub(".", _AT.sub("@", text)))
    plain = re.sub(r"mailto:", "", re.sub(r"\s*@\s*", "@", plain), flags=re.I)
    if "@" not in text and "@" in plain:
        notes.append(Note("email_at_restored"))
    found = [address.strip(".'").lower() for address in _ADDRESS.findall(plain)]
    sound = list(dict.fromkeys(address for address in found if _is_sound(address)))
    if not sound and (comma := _COMMA.fullmatch(plain)) and _is_sound(".".join(comma.groups())):
        address = ".".join(comma.groups()).lower()
        notes.append(Note("email_maybe", {"suggestion": address}))
        return Parsed(Email(address, is_shared(address)), text, tuple(notes), True)
    if not sound:
        dotted = "@" not in plain and "." in plain and " " not in plain
        code = "email_without_at" if dotted else "not_an_email"
        return Parsed(None, text[:LONGEST], (*notes, Note(code)), True)
    if len(sound) > 1:
        notes.append(Note("several_emails", {"count": len(sound)}))
    address = next((one for one in sound if not is_shared(one)), sound[0])
    others = tuple(one for one in sound if one != address)
    local, _, domain = address.rpartition("@")
    suggestion = f"{local}@{better}" if (better := _suggested_domain(domain)) else ""
    if suggestion:
        notes.append(Note("email_maybe", {"suggestion": suggestion}))
    shared = is_shared(address)
    if shared:
        notes.append(Note("shared_mailbox"))
    unsure = doubtful or bool(suggestion) or shared
    return Parsed(Email(address, shared, others), text, tuple(notes), unsure)


def is_shared(address: str) -> bool:
    """The box belongs to a unit: post@, leder@, avd850@."""
    local = address.partition("@")[0]
    return local in _SHARED or bool(_SHARED_BEGINNING.match(local))


def _is_sound(address: str) -> bool:
    local, _, domain = address.rpartition("@")
    if len(address) > LONGEST or "." not in domain:
        return False
    # Addresses of synthetic people end in names that are reserved and never delivered (RFC 2606).
    if domain.endswith(_RESERVED):
        domain = f"{domain.rpartition('.')[0]}.no"
    # A domain stands in many rows; most local parts need no more than a look.
    if _PLAIN_LOCAL.fullmatch(local):
        return _is_valid(f"a@{domain}")
    return _is_valid(f"{local}@{domain}")


@lru_cache(maxsize=4_096)
def _is_valid(address: str) -> bool:
    from email_validator import EmailNotValidError, validate_email  # noqa: PLC0415  imports only

    try:
        validate_email(address, check_deliverability=False, globally_deliverable=False)
    except EmailNotValidError:
        return False
    return True


@lru_cache(maxsize=4_096)
def _suggested_domain(domain: str) -> str:
    from rapidfuzz.distance import OSA  # noqa: PLC0415  imports only

    if domain in COMMON_DOMAINS:
        return ""
    if domain in _MAYBE:
        return _MAYBE[domain]
    for known in COMMON_DOMAINS:
        if len(known) > 7 and OSA.distance(domain, known, score_cutoff=1) == 1:
            return known
    return ""
