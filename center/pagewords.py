"""The words of the operator's page, in both languages."""

from deskapp.language import Pair

PAGE: dict[str, Pair] = {
    "title": ("互通 中心", "Hutong center"),
    "as of": ("{time} 的情况", "As of {time}"),
    "link over": (
        "这个链接用过了，或者过了时间。请在中心的电脑上再运行一次：hutong-center page 目录",
        "This link was used already, or its time is over. On the center's PC run once more:"
        " hutong-center page DIR",
    ),
    "look": ("要看的", "To look into"),
    "nothing": ("没有要处理的", "Nothing to look into"),
    "the center": ("中心", "The center"),
    "devices": ("设备", "Devices"),
    "no devices": ("还没有设备", "No devices yet"),
    "scopes": ("范围", "Scopes"),
    "facts": ("中心自己", "The center itself"),
    "device": ("设备", "Device"),
    "unit": ("单位", "Unit"),
    "users": ("人员", "Users"),
    "status": ("状态", "Status"),
    "contact": ("上次联系", "Last contact"),
    "program": ("程序", "Program"),
    "waiting": ("待发", "Waiting"),
    "attention": ("待处理", "Attention"),
    "clock": ("时差（秒）", "Clock (s)"),
    "verified": ("对数", "Verified"),
    "durable": ("已进备份／已收到", "In backups / received"),
    "scope": ("范围", "Scope"),
    "head": ("写到", "Head"),
    "reviews": ("未定的冲突", "Open reviews"),
    "oldest": ("最久的", "Oldest"),
    "backup": ("最近一次验过的备份", "Newest verified backup"),
    "disk": ("磁盘还剩", "Disk left"),
    "records": ("记录", "Records"),
    "sets": ("收到的改动", "Sets received"),
    "epoch": ("纪元", "Epoch"),
    "edition": ("版次", "Edition"),
    "never": ("从来没有", "never"),
    "yes": ("✓ 一致", "✓ agrees"),
    "no": ("✕ 不一致", "✕ differs"),
    "unknown": ("—", "—"),
    "active": ("● 在用", "● active"),
    "renewed": ("◐ 换了号，等确认", "◐ renewed, to confirm"),
    "retired": ("○ 旧号，已停", "○ retired"),
    "revoked": ("✕ 已停用", "✕ revoked"),
    "now": ("刚才", "just now"),
    "minutes": ("{n} 分钟前", "{n} min ago"),
    "hours": ("{n} 小时前", "{n} h ago"),
    "days": ("{n} 天前", "{n} days ago"),
    "GB": ("{n} GB，共 {total} GB", "{n} GB of {total} GB"),
}

ALARMS: dict[str, Pair] = {
    "never-backed-up": (
        "还没有验过的备份。请设好每天备份。",
        "There is no verified backup yet. Set up a daily one.",
    ),
    "backup-old": (
        "最近一次验过的备份是 {days} 天前的。请看备份为什么没有做成。",
        "The newest verified backup is {days} days old. See why none was made.",
    ),
    "disk-full": (
        "磁盘快满了，只剩 {free}。请腾出空间。",
        "The disk is nearly full, {free} left. Make room.",
    ),
    "silent": (
        "{days} 天没有联系。请打电话问一问，东西可能还没送来。",
        "No contact for {days} days. Call them; their work may not have been sent.",
    ),
    "waiting-stuck": (
        "有 {waiting} 条待发，{days} 天没有送来。请看这台电脑。",
        "{waiting} records wait and nothing came for {days} days. Look at that PC.",
    ),
    "clock-off": (
        "电脑的钟差 {seconds} 秒。请校准。",
        "Its clock is {seconds} seconds off. Set it right.",
    ),
    "not-verified": (
        "和中心对数不一致，正在重收；一直这样请找维护的人。",
        "It does not agree with the center and is being mended; if this stays, call support.",
    ),
    "renewed": (
        "换了号：可能是副本或还原过的电脑。问清以后确认：hutong-center device confirm 目录 {device}",
        "A copied or restored PC renewed itself. Ask there, then: hutong-center device confirm DIR {device}",
    ),
    "still-calling": (
        "已停用的设备还在联系中心。请查是谁的电脑，可能是副本。",
        "A device that is out still calls. Find whose PC it is; it may be a copy.",
    ),
}
