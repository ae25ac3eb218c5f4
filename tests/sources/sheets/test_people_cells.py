"""Names, telephones and e-mail addresses as lists have them."""

import pytest

from samlet.sources.sheets import (
    is_national_id,
    parse_email,
    parse_given_and_family,
    parse_name,
    parse_phone,
    parse_text,
)


def codes(parsed):
    return [note.code for note in parsed.notes]


@pytest.mark.parametrize(
    ("typed", "given", "family"),
    [
        ("Berg, Siri Anne", "Siri Anne", "Berg"),
        ("OLE MARTIN LIE ", "Ole Martin", "Lie"),
        ("HANSEN Kari", "Kari", "Hansen"),
        ("kari hansen", "Kari", "Hansen"),
        ("Kari Hansen (nestl.)", "Kari", "Hansen"),
        ("Nils Hansen, leder", "Nils", "Hansen"),
        ("Mohamed  Ali", "Mohamed", "Ali"),
        ("Kari\u00a0Nordmann\u200b", "Kari", "Nordmann"),
        ("MÃ¸ller, Ã…se", "Åse", "Møller"),
        ("KARI HANSEN-ÅS", "Kari", "Hansen-Ås"),
        ("Kari von der Lippe", "Kari", "von der Lippe"),
        ("DE LA CRUZ, MARIA", "Maria", "de la Cruz"),
        ("Marie-Louise d'Ivry", "Marie-Louise", "d'Ivry"),
        ("Małgorzata Wiśniewska", "Małgorzata", "Wiśniewska"),
        ("李 伟", "李", "伟"),
        ("😀 Ola Moe", "😀 Ola", "Moe"),
    ],
)
def test_a_name_is_divided(typed, given, family):
    parsed = parse_name(typed)

    assert (parsed.value.given, parsed.value.family) == (given, family)
    assert not parsed.doubtful


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("Hansen Kari", "maybe_family_first"),
        ("M?ller, Per", "letter_lost"),
        ("Kari", "one_name_only"),
        ("Kari og Ola Hansen", "two_people"),
        ("12345", "not_a_name"),
        ("<script>alert(1)</script>", "not_a_name"),
        ("x" * 500, "too_long"),
    ],
)
def test_a_name_nobody_can_be_sure_of_is_doubtful(typed, code):
    parsed = parse_name(typed)

    assert parsed.doubtful
    assert code in codes(parsed)


def test_an_office_beside_a_name_is_kept_apart_from_it():
    assert parse_name("Kari Hansen (nestl.)").value.aside == "nestl."
    assert parse_given_and_family("Kari", "Hansen (HTV)").value.aside == "HTV"


def test_a_column_that_turns_its_names_is_read_so():
    assert parse_name("Ali Mohamed", family_first=True).value.full == "Mohamed Ali"


@pytest.mark.parametrize("typed", ["", None, "«ukjent»", "-", "?", "ikke oppgitt"])
def test_a_cell_that_says_nothing_is_empty_and_not_doubtful(typed):
    for parse in (parse_name, parse_phone, parse_email, parse_text):
        parsed = parse(typed)

        assert parsed.value is None
        assert not parsed.doubtful


@pytest.mark.parametrize(
    "typed",
    [
        "+47 90 16 76 67",
        "004790167667",
        "4790167667",
        "901 67 667",
        "901.67.667",
        "(+47) 90167667",
        "Mob: 90167667",
        "90167667 (ring etter kl 16)",
        "ringes 9-15: 90 16 76 67",
        "'+4790167667",
        "9.0167667E+07",
        90167667,
        90167667.0,
        4790167667,
    ],
)
def test_a_mobile_number_is_read_however_it_is_written(typed):
    parsed = parse_phone(typed)

    assert (parsed.value.e164, parsed.value.kind) == ("+4790167667", "mobile")
    assert not parsed.doubtful


@pytest.mark.parametrize(
    "typed",
    ["90167667 / 22334455", "22334455, 90167667", "22334455 90167667", "a: 22334455\n90167667"],
)
def test_of_two_numbers_the_mobile_is_used_and_the_other_kept(typed):
    parsed = parse_phone(typed)

    assert parsed.value.e164 == "+4790167667"
    assert [phone.e164 for phone in parsed.value.others] == ["+4722334455"]
    assert "several_numbers" in codes(parsed)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("9.02E+07", "digits_lost"),
        ("9,02E+07", "digits_lost"),
        ("9016766", "phone_too_short"),
        ("ring etter kl 16", "not_a_phone"),
        ("spør Kari", "not_a_phone"),
    ],
)
def test_a_number_that_cannot_be_used_is_not_guessed(typed, code):
    parsed = parse_phone(typed)

    assert parsed.value is None
    assert parsed.doubtful
    assert code in codes(parsed)


@pytest.mark.parametrize(
    ("typed", "kind", "doubtful"),
    [
        *(
            ("22 33 44 55", "landline", False),
            ("+46 70 123 45 67", "foreign", True),
        ),
        *(("800 12 345", "service", True),),
    ],
)
def test_what_kind_of_number_it_is_is_told(typed, kind, doubtful):
    parsed = parse_phone(typed)

    assert (parsed.value.kind, parsed.doubtful) == (kind, doubtful)


@pytest.mark.parametrize(
    "typed",
    [
        "ola@eksempel.no ",
        "mailto:ola@eksempel.no",
        "Ola Nordmann <ola@eksempel.no>",
        "OLA@EKSEMPEL.NO",
        "ola[at]eksempel.no",
        "ola (at) eksempel (dot) no",
        "ola @ eksempel.no",
        "ola@eksempel.no.",
    ],
)
def test_an_address_is_read_however_it_is_written(typed):
    parsed = parse_email(typed)

    assert parsed.value.address == "ola@eksempel.no"
    assert not parsed.doubtful


@pytest.mark.parametrize(
    "typed", ["ola@a.no; post@b.no", "post@b.no / ola@a.no", "ola@a.no,post@b.no"]
)
def test_of_two_addresses_the_persons_own_is_used(typed):
    parsed = parse_email(typed)

    assert parsed.value.address == "ola@a.no"
    assert parsed.value.others == ("post@b.no",)


@pytest.mark.parametrize("typed", ["post@klubben.no", "avd850@eksempel.no", "HTV@eksempel.no"])
def test_a_shared_box_belongs_to_a_unit(typed):
    parsed = parse_email(typed)

    assert parsed.value.shared
    assert parsed.doubtful


@pytest.mark.parametrize(
    ("typed", "suggestion"),
    [
        ("ola@gmial.com", "ola@gmail.com"),
        ("ola@hotmial.com", "ola@hotmail.com"),
        ("ola@eksempel,no", "ola@eksempel.no"),
    ],
)
def test_a_misspelt_domain_gets_a_suggestion(typed, suggestion):
    parsed = parse_email(typed)

    assert parsed.doubtful
    assert [n.params for n in parsed.notes if n.code == "email_maybe"] == [
        {"suggestion": suggestion}
    ]


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("ola.eksempel.no", "email_without_at"),
        ("a@b", "not_an_email"),
        ("@eksempel.no", "not_an_email"),
    ],
)
def test_what_is_no_address_is_not_one(typed, code):
    parsed = parse_email(typed)

    assert parsed.value is None
    assert code in codes(parsed)


@pytest.mark.parametrize("typed", ["17054026641", "170540 26641", 17054026641])
def test_a_national_identity_number_is_left_out_of_every_cell(typed):
    assert is_national_id(typed)
    for parse in (parse_name, parse_phone, parse_email, parse_text):
        parsed = parse(typed)

        assert parsed.value is None
        assert "26641" not in repr(parsed)


def test_an_identity_number_within_a_text_is_taken_out_of_it():
    parsed = parse_text("Ski skole (17054026641)")

    assert parsed.value == "Ski skole (…)"
    assert parsed.doubtful


@pytest.mark.parametrize(
    "typed", ["90167667", "974760673", "12345678901", "004790167667", True, 34]
)
def test_other_numbers_are_no_identity_numbers(typed):
    assert not is_national_id(typed)


@pytest.mark.parametrize(
    "typed", ["Kari Moe (Ap)", "Kari Moe, Ap", "Kari Moe - SV", "Moe, Kari (H)"]
)
def test_a_party_beside_a_name_is_never_kept(typed):
    parsed = parse_name(typed)

    assert parsed.value.full == "Kari Moe"
    assert codes(parsed)[0] == "party_left_out"
    assert not any(party in repr(parsed) for party in ("Ap", "SV", "(H)"))
