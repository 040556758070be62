"""The slip that goes with a stick, as HTML: which PC, whose, what number, how much, who signs."""

from __future__ import annotations

from html import escape

from deskapp.models.clock import CHINA, parse_iso
from deskapp.ui.handoverpaper import STYLE
from deskapp.ui.phrases import day_short, translate
from deskapp.ui.stickround import Slip


def number_words(slip: Slip) -> str:
    return translate("stick", "第 {0} 号").format(slip.number)


def count_words(slip: Slip) -> str:
    return translate("stick", "{0} 份，{1} 条记录").format(slip.sets, slip.records)


def time_words(made_at: str) -> str:
    at = parse_iso(made_at).astimezone(CHINA)
    return f"{day_short(at.date(), year=True)} {at:%H:%M}"


def slip_html(slip: Slip, worker: str, unit: str) -> str:
    """Half a page of A4; the lower part is filled in at the center."""
    facts = [
        (translate("stick", "编号"), number_words(slip)),
        (translate("stick", "文件"), slip.file.name),
        (translate("stick", "社区"), unit),
        (translate("stick", "经手人"), worker),
        (translate("stick", "电脑"), slip.device[:12]),
        (translate("stick", "装了"), count_words(slip)),
        (translate("stick", "写好的时间"), time_words(slip.made_at)),
    ]
    rows = "".join(
        f'<tr><td class="line">{escape(name)}</td>'
        f'<td class="line" align="right"><b>{escape(said)}</b></td></tr>'
        for name, said in facts
    )
    blank = "＿" * 8
    signs = translate("stick", "送件人签字"), translate("stick", "中心收件人签字")
    words = translate("stick", "U 盘里的内容是加了密的，只有中心能打开。")
    title = translate("stick", "U 盘送收单")
    return f"""<html><head>{STYLE}</head><body>
<h1 align="center">{escape(title)}</h1>
<table width="100%" cellspacing="0">{rows}</table>
<p class="small">{escape(words)}<br><br></p>
<table width="100%" cellspacing="0"><tr><td>{escape(signs[0])} {blank}</td>
<td align="right">{escape(signs[1])} {blank}</td></tr></table>
</body></html>"""
