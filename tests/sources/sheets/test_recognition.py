"""Which column is which field, and what may never be read."""

import pytest

from samlet.sources.sheets import (
    VOCABULARY,
    FieldKind,
    find_table,
    read_workbook,
    recognise,
    remapped,
)


def mapping_of(text, name="liste.csv", **options):
    table = find_table(read_workbook(text.encode(), name).sheets[0])
    return recognise(table, filename=name, **options)


def fields(mapping):
    return {m.column.heading: m.field or m.outcome for m in mapping.columns}


def reasons(mapping):
    return {m.column.heading: m.why.code for m in mapping.columns if m.outcome != "field"}


ROW = "Kari Moe;Fagforbundet;avd 446;Ski skole;Ås;HTV;kari@eksempel.no;90123456;ringes etter 16"


@pytest.mark.parametrize(
    "headings",
    [
        "Navn;Forbund;Avd.;Arbeidsplass;Kommune;Verv;E-post;Mobil;Merknad",
        "NAMN;FAGFORBUND;FAGFORENING;ARB.STED;KOMM.;FUNKSJON;EPOST;TLF.NR;KOMMENTAR",
        "Navn ;Forb.;Avdeling;Enhet;Kommune:;Rolle;E-mail;Mob;Merknader",
        "Nvan;Forbnd;Avdelng;Arbeidsplas;Komune;Verv/funksjon;Mail;Telefn;Merkand",
        "Navn (etternavn, fornavn);Org./forbund;Fagforening;Arb.plass;Kommune;Verv;E-post;Tlf;Obs",
    ],
)
def test_messy_headings_of_people_are_told(headings):
    mapping = mapping_of(f"{headings}\n{ROW}\n{ROW}\n")

    found = [m.field or m.outcome for m in mapping.columns]
    assert mapping.about == "people"
    assert found[:8] == [
        *("name", "union", "branch", "workplace", "municipality", "position", "email", "mobile")
    ]
    assert found[8] in ("ignored", "unknown")


def test_a_sheet_of_clubs_is_told_from_one_of_people():
    mapping = mapping_of(
        "Klubb;Leder;Nestleder;Bedrift;Org.nr;Ant. medl.;Avd.;Besøksadresse;Postnr;Poststed\n"
        "Byggklubben;Kari Moe;Per Lie;Bygg AS;974760673;34;850;Storgata 1;2000;Lillestrøm\n"
    )

    assert mapping.about == "units"
    assert fields(mapping) == {
        "Klubb": "club",
        "Leder": "unit_leader",
        "Nestleder": "unit_deputy_leader",
        "Bedrift": "employer",
        "Org.nr": "org_number",
        "Ant. medl.": "ignored",
        "Avd.": "branch",
        "Besøksadresse": "address",
        "Postnr": "postcode",
        "Poststed": "place",
    }
    assert reasons(mapping) == {"Ant. medl.": "member_count"}


def test_columns_without_headings_are_told_by_what_is_in_them():
    mapping = mapping_of(
        "Kari Moe;Fagforbundet;90123456;kari@eksempel.no;HTV\n"
        "Per Lie;NTL;41234567;per@eksempel.no;TV\n"
        "Ida Vik;FO;90123458;ida@eksempel.no;klubbleder\n"
    )

    assert [m.field for m in mapping.columns] == ["name", "union", "mobile", "email", "position"]
    assert all(m.confidence < 0.75 for m in mapping.columns)


def test_where_someone_lives_and_works_are_two_fields():
    mapping = mapping_of("Navn;Bosted;Kommune\nKari Moe;Ås;Ski\nPer Lie;Ski;Ås\n")

    assert fields(mapping) == {
        "Navn": "name",
        "Bosted": "home_municipality",
        "Kommune": "municipality",
    }


def test_a_telephone_column_of_mobiles_is_the_mobile_unless_another_is():
    one = mapping_of("Navn;Tlf\nKari Moe;90123456\nPer Lie;90123457\n")
    two = mapping_of("Navn;Tlf;Mobil\nKari Moe;90123455;90123456\nPer Lie;;90123457\n")

    assert fields(one)["Tlf"] == "mobile"
    assert fields(two) == {"Navn": "name", "Tlf": "phone", "Mobil": "mobile"}


@pytest.mark.parametrize(
    ("heading", "why"),
    [
        ("Fødselsnr", "refused_national_id"),
        ("Personnummer (11)", "refused_national_id"),
        ("Parti", "refused_party"),
        ("Medlem av Ap?", "refused_party"),
        ("SV-medlem?", "refused_party"),
        ("Ap", "refused_party"),
        ("Positiv?", "refused_opinion"),
        ("Kan spørres", "refused_opinion"),
        ("Kan spørres om å stille?", "refused_opinion"),
        ("Stemmer", "refused_opinion"),
        ("Hva stemmer", "refused_opinion"),
        ("Allergi", "refused_health"),
        ("Allergier / diett", "refused_health"),
        ("Kontonummer", "refused_bank"),
        ("Medlem?", "refused_membership"),
    ],
)
def test_a_forbidden_column_is_refused_with_why_and_shows_nothing(heading, why):
    mapping = mapping_of(f"Navn;{heading}\nKari Moe;ja\nPer Lie;nei\n")

    refused = mapping.columns[1]
    assert (refused.outcome, refused.why.code, refused.examples) == ("refused", why, ())
    assert mapping.refused_file is None


@pytest.mark.parametrize("heading", ["Stemmerett", "Partssammensatt utvalg", "Avdeling", "Tema"])
def test_a_heading_that_only_begins_like_a_forbidden_one_is_not(heading):
    mapping = mapping_of(f"Navn;{heading}\nKari Moe;ja\nPer Lie;nei\n")

    assert mapping.columns[1].outcome != "refused"


def test_identity_numbers_are_refused_whatever_the_column_is_called():
    mapping = mapping_of("Navn;Nøkkel\nKari Moe;17054026641\nPer Lie;170540 26641\nIda Vik;\n")

    assert reasons(mapping) == {"Nøkkel": "refused_national_id"}


def test_parties_are_refused_whatever_the_column_is_called():
    mapping = mapping_of("Navn;Gruppe\nKari Moe;Ap\nPer Lie;SV\nIda Vik;Rødt\nOla By;H\n")

    assert reasons(mapping) == {"Gruppe": "refused_party"}


def test_an_identity_number_inside_another_column_is_counted():
    mapping = mapping_of("Navn;Arbeidsplass\nKari Moe;Ski (17054026641)\nPer Lie;Ski\nIda By;Ås\n")

    assert [(note.code, note.params) for note in mapping.notes] == [("ids_inside", {"count": 1})]
    assert "17054026641" not in repr(mapping)


@pytest.mark.parametrize(
    "heading",
    [
        *("Medlemsnummer", "Medlemsnr.", "Medl.nr", "Kontingent", "Trekkes kontingent", "Innmeldt"),
        *("Innmeldingsdato", "Medlemstype"),
    ],
)
def test_what_looks_like_a_member_register_is_not_read(heading):
    mapping = mapping_of(f"Navn;{heading}\nKari Moe;1\n")

    assert mapping.refused_file.code == "member_register"
    assert mapping.fields == {}


def test_a_file_called_member_list_is_not_read():
    mapping = mapping_of("Navn;Mobil\nKari Moe;90123456\n", name="Medlemsliste 2026.csv")

    assert mapping.refused_file.code == "member_register"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Plass;Navn;Født;Bosted;Kum.\n1;Kari Moe;1974;Ski;x\n", "looks_like_candidates"),
        (
            "Nr;Krav;Tema;Ap;SV;R;Sp;MDG;H;FrP\n1;Heltid;arbeid;ja;ja;ja;;;nei;\n",
            "looks_like_demands",
        ),
        (
            "Parti;Kommune;Leder;Gruppeleder;E-post parti\nAp;Ås;Kari Moe;Per Lie;a@eksempel.no\n",
            "looks_like_party_contacts",
        ),
    ],
)
def test_other_lists_are_told_for_what_they_are(text, code):
    assert code in [note.code for note in mapping_of(text).notes]


def test_a_meetings_columns_are_left_out_with_why():
    mapping = mapping_of(
        "Nr;Navn;Fagforening;Delegat/vara;Stemmerett;Oppmøtt;Allergi;Overnatting;Reise\n"
        "1;Kari Moe;Fagforbundet Bærum;D;ja;ja;nøtter;nei;bil\n"
    )

    assert reasons(mapping) == {
        "Nr": "not_needed",
        "Delegat/vara": "meeting_only",
        "Stemmerett": "meeting_only",
        "Oppmøtt": "meeting_only",
        "Allergi": "refused_health",
        "Overnatting": "meeting_only",
        "Reise": "meeting_only",
    }


def test_where_a_person_lives_in_detail_is_nothing_a_list_of_people_needs():
    mapping = mapping_of("Navn;Adresse;Postnr;Poststed\nKari Moe;Storgata 1;1400;Ski\n")

    assert reasons(mapping) == dict.fromkeys(("Adresse", "Postnr", "Poststed"), "not_needed")


def test_a_later_part_adds_its_own_fields():
    size = FieldKind("shoe_size", ("Skostørrelse",), frozenset(("people",)))

    mapping = mapping_of(
        "Navn;Skostr.;Skostørrelse\nKari Moe;;39\n", vocabulary=VOCABULARY.extended(size)
    )

    assert fields(mapping)["Skostørrelse"] == "shoe_size"


def test_a_person_corrects_the_mapping_but_never_opens_what_is_refused():
    mapping = mapping_of("Navn;Greie;Parti\nKari Moe;Ski skole;Ap\nPer Lie;Ås;SV\n")

    corrected = remapped(mapping, {1: "workplace", 2: "workplace"})

    assert fields(corrected) == {"Navn": "name", "Greie": "workplace", "Parti": "refused"}
    with pytest.raises(KeyError):
        remapped(mapping, {1: "no_such_field"})


def test_every_known_heading_is_found_again():
    for heading, kinds in VOCABULARY.by_heading.items():
        assert heading
        assert kinds[0].outcome in ("field", "ignored", "refused")
