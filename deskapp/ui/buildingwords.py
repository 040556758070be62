"""What the building picture says: of a state, of a door, of a floor, a building and an estate."""

from __future__ import annotations

from deskapp.ui.doorlines import state_word
from deskapp.ui.phrases import nobody, outcome_word, translate
from deskapp.work.buildings import Building, Cell, Estate, Picture


def cell_words(cell: Cell) -> str:
    """A door as it is read out: 3-2-401 蒲文斌，敲门未遇，在今天这一圈里."""
    state = outcome_word(cell.outcome) if cell.state == "tried" and cell.outcome else state_word(cell.state)
    sentence = (
        translate("buildings", "{0} {1}，{2}，在今天这一圈里")
        if cell.in_round
        else translate("buildings", "{0} {1}，{2}")
    )
    return sentence.format(cell.door, cell.head or nobody(cell.vacant), state).strip()


def building_title(building: Building | None) -> str:
    if building is None:
        return translate("buildings", "其他门牌")
    return translate("buildings", "{0} 号楼").format(building.name)


def met_words(cells: list[Cell], short: bool) -> str:
    met = sum(cell.state == "met" for cell in cells)
    if short:
        return f"{met}/{len(cells)}"
    return translate("buildings", "{0} 户 · 已见 {1}").format(len(cells), met)


def stair_title(name: str) -> str:
    return translate("buildings", "{0} 单元").format(name) if name else ""


def level_word(level: int) -> str:
    return translate("buildings", "负{0}").format(-level) if level < 0 else str(level)


def estate_title(estate: Estate, several: bool) -> str:
    name = estate.name or translate("buildings", "没写小区的")
    return f"{name} · {estate.community}" if several else name


def picture_words(picture: Picture) -> str:
    """How much is in the picture, and how to read it."""
    doors = sum(1 for _ in picture.cells())
    if not picture.buildings:
        return translate("buildings", "{0} 户").format(doors)
    return translate("buildings", "{0} 栋 {1} 户。一格一户，从下往上是楼层，横线是路面").format(
        len(picture.buildings), doors
    )
