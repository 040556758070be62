"""Interface words can be translated: what tr() gets is one plain string."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
NAMES = {"tr", "translate", "QT_TRANSLATE_NOOP"}


def unreadable(source: str) -> Iterator[int]:
    """Lines of calls that lupdate cannot read: inside an f-string, or with one, a sum or a variable in it."""
    tree = ast.parse(source)
    texts = (each for each in ast.walk(tree) if isinstance(each, ast.JoinedStr))
    inside = {id(each) for text in texts for each in ast.walk(text)}
    for call in ast.walk(tree):
        if not isinstance(call, ast.Call) or name_of(call.func) not in NAMES:
            continue
        if id(call) in inside:
            yield call.lineno
            continue
        words = call.args[:1] if name_of(call.func) == "tr" else call.args[:2]
        if len(words) == 1 and isinstance(words[0], ast.Starred):
            continue  # a pair marked by QT_TRANSLATE_NOOP, which is held to the same
        if not all(isinstance(each, ast.Constant) and isinstance(each.value, str) for each in words):
            yield call.lineno


def name_of(function: ast.expr) -> str:
    match function:
        case ast.Attribute(attr=name) | ast.Name(id=name):
            return name
    return ""


def test_every_tr_gets_a_plain_string() -> None:
    files = sorted((ROOT / "deskapp").rglob("*.py"))
    found = [f"{file.relative_to(ROOT)}:{n}" for file in files for n in unreadable(file.read_text("utf-8"))]
    assert found == []


@pytest.mark.parametrize("call", ['tr(f"{n} 户")', 'tr("已" + word)', 'tr("{} 户".format(n))', "tr(word)"])
def test_a_sentence_put_together_inside_tr_is_found(call: str) -> None:
    assert list(unreadable(f"self.{call}")) == [1]


def test_a_sentence_inside_an_f_string_is_found() -> None:
    """They are left out of the translation without a word."""
    assert list(unreadable("f\"<b>{translate('handover', '留给明天')}</b>\"")) == [1]


def test_a_sentence_filled_in_after_tr_is_right() -> None:
    assert list(unreadable('self.tr("{n} 户").format(n=3)')) == []
