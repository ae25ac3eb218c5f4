"""Writes contests in each official format, for samples and for parse(write(x)) == x."""

import json
from fractions import Fraction


def percent(part, whole, decimals=5):
    """A published percentage: rounded, as the result site prints it."""
    return round(100 * part / whole, decimals) if whole else 0


def api_json(contest, edition=2025):
    """The result site's JSON for one contest (a dict, see `contest` in the tests)."""
    cast = sum(row["ballots"] for row in contest["lists"])
    blank = contest.get("blank")
    root = {
        "id": {
            "valgaar": str(contest["year"]),
            "valgtype": contest["type"],
            "nivaa": contest["level"],
            "navn": contest["name"],
            "nr": contest["number"],
        },
        "antallsb": contest.get("electorate"),
        "mandater": {"antall": contest["seats"]},
        "stemmer": {} if blank is None else {"total": cast + blank},
        "opptellingsStatus" if edition == 2025 else "opptalt": {},
        "partier": [_api_party(row, cast, edition) for row in contest["lists"]],
    }
    if blank is not None:
        party = {"id": {"partikategori": 3, "partikode": "BLANKE", "navn": "Blanke"}}
        root["partier"].append(party | _api_votes(blank, None, edition))
    group = {"id": {"partikategori": 0, "partikode": "Andre", "navn": "Andre"}}
    small = sum(row["ballots"] for row in contest["lists"] if row["category"] != 1)
    root["partier"].append(group | _api_votes(small, percent(small, cast), edition))
    return root


def _api_party(row, cast, edition):
    party = {
        "id": {"partikategori": row["category"], "partikode": row["code"], "navn": row["name"]}
    }
    votes = _api_votes(row["ballots"], percent(row["ballots"], cast), edition)
    if row.get("seats") is not None:
        votes["mandater"] = {"resultat": {"antall": row["seats"]}}
    return party | votes


def _api_votes(ballots, share, edition):
    change = {"samme": None} if edition == 2025 else {"samme": None, "ekvivalent": None}
    result = {"prosent": share, "endring": change, "antall": {"total": ballots}}
    return {"stemmer": {"resultat": result}}


def dumped(document):
    return json.dumps(document, ensure_ascii=False, indent=1).encode()


HEADER_17 = (
    "Fylkenummer;Fylkenavn;Kommunenummer;Kommunenavn;Stemmekretsnummer;Stemmekretsnavn;Partikode;"
    "Partinavn;Oppslutning prosentvis;Antall stemmeberettigede;Antall forhåndsstemmer;"
    "Antall valgtingstemmer;Antall stemmer totalt;Endring % siste tilsvarende valg;"
    "Endring % siste ekvivalente valg;Antall mandater;Antall utjevningsmandater;"
)


def party_distribution(areas, *, header=False, columns=16):
    """Areas: (county, its name, municipality, its name, district, its name, electorate, lists)."""
    lines = [HEADER_17] if header else []
    for *place, electorate, lists in areas:
        cast = sum(row["ballots"] for row in lists)
        for row in lists:
            share = f"{percent(row['ballots'], cast):.5f}".replace(".", ",")
            early = row.get("early", row["ballots"] // 2)
            fields = [*place, row["code"], row["name"], share, electorate, early]
            fields += [row["ballots"] - early, row["ballots"], "0,1"]
            fields += ["0,2"] if columns == 17 else []
            fields += [row.get("seats", 0), 0]
            lines.append(";".join(map(str, fields)) + ";")
    return "\n".join(lines) + "\n"


WORDS = {
    "nb": {
        "title": "Valgprotokoll for valgstyret i",
        "section": "E1.1 Beregning av listestemmetall og antall mandater til listene",
        "received": "Mottatt",
        "given": "Avgitt",
        "cross": "Slengere",
        "list_votes": "Listestemmetall",
        "seats": "Mandatene ble fordelt som følger:",
        "approved": "Totalt antall godkjente stemmesedler",
        "entitled": "Antall stemmeberettigede",
        "next": "E2 Kandidatkåring",
        "election": "Kommunestyrevalget",
    },
    "nn": {
        "title": "Valprotokoll for valstyret i",
        "section": "E1.1 Utrekning av listestemmetal og talet på mandat til listene",
        "received": "Motteke",
        "given": "Gjeve",
        "cross": "Slengarar",
        "list_votes": "Listestemmetal",
        "seats": "Mandata vart fordelte som følgjer :",
        "approved": "Totalt tal på godkjente stemmesetlar",
        "entitled": "Tal på personar med røysterett",
        "next": "E2 Kandidatkåring",
        "election": "Kommunestyrevalet",
    },
}


def grouped(number):
    return f"{number:,}".replace(",", " ")


def quotient(votes, divisor):
    thousandths = round(Fraction(votes) / divisor * 1_000_000)
    return f"{grouped(thousandths // 1_000_000)},{thousandths % 1_000_000:06d}"


def protocol(place, year, seats, lists, sequence, *, language="nb", key_figures=True):
    """A protocol's text. place: the municipality's and the county's names.

    lists: dicts of name, ballots, received, given, list_votes; sequence: names and quotients.
    """
    place, county = place
    words = WORDS[language]
    lines = [f"      {words['election']} {year}", "", f"      {words['title']}", ""]
    lines += [
        f"{place} kommune, {county} fylke",
        "",
        f"Kommune: {place}",
        "",
        f"Fylke:       {county}",
    ]
    lines += ["", f"År:          {year}", ""]
    if key_figures:
        cast = sum(row["ballots"] for row in lists)
        lines += [f" {words['entitled']}{grouped(cast * 2 + 7):>40}", ""]
        lines += [f" {words['approved']}{grouped(cast + 7):>40}"]
    lines += ["", "E Valgoppgjør", "", "E1 Mandatfordeling", "", words["section"], ""]
    for row in lists:
        product = row["ballots"] * seats
        lines += [" " * 50 + row["name"], ""]
        formula = f"  Antall stemmesedler x antall kst.repr.= {row['ballots']} x {seats}"
        lines += [f"{formula}{product:>40}", ""]
        lines += [f"{words['received'] + ':':>54}{row['received']:>42}", f"  {words['cross']}:"]
        lines += [f"{words['given'] + ':':>54}{row['given']:>42}", ""]
        lines += [f"  {words['list_votes']}:{row['list_votes']:>75}", ""]
        for nth in range(1, 4):
            divisor = Fraction(7, 5) if nth == 1 else 2 * nth - 1
            lines.append(
                f"   {nth}. div{float(divisor):>72.1f}{quotient(row['list_votes'], divisor):>15}"
            )
            lines.append("")
        lines += ["", "", f"10.09.{year} 17:56:20        {words['title']}        Side 12", "\f"]
    lines += [words["seats"], "", "     Mandat nr.:      Parti:              Kvotient:"]
    for place_in_order, (name, value) in enumerate(sequence, 1):
        lines.append(f"{place_in_order:>11}           {name:<58} {value}")
    return "\n".join([*lines, "", "", words["next"], ""])
