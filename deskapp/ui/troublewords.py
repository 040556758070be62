"""The sentences for what goes wrong with the profile, the road, the center and a file; `words` says them."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QT_TRANSLATE_NOOP

Sentences = dict[str, tuple[str, Any]]


def _under(context: str, **said: Any) -> Sentences:
    """Codes have dashes, names of arguments cannot; the stubs call a marked text an object."""
    return {code.replace("_", "-"): (context, words) for code, words in said.items()}


PROFILE: Sentences = _under(
    "words",
    wrong_password=QT_TRANSLATE_NOOP("words", "口令不对，再试一次"),
    password_too_short=QT_TRANSLATE_NOOP("words", "口令太短了，至少 {need} 个字"),
    no_such_user=QT_TRANSLATE_NOOP("words", "这台电脑没有给 {name} 登记过"),
    which_user=QT_TRANSLATE_NOOP("words", "这台电脑有几位：{names}。先选是哪一位"),
    no_profile=QT_TRANSLATE_NOOP("words", "这台电脑还没有登记，或者登记的文件不见了"),
    profile_exists=QT_TRANSLATE_NOOP("words", "这台电脑已经登记过了。再加一位，请登录后到设置里加"),
    not_enrolled=QT_TRANSLATE_NOOP("words", "上次登记没有做完，请再登记一次"),
    no_keyring=QT_TRANSLATE_NOOP("words", "这台电脑没有开系统密钥环。开了再试，或者改用 12 个字以上的口令"),
    keyring_lost=QT_TRANSLATE_NOOP(
        "words",
        "系统密钥环里找不到这台电脑的钥匙，口令对了也打不开。请用原来的系统账户登录电脑，或请管理员恢复",
    ),
    no_recovery_slot=QT_TRANSLATE_NOOP("words", "这台电脑没有留恢复钥匙，请重新登记"),
    wrong_recovery_key=QT_TRANSLATE_NOOP("words", "恢复钥匙不对，换一把再试"),
    store_missing=QT_TRANSLATE_NOOP("words", "资料库文件不见了：{folder}。请管理员把 store.db 放回去"),
    network_folder=QT_TRANSLATE_NOOP("words", "{folder} 在网络盘上，断电会坏。请放到这台电脑自己的硬盘上"),
    cloud_folder=QT_TRANSLATE_NOOP("words", "{folder} 在云盘的文件夹里，会被改坏。请挪到云盘外面"),
    courier_busy=QT_TRANSLATE_NOOP("words", "另一个互通窗口正在同步，等它同步完再试"),
    file_unusable=QT_TRANSLATE_NOOP("words", "文件 {file} 打不开，请看看路径和权限"),
    not_settled=QT_TRANSLATE_NOOP("words", "还有 {waiting} 条没等到中心的回话，再同步一次"),
    street_has_no_roster=QT_TRANSLATE_NOOP("words", "街道没有自己的花名册，请到社区的电脑上导"),
    no_window=QT_TRANSLATE_NOOP("words", "窗口打不开：{reason}"),
    demo_not_ours=QT_TRANSLATE_NOOP("words", "{folder} 里有别的东西，请换一个空目录"),
    demo_open=QT_TRANSLATE_NOOP("words", "{folder} 的演示已经开着，请用那个窗口，或先关掉它"),
    no_display=QT_TRANSLATE_NOOP("words", "这里没有显示器，窗口打不开，请到桌面上运行"),
    demo_no_center=QT_TRANSLATE_NOOP("words", "演示用的中心没有起来，再试一次"),
)

ROAD: Sentences = _under(
    "words",
    unreachable=QT_TRANSLATE_NOOP("words", "连不上中心。存好的都在这台电脑上，网络好了会自己再送"),
    tls=QT_TRANSLATE_NOOP("words", "中心的证书信不过，没有送。请管理员看一看 {address}"),
    bad_address=QT_TRANSLATE_NOOP("words", "{address} 不像网址，写成 https://主机:端口"),
    https_only=QT_TRANSLATE_NOOP("words", "到别的电脑要用 https，把网址写成 https://…"),
    not_a_center=QT_TRANSLATE_NOOP("words", "那个网址上不是互通中心，请核对网址和端口"),
    torn=QT_TRANSLATE_NOOP("words", "收到一半断了，没有采用。再同步一次"),
    fork=QT_TRANSLATE_NOOP("words", "这台电脑送过的和中心记的对不上。请不要重装，找管理员"),
    copied=QT_TRANSLATE_NOOP(
        "words", "这份资料在别的电脑上也用过，还没换好身份。再同步一次，还不行就找管理员"
    ),
    file_not_there_yet=QT_TRANSLATE_NOOP("words", "附件还没送到中心，等送的电脑联网再看"),
    other=QT_TRANSLATE_NOOP("words", "中心没有同意（{code}），请找管理员"),
    failed=QT_TRANSLATE_NOOP("words", "没有同步成（{code}），存好的都在。再试一次"),
    stick_again=QT_TRANSLATE_NOOP("words", "中心要一份新的，写的都还在这台电脑上。请重新写一份 U 盘送去"),
)

ENROLLING: Sentences = _under(
    "words",
    unreachable=QT_TRANSLATE_NOOP("words", "连不上中心，还没有登记。核对网址、看看网络，再按一次"),
    tls=QT_TRANSLATE_NOOP("words", "中心的证书信不过，还没有登记。请管理员给证书文件，在这里选上"),
    torn=QT_TRANSLATE_NOOP("words", "说到一半断了，还没有登记，再按一次"),
    failed=QT_TRANSLATE_NOOP("words", "没有登记成（{code}），再按一次"),
)
"""Instead of ROAD, while there is nothing here that could be sent later."""

REFUSED: Sentences = _under(
    "words",
    bad_code=QT_TRANSLATE_NOOP("words", "登记码不对、用过了或过期了，请管理员再开一个"),
    code_of_another_user=QT_TRANSLATE_NOOP("words", "这个登记码是给别人的，请用您自己的姓名和登记码"),
    no_such_user=QT_TRANSLATE_NOOP("words", "中心在这个社区没有 {name}，请核对姓名或请管理员先加上"),
    which_user=QT_TRANSLATE_NOOP("words", "这个登记码可以给几位用，请写清姓名"),
    nobody_so_called=QT_TRANSLATE_NOOP("words", "中心没有叫 {name} 的人"),
    user_in_several_units=QT_TRANSLATE_NOOP("words", "叫 {name} 的有几位：{units}，请说清是哪个社区的"),
    no_such_device=QT_TRANSLATE_NOOP("words", "中心没有 {id} 这台电脑"),
    device_of_another_unit=QT_TRANSLATE_NOOP("words", "这台电脑是别的社区的，登记码用不上"),
    not_yours=QT_TRANSLATE_NOOP("words", "这部分资料不归这台电脑，请找管理员"),
    unknown_device=QT_TRANSLATE_NOOP("words", "中心不认得这台电脑，请管理员重新登记"),
    revoked=QT_TRANSLATE_NOOP("words", "这台电脑已经停用，送不出去。请找管理员"),
    retired=QT_TRANSLATE_NOOP("words", "这台电脑的旧身份已经停用，请找管理员"),
    not_confirmed=QT_TRANSLATE_NOOP("words", "这台电脑换了新身份，写的都已送到中心，等管理员确认后再收"),
    replayed=QT_TRANSLATE_NOOP(
        "words", "中心收到过更新的请求，可能有一份拷贝在用。再试一次，还不行就找管理员"
    ),
    epoch=QT_TRANSLATE_NOOP("words", "中心恢复过备份，要重新对账，请找管理员"),
    gap=QT_TRANSLATE_NOOP("words", "送的顺序断了，再同步一次"),
    fork=QT_TRANSLATE_NOOP("words", "这台电脑送过的和中心记的对不上。请不要重装，找管理员"),
    bad_signature=QT_TRANSLATE_NOOP("words", "签名不对，中心没有收，请找管理员"),
    unsigned=QT_TRANSLATE_NOOP("words", "请求没有签名，中心没有收，请找管理员"),
    bad_key=QT_TRANSLATE_NOOP("words", "这台电脑的钥匙不对，请重新登记"),
    newer_edition=QT_TRANSLATE_NOOP("words", "中心的程序比这里旧，请管理员更新中心"),
    too_old=QT_TRANSLATE_NOOP("words", "这里的程序太旧了：写的都送到了，新的收不到。请管理员更新程序"),
    malformed=QT_TRANSLATE_NOOP("words", "中心看不懂这里送的，请更新程序"),
    too_large=QT_TRANSLATE_NOOP("words", "一次送的太大了，请找管理员"),
    too_many_sets=QT_TRANSLATE_NOOP("words", "一次送的太多了，再同步一次"),
    unknown_file=QT_TRANSLATE_NOOP("words", "中心没有这份附件，或者不归您看"),
    wrong_file=QT_TRANSLATE_NOOP("words", "附件送到后对不上，已从头再送"),
    wrong_part=QT_TRANSLATE_NOOP("words", "附件有一段对不上，过一会儿会再送"),
    parts_missing=QT_TRANSLATE_NOOP("words", "附件还差几段，过一会儿会接着送"),
    file_not_there_yet=QT_TRANSLATE_NOOP("words", "附件还没送到中心，等送的电脑联网再看"),
    file_damaged=QT_TRANSLATE_NOOP("words", "中心的这份附件坏了，请找管理员"),
    center_full=QT_TRANSLATE_NOOP("words", "中心的硬盘满了，附件留在这台电脑，请找管理员"),
    busy=QT_TRANSLATE_NOOP("words", "中心正忙，过一会儿再同步"),
    center_failed=QT_TRANSLATE_NOOP("words", "中心出了差错，这里什么都没有丢，请找管理员"),
)

FILES: Sentences = _under(
    "words",
    file_missing=QT_TRANSLATE_NOOP("words", "找不到这个文件，是不是挪走了"),
    file_unreadable=QT_TRANSLATE_NOOP("words", "这个文件读不了（{reason}），看看权限再试"),
    file_is_a_link=QT_TRANSLATE_NOOP("words", "这是快捷方式，请选原来的文件"),
    not_a_file=QT_TRANSLATE_NOOP("words", "这不是文件，请选一个文件"),
    file_empty=QT_TRANSLATE_NOOP("words", "这个文件是空的，换一个"),
    file_too_large=QT_TRANSLATE_NOOP("words", "文件太大，最多 {limit} MB，请压缩或分开再来"),
    file_kind_refused=QT_TRANSLATE_NOOP("words", "只收 JPG、PNG 和 PDF，请另存一份再来"),
    file_lost=QT_TRANSLATE_NOOP("words", "附件没有存好，请再加一次"),
    file_not_here=QT_TRANSLATE_NOOP("words", "附件还不在这台电脑上，先取下来"),
    file_is_here=QT_TRANSLATE_NOOP("words", "附件已经在这台电脑上"),
    file_damaged=QT_TRANSLATE_NOOP("words", "这台电脑上的附件坏了，从中心再取一份，或者重新扫描"),
    wrong_content=QT_TRANSLATE_NOOP(
        "words", "取来的附件和登记的不一样，没有采用。再取一次，还不行就找管理员"
    ),
    file_stopped=QT_TRANSLATE_NOOP("words", "停下了，没有做完"),
    disk_full=QT_TRANSLATE_NOOP("words", "附件没存下，硬盘满了。腾出些地方再加一次"),
    disk_failed=QT_TRANSLATE_NOOP("words", "硬盘读写出错（{reason}），附件没存下。请再试，还不行就找管理员"),
)

BUNDLES: Sentences = _under(
    "words",
    bundle_no_keys=QT_TRANSLATE_NOOP(
        "words", "这台电脑登记得早，还没有中心的 U 盘钥匙，请管理员重新登记一次"
    ),
    bundle_forged=QT_TRANSLATE_NOOP("words", "这个文件被改过，没有采用。请从中心重新拷一份"),
    bundle_not_for_us=QT_TRANSLATE_NOOP("words", "这个文件不是给这台电脑的，没有采用。看看是不是拿错了"),
    bundle_of_another_epoch=QT_TRANSLATE_NOOP(
        "words", "中心恢复过备份，这份回执用不上了。重新写一份 U 盘送去"
    ),
    bundle_torn=QT_TRANSLATE_NOOP("words", "这个文件没有拷全，没有采用。请重新拷一份"),
    bundle_too_large=QT_TRANSLATE_NOOP("words", "这个文件太大了，没有采用。请找管理员"),
    not_a_bundle=QT_TRANSLATE_NOOP("words", "这不是互通的 U 盘文件，请选 back- 开头、.htb 结尾的那一个"),
    bundle_unknown_device=QT_TRANSLATE_NOOP("words", "中心不认得这台电脑，U 盘没有收。请管理员重新登记"),
)
"""Of the files of a stick."""

WORKBOOK: Sentences = _under(
    "words",
    missing=QT_TRANSLATE_NOOP("words", "找不到 {name}，是不是挪走了"),
    cannot_open=QT_TRANSLATE_NOOP("words", "{name} 打不开，是不是正开着？关掉再试（{reason}）"),
    empty=QT_TRANSLATE_NOOP("words", "{name} 是空的，换一个文件"),
    damaged=QT_TRANSLATE_NOOP("words", "表格坏了。用 Excel 或 WPS 打开另存一份再来"),
    password=QT_TRANSLATE_NOOP("words", "{name} 有密码，去掉密码另存一份再来"),
    old_format=QT_TRANSLATE_NOOP("words", "{name} 是老格式 .xls，另存为 .xlsx 再来"),
    web_page=QT_TRANSLATE_NOOP("words", "{name} 其实是网页，用 Excel 打开另存为 .xlsx 再来"),
    comma_separated=QT_TRANSLATE_NOOP("words", "{name} 是 CSV，另存为 .xlsx 再来"),
    not_a_workbook=QT_TRANSLATE_NOOP("words", "{name} 不是表格，请选 .xlsx 文件"),
    too_large=QT_TRANSLATE_NOOP("words", "{name} 太大了，分成几个文件再来"),
    no_roster=QT_TRANSLATE_NOOP("words", "没找到花名册的表头，表头一行要有姓名、房号这样的字"),
    no_door_column=QT_TRANSLATE_NOOP("words", "表里没有房号或地址一列，补上表头再来"),
)

PLAIN: Sentences = {
    "WrongKey": ("words", QT_TRANSLATE_NOOP("words", "钥匙和资料库不是一套，打不开。请管理员恢复备份")),
    "DamagedStore": ("words", QT_TRANSLATE_NOOP("words", "资料库坏了，请先别再写，找管理员恢复（{reason}）")),
    "NewerStore": ("words", QT_TRANSLATE_NOOP("words", "资料库是新版程序写的，请更新这台电脑的互通")),
    "Refused": ("words", QT_TRANSLATE_NOOP("words", "没有存：{findings}")),
    "Unconfirmed": ("words", QT_TRANSLATE_NOOP("words", "没有存，还要您确认：{findings}")),
    "ImportCancelled": ("words", QT_TRANSLATE_NOOP("words", "停下了，一户也没有导")),
    "ReadingCancelled": ("words", QT_TRANSLATE_NOOP("words", "停下了，没有读完")),
    "Stopped": ("words", QT_TRANSLATE_NOOP("words", "同步停下了，收到的都在")),
    "id-taken": ("words", QT_TRANSLATE_NOOP("words", "编号 {id} 已经用了")),
    "no-such-record": ("words", QT_TRANSLATE_NOOP("words", "这条记录不在这台电脑上了")),
    "no-such-field": ("words", QT_TRANSLATE_NOOP("words", "这条记录没有 {field} 这一项了，请先同步再看")),
    "too-late": ("words", QT_TRANSLATE_NOOP("words", "定下已经超过 {days} 天，不能再改回，请直接改那条记录")),
    "not-to-resubmit": ("words", QT_TRANSLATE_NOOP("words", "这一件不能代交，请照原来的内容重新写一份")),
    "worker-unknown": ("words", QT_TRANSLATE_NOOP("words", "{unit} 没有叫 {name} 的人，先同步再看")),
    "file": ("words", QT_TRANSLATE_NOOP("words", "文件 {file} 用不了：{reason}")),
    "disk-full": (
        "words",
        QT_TRANSLATE_NOOP("words", "没存下，硬盘满了，写的都还在这里。腾出些地方，再保存一次"),
    ),
    "store": (
        "words",
        QT_TRANSLATE_NOOP("words", "资料库现在写不进去，请关掉别的互通窗口、看看硬盘再试（{reason}）"),
    ),
    "unforeseen": ("words", QT_TRANSLATE_NOOP("words", "这一步没有做成（{reason}），您写的都还在。再试一次")),
}
