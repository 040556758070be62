"""The field test of one change against one record, held against an oracle that spells the decision out."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskapp.models.change import UNDO, Change
from deskapp.models.merge import Merged, Write, merge
from deskapp.models.person import Person
from deskapp.models.record import fields

MINE, THEIRS = "set-mine", "set-theirs"
IDENTITY = ("id_number", "birth_date", "sex")
ROW: dict[str, Any] = dict.fromkeys(fields(Person)) | {"household": "h", "name": "冉小禾", "gone": False}


def edit(values: dict[str, Any], was: dict[str, Any] | None = None) -> Change:
    return Change("person", "p", ("e", 3), values, was=was or {})


def merged(
    row: dict[str, Any], change: Change, *later: tuple[str, set[str]], action: str = "save_person"
) -> Merged:
    writes = [Write(set_id, frozenset(names)) for set_id, names in later]
    return merge(Person, row, change, action, writes, lambda set_id: set_id.startswith(MINE))


def test_nobody_else_wrote_and_the_value_goes_through() -> None:
    assert merged(ROW, edit({"phone": "1"}, {"phone": "9"})) == Merged({"phone": "1"})


def test_a_field_somebody_else_wrote_is_written_over_and_the_loser_is_kept() -> None:
    row = ROW | {"phone": "2"}
    assert merged(row, edit({"phone": "1"}, {"phone": None}), (THEIRS, {"phone"})) == Merged(
        {"phone": "1"}, {"phone": {"lost": "2", "kept": "1", "set": THEIRS}}
    )


def test_another_field_somebody_else_wrote_is_no_conflict() -> None:
    result = merged(ROW | {"note": "x"}, edit({"phone": "1"}, {"phone": "0"}), (THEIRS, {"note"}))
    assert result == Merged({"phone": "1"})


def test_an_own_write_after_the_base_is_no_conflict() -> None:
    assert merged(ROW | {"phone": "2"}, edit({"phone": "1"}), (MINE, {"phone"})).losers == {}


def test_only_the_last_write_of_a_field_counts() -> None:
    row, change = ROW | {"phone": "2"}, edit({"phone": "1"})
    assert merged(row, change, (THEIRS, {"phone"}), (MINE, {"phone"})).losers == {}
    assert merged(row, change, (MINE, {"phone"}), (THEIRS, {"phone"})).losers.keys() == {"phone"}


def test_the_value_that_stands_there_already_is_not_written_again() -> None:
    assert merged(ROW | {"phone": "1"}, edit({"phone": "1"}), (THEIRS, {"phone"})) == Merged()


def test_who_saw_what_stands_there_may_replace_it() -> None:
    change = edit({"phone": "1"}, {"phone": "2"})
    assert merged(ROW | {"phone": "2"}, change, (THEIRS, {"phone"})) == Merged({"phone": "1"})


def test_missing_is_not_null() -> None:
    saw_nothing, saw_null = edit({"phone": "1"}, {"note": None}), edit({"phone": "1"}, {"phone": None})
    assert merged(ROW, saw_nothing, (THEIRS, {"phone"})).losers.keys() == {"phone"}
    assert merged(ROW, saw_null, (THEIRS, {"phone"})).losers == {}


def test_fields_of_one_unit_move_together() -> None:
    row = ROW | {"id_number": "B", "birth_date": "2000-01-01", "sex": "1"}
    mine = {"id_number": "A", "birth_date": "1990-01-01", "sex": "1"}
    was = dict.fromkeys(IDENTITY)
    result = merged(row, edit(mine, was), (THEIRS, {"birth_date"}))
    assert result.values == {"id_number": "A", "birth_date": "1990-01-01"}
    assert result.losers.keys() == {"id_number", "birth_date"}


def test_half_a_unit_seen_is_not_the_unit_seen() -> None:
    row = ROW | {"birth_date": "2000-01-01"}
    change = edit({"id_number": "A"}, {"id_number": None})
    assert merged(row, change, (THEIRS, {"birth_date"})).losers.keys() == {"id_number"}


def test_what_a_device_merely_wrote_too_is_not_its_own_to_undo() -> None:
    """Somebody else emptied the birth date; this device too, with the number, and then undid both."""
    undo = edit({"id_number": "A", "birth_date": "1990-01-01"}, {"id_number": None, "birth_date": None})
    result = merged(ROW, undo, (THEIRS, {"birth_date"}), (MINE, {"id_number"}), action=UNDO)
    assert result.losers == {"birth_date": {"lost": None, "kept": "1990-01-01", "set": THEIRS}}


def test_an_undo_does_not_take_back_what_somebody_else_wrote_unseen() -> None:
    row, change = ROW | {"phone": "1"}, edit({"phone": None}, {"phone": "1"})
    assert merged(row, change, (THEIRS, {"phone"}), action=UNDO).losers.keys() == {"phone"}
    assert merged(row, change, (MINE, {"phone"}), action=UNDO).losers == {}


def test_true_is_not_one_and_an_empty_text_is_not_nothing() -> None:
    assert merged(ROW | {"gone": True}, edit({"gone": 1})).values == {"gone": 1}
    assert merged(ROW, edit({"phone": ""})).values == {"phone": ""}


def test_a_field_of_a_later_edition_is_merged_like_any_other() -> None:
    row = ROW | {"blood": "A"}
    assert merged(row, edit({"blood": "0"}, {"blood": "A"}), (THEIRS, {"blood"})).losers == {}
    assert merged(row, edit({"blood": "0"}), (THEIRS, {"blood"})).losers.keys() == {"blood"}


NAMES = (*IDENTITY, "phone", "note", "gone")
value = st.sampled_from([None, "a", "b", ""])
some = st.dictionaries(st.sampled_from(NAMES), value)
writes = st.lists(
    st.tuples(
        st.sampled_from([MINE, THEIRS, "set-third"]), st.frozensets(st.sampled_from(NAMES), min_size=1)
    ),
    max_size=5,
)


def oracle(
    row: dict[str, Any], change: Change, action: str, later: list[tuple[str, frozenset[str]]]
) -> Merged:
    """DECISIONS 4, one line a sentence, by a table of the last writer of each unit."""
    last: dict[tuple[str, ...], str] = {}
    by: dict[str, str] = {}
    for set_id, names in later:
        last |= {(IDENTITY if name in IDENTITY else (name,)): set_id for name in names}
        by |= dict.fromkeys(names, set_id)
    result = Merged()
    for unit in [IDENTITY, ("phone",), ("note",), ("gone",)]:
        news = {f: change.values[f] for f in unit if f in change.values and change.values[f] != row[f]}
        stands = not news
        seen = all(f in change.was and change.was[f] == row[f] for f in unit) and action != UNDO
        result.values |= news
        if stands or seen or unit not in last:
            continue
        own = last[unit] == MINE
        whose = {f: by.get(f, MINE) if own else last[unit] for f in news}
        result.losers |= {
            f: {"lost": row[f], "kept": v, "set": whose[f]} for f, v in news.items() if whose[f] != MINE
        }
    return result


@given(some, some.filter(bool), some, writes, st.sampled_from(["save_person", UNDO]))
def test_merging_agrees_with_the_oracle(
    stored: dict[str, Any],
    values: dict[str, Any],
    was: dict[str, Any],
    later: list[tuple[str, frozenset[str]]],
    action: str,
) -> None:
    row, change = ROW | stored, edit(values, was)
    found = merge(
        Person, row, change, action, [Write(s, names) for s, names in later], lambda set_id: set_id == MINE
    )
    assert found == oracle(row, change, action, later)


@given(some, some.filter(bool), some, writes)
def test_the_same_change_twice_changes_nothing_the_second_time(
    stored: dict[str, Any],
    values: dict[str, Any],
    was: dict[str, Any],
    later: list[tuple[str, frozenset[str]]],
) -> None:
    row, change = ROW | stored, edit(values, was)
    first = merged(row, change, *[(s, set(n)) for s, n in later])
    again = merged(row | first.values, change, *[(s, set(n)) for s, n in later], ("other", set(values)))
    assert again == Merged()


@given(some, some.filter(bool), some, writes, st.randoms())
def test_the_order_of_the_fields_does_not_matter(
    stored: dict[str, Any],
    values: dict[str, Any],
    was: dict[str, Any],
    later: list[tuple[str, frozenset[str]]],
    random: Any,
) -> None:
    shuffled = list(values.items())
    random.shuffle(shuffled)
    row, told = ROW | stored, [(s, set(n)) for s, n in later]
    change = edit(values, was)
    assert merged(row, change, *told) == merged(row, replace_values(change, dict(shuffled)), *told)


def replace_values(change: Change, values: dict[str, Any]) -> Change:
    return Change(change.kind, change.id, change.base, values, was=change.was)


@pytest.mark.parametrize("name", ["household", "relation", "note"])
def test_every_value_is_either_written_or_there(name: str) -> None:
    assert merged(ROW, edit({name: "x"}), (THEIRS, {name})).values == {name: "x"}
