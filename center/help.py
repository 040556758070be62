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
    "blobs": ("附件放在哪里；不写就是 DIR 里的 blobs", "where attachments are kept; default: DIR/blobs"),
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
    "device confirm": (
        "同意一台换了新身份的设备（资料被拷贝或退回过）收资料",
        "let a device pull that renewed itself (its data was copied or put back)",
    ),
    "device revoke": ("停用一台设备，不能恢复", "lock a device out for good"),
    "stick": (
        "收下一台电脑写在U盘上的文件，把回执写在旁边",
        "take a desk's file from a stick and put the answer beside it",
    ),
    "stick to": ("回执放在哪里；不写就放在旁边", "where the answer goes; default: beside the file"),
    "household": ("住户", "households"),
    "household move": (
        "把一户连同下面的一切迁到另一个社区 CODE",
        "move a household with all that is under it to the community CODE",
    ),
    "person": ("居民", "residents"),
    "person merge": (
        "把重复登记的 DROP 并到 KEEP：名下的归 KEEP，DROP 撤下",
        "merge a resident entered twice: what DROP has goes to KEEP, DROP is withdrawn",
    ),
    "erase": (
        "抹去一条记录和它下面的一切，不能恢复",
        "erase a record and all that is under it, for good",
    ),
    "yes": ("真的要抹去", "it is meant"),
    "list": (
        "列出一种记录，或 device、change_set",
        "list the records of a KIND, device or change_set",
    ),
    "backup": (
        "备份中心，并当场恢复一遍来检验（服务时也可以）",
        "back the center up and test it by restoring it (also while it serves)",
    ),
    "backup to": ("放在哪个目录，最好在另一块硬盘上", "the folder to put it in, best on another disk"),
    "keep": ("那里留最近几份，默认 7", "how many of the latest to keep there; default: 7"),
    "restore": (
        "把一份备份放回去；现在的数据库另外留着",
        "put a backup back; the present database is put aside",
    ),
    "restore from": ("备份文件", "the backup"),
    "restore database": (
        "PostgreSQL：恢复到这个空的数据库",
        "PostgreSQL: restore into this empty database",
    ),
    "verify": ("重算摘要和链，看对不对得上", "count digests and chains again and compare"),
    "status": ("中心的情况", "how the center stands"),
    "page": (
        "打开情况页的一次性链接，十分钟内有效",
        "a link that opens the operator's page once, good for ten minutes",
    ),
    "page address": (
        "中心的地址，默认 http://127.0.0.1:8765；别的机器要 https",
        "where the center answers, default http://127.0.0.1:8765; https on other machines",
    ),
    "not-an-address": (
        "要 https 地址，或这台机器自己的 http 地址",
        "give an https address, or http on this machine",
    ),
    "not-a-port": ("端口是 0 到 65535 的数", "a port is a number from 0 to 65535"),
    "not-a-count": ("份数是 1 到 9999 的数", "a count is a number from 1 to 9999"),
    "between": ("、", ", "),
    "empty-name": ("不能是空的", "cannot be empty"),
}
