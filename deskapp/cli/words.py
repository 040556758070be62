"""The commands' words: each code as one sentence that says what is wrong and what to do, in both languages.

`center:` is what the center refused with, `finding:` what a rule says of a field.
"""

from deskapp.cli import carrywords
from deskapp.language import Pair

WORDS: dict[str, Pair] = {
    # --- the command itself
    "wrong-use": ("用法不对：{message}。请看 {program} --help", "Wrong use: {message}. See {program} --help"),
    "unknown-kind": (
        "没有这种记录：{kind}。可用的有：{kinds}",
        "There is no kind {kind}. There are: {kinds}",
    ),
    "unknown-field": (
        "{kind} 没有字段 {field}。可用的有：{fields}",
        "{kind} has no field {field}. There are: {fields}",
    ),
    "bad-value-bool": (
        "{field} 要写 true 或 false，不能是 {text}。",
        "{field} is true or false, it cannot be {text}.",
    ),
    "bad-value-int": ("{field} 要写整数，不能是 {text}。", "{field} is a whole number, it cannot be {text}."),
    "bad-value-json": (
        '{field} 要写 JSON 列表，例如 ["a"]，不能是 {text}。',
        '{field} is a JSON list such as ["a"], it cannot be {text}.',
    ),
    "not-a-pair": ("{text} 看不懂。请写成 字段=值。", "{text} has to be written field=value."),
    "bad-json": (
        '标准输入不是一个 JSON 对象（{reason}）。请写成 {{"字段": "值"}}。',
        'Standard input is not one JSON object ({reason}). Write {{"field": "value"}}.',
    ),
    "no-password": (
        "没有口令。请设置 HUTONG_PASSWORD，或在终端里运行并输入。",
        "There is no password. Set HUTONG_PASSWORD, or run this in a terminal and type it.",
    ),
    "passwords-differ": ("两次输入的口令不同。请再试一次。", "The two passwords differ. Try again."),
    "no-window": (
        "窗口打不开（{reason}）。没有窗口也能用：hutong --help",
        "The window cannot be opened ({reason}). Without one there is: hutong --help",
    ),
    "no-display": (
        "这里没有显示器，窗口打不开。请在桌面上运行，或用不开窗口的命令：hutong --help",
        "There is no display here for a window. Start it on a desktop; without one there is: hutong --help",
    ),
    # --- the profile and its lock
    "no-profile": (
        "{folder} 里没有登记过的本机资料。请先登记：hutong enrol --center 网址 --code 编码 --user 姓名",
        "{folder} has no profile. Enrol first: hutong enrol --center URL --code CODE --user NAME",
    ),
    "store-missing": (
        "{folder} 里有登录信息但没有资料库。请把 store.db 放回去，或请管理员恢复。",
        "{folder} has its slots but no store. Put store.db back, or ask the operator to restore it.",
    ),
    "network-folder": (
        "{folder} 在网络盘上，不安全。请用本机硬盘上的目录：--profile 目录",
        "{folder} is on a network drive, which is not safe. Use this PC's own disk: --profile DIR",
    ),
    "cloud-folder": (
        "{folder} 在云盘同步的文件夹里，不安全。请移到外面的目录：--profile 目录",
        "{folder} is copied by a cloud drive, which is not safe. Use a folder outside it: --profile DIR",
    ),
    "profile-exists": (
        "{folder} 已经登记过。要再加一位用户，请加 --by 已有用户。",
        "{folder} is enrolled already. To add another user, say who unlocks it: --by USER",
    ),
    "not-enrolled": (
        "本机没有登记完成。请重新登记。",
        "This profile was not enrolled to the end. Enrol again.",
    ),
    "no-such-user": (
        "本机没有用户 {name}。请用 --user 写本机已登记的姓名。",
        "This profile has no user {name}. Give one of its users with --user.",
    ),
    "which-user": (
        "本机有几位用户：{names}。请用 --user 指明一位。",
        "This profile has several users: {names}. Say which one with --user.",
    ),
    "wrong-password": (
        "口令不对。请检查 HUTONG_PASSWORD 或重新输入。",
        "The password is wrong. Check HUTONG_PASSWORD or type it again.",
    ),
    "password-too-short": (
        "口令太短，至少要 {need} 个字符。",
        "The password is too short: it needs at least {need} characters.",
    ),
    "no-keyring": (
        "这台电脑没有可用的系统密钥环。请启用它，或加 --without-keyring 并用 12 个字符以上的口令。",
        "This PC has no system keyring. Turn one on, or add --without-keyring and a password of 12 letters.",
    ),
    "keyring-lost": (
        "系统密钥环里没有本机资料的密钥。请用原来的系统账户登录，或请管理员恢复。",
        "The keyring no longer has this profile's secret. Sign in to the PC as before, or ask for recovery.",
    ),
    "no-recovery-slot": ("本机没有恢复钥匙。请重新登记。", "This profile has no recovery slot. Enrol again."),
    "wrong-recovery-key": (
        "恢复钥匙不对。请换一把再试。",
        "That is not the recovery key. Try the right one.",
    ),
    "wrong-key": (
        "资料库打不开，钥匙不对。store.db 和 slots.json 不是一套，请恢复备份。",
        "The key does not open the store: store.db and slots.json are of two profiles. Restore a copy.",
    ),
    "damaged-store": (
        "资料库损坏了（{reason}）。请不要再写，联系管理员恢复。",
        "The store is damaged ({reason}). Write nothing more and ask the operator to restore it.",
    ),
    "newer-store": (
        "资料库是新版本的程序写的。请用新版本打开。",
        "The store was written by a newer program. Open it with that one.",
    ),
    "store-unusable": (
        "资料库现在不能用（{reason}）。请关掉其他互通窗口、检查硬盘空间再试。",
        "The store cannot be used now ({reason}). Close other Hutong windows, check the disk, try again.",
    ),
    "disk-full": (
        "硬盘满了，没有写完。请腾出空间再试。",
        "The disk is full, so it was not written. Make room and try again.",
    ),
    "file-unusable": (
        "文件 {file} 不能用（{reason}）。请检查路径和权限。",
        "The file {file} cannot be used ({reason}). Check path and rights.",
    ),
    "system-refused": (
        "系统没有让做（{reason}）。请检查硬盘和权限再试。",
        "The system did not allow it ({reason}). Check the disk and your rights, and try again.",
    ),
    # --- records
    "refused": ("没有保存：{findings}。请改正再试。", "Not saved: {findings}. Correct it and try again."),
    "unconfirmed": (
        "没有保存，有存疑：{findings}。确实如此请加 --yes。",
        "Not saved, this is doubtful: {findings}. If it is meant, add --yes.",
    ),
    "no-such-record": (
        "没有这条 {kind}：{id}。请用 hutong list {kind} 查编号。",
        "There is no {kind} {id}. Find its id with: hutong list {kind}",
    ),
    "id-taken": ("编号 {id} 已经用了。请不要写 id。", "The id {id} is taken already. Leave id out."),
    "bad-id": ("编号 {id} 不是 UUID。请不要写 id。", "The id {id} is no UUID. Leave id out."),
    "worker-unknown": (
        "{unit} 没有叫 {name} 的用户。请先同步，再用 hutong list user 查。",
        "There is no user {name} in {unit}. Sync first, then look with: hutong list user",
    ),
    "street-has-no-roster": (
        "街道的设备没有自己的花名册。请在社区的设备上导入。",
        "A desk of the street has no roster of its own. Import at a community's desk.",
    ),
    # --- the way to the center
    "unreachable": (
        "连不上中心 {address}。已保存的都在本机，等网络或中心恢复后再同步。",
        "The center at {address} cannot be reached. All is kept on this PC; sync again when it is back.",
    ),
    "enrol:unreachable": (
        "连不上中心 {address}，没有登记，本机什么都没有留下。请检查网址和网络，再登记一次。",
        "The center at {address} cannot be reached; nothing was made here. Check the address, enrol again.",
    ),
    "tls": (
        "中心 {address} 的证书不被信任。请检查网址，或登记时用 --authority 给出证书。",
        "The certificate of {address} is not trusted. Check the address, or enrol with --authority FILE.",
    ),
    "bad-address": (
        "{address} 不是网址。请写成 https://主机:端口",
        "{address} is no address. Write it like https://host:port",
    ),
    "https-only": (
        "到别的电脑必须用 https。请把网址写成 https://…",
        "To another machine it must be https. Write the address as https://…",
    ),
    "not-a-center": (
        "那个网址上不是互通中心。请检查网址和端口。",
        "What answers at that address is no Hutong center. Check address and port.",
    ),
    "torn": (
        "中心的回答不完整，没有采用。请再同步一次。",
        "The center's answer was cut off and not used. Sync again.",
    ),
    "fork": (
        "本机的发送记录与中心的对不上。请不要重装，联系管理员。",
        "This desk's history differs from what the center has. Do not reinstall; ask the operator.",
    ),
    "copied": (
        "这份资料在别的电脑上也用过，本机还没能换好身份。请再同步一次，还不行就联系管理员。",
        "This profile was used on another machine too, and could not yet renew itself. Sync "
        "again, or ask the operator.",
    ),
    "no-such-field": (
        "这条记录没有 {field} 这一项了。请先同步再看。",
        "This record has no {field} any more. Sync first, then look again.",
    ),
    "too-late": (
        "定下已经超过 {days} 天，不能再改回。请直接改那条记录。",
        "This was settled more than {days} days ago. Edit the record itself.",
    ),
    "not-to-resubmit": (
        "这一件不能代交。请照原来的内容重新写一份。",
        "This one cannot be handed in for somebody else. Write it again from what is shown.",
    ),
    "center:not-yours": (
        "这部分资料不归本机。请联系管理员。",
        "This part of the papers is not this desk's. Ask the operator.",
    ),
    "courier-busy": (
        "另一个互通窗口正在同步这份资料。请在那个窗口里点 立即同步，或关掉它再试。",
        "Another Hutong window syncs this profile. Press sync there, or close it and try again.",
    ),
    "not-settled": (
        "有 {waiting} 条还没有得到中心的结果。请再同步一次。",
        "{waiting} records have no final answer of the center yet. Sync again.",
    ),
    "center:bad-code": (
        "登记编码不对、用过或过期了。请管理员再开一个：hutong-center device code",
        "The code is wrong, used or too old. Ask the operator for a new one: hutong-center device code",
    ),
    "center:code-of-another-user": (
        "这个编码是给另一位用户的。请用自己的姓名或自己的编码。",
        "This code is for another user. Use your own name or a code of your own.",
    ),
    "center:not-confirmed": (
        "本机换了新身份（资料被拷贝或退回过）。写的都已送到中心；要收新的，请管理员确认："
        "hutong-center device confirm",
        "This desk has a new identity (its data was copied or put back). What you wrote has been sent; to "
        "receive, ask the operator to confirm it: hutong-center device confirm",
    ),
    "center:no-such-user": (
        "中心在这个社区没有用户 {name}。请管理员先登记。",
        "The center has no user {name} there. Ask the operator to add them first.",
    ),
    "center:which-user": (
        "有几位用户。请用 --user 写清姓名。",
        "There are several users. Say which one with --user NAME.",
    ),
    "center:device-of-another-unit": (
        "本机属于另一个社区。请换一个 --profile 目录登记。",
        "This profile belongs to another unit. Enrol in another folder with --profile DIR.",
    ),
    "center:unknown-device": (
        "中心不认识本机。请联系管理员重新登记。",
        "The center does not know this device. Ask the operator to enrol it again.",
    ),
    "center:revoked": ("本机已被停用。请联系管理员。", "This device was switched off. Ask the operator."),
    "center:retired": (
        "本机的旧身份已停用。请联系管理员。",
        "This device's identity was retired. Ask the operator.",
    ),
    "center:replayed": (
        "中心收到过更新的请求；可能有一份拷贝在用。请再试一次，仍不行请联系管理员。",
        "The center has seen a later request; a copy may be in use. Try again, then ask the operator.",
    ),
    "center:epoch": (
        "中心恢复过备份，要重新对账。请更新程序或联系管理员。",
        "The center was restored and wants to compare again. Update the program or ask the operator.",
    ),
    "center:gap": ("发送的顺序断了。请再同步一次。", "The order of sets was broken. Sync again."),
    "center:bad-signature": (
        "签名不对，中心没有收。请联系管理员。",
        "A signature did not hold. Ask the operator.",
    ),
    "center:unsigned": (
        "请求没有有效签名。请联系管理员。",
        "The request had no valid signature. Ask the operator.",
    ),
    "center:bad-key": ("设备钥匙不对。请重新登记。", "The device's key is not right. Enrol again."),
    "center:newer-edition": (
        "中心的程序比本机旧。请管理员更新中心。",
        "The center's program is older than this desk's. Ask the operator to update it.",
    ),
    "center:too-old": (
        "本机的程序太旧了：写好的都送到了中心，收不到新的。请更新程序（至少第 {least} 版）。",
        "This desk's program is too old: what was written here is at the center, but nothing new comes."
        " Update it (edition {least} at least).",
    ),
    "center:malformed": (
        "中心看不懂这个请求。请更新程序。",
        "The center cannot read this request. Update the program.",
    ),
    "center:too-large": ("一次发送的太大了。请联系管理员。", "One request was too large. Ask the operator."),
    "center:too-many-sets": (
        "一次发送的太多了。请再同步一次。",
        "One request had too many sets. Sync again.",
    ),
    "center:busy": ("中心正忙。请稍后再同步。", "The center is busy. Sync again later."),
    "center:center-failed": (
        "中心出错了，本机什么都没有丢。请管理员看中心的日志。",
        "The center failed; nothing is lost here. Ask the operator to look at its log.",
    ),
    "center:other": (
        "中心没有同意（{code}）。请联系管理员。",
        "The center did not agree ({code}). Ask the operator.",
    ),
    # --- the workbook
    "workbook:missing": ("没有文件 {name}。请检查路径。", "There is no file {name}. Check the path."),
    "workbook:cannot-open": (
        "{name} 打不开（{reason}）。请检查路径和权限，正开着就先关掉。",
        "{name} cannot be opened ({reason}). Check path and rights; close it where it is open.",
    ),
    "workbook:is-a-folder": (
        "{name} 是一个文件夹。请写花名册文件的路径。",
        "{name} is a folder. Give the path of the roster file itself.",
    ),
    "workbook:empty": ("{name} 是空文件。请换一个文件。", "{name} is empty. Choose another file."),
    "workbook:damaged": (
        "表格损坏了。请用 Excel 或 WPS 打开并另存。",
        "The workbook is damaged. Open it in Excel or WPS and save it anew.",
    ),
    "workbook:password": ("{name} 有密码。请去掉密码另存。", "{name} has a password. Save it without one."),
    "workbook:old-format": (
        "{name} 是旧格式 .xls。请另存为 .xlsx。",
        "{name} is the old format .xls. Save it as .xlsx.",
    ),
    "workbook:web-page": (
        "{name} 其实是网页。请另存为 .xlsx。",
        "{name} is really a web page. Save it as .xlsx.",
    ),
    "workbook:comma-separated": ("{name} 是 CSV。请另存为 .xlsx。", "{name} is CSV. Save it as .xlsx."),
    "workbook:not-a-workbook": (
        "{name} 不是表格。请选 .xlsx 文件。",
        "{name} is no workbook. Choose an .xlsx file.",
    ),
    "workbook:too-large": (
        "{name} 太大了。请分成几个文件。",
        "{name} is too large. Split it into several files.",
    ),
    "workbook:no-roster": (
        "没有找到花名册的表头。请检查表头一行。",
        "No roster header was found. Check the header row.",
    ),
    "workbook:no-door-column": (
        "没有房号或地址一列。请补上表头。",
        "There is no column for the room or address. Add its header.",
    ),
    # --- what a rule says of a field
    "finding:not-sorted": ("还没分流，不能办结", "is not sorted yet, so it cannot be closed"),
    "finding:missing": ("没有填", "is missing"),
    "finding:wrong-type": ("类型不对", "is of the wrong type"),
    "finding:too-long": ("太长", "is too long"),
    "finding:unstorable": ("有不能保存的字符", "has characters that cannot be kept"),
    "finding:not-yours": ("你的角色不能写这里", "your role may not write there"),
    "finding:not-the-author": ("只有记录人自己能改", "only its author may change it"),
    "finding:other-scope": ("不能移到别的社区", "cannot be moved to another community"),
    "finding:unknown-row": ("指的记录这里没有", "names a record that is not here"),
    "finding:unknown-code": ("不在代码表里", "is not in the code table"),
    "finding:in-the-future": ("日期还没有到", "is in the future"),
    "finding:not-a-date": ("不是日期（要写 2026-11-24）", "is no date (write 2026-11-24)"),
    "finding:not-a-time": ("不是时间（要写 09:30）", "is no time (write 09:30)"),
    "finding:before-the-beginning": ("早于开始", "is before the beginning"),
    "finding:not-the-id-numbers": ("与身份证号不一致", "differs from the ID number"),
    "finding:line-officer-only": ("只能由专人登记", "is for the line officer only"),
    "finding:not-a-code": ("不能作编码", "cannot be a code"),
    "finding:lost-to-excel": ("被 Excel 改坏了", "was damaged by Excel"),
    "finding:too-short": ("位数不够", "is too short"),
    "finding:not-digits": ("有不是数字的字符", "has characters that are no digits"),
    "finding:impossible-birth-date": ("里的出生日期不存在", "has a birth date that cannot be"),
    "finding:born-in-the-future": ("里的出生日期还没有到", "has a birth date in the future"),
    "finding:too-old": ("里的出生日期太早", "has a birth date too long ago"),
    "finding:bad-check-digit": ("校验位不对", "has a wrong check digit"),
    "finding:unknown-prefix": ("号段不存在", "has a prefix that does not exist"),
    "finding:not-a-number": ("不是号码", "is no number"),
}
WORDS |= carrywords.WORDS
