"""Pinyin: how a name sounds, for search and for sorting."""

from __future__ import annotations

import json
import unicodedata
from functools import cache
from importlib.util import find_spec
from itertools import product
from pathlib import Path

from deskapp.models.identity import clean_name, surname_length

# What a character reads as a surname, the usual reading first, where a dictionary begins with another.
# The first group: everyday characters every search meets; the second: rare ones.
_SURNAMES = """
曾 zeng  单 shan  解 xie  仇 qiu  查 zha  盖 ge gai  区 ou  朴 piao pu  乐 yue le  覃 qin tan  翟 zhai di
缪 miao  洗 xian  折 she  种 chong  召 shao  黑 he hei  都 du  繁 po  句 gou  牟 mou mu  阚 kan  卜 bu
藏 zang  柏 bai bo  薄 bo  能 nai  么 yao  长 zhang chang  费 fei bi  晟 cheng sheng  员 yun yuan

宓 mi fu  隗 kui wei  佴 nai  祭 zhai  郇 xun huan  郗 xi chi  蕃 pi  莘 shen xin  谌 chen shen  秘 bi mi
适 kuo  炅 gui  术 zhu
"""
_TWO_CHARACTERS = "尉迟 yu chi  单于 chan yu  万俟 mo qi  澹台 tan tai  乐正 yue zheng"
# Characters whose reading inside a given name cannot be known: all are found.
_GIVEN = """
阚 kan  卜 bu  长 chang zhang  乐 le yue  茜 qian xi  朝 chao zhao  重 chong zhong  行 xing hang
晟 sheng cheng  盛 sheng cheng  柏 bai bo  尉 wei yu  曾 zeng ceng  单 dan shan  娜 na nuo  莘 shen xin
筠 yun jun
"""


def _table(text: str) -> dict[str, tuple[str, ...]]:
    """Entries are parted by two blanks or a line's end."""
    entries = (entry.split() for line in text.splitlines() for entry in line.split("  "))
    return {entry[0]: tuple(entry[1:]) for entry in entries if entry}


SURNAMES = _table(_SURNAMES)
TWO_CHARACTERS = _table(_TWO_CHARACTERS)
GIVEN = _table(_GIVEN)
MOST_READINGS = 8
_LAST = "\uffff"


@cache
def _dictionary() -> dict[str, str]:
    """pypinyin's characters, read from its file: importing the package costs four times as much."""
    spec = find_spec("pypinyin")
    if spec is None or not spec.submodule_search_locations:
        raise ModuleNotFoundError("pypinyin")
    path = Path(spec.submodule_search_locations[0]) / "pinyin_dict.json"
    found: dict[str, str] = json.loads(path.read_text(encoding="utf-8"))
    return found


@cache
def _reading(character: str) -> str:
    """One character's everyday reading without tone, ü as v; itself when it has none."""
    first = _dictionary().get(str(ord(character)), "").split(",")[0]
    bare = unicodedata.normalize("NFD", first).replace("u\u0308", "v")
    return "".join(letter for letter in bare if letter.isascii() and letter.isalpha()) or character


@cache
def _surname(character: str) -> tuple[str, ...]:
    return SURNAMES.get(character) or (_reading(character),)


@cache
def _given(character: str) -> tuple[str, ...]:
    return GIVEN.get(character) or (_reading(character),)


def _units(name: str) -> list[tuple[str, tuple[str, ...]]]:
    """A cleaned name cut into its parts, each with its readings; a Latin or digit word is one part."""
    head = surname_length(name)
    parts: list[tuple[str, tuple[str, ...]]] = []
    if head == 2:
        known = TWO_CHARACTERS.get(name[:2]) or (_reading(name[0]), _reading(name[1]))
        parts += [(name[0], known[:1]), (name[1], known[1:])]
    word = ""
    for place, character in enumerate(name[len(parts) :], len(parts)):
        if character.isascii() and character.isalnum():
            word += character.lower()
            continue
        if word:
            parts.append((word, (word,)))
            word = ""
        if character.isalnum():
            parts.append((character, _surname(character) if place < head else _given(character)))
    if word:
        parts.append((word, (word,)))
    return parts


def syllables(name: str) -> tuple[str, ...]:
    """The likeliest reading, a syllable a character."""
    return tuple(readings[0] for _, readings in _units(clean_name(name)))


def initials(name: str) -> str:
    """First letters of the likeliest reading: 王桂芳 → wgf."""
    return "".join(syllable[0] for syllable in syllables(name))


def sort_key(name: str) -> str:
    """A text that sorts names by sound, then by character; nameless last."""
    cleaned = clean_name(name)
    if not cleaned:
        return _LAST
    return f"{' '.join(syllables(cleaned))}\t{cleaned}"


def terms(name: str) -> frozenset[str]:
    """What a name is found by: itself and its tails, full pinyin and initials in every likely reading."""
    cleaned = clean_name(name)
    units = _units(cleaned)
    texts = [text for text, _ in units]
    found = {"".join(texts[place:]) for place in range(len(units))}
    found.add(cleaned.replace("·", "").replace(" ", "").lower())
    for reading in _readings(units):
        found.add("".join(reading))
        found.add("".join(syllable[0] for syllable in reading))
    found.discard("")
    return frozenset(found)


def _readings(units: list[tuple[str, tuple[str, ...]]]) -> list[tuple[str, ...]]:
    """All readings, the likeliest first, at most MOST_READINGS."""
    several = 1
    choices: list[tuple[str, ...]] = []
    for _, readings in units:
        several *= len(readings)
        choices.append(readings if several <= MOST_READINGS else readings[:1])
    return list(product(*choices))
