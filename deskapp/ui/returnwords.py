"""Why a save came back, in a short word and a sentence; and why something is in review.

short, words = return_words(case)      ("记的人已停用", "…")
reason_tag("conflict")                 Tag("两边都改了", …);  reason_title("conflict") for the group head
"""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from deskapp.ui.chips import Tag
from deskapp.ui.fieldwords import field_name
from deskapp.ui.words import field_words

translate = QCoreApplication.translate
SENT_ON = "sent-on"
"""What was sent on from here; "forwarded" is a review of what came from elsewhere."""
_SAID: dict[str, tuple[Any, Any]] = {
    "author_inactive": (
        QT_TRANSLATE_NOOP("returned", "记的人已停用"),
        QT_TRANSLATE_NOOP("returned", "中心不再收这位同事名下的，请社区书记替他再送一次"),
    ),
    "not-yours": (
        QT_TRANSLATE_NOOP("returned", "不归您管"),
        QT_TRANSLATE_NOOP("returned", "中心说您的岗位不能写这里，可能分工调整过"),
    ),
    "not-the-author": (
        QT_TRANSLATE_NOOP("returned", "不是您记的"),
        QT_TRANSLATE_NOOP("returned", "只有记的人自己能改，请他改"),
    ),
    "other-scope": (
        QT_TRANSLATE_NOOP("returned", "换了社区"),
        QT_TRANSLATE_NOOP("returned", "这条已经不在您的社区里了"),
    ),
    "unknown-row": (
        QT_TRANSLATE_NOOP("returned", "中心没有这条"),
        QT_TRANSLATE_NOOP("returned", "要改的那条中心没有，可能前一份没收下"),
    ),
    "unknown-parent": (
        QT_TRANSLATE_NOOP("returned", "中心没有这一户"),
        QT_TRANSLATE_NOOP("returned", "说到的户或人中心没有，可能已经迁走"),
    ),
    "blocked": (
        QT_TRANSLATE_NOOP("returned", "前一份没收下"),
        QT_TRANSLATE_NOOP("returned", "它写在一份没收下的后面，那份好了它也好了"),
    ),
    "unstorable": (
        QT_TRANSLATE_NOOP("returned", "有存不下的符号"),
        QT_TRANSLATE_NOOP("returned", "里面有中心存不下的符号，重打一遍那几个字"),
    ),
    "too-many-changes": (
        QT_TRANSLATE_NOOP("returned", "一次太多"),
        QT_TRANSLATE_NOOP("returned", "一次改得太多，请分几次存"),
    ),
    "unknown-kind": (
        QT_TRANSLATE_NOOP("returned", "中心还不认得"),
        QT_TRANSLATE_NOOP("returned", "中心的版本旧一些，还不收这一类，请告诉管理员"),
    ),
}
_REASONS: dict[str, tuple[Any, str, str]] = {
    "returned": (QT_TRANSLATE_NOOP("returned", "退回"), "trouble", "return"),
    "conflict": (QT_TRANSLATE_NOOP("returned", "两边都改了"), "waiting", "swap"),
    "duplicate": (QT_TRANSLATE_NOOP("returned", "可能是同一个人"), "accent", "same"),
    "quality": (QT_TRANSLATE_NOOP("returned", "请看一看"), "waiting", "eye"),
    "gone": (QT_TRANSLATE_NOOP("returned", "撤了又改"), "waiting", "undo"),
    "forwarded": (QT_TRANSLATE_NOOP("returned", "转来了"), "done", "down"),
    SENT_ON: (QT_TRANSLATE_NOOP("returned", "转走了"), "done", "up"),
}


def return_words(case: Any) -> tuple[str, str]:
    """A short reason and what to do about it; a rule's finding is told with its field."""
    if case.status == "forwarded":
        words = translate("returned", "这户已迁到{0}，您写的已转过去")
        return translate("returned", "转过去了"), words.format(case.to or translate("returned", "别的社区"))
    if case.code in _SAID:
        short, words = _SAID[case.code]
        return translate(*("returned", short)), translate(*("returned", words))
    name = str(case.params.get("field") or "")
    short = field_name(str(case.params.get("kind") or case.kind), name) if name else ""
    said = field_words(case.code)
    return short or translate("returned", "中心没收下"), said


def reason_title(reason: str) -> str:
    title = _REASONS.get(reason, _REASONS["quality"])[0]
    return translate(*("returned", title))


def reason_tag(reason: str) -> Tag:
    _, tone, icon = _REASONS.get(reason, _REASONS["quality"])
    return Tag(reason_title(reason), tone, icon)
