"""What is written in an official format is read back as it was."""

from fractions import Fraction
from string import ascii_letters

from hypothesis import given
from hypothesis import strategies as st

from samlet.election import Contest, ListEntry, settle_contest
from samlet.sources import read_results
from samlet.sources.codes import LARGEST_PARTIES, code_for
from tests.sources.result_writers import (
    api_json,
    dumped,
    party_distribution,
    percent,
    protocol,
    quotient,
)

PLACE = ("Prøvested", "Prøvefylke")
NAMES = {
    "A": "Arbeiderpartiet",
    "SV": "SV - Sosialistisk Venstreparti",
    "SP": "Senterpartiet",
    "H": "Høyre",
    "RØDT": "Rødt",
    "PP": "Pensjonistpartiet",
    "PRØVELISTA": "Prøvelista",
    "BYGDA_FØRST": "Bygda først",
}
SEATS = st.integers(5, 30).map(lambda half: 2 * half + 1)


@st.composite
def contests(draw):
    """An invented contest of two to eight lists with settled seats."""
    codes = draw(st.lists(st.sampled_from(sorted(NAMES)), min_size=2, max_size=8, unique=True))
    ballots = [draw(st.integers(1, 60_000)) for _ in codes]
    seats = draw(SEATS)
    settled = settle_contest(Contest(seats, tuple(map(ListEntry, codes, ballots))))
    if settled.lot:
        ballots = [count * 61 + place for place, count in enumerate(ballots)]
        settled = settle_contest(Contest(seats, tuple(map(ListEntry, codes, ballots))))
    lists = [
        {
            "code": code,
            "name": NAMES[code],
            "ballots": count,
            "seats": settled.seats[code],
            "category": 1 if code in LARGEST_PARTIES else 2,
        }
        for code, count in zip(codes, ballots, strict=True)
    ]
    return {
        "year": 2023,
        "type": "KO",
        "level": "kommune",
        "name": "Prøvested",
        "number": "9901",
        "electorate": draw(st.integers(50_000_000, 60_000_000)),
        "seats": sum(row["seats"] for row in lists),
        "blank": draw(st.integers(0, 500)),
        "lists": lists,
    }


def told(contest):
    return {row.code: (row.name, row.ballots, row.seats) for row in contest.lists}


def written(contest):
    return {row["code"]: (row["name"], row["ballots"], row["seats"]) for row in contest["lists"]}


@given(contests(), st.sampled_from([2021, 2025]))
def test_result_site_json(contest, edition):
    if contest["seats"] % 2 == 0:  # a lot left a seat out
        return
    file = read_results(dumped(api_json(contest, edition)), "x.json")
    (read,) = file.contests

    assert told(read) == written(contest)
    assert (read.number, read.name) == ("9901", "Prøvested")
    assert (read.electorate, read.blank) == (contest["electorate"], contest["blank"])
    assert read.council_seats == contest["seats"]
    assert read.complete


@given(contests(), st.booleans(), st.sampled_from([16, 17]), st.sampled_from(["utf-8", "cp1252"]))
def test_party_distribution(contest, header, columns, encoding):
    if contest["seats"] % 2 == 0:
        return
    columns = 17 if header else columns
    area = ("99", "Prøvefylke", "9901", "Prøvested", "", "", contest["electorate"])
    text = party_distribution([(*area, contest["lists"])], header=header, columns=columns)

    file = read_results(text.encode(encoding), "invented_ko_2023.csv")
    (read,) = file.contests

    assert told(read) == written(contest)
    assert read.council_seats == contest["seats"]
    for row in read.lists:
        cast = sum(entry["ballots"] for entry in contest["lists"])
        assert abs(row.share - percent(row.ballots, cast) / 100) < 1e-9


@given(contests(), st.sampled_from(["nb", "nn"]), st.integers(0, 300))
def test_protocol_text(contest, language, moved):
    seats = 2 * (contest["seats"] // 2) + 1
    second = contest["lists"][1]
    rows = [{**row, "received": 0, "given": 0} for row in contest["lists"]]
    moved = min(moved, second["ballots"] * seats - 1)
    rows[0]["received"], rows[1]["given"] = moved, moved
    for row in rows:
        row["list_votes"] = row["ballots"] * seats + row["received"] - row["given"]
    entries = tuple(ListEntry(row["name"], row["list_votes"]) for row in rows)
    settled = settle_contest(Contest(seats, entries))
    if settled.lot:
        return
    sequence = [
        (
            award.code,
            quotient(
                settled.contest.lists[[e.code for e in entries].index(award.code)].votes,
                Fraction(7, 5) if award.nth == 1 else 2 * award.nth - 1,
            ),
        )
        for award in settled.sequence
    ]
    text = protocol(PLACE, 2023, seats, rows, sequence, language=language)

    file = read_results(text.encode(), "protocol.txt")
    (read,) = file.contests

    assert [
        (row.name, row.ballots, row.received, row.given, row.list_votes) for row in read.lists
    ] == [
        (row["name"], row["ballots"], row["received"], row["given"], row["list_votes"])
        for row in rows
    ]
    assert {row.name: row.seats for row in read.lists} == settled.seats
    assert read.sequence == tuple(code_for("", name) for name, _ in sequence)
    assert (read.council_seats, read.blank, read.county) == (seats, 7, "Prøvefylke")


@given(st.text(alphabet=ascii_letters + "æøåÆØÅ -.&/0123456789", max_size=60))
def test_a_made_code_stays_itself(name):
    code = code_for("", name)

    assert code_for(code, "any name") == code_for("", code) or not code
