"""A pull's answer, read whole before any of it counts."""

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
    items, _, footer = answer.rstrip(b"\n").rpartition(b"\n")
    try:
        page = Page([], [], [], _footer.decode(footer))
        listed = _items.decode_lines(items)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise RoadError("torn") from error
    for item in listed:
        if isinstance(item, Row):
            page.rows.append(item)
        elif isinstance(item, Left):
            page.left.append(item)
        else:
            page.erased.append(item)
    return page
