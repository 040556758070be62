"""Alike: which earlier requests a text is most like, by the pairs of characters they share."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

MOST = 3
LEAST = 150
"""Texts less alike than this, in thousandths, have a word in common by chance."""
SAME_CATEGORY = 250
_PAIRS, _SINGLE = 2, 1


@dataclass(frozen=True, slots=True)
class Known:
    """An earlier request, as far as it is compared."""

    id: str
    text: str
    category: str | None = None


def most_alike(text: str, category: str | None, earlier: Iterable[Known], most: int = MOST) -> list[str]:
    """The ids of the earlier requests most like this one, the likest first; none that is too far off."""
    found = []
    for each in earlier:
        near = likeness(text, each.text)
        if near >= LEAST:
            same = bool(category) and category == each.category
            found.append((-(near + SAME_CATEGORY * same), each.id))
    return [id for _, id in sorted(found)[:most]]


def likeness(one: str, other: str) -> int:
    """0 to 1000: shared pairs of characters count twice, shared characters once."""
    left, right = _letters(one), _letters(other)
    pairs = _shared(_pairs(left), _pairs(right))
    single = _shared(Counter(left), Counter(right))
    return (_PAIRS * pairs + _SINGLE * single) // (_PAIRS + _SINGLE)


def _letters(text: str) -> str:
    """What is compared of a text: letters, digits and characters, no punctuation and no blanks."""
    return "".join(each for each in unicodedata.normalize("NFKC", text).lower() if each.isalnum())


def _pairs(text: str) -> Counter[str]:
    return Counter(text[n : n + 2] for n in range(len(text) - 1))


def _shared(one: Counter[str], other: Counter[str]) -> int:
    both = one.total() + other.total()
    return 2000 * (one & other).total() // both if both else 0
