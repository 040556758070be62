"""What `hutong --help` says of each command and option, in both languages."""

from deskapp.language import Pair

HELP: dict[str, Pair] = {
    "top": (
        "Hutong 互通：这台电脑。不写命令就打开窗口。",
        "Hutong 互通: the desk. Without a command: the window.",
    ),
    "profile": ("默认是系统的数据目录", "default: the data folder"),
    "user": ("默认是本机唯一的用户", "default: the only one of this profile"),
    "json": ("每行一个 JSON 对象", "one JSON object a line"),
    "yes": ("存疑的值确实如此", "doubtful values are meant"),
    "demo": ("在本机建一个中心和一台有样例资料的电脑", "a center on this PC and a desk with sample data"),
    "demo dir": ("演示放在哪里；已有就接着用", "where the demo is kept; used again when it is there"),
    "demo tour": ("自己走一遍各个页面，图片放到 DIR", "go through the screens unattended, pictures to DIR"),
    "demo households": ("户数，1 到 40000，默认 3100", "how many, 1 to 40000; default: 3100"),
    "enrol": (
        "凭一次性登记码在这里登记，或再加一位用户",
        "make a profile here, or add a user to it, with a one-time code",
    ),
    "enrol center": ("https://…；加用户时不用写", "https://…; not needed to add a user"),
    "enrol code": ("一次性登记码", "the one-time code"),
    "enrol by": (
        "由谁打开本机资料来加用户（HUTONG_PASSWORD_BY）",
        "who unlocks the profile to add a user (HUTONG_PASSWORD_BY)",
    ),
    "enrol authority": ("签发中心证书的机构的证书（PEM）", "certificate (PEM) of who signed the center's"),
    "enrol without-keyring": ("只靠 12 个字符以上的口令", "by a password of 12 characters alone"),
    "import": ("导入花名册", "import a roster workbook"),
    "import dry-run": ("只说会怎样，什么都不写", "say what it would do and write nothing"),
    "add": (
        "登记一条记录，从标准输入读 JSON 对象，打印编号",
        "add one record, a JSON object on stdin; prints its id",
    ),
    "list": ("列出一种记录", "list the records of a kind"),
    "set": ("改一条记录的字段", "change fields of one record"),
    "sync": ("和中心同步一趟", "one whole round to the center and back"),
    "stick-out": ("把待发的写到U盘上，签名加密，只有中心能开", "what waits onto a stick, signed and sealed"),
    "stick-in": ("收下中心写在U盘上的回执和新资料", "take over the center's answer from a stick"),
    "status": ("本机的情况", "how this desk stands"),
    "doctor": ("检查程序要用的一切", "look at everything this program needs"),
    "not-so-many": ("要写 {low} 到 {high} 的整数", "a number from {low} to {high}"),
}
