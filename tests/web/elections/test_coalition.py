"""Coalitions by click and keyboard: seats in government, with support, missing and in excess."""

from __future__ import annotations

import pytest
from django.http import QueryDict
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from samlet.web.core.errors import Rejected
from samlet.web.elections import coalitions, queries
from samlet.web.elections.scenario import coalition
from samlet.web.parties import queries as parties
from tests.web.elections.test_council import heading, page, text_of

pytestmark = pytest.mark.django_db

NITTEDAL = "/kommune/3232/samarbeid/"


def test_nothing_is_chosen_at_first(client: Client) -> None:
    response = page(client, NITTEDAL)

    assert heading(response) == "Nittedal: who could govern together? A majority is 15 seats."
    assert "Choose at least one list for the government." in text_of(response)
    assert response.content.decode().count(" checked") == 10


@pytest.mark.parametrize(
    ("query", "said", "form"),
    [
        ("g=A", "6 of 29 seats in government. 9 seats are missing.", "A minority government: it"),
        (
            "g=H&g=FRP&g=V&g=KRF",
            "16 of 29 seats in government. A majority, with 1 seat to spare.",
            "A majority government",
        ),
        (
            "g=A&s=H",
            "6 of 29 seats in government, 15 with support. A majority, with no seat to spare.",
            "A minority government with support",
        ),
        (
            "g=A&g=SV&s=SP",
            "8 of 29 seats in government, 9 with support. 6 seats are missing.",
            "A minority government: it",
        ),
    ],
)
def test_result_is_said(client: Client, query: str, said: str, form: str) -> None:
    response = client.get(f"{NITTEDAL}?{query}&lang=en")

    assert heading(response) == f"Nittedal: {said}"
    assert form in text_of(response)


def test_every_option_says_what_it_would_change() -> None:
    view = queries.council("3232")
    built = coalition(view, QueryDict("g=A&s=SV"))

    found = {option.row.code: option for option in coalitions.options(view, built, view.counted)}

    assert found["A"].role == "g"
    assert found["A"].missing_if_out == 13
    assert found["H"].missing_if_in == -2
    assert found["H"].missing_if_out == 7
    assert "DEMN" not in found


def test_form_leads_to_the_address_to_share(client: Client) -> None:
    response = client.get(f"{NITTEDAL}?r.A=g&r.SV=s&r.H=&styre=9")

    assert response.status_code == 302
    assert response["Location"] == f"{NITTEDAL}?g=A&s=SV&styre=9"


def test_htmx_gets_the_page_and_the_address_at_once(client: Client) -> None:
    response = client.get(f"{NITTEDAL}?r.A=g&r.SV=s&lang=en", headers={"HX-Request": "true"})

    assert response.status_code == 200
    assert response["HX-Push-Url"].startswith(f"{NITTEDAL}?")
    assert "g=A&s=SV" in response["HX-Push-Url"]
    assert heading(response).startswith("Nittedal: 6 of 29 seats in government, 8 with support.")


@pytest.mark.parametrize(
    "query",
    ["g=XYZ", "s=ANDRE", "r.A=x", "r.A=g&r.A=s", "r.XYZ=g", "styre=4", "styre=99", "styre=x"],
)
def test_tampered_address_is_refused(client: Client, query: str) -> None:
    assert client.get(f"{NITTEDAL}?{query}", follow=True).status_code == 400


def test_reader_is_told_when_the_figures_have_moved(client: Client) -> None:
    moved = "The figures have moved since this address was shared."

    assert moved in text_of(client.get(f"{NITTEDAL}?g=A&data=old&lang=en"))
    now = queries.data_version()
    assert moved not in text_of(client.get(f"{NITTEDAL}?g=A&data={now}&lang=en"))


def test_ready_coalitions_are_each_bloc_and_each_bloc_without_a_party() -> None:
    view = queries.council("3232")

    found = coalitions.ready_ones(view, parties.blocs(), parties.party_infos(view.year))

    assert [item.seats for item in found if "A" in item.codes or "SV" in item.codes] == [
        12, 6, 10, 11, 11, 10,
    ]  # fmt: skip
    assert all(item.missing == 15 - item.seats for item in found)


def test_executive_board_is_counted_with_and_without_a_joint_list(client: Client) -> None:
    view = queries.council("3232")
    built = coalition(view, QueryDict("g=A&g=SV&s=SP&s=MDG"))

    found = coalitions.boards(view, built, 7)

    assert found is not None
    assert (found.chosen_alone, found.chosen_together) == (2, 3)
    assert sum(found.alone.seats.values()) + found.alone.lot_seats == 7
    said = text_of(client.get(f"{NITTEDAL}?g=A&g=SV&s=SP&s=MDG&styre=7&lang=en"))
    assert "With 7 seats on the executive board, the lists chosen get 2" in said


def test_county_with_parliamentary_government_says_how_it_is_elected(client: Client) -> None:
    akershus = text_of(page(client, "/fylke/32/samarbeid/"))
    vestfold = text_of(page(client, "/fylke/39/samarbeid/"))

    assert "Akershus has parliamentary government" in akershus
    assert "§ 10-4" in akershus
    assert "elects the county mayor" in vestfold
    assert "enough, not necessary" in akershus
    assert "enough, not necessary" in vestfold


def test_form_field_of_no_role_names_the_list() -> None:
    with pytest.raises(Rejected, match="A"):
        coalitions.canonical(QueryDict("r.A=leder"))


def test_files_of_a_coalition(client: Client) -> None:
    table = client.get(f"{NITTEDAL}muligheter.csv", {"lang": "en"})
    chart = client.get(f"{NITTEDAL}samarbeid.svg", {"g": "A", "lang": "en"})

    assert "Red-greens without Sp" in table.content.decode()
    assert b"6 of 29 seats in government" in chart.content
    assert client.get(f"{NITTEDAL}ukjent.csv").status_code == 404


def test_group_of_small_lists_cannot_be_chosen(client: Client) -> None:
    response = page(client, "/kommune/3201/samarbeid/")

    assert "r.ANDRE" not in response.content.decode()
    assert "known only together, so they cannot be chosen here" in text_of(response)


def test_coalition_reads_few_times(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client.get(NITTEDAL)

    with django_assert_max_num_queries(6):
        client.get(f"{NITTEDAL}?g=A")


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_coalition_renders_in_every_language(client: Client, language: str) -> None:
    assert client.get(NITTEDAL, {"lang": language, "g": "A"}).status_code == 200
