"""A council's page: what it leads with, what it may not claim, and the two forms on it."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from html import unescape

import pytest
from django.http import HttpResponse
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from samlet.election import margins as margins_of
from samlet.web.core.models import AuditEntry
from samlet.web.core.stamps import touch
from samlet.web.elections import queries
from samlet.web.elections.counting import UNITS, Basis
from samlet.web.elections.earlier import results_in
from samlet.web.elections.models import Contest, ListResult, LotDrawn
from samlet.web.elections.point_margins import point_margins
from samlet.web.elections.sentences.council import headline
from samlet.web.parties import queries as parties
from samlet.web.parties.models import BlocList

pytestmark = pytest.mark.django_db

ELSEWHERE = {"REMOTE_ADDR": "192.0.2.1"}
LOCAL_LISTS = {"act": "count_list", "code": "BYGDELISTA", "bloc": "rodgronn"}


def text_of(response: HttpResponse) -> str:
    """The page's words, without markup."""
    body = re.sub(r"<(script|style).*?</\1>", " ", response.content.decode(), flags=re.S)
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", body)))


def heading(response: HttpResponse) -> str:
    found = re.findall(r"<h1[^>]*>(.*?)</h1>", response.content.decode(), re.S)
    assert len(found) == 1
    return unescape(found[0])


def page(client: Client, address: str, **query: object) -> HttpResponse:
    response = client.get(address, {"lang": "en", **query})
    assert response.status_code == 200
    return response


@pytest.mark.parametrize(
    ("address", "said"),
    [
        (
            "/kommune/3232/",
            "Nittedal: 12 of 29 seats. 3 seats are missing, 840 votes (7.0%).",
        ),
        ("/kommune/3216/", "Vestby: 13 of 27 seats. 1 seat is missing, 36 votes (0.4%)."),
        ("/kommune/3228/", "Nes: 17 of 35 seats. 1 seat is missing, 48 votes (0.4%)."),
        (
            "/kommune/3224/",
            "Rælingen: 18 of 35 seats. The majority is held by about 13 votes, "
            "within reach of personal votes.",
        ),
        (
            "/kommune/4629/",
            "Modalen: 0 of 13 seats. None of the parties counted here had a list of its own "
            "in 2023.",
        ),
        (
            "/fylke/32/",
            "Akershus: 20 of 51 seats. 6 seats are missing, "
            "about 20.0 percentage points (19.5 to 20.6).",
        ),
    ],
)
def test_heading_says_seats_and_distance(client: Client, address: str, said: str) -> None:
    assert heading(page(client, address)) == said


def test_heading_never_names_a_party() -> None:
    names = {info.name for info in parties.party_infos(2023).values()}
    names |= {info.short for info in parties.party_infos(2023).values() if len(info.short) > 1}
    for view in (*queries.councils(), *queries.county_councils()):
        for bloc in parties.blocs():
            said = headline(queries.standing(view, bloc)).removeprefix(f"{view.name}: ")
            assert not {name for name in names if re.search(rf"\b{re.escape(name)}\b", said)}


def test_council_shows_the_last_seat_and_what_it_takes(client: Client) -> None:
    said = text_of(page(client, "/kommune/3232/"))

    assert (
        "Christian Democratic Party took the last seat, just ahead of Conservative Party." in said
    )
    assert "5,945.0" in said
    assert "5,941.9" in said
    assert "840 votes (7.0% of the ballots)" in said
    assert "All to one list: 1,446 votes more to Centre Party." in said
    assert "Internal" in said
    assert "municipal.3232.2023-09-11" in said


def test_every_bloc_is_told_and_its_votes_add_up(client: Client) -> None:
    view = queries.council("3232")

    said = text_of(page(client, "/kommune/3232/"))

    for bloc in parties.blocs():
        at = queries.standing(view, bloc)
        assert at.distance is not None
        assert f"{at.distance.votes} votes" in said
    assert "The bloc is a proposal until a body has decided it." in said


def test_council_is_seen_without_a_party(client: Client) -> None:
    without = page(client, "/fylke/32/", uten="SP")

    assert heading(without).startswith("Akershus: 18 of 51 seats.")
    assert "with Sp" in text_of(without)


def test_council_whose_seats_cross_list_votes_decided_shows_no_order(client: Client) -> None:
    differing = [view for view in queries.councils() if view.basis == Basis.DIFFERS]
    assert len(differing) == 31

    for view in differing[:6]:
        response = page(client, f"/kommune/{view.number}/")
        body, said = response.content.decode(), text_of(response)
        assert "Official seats and what the ballots alone give" in said
        assert 'id="ladder"' not in body
        assert 'id="margins"' not in body
        assert not re.search(r"about [\d,]+ votes", heading(response))
        assert "votes more" not in said


def test_small_lists_known_together_make_numbers_about(client: Client) -> None:
    said = text_of(page(client, "/kommune/3201/"))

    assert "2 seats went to small lists whose votes we know only together" in said
    assert "every number of votes is “about”" in said


def test_county_speaks_in_points_with_what_rounding_leaves(client: Client) -> None:
    response = page(client, "/fylke/39/")
    said = text_of(response)

    assert "Rounding decides here" in said
    assert "percentage points" in said
    assert not re.search(r"\d votes", said)


def test_joint_list_of_two_bloc_parties_is_counted_and_said(client: Client) -> None:
    assert "Sosialistisk Venstreparti og Rødt joins R and SV, all of them in" in text_of(
        page(client, "/kommune/3228/")
    )


def test_mixed_list_is_not_counted_until_somebody_says_so(client: Client) -> None:
    said = text_of(page(client, "/kommune/1851/"))

    assert "Fellesliste Venstre og Senterpartiet joins Sp and V, not all of them in" in said


def test_earlier_elections_name_the_municipalities_that_merged(client: Client) -> None:
    said = text_of(page(client, "/kommune/3205/"))

    assert "this was Fet, Skedsmo and Sørum" in said
    assert "shown as shares only" in said


def test_place_without_statements_says_what_belongs_there(client: Client) -> None:
    assert "No statement is entered for this place" in text_of(page(client, "/kommune/3232/"))


def test_number_of_a_merged_municipality_leads_to_todays(client: Client) -> None:
    response = client.get("/kommune/0231/", {"lang": "en"})

    assert response.status_code == 302
    assert response["Location"] == "/kommune/3205/?lang=en"


@pytest.mark.parametrize(
    "address", ["/kommune/9999/", "/fylke/03/", "/fylke/99/", "/kommune/3232/ukjent.csv"]
)
def test_unknown_place_or_file_is_not_found(client: Client, address: str) -> None:
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("query", ["blokk=ukjent", "uten=H", "uten=%00"])
def test_tampered_bloc_is_refused(client: Client, query: str) -> None:
    assert client.get(f"/kommune/3232/?{query}").status_code == 400


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_council_renders_in_every_language(client: Client, language: str) -> None:
    for address in ("/kommune/3232/", "/fylke/32/"):
        response = client.get(address, {"lang": language})
        assert response.status_code == 200
        assert f'<html lang="{language}"' in response.content.decode()


def test_council_reads_few_times(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client.get("/kommune/3232/")

    with django_assert_max_num_queries(18):
        client.get("/kommune/3232/")


@pytest.mark.parametrize("name", ["lister", "marginer", "flertall", "tidligere"])
def test_tables_download(client: Client, name: str) -> None:
    csv = client.get(f"/kommune/3232/{name}.csv", {"lang": "en"})
    excel = client.get(f"/kommune/3232/{name}.xlsx")

    assert csv.status_code == excel.status_code == 200
    assert "municipal.3232.2023-09-11" in csv.content.decode()
    assert excel.content[:2] == b"PK"


@pytest.mark.parametrize("name", ["mandater", "siste-mandat", "oppslutning"])
def test_charts_download(client: Client, name: str) -> None:
    assert b"<svg" in client.get(f"/fylke/32/{name}.svg").content
    assert client.get(f"/fylke/32/{name}.png").content[:4] == b"\x89PNG"


def test_council_that_differs_has_no_ladder_to_take_along(client: Client) -> None:
    assert client.get("/kommune/4629/siste-mandat.svg").status_code == 404
    assert client.get("/kommune/4629/marginer.csv").status_code == 404
    assert client.get("/kommune/4629/forskjell.csv").status_code == 200


def test_point_margins_agree_with_votes_where_nothing_is_rounded() -> None:
    for view in queries.county_councils():
        if view.settlement is None or view.rounding_decides:
            continue
        exact = margins_of(view.settlement)
        for code, found in point_margins(view).items():
            if found.next is not None and exact[code].next is not None:
                # Ours asks for a larger quotient, the law also for an equal one with more votes.
                assert abs(found.next.middle - exact[code].next) <= 1
                assert found.next.low <= found.next.middle <= found.next.high
            if found.last is not None and exact[code].last is not None:
                assert abs(found.last.middle - exact[code].last) <= 1
                assert found.last.low <= found.last.middle <= found.last.high <= UNITS


def test_local_list_is_counted_with_a_bloc_and_taken_out_again(client: Client) -> None:
    given = LOCAL_LISTS | {"reason": "The annual meeting, 1 March 2026"}

    response = client.post("/kommune/3216/?lang=en", given)

    assert response.status_code == 302
    said = text_of(page(client, "/kommune/3216/"))
    assert "The list is now counted with the bloc." in said
    assert "is counted with Red-greens: The annual meeting, 1 March 2026" in said
    extra = BlocList.objects.get()
    view = queries.council("3216")
    bloc = parties.bloc("rodgronn")
    assert bloc is not None
    assert "BYGDELISTA" in queries.standing(view, bloc).codes

    client.post("/kommune/3216/", {"act": "stop_list", "list": extra.public_id})

    assert not BlocList.objects.exists()
    assert AuditEntry.objects.filter(act="bloc.list_removed").exists()


def test_reason_is_required_and_what_was_typed_is_kept(client: Client) -> None:
    response = client.post("/kommune/3216/?lang=en", LOCAL_LISTS | {"reason": ""})

    assert response.status_code == 422
    body = response.content.decode()
    assert 'id="error-summary"' in body
    assert '<option value="BYGDELISTA" selected>' in body
    assert not BlocList.objects.exists()


def test_list_counted_twice_is_told(client: Client) -> None:
    given = LOCAL_LISTS | {"reason": "The annual meeting"}
    client.post("/kommune/3216/", given)

    response = client.post("/kommune/3216/?lang=en", given)

    assert response.status_code == 422
    assert "The annual meeting" in response.content.decode()


def test_from_another_machine_nothing_is_offered_or_changed(client: Client) -> None:
    shown = client.get("/kommune/3216/", {"lang": "en"}, **ELSEWHERE)
    sent = client.post("/kommune/3216/", LOCAL_LISTS | {"reason": "x"}, **ELSEWHERE)

    assert shown["Location"].startswith("/konto/inn/")
    assert sent["Location"].startswith("/konto/inn/")
    assert not BlocList.objects.exists()


def test_form_of_no_kind_is_refused(client: Client) -> None:
    assert client.post("/kommune/3216/", {"act": "erase"}).status_code == 400


@pytest.fixture
def drawn() -> Contest:
    """Modalen with as many ballots for each of its two lists: the thirteenth seat is a lot's."""
    contest = Contest.objects.get(stable_id="municipal.4629.2023-09-11")
    ListResult.objects.filter(contest=contest).update(ballots=108, seats=None)
    touch()
    return contest


def test_lot_is_told_and_recorded_with_its_source(client: Client, drawn: Contest) -> None:
    before = page(client, "/kommune/4629/")
    assert "the last seat is decided by lot" in text_of(before)
    assert "lot-form" in before.content.decode()
    assert "0 / 13" in text_of(before)
    given = {"act": "record_lot", "winner": "SLMO", "source": "Protocol D4", "day": "2023-09-13"}

    response = client.post("/kommune/4629/?lang=en", given)

    assert response.status_code == 302
    lot = LotDrawn.objects.get()
    assert (lot.winner, lot.day) == ("SLMO", date(2023, 9, 13))
    after = text_of(page(client, "/kommune/4629/"))
    assert "Decided by lot between Samlingslista and Solrenningslista" in after
    assert "Source: Protocol D4" in after
    assert queries.council("4629").seats_by_code == {"SLMO": 7, "SOLR": 6}

    client.post("/kommune/4629/", {"act": "remove_lot", "lot": lot.public_id})

    assert not LotDrawn.objects.exists()


def test_lot_without_source_is_refused(client: Client, drawn: Contest) -> None:
    given = {"act": "record_lot", "winner": "SLMO", "source": "", "day": "2023-09-13"}

    response = client.post("/kommune/4629/?lang=en", given)

    assert response.status_code == 422
    assert 'value="2023-09-13"' in response.content.decode()
    assert not LotDrawn.objects.exists()


def test_lot_cannot_be_recorded_where_none_is_drawn(client: Client) -> None:
    given = {"act": "record_lot", "winner": "A", "source": "Protocol", "day": "2023-09-13"}

    assert client.post("/kommune/3232/", given).status_code == 400


def test_county_adds_its_municipalities_storting_votes_and_its_own_elections(
    client: Client,
) -> None:
    akershus = text_of(page(client, "/fylke/32/"))
    vestland = client.get("/fylke/46/tidligere.csv", {"lang": "en"}).content.decode()

    assert "Shares in earlier elections in Akershus" in akershus
    assert "county election 2019" in vestland
    assert "Storting election 2025" in vestland


def test_shares_of_an_election_add_up_to_one() -> None:
    for view in (queries.council("3205"), queries.county_council("32")):
        for result in results_in(view):
            assert abs(sum(result.shares.values()) - 1) < Decimal("0.01"), result
