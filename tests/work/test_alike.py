"""Which earlier requests a text is most like."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskapp.work.alike import LEAST, MOST, Known, likeness, most_alike

# one text, another, how alike they are in thousandths
EXAMPLES = [
    ("楼道灯不亮", "楼道灯不亮", 1000),
    ("楼道灯不亮", "楼道灯不亮。", 1000),
    ("单元门灯不亮", "楼道灯不亮", 477),
    ("厨房水管滴水", "水管漏水", 366),
    ("厨房水管滴水", "楼上太吵", 0),
    ("灯", "灯", 333),
    ("", "楼道灯不亮", 0),
    ("Wi-Fi 坏了", "wifi坏了", 1000),
]
EARLIER = [
    Known("light", "楼道灯不亮", "repair"),
    Known("door-light", "单元门的灯坏了不亮", "repair"),
    Known("pipe", "厨房水管滴水，殃及楼下", "pipes"),
    Known("drain", "下水道返味", "pipes"),
    Known("noise", "楼上半夜有响动", "noise"),
]
# text, category, the ids found
FOUND = [
    ("三楼楼道灯不亮了", "repair", ["light", "door-light"]),
    ("水管滴水", "pipes", ["pipe"]),
    ("水管滴水", None, ["pipe"]),
    ("想给老人申请助餐", "care", []),
    ("", "repair", []),
]


@pytest.mark.parametrize(("one", "other", "near"), EXAMPLES)
def test_likeness_is_counted_in_shared_characters_and_pairs(one: str, other: str, near: int) -> None:
    assert likeness(one, other) == near


@pytest.mark.parametrize(("text", "category", "ids"), FOUND)
def test_the_likest_earlier_requests_come_first(text: str, category: str | None, ids: list[str]) -> None:
    assert most_alike(text, category, EARLIER) == ids


def test_the_same_category_goes_before_another_with_the_same_words() -> None:
    both = [Known("a", "灯不亮", "safety"), Known("b", "灯不亮", "repair")]
    assert most_alike("灯不亮", "repair", both) == ["b", "a"]
    assert most_alike("灯不亮", None, both) == ["a", "b"]


@given(st.text(max_size=30), st.text(max_size=30))
def test_likeness_is_the_same_both_ways_and_at_most_a_thousand(one: str, other: str) -> None:
    near = likeness(one, other)
    assert near == likeness(other, one)
    assert 0 <= near <= 1000


@given(st.text(max_size=20), st.lists(st.text(max_size=20), max_size=12))
def test_never_more_than_three_and_none_that_is_too_far_off(text: str, texts: list[str]) -> None:
    earlier = [Known(str(n), each) for n, each in enumerate(texts)]
    found = most_alike(text, None, earlier)
    assert len(found) <= MOST
    assert all(likeness(text, texts[int(id)]) >= LEAST for id in found)
