"""What is found and in what order: the same on both databases."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samlet.web.core import search
from samlet.web.core.actor import SYSTEM
from samlet.web.core.models import SearchEntry, SearchWord, Subject
from samlet.web.core.search.asking import in_fts5, in_tsquery, question
from samlet.web.core.search.folding import chunks, fold, key_of, words_of
from tests.web.core.search_room import PERSON, UNIT, ground, own_kinds, person, titles

__all__ = ["own_kinds"]

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_kinds")]

CONTACT = ("siri.berg@samlet.example", "+47 912 34 567")


def unit(title: str, *words: str, subtitle: str = "", ended: bool = False) -> Subject:
    made = Subject.objects.create(kind=UNIT, synthetic=True, is_public=True)
    search.put(made.pk, title=title, subtitle=subtitle, words=words, ended=ended)
    return made


def found(text: str) -> list[str]:
    return titles(search.find(SYSTEM, text, limit=50))


@pytest.mark.parametrize(
    ("title", "words", "asked"),
    [
        ("Bærum Prøveklubb", (), "baerum"),
        ("Baerum Prøveklubb", (), "BÆRUM"),
        ("Østby Prøveklubb", (), "ostby"),
        ("Østby Prøveklubb", (), "oestby"),
        ("Östby Prøveklubb", (), "østby"),
        ("Ås Prøveklubb", (), "aas"),
        ("Aas Prøveklubb", (), "ås"),
        ("Håkon Prøve", (), "haakon"),
        ("André Prøve", (), "andre"),
        ("Čohkka Prøve", (), "cohkka"),
        ("Jan-Erik Prøve", (), "jan erik"),
        ("Jan-Erik Prøve", (), "janerik"),
        ("Jan Erik Prøve", (), "jan-erik"),
        ("O'Brien Prøve", (), "obrien"),
        ("Siri Anne Berg", (), "s a berg"),
        ("Siri Anne Berg", (), "S.A. Berg"),
        ("Siri Anne Berg", (), "berg siri"),
        ("Siri Anne Berg", (), "sir be"),
        ("Siri Anne Berg", CONTACT, "siri.berg@samlet.example"),
        ("Siri Anne Berg", CONTACT, "91234567"),
        ("Siri Anne Berg", CONTACT, "912 34 567"),
        ("Siri Anne Berg", CONTACT, "+47 91 23 45 67"),
        ("Siri Anne Berg", CONTACT, "004791234567"),
        ("Siri Anne Berg", CONTACT, "4791234567"),
        ("Siri Anne Berg", CONTACT, "912-34"),
        ("Prøve AS", ("999999999",), "999 999 999"),
        ("Prøve AS", ("999 999 999",), "999999999"),
        ("Prøve AS", ("999999999",), "NO 999 999 999 MVA"),
        ("Fellesforbundet prøveavdeling", ("avd. 446",), "avd 446"),
        ("Fellesforbundet prøveavdeling", ("avd 446",), "avdeling 446"),
        ("Fellesforbundet Avdeling 446", (), "avd.446"),
        ("Fellesforbundet prøveavdeling", ("avd 446",), "Fellesforbundet avd. nr. 446"),
        ("LO i Prøvestad", (), "lo prøvestad"),
        ("LO Prøvestad", (), "lo i prøvestad"),
        ("Renholdsklubben Prøve", (), "renhold"),
        ("Klubben ved Prøve", (), "klubb prøve"),
        ("Prøveklubb for lærere", (), "lærerne"),
        ("Nye Prøveklubb", ("Gamle Liksomklubb",), "liksomklubb"),
    ],
)
def test_what_the_hand_varies_is_found(title: str, words: tuple[str, ...], asked: str) -> None:
    unit(title, *words)
    unit("Noe helt annet")

    assert found(asked) == [title]


@pytest.mark.parametrize(
    ("asked", "corrected"),
    [
        ("hansn", "Hansen"),
        ("hasnen", "Hansen"),
        ("hnasen", "Hansen"),
        ("kari hanssen", "kari Hansen"),
        ("krai hansen", "Kari hansen"),
        ("mohamed kari", ""),
    ],
)
def test_typing_errors_are_forgiven_and_told(asked: str, corrected: str) -> None:
    unit("Kari Hansen")
    unit("Ola Kvakestad")

    results = search.find(SYSTEM, asked)

    assert titles(results) == (["Kari Hansen"] if corrected else [])
    assert results.corrected == corrected
    assert all(hit.near for hit in results.hits)


def test_what_is_spelt_nearly_so_follows_the_few_that_are_spelt_so() -> None:
    unit("Kari Hansen")
    unit("Kari Hanssen")

    results = search.find(SYSTEM, "hanssen")

    assert [(hit.title, hit.near) for hit in results.hits] == [
        ("Kari Hanssen", False),
        ("Kari Hansen", True),
    ]
    assert results.total == 2
    assert results.corrected == ""


def test_a_part_of_a_compound_is_found_when_nothing_begins_so() -> None:
    unit("Sykehusklubben Prøve")

    results = search.find(SYSTEM, "klubben")

    assert titles(results) == ["Sykehusklubben Prøve"]


def test_all_words_must_match() -> None:
    unit("Kari Hansen")

    assert found("kari zzzzzzzz") == []


def test_the_title_comes_before_whole_words_beginnings_and_the_rest() -> None:
    unit("Nye Vestbyklubben")
    unit("Prøveklubben", subtitle="klubb, Vestby")
    unit("Klubb i Vestby")
    unit("Vestby")

    assert found("vestby") == ["Vestby", "Klubb i Vestby", "Nye Vestbyklubben", "Prøveklubben"]


def test_what_stands_comes_before_what_has_ended() -> None:
    unit("Alfa prøveklubb", ended=True)
    unit("Beta prøveklubb")

    assert found("prøveklubb") == ["Beta prøveklubb", "Alfa prøveklubb"]


def test_pages_follow_each_other_without_gaps() -> None:
    for number in range(30):
        unit(f"Prøveklubb {number:02}")

    first = search.find(SYSTEM, "prøveklubb", limit=20)
    second = search.find(SYSTEM, "prøveklubb", limit=20, offset=20)
    beyond = search.find(SYSTEM, "prøveklubb", limit=20, offset=40)

    assert titles(first) + titles(second) == [f"Prøveklubb {number:02}" for number in range(30)]
    assert (first.total, second.total, beyond.total) == (30, 30, 30)
    assert beyond.hits == ()


def test_of_very_many_the_named_come_first_and_more_is_said(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("samlet.web.core.search.queries.COUNTED", 5)
    for number in range(6):
        unit(f"Alfa {number}", subtitle="klubb", ended=number == 0)
    unit("Klubb Å")
    unit("Klubb", ended=True)

    results = search.find(SYSTEM, "klubb", limit=50)

    assert titles(results)[:2] == ["Klubb", "Klubb Å"]
    assert "Alfa 0" not in titles(results)
    assert (results.total, results.more) == (5, True)


def test_kinds_can_be_chosen() -> None:
    club = ground().clubs[0]
    person("Kari Klubb", club)
    unit("Klubb")

    assert titles(search.find(SYSTEM, "klubb", kinds=[PERSON])) == ["Kari Klubb"]
    assert titles(search.find(SYSTEM, "klubb", kinds=["no.such"])) == []


@pytest.mark.parametrize("asked", ["", "   ", "a", "-", "?!", "\x00", "🙂"])
def test_too_little_finds_nothing(asked: str) -> None:
    unit("Alfa a 🙂")

    assert found(asked) == []


@pytest.mark.parametrize(
    "asked",
    [
        'prøve" OR "x', "prøve*", "'prøve'", "NEAR(prøve)", "title_terms:prøve", "prøve AND NOT x",
        "prøve & !x", "prøve; DROP TABLE x", "%", "prøve\\", "(((", "prøve " * 200, "x" * 5000,
        "'; --", "~prove", "^p", "12 " * 90,
    ],
)  # fmt: skip
def test_what_looks_like_a_query_is_only_words(asked: str) -> None:
    unit("Prøve")

    search.find(SYSTEM, asked)


def test_the_words_that_answered_are_marked() -> None:
    unit("Kari Hansen", "Kari Liksomsen", "kari@samlet.example", subtitle="leder, Prøveklubb")

    (by_name,) = search.find(SYSTEM, "hansen leder").hits
    (by_former,) = search.find(SYSTEM, "liksomsen").hits
    (by_mail,) = search.find(SYSTEM, "kari@samlet.example").hits

    assert [(piece.text, piece.marked) for piece in by_name.title_pieces] == [
        ("Kari ", False),
        ("Hansen", True),
    ]
    assert [piece.text for piece in by_name.subtitle_pieces if piece.marked] == ["leder"]
    assert "".join(piece.text for piece in by_former.also) == "Kari Liksomsen"
    assert by_mail.also == ()


def test_putting_again_replaces_words_and_all() -> None:
    subject = unit("Gamlenavn", "gammeltord")

    search.put(subject.pk, title="Nyttnavn", words=["nyttord"])

    assert found("gamlenavn") == found("gammeltord") == []
    assert found("nyttnavn") == found("nyttord") == ["Nyttnavn"]
    assert not SearchWord.objects.filter(word__in=["gamlenavn", "gammeltord"]).exists()


def test_removing_leaves_words_that_others_have() -> None:
    gone, kept = unit("Delt Forsvinner"), unit("Delt Blir")

    search.remove([gone.pk])

    assert found("delt") == ["Delt Blir"]
    assert set(
        SearchWord.objects.filter(word__in=["delt", "forsvinner", "blir"]).values_list(
            "word", flat=True
        )
    ) == {"delt", "blir"}
    assert kept.search_entry.title == "Delt Blir"


def test_a_deleted_subject_takes_its_entry_along() -> None:
    subject = unit("Slettes Snart")

    subject.delete()
    search.scrub()

    assert found("slettes") == []
    assert not SearchWord.objects.filter(word="slettes").exists()


def test_rooms_tell_how_their_subjects_are_found(monkeypatch: pytest.MonkeyPatch) -> None:
    one, other = (Subject.objects.create(kind=UNIT, synthetic=True) for _each in range(2))
    told = {one.pk: "Første", other.pk: "Andre"}

    def entries(ids: object) -> list[search.Entry]:
        wanted = set(told) if ids is None else set(told) & set(ids)  # type: ignore[call-overload]
        return [search.Entry(pk, told[pk]) for pk in sorted(wanted)]

    monkeypatch.setattr("samlet.web.core.search.actions._indexed", {})
    search.register(search.Indexed(UNIT, entries))
    search.refresh([one.pk])
    assert (found("første"), found("andre")) == (["Første"], [])

    assert search.reindex(UNIT) == 2
    assert found("andre") == ["Andre"]

    told.pop(one.pk)
    search.refresh([one.pk])
    assert found("første") == []

    told.clear()
    assert search.reindex_all() == {UNIT: 0}
    assert not SearchEntry._base_manager.filter(subject__kind=UNIT).exists()


def test_what_is_the_same_is_not_written_again(django_assert_num_queries: object) -> None:
    subject = unit("Uendret Prøve", "ord")

    with django_assert_num_queries(3):  # type: ignore[operator]  savepoint, read, release
        search.put(subject.pk, title="Uendret Prøve", words=["ord"])


TEXT = st.text(
    st.characters(categories=["L", "N", "P", "Z", "S"], exclude_characters="\x00"), max_size=60
)


@given(TEXT)
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(TEXT)
def test_every_question_can_be_said_in_both_languages(text: str) -> None:
    asked = question(text)

    for said in (asked.as_whole(), asked.as_start(), asked.as_kin()) if asked.pieces else ():
        assert in_fts5(said).count("(") == in_fts5(said).count(")")
        assert in_tsquery(said).count("'") % 2 == 0


@given(TEXT)
def test_terms_are_free_of_spaces_and_quotes(text: str) -> None:
    for word in words_of(text):
        assert word
        assert not set(word) & set(" '\"~^*:&|()")


@given(st.lists(st.sampled_from(["ås", "aas", "øst", "oest", "bær", "baer", "446", "kari"])))
def test_a_key_has_a_word_for_each_chunk(words: list[str]) -> None:
    text = " og ".join(words)

    assert key_of(text) == key_of(text.upper())
    assert sum(len(chunk.parts) for chunk in chunks(text)) == len(text.split())
