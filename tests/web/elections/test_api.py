"""The public API: figures with their source, the law's order of award, and never a page of HTML."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from samlet.election import Contest as Election
from samlet.election import ListEntry, settle_contest
from samlet.web.core.actor import SYSTEM
from samlet.web.elections import queries
from samlet.web.elections.actions import record_lot
from samlet.web.elections.counting import Basis
from samlet.web.elections.models import Contest, ListResult

pytestmark = pytest.mark.django_db

NITTEDAL = "/api/v1/contests/municipal.3232.2023-09-11"


def get(client: Client, address: str, **query: Any) -> Any:
    response = client.get(address, {"lang": "en", **query})
    assert response.status_code == 200, response.content
    return response.json()


def refused(client: Client, address: str, status: int, **query: Any) -> dict[str, Any]:
    response = client.get(address, {"lang": "en", **query})
    assert response.status_code == status
    assert response["Content-Type"].startswith("application/json")
    body = response.json()
    assert set(body) == {"error"}
    assert set(body["error"]) == {"code", "message", "details"}
    return dict(body["error"])


def contest_with(basis: Basis) -> str:
    return next(view.stable_id for view in queries.councils() if view.basis == basis)


def test_the_start_leads_to_every_list(client: Client) -> None:
    start = get(client, "/api/v1/")

    for name in ("openapi", "counties", "municipalities", "municipality_changes", "parties"):
        assert client.get(start[name]).status_code == 200


def test_counties_are_todays_fifteen(client: Client) -> None:
    items = get(client, "/api/v1/counties")["items"]

    assert len(items) == 15
    assert {"number": "32", "name": "Akershus", "population": 749207} in items


def test_a_municipality_tells_its_numbers_over_time(client: Client) -> None:
    asker = get(client, "/api/v1/municipalities/3203")

    assert [row["number"] for row in asker["earlier"]] == ["0220", "0627", "0628", "3025"]
    assert [(row["year"], row["kind"]) for row in asker["came_from"]] == [(2024, "renumber")]
    assert asker["county"] == "32"


def test_an_earlier_number_tells_what_it_became(client: Client) -> None:
    hurum = get(client, "/api/v1/municipalities/0628")

    assert hurum["today"] == "3203"
    assert [(row["year"], row["new"]["number"]) for row in hurum["became"]] == [(2020, "3025")]


def test_municipalities_are_filtered_and_paged(client: Client) -> None:
    first = get(client, "/api/v1/municipalities", county="32", limit=20)
    rest = get(client, "/api/v1/municipalities", county="32", limit=20, offset=20)

    assert first["count"] == rest["count"] == 21
    assert len(first["items"]) == 20
    assert len(rest["items"]) == 1


def test_numbers_in_use_and_earlier_ones_add_up(client: Client) -> None:
    every, current, earlier = (
        get(client, "/api/v1/municipalities", limit=1, **query)["count"]
        for query in ({}, {"current": "true"}, {"current": "false"})
    )

    assert current == 357
    assert current + earlier == every


def test_changes_of_a_year(client: Client) -> None:
    changes = get(client, "/api/v1/municipality-changes", year=2024, limit=500)

    assert changes["count"] == len(changes["items"])
    assert {row["year"] for row in changes["items"]} == {2024}


def test_parties_have_a_name_for_every_language(client: Client) -> None:
    parties = {row["code"]: row for row in get(client, "/api/v1/parties")["items"]}

    labour = parties["A"]["names"][0]
    assert (labour["nb"], labour["nn"], labour["en"]) == (
        "Arbeiderpartiet",
        "Arbeidarpartiet",
        "Labour Party",
    )


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ({"kind": "county", "year": 2023}, 14),
        ({"kind": "municipal", "year": 2023, "county": "32"}, 21),
        ({"kind": "municipal", "year": 2023, "number": "3232"}, 1),
        ({"kind": "municipal", "year": 2023}, 357),
        ({"kind": "county", "number": "32"}, 1),
        ({"number": "9999"}, 0),
    ],
)
def test_contests_are_filtered(client: Client, query: dict[str, Any], count: int) -> None:
    assert get(client, "/api/v1/contests", **query)["count"] == count


def test_a_countys_contests_include_those_of_earlier_numbers(client: Client) -> None:
    page = get(client, "/api/v1/contests", county="32", kind="municipal", year=2011, limit=500)

    assert "municipal.0220.2011-09-12" in {row["id"] for row in page["items"]}
    assert {row["place"]["county"] for row in page["items"]} == {"32"}


def test_pages_of_contests_neither_overlap_nor_leave_out(client: Client) -> None:
    found: list[str] = []
    for offset in range(0, 400, 100):
        page = get(client, "/api/v1/contests", kind="municipal", year=2023, offset=offset)
        found += [row["id"] for row in page["items"]]

    assert len(found) == len(set(found)) == 357


def test_results_carry_source_date_and_checksum(client: Client) -> None:
    results = get(client, f"{NITTEDAL}/results")

    labour = next(row for row in results["lists"] if row["code"] == "A")
    assert (labour["ballots"], labour["seats"], labour["basis"]) == (2257, 6, "count")
    assert labour["row_kind"] == "list"
    assert labour["share"] == pytest.approx(0.18885450)
    assert sum(row["seats"] for row in results["lists"]) == results["contest"]["seats"] == 29
    assert re.fullmatch(r"[0-9a-f]{64}", results["source"]["sha256"])
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", results["source"]["day"])
    assert results["source"]["publisher"]


def test_a_storting_election_has_results_and_no_settlement(client: Client) -> None:
    storting = "/api/v1/contests/storting.3232.2025-09-08"

    assert get(client, f"{storting}/results")["contest"]["kind"] == "storting"
    assert refused(client, f"{storting}/settlement", 404)["code"] == "not_settled"


def test_a_settlement_gives_every_seat_its_exact_quotient(client: Client) -> None:
    settlement = get(client, f"{NITTEDAL}/settlement")

    lists = [ListEntry(row["code"], row["votes"]) for row in settlement["lists"]]
    ours = settle_contest(Election(seats=29, lists=tuple(lists)))
    assert settlement["basis"] == "ballots"
    assert [
        (a["seat"], a["list"], a["nth"], Fraction(a["quotient"])) for a in settlement["sequence"]
    ] == [tuple(award) for award in ours.sequence]
    assert settlement["sequence"][0] == {
        "seat": 1,
        "list": "H",
        "nth": 1,
        "quotient": "564485/7",
    }
    assert settlement["differences"] == []
    assert all(row["seats"] == row["official_seats"] for row in settlement["lists"])


def test_where_official_seats_differ_no_order_of_award_is_given(client: Client) -> None:
    settlement = get(client, f"/api/v1/contests/{contest_with(Basis.DIFFERS)}/settlement")

    assert settlement["sequence"] is None
    assert settlement["tie"] is None
    assert sum(row["official"] - row["settled"] for row in settlement["differences"]) == 0
    assert all(row["official"] != row["settled"] for row in settlement["differences"])
    assert settlement["notes"][0]["code"] == "differs"
    assert "cross-list votes decided" in settlement["notes"][0]["text"]


def test_all_councils_that_differ_say_so_and_no_other(client: Client) -> None:
    for view in queries.councils():
        settlement = get(client, f"/api/v1/contests/{view.stable_id}/settlement")
        assert (settlement["basis"] == "differs") == bool(settlement["differences"])
        assert (settlement["sequence"] is None) == (settlement["basis"] == "differs")


def test_lists_known_only_together_keep_their_seats(client: Client) -> None:
    settlement = get(client, "/api/v1/contests/municipal.3201.2023-09-11/settlement")

    others = next(row for row in settlement["lists"] if row["votes_from"] == "held")
    assert settlement["basis"] == "about"
    assert others["votes"] is None
    assert others["official_seats"] == settlement["held_seats"] > 0
    assert len(settlement["sequence"]) == settlement["contest"]["seats"] - settlement["held_seats"]


def test_a_county_is_settled_on_shares_and_says_where_rounding_decides(client: Client) -> None:
    vestfold = get(client, "/api/v1/contests/county.39.2023-09-11/settlement")
    akershus = get(client, "/api/v1/contests/county.32.2023-09-11/settlement")

    assert vestfold["basis"] == akershus["basis"] == "shares"
    assert {row["votes"] for row in vestfold["lists"]} == {None}
    assert vestfold["sequence"] is None
    assert [note["code"] for note in vestfold["notes"]] == ["shares", "rounding"]
    assert [note["code"] for note in akershus["notes"]] == ["shares"]


def test_official_list_votes_are_used_where_they_are_published(client: Client) -> None:
    view = next(view for view in queries.councils(2019) if view.basis == Basis.LIST_VOTES)
    address = f"/api/v1/contests/{view.stable_id}"

    settled = {row["code"]: row for row in get(client, f"{address}/settlement")["lists"]}
    for row in get(client, f"{address}/results")["lists"]:
        assert settled[row["code"]]["votes"] == row["list_votes"]
        assert settled[row["code"]]["votes_from"] == "list_votes"


def test_early_elections_are_shares_and_never_settled(client: Client) -> None:
    settlement = get(client, "/api/v1/contests/municipal.0220.2011-09-12/settlement")

    assert settlement["basis"] == "none"
    assert settlement["sequence"] is None
    assert {row["seats"] for row in settlement["lists"]} == {None}


def test_a_contest_whose_size_is_unknown_is_not_settled(client: Client) -> None:
    partial = Contest.objects.filter(election__kind="municipal", election__year=2015)[0]
    ListResult.objects.filter(contest=partial).update(seats=None)
    Contest.objects.filter(pk=partial.pk).update(seats=None)

    address = f"/api/v1/contests/{partial.stable_id}/settlement"
    assert refused(client, address, 404)["code"] == "not_settled"


def test_a_lot_is_told_with_its_source(client: Client) -> None:
    contest = Contest.objects.get(stable_id="municipal.3232.2023-09-11")
    contest.lists.exclude(code__in=["A", "H"]).delete()
    contest.lists.update(ballots=100, seats=None)
    day = contest.election.day
    record_lot(SYSTEM, contest=contest, winner="A", source="Protocol", day=day)

    settlement = get(client, f"{NITTEDAL}/settlement")

    assert settlement["basis"] == settlement["tie"] == "lot"
    assert settlement["lot"] == {"lists": ["A", "H"], "seats": 1}
    assert len(settlement["sequence"]) == 28
    assert settlement["differences"] == []
    assert settlement["lots_drawn"] == [
        {"winner": "A", "source": "Protocol", "day": day.isoformat()}
    ]


@pytest.mark.parametrize(
    ("query", "where"),
    [
        ({"year": "x"}, "year"),
        ({"year": "2023.5"}, "year"),
        ({"year": "9" * 5000}, "year"),
        ({"year": "3023"}, "year"),
        ({"kind": "kommune"}, "kind"),
        ({"county": "3\x00"}, "county"),
        ({"number": "٣٢٣٢"}, "number"),
        ({"limit": "0"}, "limit"),
        ({"limit": "501"}, "limit"),
        ({"offset": "-1"}, "offset"),
        ({"offset": str(2**63)}, "offset"),
        ({"yaer": "2023"}, "yaer"),
        ({"year": ["2019", "2023"]}, "year"),
    ],
)
def test_a_wrong_parameter_is_named(client: Client, query: dict[str, Any], where: str) -> None:
    error = refused(client, "/api/v1/contests", 422, **query)

    assert error["code"] == "invalid"
    assert [detail["where"] for detail in error["details"]] == [where]
    assert all(detail["message"].endswith(".") for detail in error["details"])


@pytest.mark.parametrize(
    "address",
    [
        "/api/v1/nothing",
        "/api/v1/contests/",
        "/api/v1/contests/municipal.9999.2023-09-11",
        "/api/v1/contests/municipal.3232.2023-09-11/margins",
        "/api/v1/contests/municipal.3232.²⁰²³-09-11/settlement",
        "/api/v1/contests/municipal.3232.0000-00-00/settlement",
        "/api/v1/municipalities/0000",
        "/api/v1/municipalities/٣٢٣٢",
        "/api/v1/docs",
    ],
)
def test_what_is_not_there_answers_404(client: Client, address: str) -> None:
    assert refused(client, address, 404)["code"] == "not_found"


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "options"])
def test_nothing_can_be_written(client: Client, method: str) -> None:
    response = getattr(client, method)("/api/v1/contests")

    assert response.status_code == 405
    assert response["Allow"] == "GET, HEAD"
    assert response.json()["error"]["code"] == "not_allowed"


def test_head_answers_like_get_without_a_body(client: Client) -> None:
    got, head = client.get(NITTEDAL), client.head(NITTEDAL)

    assert head.status_code == 200
    assert head.content == b""
    assert head["Content-Length"] == got["Content-Length"]


def test_an_unchanged_answer_is_304_and_a_changed_one_is_not(client: Client) -> None:
    address = f"{NITTEDAL}/results"
    etag = client.get(address)["ETag"]

    again = client.get(address, headers={"if-none-match": etag})
    ListResult.objects.filter(contest__stable_id="municipal.3232.2023-09-11").update(ballots=1)
    changed = client.get(address, headers={"if-none-match": etag})

    assert (again.status_code, again.content) == (304, b"")
    assert changed.status_code == 200


def test_other_sites_may_not_read_it_in_a_browser(client: Client) -> None:
    response = client.get(NITTEDAL, headers={"origin": "https://other.invalid"})

    assert not [name for name in response.headers if name.lower().startswith("access-control")]


def test_letters_are_sent_as_they_are(client: Client) -> None:
    assert "Rødt" in client.get(f"{NITTEDAL}/results").content.decode()


@pytest.mark.parametrize(
    ("address", "most"),
    [
        ("/api/v1/counties", 1),
        ("/api/v1/municipalities?limit=500", 2),
        ("/api/v1/municipalities/3203", 4),
        ("/api/v1/municipality-changes?limit=500", 2),
        ("/api/v1/parties", 2),
        ("/api/v1/contests?limit=500", 2),
        (f"{NITTEDAL}/results", 2),
        (f"{NITTEDAL}/settlement", 3),
    ],
)
def test_reads_are_few(
    client: Client,
    django_assert_max_num_queries: DjangoAssertNumQueries,
    address: str,
    most: int,
) -> None:
    client.get(address)

    with django_assert_max_num_queries(most):
        client.get(address)


# --- tampering ------------------------------------------------------------------------------------

ADDRESSES = (
    "/api/v1/contests/{}",
    "/api/v1/contests/{}/results",
    "/api/v1/contests/{}/settlement",
    "/api/v1/municipalities/{}",
    "/api/v1/{}",
)
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
almost_ids = st.builds(
    "{}.{}.{}".format,
    st.sampled_from(["municipal", "county", "storting", "municipal.", "MUNICIPAL"]),
    st.sampled_from(["3232", "32", "0301", "03", "323", "00000", "-1", "١"]),
    st.sampled_from(["2023-09-11", "2023-13-45", "2023-09-1x", "0000-00-00", "9999-99-99", "²-"]),
)
names = st.sampled_from(
    ["kind", "year", "county", "number", "limit", "offset", "current", "lang", "blokk"]
)
values = (
    texts | st.integers().map(str) | st.floats().map(str) | st.sampled_from(["", "\x00", "1e9"])
)
tampering = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150)


@tampering
@given(address=st.sampled_from(ADDRESSES), piece=texts | almost_ids)
def test_no_address_makes_the_server_fail(client: Client, address: str, piece: str) -> None:
    answered_well(client, address.format(quote(piece, safe="")))


@tampering
@given(
    address=st.sampled_from(["contests", "municipalities", "municipality-changes", "counties"]),
    query=st.lists(st.tuples(names | texts, values), max_size=4),
)
def test_no_parameter_makes_the_server_fail(
    client: Client, address: str, query: list[tuple[str, str]]
) -> None:
    answered_well(client, f"/api/v1/{address}?{urlencode(query)}")


def answered_well(client: Client, address: str) -> None:
    response = client.get(address)
    assert response.status_code in {200, 404, 422}, address
    assert response["Content-Type"].startswith("application/json")
    response.json()


# --- the description ------------------------------------------------------------------------------

TYPES = {"string", "integer", "number", "boolean", "array", "object", "null"}


@pytest.fixture
def description(client: Client) -> dict[str, Any]:
    return dict(client.get("/api/v1/openapi.json").json())


def nodes(node: Any, path: str = "#") -> Iterator[tuple[str, Any]]:
    yield path, node
    if isinstance(node, dict):
        for name, value in node.items():
            yield from nodes(value, f"{path}/{name}")
    elif isinstance(node, list):
        for index, value in enumerate(node):
            yield from nodes(value, f"{path}/{index}")


def test_the_description_is_whole(description: dict[str, Any]) -> None:
    assert description["openapi"].startswith("3.")
    assert description["info"]["title"] == "Samlet"
    schemas = description["components"]["schemas"]
    references = [
        n["$ref"] for _path, n in nodes(description) if isinstance(n, dict) and "$ref" in n
    ]
    assert references
    for reference in references:
        assert reference.removeprefix("#/components/schemas/") in schemas


def test_every_operation_is_described(description: dict[str, Any]) -> None:
    operations = [
        (path, method, operation)
        for path, item in description["paths"].items()
        for method, operation in item.items()
    ]
    assert {method for _path, method, _operation in operations} == {"get"}
    assert len({operation["operationId"] for _p, _m, operation in operations}) == len(operations)
    for path, _method, operation in operations:
        assert operation["summary"]
        assert {"200", "422"} <= set(operation["responses"])
        in_path = {p["name"] for p in operation["parameters"] if p["in"] == "path"}
        assert in_path == set(re.findall(r"{(\w+)}", path))
        for parameter in operation["parameters"]:
            assert parameter["in"] in {"path", "query"}
            assert parameter["schema"]
            assert parameter["required"] is True or parameter["in"] == "query"
        for response in operation["responses"].values():
            assert response["content"]["application/json"]["schema"]


def test_every_schema_is_well_formed(description: dict[str, Any]) -> None:
    for name, schema in description["components"]["schemas"].items():
        assert schema["type"] == "object", name
        assert set(schema.get("required", [])) <= set(schema["properties"]), name
        for path, node in nodes(schema["properties"], name):
            if isinstance(node, dict) and isinstance(node.get("type"), str):
                assert node["type"] in TYPES, path
                assert node["type"] != "array" or "items" in node, path
            if isinstance(node, dict) and "pattern" in node:
                re.compile(node["pattern"])


def test_answers_are_what_the_description_says(client: Client, description: dict[str, Any]) -> None:
    schemas = description["components"]["schemas"]
    for address, name in [
        (f"{NITTEDAL}/settlement", "Settlement"),
        (f"{NITTEDAL}/results", "Results"),
        ("/api/v1/municipalities/3203", "MunicipalityDetail"),
        ("/api/v1/parties", "PartyList"),
        ("/api/v1/contests", "ContestPage"),
    ]:
        assert set(get(client, address)) == set(schemas[name]["properties"])


def test_nothing_internal_has_slipped_into_the_description(client: Client) -> None:
    text = client.get("/api/v1/openapi.json").content.decode().lower()

    for word in ("bloc", "blokk", "distance", "margin", "scenario", "majority", "fewest"):
        assert word not in text
