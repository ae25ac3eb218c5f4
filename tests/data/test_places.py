"""A municipality's number at an election, from the name a file gives."""

from samlet.data import table
from samlet.data.places import number_of


def test_a_local_election_is_held_in_the_numbers_of_the_next_new_year():
    assert number_of("Hurdal", 2019) == "3037"
    assert number_of("Hurdal", 2023) == "3242"
    assert number_of("Aukra", 2019) == "1547"


def test_a_name_in_several_languages_is_known_by_each():
    assert number_of("Unjárga", 2019) == number_of("Nesseby", 2019) == "5442"
    assert number_of("porsanger", 2019) == "5436"


def test_a_shared_name_needs_its_county():
    assert number_of("Våler", 2019) is None
    assert number_of("Våler", 2019, "Viken") == "3018"
    assert number_of("Våler", 2019, "Innlandet") == "3419"


def test_an_unknown_name_has_no_number():
    assert number_of("Ingensteds", 2023) is None


def test_every_municipality_of_today_is_found_by_its_name():
    for row in table("municipalities"):
        if row["county"]:
            name, _, county = row["name"].removesuffix(")").partition(" (")
            assert number_of(name, 2023, county) == row["number"]
