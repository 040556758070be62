"""What a command reports when it went well, what the doctor found, what the demo does; in both languages."""

from deskapp.language import Pair

WORDS: dict[str, Pair] = {
    "enrolled": (
        "已登记：{name}（{role}），{unit}。请同步：hutong sync",
        "Enrolled: {name} ({role}), {unit}. Now sync: hutong sync",
    ),
    "synced": (
        "已同步：发出 {sent}，收妥 {settled}，收到 {received}，没收下 {refused}；"
        "待发 {waiting}，需处理 {attention}",
        "Synced: sent {sent}, settled {settled}, received {received}, refused {refused}; waiting {waiting},"
        " attention {attention}",
    ),
    "stick-out": (
        "写好了 {file}：第 {number} 号，{sets} 份、{records} 条。带到中心；回来的文件用 hutong stick-in 收",
        "Wrote {file}: number {number}, {sets} sets, {records} records. Take it to the center; what comes"
        " back is for hutong stick-in",
    ),
    "stick-seen": (
        "第 {number} 号回执：收妥 {taken}，没收下 {refused}，带来 {rows} 条。没有写",
        "Answer number {number}: taken {taken}, refused {refused}, brings {rows} rows. Nothing was written",
    ),
    "stick-in": (
        "已收下第 {number} 号回执：收妥 {settled}，没收下 {refused}，收到 {received}；待发 {waiting}",
        "Took answer number {number}: settled {settled}, refused {refused}, received {received}; waiting"
        " {waiting}",
    ),
    "damaged": (
        "资料库有损坏，请先看：hutong doctor",
        "The store is damaged; look first: hutong doctor",
    ),
    "status": (
        "{unit} · {user}；中心 {center}；上次同步 {last_sync}，待发 {waiting}，需处理 {attention}",
        "{unit} · {user}; center {center}; last sync {last_sync}, waiting {waiting}, attention {attention}",
    ),
    "imported": (
        "已导入：住户 新增 {h_new}、改动 {h_changed}、相同 {h_same}、搁置 {h_held}，表中空置 {vacant}；"
        "人员 新增 {p_new}、改动 {p_changed}、相同 {p_same}、搁置 {p_held}；发现 {findings} 处",
        "Imported: households new {h_new}, changed {h_changed}, same {h_same}, held {h_held},"
        " vacant in the file {vacant}; persons new {p_new}, changed {p_changed}, same {p_same},"
        " held {p_held}; findings {findings}",
    ),
    "would-import": (
        "只看不写：住户 新增 {h_new}、改动 {h_changed}、相同 {h_same}、搁置 {h_held}，表中空置 {vacant}；"
        "人员 新增 {p_new}、改动 {p_changed}、相同 {p_same}、搁置 {p_held}；发现 {findings} 处",
        "Dry run: households new {h_new}, changed {h_changed}, same {h_same}, held {h_held},"
        " vacant in the file {vacant}; persons new {p_new}, changed {p_changed}, same {p_same},"
        " held {p_held}; findings {findings}",
    ),
    "grade:quarantine": ("搁着没导 {n} 处：", "Held back ({n}):"),
    "grade:warn": ("请看一看 {n} 处：", "Please look ({n}):"),
    "grade:fixed": ("已理顺 {n} 处：", "Put right ({n}):"),
    "row": ("  {sheet} 第 {row} 行 {column}：{code}", "  {sheet} row {row} {column}: {code}"),
    "whole-row": ("  {sheet} 第 {row} 行：{code}", "  {sheet} row {row}: {code}"),
    "whole-sheet": ("  {sheet} 整张表：{code}", "  {sheet}: {code}"),
    "more-rows": ("  还有 {n} 处，全部请加 --json", "  {n} more; all of them with --json"),
    "between-names": ("、", ", "),
    "between-findings": ("；", "; "),
    "ask-password": ("口令：", "Password: "),
    "ask-again": ("再输一次：", "Once more: "),
    "ask-password-of": ("{name} 的口令：", "Password of {name}: "),
    # --- the doctor
    "ok": ("正常", "ok"),
    "doctor:profile": ("本机资料", "profile"),
    "doctor:keyring": ("密钥环", "keyring"),
    "doctor:store": ("资料库", "store"),
    "doctor:integrity": ("完整性", "integrity"),
    "doctor:disk": ("硬盘空间", "disk space"),
    "doctor:clock": ("时钟", "clock"),
    "doctor:center": ("中心", "center"),
    "doctor:fonts": ("字体", "fonts"),
    "check:users": ("用户 {names}", "users {names}"),
    "check:without-keyring": ("不用密钥环，靠长口令", "without a keyring, by a long password"),
    "check:free": ("剩余 {free} MB", "{free} MB free"),
    "check:little-space": (
        "只剩 {free} MB。请清理硬盘，至少留出 {need} MB。",
        "Only {free} MB are free. Clear the disk, at least {need} MB are needed.",
    ),
    "check:clock-off": (
        "与中心差 {seconds} 秒。请校准这台电脑的时间。",
        "It is {seconds} seconds from the center's. Set this PC's clock.",
    ),
    "check:never-synced": ("还没有同步过。请先同步。", "There was no sync yet. Sync first."),
    "check:no-font": (
        "没有中文字体。请安装，例如 fonts-noto-cjk。",
        "There is no Chinese font. Install one, such as fonts-noto-cjk.",
    ),
    "check:not-looked": (
        "没有查：先解决上面的问题。",
        "Not looked at: solve what stands above first.",
    ),
    # --- the demo
    "demo-center": ("第 1 步：建立演示中心（{name}社区）", "Step 1: making a demo center ({name})"),
    "demo-listening": ("中心在 {address}", "The center is at {address}"),
    "demo-enrol": ("第 2 步：登记一台设备，用户 {name}", "Step 2: enrolling a desk for {name}"),
    "demo-roster": (
        "第 3 步：生成并导入花名册，{n} 户",
        "Step 3: writing and importing a roster of {n} households",
    ),
    "demo-workbook": ("花名册在 {path}", "The roster is {path}"),
    "demo-shares": ("第 4 步：全面走访和每人的包户", "Step 4: a campaign and everybody's share of the doors"),
    "demo-visits": ("第 5 步：{n} 次走访", "Step 5: {n} visits"),
    "demo-sync": ("第 6 步：同步", "Step 6: syncing"),
    "demo-again": ("用已有的演示资料 {folder}", "Using the demo in {folder}"),
    "demo-window": (
        "打开窗口。用户 {name}，口令 {password}",
        "Opening the window. User {name}, password {password}",
    ),
    "demo-tour": ("自动走一遍，图片放在 {folder}", "Touring by itself; the pictures go to {folder}"),
    "demo-end": ("演示结束。", "The demo has ended."),
    "demo-not-ours": (
        "{folder} 里有别的东西。请给一个空目录：--dir 目录",
        "{folder} holds something else. Give an empty folder: --dir DIR",
    ),
    "demo-open": (
        "{folder} 的演示已经开着。请用那个窗口，或先关掉它。",
        "The demo in {folder} is already open. Use its window, or close that first.",
    ),
    "demo-no-center": (
        "演示中心没有启动。请看上面的提示再试。",
        "The demo's center did not start. See its words above and try again.",
    ),
}
