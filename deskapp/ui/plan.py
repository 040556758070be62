"""The ground plan of a building picture: where each door stands, and which is the next one.

    plan = Plan(picture, Sizes(...), heads)      heads: how wide the words over each building are
    plan.spots[place].box                        QRect from the ground line's left end: floors have y < 0
    plan.step(place, 1, 0)                       the place of the door at the right; itself at the edge
    plan.blocks, plan.bounds                     buildings with their stairs, and the room all of it takes
    Plan(picture, sizes, heads, across=900)      on as many ground lines as it needs to be no wider

Places are those of `picture.cells()`. Doors without a place in a building are the last block: wide cells, row
by row.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from math import ceil

from PySide6.QtCore import QPoint, QRect, QSize

from deskapp.work.buildings import Building, Cell, Picture

ROWS = 8
"""So many rows of other doors before they grow wider than high."""


@dataclass(frozen=True)
class Sizes:
    """Pixels, already scaled and zoomed."""

    cell: QSize
    step: QSize
    wide: int
    """Of a cell that shows its door beside the symbol."""
    stair_gap: int
    gap: int
    """Between buildings."""
    side: int
    """For the numbers of the floors."""
    head: int
    """For the words over a building."""
    foot: int
    """For the numbers of the doors, between the ground line and what lies below."""


@dataclass(frozen=True)
class Spot:
    """A door: in the stair `stair` of all, in a column of that, on a level; nobody lives on level 0."""

    cell: Cell
    stair: int
    column: int
    level: int
    box: QRect


@dataclass(frozen=True)
class StairPlan:
    name: str
    left: int
    width: int
    columns: tuple[str, ...]
    pitch: int
    top: int
    places: tuple[int, ...]


@dataclass(frozen=True)
class Block:
    """A building, or the doors that stand in none."""

    building: Building | None
    left: int
    """Where the cells begin; the numbers of the floors stand before that."""
    width: int
    top: int
    """The highest level."""
    levels: tuple[int, ...]
    stairs: tuple[StairPlan, ...]
    room: QRect
    """With its words and numbers."""
    ground: int = 0

    @property
    def places(self) -> tuple[int, ...]:
        return tuple(place for stair in self.stairs for place in stair.places)


@dataclass
class Plan:
    picture: Picture
    sizes: Sizes
    heads: Sequence[int] = ()
    across: int = 0
    """How wide it may be; 0 for all on one ground line."""
    spots: list[Spot] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    bounds: QRect = field(default_factory=QRect)
    grounds: list[QRect] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._stairs: list[tuple[int, ...]] = []
        for number, building in enumerate(self.picture.buildings):
            self._building(building, self.sizes.side, self._head(number))
        if self.picture.others:
            self._others(self.picture.others, self.sizes.side, self._head(len(self.picture.buildings)))
        ground = 0
        for line in self._lines():
            ground += -min(self.blocks[n].room.top() for n in line) if ground else 0
            left = 0
            for n in line:
                self._move(n, left, ground)
                left += self.blocks[n].room.width() + self.sizes.gap
            self.grounds.append(QRect(0, ground, left - self.sizes.gap, 2))
            ground = max(self.blocks[n].room.bottom() for n in line) + self.sizes.gap
        for block in self.blocks:
            self.bounds = self.bounds.united(block.room)

    def _lines(self) -> list[list[int]]:
        """Which blocks stand on one ground line."""
        lines: list[list[int]] = []
        left = 0
        for number, block in enumerate(self.blocks):
            if not lines or (self.across and left + block.room.width() > self.across):
                lines.append([])
                left = 0
            lines[-1].append(number)
            left += block.room.width() + self.sizes.gap
        return lines

    def _move(self, number: int, left: int, ground: int) -> None:
        block, by = self.blocks[number], QPoint(left, ground)
        for place in block.places:
            self.spots[place] = replace(self.spots[place], box=self.spots[place].box.translated(by))
        stairs = tuple(replace(stair, left=stair.left + left) for stair in block.stairs)
        room = block.room.translated(by)
        self.blocks[number] = replace(block, left=block.left + left, stairs=stairs, room=room, ground=ground)

    def _head(self, number: int) -> int:
        return self.heads[number] if number < len(self.heads) else 0

    def _building(self, building: Building, left: int, head: int) -> None:
        stairs, x = [], left
        for stair in building.stairs:
            first, number = len(self.spots), len(self._stairs)
            for floor in stair.floors:
                for column, cell in enumerate(floor.cells):
                    if cell is not None:
                        box = QRect(self.corner(x, column, floor.level), self.sizes.cell)
                        self.spots.append(Spot(cell, number, column, floor.level, box))
            places = tuple(range(first, len(self.spots)))
            self._stairs.append(places)
            pitch = self.sizes.step.width()
            width = len(stair.columns) * pitch - (pitch - self.sizes.cell.width())
            top = max(1, max(floor.level for floor in stair.floors))
            stairs.append(StairPlan(stair.name, x, width, stair.columns, pitch, top, places))
            x += width + self.sizes.stair_gap
        levels = {floor.level for stair in building.stairs for floor in stair.floors}
        width = x - self.sizes.stair_gap - left
        self._block(building, left, max(width, head), levels, tuple(stairs))

    def _others(self, cells: Sequence[Cell], left: int, head: int) -> None:
        across = max(1, min(4, len(cells)), ceil(len(cells) / ROWS))
        rows = ceil(len(cells) / across)
        pitch = self.sizes.wide + self.sizes.step.width() - self.sizes.cell.width()
        size = QSize(self.sizes.wide, self.sizes.cell.height())
        first, number = len(self.spots), len(self._stairs)
        for place, cell in enumerate(cells):
            level, column = rows - place // across, place % across
            corner = QPoint(left + column * pitch, self.corner(0, 0, level).y())
            self.spots.append(Spot(cell, number, column, level, QRect(corner, size)))
        places = tuple(range(first, len(self.spots)))
        self._stairs.append(places)
        width = across * pitch - (pitch - self.sizes.wide)
        stair = StairPlan("", left, width, (), pitch, rows, places)
        self._block(None, left, max(width, head), {rows}, (stair,))

    def _block(
        self,
        building: Building | None,
        left: int,
        width: int,
        levels: set[int],
        stairs: tuple[StairPlan, ...],
    ) -> None:
        highest, lowest = max(1, max(levels)), min(0, min(levels))
        top = self.corner(0, 0, highest).y() - self.sizes.head
        below = -lowest * self.sizes.step.height() + self.sizes.foot
        room = QRect(left - self.sizes.side, top, width + self.sizes.side, below - top)
        self.blocks.append(Block(building, left, width, highest, tuple(sorted(levels)), stairs, room))

    def corner(self, left: int, column: int, level: int) -> QPoint:
        """Of a cell; floors stand on the ground line at 0, what is below hangs under the numbers."""
        height = self.sizes.step.height()
        x = left + column * self.sizes.step.width()
        if level > 0:
            return QPoint(x, -level * height)
        return QPoint(x, self.sizes.foot + (-level - 1) * height)

    def place_at(self, point: QPoint) -> int:
        """-1 where no door is."""
        for block in self.blocks:
            if block.room.contains(point):
                hit = (place for place in block.places if self.spots[place].box.contains(point))
                return next(hit, -1)
        return -1

    def within(self, rect: QRect) -> Iterator[int]:
        """The places of the doors one sees in `rect`."""
        for block in self.blocks:
            if block.room.intersects(rect):
                yield from (place for place in block.places if self.spots[place].box.intersects(rect))

    def step(self, place: int, across: int, up: int, level: int | None = None) -> int:
        """The next door: on the same floor and in the next stair, or above and below in the same one.

        A shorter stair is passed at its nearest floor to `level`, by default the floor one stands on.
        """
        spot = self.spots[place]
        here = [p for p in self._stairs[spot.stair] if p != place]
        if up:
            beyond = [p for p in here if (self.spots[p].level - spot.level) * up > 0]
            return min(beyond, key=lambda p: self._far(p, spot.level, spot.column), default=place)
        same = [p for p in here if self.spots[p].level == spot.level]
        beside = [p for p in same if (self.spots[p].column - spot.column) * across > 0]
        if beside:
            return min(beside, key=lambda p: abs(self.spots[p].column - spot.column))
        next_stair = spot.stair + across
        if not 0 <= next_stair < len(self._stairs):
            return place
        wanted = spot.level if level is None else level
        edge = 0 if across > 0 else 1 << 20
        return min(self._stairs[next_stair], key=lambda p: self._far(p, wanted, edge))

    def turn(self, place: int, across: int) -> int:
        """The first door of the next building, or of this one and then the last door at the edge."""
        firsts = [block.places[0] for block in self.blocks] + [len(self.spots)]
        here = next(n for n, (first, after) in enumerate(pairwise(firsts)) if first <= place < after)
        if not 0 <= here + across < len(self.blocks):
            return firsts[here] if across < 0 else len(self.spots) - 1
        return firsts[here + across]

    def _far(self, place: int, level: int, column: int) -> tuple[int, int]:
        spot = self.spots[place]
        return abs(spot.level - level), abs(spot.column - column)
