"""What argparse itself says, in Chinese: its headings and what it finds wrong with a command line."""

from __future__ import annotations

import argparse
from typing import Any

from deskapp.language import CHINESE

_WORDS = {
    "usage: ": "用法：",
    "positional arguments": "参数",
    "options": "选项",
    "show this help message and exit": "显示这份说明",
    "the following arguments are required: %s": "缺少 %s",
    "unrecognized arguments: %s": "多出来的 %s 看不懂",
    "argument %(argument_name)s: %(message)s": "%(argument_name)s：%(message)s",
    "invalid choice: %(value)r (choose from %(choices)s)": "没有 %(value)s，可用的有 %(choices)s",
    "invalid %(type)s value: %(value)r": "%(value)s 不对",
    "unknown parser %(parser_name)r (choices: %(choices)s)": "没有 %(parser_name)s，可用的有 %(choices)s",
    "expected one argument": "后面要写一个值",
    "expected at least one argument": "后面至少要写一个值",
    "expected at most one argument": "后面最多写一个值",
    "expected %s argument": "后面要写 %s 个值",
    "expected %s arguments": "后面要写 %s 个值",
    "ignored explicit argument %r": "后面不要写 %s",
    "not allowed with argument %s": "不能和 %s 一起用",
    "ambiguous option: %(option)s could match %(matches)s": "%(option)s 可以是 %(matches)s，请写全",
}


def speak(language: str) -> None:
    """Argparse takes its words from its module's `_`, whatever the parser; this sets their language."""
    words = _WORDS if language == CHINESE else {}

    def say(text: str) -> str:
        return words.get(text, text)

    def say_many(one: str, many: str, n: int) -> str:
        return say(one if n == 1 else many)

    place: dict[str, Any] = vars(argparse)
    place.update({"_": say, "ngettext": say_many})
