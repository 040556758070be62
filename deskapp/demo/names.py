"""Invented names: common characters put together by generation and sex, so that nobody real is meant."""

from __future__ import annotations

from random import Random

MALE = "1"
FEMALE = "2"

# Frequent surnames with a weight, a few of them with a reading of their own (曾 单 解 仇 查 区 覃).
_SURNAMES = {
    "李": 72, "王": 70, "张": 68, "刘": 52, "陈": 50, "杨": 34, "赵": 20, "黄": 26, "周": 28, "吴": 22,
    "徐": 16, "孙": 12, "胡": 16, "朱": 15, "高": 10, "林": 9, "何": 18, "郭": 9, "马": 9, "罗": 20,
    "梁": 8, "宋": 8, "郑": 7, "谢": 12, "韩": 6, "唐": 16, "冯": 9, "于": 5, "董": 5, "萧": 3,
    "程": 6, "曹": 6, "袁": 8, "邓": 14, "许": 7, "傅": 6, "沈": 4, "曾": 12, "彭": 10, "吕": 5,
    "苏": 5, "卢": 5, "蒋": 9, "蔡": 5, "贾": 4, "丁": 4, "魏": 5, "薛": 3, "叶": 5, "阎": 2,
    "余": 11, "潘": 5, "杜": 7, "戴": 4, "夏": 6, "钟": 8, "汪": 5, "田": 8, "任": 6, "姜": 4,
    "范": 4, "方": 4, "石": 6, "姚": 4, "谭": 10, "廖": 9, "邹": 6, "熊": 7, "金": 4, "陆": 3,
    "郝": 2, "孔": 2, "白": 4, "崔": 2, "康": 2, "毛": 3, "邱": 5, "秦": 6, "江": 7, "史": 3,
    "顾": 2, "侯": 2, "邵": 2, "孟": 2, "龙": 6, "万": 6, "段": 4, "雷": 6, "钱": 3, "汤": 4,
    "尹": 4, "黎": 4, "易": 4, "常": 2, "武": 2, "乔": 2, "贺": 3, "赖": 4, "龚": 6, "文": 5,
    "冉": 5, "向": 4, "覃": 3, "单": 1, "解": 1, "仇": 1, "查": 1, "区": 1, "盖": 1, "乐": 1,
}  # fmt: skip
_TWO_CHARACTER = {"欧阳": 3, "上官": 1, "司马": 1, "诸葛": 1}

# Per generation and sex: first characters, second characters, characters for a one-character name,
# and how often the name has one character only. Generations end with the year given.
_GENERATIONS: list[tuple[int, dict[str, tuple[str, str, str, float]]]] = [
    (1949, {
        MALE: ("国德光文永世正明朝克兴福忠庆", "荣华清才发富贵云成祥林和安全", "荣福贵祥", 0.05),
        FEMALE: ("秀桂素淑玉兰凤素碧德永光", "英珍芳兰华清云贞琼容群香", "英珍芳兰", 0.04),
    }),
    (1964, {
        MALE: ("建国志卫庆永新光祖大胜学", "国华明平军民生强忠林川祥", "勇强明军平", 0.12),
        FEMALE: ("淑建秀小桂光玉世惠素晓", "华英兰芳群琼容蓉玲珍碧梅", "红英芳玲琼", 0.12),
    }),
    (1979, {
        MALE: ("建志小晓永海德立文", "军勇强伟明波涛斌刚平林", "勇伟强军刚涛斌波兵建", 0.55),
        FEMALE: ("晓小红春雪丽海冬秀", "梅燕丽红琴霞芳蓉莉萍玲", "敏丽燕红霞琴莉萍玲静", 0.5),
    }),
    (1994, {
        MALE: ("俊志晓家文宇建明", "杰鹏超峰辉龙亮飞凯林", "磊鹏超杰浩鑫凯波涛亮", 0.5),
        FEMALE: ("晓雪婷佳丽思春小", "婷娟娜琳玲洁颖欢莎琴", "婷娜琳倩洁颖静莎丹雪", 0.5),
    }),
    (2009, {
        MALE: ("浩宇俊子嘉家天思文", "然轩航杰豪宇阳涵鑫洋", "昊浩鑫航轩", 0.18),
        FEMALE: ("雨佳思欣梦诗心子语", "欣怡涵雨琪萱彤瑶悦婷", "欣怡悦瑶彤", 0.14),
    }),
    (9999, {
        MALE: ("梓子沐奕宇浩一景泽煜", "涵宸轩辰墨睿泽霖航铭", "宸睿霖", 0.06),
        FEMALE: ("梓诗一沐雨若语思欣可", "涵诺萱彤汐琪妍桐晗悦", "诺汐妍", 0.06),
    }),
]  # fmt: skip

_RARE = ("𠮷", "䶮", "㛃")
_UYGHUR = {
    MALE: ("艾山", "吐尔逊", "买买提", "阿不都", "库尔班", "玉素甫"),
    FEMALE: ("阿依努尔", "古丽娜", "热依汗", "帕提古丽", "米娜瓦尔", "茹仙"),
}
_UYGHUR_FATHERS = ("卡德尔", "托合提", "依明", "沙吾提", "肉孜", "吾买尔")

_surnames = tuple(_SURNAMES)
_weights = tuple(sum(list(_SURNAMES.values())[: i + 1]) for i in range(len(_SURNAMES)))
_double = tuple(_TWO_CHARACTER)


def surname(rng: Random) -> str:
    """One of the frequent surnames; about one in two hundred has two characters."""
    if rng.random() < 0.005:
        return rng.choice(_double)
    return rng.choices(_surnames, cum_weights=_weights)[0]


def given(rng: Random, sex: str, birth_year: int) -> str:
    """A given name of that generation; about one in 250 has a character outside GBK."""
    first, second, single, share_single = next(g for until, g in _GENERATIONS if birth_year <= until)[sex]
    if rng.random() < 0.004:
        return rng.choice(_RARE) if rng.random() < 0.5 else rng.choice(first) + rng.choice(_RARE)
    if rng.random() < share_single:
        return rng.choice(single)
    one, two = rng.choice(first), rng.choice(second)
    return one + two


def minority_name(rng: Random, sex: str, father: str | None = None) -> str:
    """A name of two parts with the dot U+00B7 between them."""
    return f"{rng.choice(_UYGHUR[sex])}·{father or rng.choice(_UYGHUR_FATHERS)}"
