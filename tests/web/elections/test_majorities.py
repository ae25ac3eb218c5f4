"""Flertall: what the page says, with the official figures of 2023, and what it refuses."""

from __future__ import annotations

import csv
import io
import zipfile
from dataclasses import replace
from datetime import date
from html import unescape
from itertools import product
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import translation
from pytest_django import DjangoAssertNumQueries

from samlet.web.core.actor import SYSTEM
from samlet.web.core.stamps import touch
from samlet.web.elections import queries
from samlet.web.elections.counting import Basis
from samlet.web.elections.majorities import SORTS, Choice, Show, forgiving, listed, majorities
from samlet.web.elections.models import Contest, Election, ListResult
from samlet.web.elections.report import majorities as report
from samlet.web.elections.sentences import majorities as said
from samlet.web.parties.actions import count_list_with_bloc, edit_bloc
from samlet.web.parties.models import Bloc
from samlet.web.parties.queries import bloc, blocs, party_infos
from samlet.web.places.models import Municipality

pytestmark = pytest.mark.django_db

AKERSHUS = "/flertall/32/"
COUNTRY = "/flertall/norge/"
NEAREST = [
    "Vestby", "Nes", "Enebakk", "Ås", "Gjerdrum", "Nannestad", "Hurdal", "Eidsvoll", "Nittedal",
    "Ullensaker",
]  # fmt: skip


def get(client: Client, address: str, **query: Any) -> HttpResponse:
    return client.get(address, {"lang": "en", **query})  # type: ignore[return-value]


def text(response: HttpResponse) -> str:
    assert response.status_code == 200, response.content
    return unescape(response.content.decode())


def names(client: Client, address: str, **query: Any) -> list[str]:
    """The municipalities of the list, in its order."""
    rows = read_csv(get(client, f"{address}kommuner.csv", **query))
    return [row["Municipality"] for row in rows]


def read_csv(response: HttpResponse) -> list[dict[str, str]]:
    assert response.status_code == 200
    table = response.content.decode("utf-8-sig").split("\r\n\r\n")[0]
    return list(csv.DictReader(io.StringIO(table)))


# --- what is said --------------------------------------------------------------------------------


def test_the_front_page_leads_to_the_home_county(client: Client) -> None:
    assert 'href="/flertall/"' in client.get("/").content.decode()
    assert client.get("/flertall/", follow=True).redirect_chain == [(AKERSHUS, 302)]


def test_the_headline_counts_and_names_the_nearest(client: Client) -> None:
    page = text(get(client, AKERSHUS))

    assert "Red-green majority in 5 of 21 councils today. In Vestby 36 votes were missing." in page
    assert "20 of 51 seats. A majority is 26, so 6 are missing." in page
    assert "About 20.0 percentage points were missing; between 19.5 and 20.6" in page
    assert "elections 11 September 2023" in page
    assert "For our own work. Do not pass on." in page


def test_the_list_begins_with_the_councils_where_least_was_missing(client: Client) -> None:
    found = names(client, AKERSHUS)

    assert found[:10] == NEAREST
    assert found[-5:] == ["Rælingen", "Nesodden", "Aurskog-Høland", "Lunner", "Jevnaker"]


def test_the_list_says_how_much_decided_each_council(client: Client) -> None:
    page = text(get(client, AKERSHUS))

    assert "36 votes missing" in page
    assert "about 1,888 votes missing" in page
    assert "small lists known only as a group" in page
    assert "held by 13 votes" in page
    assert "within reach of personal votes" in page


def test_without_a_party_the_count_is_another(client: Client) -> None:
    page = text(get(client, AKERSHUS, uten="SP"))

    assert "Red-green majority in 3 of 21 councils today." in page
    assert "Counted without one of the parties." in page
    assert "Seen without Centre Party." in page
    assert majorities("32", bloc()).without == {"A": 0, "MDG": 3, "RØDT": 4, "SP": 3, "SV": 3}


def test_the_country_stands_on_one_page(client: Client) -> None:
    page = text(get(client, COUNTRY))

    assert "Red-green majority in 191 of 357 municipal councils and 5 of 14 county councils" in page
    assert "In 23 more, less than 2% of the votes were missing." in page
    assert page.count('<th scope="row">') == 357 + 15
    assert "In 30 councils the small lists are known only as a group" in page
    assert "In 31 councils the ballots alone give other seats than the official ones" in page
    assert "in all 357 councils the seats of the lists add up to the council's size" in page
    assert "rounded shares leave the last seat open" in page


def test_six_councils_of_akershus_have_small_lists_known_only_as_a_group(client: Client) -> None:
    page = text(get(client, AKERSHUS))

    assert (
        "In 6 councils the small lists are known only as a group: their official seats are held "
        "fixed, and distances say “about”. They are Asker, Bærum, Lillestrøm, Lørenskog, "
        "Nordre Follo and Ullensaker."
    ) in page


def test_oslo_has_a_city_council_and_no_county_council(client: Client) -> None:
    page = text(get(client, "/flertall/03/"))

    assert "No red-green majority in Oslo's city council today." in page
    assert "has no county council" in page
    assert "27 of 59 seats. A majority is 30, so 3 are missing." in page
    assert "16 of 59" in page


def test_a_council_that_cross_list_votes_decided_shows_no_distance(client: Client) -> None:
    differing = majorities("34", bloc()).differing
    assert "Gjøvik" in {at.council.name for at in differing}

    rows = {row["Municipality"]: row for row in read_csv(get(client, "/flertall/34/kommuner.csv"))}

    assert "not known: cross-list votes decided" in text(get(client, "/flertall/34/"))
    for at in differing:
        row = rows[at.council.name]
        assert row["Fewest votes missing, or held by"] == row["Of the votes"] == ""
        assert row["Note"] == "not known: cross-list votes decided"


def test_a_county_council_where_rounding_decides_says_so(client: Client) -> None:
    assert "too coarse to tell who won the last seat" in text(get(client, "/flertall/39/"))


def test_joint_lists_say_how_they_are_counted(client: Client) -> None:
    whole = text(get(client, AKERSHUS))
    without = text(get(client, AKERSHUS, uten="SV"))

    assert "Nes: “Sosialistisk Venstreparti og Rødt” is counted with the bloc." in whole
    assert "Hurdal: “Fellesliste SV - Sosialistisk Venstreparti og Rødt” is counted" in whole
    assert "Nes: “Sosialistisk Venstreparti og Rødt” is not counted with the bloc." in without


def test_a_local_list_somebody_counts_with_the_bloc_is_named(client: Client) -> None:
    view, row = next(
        (view, row)
        for view in queries.councils()
        for row in view.counted
        if row.settled and row.seats and not row.members and row.code not in party_infos(2023)
    )
    address = f"/flertall/{view.county_number}/"
    assert f"{view.name}: “{row.name}”" not in text(get(client, address))

    count_list_with_bloc(
        SYSTEM,
        bloc=Bloc.objects.get(key="rodgronn"),
        municipality=Municipality.objects.get(number=view.number),
        year=view.year,
        code=row.code,
        reason="tested",
    )

    assert f"{view.name}: “{row.name}” is counted with the bloc." in text(get(client, address))


def test_the_bloc_is_a_proposal_until_it_is_decided(client: Client) -> None:
    row = Bloc.objects.get(key="rodgronn")
    assert "The bloc is a proposal: no body has decided it." in text(get(client, AKERSHUS))

    edit_bloc(
        SYSTEM,
        bloc=row,
        name=row.name_nb,
        adjective=row.adjective_nb,
        colour=row.colour,
        parties=["A", "SV", "RØDT", "SP", "MDG"],
        decided_by="The board",
        decided_on=date(2026, 11, 1),
        decision="case 1",
    )

    page = text(get(client, AKERSHUS))
    assert "The bloc was decided by The board, 01.11.2026: case 1." in page
    assert "proposal" not in page


def test_another_bloc_has_its_own_word_and_count(client: Client) -> None:
    page = text(get(client, AKERSHUS, blokk="borgerlig"))

    assert "Centre-right majority in 10 of 21 councils today. In Ås 22 votes were missing." in page


def test_no_headline_names_a_party() -> None:
    with translation.override("en"):
        words = {info.name for info in party_infos(2023).values()}
        words |= {info.short for info in party_infos(2023).values()}
        for chosen, county in product(_every_view_of_a_bloc(), ("", "32", "03", "34", "56")):
            headline = said.headline(majorities(county, chosen))

            assert words.isdisjoint(headline.replace(".", " ").replace(",", " ").split())
            assert not [name for name in words if len(name) > 3 and name in headline]


def _every_view_of_a_bloc() -> list[Any]:
    return [
        replace(item, without=without)
        for item in blocs()
        for without in (frozenset(), frozenset(sorted(item.parties)[:1]), item.parties)
    ]


def test_a_bloc_without_any_of_its_parties_is_said_to_be_empty(client: Client) -> None:
    page = text(get(client, AKERSHUS, uten=["A", "SV", "RØDT", "SP", "MDG"]))

    assert "No red-green majority in any of the 21 councils today." in page
    assert "None of the bloc's parties is counted." in page
    assert "With Labour Party again" in page


@pytest.mark.parametrize("change", [0, 1])
def test_a_headline_for_none_and_for_all(change: int) -> None:
    with translation.override("en"):
        page = majorities("32", bloc())
        kept = page.missing if change == 0 else page.held
        shown = replace(page, standings=kept)

        headline = said.headline(shown)

    assert headline == (
        "No red-green majority in any of the 16 councils today. In Vestby 36 votes were missing."
        if change == 0
        else "Red-green majority in all 5 councils today. "
        "It is slimmest in Rælingen, held by 13 votes."
    )


def test_a_headline_where_no_distance_is_known_says_so() -> None:
    with translation.override("en"):
        page = majorities("34", bloc())
        missing = [at for at in page.missing if at.council.basis == Basis.DIFFERS]
        shown = replace(page, standings=(*missing, *page.held))

        headline = said.headline(shown)

    assert headline.endswith("How much was missing in the others is not known.")


def test_while_a_count_comes_in_the_page_says_which_councils_show_it(client: Client) -> None:
    old = Contest.objects.get(stable_id="municipal.3216.2023-09-11")
    day = date(2027, 9, 13)
    new = Contest.objects.create(
        stable_id="municipal.3216.2027-09-13",
        election=Election.objects.create(kind="municipal", year=2027, day=day),
        municipality=old.municipality,
        seats=old.seats,
        complete=True,
        source=old.source,
    )
    for row in old.lists.all():
        ListResult.objects.create(
            contest=new, code=row.code, name=row.name, row_kind=row.row_kind,
            ballots=row.ballots, basis=row.basis, share=row.share,
        )  # fmt: skip
    touch()

    page = text(get(client, AKERSHUS))

    assert "elections 11 September 2023 and 13 September 2027" in page
    assert "1 of 21 councils shows the election of 2027." in page
    assert "official seats are not in yet" in page
    assert "Checked: in the 20 councils with official seats" in page
    assert (
        "municipal council election 2023; Valgdirektoratet, municipal council election 2027" in page
    )


def test_seats_that_do_not_add_up_to_the_size_are_told(client: Client) -> None:
    Contest.objects.filter(stable_id="municipal.3216.2023-09-11").update(seats=29)
    touch()

    page = text(get(client, AKERSHUS))

    assert "In 1 council the seats of the lists do not add up to its size: Vestby." in page


# --- every page, in every language ----------------------------------------------------------------


def test_every_county_has_its_page(client: Client) -> None:
    for county in queries.counties():
        page = text(get(client, f"/flertall/{county.number}/"))

        assert county.name in page


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
@pytest.mark.parametrize("address", [AKERSHUS, COUNTRY])
def test_the_page_answers_in_every_language(client: Client, address: str, language: str) -> None:
    page = text(get(client, address, lang=language))

    assert f'<html lang="{language}"' in page
    assert page.count("<h1") == 1


def test_a_warm_page_asks_the_database_little(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    get(client, COUNTRY)

    with django_assert_max_num_queries(7):
        get(client, COUNTRY)


# --- list: order, filter, search -----------------------------------------------------------------


@pytest.mark.parametrize("sort", SORTS)
def test_each_column_sorts_both_ways_and_loses_nobody(client: Client, sort: str) -> None:
    up, down = names(client, COUNTRY, sort=sort), names(client, COUNTRY, sort=f"-{sort}")

    assert sorted(up) == sorted(down)
    assert len(up) == 357
    assert up != down


def test_sorting_by_distance_puts_the_closest_first_and_the_unknown_last() -> None:
    page = majorities("", bloc())

    for sort in ("andel", "-andel"):
        found = listed(page, Choice("", bloc(), sort=sort))
        shares = [at.distance.share for at in found if at.distance]

        assert shares == sorted(shares, reverse=sort == "-andel")
        assert all(at.distance is None for at in found[len(shares) :])


def test_names_sort_as_norwegians_do(client: Client) -> None:
    found = names(client, AKERSHUS, sort="navn")

    assert found[0] == "Asker"
    assert found[-1] == "Ås"
    assert found.index("Bærum") < found.index("Eidsvoll")


def test_the_filter_shows_what_its_words_say(client: Client) -> None:
    assert names(client, AKERSHUS, vis="naer") == ["Vestby", "Nes", "Enebakk", "Rælingen"]
    assert len(names(client, AKERSHUS, vis="mangler")) == 16
    assert len(names(client, AKERSHUS, vis="har")) == 5
    assert names(client, AKERSHUS, vis="ukjent") == []
    assert len(names(client, COUNTRY, vis="ukjent")) == 42
    assert len(names(client, COUNTRY, fylke="32")) == 21


def test_an_empty_list_says_what_to_do(client: Client) -> None:
    assert "No council matches." in text(get(client, AKERSHUS, finn="nowhere"))


@pytest.mark.parametrize(
    ("typed", "place"),
    [
        ("ås", "Ås"),
        ("aas", "Ås"),
        ("AURSKOG HOLAND", "Aurskog-Høland"),
        ("aurskog-hoeland", "Aurskog-Høland"),
        ("baerum", "Bærum"),
        ("raelingen", "Rælingen"),
        ("lillestrom", "Lillestrøm"),
        ("3216", "Vestby"),
    ],
)
def test_the_search_forgives_how_a_name_is_typed(client: Client, typed: str, place: str) -> None:
    assert place in names(client, AKERSHUS, finn=typed)


def test_sami_names_are_found_without_their_letters() -> None:
    assert forgiving("karasjohka") in forgiving("Kárášjohka - Karasjok")
    assert forgiving("unjarga") in forgiving("Unjárga - Nesseby")


def test_the_page_keeps_what_was_asked_for(client: Client) -> None:
    page = text(
        get(client, COUNTRY, finn="nes", vis="mangler", fylke="32", uten="SP", sort="-navn")
    )

    assert 'value="nes"' in page
    assert '<option value="mangler" selected>' in page
    assert '<option value="32" selected>' in page
    assert '<input type="hidden" name="uten" value="SP">' in page
    assert '<input type="hidden" name="sort" value="-navn" form="find">' in page
    assert "kommuner.csv?uten=SP&vis=mangler&finn=nes&fylke=32&sort=-navn" in page


def test_htmx_gets_only_the_list_and_a_clean_address(client: Client) -> None:
    headers = {"HX-Request": "true", "HX-Target": "div#councils"}

    response = client.get(
        AKERSHUS, {"lang": "en", "blokk": "rodgronn", "finn": "nes", "vis": ""}, headers=headers
    )

    page = text(response)  # type: ignore[arg-type]
    assert "<h1" not in page
    assert 'id="councils"' in page
    assert "3 of 21 councils" in page
    assert response["HX-Push-Url"] == f"{AKERSHUS}?finn=nes"
    assert "HX-Request" in response["Vary"]


# --- what is refused -----------------------------------------------------------------------------


def test_an_unknown_county_is_not_found(client: Client) -> None:
    response = get(client, "/flertall/99/")

    assert response.status_code == 404
    assert "There is no county with the number 99." in unescape(response.content.decode())


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ({"blokk": "<b>"}, "There is no bloc called “<b>”."),
        ({"uten": "H"}, "“H” is not a party in the bloc"),
        ({"sort": "hat"}, "“sort” must be one of navn, fylke, stemmer"),
        ({"sort": "--navn"}, "“sort” must be one of"),
        ({"vis": "alt"}, "“vis” must be one of mangler, har, naer, ukjent, not “alt”."),
        ({"finn": "x" * 61}, "A name to search for has at most 60 letters."),
        ({"fylke": "3x"}, "“fylke” must be the number of a county, not “3x”."),
    ],
)
def test_an_address_that_says_nothing_is_refused(
    client: Client, query: dict[str, str], message: str
) -> None:
    response = get(client, COUNTRY, **query)

    assert response.status_code == 400
    assert message in unescape(response.content.decode())
    assert b"<b>\xe2\x80\x9d" not in response.content


def test_only_reading_is_allowed(client: Client) -> None:
    assert client.post(AKERSHUS).status_code == 405


# --- files ---------------------------------------------------------------------------------------


def test_the_list_is_taken_along_with_real_numbers_and_notes(client: Client) -> None:
    response = get(client, f"{AKERSHUS}kommuner.csv")
    vestby = read_csv(response)[0]

    assert (vestby["Seats of the bloc"], vestby["Majority"]) == ("13", "14")
    assert vestby["Fewest votes missing, or held by"] == "36"
    assert vestby["Of the votes"] == "0.003947"
    notes = response.content.decode("utf-8-sig").split("\r\n\r\n")[1]
    assert "Source: Valgdirektoratet, municipal council election 2023" in notes
    assert "The bloc is a proposal" in notes
    assert "Internal" in notes
    assert response["Content-Disposition"] == 'attachment; filename="kommuner-32-rodgronn.csv"'


def test_norwegian_files_have_a_decimal_comma(client: Client) -> None:
    content = get(client, f"{AKERSHUS}kommuner.csv", lang="nb").content.decode("utf-8-sig")

    assert "0,003947" in content.splitlines()[1]


@pytest.mark.parametrize("name", ["kommuner", "fylkesting"])
@pytest.mark.parametrize("address", [AKERSHUS, COUNTRY, "/flertall/03/"])
def test_tables_are_taken_along_as_excel(client: Client, address: str, name: str) -> None:
    response = get(client, f"{address}{name}.xlsx")

    with zipfile.ZipFile(io.BytesIO(response.content)) as book:
        assert "xl/worksheets/sheet1.xml" in book.namelist()


@pytest.mark.parametrize("name", ["kart", "fylkesting"])
def test_charts_are_taken_along_with_heading_and_source(client: Client, name: str) -> None:
    drawing = text(get(client, f"{AKERSHUS}{name}.svg"))
    picture = get(client, f"{AKERSHUS}{name}.png").content

    assert drawing.startswith("<?xml")
    assert "Valgdirektoratet" in drawing
    assert "href=" not in drawing
    assert picture.startswith(b"\x89PNG")


@pytest.mark.parametrize(
    "file", ["kommuner.svg", "kart.csv", "fylkesting.pdf", "other.csv", "kommuner.xls"]
)
def test_a_file_that_is_not_made_is_not_found(client: Client, file: str) -> None:
    assert get(client, f"{AKERSHUS}{file}").status_code == 404


def test_the_country_has_no_hemicycle(client: Client) -> None:
    assert get(client, f"{COUNTRY}fylkesting.svg").status_code == 404
    counties = read_csv(get(client, f"{COUNTRY}fylkesting.csv"))
    assert len(counties) == 14


def test_every_link_to_a_file_leads_to_one(client: Client) -> None:
    page = text(get(client, AKERSHUS))
    links = {part.split('"')[0] for part in page.split('href="')[1:] if "download>" in part[:120]}

    assert len(links) == 8
    for link in links:
        parts = urlsplit(link)
        assert client.get(f"{parts.path}?{parts.query}").status_code == 200


# --- the same as data ----------------------------------------------------------------------------


def test_the_report_holds_the_figures_of_the_page() -> None:
    found = report("32", language="en")

    assert found["sentence"].startswith("Red-green majority in 5 of 21 councils today.")
    assert found["proposal"] is True
    assert found["county_council"] == {
        "seats": 51, "majority": 26, "has": 20, "missing": 6, "points": [20.0, 19.5, 20.6],
    }  # fmt: skip
    assert [row["name"] for row in found["councils"][:10]] == NEAREST
    assert found["councils"][0] | {} == {
        "number": "3216", "name": "Vestby", "seats": 27, "majority": 14, "has": 13, "missing": 1,
        "votes_short": 36, "votes_held": None, "percent": 0.39, "basis": "ballots",
        "about": False, "within_reach": False,
    }  # fmt: skip
    held = next(row for row in found["councils"] if row["name"] == "Rælingen")
    assert (held["votes_short"], held["votes_held"], held["within_reach"]) == (None, 13, True)
    assert len(report(None)["councils"]) == 357


def test_every_way_to_show_has_words() -> None:
    with translation.override("en"):
        labels = [said.show_label(show) for show in Show]

    assert len(set(labels)) == len(Show)
