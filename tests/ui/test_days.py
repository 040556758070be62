"""A day reads back what it shows, in both languages and over the turn of a year."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from PySide6.QtCore import QLocale

from deskapp.ui.days import DayField, parse_day

TODAY = date(2026, 11, 24)
YEAR = [TODAY + timedelta(days=n) for n in range(-366, 367)]


@pytest.fixture(params=["Chinese", "English"])
def language(request: pytest.FixtureRequest) -> Iterator[str]:
    before = QLocale()
    QLocale.setDefault(QLocale(getattr(QLocale.Language, request.param)))
    yield request.param
    QLocale.setDefault(before)


@pytest.mark.parametrize("ahead", [False, True])
def test_a_day_field_reads_back_what_it_shows(qtbot, language: str, ahead: bool) -> None:
    field = DayField(TODAY, ahead=ahead)
    qtbot.addWidget(field)
    for day in YEAR:
        field.set_value(day)
        assert not field.fault(), field.text()
        assert field.value() == day.isoformat(), field.text()
        field.settle()
        assert field.value() == day.isoformat(), field.text()


def test_a_day_shown_without_its_year_stays_that_day_when_the_year_turns(qtbot, language: str) -> None:
    field = DayField(date(2026, 12, 31))
    qtbot.addWidget(field)
    field.set_value("2026-12-31")
    field.today = date(2027, 1, 1)
    assert field.value() == "2026-12-31"


@pytest.mark.parametrize("words", ["24 Nov", "24 november", "24 Nov Tue", "24 NOV Tuesday 2026"])
def test_an_english_day_is_read_as_people_write_it(words: str) -> None:
    assert parse_day(words, TODAY) == TODAY


@pytest.mark.parametrize("words", ["24 Nox", "31 Feb", "24 Nov Tuesday morning", "11 月 24 日 一早"])
def test_what_is_no_day_is_none(words: str) -> None:
    with pytest.raises(ValueError, match=r"\S"):
        parse_day(words, TODAY)
