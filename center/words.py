"""The operator's words: every code the center's commands can end with, as one sentence in both languages."""

from deskapp.language import Pair

WORDS: dict[str, Pair] = {
    "no-center": (
        "{folder} 里没有中心。请先建立：hutong-center init {folder}",
        "There is no center in {folder}. Make one first: hutong-center init {folder}",
    ),
    "center-exists": (
        "{folder} 里已经有一个中心。请直接启动：hutong-center serve 目录",
        "There is a center in {folder} already. Start it: hutong-center serve DIR",
    ),
    "community-exists": (
        "社区编码 {unit} 已经有了。请换一个编码。",
        "There is a community {unit} already. Choose another code.",
    ),
    "no-such-community": (
        "没有社区 {code}。请先登记：hutong-center community add 目录 {code} 名称",
        "There is no community {code}. Add it first: hutong-center community add DIR {code} NAME",
    ),
    "user-exists": (
        "这里已经有用户 {name}。请换一个写法，例如加上编号。",
        "There is a user {name} here already. Write the name differently, with a number for instance.",
    ),
    "no-such-user": (
        "{unit} 没有用户 {name}。请先登记：hutong-center user add 目录 {name} --role 角色 --community {unit}",
        "{unit} has no user {name}. Add: hutong-center user add DIR {name} --role ROLE --community {unit}",
    ),
    "nobody-so-called": (
        "没有用户 {name}。请查姓名：hutong-center list user 目录",
        "There is no user {name}. Look for the name with: hutong-center list user DIR",
    ),
    "user-in-several-units": (
        "{units} 都有 {name}。请用 --community 写清是哪里的。",
        "There is a {name} in {units}. Say which one with --community.",
    ),
    "nothing-to-set": (
        "没有写要改什么。请加 --active yes、--active no 或 --role 角色。",
        "Nothing to set was given. Add --active yes, --active no or --role ROLE.",
    ),
    "no-such-device": (
        "没有设备 {id}。请查编号：hutong-center list device 目录",
        "There is no device {id}. Find its id with: hutong-center list device DIR",
    ),
    "unknown-role": ("没有角色 {role}。可用的有：{roles}", "There is no role {role}. There are: {roles}"),
    "unknown-kind": (
        "没有这种记录：{kind}。可用的有：{kinds}",
        "There is no kind {kind}. There are: {kinds}",
    ),
    "not-a-code": (
        "这样的社区编码不行。请用小写字母、数字和下划线，以字母开头，最多 20 个。",
        "That cannot be a community's code. Use at most 20 lower-case letters, digits and _.",
    ),
    "missing": ("没有写名称或内容。请补上再试。", "A name or value is missing. Add it and try again."),
    "unstorable": (
        "有不能保存的字符。请改掉再试。",
        "It has characters that cannot be kept. Change them and try again.",
    ),
    "tls-needed": (
        "在 {host} 上监听必须用 https。请加 --tls-cert 和 --tls-key，或只在 127.0.0.1 上监听。",
        "Listening on {host} needs https. Give --tls-cert and --tls-key, or listen on 127.0.0.1 only.",
    ),
    "tls-both": (
        "--tls-cert 和 --tls-key 只给了一个。请一起给。",
        "Only one of --tls-cert and --tls-key is given. Give both.",
    ),
    "bad-certificate": (
        "证书 {cert} 和密钥 {key} 不能用。请检查这两个 PEM 文件是否成对。",
        "The certificate {cert} and the key {key} cannot be used. See that the two files (PEM) match.",
    ),
    "address-taken": (
        "不能在 {host} 端口 {port} 上监听。请换一个端口，或用 --port 0 自动选择。",
        "Cannot listen on {host} port {port}. Choose another port, or --port 0 for a free one.",
    ),
    "database-unreachable": (
        "数据库连不上或不能写（{reason}）。请检查数据库是否在运行、地址和权限是否正确。",
        "The database cannot be reached or written ({reason}). See that it runs; check address and rights.",
    ),
    "newer-store": (
        "数据库是更新版本的程序写的（{version}）。请用新版本的 hutong-center。",
        "The database was written by a newer program ({version}). Use that newer hutong-center.",
    ),
    "folder-unusable": (
        "目录 {folder} 不能用（{reason}）。请检查路径和权限。",
        "The folder {folder} cannot be used ({reason}). Check the path and the rights.",
    ),
    "disk-full": (
        "硬盘满了，什么都没有改。请腾出空间再试。",
        "The disk is full; nothing was changed. Make room and try again.",
    ),
    "busy": ("中心正忙，什么都没有改。请再试一次。", "The center is busy; nothing was changed. Try again."),
    "wrong-use": (
        "用法不对：{message}。请看 {program} --help",
        "Wrong use: {message}. See {program} --help",
    ),
}
