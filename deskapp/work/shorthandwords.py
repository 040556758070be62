"""The words of evening shorthand: what workers write after a round, and what of a visit each says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache

MET, FAMILY, NOBODY, REFUSED, VACANT, MOVED, PHONE, NO_DOOR = (f"O{n}" for n in range(1, 9))
LONGEST_WORD = 7


@dataclass(frozen=True, slots=True)
class Word:
    """What one word says. A word that is only a hint leaves the outcome a guess."""

    outcome: str = ""
    hint: bool = False
    notice: bool = False
    again: bool = False
    told: bool = False
    """Whether it also belongs into the note."""
    well: bool = False
    """Somebody was spoken to, so nobody can have been away."""


_PLAIN = {
    MET: "见到本人 本人 本人在 本人在家 见到 见到了 见了 见着了",
    NOBODY: "没人 无人 不在 不在家 没在 没在家 敲门未遇 未遇 没人在 没人在家 家里没人 没人应 没人开门 无人应 "
    "无人应答 敲门没人 没见到 没见着 没开门 锁门 锁着",
    REFUSED: "拒访 拒绝 不开门 不让进 不让进门 不肯开门 不见 不配合 谢绝",
    VACANT: "空 空户 空置 空房 空着 没人住 无人居住",
    MOVED: "搬走 已搬 搬家 已搬走 搬走了 搬了 已搬家 搬离 已搬离",
    PHONE: "电话 打电话 打了电话 电话联系 通电话 电话里说",
    NO_DOOR: "找不到门 找不到 无此门 没这个门 地址不存在",
}
_WELL = "平安 没事 都好 挺好 很好 还好 正常 一切正常 平安无事 都平安 安好 身体好"
_NOTICE = "留条 留了条 留联系条 留了联系条 贴条 贴了条 留纸条 留了纸条"
_AGAIN = "再记 再记一次"
_KIN = (
    "儿子 女儿 儿媳 儿媳妇 媳妇 老伴 爱人 老公 老婆 丈夫 妻子 孙子 孙女 外孙 外孙女 女婿 父亲 母亲 "
    "爸爸 妈妈 哥哥 弟弟 姐姐 妹妹 保姆 护工 亲戚 侄子 侄女 租客 房客 家人 家属 家里人"
)
_THERE = ("在", "在家", "开门", "开的门", "接待")
_TITLES = [
    "婆婆",
    "大爷",
    "大妈",
    "大娘",
    "大叔",
    "大姐",
    "大哥",
    "阿姨",
    "爷爷",
    "奶奶",
    "老师",
    "先生",
    "女士",
    "孃孃",
    "叔",
    "姨",
    "婆",
    "爷",
    "姐",
    "哥",
    "家",
]


def _table() -> dict[str, Word]:
    found = {word: Word(code) for code, words in _PLAIN.items() for word in words.split()}
    found |= {word: Word(MET, hint=True, told=True, well=True) for word in _WELL.split()}
    found |= {word: Word(NOBODY, hint=True, notice=True) for word in _NOTICE.split()}
    found |= {word: Word(again=True) for word in _AGAIN.split()}
    found["在家"] = Word(MET, hint=True, told=True, well=True)
    for kin in _KIN.split():
        found[kin] = Word(FAMILY, hint=True, told=True)
        found |= {kin + there: Word(FAMILY, told=True, well=True) for there in _THERE}
    found["见到家人"] = found["见到家属"] = Word(FAMILY, well=True)
    return found


WORDS = _table()
_WISHED = [
    "要修",
    "要办",
    "想办",
    "要申请",
    "想申请",
    "申请",
    "要换",
    "要装",
    "想装",
    "需要",
    "希望",
    "反映",
    "投诉",
    "要求",
    "求助",
    "请社区",
]
_BROKEN = [
    "漏水",
    "渗水",
    "漏电",
    "漏气",
    "坏了",
    "又坏",
    "不亮",
    "不通",
    "堵",
    "停电",
    "停水",
    "跳闸",
    "开裂",
    "掉皮",
    "发霉",
    "噪音",
    "太吵",
]
_SETTLED = [
    "不漏",
    "没漏",
    "没坏",
    "没有坏",
    "修好",
    "已修",
    "修了",
    "换好",
    "换了",
    "好了",
    "不堵",
    "没堵",
    "没停",
    "不用",
    "不要",
    "不需要",
    "没要求",
    "没有要求",
    "没诉求",
    "没有诉求",
    "无诉求",
    "无要求",
    "没需要",
    "办好",
    "办了",
    "已办",
    "解决了",
    "不申请",
    "没申请",
]
_PLACES = re.compile(
    r"厨房|卫生间|厕所|阳台|客厅|卧室|楼道|楼梯|楼顶|楼下|楼上|天花板|屋顶|门口|院子|过道|电梯|单元门|水管|下水|[顶墙窗]$"
)
_LABEL = re.compile(r"(?:诉求|要求|反映)[::]\s*")
_DAY_WORDS = {"今天": 0, "明天": 1, "后天": 2, "大后天": 3}
_NUMERALS = {word: value for value, word in enumerate("一二三四五六七八九十", 1)} | {"两": 2}
_PART_OF_DAY = (
    r"(?:\s*(?:上午|下午|晚上|中午|早上|傍晚))?(?:\s*[0-9]{1,2}(?::[0-9]{2}|点(?:半|[0-9]{1,2}分?)?))?"
)
NEXT = re.compile(
    r"(?<![^\s,、。;])(?P<told>(?:再约|改约|改到|改|约|再去|再来|再访|回访|下次))?\s*"
    r"(?P<day>大?[明后]天|(?P<next>下)?(?:周|星期|礼拜)(?P<weekday>[一二三四五六日天])"
    r"|(?P<later>[0-9]{1,2}|[一两二三四五六七八九十])天后|(?P<month>[0-9]{1,2})\s*月\s*(?P<date>[0-9]{1,2})\s*[日号])"
    rf"(?P<part>{_PART_OF_DAY})\s*(?P<after>再去|再来|再访|回访|去)?(?=[\s,、。;]|$)"
)


def next_day(match: re.Match[str], today: date) -> date | None:
    """The day a match of NEXT means, seen from the day of the round; None for 2 月 30 日."""
    if match["weekday"]:
        wanted = "一二三四五六日".find(match["weekday"].replace("天", "日"))
        if match["next"]:
            return today + timedelta(days=7 - today.weekday() + wanted)
        return today + timedelta(days=(wanted - today.weekday() - 1) % 7 + 1)
    if match["later"]:
        later = match["later"]
        return today + timedelta(days=int(later) if later.isdecimal() else _NUMERALS[later])
    if match["month"]:
        return _coming(int(match["month"]), int(match["date"]), today)
    return today + timedelta(days=_DAY_WORDS[match["day"]])


def _coming(month: int, day: int, today: date) -> date | None:
    try:
        found = date(today.year, month, day)
        return found if found > today else date(today.year + 1, month, day)
    except ValueError:
        return None


@lru_cache(maxsize=4096)
def words_in(token: str) -> tuple[Word, ...]:
    """The known words a token is made of, wholly: 没人留条 → 没人, 留条. Empty if any of it is left over."""
    if token in WORDS:
        return (WORDS[token],)
    if token.endswith("了") and token[:-1] in WORDS:
        return (WORDS[token[:-1]],)
    if len(token) > 3 * LONGEST_WORD:
        return ()
    for end in range(min(LONGEST_WORD, len(token) - 1), 1, -1):
        if token[:end] in WORDS and (rest := words_in(token[end:])):
            return (WORDS[token[:end]], *rest)
    return ()


def word_before(token: str) -> Word | None:
    """A known word a longer token begins with, which may mean something else: 搬走一年了."""
    for end in range(min(LONGEST_WORD, len(token) - 1), 1, -1):
        known = WORDS.get(token[:end])
        if known is not None:
            return replace(known, hint=known.hint, told=True)
    return None


def asks(token: str) -> str:
    """ "said" or "guess" when a token is something asked for, else ""."""
    if any(word in token for word in _SETTLED):
        return ""
    if any(word in token for word in _WISHED):
        return "said"
    return "guess" if any(word in token for word in _BROKEN) else ""


def labelled(token: str) -> int:
    """How long the label is that says the rest is a request: 诉求："""
    match = _LABEL.match(token)
    return match.end() if match else 0


def is_place(token: str) -> bool:
    """Where in a home something is broken: 厨房顶."""
    return len(token) <= 8 and bool(_PLACES.search(token))


def called(token: str) -> Iterator[str]:
    """The surname in 王婆婆, 老王, 小李, and the token as it stands."""
    yield token
    for title in _TITLES:
        if token.endswith(title) and 0 < len(token) - len(title) <= 2:
            yield token[: -len(title)]
    if len(token) == 2 and token[0] in "老小":
        yield token[1]
