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
    "revoked": ("这台设备已经停用，不能恢复。", "This device was locked out for good."),
    "retired": (
        "这个编号已经换成新的。请确认新编号：hutong-center list device 目录",
        "This number was renewed. Confirm the new one: hutong-center list device DIR",
    ),
    "bundle-forged": (
        "文件被改过，或不是这台电脑写的，没有采用。请重新拷一份。",
        "The file was changed, or is not by the desk it names. Nothing was used. Copy it again.",
    ),
    "bundle-not-for-us": (
        "这个文件不是给本中心的，没有采用。请核对是哪个街道的。",
        "This file is not for this center. Nothing was used.",
    ),
    "bundle-unknown-device": (
        "不认得写这个文件的电脑。请先登记它。",
        "This center does not know the desk that wrote the file. Enrol it first.",
    ),
    "bundle-torn": ("文件不完整。请重新拷一份。", "The file is cut short. Copy it again."),
    "bundle-too-large": ("文件太大，没有采用。", "The file is too large. Nothing was used."),
    "not-a-bundle": (
        "这不是互通的U盘文件。请选 .htb 文件。",
        "This is no Hutong stick file. Choose one that ends in .htb.",
    ),
    "no-such-device": (
        "没有设备 {id}。请查编号：hutong-center list device 目录",
        "There is no device {id}. Find its id with: hutong-center list device DIR",
    ),
    "unknown-row": (
        "没有 {kind} {id}。请查编号：hutong-center list {kind} 目录",
        "There is no {kind} {id}. Find its id with: hutong-center list {kind} DIR",
    ),
    "erased": (
        "{kind} {id} 已经抹去了，什么都没有改。请核对编号。",
        "{kind} {id} is erased already; nothing was changed. Check the id.",
    ),
    "blocked": (
        "这条记录没有被中心收下（{by}）。请先在原来的电脑上更正。",
        "The center has not taken that record ({by}). Have it corrected at its desk first.",
    ),
    "malformed": (
        "这样写不行。请写两个不同的、完整的编号。",
        "That cannot be. Give two different, whole ids.",
    ),
    "guard": (
        "{kind} {id} 的 {field} 现在是 {value}，这样不能做，什么都没有改。请核对后再试。",
        "The {field} of {kind} {id} is {value}, so this cannot be done. Check, and try again.",
    ),
    "not-to-erase": (
        "{kind} 是全街道共用的，不能抹去。请改用停用。",
        "A {kind} is everybody's and cannot be erased. Switch it off instead.",
    ),
    "say-yes": (
        "抹去以后不能恢复：{kind} {id} 和它下面的一切。要抹去请加 --yes",
        "Erasing cannot be undone: {kind} {id} and all that is under it. If you mean it, add --yes",
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
    "center-served": (
        "{folder} 的中心正在服务。请先停下它再试。",
        "The center in {folder} is being served. Stop it first.",
    ),
    "backup-running": (
        "{folder} 里正在做另一份备份。请等它做完。",
        "Another backup into {folder} is running. Wait for it.",
    ),
    "backup-damaged": (
        "这份备份没有通过检验（{reason}），什么都没有改。请换一份；"
        "如果是刚做的，请运行：hutong-center verify 目录",
        "The backup failed its test ({reason}); nothing was changed. Take another;"
        " if it was just made, run: hutong-center verify DIR",
    ),
    "no-such-backup": (
        "打不开 {path}（{reason}）。请检查路径。",
        "Cannot open {path} ({reason}). Check the path.",
    ),
    "not-a-backup": (
        "{path} 不是中心的备份。请选 center-日期-序号.db 或 .dump",
        "{path} is no backup of a center. Choose a file center-DATE-N.db or .dump",
    ),
    "another-center": (
        "{path} 是另一个中心的备份，什么都没有改。",
        "{path} is a backup of another center; nothing was changed.",
    ),
    "database-needed": (
        "这是 PostgreSQL 的备份。请建一个空的数据库，用 --database 写上地址。",
        "This is a backup of PostgreSQL. Make an empty database and name it with --database.",
    ),
    "database-not-empty": (
        "--database 的数据库不是空的，什么都没有改。请另建一个。",
        "The database of --database is not empty; nothing was changed. Make another one.",
    ),
    "may-not-create": (
        "账户 {user} 不能建数据库。请在 PostgreSQL 里：ALTER ROLE {user} CREATEDB",
        "The account {user} may not create databases. In PostgreSQL: ALTER ROLE {user} CREATEDB",
    ),
    "no-such-program": (
        "找不到 {program}。请安装 {package}",
        "There is no {program}. Install the package {package}",
    ),
    "program-failed": (
        "{program} 没有做成：{reason}",
        "{program} failed: {reason}",
    ),
    "does-not-agree": (
        "对不上：{places}。请停下服务，恢复备份：hutong-center restore 目录 --from 文件",
        "These do not hold together: {places}. Stop serving and put a backup back:"
        " hutong-center restore DIR --from FILE",
    ),
    "restored": (
        "现在可以启动。各台电脑下次同步会自己把备份之后的再送一遍，再按新的收一遍；不用在电脑上做什么。",
        "Serve it now. At their next round the desks send what the backup lacks again, and take all rows"
        " anew; nothing is to be done there.",
    ),
    "restored-blind": (
        "现在可以启动。各台电脑下次同步会自己把备份之后的再送一遍。备份之后登记、停用的人员和设备要再做一遍。",
        "Serve it now. At their next round the desks send what the backup lacks again. Users and devices"
        " added or locked out since the backup have to be so again by hand.",
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
