"""The rulebook: every rule with an example it passes and one it does not, and what no rule has to say."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskapp.models import kinds
from deskapp.models.blob import LIMIT
from deskapp.models.edition import EDITION
from deskapp.models.household import Household
from deskapp.models.person import Person
from deskapp.models.record import Record
from deskapp.models.rules import INTEGRITY, Finding, Findings, Rule, Rulebook, rulebook
from deskapp.models.scope import is_unit
from deskapp.models.visit import Visit

TODAY = date(2026, 11, 24)
WHOLE: dict[str, dict[str, Any]] = {
    "attachment": {"row_kind": "person", "row": "p", "sha256": "0" * 64, "size": 9, "name": "扫描.jpg"}
    | {"media": "image/jpeg"},
    "community": {"code": "houbao", "name": "后堡"},
    "user": {"name": "蓝天晴", "role": "operator", "community": "street", "active": True},
    "household": {"community": "houbao", "room": "501", "vacant": False},
    "person": {"household": "h", "name": "冉小禾"},
    "tag": {"person": "p", "code": "G01"},
    "campaign": {"community": "houbao", "name": "年度", "since": "2026-01-01", "until": "2026-12-31"},
    "assignment": {"household": "h", "worker": "u", "since": "2026-01-01"},
    "visit": {"household": "h", "visitors": ["u"], "visited_on": "2026-11-24", "outcome": "O1"},
    "request": {"household": "h", "text": "路灯不亮"},
    "request_step": {"request": "r", "step": "progress", "said_on": "2026-11-24"},
    "review": {"row_kind": "person", "row": "p", "change_set": "s", "reason": "conflict", "details": {}}
    | {"state": "open"},
}
ID = "500108196908281618"

# rule → (what passes, what does not, the finding); each over a whole record of its kind
EXAMPLES: dict[str, tuple[dict[str, Any], dict[str, Any], str]] = {
    "attachment.is_of_a_sort_that_is_kept": (
        {"media": "application/pdf"},
        {"media": "text/html"},
        "media:unknown-code",
    ),
    "attachment.has_a_size_that_can_be": ({"size": LIMIT}, {"size": LIMIT + 1}, "size:unstorable"),
    "community.has_a_short_code": ({"code": "donglu2"}, {"code": "street"}, "code:not-a-code"),
    "user.has_a_known_role": ({"role": "inspector"}, {"role": "king"}, "role:unknown-code"),
    "household.has_a_room": ({"room": "1-1"}, {"room": ""}, "room:missing"),
    "person.has_a_name": ({"name": "童一苇"}, {"name": "　"}, "name:missing"),
    "person.has_an_id_number_that_holds": (
        {"id_number": ID, "birth_date": "1969-08-28"},
        {"id_number": ID, "birth_date": "1969-08-29"},
        "birth_date:not-the-id-numbers",
    ),
    "person.has_a_birth_date_that_has_come": (
        {"birth_date": "2026-11-24"},
        {"birth_date": "2026-11-25"},
        "birth_date:in-the-future",
    ),
    "person.has_a_phone_that_can_be_called": ({"phone": "13800138000"}, {"phone": "1380013800"}, "phone:"),
    "tag.is_not_for_line_officers_only": ({}, {"code": "L3"}, "code:line-officer-only"),
    "tag.is_a_known_group": ({}, {"code": "nobody"}, "code:unknown-code"),
    "campaign.ends_after_it_begins": (
        {"until": "2026-01-01"},
        {"until": "2025-12-31"},
        "until:before-the-beginning",
    ),
    "visit.has_a_day_that_has_come": (
        {"visited_on": "2026-11-24"},
        {"visited_on": "2026-11-25"},
        "visited_on:in-the-future",
    ),
    "visit.has_an_outcome_from_the_table": ({"outcome": "O8"}, {"outcome": "O99"}, "outcome:unknown-code"),
    "visit.has_a_purpose_from_the_table": ({"purpose": "P01"}, {"purpose": "P00"}, "purpose:unknown-code"),
    "visit.ends_after_it_starts": (
        {"started": "09:30", "ended": "09:30"},
        {"started": "09:30", "ended": "09:29"},
        "ended:before-the-beginning",
    ),
    "request.says_what_is_asked": ({"text": "楼道灯"}, {"text": " \n"}, "text:missing"),
    "request.is_sorted_before_it_closes": (
        {"state": "solved", "triage": "small"},
        {"state": "closed"},
        "triage:not-sorted",
    ),
    "request.as_a_mediation_says_how_it_ended": (
        {"category": "mediation", "state": "replied", "triage": "small", "result": "agreed"},
        {"category": "mediation", "state": "replied", "triage": "small"},
        "result:missing",
    ),
    "request_step.is_a_step_of_the_table": ({"step": "talk"}, {"step": "sing"}, "step:unknown-code"),
    "request_step.sorts_into_one_of_three": (
        {"step": "sort", "became": "big"},
        {"step": "sort", "became": "huge"},
        "became:unknown-code",
    ),
    "request_step.says_why_it_is_sorted_anew": (
        {"step": "sort", "became": "big", "was": "small", "words": "归市政"},
        {"step": "sort", "became": "big", "was": "small", "words": " "},
        "words:missing",
    ),
}


def name_of(rule: Rule) -> str:
    return f"{rule.kind}.{rule.name}"


def whole(kind: str, **more: Any) -> dict[str, Any]:
    return WHOLE[kind] | more


def codes_of_tags(level: str) -> str:
    from deskapp.models.codes import table

    return next(c.code for c in table("tag") if (c.extra.get("level") == "L3") == (level == "L3"))


def example(values: dict[str, Any], kind: str) -> dict[str, Any]:
    values = whole(kind) | values
    if kind == "tag" and values["code"] in ("L3", "G01"):
        values["code"] = codes_of_tags("L3" if values["code"] == "L3" else "L1")
    return values


def texts(found: Findings) -> list[str]:
    return [str(f) for f in (*found.integrity, *found.quality)]


def test_every_rule_has_its_examples() -> None:
    assert {name_of(rule) for rule in rulebook.rules} == EXAMPLES.keys()


def test_every_kind_has_a_whole_record_here() -> None:
    assert WHOLE.keys() == kinds().keys()


@pytest.mark.parametrize("kind", WHOLE)
def test_a_whole_record_has_no_findings(kind: str) -> None:
    assert texts(rulebook.check(kinds()[kind], example({}, kind), TODAY)) == []


@pytest.mark.parametrize("rule", rulebook.rules, ids=name_of)
def test_a_rule_passes_its_good_example_and_finds_its_bad_one(rule: Rule) -> None:
    good, bad, finding = EXAMPLES[name_of(rule)]
    cls = kinds()[rule.kind]
    assert texts(rulebook.check(cls, example(good, rule.kind), TODAY)) == []
    found = rulebook.check(cls, example(bad, rule.kind), TODAY)
    graded = found.integrity if rule.grade == INTEGRITY else found.quality
    assert any(str(f).startswith(finding) for f in graded)


@pytest.mark.parametrize("rule", rulebook.rules, ids=name_of)
def test_a_withdrawn_record_is_not_judged_any_more(rule: Rule) -> None:
    bad = example(EXAMPLES[name_of(rule)][1], rule.kind)
    assert not rulebook.check(kinds()[rule.kind], bad | {"gone": True}, TODAY)


def test_older_work_is_not_judged_by_a_later_rule() -> None:
    book = Rulebook()

    @book.rule(Household, grade=INTEGRITY, since=3)
    def has_a_floor(household: Any, today: date) -> Any:
        if household.floor is None:
            yield Finding("floor", "missing")

    assert not book.check(Household, whole("household"), TODAY, edition=2)
    assert texts(book.check(Household, whole("household"), TODAY, edition=3)) == ["floor:missing"]


def test_no_rule_is_of_an_edition_to_come() -> None:
    assert [name_of(r) for r in rulebook.rules if not 1 <= r.since <= EDITION] == []


def test_a_record_and_a_draft_are_judged_alike() -> None:
    values = whole("person", phone="1", birth_date="2026-11-25")
    draft, record = rulebook.check(Person, values, TODAY), rulebook.check(Person, Person(**values), TODAY)
    assert draft == record
    assert [f.field for f in draft.quality] == ["birth_date", "phone"]


@pytest.mark.parametrize(
    ("cls", "values", "finding"),
    [
        (Person, {"household": None}, "household:missing"),
        (Person, {"name": 7}, "name:wrong-type"),
        (Person, {"name": True}, "name:wrong-type"),
        (Person, {"note": "x" * 20_001}, "note:too-long"),
        (Person, {"id_number": "9" * 401}, "id_number:too-long"),
        (Person, {"name": "a\0b"}, "name:unstorable"),
        (Person, {"name": "\ud800"}, "name:unstorable"),
        (Visit, {"visitors": "u"}, "visitors:wrong-type"),
        (Visit, {"visitors": [1]}, "visitors:wrong-type"),
        (Visit, {"visitors": ["a\0"]}, "visitors:unstorable"),
        (Visit, {"notice_left": 1}, "notice_left:wrong-type"),
        (kinds()["community"], {"number": True}, "number:wrong-type"),
        (kinds()["community"], {"number": 2**31}, "number:wrong-type"),
        (kinds()["review"], {"details": {"a": {"b": "\0"}}}, "details:unstorable"),
    ],
)
def test_what_cannot_be_stored_is_found_before_any_rule(
    cls: type[Record], values: dict[str, Any], finding: str
) -> None:
    found = rulebook.check(cls, whole(cls.__tablename__) | values, TODAY)
    assert [str(f) for f in found.integrity] == [finding]


@pytest.mark.parametrize(
    ("kind", "field"),
    [
        *[("visit", "visited_on"), ("visit", "next_try"), ("person", "birth_date"), ("tag", "since")],
        *[("request", "promised_on"), ("campaign", "until"), ("assignment", "since")],
    ],
)
@pytest.mark.parametrize("text", ["24/11/2026", "2026-02-30", "2026-11", "20261124", "2026-W48-2", "昨天"])
def test_a_day_nobody_can_read_stops_a_save(kind: str, field: str, text: str) -> None:
    found = rulebook.check(kinds()[kind], example({}, kind) | {field: text}, TODAY)
    assert [str(f) for f in found.integrity] == [f"{field}:not-a-date"]


@pytest.mark.parametrize("text", ["25:00", "9:30", "09:60", "0930", "上午", "09:30:00", "０9:30"])
def test_a_time_nobody_can_read_stops_a_save(text: str) -> None:
    for field in ("started", "ended"):
        found = rulebook.check(Visit, whole("visit") | {field: text}, TODAY)
        assert [str(f) for f in found.integrity] == [f"{field}:not-a-time"]


@pytest.mark.parametrize("text", ["", "x", "0" * 63, "A" * 64, "０" * 64, "0" * 64 + "\n"])
def test_what_is_no_sha256_names_no_file(text: str) -> None:
    for field in ("sha256", "thumb_sha256"):
        found = rulebook.check(kinds()["attachment"], whole("attachment") | {field: text}, TODAY)
        expected = [] if (field, text) == ("thumb_sha256", "") else [f"{field}:not-a-file"]
        assert [str(f) for f in found.integrity] == expected


def test_an_empty_text_is_no_day_but_says_nothing_where_none_is_needed() -> None:
    assert not rulebook.check(Person, whole("person", birth_date=""), TODAY)
    found = rulebook.check(Visit, whole("visit", visited_on=""), TODAY)
    assert [str(f) for f in found.integrity] == ["visited_on:not-a-date"]


def test_lists_in_lists_without_end_are_unstorable() -> None:
    deep: Any = "x"
    for _ in range(2_000):
        deep = {"a": deep}
    found = rulebook.check(kinds()["review"], whole("review", details=deep), TODAY)
    assert [str(f) for f in found.integrity] == ["details:unstorable"]


junk = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=30) | st.binary(max_size=4),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=3), inner, max_size=2),
    max_leaves=4,
)


@given(st.sampled_from(sorted(WHOLE)), st.data())
def test_no_value_makes_a_rule_raise(kind: str, data: st.DataObject) -> None:
    values = data.draw(st.dictionaries(st.sampled_from([*WHOLE[kind], "gone"]), junk, max_size=3))
    rulebook.check(kinds()[kind], whole(kind) | values, TODAY)


@pytest.mark.parametrize("rule", rulebook.rules, ids=name_of)
@given(data=st.data())
def test_no_text_makes_a_rule_raise(rule: Rule, data: st.DataObject) -> None:
    names = [n for n in EXAMPLES[name_of(rule)][1] if n != "gone"]
    words = st.text(max_size=40) | st.text("0123456789-年月日Xx/. 　", max_size=20)
    values = data.draw(st.fixed_dictionaries(dict.fromkeys(names, words)))
    rulebook.check(kinds()[rule.kind], whole(rule.kind) | values, TODAY)


@pytest.mark.parametrize(
    "code", ["", "a/b", "houbao/field", "a" * 21, "后堡", "Houbao", "1a", "a b", "a\0", None, 7]
)
def test_only_a_short_word_is_a_unit(code: Any) -> None:
    assert not is_unit(code)
