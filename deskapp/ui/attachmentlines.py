"""An attachment in words: its line in the list, how large it is, how far it is."""

from __future__ import annotations

from dataclasses import dataclass

from deskapp.sync.files import FileProgress
from deskapp.ui.chips import Tag
from deskapp.ui.phrases import translate
from deskapp.ui.rows import Row
from deskapp.ui.symbols import Icon
from deskapp.work.attachments import (
    AT_CENTER,
    DAMAGED,
    FETCHING,
    HERE,
    NOT_THERE,
    SENDING,
    WAITING,
    Attached,
)

PDF = "application/pdf"


@dataclass(frozen=True)
class FilesOf:
    """Whose files are shown: a record by kind and id, in words, and the household to go back to."""

    kind: str
    row: str
    words: str
    home: str


def count_words(progress: str) -> str:
    """附件 2/5; without a file the word alone."""
    return (
        translate("attachments", "附件 {0}").format(progress)
        if progress
        else translate("attachments", "附件")
    )


def size_words(size: int) -> str:
    if size < 1024 * 1024:
        return f"{max(1, round(size / 1024))} KB"
    return f"{size / 1024 / 1024:.1f} MB"


def sort_words(media: str) -> str:
    return "PDF" if media == PDF else translate("attachments", "图片")


def state_of(one: Attached, now: FileProgress | None = None) -> Tag:
    """`now` is what a thread tells of the file, ahead of what is noted in the store."""
    state, done, total = one.state, one.done, one.total
    if now is not None and now.done < now.total:
        state, done, total = (SENDING if now.way == "send" else FETCHING), now.done, now.total
    percent = done * 100 // total if total else 0
    tags = {
        WAITING: Tag(translate("attachments", "待发"), "waiting", "hourglass"),
        SENDING: Tag(translate("attachments", "正在送 {0}%").format(percent), "waiting", "up"),
        FETCHING: Tag(translate("attachments", "正在取 {0}%").format(percent), "accent", "down"),
        HERE: Tag(translate("attachments", "已收到"), "done", "tick"),
        AT_CENTER: Tag(translate("attachments", "不在这台电脑"), "still", "down"),
        NOT_THERE: Tag(translate("attachments", "还没送到中心"), "still", "hourglass"),
        DAMAGED: Tag(translate("attachments", "坏了"), "trouble", "warning"),
    }
    return tags[state]


def file_row(one: Attached, now: FileProgress | None = None) -> Row:
    more = f"{size_words(one.size)} · {sort_words(one.media)}"
    icon = Icon("file", "trouble" if one.state == DAMAGED else "text2")
    return Row(
        one.id, icon, "", "", one.title or one.name or sort_words(one.media), "", more, state_of(one, now)
    )
