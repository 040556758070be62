"""The look of the desk: tokens become a palette, a style sheet, fonts and coloured icons.

    theme = Theme.load("light", 1.15)       or "dark"; a scale of SCALES; practice=True for a practice base
    theme.apply(app)                        at start, and again at any time: every open window follows

A widget that paints asks `current()` while it paints and keeps nothing, so that a change of theme reaches it:

    theme = current()
    theme.color("accent")                   a token of tokens.toml as QColor
    theme.px("row_two"), theme.px(20)       a size token, or a number of pixels, times the user's scale
    theme.space("page")                     spaces and radii do not grow
    theme.font("first"), theme.line("first")      a role of [type]: QFont (pixel size, weight, tnum), its line
    theme.pixmap("clock", "trouble", 14, ratio)   an icon in the colour of a token
    put_icon(button, "home", tone="text2", size="icon")     an icon that is drawn anew when the theme changes

Shape and state of ordinary widgets come from resources/theme/*.qss by dynamic property, for instance
`set_state(widget, role="main")`. In a template `$name` is a colour or a size in pixels, `$name_in1` and
`$name_in2` are a size less a border of 1 or 2 pixels on both sides, `$font_role` is a font's size in pixels
and `$drawn` the folder of coloured images.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from string import Template

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt, QTemporaryDir
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QIcon, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

RESOURCES = Path(__file__).resolve().parents[2] / "resources"
FAMILIES = [
    "Microsoft YaHei UI",
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "WenQuanYi Micro Hei",
    "sans-serif",
]
SCALES = (1.0, 1.15, 1.3, 1.5)
NAMES = ("light", "dark")
ICON_ROOM = 4

# The few images a style sheet can only take from a file: name → icon, token.
_DRAWN = {
    "tick": ("tick", "on_accent"),
    "tick_off": ("tick", "text3"),
    "chevron": ("chevron", "text2"),
    "chevron_off": ("chevron", "text3"),
    "chevron_up": ("chevron_up", "text2"),
    "calendar": ("calendar", "text2"),
}

_ROLES = {
    "window": ("Window", "AlternateBase"),
    "sheet": ("Base", "Button", "ToolTipBase"),
    "text": ("WindowText", "Text", "ButtonText", "ToolTipText", "HighlightedText"),
    "text3": ("PlaceholderText",),
    "trouble": ("BrightText",),
    "accent_tint": ("Highlight",),
    "accent": ("Accent", "Link", "LinkVisited"),
    "edge": ("Mid", "Dark"),
    "line": ("Midlight", "Light"),
    "spine": ("Shadow",),
}


class Theme:
    """One look at one scale: colours, sizes, fonts and icons by the names of tokens.toml."""

    def __init__(self, name: str, tokens: dict[str, dict], scale: float, practice: bool) -> None:
        self.name = name
        self.scale = scale
        self.practice = practice
        self.colors: dict[str, str] = dict(tokens[name])
        if practice:
            self.colors |= {
                "spine": self.colors["waiting_fill"],
                "spine_text": self.colors["practice_text"],
                "spine_line": self.colors["waiting"],
            }
        self._sizes: dict[str, int] = tokens["size"]
        self._spaces: dict[str, int] = tokens["space"]
        self._type: dict[str, list[int]] = tokens["type"]
        self._qcolors = {token: QColor(value) for token, value in self.colors.items()}
        self._fonts: dict[tuple[str, bool | None], QFont] = {}
        self._metrics: dict[tuple[str, bool | None], QFontMetricsF] = {}
        self._pixmaps: dict[tuple[str, str, int, float], QPixmap] = {}
        self._images = QTemporaryDir()

    @classmethod
    def load(cls, name: str = "light", scale: float = 1.0, *, practice: bool = False) -> Theme:
        if name not in NAMES:
            raise ValueError(f"no theme {name!r}, there are {NAMES}")
        return cls(name, tokens(), scale, practice)

    def apply(self, app: QApplication) -> None:
        """Dress the application and every window it has; `app.setStyle` only the first time, it is slow."""
        if app.style().name() != "fusion" and current_or_none() is None:
            app.setStyle("Fusion")
        self._draw_images()
        app.setProperty("theme", self)
        dark = self.name == "dark"
        app.styleHints().setColorScheme(Qt.ColorScheme.Dark if dark else Qt.ColorScheme.Light)
        app.setPalette(self.palette())
        app.setFont(self.font("body"))
        app.setStyleSheet(self.qss())
        for widget in app.allWidgets():
            if isinstance(widget, QAbstractButton) and widget.property("icon_name"):
                _dress_icon(widget, self)
            widget.updateGeometry()
            QWidget.update(widget)  # a view has an update(index) of its own

    def color(self, token: str) -> QColor:
        return self._qcolors[token]

    def px(self, size: str | float) -> int:
        """A token of [size], or a number of logical pixels, times the user's scale."""
        return round((self._sizes[size] if isinstance(size, str) else size) * self.scale)

    def space(self, name: str) -> int:
        return self._spaces[name]

    def font(self, role: str = "body", bold: bool | None = None) -> QFont:
        key = (role, bold)
        if key not in self._fonts:
            pixels, _, weight = self._type[role]
            font = QFont()
            font.setFamilies(FAMILIES)
            font.setPixelSize(self.px(pixels))
            font.setBold(weight >= 700 if bold is None else bold)
            font.setFeature(QFont.Tag.fromString("tnum"), 1)
            font.setHintingPreference(QFont.HintingPreference.PreferVerticalHinting)
            self._fonts[key] = font
        return self._fonts[key]

    def metrics(self, role: str = "body", bold: bool | None = None) -> QFontMetricsF:
        key = (role, bold)
        if key not in self._metrics:
            self._metrics[key] = QFontMetricsF(self.font(role, bold))
        return self._metrics[key]

    def line(self, role: str = "body") -> int:
        return self.px(self._type[role][1])

    def palette(self) -> QPalette:
        palette = QPalette()
        for token, roles in _ROLES.items():
            for role in roles:
                palette.setColor(QPalette.ColorRole[role], self.color(token))
        disabled = QPalette.ColorGroup.Disabled
        for role in ("WindowText", "Text", "ButtonText", "HighlightedText"):
            palette.setColor(disabled, QPalette.ColorRole[role], self.color("text3"))
        for role in ("Base", "Button"):
            palette.setColor(disabled, QPalette.ColorRole[role], self.color("still_tint"))
        return palette

    def qss(self) -> str:
        """All templates of resources/theme filled in; a name that is no token is a KeyError."""
        names = self.names()
        sheets = sorted((RESOURCES / "theme").glob("*.qss"))
        return "\n".join(Template(sheet.read_text("utf-8")).substitute(names) for sheet in sheets)

    def names(self) -> dict[str, str]:
        """Every `$name` a template may use."""
        names = dict(self.colors)
        for name in self._sizes:
            size = self.px(name)
            names |= {name: str(size)} if name not in names else {f"{name}_size": str(size)}
            names |= {f"{name}_in1": str(size - 2), f"{name}_in2": str(size - 4)}
        names |= {name: str(space) for name, space in self._spaces.items()}
        names |= {f"font_{role}": str(self.px(pixels)) for role, (pixels, _, _) in self._type.items()}
        names |= self._derived()
        return names | {"drawn": Path(self._images.path()).as_posix()}

    def _derived(self) -> dict[str, str]:
        """What a style sheet would have to calculate: Qt adds borders, and to spin boxes 3 px more."""
        box, button = self.px("box"), self.px("button")
        ring = round(box * 5 / 16)
        pixels = {
            "chip_radius": self.px("chip") // 2,
            "box_radius": box // 2,
            "box_dot": box - 2 * ring,
            "box_ring": ring,
            "button_spin1": button - 5,
            "button_spin2": button - 7,
            "tab_inner": self.px("tab") - 3,
            "search_left": self.px("icon_small") + 18,
            "search_left_in": self.px("icon_small") + 17,
        }
        return {name: str(value) for name, value in pixels.items()}

    def pixmap(
        self, icon: str, token: str = "text", size: str | float = "icon", ratio: float = 1.0
    ) -> QPixmap:
        """An icon in the colour of a token; `ratio` is the screen's device pixel ratio."""
        pixels = self.px(size)
        key = (icon, token, pixels, ratio)
        if key not in self._pixmaps:
            drawing = QSvgRenderer(QByteArray(self._svg(icon, token)))
            pixmap = QPixmap(QSize(pixels, pixels) * ratio)
            pixmap.setDevicePixelRatio(ratio)
            pixmap.fill(Qt.GlobalColor.transparent)
            painter = QPainter(pixmap)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            drawing.render(painter, QRectF(0, 0, pixels, pixels))
            painter.end()
            self._pixmaps[key] = pixmap
        return self._pixmaps[key]

    def icon(
        self, name: str, token: str = "text", size: str | float = "icon", *, on: str = "", room: int = 0
    ) -> QIcon:
        """A QIcon: normal and disabled, `on` the colour while checked, `room` px empty at its right."""
        icon = QIcon()
        for ratio in (1.0, 1.5, 2.0):
            icon.addPixmap(with_room(self.pixmap(name, token, size, ratio), room))
            icon.addPixmap(with_room(self.pixmap(name, "text3", size, ratio), room), QIcon.Mode.Disabled)
            for mode in (QIcon.Mode.Normal, QIcon.Mode.Active) if on else ():
                icon.addPixmap(with_room(self.pixmap(name, on, size, ratio), room), mode, QIcon.State.On)
        return icon

    def _svg(self, icon: str, token: str) -> bytes:
        source = (RESOURCES / "icons" / f"{icon}.svg").read_text("utf-8")
        return source.replace("currentColor", self.colors[token]).encode()

    def _draw_images(self) -> None:
        folder = Path(self._images.path())
        for name, (icon, token) in _DRAWN.items():
            (folder / f"{name}.svg").write_bytes(self._svg(icon, token))


def tokens() -> dict[str, dict]:
    return tomllib.loads((RESOURCES / "theme" / "tokens.toml").read_text("utf-8"))


def current_or_none() -> Theme | None:
    app = QApplication.instance()
    return app.property("theme") if app else None


def current() -> Theme:
    """The theme the application wears; painting code asks each time, so it is never stale."""
    theme = current_or_none()
    if theme is None:
        raise RuntimeError("no theme applied yet: Theme.load(...).apply(app) comes before the first widget")
    return theme


def set_state(widget: QWidget, **properties: object) -> None:
    """Set the dynamic properties the style sheet looks at (role, state, tone); draw anew if one changed."""
    changed = False
    for name, value in properties.items():
        if widget.property(name) != value:
            widget.setProperty(name, value)
            changed = True
    if changed:
        widget.style().unpolish(widget)
        widget.style().polish(widget)
        widget.update()


def put_icon(
    button: QAbstractButton, name: str, tone: str = "text", size: str | float = "icon", on: str = ""
) -> None:
    """Give a button an icon that follows the theme; `on` is its tone while checked."""
    for key, value in {"icon_name": name, "icon_tone": tone, "icon_px": size, "icon_on": on}.items():
        button.setProperty(key, value)
    _dress_icon(button, current())


def _dress_icon(button: QAbstractButton, theme: Theme) -> None:
    size = button.property("icon_px")
    name, tone, on = (button.property(key) for key in ("icon_name", "icon_tone", "icon_on"))
    room = ICON_ROOM if button.text() else 0
    button.setIcon(theme.icon(name, tone, size, on=on, room=room))
    button.setIconSize(QSize(theme.px(size) + room, theme.px(size)))


def with_room(pixmap: QPixmap, room: int) -> QPixmap:
    """Qt sets words 4 px from an icon, which is too near; the icon brings the rest along."""
    if not room:
        return pixmap
    ratio = pixmap.devicePixelRatio()
    wider = QPixmap(pixmap.size() + QSize(round(room * ratio), 0))
    wider.setDevicePixelRatio(ratio)
    wider.fill(Qt.GlobalColor.transparent)
    painter = QPainter(wider)
    painter.drawPixmap(0, 0, pixmap)
    painter.end()
    return wider
