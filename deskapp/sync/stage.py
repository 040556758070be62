"""A pull's answer, read whole before any of it counts."""

from collections.abc import Iterator
from dataclasses import dataclass

import msgspec

from deskapp.models.wire import Erase, Footer, Left, Row
from deskapp.sync.road import RoadError

_items = msgspec.json.Decoder(Row | Left | Erase)
_footer = msgspec.json.Decoder(Footer)


@dataclass
class Page:
    """The items of one answer and its footer."""

    rows: list[Row]
    left: list[Left]
    erased: list[Erase]
    footer: Footer

    @property
    def any(self) -> bool:
        """Whether it brings anything but its footer."""
        return bool(self.rows or self.left or self.erased)


def read_page(answer: bytes) -> Page:
    """Raises RoadError("torn") if there is no footer or a line is no item: nothing of it counts then."""
    lines = answer.splitlines()
    try:
        page = Page([], [], [], _footer.decode(lines[-1]))
        for item in _decoded(lines[:-1]):
            if isinstance(item, Row):
                page.rows.append(item)
            elif isinstance(item, Left):
                page.left.append(item)
            else:
                page.erased.append(item)
    except (msgspec.DecodeError, UnicodeDecodeError, IndexError) as error:
        raise RoadError("torn") from error
    return page


def _decoded(lines: list[bytes]) -> Iterator[Row | Left | Erase]:
    for line in lines:
        yield _items.decode(line)
