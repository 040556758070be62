"""The sentences for what is noticed in a workbook's rows and what rules say of fields; `words` says them."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QT_TRANSLATE_NOOP

Sentences = dict[str, tuple[str, Any]]


def _under(context: str, said: dict[str, Any]) -> Sentences:
    return {code: (context, words) for code, words in said.items()}


ROWS: Sentences = _under(
    "words",
    {
        "hidden-sheet": QT_TRANSLATE_NOOP("words", "这张表隐藏着，没有读"),
        "sheet-without-header": QT_TRANSLATE_NOOP("words", "这张表没有花名册的表头，没有读"),
        "no-door-column": QT_TRANSLATE_NOOP("words", "这张表没有房号或地址一列，没有读"),
        "unknown-column": QT_TRANSLATE_NOOP("words", "不认得这一列，没有读"),
        "line-not-understood": QT_TRANSLATE_NOOP("words", "这一行看不懂，没有读：{raw}"),
        "households-differ": QT_TRANSLATE_NOOP("words", "合计写的是 {said} 户，读到 {read} 户"),
        "persons-differ": QT_TRANSLATE_NOOP("words", "合计写的是 {said} 人，读到 {read} 人"),
        "row-without-person": QT_TRANSLATE_NOOP("words", "有门牌没有人，这样的有 {rows} 行"),
        "two-heads": QT_TRANSLATE_NOOP("words", "一户有两个户主"),
        "no-head": QT_TRANSLATE_NOOP("words", "这一户没有户主"),
        "lived-in-without-persons": QT_TRANSLATE_NOOP("words", "写着有人住，却没有登记人"),
        "vacant-with-persons": QT_TRANSLATE_NOOP("words", "写着空置，却登记了人"),
        "same-as-above": QT_TRANSLATE_NOOP("words", "写的是同上，照上一行填了，共 {rows} 行"),
        "blank-means-above": QT_TRANSLATE_NOOP("words", "门牌空着，算上一户的人，共 {rows} 行"),
        "building-from-above": QT_TRANSLATE_NOOP("words", "楼栋空着，照上一行填了，共 {rows} 行"),
        "building-form": QT_TRANSLATE_NOOP("words", "楼栋写法理顺了，共 {rows} 行"),
        "no-door": QT_TRANSLATE_NOOP("words", "没有房号，不知道是哪一户"),
        "door-twice": QT_TRANSLATE_NOOP("words", "这个门牌前面已经有了：{sheet} 第 {row} 行"),
        "name-missing": QT_TRANSLATE_NOOP("words", "没有写姓名"),
        "birth-date-differs": QT_TRANSLATE_NOOP(
            "words", "出生日期 {said} 和身份证的 {id} 不一样，用了身份证的"
        ),
        "sex-differs": QT_TRANSLATE_NOOP("words", "性别和身份证不一样，用了身份证的"),
        "residence-open": QT_TRANSLATE_NOOP("words", "人户分离，看不出在哪里，空着，共 {rows} 行"),
        "head-from-name": QT_TRANSLATE_NOOP("words", "按户主姓名一列认出了户主，共 {rows} 行"),
        "head-name-differs": QT_TRANSLATE_NOOP("words", "户主姓名一列写的是 {said}，这里是 {name}"),
        "person-twice": QT_TRANSLATE_NOOP("words", "这个人前面已经有了：{sheet} 第 {row} 行"),
        "id-shared": QT_TRANSLATE_NOOP("words", "身份证号和 {name} 一样：{sheet} 第 {row} 行"),
        "formula-error": QT_TRANSLATE_NOOP("words", "公式出错，当空着：{raw}"),
        "name-has-digits": QT_TRANSLATE_NOOP("words", "姓名里有数字：{raw}"),
        "name-lost-character": QT_TRANSLATE_NOOP("words", "姓名里有一个字没显示出来：{raw}"),
        "name-several-people": QT_TRANSLATE_NOOP("words", "一格里好像有几个人：{raw}"),
        "blanks-in-name": QT_TRANSLATE_NOOP("words", "姓名里的空格去掉了，共 {rows} 行"),
        "id-lost-to-excel": QT_TRANSLATE_NOOP("words", "身份证号被 Excel 改成了数，只剩 {digits}，请重新填"),
        "id-tail-lost": QT_TRANSLATE_NOOP("words", "身份证号后三位成了 000，被 Excel 改坏了，请重新填"),
        "id-bad-check-digit": QT_TRANSLATE_NOOP("words", "身份证号最后一位对不上，请核对"),
        "id-too-short": QT_TRANSLATE_NOOP("words", "身份证号位数不够"),
        "id-too-long": QT_TRANSLATE_NOOP("words", "身份证号位数多了"),
        "id-not-digits": QT_TRANSLATE_NOOP("words", "身份证号里有不是数字的"),
        "id-impossible-birth-date": QT_TRANSLATE_NOOP("words", "身份证号里的生日不存在"),
        "id-born-in-the-future": QT_TRANSLATE_NOOP("words", "身份证号里的生日还没到"),
        "id-too-old": QT_TRANSLATE_NOOP("words", "身份证号里的生日太早了"),
        "id-legacy-15": QT_TRANSLATE_NOOP("words", "15 位老身份证号，补成 18 位了"),
        "id-x-written-otherwise": QT_TRANSLATE_NOOP("words", "身份证号末位的 X 写法理顺了"),
        "id-form": QT_TRANSLATE_NOOP("words", "身份证号写法理顺了，共 {rows} 行"),
        "no-such-day": QT_TRANSLATE_NOOP("words", "没有这一天：{raw}"),
        "date-form": QT_TRANSLATE_NOOP("words", "日期写法理顺了，共 {rows} 行"),
        "date-partial": QT_TRANSLATE_NOOP("words", "日期不全，空着：{raw}"),
        "date-unreadable": QT_TRANSLATE_NOOP("words", "日期看不懂，空着：{raw}"),
        "phone-too-short": QT_TRANSLATE_NOOP("words", "电话位数不够"),
        "phone-too-long": QT_TRANSLATE_NOOP("words", "电话位数多了"),
        "phone-unknown-prefix": QT_TRANSLATE_NOOP("words", "没有这个号段"),
        "phone-not-a-number": QT_TRANSLATE_NOOP("words", "电话看不懂"),
        "phone-lost-to-excel": QT_TRANSLATE_NOOP("words", "电话被 Excel 改坏了"),
        "phone-form": QT_TRANSLATE_NOOP("words", "电话写法理顺了，共 {rows} 行"),
        "word-unclear": QT_TRANSLATE_NOOP("words", "「{raw}」可以有几个意思，空着：{choices}"),
        "word-unknown": QT_TRANSLATE_NOOP("words", "不认得「{raw}」，空着"),
        "room-was-a-date": QT_TRANSLATE_NOOP("words", "房号被 Excel 改成了日期，认作 {room}"),
        "room-lost-to-excel": QT_TRANSLATE_NOOP("words", "房号被 Excel 改坏了，认不出：{raw}"),
        "other": QT_TRANSLATE_NOOP("words", "请看一看这一格（{code}）"),
    },
)

FIELDS: Sentences = _under(
    "words",
    {
        "missing": QT_TRANSLATE_NOOP("words", "有一项还没填"),
        "wrong-type": QT_TRANSLATE_NOOP("words", "有一项填得不对"),
        "too-long": QT_TRANSLATE_NOOP("words", "有一项太长了"),
        "unstorable": QT_TRANSLATE_NOOP("words", "有存不下的符号"),
        "not-yours": QT_TRANSLATE_NOOP("words", "您的岗位不能写这里"),
        "not-the-author": QT_TRANSLATE_NOOP("words", "只有记的人自己能改"),
        "other-scope": QT_TRANSLATE_NOOP("words", "不能挪到别的社区"),
        "unknown-row": QT_TRANSLATE_NOOP("words", "说到的那一条不在这里"),
        "unknown-code": QT_TRANSLATE_NOOP("words", "有一项不在代码表里"),
        "not-sorted": QT_TRANSLATE_NOOP("words", "还没分流，不能办结"),
        "in-the-future": QT_TRANSLATE_NOOP("words", "日期还没到"),
        "not-a-date": QT_TRANSLATE_NOOP("words", "日期看不懂"),
        "not-a-time": QT_TRANSLATE_NOOP("words", "时间看不懂"),
        "not-a-file": QT_TRANSLATE_NOOP("words", "附件登记得不对，请重新加一次"),
        "before-the-beginning": QT_TRANSLATE_NOOP("words", "结束比开始还早"),
        "changed-since": QT_TRANSLATE_NOOP("words", "后来又改过了，没有撤销"),
        "not-the-id-numbers": QT_TRANSLATE_NOOP("words", "和身份证号不一样"),
        "line-officer-only": QT_TRANSLATE_NOOP("words", "这个标签只有专人能加"),
        "not-a-code": QT_TRANSLATE_NOOP("words", "这个编码不能用"),
        "lost-to-excel": QT_TRANSLATE_NOOP("words", "号码被 Excel 改坏了"),
        "too-short": QT_TRANSLATE_NOOP("words", "号码位数不够"),
        "not-digits": QT_TRANSLATE_NOOP("words", "号码里有不是数字的"),
        "wrong-length": QT_TRANSLATE_NOOP("words", "号码位数不对"),
        "impossible-birth-date": QT_TRANSLATE_NOOP("words", "身份证号里的生日不存在"),
        "born-in-the-future": QT_TRANSLATE_NOOP("words", "身份证号里的生日还没到"),
        "too-old": QT_TRANSLATE_NOOP("words", "身份证号里的生日太早了"),
        "bad-check-digit": QT_TRANSLATE_NOOP("words", "身份证号最后一位对不上"),
        "unknown-prefix": QT_TRANSLATE_NOOP("words", "没有这个电话号段"),
        "not-a-number": QT_TRANSLATE_NOOP("words", "电话看不懂"),
        "other": QT_TRANSLATE_NOOP("words", "有一项存不下（{code}）"),
    },
)
