"""Numbers and addresses of invented people: they look real and reach nobody."""

import phonenumbers
import pytest
from email_validator import validate_email

from samlet.synthetic import contacts, is_invented, reaches_nobody
from samlet.synthetic.dice import Dice, Wheel


def test_numbers_are_possible_and_belong_to_no_operator():
    for count in range(0, 3_000_000, 10_007):
        number = phonenumbers.parse(contacts.mobile(count, 5))
        assert phonenumbers.is_possible_number(number)
        assert not phonenumbers.is_valid_number(number)


def test_numbers_do_not_repeat():
    assert len({contacts.mobile(count, 9) for count in range(200_000)}) == 200_000


def test_a_number_past_the_series_is_refused():
    with pytest.raises(ValueError, match="3000000"):
        contacts.mobile(3_000_000, 0)


@pytest.mark.parametrize("number", ["+4790000000", "+4540000000", "+474200000", "42000000", ""])
def test_other_numbers_may_reach_somebody(number):
    assert not reaches_nobody(number)


@pytest.mark.parametrize(
    ("given", "family", "address"),
    [
        ("Åse", "Sæther", "ase.saether.1@samlet.example"),
        ("Iŋgá", "Čáhput", "inga.cahput.1@samlet.example"),
        ("Łukasz", "O’Brien", "lukasz.obrien.1@samlet.example"),
        ("Đức", "van der Berg", "duc.van.der.berg.1@samlet.example"),
    ],
)
def test_addresses_are_in_plain_letters_and_valid(given, family, address):
    made = contacts.email(given, family, 1)

    assert made == address
    assert validate_email(made, check_deliverability=False).normalized == made


def test_a_name_is_invented_when_it_says_so():
    assert is_invented("Fagforbundet klubb Prøvedal sykehjem")
    assert not is_invented("Fagforbundet")


def test_streams_of_one_seed_do_not_follow_each_other():
    people, clubs = Dice(1, "people"), Dice(1, "clubs")

    assert [people.below(100) for _ in range(20)] != [clubs.below(100) for _ in range(20)]


def test_a_wheel_gives_things_as_often_as_they_weigh():
    dice, wheel = Dice(1, "wheel"), Wheel({"often": 9, "seldom": 1, "never": 0})

    turns = [dice.turn(wheel) for _ in range(5_000)]

    assert 0.08 < turns.count("seldom") / 5_000 < 0.12
    assert "never" not in turns


def test_shuffling_keeps_everything():
    assert sorted(Dice(1, "mix").shuffled(range(50))) == list(range(50))
