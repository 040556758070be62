"""What `hutong-center --help` says of each command and option, in both languages."""

from deskapp.language import Pair

HELP: dict[str, Pair] = {
    "top": (
        "hutong-center：建立中心，登记人员和设备，启动，看情况。",
        "hutong-center: making a center, letting people and devices in, serving, seeing how it stands.",
    ),
    "json": ("每行一个 JSON 对象", "one JSON object a line"),
    "init": ("在 DIR 里建立一个中心", "make a center in DIR"),
    "database": ("postgresql://…；不写就用 DIR 里的 SQLite", "postgresql://…; default: SQLite in DIR"),
    "serve": ("接待各台电脑，直到收到 SIGTERM", "answer desks until SIGTERM"),
    "host": ("默认 127.0.0.1；别的要有证书", "default: 127.0.0.1; others need TLS"),
    "port": ("默认 8765；0 是自动选一个", "default: 8765; 0: a free one"),
    "tls-cert": ("证书（PEM）", "certificate (PEM)"),
    "tls-key": ("证书的私钥（PEM）", "its private key (PEM)"),
    "until-stdin-ends": ("和启动它的程序一起结束", "end with the program that started it"),
    "community": ("社区", "communities"),
    "community add": ("登记一个社区", "add a community"),
    "user": ("用户", "users"),
    "user add": ("登记社区或街道的一位用户", "add a user of a community or of the street"),
    "user set": (
        "停用、恢复一位用户，或换角色",
        "switch a user off or on, or change the role",
    ),
    "active": ("no 是停用，yes 是恢复", "no: switched off; yes: on again"),
    "role": ("角色，例如 community_worker", "the role, such as community_worker"),
    "unit": ("社区编码，或 street", "a community's code, or street"),
    "unit of user": ("几个社区都有这个姓名时要写", "needed where several units have that name"),
    "device": ("设备", "devices"),
    "device code": ("让一台设备进来的一次性登记码", "a one-time code that lets one device in"),
    "device user": ("只给这位用户", "the only user this code is for"),
    "device revoke": ("停用一台设备，不能恢复", "lock a device out for good"),
    "list": (
        "列出一种记录，或 device、change_set",
        "list the records of a KIND, device or change_set",
    ),
    "status": ("中心的情况", "how the center stands"),
    "not-a-port": ("端口是 0 到 65535 的数", "a port is a number from 0 to 65535"),
    "between": ("、", ", "),
    "empty-name": ("不能是空的", "cannot be empty"),
}
