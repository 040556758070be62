"""A door as a line: one truth about a phone call, and tags in the language of the window."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtCore import QLocale

from deskapp.models.codes import table
from deskapp.ui.doorlines import SYMBOLS, result_word, state_more, to_line
from deskapp.ui.outcomes import OUTCOMES, OutcomeKey, OutcomeKeys
from deskapp.ui.phrases import outcome_symbol, outcome_word, tag_short
from deskapp.ui.symbols import Symbol
from deskapp.work.households import HouseholdLine

CALL, HOME_AND_CALL = ("O1", "O2"), ("O1", "O2", "O7")


@pytest.fixture
def english() -> Iterator[None]:
    before = QLocale()
    QLocale.setDefault(QLocale(QLocale.Language.English))
    yield
    QLocale.setDefault(before)


def line(**what: object) -> HouseholdLine:
    told = {
        "id": "h", "estate": "花园七村", "building": "3", "unit": "2", "floor": "5", "room": "501",
        "door": "3-2-501", "vacant": False, "head": "王桂芳", "persons": 1, "tags": ("EL02",),
        "last_visit": "2026-11-01", "last_outcome": "O7", "visits": 1, "state": "tried",
        "worker": "", "sync": None,
    }  # fmt: skip
    return HouseholdLine(**(told | what))  # type: ignore[arg-type]


def cells(**what: object) -> tuple[str, ...]:
    return to_line(line(**what), date(2026, 11, 24)).cells


def test_a_call_the_campaign_does_not_count_is_a_try_in_every_place(qtbot) -> None:
    keys = OutcomeKeys()
    qtbot.addWidget(keys)
    call = next(key for key in keys.findChildren(OutcomeKey) if key.code == "O7")
    assert call.symbol is outcome_symbol("O7", CALL) is SYMBOLS["tried"] is Symbol.TRIED
    assert cells()[3] == "电话（不算见面）"


def test_a_call_the_campaign_counts_is_met_in_every_place(qtbot) -> None:
    keys = OutcomeKeys()
    qtbot.addWidget(keys)
    keys.show_counted(HOME_AND_CALL)
    call = next(key for key in keys.findChildren(OutcomeKey) if key.code == "O7")
    assert call.symbol is outcome_symbol("O7", HOME_AND_CALL) is SYMBOLS["met"] is Symbol.MET
    assert result_word("O7", "met") == "已见面，电话"


def test_a_door_found_empty_says_what_was_found_and_a_vacant_one_that_it_is() -> None:
    assert cells(state="vacant", last_outcome="O5", vacant=True)[3] == "空着"


def test_an_outcome_has_one_word_everywhere(qtbot, english: None) -> None:
    keys = OutcomeKeys()
    qtbot.addWidget(keys)
    assert [key.text() for key in keys.findChildren(OutcomeKey)] == [outcome_word(code) for code in OUTCOMES]


def test_tags_are_short_english_words_in_english(english: None) -> None:
    assert cells()[5] == "80+"
    words = [tag_short(each.code) for each in table("tag")]
    assert all(word.isascii() and len(word) <= 20 for word in words), words


def test_every_count_says_what_it_counts() -> None:
    assert all(state_more(state) for state in ("never", "not-yet", "tried", "met", "refused", "vacant"))
