"""A settlement seat by seat: public, exact, and silent where the figures would mislead."""

from __future__ import annotations

import csv
import io
import re
from fractions import Fraction

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from samlet.web.core.stamps import touch
from samlet.web.elections import queries
from samlet.web.elections.counting import Basis
from samlet.web.elections.models import Contest, ListResult
from samlet.web.elections.views.settlement import settled_years
from tests.web.elections.test_council import heading, page, text_of

pytestmark = pytest.mark.django_db


def rows_of(client: Client, address: str) -> list[dict[str, str]]:
    response = client.get(address, {"lang": "en"})
    assert response.status_code == 200
    return list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))


def test_every_seat_stands_in_order_with_the_last_one_marked(client: Client) -> None:
    response = page(client, "/kommune/3232/oppgjor/")
    said = text_of(response)

    assert heading(response) == "Nittedal 2023: how the 29 seats were won, one by one"
    assert "Public" in said
    assert "564485/7" in said
    assert "29 last seat" in said
    assert "– first outside" in said
    assert "Next in line was Conservative Party." in said
    assert "Who was elected on each list is not shown" in said


def test_settlement_tells_no_distance_and_no_bloc(client: Client) -> None:
    for address in ("/kommune/3232/oppgjor/", "/kommune/4629/oppgjor/", "/fylke/32/oppgjor/"):
        said = text_of(page(client, address)).lower()
        for word in (
            "missing",
            "red-greens",
            "within reach",
            "more votes",
            "what a majority takes",
        ):
            assert word not in said, (address, word)


def test_downloaded_order_is_the_laws(client: Client) -> None:
    view = queries.council("3232")
    assert view.settlement is not None

    rows = rows_of(client, "/kommune/3232/oppgjor/rekkefolge.csv")

    won = [row for row in rows if row["Won a seat"] == "yes"]
    assert [row["Code"] for row in won] == [award.code for award in view.settlement.sequence]
    assert [Fraction(row["Quotient as a fraction"]) for row in won] == [
        award.quotient for award in view.settlement.sequence
    ]


def test_downloaded_quotients_number_every_seat(client: Client) -> None:
    rows = rows_of(client, "/kommune/3232/oppgjor/kvotienter.csv")

    assert sorted(int(row["Seat"]) for row in rows if row["Seat"]) == list(range(1, 30))


@pytest.mark.parametrize("name", ["stemmer", "rekkefolge", "kvotienter"])
def test_files_come_as_excel(client: Client, name: str) -> None:
    assert client.get(f"/fylke/32/oppgjor/{name}.xlsx").content[:2] == b"PK"


def test_council_that_differs_shows_both_and_no_order(client: Client) -> None:
    response = page(client, "/kommune/4629/oppgjor/")

    assert "Official seats and what the ballots alone give" in text_of(response)
    assert 'id="sequence"' not in response.content.decode()
    assert client.get("/kommune/4629/oppgjor/rekkefolge.csv").status_code == 404
    assert client.get("/kommune/4629/oppgjor/forskjell.csv").status_code == 200


def test_county_is_computed_from_rounded_shares_and_says_so(client: Client) -> None:
    said = text_of(page(client, "/fylke/32/oppgjor/"))

    assert "Computed from rounded shares" in said
    assert not re.search(r"\d/\d", said)


def test_county_where_rounding_decides_shows_no_order(client: Client) -> None:
    for address in ("/fylke/39/", "/fylke/39/oppgjor/"):
        response = page(client, address)
        said = text_of(response)

        assert "Rounded shares cannot tell who took the last seat: " in said
        assert "both have 3.6%" in said.replace("\N{NO-BREAK SPACE}", "").replace(" %", "%")
        assert "The official seats stand." in said
        assert "ahead of" not in said
        assert "Seat by seat" not in said
        assert response.context.get("ladder", "") == ""
    for name in ("oppgjor/rekkefolge.csv", "oppgjor/kvotienter.csv", "siste-mandat.svg"):
        assert client.get(f"/fylke/39/{name}").status_code == 404


def test_protocol_of_2019_is_settled_on_list_votes(client: Client) -> None:
    response = page(client, "/kommune/3230/oppgjor/", aar="2019")
    said = text_of(response)

    view = settled_years(queries.council("3230"))[2019]
    assert view.basis == Basis.LIST_VOTES
    assert heading(response).startswith("Gjerdrum 2019")
    assert "Those received and given are counted in." in said
    assert "List votes" in said
    assert view.differences == ()


def test_year_is_offered_only_where_one_council_of_the_time_lay_here() -> None:
    assert 2019 in settled_years(queries.council("3230"))
    assert list(settled_years(queries.council("3232"))) == [2023]
    assert 2019 in settled_years(queries.county_council("46"))


@pytest.mark.parametrize("year", ["2019", "1999", "x", "99999999"])
def test_year_that_is_not_settled_is_not_found(client: Client, year: str) -> None:
    assert client.get("/kommune/3232/oppgjor/", {"aar": year}).status_code == 404


def test_equal_quotients_are_explained_by_the_law(client: Client) -> None:
    contest = Contest.objects.get(stable_id="municipal.4629.2023-09-11")
    ListResult.objects.filter(contest=contest).update(ballots=108, seats=None)
    touch()

    said = text_of(page(client, "/kommune/4629/oppgjor/"))

    assert "the last seat is decided by lot (Election Act 2002 § 11-12(1), § 11-4(3))" in said
    assert said.count("draws lots") == 2


def test_settlement_reads_few_times(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client.get("/kommune/3232/oppgjor/")

    with django_assert_max_num_queries(6):  # two of them tell the header who is looking
        client.get("/kommune/3232/oppgjor/")


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_settlement_renders_in_every_language(client: Client, language: str) -> None:
    assert client.get("/kommune/3232/oppgjor/", {"lang": language}).status_code == 200
