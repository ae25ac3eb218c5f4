"""Files broken on purpose: only UnreadableSource or rejected lines, never another exception."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samlet.sources import ResultFile, UnreadableSource, read_results
from samlet.sources.drafts import LONGEST_NAME
from samlet.sources.values import LARGEST_COUNT

SAMPLES = sorted((Path(__file__).parent / "samples").iterdir())
JSON_SAMPLES = [path for path in SAMPLES if path.suffix == ".json"]
NAMES = [path.name for path in SAMPLES]


def read(content, name):
    """What came of it, with every promise of a ResultFile checked."""
    try:
        file = read_results(content, name)
    except UnreadableSource as error:
        str(error).encode("utf-8")
        return None
    assert isinstance(file, ResultFile)
    for contest in file.contests:
        assert contest.lists
        assert len({row.code for row in contest.lists}) == len(contest.lists)
        for row in contest.lists:
            assert row.code
            assert len(row.name) <= LONGEST_NAME
            for count in (row.ballots, row.seats, row.received, row.given, row.list_votes):
                assert count is None or 0 <= count <= LARGEST_COUNT
            assert row.share is None or 0 <= row.share <= 1
        if contest.kind != "storting" and contest.council_seats is not None:
            assert contest.council_seats % 2 == 1
    for line in file.rejected:
        assert str(line)
        str(line).encode("utf-8")
    return file


@pytest.mark.parametrize("path", SAMPLES, ids=NAMES)
def test_a_file_cut_short_anywhere_is_told(path):
    content = path.read_bytes()

    for end in range(0, len(content), max(1, len(content) // 40)):
        read(content[:end], path.name)


@given(st.sampled_from(SAMPLES), st.data())
def test_bytes_changed_anywhere_never_crash(path, data):
    content = bytearray(path.read_bytes())
    for _ in range(data.draw(st.integers(1, 6))):
        place = data.draw(st.integers(0, len(content) - 1))
        content[place] = data.draw(st.integers(0, 255))

    read(bytes(content), path.name)


@given(st.sampled_from(SAMPLES), st.data())
def test_lines_moved_repeated_or_lost_never_crash(path, data):
    lines = path.read_bytes().split(b"\n")
    for _ in range(data.draw(st.integers(1, 4))):
        first = data.draw(st.integers(0, len(lines) - 1))
        second = data.draw(st.integers(0, len(lines) - 1))
        change = data.draw(st.sampled_from(["swap", "repeat", "drop", "join"]))
        if change == "swap":
            lines[first], lines[second] = lines[second], lines[first]
        elif change == "repeat":
            lines.insert(first, lines[second])
        elif change == "drop" and len(lines) > 1:
            del lines[first]
        else:
            lines[first] += lines[second]

    read(b"\n".join(lines), path.name)


def places(value, path=()):
    """Every place in a JSON document."""
    yield path
    children = (
        value.items()
        if isinstance(value, dict)
        else enumerate(value)
        if isinstance(value, list)
        else ()
    )
    for key, child in children:
        yield from places(child, (*path, key))


STRANGE = st.sampled_from(
    [None, True, -1, 0, 1.5, 10**20, "", "x", "\ud800", "a" * 5000, "\x00", [], {}, [[]], {"a": []}]
)


@given(st.sampled_from(JSON_SAMPLES), st.data())
def test_any_value_of_json_replaced_by_a_strange_one_never_crashes(path, data):
    document = json.loads(path.read_text(encoding="utf-8"))
    *parents, last = data.draw(st.sampled_from([p for p in places(document) if p]))
    target = document
    for key in parents:
        target = target[key]
    if isinstance(target, dict) and data.draw(st.booleans()):
        del target[last]
    else:
        target[last] = data.draw(STRANGE)

    read(json.dumps(document).encode(), path.name)


@given(st.binary(max_size=400), st.sampled_from(["x", "ko_2023.csv", "1.json", ""]))
def test_any_bytes_never_crash(content, name):
    read(content, name)


@given(
    st.text(max_size=300), st.sampled_from(["", '{"id":', "Fylkenummer;", "partinamn;", "Id,Navn,"])
)
def test_any_text_never_crashes(text, beginning):
    read((beginning + text).encode("utf-8", "surrogatepass"), "fy_2023.csv")
