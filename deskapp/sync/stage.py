"""A pull's answer, read whole before any of it counts."""

from collections.abc import Iterator
from dataclasses import dataclass

import msgspec

from deskapp.models.wire import Erase, Footer, Left, Row
from deskapp.sync.road import RoadError

AT_A_TIME = 200_000
"""Bytes, about a thousand rows."""
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
        listed = [item for some in _cut(items) for item in _items.decode_lines(some)]
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise RoadError("torn") from error
    page.rows = [item for item in listed if type(item) is Row]
    page.left = [item for item in listed if type(item) is Left]
    page.erased = [item for item in listed if type(item) is Erase]
    return page


def _cut(items: bytes) -> Iterator[bytes]:
    """The lines some at a time: the decoder lets no other thread go on until it is through."""
    begin = 0
    while begin < len(items):
        end = items.find(b"\n", begin + AT_A_TIME) + 1 or len(items)
        yield items[begin:end]
        begin = end
