"""The half page that is handed in at the end of the day, as HTML: what was done, what is left, who signs."""

from __future__ import annotations

from collections import Counter
from html import escape

from deskapp.models.actor import Actor
from deskapp.ui.doorlines import kind_word
from deskapp.ui.phrases import day_short, moment, outcome_word, state_tag, translate
from deskapp.work.handover import Handover

STYLE = """
<style>
body { color: #23272D; }
h1 { font-size: 19pt; margin: 0; }
td { padding: 2pt 0; }
.line { border-bottom: 1px solid #8E8675; }
.small { font-size: 11pt; color: #4F545B; }
</style>
"""
MOST_LEFT = 3


def handover_html(page: Handover, actor: Actor, unit: str) -> str:
    """One page: figures at the left in words, at the right in numbers."""
    title = translate("handover", "{0} 交班单").format(unit)
    rows = "".join(_row(name, said) for name, said in figures(page))
    head = f'<td>{escape(actor.name)}</td><td align="right">{escape(day_short(page.day, year=True))}</td>'
    left = "".join(f"<br>{n}. {escape(words)}" for n, words in enumerate(left_over(page), 1))
    left = left or "<br>" + escape(translate("handover", "没有"))
    signs = translate("handover", "组长签字"), translate("handover", "本人签字")
    blank = "＿" * 8
    foot = translate("handover", "还没有同步过")
    if page.last_sync:
        foot = translate("handover", "上次同步 {0}").format(moment(page.last_sync, page.day))
    tomorrow = translate("handover", "留给明天")
    return f"""<html><head>{STYLE}</head><body>
<h1 align="center">{escape(title)}</h1>
<table width="100%" cellspacing="0"><tr>{head}</tr></table>
<hr>
<table width="100%" cellspacing="0">{rows}</table>
<p style="margin-top:6pt; margin-bottom:0"><b>{escape(tomorrow)}</b>{left}</p>
<p class="small" style="margin-top:4pt; margin-bottom:12pt">{escape(foot)}</p>
<table width="100%" cellspacing="0"><tr>
<td>{escape(signs[1])} {blank}</td><td align="right">{escape(signs[0])} {blank}</td></tr></table>
</body></html>"""


def figures(page: Handover) -> list[tuple[str, str]]:
    """What was done, each with its count."""
    visits = " · ".join(f"{outcome_word(code)} {n}" for code, n in sorted(page.outcomes.items()))
    kinds: Counter[str] = Counter()
    for line in page.lines:
        kinds[line.kind] += line.count
    others = " · ".join(f"{kind_word(kind)} {n}" for kind, n in kinds.items() if kind != "visit")
    found = [(translate("handover", "走访 {0} 次").format(kinds["visit"]), visits or "—")]
    if others:
        found.append((translate("handover", "别的记录"), others))
    there = page.in_state("received", "conflict")
    waiting = sum(page.waiting.values())
    found.append((translate("handover", "今天记的 / 有回执"), f"{page.written} / {there}"))
    if waiting:
        found.append((translate("handover", "还没送到"), translate("handover", "{0} 项").format(waiting)))
    came = " · ".join(f"{kind_word(kind)} {n}" for kind, n in page.came.counts.items())
    found.append((translate("handover", "收到"), came or "—"))
    needs = page.needs
    words = translate("handover", "退回 {0} · 要定 {1}").format(needs.returned, needs.reviews)
    found.append((translate("handover", "要处理"), words if needs.total else "—"))
    return found


def left_over(page: Handover) -> list[str]:
    """The first of what waits for tomorrow: not taken, in question, unfinished."""
    found = []
    for line in page.lines:
        tag = state_tag(line.state)
        if line.state in ("refused", "conflict") and not line.handled and tag is not None:
            parts = (kind_word(line.kind), line.subject.words, tag.text)
            found.append(" ".join(part for part in parts if part))
    if len(found) > MOST_LEFT:
        more = translate("handover", "另有 {0} 件，见要您处理").format(len(found) - MOST_LEFT)
        found = [*found[:MOST_LEFT], more]
    if page.drafts:
        found.append(translate("handover", "没写完的表 {0} 份").format(page.drafts))
    return found


def _row(name: str, said: str) -> str:
    line = 'class="line"'
    return f'<tr><td {line}>{escape(name)}</td><td {line} align="right"><b>{escape(said)}</b></td></tr>'
