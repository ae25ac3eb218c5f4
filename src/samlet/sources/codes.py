"""From the names and codes of lists in result files to one code for each list.

Official codes are those of the official result files (A, SV, RØDT …): docs/data.md. A name that is
a party's own leads to its code; any other list gets a code made from its name, which holds within
its contest only.
"""

from __future__ import annotations

import re
import unicodedata

GROUP = "ANDRE"  # the lists outside the largest parties, known only together; never a party
BLANK = "BLANKE"
LARGEST_PARTIES = ("A", "SV", "RØDT", "SP", "KRF", "MDG", "V", "H", "FRP")

# Codes that some files write otherwise than the official result files.
SPELLINGS = {"LIB": "LIBS", "ANDRE2": GROUP, "AP": "A", "R": "RØDT", "BLANK": BLANK}

_NAMES = {
    "A": "Arbeiderpartiet;Arbeidarpartiet;Det norske Arbeiderparti;Det norske Arbeidarparti;Ap",
    "SV": "SV - Sosialistisk Venstreparti;Sosialistisk Venstreparti;SV",
    "RØDT": "Rødt;Raudt",
    "SP": "Senterpartiet;Sp",
    "KRF": "Kristelig Folkeparti;Kristeleg Folkeparti;KrF",
    "MDG": "Miljøpartiet De Grønne;Miljøpartiet Dei Grøne;MDG",
    "V": "Venstre",
    "H": "Høyre;Høgre",
    "FRP": "Fremskrittspartiet;Framstegspartiet;Frp",
    "INP": "Industri- og Næringspartiet",
    "PP": "Pensjonistpartiet",
    "DEMN": "Norgesdemokratene;Demokratene;Demokratene i Norge;Demokratane",
    "KRISTNE": "Konservativt;Partiet De Kristne;De Kristne",
    "LIBS": "Liberalistene",
    "PS": "Partiet Sentrum",
    "FNB": "Folkeaksjonen Nei til mer bompenger",
    "HELSE": "Helsepartiet;Velferd og Innovasjonspartiet",
    "KYST": "Kystpartiet",
    "NKP": "Norges Kommunistiske Parti",
    "PIR": "Piratpartiet",
    "FI": "Feministisk Initiativ",
    "SAME": "Samefolkets Parti",
    "ALLI": "Alliansen",
    GROUP: "Andre;Andre lister;Andre (samlet);Andre lister samlet",
    BLANK: "Blanke;Blanke stemmer;Blanke stemmesedler",
}
CODE_OF_NAME = {
    name.casefold(): code for code, names in _NAMES.items() for name in names.split(";")
}

# How the party-support register writes a local branch's party ("Halden Arbeiderparti").
_BRANCHES = {
    "A": r"arbeid[ae]rp|\barb\.? ?parti|\bap\b",
    "SV": r"\bsv\b|sos\w*\.? v",
    "RØDT": r"\brødt?\b|\braudt?\b|\brv\b",
    "SP": r"senterp|\bsp\b",
    "KRF": r"\bkrfs?\b|kristel[ie]g f",
    "MDG": r"miljøpartiet",
    "V": r"(?<!sosialistisk )(?<!solialistisk )(?<!sos\. )venstre|\bv\b",
    "H": r"h[øö]yre|høgre|\bh\b",
    "FRP": r"fremskr?itt?s?p|framstegsp|\bfrp\b",
    "PP": r"pensjonist",
    "DEMN": r"\bdemokrat[ae]ne\b",
    "KYST": r"kystpartiet",
    "NKP": r"kommunistisk|n\.k\.p",
}


def clean_name(name: str) -> str:
    """A name with single spaces and nothing unprintable; what a person reads stays the same."""
    if name.isprintable() and "  " not in name and unicodedata.is_normalized("NFC", name):
        return name.strip()
    spaced = re.sub(r"\s+", " ", unicodedata.normalize("NFC", name))
    return "".join(c for c in spaced if c == " " or unicodedata.category(c)[0] != "C").strip()


def made_code(name: str) -> str:
    """The code of a list that has no official one: letters and digits of its name in upper case.

    Every run of other signs becomes one underscore: "Din Stemme" → "DIN_STEMME". Empty when the
    name has neither letters nor digits.
    """
    signs = "".join(sign if sign.isalnum() else " " for sign in clean_name(name).upper())
    return "_".join(signs.split())


def code_for(code: str, name: str) -> str:
    """The one code of a list with this official code (may be empty) and name."""
    given = clean_name(code).upper()
    if given:
        given = made_code(given)
        return SPELLINGS.get(given, given)
    return CODE_OF_NAME.get(clean_name(name).casefold()) or made_code(name)


def parties_named(name: str) -> list[str]:
    """The codes of the parties that a local branch's or joint list's name speaks of."""
    folded = clean_name(name).casefold()
    if re.search(_BRANCHES["NKP"], folded):
        return ["NKP"]
    return [code for code, pattern in _BRANCHES.items() if re.search(pattern, folded)]


def branch_code(name: str) -> str:
    """The code of a list in the party-support register, where lists carry the branch's name.

    One party: its code. Several (a joint list) or none (a local list): a code from the name.
    """
    whole = CODE_OF_NAME.get(clean_name(name).casefold())
    named = parties_named(name)
    return whole or (named[0] if len(named) == 1 else made_code(name))
