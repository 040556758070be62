"""A change set's body, its chain, its signature's text and its inverse."""

import hashlib
import json
import unicodedata
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskapp.models.change import (
    NO_CHAIN,
    Change,
    ChangeSet,
    from_body,
    inverse,
    next_chain,
    signed_text,
    to_body,
)

VISIT = Change("visit", "b41f", ("e9c2", 0), {"outcome": "O1", "note": "平安"}, new=True)
PHONE = Change("person", "e3c8", ("e9c2", 7), {"phone": "13800138000"}, was={"phone": None})
SET = ChangeSet(
    id="5d2a",
    author="7c0e",
    action="save_visit",
    edition=1,
    made_at="2026-11-24T09:12:33Z",
    offset=-41,
    batch=None,
    changes=[VISIT, PHONE],
    confirmed=["met:nobody-named"],
)


def test_the_body_is_canonical_to_the_byte() -> None:
    assert to_body(SET).decode() == (
        '{"action":"save_visit","author":"7c0e","batch":null,"changes":['
        '{"base":["e9c2",0],"id":"b41f","kind":"visit","new":true,"values":{"note":"平安","outcome":"O1"}},'
        '{"base":["e9c2",7],"id":"e3c8","kind":"person","values":{"phone":"13800138000"},"was":{"phone":null}}'
        '],"confirmed":["met:nobody-named"],"edition":1,"id":"5d2a","made_at":"2026-11-24T09:12:33Z","offset":-41}'
    )


texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
plain = st.none() | st.booleans() | texts | st.integers(-(2**31), 2**31) | st.lists(texts, max_size=3)
names = st.text(st.characters(min_codepoint=1, exclude_categories=["Cs"]), min_size=1, max_size=64)
changes = st.builds(
    Change,
    kind=names,
    id=names,
    base=st.tuples(names, st.integers(0, 2**31 - 1)),
    values=st.dictionaries(texts, plain, max_size=4),
    new=st.booleans(),
    was=st.dictionaries(texts, plain, max_size=4),
)
sets = st.builds(
    ChangeSet,
    id=names,
    author=names,
    action=names,
    edition=st.integers(1, 2**31 - 1),
    made_at=names,
    offset=st.none() | st.integers(-(2**40), 2**40),
    batch=st.none() | names,
    changes=st.lists(changes, max_size=3),
    confirmed=st.lists(texts, max_size=3),
)


@given(sets)
def test_a_body_is_read_as_it_was_written_and_written_the_same_again(change_set: ChangeSet) -> None:
    body = to_body(change_set)
    assert from_body(body) == change_set
    assert to_body(from_body(body)) == body
    assert list(json.loads(body)) == sorted(json.loads(body))


def test_values_stay_as_they_were_typed() -> None:
    typed = unicodedata.normalize("NFD", "é") + "１３８　"
    body = to_body(msgspec.structs.replace(SET, changes=[Change("person", "p", ("e", 0), {"name": typed})]))
    assert typed.encode() in body


@given(st.binary(max_size=60) | st.text(max_size=60).map(lambda t: t.encode("utf-8", "surrogatepass")))
def test_junk_is_no_change_set_and_says_so(junk: bytes) -> None:
    with pytest.raises(msgspec.DecodeError):
        from_body(junk)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("id", ""),
        ("id", "x" * 65),
        ("id", "a\0b"),
        ("id", 7),
        ("author", ""),
        ("edition", 0),
        ("edition", -1),
        ("edition", 2**31),
        ("edition", "1"),
        ("edition", 1.5),
        ("made_at", "x" * 65),
        ("batch", "a\0"),
        ("changes", {}),
        ("changes", [{"kind": "visit", "id": "x", "values": {}}]),
        ("changes", [{"kind": "visit", "id": "x", "base": ["e", -1], "values": {}}]),
        ("changes", [{"kind": "visit", "id": "x", "base": ["e", 10**30], "values": {}}]),
        ("changes", [{"kind": "visit", "id": "a\0", "base": ["e", 0], "values": {}}]),
    ],
)
def test_a_field_out_of_its_bounds_is_no_change_set(field: str, value: Any) -> None:
    body = json.dumps(json.loads(to_body(SET)) | {field: value}).encode()
    with pytest.raises(msgspec.DecodeError):
        from_body(body)


def test_nesting_without_end_is_no_change_set() -> None:
    deep = b'{"id":"a","changes":[{"values":{"a":' + b"[" * 100_000 + b"]" * 100_000 + b"}}]}"
    with pytest.raises(msgspec.DecodeError):
        from_body(deep)


def test_the_chain_is_the_hash_of_the_chain_and_the_bodys_hash() -> None:
    body = to_body(SET)
    expected = hashlib.sha256(bytes(32) + hashlib.sha256(body).digest()).digest()
    assert next_chain(NO_CHAIN, body) == expected
    assert next_chain(expected, body) != expected


@given(st.lists(st.binary(min_size=1), min_size=2, max_size=4, unique=True))
def test_another_order_is_another_chain(bodies: list[bytes]) -> None:
    def chained(listed: list[bytes]) -> bytes:
        chain = NO_CHAIN
        for body in listed:
            chain = next_chain(chain, body)
        return chain

    assert chained(bodies) != chained(bodies[::-1])


def test_a_signature_covers_the_device_the_number_and_the_chain() -> None:
    assert signed_text("ab", 7, bytes(32)) == b"hutong set 1\nab\n7\n" + bytes(32)


def test_undoing_an_edit_brings_back_what_stood_there() -> None:
    (_, undone) = inverse(SET, {})
    assert (undone.values, undone.was, undone.base) == (
        {"phone": None},
        {"phone": "13800138000"},
        ("e9c2", 7),
    )


def test_undoing_a_new_record_withdraws_it() -> None:
    (undone, _) = inverse(SET, {("visit", "b41f"): ("e9c2", 4)})
    assert (undone.values, undone.new, undone.base) == ({"gone": True}, False, ("e9c2", 4))


@given(st.dictionaries(texts, plain, min_size=1), st.dictionaries(texts, plain))
def test_undoing_an_undo_is_the_change_again(values: dict[str, Any], was: dict[str, Any]) -> None:
    was = {name: was.get(name) for name in values}
    change_set = msgspec.structs.replace(SET, changes=[Change("person", "p", ("e", 1), values, was=was)])
    back = msgspec.structs.replace(SET, changes=inverse(change_set, {}))
    assert inverse(back, {}) == change_set.changes
