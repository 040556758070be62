"""Tokens, style sheets and icons agree with each other and can be read by everybody."""

from __future__ import annotations

import re
import tomllib
from itertools import product
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QPalette

from deskapp.ui import theme as theme_module
from deskapp.ui.icons import MEANINGS
from deskapp.ui.theme import NAMES, RESOURCES, SCALES, Theme, current, put_icon

UI = Path(theme_module.__file__).parent
SOURCES = {path: path.read_text("utf-8") for path in UI.rglob("*.py")}
SHEETS = {path: path.read_text("utf-8") for path in (RESOURCES / "theme").glob("*.qss")}
TOKENS = tomllib.loads((RESOURCES / "theme" / "tokens.toml").read_text("utf-8"))
TINTS = ("accent_tint", "trouble_tint", "waiting_tint", "done_tint", "still_tint")
GROUNDS = ("window", "sheet", "well")
STATES = ("trouble", "waiting", "done", "still", "accent")
PAIRS = [
    *product(("text", "text2", "text3"), (*GROUNDS, *TINTS)),
    *((state, f"{state}_tint") for state in STATES),
    *product(STATES, GROUNDS),
    ("on_accent", "accent"),
    ("on_accent", "accent_hover"),
    ("spine_text", "spine"),
    ("practice_text", "waiting_fill"),
    ("window", "text"),
    ("sheet", "trouble"),
]


def luminance(color: str) -> float:
    channels = (QColor(color).redF(), QColor(color).greenF(), QColor(color).blueF())
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(("ink", "ground"), PAIRS)
def test_every_ink_can_be_read_on_every_ground_it_meets(name, ink, ground):
    assert contrast(TOKENS[name][ink], TOKENS[name][ground]) >= 4.5


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("ground", ["window", "sheet"])
def test_the_border_of_what_can_be_pressed_is_seen(name, ground):
    assert contrast(TOKENS[name]["edge"], TOKENS[name][ground]) >= 3


def test_light_and_dark_name_the_same_tokens():
    assert set(TOKENS["light"]) == set(TOKENS["dark"])


def test_every_colour_token_is_used():
    everything = " ".join([*SHEETS.values(), *SOURCES.values()])
    unused = [
        token
        for token in TOKENS["light"]
        if not re.search(rf"\$\{{?{token}\b", everything)
        and f'"{token}"' not in everything
        # a tone brings its tint and line along
        and not (token.endswith(("_tint", "_line")) and f'}}_{token.rpartition("_")[2]}"' in everything)
    ]
    assert not unused


def test_every_size_and_space_is_used():
    everything = " ".join([*SHEETS.values(), *SOURCES.values()])
    for name in [*TOKENS["size"], *TOKENS["space"], *TOKENS["type"]]:
        pattern = rf'"{name}"|\$\{{?{name}(_in[12])?\b|\$\{{?font_{name}\b'
        assert re.search(pattern, everything), name


@pytest.mark.parametrize("scale", SCALES)
@pytest.mark.parametrize("name", NAMES)
def test_the_style_sheet_has_a_value_for_every_name(qapp, name, scale):
    assert "$" not in Theme.load(name, scale).qss()


def test_a_name_nobody_defined_is_an_error(qapp, tmp_path, monkeypatch):
    (tmp_path / "theme").mkdir()
    (tmp_path / "theme" / "tokens.toml").write_bytes((RESOURCES / "theme" / "tokens.toml").read_bytes())
    (tmp_path / "theme" / "wrong.qss").write_text("QLabel { color: $indigo; }", "utf-8")
    monkeypatch.setattr(theme_module, "RESOURCES", tmp_path)
    with pytest.raises(KeyError, match="indigo"):
        Theme.load("light").qss()


def test_no_widget_has_a_style_sheet_of_its_own():
    guilty = [path.name for path, text in SOURCES.items() if re.search(r"(?<!app)\.setStyleSheet\(", text)]
    assert not guilty


def test_no_colour_is_written_outside_the_tokens():
    both = {**SHEETS, **SOURCES}
    guilty = [path.name for path, text in both.items() if re.search(r'["\s:]#[0-9A-Fa-f]{6}\b', text)]
    assert not set(guilty) - {"printing.py", "handoverpaper.py", "roundpaper.py"}, (
        "paper is white in every dress, ink is dark"
    )


def test_every_icon_file_has_its_one_meaning():
    assert {path.stem for path in (RESOURCES / "icons").glob("*.svg")} == set(MEANINGS)


def test_every_icon_named_in_the_code_exists():
    named = set()
    for text in SOURCES.values():
        named |= set(re.findall(r'(?:Icon\(|icon=|\.pixmap\(|\.icon\()"(\w+)"', text))
        named |= set(re.findall(r'put_icon\(\w+, "(\w+)"', text))
    assert named
    assert named <= set(MEANINGS)


def test_every_icon_is_drawn_in_the_colour_of_the_words():
    for path in (RESOURCES / "icons").glob("*.svg"):
        text = path.read_text("utf-8")
        assert 'viewBox="0 0 24 24"' in text, path.name
        assert 'stroke="currentColor"' in text, path.name
        assert "#" not in text, path.name


@pytest.mark.parametrize("name", sorted(MEANINGS))
def test_an_icon_leaves_ink_on_the_paper(qapp, name):
    image = Theme.load("light").pixmap(name, "trouble", 24, 2.0).toImage()
    assert image.width() == 48
    pixels = [image.pixelColor(x, y) for x in range(48) for y in range(48)]
    inked = [pixel for pixel in pixels if pixel.alpha() > 250]
    assert inked
    assert all(abs(ink.red() - QColor(TOKENS["light"]["trouble"]).red()) < 8 for ink in inked)


def test_the_palette_comes_from_the_tokens(qapp):
    palette = Theme.load("dark").palette()
    wanted = {
        QPalette.ColorRole.Window: "window",
        QPalette.ColorRole.Base: "sheet",
        QPalette.ColorRole.Text: "text",
        QPalette.ColorRole.Highlight: "accent_tint",
        QPalette.ColorRole.Accent: "accent",
        QPalette.ColorRole.PlaceholderText: "text3",
    }
    for role, token in wanted.items():
        assert palette.color(role).name().upper() == TOKENS["dark"][token]


def test_one_factor_grows_fonts_heights_and_icons_but_not_spaces(qapp):
    one, half_more = Theme.load("light", 1.0), Theme.load("light", 1.5)
    assert half_more.font("body").pixelSize() == 21 == 1.5 * one.font("body").pixelSize()
    assert half_more.px("row_two") == 78
    assert half_more.pixmap("home").width() == 27
    assert half_more.space("page") == one.space("page") == 16


def test_a_change_of_theme_reaches_icons_that_are_already_there(qapp, qtbot):
    from deskapp.ui.buttons import button

    pressed = button("整户", icon="home")
    qtbot.addWidget(pressed)
    light = pressed.icon().pixmap(18, 18).toImage()
    Theme.load("dark", 1.5).apply(qapp)
    assert current().name == "dark"
    assert pressed.iconSize().height() == 27
    assert pressed.icon().pixmap(18, 18).toImage() != light


def test_a_practice_base_has_a_yellow_spine_and_nothing_else(qapp):
    real, practice = Theme.load("light"), Theme.load("light", practice=True)
    changed = {token for token in real.colors if real.colors[token] != practice.colors[token]}
    assert changed == {"spine", "spine_text", "spine_line"}
    assert practice.color("spine") == real.color("waiting_fill")
    assert practice.color("spine_text").name().upper() == "#23272D"


def test_an_unknown_theme_or_icon_is_an_error(qapp, qtbot):
    with pytest.raises(ValueError, match="sepia"):
        Theme.load("sepia")
    from PySide6.QtWidgets import QPushButton

    button = QPushButton()
    qtbot.addWidget(button)
    with pytest.raises(FileNotFoundError):
        put_icon(button, "unicorn")
