"""Code tables: complete, in two languages, and readable from the words people write."""

from __future__ import annotations

import pytest

from deskapp.models.actor import ROLES
from deskapp.models.codes import names, plain, resources, table

LEAST = """
sex marital education relation political ethnic employment health tag purpose outcome mode hukou_kind
hukou_category residence tenure role triage request_category urgency request_state document
"""


def test_every_table_that_forms_name_is_there():
    assert set(LEAST.split()) <= set(names())


@pytest.mark.parametrize("name", names())
def test_a_table_has_an_edition_a_source_and_every_word_in_two_languages(name):
    found = table(name)
    assert found.edition >= 1
    assert found.standard
    assert len(found.by_code) == len(found.values) > 1, "a code stands twice"
    for value in found:
        assert isinstance(value.code, str)
        assert value.zh
        assert value.zh.strip() == value.zh
        assert value.en.isascii(), value


@pytest.mark.parametrize("name", names())
def test_a_tables_own_words_find_their_codes_or_all_codes_they_may_mean(name):
    found = table(name)
    for value in found:
        assert value.code in found.choices(value.zh)
        if len(found.choices(value.zh)) > 1:
            assert found.code_of(value.zh) is None
    assert all(found.has(code) for codes in found.by_word.values() for code in codes)


def test_only_the_words_known_to_be_ambiguous_are_ambiguous():
    unclear = {(name, w) for name in names() for w, codes in table(name).by_word.items() if len(codes) > 1}
    assert unclear == {
        ("relation", "媳妇"),
        ("relation", "婆婆"),
        ("relation", "孃孃"),
        ("relation", "公婆"),
        ("relation", "孙"),
        ("relation", "外孙"),
        ("residence", "人在户不在"),
        ("residence", "人户分离"),
        ("tag", "优抚对象"),
    }


@pytest.mark.parametrize(
    ("name", "word", "code"),
    [
        ("sex", "男", "1"),
        ("sex", "F", "2"),
        ("sex", "ｆ", "2"),
        ("relation", "户主", "02"),
        ("relation", "母亲", "52"),
        ("relation", " 儿子 ", "20"),
        ("relation", "老公", "11"),
        ("education", "大专", "31"),
        ("education", "本科", "21"),
        ("education", "文盲", "90"),
        ("ethnic", "汉", "01"),
        ("ethnic", "土家族", "15"),
        ("political", "中共党员", "01"),
        ("political", "共青团员", "03"),
        ("marital", "离异", "40"),
        ("hukou_kind", "非农业", "1"),
        ("hukou_kind", "居民户口", "3"),
        ("tenure", "借住", "T3"),
        ("outcome", "敲门未遇", "O3"),
        ("outcome", "没人", "O3"),
        ("residence", "人在户不在（市内）", "R3"),
        ("tag", "低保户", "AS01"),
        ("employment", "退休", "80"),
        ("sex", "不明", None),
        ("relation", "媳妇", None),
        ("relation", "", None),
    ],
)
def test_a_word_of_a_roster_means_its_code(name, word, code):
    assert table(name).code_of(word) == code


def test_an_ambiguous_word_offers_its_codes_the_likeliest_first():
    assert table("relation").choices("婆婆") == ("54", "62", "64")


def test_a_school_level_alone_is_marked_as_loose():
    assert table("education").is_loose("大专")
    assert not table("education").is_loose("大学专科毕业")
    assert all(table("education").code_of(word) for word in table("education").loose)


def test_outcomes_are_worded_short_and_only_two_count():
    outcome = table("outcome")
    words = "见到本人 见到家人 敲门未遇 拒访 空户 已搬走 电话 找不到门"
    assert [value.zh for value in outcome] == words.split()
    assert [value.code for value in outcome if value.extra["effective"]] == ["O1", "O2"]
    assert {value.extra["kind"] for value in outcome} == {"met", "try", "refused", "none"}
    assert outcome["O7"].extra["effective"] is None


def test_the_roles_are_those_an_actor_may_have():
    assert [value.code for value in table("role")] == list(ROLES)


def test_every_tag_has_a_level_a_way_and_a_short_word():
    for value in table("tag"):
        assert value.extra["level"] in {"L1", "L2", "L3"}
        assert value.extra["how"] in {"derived", "manual", "import"}
        assert 0 < len(value.extra["short"]) <= 6


def test_a_code_of_a_newer_edition_stands_for_itself():
    assert table("outcome").word("O9") == "O9"
    assert table("outcome").word(None) == ""
    assert table("outcome").word("O1") == "见到本人"
    assert table("outcome").word("O1", "en_GB") == "Met the person"
    assert not table("outcome").has("O9")
    assert not table("outcome").has(None)
    assert table("outcome").get(None) is None


def test_an_unknown_table_names_the_known_ones():
    with pytest.raises(KeyError, match=r"no code table 'colour'.*outcome"):
        table("colour")
    with pytest.raises(KeyError):
        table("../codes/sex")


def test_a_table_is_read_once():
    assert table("sex") is table("sex")


def test_a_bundle_brings_its_own_resources(monkeypatch, tmp_path):
    monkeypatch.setattr("sys._MEIPASS", str(tmp_path), raising=False)
    assert resources() == tmp_path / "resources"


def test_words_are_compared_without_width_blanks_and_capitals():
    assert plain(" ｍ　a ") == "MA"
