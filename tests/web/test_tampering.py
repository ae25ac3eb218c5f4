"""No address makes the server fail, whatever its parameters: it answers, or says what is wrong."""

from __future__ import annotations

from urllib.parse import quote, urlencode

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

pytestmark = pytest.mark.django_db

PAGES = (
    "/flertall/32/",
    "/flertall/03/",
    "/flertall/norge/",
    "/flertall/32/kommuner.csv",
    "/flertall/32/fylkesting.svg",
    "/kommune/3232/",
    "/kommune/1145/",
    "/kommune/3201/",
    "/fylke/39/",
    "/kommune/3232/oppgjor/",
    "/fylke/32/oppgjor/",
    "/kommune/3232/prov/",
    "/kommune/1145/prov/",
    "/kommune/3201/prov/",
    "/fylke/32/prov/",
    "/prov/",
    "/kommune/3232/samarbeid/",
    "/fylke/32/samarbeid/",
    "/blokker/",
    "/utsagn/",
    "/tall/",
    "/tall/endringer/",
)
NUMBERED = ("/flertall/{}/", "/kommune/{}/", "/fylke/{}/", "/kommune/{}/prov/", "/blokker/{}/")
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
keys = st.sampled_from(
    ["blokk", "uten", "lang", "data", "sort", "finn", "vis", "fylke", "mode", "styre", "g", "s"]
) | st.builds(
    "{}.{}".format, st.sampled_from(["v", "s", "d", "r"]), st.sampled_from(["A", "H", "ANDRE", ""])
)
ODD = [
    *["", "A", "SP", "-1", "²", "٣", "\x00", "9" * 400, "1,5", "1e9", "1000000000001", "g", "s"],
    *["votes", "shares", "rodgronn", "100", "-101", "12 000", "<b>", "../.."],
]
values = st.one_of(
    texts,
    st.integers().map(str),
    st.floats().map(str),
    st.sampled_from(ODD),
)
tampering = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=200)


@tampering
@given(
    page=st.sampled_from(PAGES),
    query=st.lists(st.tuples(keys | texts, values), max_size=4),
    htmx=st.booleans(),
)
def test_no_parameter_makes_a_page_fail(
    client: Client, page: str, query: list[tuple[str, str]], htmx: bool
) -> None:
    headers = {"hx-request": "true", "hx-target": "result"} if htmx else {}

    response = client.get(f"{page}?{urlencode(query)}", headers=headers)

    assert response.status_code in {200, 400, 404, 422}


@tampering
@given(page=st.sampled_from(NUMBERED), piece=texts | values)
def test_no_number_makes_a_page_fail(client: Client, page: str, piece: str) -> None:
    response = client.get(page.format(quote(piece, safe="")))

    assert response.status_code in {200, 301, 302, 400, 404}
