"""ID numbers, phones and names: read as people write them, judged by GB 11643 alone."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskapp.models.identity import (
    age_on,
    birth_and_sex,
    check_digit,
    clean_name,
    mask_id,
    mask_name,
    mask_phone,
    name_fault,
    read_id,
    read_phones,
    same_name,
)

TODAY = date(2026, 11, 24)


def number(area: str = "500108", born: str = "19800101", sequence: str = "001") -> str:
    seventeen = area + born + sequence
    return seventeen + check_digit(seventeen)


@pytest.mark.parametrize(
    "area", ["500108", "510214", "510212", "512230", "810000", "820000", "830000", "911124", "110101"]
)
def test_an_area_that_an_older_register_lacks_is_no_fault(area):
    reading = read_id(number(area, "19550307"), TODAY)
    assert (reading.fault, reading.notes) == (None, ())
    assert (reading.birth_date, reading.sex) == (date(1955, 3, 7), "1")


def test_an_unknown_area_is_only_a_note():
    reading = read_id(number("990108"), TODAY), read_id(number("200108"), TODAY)
    assert [r.fault for r in reading] == [None, None]
    assert reading[1].notes == ("unknown-area",)


def test_the_examples_of_the_standard_hold():
    assert read_id("11010519491231002X", TODAY).fault is None
    assert read_id("440524188001010014", date(1990, 1, 1)).fault is None


@pytest.mark.parametrize(
    "written",
    [
        "11010519491231002X",
        "11010519491231002x",
        " 110105 19491231 002X ",
        "'11010519491231002X",
        "’11010519491231002X",
        "110105-19491231-002X",
        "１１０１０５１９４９１２３１００２Ｘ",
        "110105\u00a019491231\u200b002X\ufeff",
        "110105\n19491231002X_x000D_",
    ],
)
def test_how_it_was_written_does_not_matter(written):
    reading = read_id(written, TODAY)
    assert (reading.number, reading.fault, reading.notes) == ("11010519491231002X", None, ())


@pytest.mark.parametrize("written", ["11010519491231002×", "11010519491231002*"])
def test_a_star_or_a_times_sign_for_the_x_is_read_and_noted(written):
    reading = read_id(written, TODAY)
    assert (reading.number, reading.fault) == ("11010519491231002X", None)
    assert reading.notes == ("x-written-otherwise",)


@pytest.mark.parametrize(
    ("written", "fault"),
    [
        ("", "missing"),
        ("  '", "missing"),
        ("5.00108E+17", "lost-to-excel"),
        ("5.0010819800101e+17", "lost-to-excel"),
        ("50010819690828161", "too-short"),
        ("5001081969082816188", "too-long"),
        ("50010819690828I618", "not-digits"),
        ("五00108196908281618", "not-digits"),
        ("٥00108196908281618", "not-digits"),
        ("X00108196908281618", "not-digits"),
        (number(born="20230230"), "impossible-birth-date"),
        (number(born="19801301"), "impossible-birth-date"),
        (number(born="00000101"), "impossible-birth-date"),
        (number(born="20261125"), "born-in-the-future"),
        (number(born="20991231"), "born-in-the-future"),
        (number(born="19001123"), "too-old"),
        ("110105194912310021", "bad-check-digit"),
        ("110105194912130020", "bad-check-digit"),
    ],
)
def test_what_is_wrong_with_a_number_is_said_by_a_code(written, fault):
    assert read_id(written, TODAY).fault == fault


def test_the_day_of_birth_and_the_oldest_age_are_still_possible():
    assert read_id(number(born="20261124"), TODAY).fault is None
    assert read_id(number(born="19001125"), TODAY).fault is None


def test_a_number_of_fifteen_digits_is_converted_and_noted():
    reading = read_id("110105491231002", TODAY)
    assert (reading.number, reading.notes, reading.fault) == ("11010519491231002X", ("legacy-15",), None)
    assert reading.birth_date == date(1949, 12, 31)
    assert read_id("110105491331002", TODAY).fault == "impossible-birth-date"


def test_three_zeros_at_the_end_point_to_excel_whether_the_check_digit_holds_or_not():
    damaged = read_id(number()[:15] + "000", TODAY)
    assert damaged.fault == "bad-check-digit"
    assert damaged.notes == ("tail-000",)
    lucky = next(
        n for i in range(1, 999) if (n := number(born="19800101", sequence=f"{i:03}")).endswith("000")
    )
    assert read_id(lucky, TODAY).fault is None
    assert read_id(lucky, TODAY).notes == ("tail-000",)


def test_birth_and_sex_come_from_the_number():
    assert birth_and_sex("11010519491231002X") == (date(1949, 12, 31), "2")
    assert birth_and_sex("110105194912310") is None
    assert birth_and_sex("11010519491331002X") is None
    assert birth_and_sex("not a number at a") is None


def test_age_turns_on_the_birthday():
    assert age_on(date(1946, 11, 24), TODAY) == 80
    assert age_on(date(1946, 11, 25), TODAY) == 79


@given(
    st.dates(date(1902, 1, 1), TODAY), st.integers(0, 999), st.sampled_from(["500108", "510214", "512230"])
)
def test_every_number_made_by_the_standard_is_read_back(born, sequence, area):
    made = number(area, f"{born:%Y%m%d}", f"{sequence:03}")
    reading = read_id(made, TODAY)
    assert reading.fault is None
    assert (reading.number, reading.birth_date) == (made, born)
    assert reading.sex == ("1" if sequence % 2 else "2")
    assert birth_and_sex(made) == (born, reading.sex)


@given(st.dates(date(1950, 1, 1), TODAY), st.integers(0, 16), st.integers(1, 9))
def test_one_wrong_digit_is_never_taken_for_right(born, place, step):
    right = number(born=f"{born:%Y%m%d}")
    wrong = right[:place] + str((int(right[place]) + step) % 10) + right[place + 1 :]
    assert read_id(wrong, TODAY).fault is not None


@given(st.text(max_size=40) | st.from_regex(r"[0-9]{14,19}[Xx×*]?", fullmatch=True), st.dates())
def test_no_text_breaks_the_reading(text, today):
    reading = read_id(text, today)
    assert reading.fault or len(reading.number) == 18
    assert read_id(reading.number, today).fault == reading.fault


@pytest.mark.parametrize(
    ("written", "numbers"),
    [
        ("", []),
        (" \n", []),
        ("13800138000", ["13800138000"]),
        ("138-0013-8000", ["13800138000"]),
        ("138 0013 8000", ["13800138000"]),
        ("１３８００１３８０００", ["13800138000"]),
        ("13800138000.0", ["13800138000"]),
        ("+86 13800138000", ["13800138000"]),
        ("008613800138000", ["13800138000"]),
        ("8613800138000", ["13800138000"]),
        ("13800138000 13900139000", ["13800138000", "13900139000"]),
        ("62801234/13800138000", ["62801234", "13800138000"]),
        ("62801234、13800138000；13900139000", ["62801234", "13800138000", "13900139000"]),
        ("13800138000\n13900139000", ["13800138000", "13900139000"]),
        ("13800138000_x000D_13900139000", ["13800138000", "13900139000"]),
        ("023-62922651", ["023-62922651"]),
        ("(023)62922651", ["023-62922651"]),
        ("02362922651", ["023-62922651"]),
        ("+86-23-62922651", ["023-62922651"]),
        ("0830-2345678", ["0830-2345678"]),
        ("62801234转801", ["62801234转801"]),
        ("62801234-801", ["62801234转801"]),
        ("6123", ["6123"]),
        ("4001234567", ["4001234567"]),
        ("电话：13800138000", ["13800138000"]),
    ],
)
def test_the_phones_of_a_cell_are_found(written, numbers):
    phones = read_phones(written)
    assert [phone.number for phone in phones] == numbers
    assert not any(phone.fault for phone in phones)


@pytest.mark.parametrize(
    ("written", "fault"),
    [
        ("1380013800", "too-short"),
        ("138001380001", "too-long"),
        ("12800138000", "unknown-prefix"),
        ("12345678", "unknown-prefix"),
        ("0236292", "too-short"),
        ("023629226511234", "too-long"),
        ("1.38001E+10", "lost-to-excel"),
        ("没有", "not-a-number"),
        ("-", "not-a-number"),
    ],
)
def test_what_is_wrong_with_a_phone_is_said_by_a_code(written, fault):
    assert [phone.fault for phone in read_phones(written)] == [fault]


def test_a_phone_keeps_whose_it_is_and_its_kind():
    son, other = read_phones("13800138000(儿子)、邻居：62801234")
    assert (son.owner, son.kind) == ("儿子", "mobile")
    assert (other.owner, other.kind) == ("邻居", "landline")


@given(st.text(max_size=60) | st.text("0123456789+-() 转/86.E", max_size=30))
def test_no_text_breaks_the_phones(text):
    for phone in read_phones(text):
        assert phone.fault or phone.number
        if phone.kind == "mobile" and "转" not in phone.number:
            assert read_phones(phone.number)[0].number == phone.number


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("张　三", "张三"),
        (" 张 三 ", "张三"),
        ("张\u200b三\ufeff", "张三"),
        ("张\n三", "张三"),
        ("阿依古丽・买买提", "阿依古丽·买买提"),
        ("阿依古丽•买买提", "阿依古丽·买买提"),
        ("阿依古丽‧ 买买提", "阿依古丽·买买提"),
        ("阿依古丽.买买提", "阿依古丽·买买提"),
        ("阿依古丽．买买提", "阿依古丽·买买提"),
        ("阿依古丽･买买提", "阿依古丽·买买提"),
        ("Ｌｉ　 Ｍｉｎｇ", "Li Ming"),
        ("J. Smith", "J. Smith"),
        ("𫖯 䶮", "𫖯䶮"),
        ("", ""),
    ],
)
def test_a_name_is_kept_in_one_writing(written, name):
    assert clean_name(written) == name
    assert clean_name(name) == name


def test_one_name_in_two_writings_is_the_same_and_a_homophone_is_not():
    assert same_name("张　三", "张三")
    assert same_name("阿依古丽・买买提", "阿依古丽买买提")
    assert same_name("LI Ming", "li ming")
    assert not same_name("李平", "李萍")
    assert not same_name("", " ")


@pytest.mark.parametrize(
    ("written", "fault"),
    [
        ("王桂芳", None),
        ("阿依古丽·买买提", None),
        (" ", "missing"),
        ("王?芳", "lost-character"),
        ("王〓芳", "lost-character"),
        ("王\ue863", "lost-character"),
        ("张三、李四", "several-people"),
        ("张三\n李四", "several-people"),
        ("张三2", "has-digits"),
    ],
)
def test_a_doubtful_name_says_why(written, fault):
    assert name_fault(written) == fault


@given(st.text(max_size=30))
def test_cleaning_a_name_twice_changes_nothing(text):
    once = clean_name(text)
    assert clean_name(once) == once
    name_fault(text)
    mask_name(once)


def test_masks_hide_the_middle():
    assert mask_id("110101199001010012") == "110101********0012"
    assert mask_phone("13800006027") == "138****6027"
    assert mask_phone("023-62922651") == "023-****2651"
    assert [mask_name(name) for name in ("张三", "王桂芳", "欧阳锋", "张", "")] == [
        "张*",
        "王**",
        "欧阳*",
        "张*",
        "",
    ]


@given(st.text("0123456789X-", max_size=24))
def test_a_mask_hides_at_least_half_of_what_is_not_as_it_should_be(text):
    for mask in (mask_id(text), mask_phone(text)):
        assert len(mask) == len(text)
        assert mask.count("*") * 2 >= len(text) or len(text) in (11, 12, 13, 18)
