"""Where the words of a read line stand in its row: measured once, painted and pressed by the same places.

places, height = places_of(draft, width)      Place("outcome", rect, …); rects from the row's top left
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt

from deskapp.ui.draftwords import TONES, Draft, Part
from deskapp.ui.phrases import english
from deskapp.ui.theme import current
from deskapp.work.shorthand import WHO

MARGIN = 16
GAP = 12
CAP = 18
LEAST_BODY = 170
"""With less room for it what was said stands under the door, across the whole row."""
WIDTHS, WIDER = (30, 82, 74, 76, 74), (30, 82, 74, 122, 92)
"""Of number, door, name, outcome and state; English words are longer."""
_WRAP = Qt.TextFlag.TextWordWrap | Qt.TextFlag.TextWrapAnywhere
PRESSED = ("outcome", "next", "request", "choice")


@dataclass(frozen=True)
class Place:
    """Some words at their place; `kind` says what pressing them asks for."""

    kind: str
    rect: QRectF
    words: str
    tone: str = "text"
    bold: bool = False
    role: str = "body"
    dotted: bool = False
    number: int = 0
    more: str = ""


def places_of(draft: Draft, width: int) -> tuple[list[Place], int]:
    theme = current()
    row = theme.px("row")
    line, door, who, outcome, state = (theme.px(each) for each in (WIDER if english() else WIDTHS))
    entry = draft.entry
    at = MARGIN - 4
    found = [_cell("line", at, line - 8, str(entry.line), "text3", role="small")]
    at += line
    written = entry.home.door.short() if entry.home else entry.door_words or "—"
    ink, dotted = "text" if entry.home else "trouble", "door" in entry.guesses and entry.home is not None
    found.append(_cell("door", at, door - 6, written, ink, bold=True, dotted=dotted))
    at += door
    if draft.entry.home is not None:
        unclear = entry.problem is not None and entry.problem.code == WHO
        ink = "waiting" if unclear else "text" if draft.who else "text3"
        found.append(_cell("who", at, who - 6, draft.who or "–", ink, bold=unclear))
        at += who
        dotted = "outcome" in entry.guesses
        tone = "waiting" if entry.said.outcomes else "text2"
        found.append(_cell("outcome", at, outcome - 6, draft.outcome or "–", tone, dotted=dotted))
        at += outcome
    right = width - MARGIN - state
    below = right - GAP - at < theme.px(LEAST_BODY)
    if below:
        body, height = _flow(draft, MARGIN - 4 + line, width - MARGIN, row - 8)
    else:
        body, height = _flow(draft, at, right - GAP, 0)
    found += body
    tone = TONES[entry.state][1]
    found.append(Place("state", QRectF(right, 0, state, row), draft.state, tone, role="small"))
    height = max(row, height)
    if draft.problem:
        more, height = _problem(draft, MARGIN - 4 + line, width - MARGIN, height - 4)
        found += more
    return found, height


def _cell(
    kind: str,
    at: float,
    width: float,
    words: str,
    tone: str,
    *,
    bold: bool = False,
    role: str = "body",
    dotted: bool = False,
) -> Place:
    """Elided to its column; pressed where its words stand."""
    metrics = current().metrics(role, bold)
    words = metrics.elidedText(words, Qt.TextElideMode.ElideRight, width)
    rect = QRectF(at, 0, min(width, metrics.horizontalAdvance(words) + 1), current().px("row"))
    return Place(kind, rect, words, tone, bold, role, dotted)


def _flow(draft: Draft, left: float, right: float, down: int) -> tuple[list[Place], int]:
    """The parts one after the other, onto new lines where they must; long ones are broken, never cut."""
    theme = current()
    metrics, step = theme.metrics("body"), theme.line("body")
    pad_above = (theme.px("row") - step) / 2
    top = float(down) or pad_above
    found: list[Place] = []
    x, y, bottom = left, top, top + step
    for part in draft.parts:
        pad = 16 if part.kind == "request" else 0
        needed = metrics.horizontalAdvance(part.words) + pad + 1
        if x > left and x + needed > right:
            x, y = left, bottom + 4
        room = right - left - pad
        high = metrics.boundingRect(QRectF(0, 0, room, 9999), int(_WRAP), part.words).height()
        wraps = needed > right - left
        size = max(step, round(high)) if wraps else step
        found.append(_part(part, QRectF(x, y, min(needed, right - left), size)))
        bottom = y + size
        x += needed + 10
    return found, int(bottom + pad_above + 0.5) if found else 0


def _part(part: Part, rect: QRectF) -> Place:
    tone = {"request": "accent", "estate": "text2"}.get(part.kind, "text")
    return Place(part.kind, rect, part.words, tone, dotted=part.guess, number=part.number)


def _problem(draft: Draft, left: float, right: float, top: float) -> tuple[list[Place], int]:
    """What is wrong, and the answers with their digits."""
    theme = current()
    small, button = theme.metrics("small"), theme.px(30)
    tone = TONES[draft.entry.state][1]
    words = min(small.horizontalAdvance(draft.problem) + 1, right - left)
    found = [Place("problem", QRectF(left, top, words, button), draft.problem, tone, role="small")]
    x, y = left + words + GAP, top
    for n, (said, more) in enumerate(draft.choices):
        more = f" {more}" if more else ""
        needed = (
            theme.metrics("body").horizontalAdvance(said) + small.horizontalAdvance(more) + theme.px(CAP) + 22
        )
        if x > left and x + needed > right:
            x, y = left, y + button + 6
        rect = QRectF(x, y, min(needed, right - left), button)
        found.append(Place("choice", rect, said, number=n, more=more))
        x += needed + 8
    return found, int(y + button + 9)
