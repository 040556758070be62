"""How the building picture is painted: cells of a door's state, a ground line, numbers and names.

paint_plan(painter, plan, rect, bright)      what of the plan is in `rect`; bright(cell) or it is dimmed
paint_ring(painter, box, focused)            round the chosen door
head_width(building, cells, sizes)           the room the words over a building take
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen, QPixmap

from deskapp.ui.buildingwords import building_title, level_word, met_words, stair_title
from deskapp.ui.doorlines import SYMBOLS
from deskapp.ui.plan import Block, Plan, Sizes
from deskapp.ui.symbols import Symbol, paint_symbol
from deskapp.ui.text import Run, paint_runs, runs_width
from deskapp.ui.theme import current
from deskapp.work.buildings import Building, Cell

GROUNDS = {"never": "sheet", "met": "done_tint", "tried": "waiting_tint", "refused": "waiting_tint"}
LEGIBLE = 20
"""Below this width of a cell the numbers of doors and floors and the names of stairs are left out."""
DOT, SYMBOL = 5, 14


def shows_numbers(sizes: Sizes) -> bool:
    return sizes.cell.width() >= current().px(LEGIBLE)


def head_runs(building: Building | None, cells: list[Cell], sizes: Sizes) -> tuple[list[Run], list[Run]]:
    whole = shows_numbers(sizes)
    title = Run(building_title(building), "body" if whole else "key", bold=True)
    return [title], [Run(met_words(cells, not whole), "small" if whole else "key", "text2")]


def head_width(building: Building | None, cells: list[Cell], sizes: Sizes) -> int:
    return int(max(map(runs_width, head_runs(building, cells, sizes))) + 2)


def head_height(whole: bool) -> int:
    theme = current()
    if not whole:
        return 2 * theme.line("key") + 4
    return theme.line("body") + theme.line("small") + theme.line("key") + 8


def paint_plan(painter: QPainter, plan: Plan, rect: QRect, bright: Callable[[Cell], bool]) -> None:
    for ground in plan.grounds:
        painter.fillRect(ground, current().color("edge"))
    faces: dict[tuple[str, int], QPixmap] = {}
    for place in plan.within(rect):
        spot = plan.spots[place]
        _paint_cell(painter, plan, spot.box, spot.cell, bright(spot.cell), faces)
    for block in plan.blocks:
        if block.room.intersects(rect):
            _paint_words(painter, plan, block)


def paint_ring(painter: QPainter, box: QRect, focused: bool) -> None:
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(current().color("accent" if focused else "accent_line"), 2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    radius = current().space("radius_small") + 2
    painter.drawRoundedRect(QRectF(box).adjusted(-2, -2, 2, 2), radius, radius)
    painter.restore()


def _paint_cell(
    painter: QPainter,
    plan: Plan,
    box: QRect,
    cell: Cell,
    bright: bool,
    faces: dict[tuple[str, int], QPixmap],
) -> None:
    """Cells of one state look the same: each face is drawn once for every painting."""
    state = cell.state if bright else ""
    face = faces.get((state, box.width()))
    if face is None:
        ratio = painter.device().devicePixelRatioF()
        face = faces[state, box.width()] = _face(state, box.size(), plan.sizes, ratio)
    painter.drawPixmap(box.topLeft(), face)
    if box.width() > plan.sizes.cell.width() and shows_numbers(plan.sizes):
        words = box.adjusted(plan.sizes.cell.width() - 2, 0, -4, 0)
        paint_runs(painter, QRectF(words), [Run(cell.door, "key", "text" if bright else "text3")])
    if cell.in_round and bright:
        side = max(3.0, plan.sizes.cell.width() / 6)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(current().color("accent"))
        painter.drawEllipse(
            QPointF(box.right() - side / 2 - 0.5, box.top() + side / 2 + 1.5), side / 2, side / 2
        )
        painter.restore()


def _face(state: str, size: QSize, sizes: Sizes, ratio: float) -> QPixmap:
    theme = current()
    pixmap = QPixmap(size * ratio)
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    box = QRectF(0, 0, size.width(), size.height())
    framed = state == "never"
    painter.setPen(QPen(theme.color("still_line"), 1) if framed else Qt.PenStyle.NoPen)
    painter.setBrush(theme.color(GROUNDS.get(state, "still_tint")))
    radius = min(theme.space("radius_small"), size.height() / 6)
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5) if framed else box, radius, radius)
    if state:
        side = min(sizes.cell.height() * (SYMBOL / 28 if shows_numbers(sizes) else 0.7), size.height() - 2)
        left = (sizes.cell.width() - side) / 2
        place = QRectF(left, (size.height() - side) / 2, side, side)
        paint_symbol(painter, place, SYMBOLS.get(state, Symbol.NOT_YET))
    painter.end()
    return pixmap


def _paint_words(painter: QPainter, plan: Plan, block: Block) -> None:
    theme, sizes = current(), plan.sizes
    cells = [plan.spots[place].cell for place in block.places]
    title, met = head_runs(block.building, cells, sizes)
    top = float(block.room.top())
    if block.building is None and shows_numbers(sizes):  # there is no stair's name below the words
        top += theme.line("key")
    for runs in (title, met):
        line = theme.line(runs[0].role)
        paint_runs(painter, QRectF(block.left, top, block.width, line), runs)
        top += line
    if not shows_numbers(sizes):
        return
    key = theme.line("key")
    for stair in block.stairs:
        name = QRectF(stair.left, top, stair.width + sizes.stair_gap - 2, key)
        paint_runs(painter, name, [Run(stair_title(stair.name), "key", "text2")])
        for column, number in enumerate(stair.columns):
            box = QRectF(stair.left + column * stair.pitch - 2, block.ground + 4, sizes.cell.width() + 4, key)
            _paint_centred(painter, box, number)
    if block.building is None:
        return
    for level in block.levels:
        middle = block.ground + plan.corner(0, 0, level).y() + sizes.cell.height() / 2
        side = QRectF(block.left - sizes.side, middle - key / 2, sizes.side - 6, key)
        paint_runs(painter, side, [Run(level_word(level), "key", "text3")], align="right")


def _paint_centred(painter: QPainter, box: QRectF, words: str) -> None:
    run = Run(words, "key", "text3")
    spare = max(0.0, box.width() - runs_width([run])) / 2
    paint_runs(painter, box.adjusted(spare, 0, 1, 0), [run])
