import json
from datetime import UTC, date, datetime, time, timedelta, timezone
from decimal import Decimal
from enum import Enum
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keyworks.record.rules import (
    GENESIS,
    Chain,
    Change,
    Proof,
    Verdict,
    canonical,
    changes,
    cut,
    digest,
    moment_of,
    storable,
)
from keyworks.values.money import Money
from keyworks.values.months import Month

AT = datetime(2022, 2, 8, 1, 0, 0, 5, tzinfo=UTC)
TEXTS = ("v", "1", "甲", "", "unit", "7", "乙", "因为", "", '{"a":1}')


def chain(*changed, of=4):
    """Rows of a sound chain, with some replaced afterwards: (index, column, value)."""
    rows, previous = [], GENESIS
    for seq in range(1, of + 1):
        written = digest(previous, seq, AT, *TEXTS)
        rows.append([seq, "2022-02-08 01:00:00.000005", *TEXTS, previous, written])
        previous = written
    for index, column, value in changed:
        rows[index][column] = value
    return [tuple(row) for row in rows]


def verdict(rows, against=None):
    walk = Chain(marks=frozenset({against.count} if against else ()))
    walk.follow(rows)
    return walk.verdict(against)


def test_a_hash_is_what_the_proof_says_it_is():
    parts = ["keyworks-record-1", GENESIS, "1", "2022-02-08T01:00:00.000005+00:00", *TEXTS]
    told = b"".join(str(len(part.encode())).encode() + b":" + part.encode() for part in parts)
    import hashlib

    assert digest(GENESIS, 1, AT, *TEXTS) == hashlib.sha256(told).hexdigest()


def test_a_hash_is_the_same_in_every_zone():
    assert digest(GENESIS, 1, AT.astimezone(timezone(timedelta(hours=8))), "a") == digest(GENESIS, 1, AT, "a")


@given(st.lists(st.text(max_size=5), min_size=2, max_size=4), st.lists(st.text(max_size=5), min_size=2, max_size=4))
def test_no_two_entries_share_a_hash(a, b):
    assert (digest(GENESIS, 1, AT, *a) == digest(GENESIS, 1, AT, *b)) == (a == b)


def test_unicode_is_hashed_as_it_stands():
    assert digest(GENESIS, 1, AT, "é") != digest(GENESIS, 1, AT, "e\u0301")


def test_a_sound_chain_is_sound():
    rows = chain()
    assert verdict(rows) == Verdict(4, rows[-1][-1])
    assert verdict([]) == Verdict(0, GENESIS)


@pytest.mark.parametrize("column", range(14))
def test_a_change_in_any_column_is_found(column):
    value = chain()[2][column]
    other = value + 1 if column == 0 else "2022-02-08 01:00:00.000006" if column == 1 else f"{value}x"
    found = verdict(chain((2, column, other)))
    assert (found.first_bad, found.count) == (3, 2)


@pytest.mark.parametrize(
    "value",
    ["2022-02-08 01:00:00.0000050", "2022-02-08T01:00:00.000005", "x", None, 5, b"2022-02-08 01:00:00.000005"],
)
def test_a_moment_written_otherwise_is_found(value):
    assert verdict(chain((2, 1, value))).first_bad == 3


@pytest.mark.parametrize("value", [None, 5, b"v"])
def test_what_is_no_text_is_found(value):
    assert verdict(chain((2, 2, value))).why == "hash"


def test_what_is_removed_inserted_or_moved_is_found():
    rows = chain()
    assert verdict([rows[0], *rows[2:]]) == Verdict(1, rows[0][-1], 2, "gap")
    assert verdict([rows[0], rows[0], *rows[1:]]) == Verdict(1, rows[0][-1], 2, "gap")
    assert verdict([rows[0], rows[2], rows[1], rows[3]]).first_bad == 2
    closed = [rows[0], (2, *rows[2][1:]), (3, *rows[3][1:])]
    assert verdict(closed) == Verdict(1, rows[0][-1], 2, "previous")


def test_what_is_cut_off_or_written_anew_an_earlier_proof_finds():
    rows = chain()
    proof = Proof(4, rows[-1][-1])
    assert verdict(rows, proof).sound
    assert verdict(chain(of=6), proof).sound
    assert verdict(rows[:3], proof) == Verdict(3, rows[2][-1], 4, "shorter")
    assert verdict(rows, Proof(3, "f" * 64)) == Verdict(4, rows[-1][-1], 3, "rewritten")
    assert verdict(rows, Proof(0, GENESIS)).sound


def test_moments_are_read_as_either_database_writes_them():
    for text in ("2022-02-08 01:00:00.000005", "2022-02-08 01:00:00.000005+00", "2022-02-08 09:00:00.000005+08:00"):
        assert moment_of(text) == AT
    assert moment_of("2022-02-08 01:00:00.5+00") == AT.replace(microsecond=500_000)


class Kind(Enum):
    OWNER = "owner"


def test_the_values_of_the_house_are_kept_as_text():
    value = {
        "z": Money(123), "a": Month(2022, 2), "on": date(2022, 2, 8), "at": AT.astimezone(timezone(timedelta(hours=8))),
        "t": time(9, 30), "d": Decimal("1.50"), "k": Kind.OWNER, "u": UUID(int=1), "n": None,
        "s": "é\u0301\0", "l": [True],
    }  # fmt: skip
    assert canonical(value) == (
        '{"a":"2022-02","at":"2022-02-08T01:00:00.000005+00:00","d":"1.50","k":"owner","l":[true],"n":null,'
        '"on":"2022-02-08","s":"é\u0301\\u0000","t":"09:30:00",'
        '"u":"00000000-0000-0000-0000-000000000001","z":"CNY 1.23"}'
    )
    assert canonical(None) == ""
    assert canonical({}) == "{}"


@pytest.mark.parametrize("value", [object(), {1, 2}, float("nan"), b"x"])
def test_what_has_no_one_text_is_not_kept(value):
    with pytest.raises((TypeError, ValueError)):
        canonical({"x": value})


def test_the_fields_that_changed_are_told():
    told = changes('{"a":1,"b":2}', '{"a":1,"b":3,"c":4}')
    assert told == [Change("a", 1, 1), Change("b", 2, 3), Change("c", None, 4)]
    assert [change.changed for change in told] == [False, True, True]
    assert changes("", '{"a":1}') == [Change("a", None, 1)]
    assert changes("", "") == []


def test_long_names_are_cut_visibly():
    assert cut("abcdef", 6) == "abcdef"
    assert cut("abcdefg", 6) == "abcde…"


def test_what_a_database_cannot_keep_is_known():
    assert storable("甲\n🚄e\u0301")
    assert not storable("a\0b")
    assert not storable("a\ud800b")


@given(st.dictionaries(st.text(st.characters(exclude_categories=["Cs"])), st.integers() | st.booleans() | st.none()))
def test_a_before_or_after_has_one_text(value):
    assert canonical(dict(reversed(value.items()))) == canonical(value)
    assert json.loads(canonical(value)) == value
