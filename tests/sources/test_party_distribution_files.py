"""Party-distribution files as people put them together: one heading, another edition's lines."""

from samlet.sources import read_results
from samlet.sources.party_distribution import COLUMNS_17

LINES = (
    "01;Østfold;;;;;A;Arbeiderpartiet;60,0;900;5;1;6;0,1;1;0;",
    "01;Østfold;;;;;H;Høyre;40,0;900;3;1;4;0,1;0;0;",
    "02;Akershus;;;;;A;Arbeiderpartiet;60,0;900;5;1;6;0,1;1;0;",
)


def read(*lines, name="stortingsvalg-2021.csv"):
    return read_results("\n".join(lines).encode(), name)


def test_the_heading_of_2017_fits_over_the_lines_of_later_years():
    bare = read(*LINES[:2])
    headed = read(";".join(COLUMNS_17) + ";", *LINES[:2])

    assert headed.rejected == ()
    assert [row.ballots for row in headed.contests[0].lists] == [6, 4]
    assert headed.contests[0].lists[0].share == bare.contests[0].lists[0].share


def test_a_storting_district_cut_off_is_noted_and_never_settled():
    file = read(*LINES)

    assert file.rejected == ()
    assert [(note.line, note.code) for note in file.notes] == [(3, "lists_missing")]
    assert [contest.complete for contest in file.contests] == [True, False]


def test_a_council_cut_off_is_refused():
    line = "02;Akershus;3230;Gjerdrum;;;A;Arbeiderpartiet;60,0;900;5;1;6;0,1;11;0;"

    file = read(line, name="kommunestyrevalg-2023.csv")

    assert file.contests == ()
    assert [(bad.line, bad.code) for bad in file.rejected] == [(1, "shares_do_not_add_up")]
