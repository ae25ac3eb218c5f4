"""Try it yourself: one council, one swing in all of them, and addresses tampered with."""

from __future__ import annotations

import re
from decimal import Decimal
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest
from django.http import HttpResponse, QueryDict
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from samlet.web.core.errors import Rejected
from samlet.web.elections import queries
from samlet.web.elections.counting import Basis
from samlet.web.elections.scenario import council_scenario, share_text
from samlet.web.elections.swing import scenario_query, swing_everywhere, swings_of
from samlet.web.parties.queries import bloc

pytestmark = pytest.mark.django_db


def text_of(response: HttpResponse) -> str:
    body = re.sub(r"<(script|style).*?</\1>", " ", response.content.decode(), flags=re.S)
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", body)))


def page(client: Client, address: str, **query: object) -> str:
    response = client.get(address, {"lang": "en", **query})
    assert response.status_code == 200
    return text_of(response)


def number_of(kind: Basis) -> str:
    """The first council whose figures are of this kind."""
    return next(view.number for view in queries.councils() if view.basis == kind)


# --- one council ---------------------------------------------------------------------------------


def test_untouched_scenario_is_the_election(client: Client) -> None:
    said = page(client, "/kommune/3232/prov/")

    assert "Red-greens: 12 of 29 seats. Nothing is changed yet." in said
    assert "3 seats short of a majority." in said
    assert "840 votes to a majority (7.0%)" in said


@pytest.mark.parametrize(("number", "fewest"), [("3216", 36), ("3228", 48), ("3230", 112)])
def test_what_it_takes_is_enough_when_tried_and_one_vote_fewer_is_not(
    client: Client, number: str, fewest: int
) -> None:
    """Vestby, Nes and Gjerdrum: the votes of the council's page, put into the scenario."""
    view, red = queries.council(number), bloc()
    assert red is not None
    found = queries.standing(view, red).plan
    assert found is not None
    assert found.fewest == fewest
    enough = {
        f"v.{code}": (view.by_code[code].ballots or 0) + n for code, n in found.shares.items()
    }
    few = {**enough, min(enough): enough[min(enough)] - 1}

    assert "A majority, with no seat to spare." in page(
        client, f"/kommune/{number}/prov/", **enough
    )
    assert "1 seat short of a majority." in page(client, f"/kommune/{number}/prov/", **few)


def test_every_council_is_untouched_by_a_form_sent_as_it_stands() -> None:
    """Also in shares: a default that did not give the ballots back would move seats by itself."""
    for view in (*queries.councils(), *queries.county_councils()):
        rows = [row for row in view.counted if row.settled]
        shares = QueryDict(mutable=True)
        for row in rows:
            shares[f"s.{row.code}"] = share_text(row, view)

        made = council_scenario(view, shares)

        assert made.changed == (), view.name
        if view.basis != Basis.DIFFERS:
            assert made.view.seats_by_code == view.seats_by_code


def test_distance_that_cross_list_votes_could_move_is_marked(client: Client) -> None:
    red = bloc()
    assert red is not None
    near = next(at for at in queries.standings(red) if at.distance and at.distance.within_reach)

    marked = page(client, f"/kommune/{near.council.number}/prov/")
    far = page(client, "/kommune/3232/prov/")

    assert "within reach of personal votes" in marked
    assert "840 votes to a majority (7.0%): within reach" not in far


def test_address_carries_the_scenario_the_bloc_and_the_version(client: Client) -> None:
    response = client.get("/kommune/3232/prov/", {"v.A": "3000", "v.H": "3893", "uten": "SP"})

    carried = parse_qs(urlsplit(response["HX-Replace-Url"]).query)

    assert carried == {
        "v.A": ["3000"],
        "blokk": ["rodgronn"],
        "uten": ["SP"],
        "data": [queries.data_version()],
    }


def test_page_says_when_the_figures_have_moved_since(client: Client) -> None:
    old = page(client, "/kommune/3232/prov/", data="0123456789ab.old")
    fresh = page(client, "/kommune/3232/prov/", data=queries.data_version())

    assert "The figures have changed since this address was made." in old
    assert "The figures have changed" not in fresh


def test_switching_to_shares_keeps_the_scenario(client: Client) -> None:
    response = client.get("/kommune/3232/prov/", {"v.A": "3000", "mode": "shares", "lang": "en"})

    assert response.status_code == 302
    there = client.get(response["Location"] + "&lang=en")
    assert "13 of 29 seats, 1 more" in text_of(there)


def test_shares_that_do_not_add_up_are_said(client: Client) -> None:
    said = page(client, "/kommune/3232/prov/", **{"s.A": "40"})

    assert "Only how they stand to each other counts" in said


def test_county_is_told_in_points_never_in_votes(client: Client) -> None:
    said = page(client, "/fylke/32/prov/", **{"s.A": "25"})

    assert "points to a majority" in said
    assert "votes to a majority" not in said
    assert "Enter votes instead" not in said


def test_council_where_ballots_do_not_settle_says_so_and_tells_no_margin(client: Client) -> None:
    number = number_of(Basis.DIFFERS)

    said = page(client, f"/kommune/{number}/prov/")

    assert "The ballots alone give other seats here than the official ones" in said
    assert "Official seats" in said
    assert "To one seat more" not in said
    assert "votes to a majority" not in said


def test_held_group_is_said(client: Client) -> None:
    said = page(client, f"/kommune/{number_of(Basis.ABOUT)}/prov/")

    assert "known only as a group" in said
    assert "held fixed" in said


def test_lot_is_said_and_counted_for_nobody(client: Client) -> None:
    """Two lists with equal votes and the others without any."""
    view = queries.council("3232")
    votes = {f"v.{row.code}": "0" for row in view.counted}
    votes |= {"v.A": "500", "v.H": "500"}

    said = page(client, "/kommune/3232/prov/", **votes)

    assert "1 seat would be drawn by lot among" in said
    assert "14 of 29 seats" in said


TAMPERED = [
    ({"v.A": "-3"}, "votes cannot be negative (-3)"),
    ({"v.A": "12.5"}, "“12.5” is not a whole number of votes"),
    ({"v.A": "mange"}, "“mange” is not a whole number of votes"),
    ({"v.A": "١٢"}, "is not a whole number of votes"),
    ({"v.A": "1e9"}, "is not a whole number of votes"),
    ({"v.A": "NaN"}, "is not a whole number of votes"),
    ({"v.A": "9" * 31}, "more votes than can be counted"),
    ({"v.XYZ": "3"}, "No list here has the code “XYZ”."),
    ({"v.A": ["3", "4"]}, "“A” stands twice in the address."),
    ({"v.A": "3", "s.H": "3"}, "mixes votes and shares"),
    ({"s.A": "101"}, "is not a share from 0 to 100 per cent"),
    ({"s.A": "-1"}, "is not a share from 0 to 100 per cent"),
    ({"s.A": "Infinity"}, "is not a share from 0 to 100 per cent"),
    ({"mode": "x"}, "“x” is neither votes nor shares."),
]


@pytest.mark.parametrize(("query", "said"), TAMPERED)
def test_tampered_address_answers_400_with_what_and_where(
    client: Client, query: dict[str, object], said: str
) -> None:
    response = client.get("/kommune/3232/prov/", {"lang": "en", **query})

    assert response.status_code == 400
    assert said in text_of(response)


def test_what_was_typed_is_kept_when_it_is_wrong(client: Client) -> None:
    response = client.get("/kommune/3232/prov/", {"v.A": "-3", "v.H": "4000"})

    body = response.content.decode()
    assert 'name="v.A" value="-3"' in body
    assert 'name="v.H" value="4000"' in body


def test_no_votes_at_all_is_said(client: Client) -> None:
    votes = {f"v.{row.code}": "0" for row in queries.council("3232").counted}

    response = client.get("/kommune/3232/prov/", {"lang": "en", **votes})

    assert response.status_code == 400
    assert "At least one list must have votes." in text_of(response)


@pytest.mark.parametrize("query", [{"blokk": "ukjent"}, {"uten": "H"}])
def test_unknown_bloc_or_party_answers_400(client: Client, query: dict[str, str]) -> None:
    assert client.get("/kommune/3232/prov/", query).status_code == 400


def test_unknown_council_answers_404(client: Client) -> None:
    assert client.get("/kommune/9999/prov/").status_code == 404
    assert client.get("/fylke/03/prov/").status_code == 404


def test_slider_sends_nothing_of_its_own(client: Client) -> None:
    body = client.get("/kommune/3232/prov/").content.decode()

    sliders = re.findall(r'<input type="range"[^>]*>', body)
    assert len(sliders) == 12
    assert not any(" name=" in slider for slider in sliders)
    assert all(" hidden" in slider for slider in sliders)


def test_scenario_as_files(client: Client) -> None:
    csv = client.get("/kommune/3232/prov/lister.csv", {"v.A": "3000", "lang": "en"})
    svg = client.get("/kommune/3232/prov/kommunestyre.svg", {"v.A": "3000"})

    assert "A,Labour Party,2257,3000,6,7" in csv.content.decode("utf-8-sig")
    assert "A scenario, not a result or a forecast" in csv.content.decode("utf-8-sig")
    assert b"<svg" in svg.content[:60]
    assert client.get("/kommune/3232/prov/annet.csv").status_code == 404
    assert client.get("/kommune/3232/prov/lister.exe").status_code == 404
    assert client.get("/kommune/3232/prov/lister.csv", {"v.A": "-1"}).status_code == 400


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_scenario_in_three_languages(client: Client, language: str) -> None:
    response = client.get("/kommune/3232/prov/", {"lang": language, "v.A": "3000"})

    assert response.status_code == 200
    assert f'<html lang="{language}"' in response.content.decode()


def test_scenario_takes_few_queries(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client.get("/kommune/3232/prov/")

    with django_assert_max_num_queries(30):
        client.get("/kommune/3232/prov/", {"v.A": "3000"})


# --- one swing everywhere ------------------------------------------------------------------------


def test_no_swing_moves_no_seat() -> None:
    red = bloc()
    assert red is not None
    swept = swing_everywhere(queries.councils(), {}, red)

    assert swept.before == swept.after
    assert len(swept.swings) + len(swept.left_out) == 357
    assert all(item.has == item.would_have for item in swept.swings)


def test_swing_in_one_council_is_the_same_as_its_own_scenario() -> None:
    red = bloc()
    assert red is not None
    swings = {"A": Decimal("2.5"), "H": Decimal("-3"), "SP": Decimal(-1)}

    for views in (queries.councils(), queries.county_councils()):
        for item in swing_everywhere(views, swings, red).swings:
            if item.seats is None or item.lot:
                continue
            own = council_scenario(item.council, QueryDict(scenario_query(item)))
            assert own.view.seats_by_code == item.seats, item.council.name


def test_swing_page_tells_councils_and_counties(client: Client) -> None:
    red = bloc()
    assert red is not None
    swept = swing_everywhere(queries.councils(), {"A": Decimal(3)}, red)

    said = page(client, "/prov/", **{"d.A": "3"})

    more = swept.after - swept.before
    assert f"a majority in {swept.after} of 357 councils, {more} more." in said
    assert "In county councils:" in said
    assert "The points add up to +3.0" in said


def test_swing_in_one_county_lists_its_councils_only(client: Client) -> None:
    said = page(client, "/prov/", fylke="32", **{"d.A": "3", "d.H": "-2,5"})

    assert "of 21 councils" in said
    assert "Majority won" in said
    assert "Tromsø" not in said


def test_councils_that_lose_every_vote_are_left_out_and_said() -> None:
    red = bloc()
    assert red is not None
    everyone = {row.code for view in queries.councils() for row in view.counted}

    swept = swing_everywhere(queries.councils(), dict.fromkeys(everyone, Decimal(-100)), red)

    assert len(swept.left_out) > 300
    assert len(swept.swings) + len(swept.left_out) == 357


@pytest.mark.parametrize(
    "query",
    [
        {"d.A": "300"},
        {"d.A": "mange"},
        {"d.A": "NaN"},
        {"d.A": "1e3"},
        {"d.XX": "1"},
        {"d.A": ["1", "2"]},
        {"fylke": "99"},
        {"blokk": "ukjent"},
    ],
)
def test_tampered_swing_answers_400(client: Client, query: dict[str, object]) -> None:
    assert client.get("/prov/", {"lang": "en", **query}).status_code == 400


def test_swing_reads_comma_point_and_minus() -> None:
    query = QueryDict("d.A=2,5&d.H=%E2%88%921.5&d.V=+0&d.SP=")

    assert swings_of(query, {"A", "H", "V", "SP"}) == {"A": Decimal("2.5"), "H": Decimal("-1.5")}
    with pytest.raises(Rejected):
        swings_of(QueryDict("d.A=2,5.1"), {"A"})


def test_swing_as_a_file_holds_every_council(client: Client) -> None:
    response = client.get("/prov/mandater.csv", {"d.A": "2", "lang": "en"})

    rows = response.content.decode("utf-8-sig").splitlines()
    assert rows[0].startswith("Number,Council,County,Council's seats,Needed for a majority")
    assert sum(row[:4].isdigit() for row in rows) == 357
    assert client.get("/prov/mandater.xlsx", {"d.A": "2"}).status_code == 200
    assert client.get("/prov/annet.csv").status_code == 404
