"""What can go wrong with sticks and attachments, in both languages; `words` has them with the others."""

from deskapp.language import Pair

WORDS: dict[str, Pair] = {
    "stick-again": (
        "中心要求重新写一份U盘文件（它恢复过备份，或本机换了身份）。请再写一次：hutong stick-out",
        "The center asks for a fresh file (it was restored, or this desk renewed itself): hutong stick-out",
    ),
    "bundle-no-keys": (
        "本机登记得早，还没有中心的U盘钥匙。请先联网，请管理员重新登记一次。",
        "This desk was enrolled before sticks were known and lacks the center's keys. Ask the operator to "
        "enrol it again.",
    ),
    "bundle-forged": (
        "文件被改过，或不是它写的那一方写的，没有采用。请重新拷一份。",
        "The file was changed, or is not by whom it says. Nothing was used. Copy it again.",
    ),
    "bundle-not-for-us": (
        "这个文件不是中心写给本机的，没有采用。请选 back- 开头、写给本机的那一个。",
        "This file is no answer of the center to this desk. Nothing was used. Choose this desk's back-….htb.",
    ),
    "bundle-of-another-epoch": (
        "这个文件是中心恢复以前写的，没有采用。请再写一份带去：hutong stick-out",
        "This file is from before the center was restored. Write a fresh one: hutong stick-out",
    ),
    "bundle-unknown-device": (
        "中心不认得写这个文件的电脑。请管理员先登记它。",
        "The center does not know who wrote this file. Ask the operator to enrol that desk.",
    ),
    "bundle-torn": ("文件不完整，没有采用。请重新拷一份。", "The file is cut short. Copy it again."),
    "bundle-too-large": ("文件太大，没有采用。", "The file is too large. Nothing was used."),
    "not-a-bundle": (
        "这不是互通的U盘文件。请选 .htb 文件。",
        "This is no Hutong stick file. Choose one that ends in .htb.",
    ),
    "file-not-there-yet": (
        "文件还没有送到中心。请等送它的那台电脑联网，再试一次。",
        "The file has not reached the center yet. Try again once the desk that has it was online.",
    ),
    "center:center-full": (
        "中心的硬盘满了，附件留在本机。请联系管理员。",
        "The center's disk is full; attachments stay here. Ask the operator.",
    ),
    "center:unknown-file": (
        "中心没有这份附件，或者不归本机看。请先同步再看。",
        "The center has no such file for this desk. Sync first, then look again.",
    ),
    "center:file-damaged": (
        "中心的那份附件坏了。请从原件再添加一次。",
        "The center's copy of the file is damaged. Add it again from the original.",
    ),
    "center:parts-missing": (
        "附件还没送全。请再同步一次。",
        "Parts of the file are missing. Sync again.",
    ),
    "center:wrong-part": (
        "附件的一块传坏了。请再同步一次。",
        "A part of the file was damaged on its way. Sync again.",
    ),
    "center:wrong-file": (
        "附件和登记的对不上。请从原件再添加一次。",
        "The file is not the one that was noted. Add it again from the original.",
    ),
}
