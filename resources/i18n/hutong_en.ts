<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="zh_CN">
<context>
    <name>AddUser</name>
    <message>
        <source>再加一位</source>
        <translation>Add a person</translation>
    </message>
    <message>
        <source>同一社区的人，凭管理员给的登记码</source>
        <translation>Somebody of the same community, with a code from the operator</translation>
    </message>
    <message>
        <source>加上</source>
        <translation>Add</translation>
    </message>
    <message>
        <source>登记码</source>
        <translation>Code</translation>
    </message>
    <message>
        <source>姓名</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>这一位的口令</source>
        <translation>This person&apos;s password</translation>
    </message>
    <message>
        <source>再输一遍</source>
        <translation>Once more</translation>
    </message>
    <message>
        <source>您自己的口令</source>
        <translation>Your own password</translation>
    </message>
</context>
<context>
    <name>AttachmentPaper</name>
    <message>
        <source>取到这台电脑</source>
        <translation>Fetch to this PC</translation>
    </message>
    <message>
        <source>停下</source>
        <translation>Stop</translation>
    </message>
    <message>
        <source>另存为</source>
        <translation>Save a copy</translation>
    </message>
    <message>
        <source>撤下</source>
        <translation>Take off</translation>
    </message>
    <message>
        <source>还没有附件</source>
        <translation>No attachments yet</translation>
    </message>
    <message>
        <source>照片、扫描件和 PDF 都可以，会跟着这户送到中心</source>
        <translation>Photos, scans and PDFs; they go to the center with the household</translation>
    </message>
    <message>
        <source>加它的那台电脑还没把它送到中心，等它联网再来取</source>
        <translation>The PC that added it has not sent it yet. Fetch it once that PC was online</translation>
    </message>
    <message>
        <source>还没送到中心</source>
        <translation>Not at the center yet</translation>
    </message>
    <message>
        <source>这台电脑上的这一份坏了。从中心再取一份；取不到就重新扫描</source>
        <translation>The copy on this PC is damaged. Fetch it from the center again, or scan it anew</translation>
    </message>
    <message>
        <source>坏了</source>
        <translation>Damaged</translation>
    </message>
    <message>
        <source>要看就从中心取过来，取过一次就留在这里</source>
        <translation>Fetch it from the center to see it; once fetched it stays here</translation>
    </message>
    <message>
        <source>不在这台电脑</source>
        <translation>Not on this PC</translation>
    </message>
    <message>
        <source>互通不打开 PDF。另存为一份，用这台电脑上的阅读器看</source>
        <translation>Hutong does not open PDFs. Save a copy and read it with the reader of this PC</translation>
    </message>
    <message>
        <source>这是 PDF 文件</source>
        <translation>This is a PDF</translation>
    </message>
    <message>
        <source>正在打开…</source>
        <translation>Opening…</translation>
    </message>
    <message>
        <source>图太大，或者没拍好。另存为一份，用看图的程序打开</source>
        <translation>The picture is too large or damaged. Save a copy and open it with a picture viewer</translation>
    </message>
    <message>
        <source>这张图在这里打不开</source>
        <translation>This picture cannot be shown here</translation>
    </message>
    <message>
        <source>缩略图：{0}</source>
        <translation>Thumbnail: {0}</translation>
    </message>
    <message>
        <source>图片：{0}</source>
        <translation>Picture: {0}</translation>
    </message>
</context>
<context>
    <name>Attachments</name>
    <message>
        <source>选一份</source>
        <translation>Choose a file</translation>
    </message>
    <message>
        <source>打开</source>
        <translation>Open</translation>
    </message>
    <message>
        <source>添加</source>
        <translation>Add</translation>
    </message>
    <message>
        <source>另存为</source>
        <translation>Save a copy</translation>
    </message>
    <message>
        <source>撤下</source>
        <translation>Take off</translation>
    </message>
    <message>
        <source>返回</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>附件</source>
        <translation>Attachments</translation>
    </message>
    <message>
        <source>照片、扫描件、PDF，一次可以选几份，每份不超过 100 MB</source>
        <translation>Photos, scans, PDFs; several at a time, 100 MB each at most</translation>
    </message>
    <message>
        <source>还没有附件</source>
        <translation>No attachments yet</translation>
    </message>
    <message>
        <source>添加附件</source>
        <translation>Add files</translation>
    </message>
    <message>
        <source>停下</source>
        <translation>Stop</translation>
    </message>
    <message>
        <source>送到中心的 / 全部</source>
        <translation>At the center / all</translation>
    </message>
    <message>
        <source>这是缩略图，原件在中心</source>
        <translation>This is the thumbnail; the file itself is at the center</translation>
    </message>
    <message>
        <source>照片、扫描件和 PDF (*.jpg *.jpeg *.png *.pdf)</source>
        <translation>Photos, scans and PDFs (*.jpg *.jpeg *.png *.pdf)</translation>
    </message>
    <message>
        <source>正在收 {0}%</source>
        <translation>Taking in {0}%</translation>
    </message>
    <message>
        <source>{0}（还有 {1} 份也没加上）</source>
        <translation>{0} ({1} more were not added)</translation>
    </message>
    <message>
        <source>{0} 没加上。</source>
        <translation>{0} was not added.</translation>
    </message>
    <message>
        <source>没加上。</source>
        <translation>Not added.</translation>
    </message>
    <message>
        <source>停下了，前面的 {0} 份加上了</source>
        <translation>Stopped; the {0} before were added</translation>
    </message>
    <message>
        <source>停下了，没有加上</source>
        <translation>Stopped; nothing was added</translation>
    </message>
    <message>
        <source>这几份这里已经有了</source>
        <translation>These are here already</translation>
    </message>
    <message>
        <source>{0} 份附件，先送文字，再送它们</source>
        <translation>{0} attached; the records go first, then the files</translation>
    </message>
    <message>
        <source>加上了。</source>
        <translation>Added.</translation>
    </message>
    <message>
        <source>另存到哪个文件夹</source>
        <translation>Which folder for the copy</translation>
    </message>
    <message>
        <source>{0} 在 {1}</source>
        <translation>{0} in {1}</translation>
    </message>
    <message>
        <source>存好了。</source>
        <translation>Saved.</translation>
    </message>
    <message>
        <source>撤销</source>
        <translation>Undo</translation>
    </message>
    <message>
        <source>撤下了 {0}</source>
        <translation>Took off {0}</translation>
    </message>
    <message>
        <source>附件放回来了</source>
        <translation>The attachment is back</translation>
    </message>
</context>
<context>
    <name>Band</name>
    <message>
        <source>今天到期</source>
        <translation>Due today</translation>
    </message>
    <message>
        <source>新交给我</source>
        <translation>New for me</translation>
    </message>
    <message>
        <source>待发送</source>
        <translation>To send</translation>
    </message>
    <message>
        <source>我的走访</source>
        <translation>My visits</translation>
    </message>
    <message>
        <source>没有到期的</source>
        <translation>Nothing due</translation>
    </message>
    <message>
        <source>一周里交来的</source>
        <translation>Handed over this week</translation>
    </message>
    <message>
        <source>没有新的</source>
        <translation>Nothing new</translation>
    </message>
    <message>
        <source>都送到了</source>
        <translation>All delivered</translation>
    </message>
    <message>
        <source>每天 {0} 户</source>
        <translation>{0} a day</translation>
    </message>
    <message>
        <source>上门 {0}</source>
        <translation>Calls {0}</translation>
    </message>
    <message>
        <source>诉求 {0}</source>
        <translation>Requests {0}</translation>
    </message>
    <message>
        <source>回访 {0}</source>
        <translation>Follow-ups {0}</translation>
    </message>
    <message>
        <source>走访 {0}</source>
        <translation>Visits {0}</translation>
    </message>
    <message>
        <source>户 {0}</source>
        <translation>Households {0}</translation>
    </message>
    <message>
        <source>人 {0}</source>
        <translation>People {0}</translation>
    </message>
    <message>
        <source>要您处理</source>
        <translation>Needs you</translation>
    </message>
    <message>
        <source>没有要处理的</source>
        <translation>Nothing needs you</translation>
    </message>
    <message>
        <source>退回 {0}</source>
        <translation>Returned {0}</translation>
    </message>
    <message>
        <source>要定 {0}</source>
        <translation>To decide {0}</translation>
    </message>
    <message>
        <source>转 {0}</source>
        <translation>Moved {0}</translation>
    </message>
    <message>
        <source>经过 {0}</source>
        <translation>Steps {0}</translation>
    </message>
</context>
<context>
    <name>Body</name>
    <message>
        <source>就这样定</source>
        <translation>Decide so</translation>
    </message>
    <message>
        <source>是同一个人，请街道合并</source>
        <translation>The same person; ask the street to merge</translation>
    </message>
    <message>
        <source>不是同一个人</source>
        <translation>Not the same person</translation>
    </message>
    <message>
        <source>是同一份，请街道合并</source>
        <translation>The same; ask the street to merge</translation>
    </message>
    <message>
        <source>不是同一份</source>
        <translation>Not the same</translation>
    </message>
    <message>
        <source>两份都先留着，合并时不会丢</source>
        <translation>Both stay until then; merging loses nothing</translation>
    </message>
    <message>
        <source>记住，以后不再问</source>
        <translation>Remembered, not asked again</translation>
    </message>
    <message>
        <source>您看呢</source>
        <translation>What do you say</translation>
    </message>
    <message>
        <source>已经改过，没有这个疑问了</source>
        <translation>Changed since; the doubt is gone</translation>
    </message>
    <message>
        <source>还没选</source>
        <translation>Nothing chosen yet</translation>
    </message>
    <message>
        <source>还有 {0} 没选</source>
        <translation>Still to choose: {0}</translation>
    </message>
</context>
<context>
    <name>Buildings</name>
    <message>
        <source>选门</source>
        <translation>Choose a door</translation>
    </message>
    <message>
        <source>记走访</source>
        <translation>Record a visit</translation>
    </message>
    <message>
        <source>放大缩小</source>
        <translation>Larger, smaller</translation>
    </message>
    <message>
        <source>看全小区</source>
        <translation>Whole estate</translation>
    </message>
    <message>
        <source>看全部</source>
        <translation>Show all</translation>
    </message>
    <message>
        <source>帮助</source>
        <translation>Help</translation>
    </message>
    <message>
        <source>楼栋图</source>
        <translation>Buildings</translation>
    </message>
    <message>
        <source>小区</source>
        <translation>Estate</translation>
    </message>
    <message>
        <source>责任人</source>
        <translation>Worker</translation>
    </message>
    <message>
        <source>全部</source>
        <translation>All</translation>
    </message>
    <message>
        <source>独居与高龄</source>
        <translation>Alone or 80+</translation>
    </message>
    <message>
        <source>有独居老人，或有八十岁以上老人的户</source>
        <translation>Homes of elderly people who live alone or are 80 or older</translation>
    </message>
    <message>
        <source>租户</source>
        <translation>Tenants</translation>
    </message>
    <message>
        <source>今天这一圈</source>
        <translation>Today&apos;s round</translation>
    </message>
    <message>
        <source>在今天这一圈里</source>
        <translation>In today&apos;s round</translation>
    </message>
    <message>
        <source>缩小</source>
        <translation>Smaller</translation>
    </message>
    <message>
        <source>放大</source>
        <translation>Larger</translation>
    </message>
    <message>
        <source>这里一户也没有</source>
        <translation>Not one household here</translation>
    </message>
    <message>
        <source>换个筛选或责任人看看</source>
        <translation>Try another filter or worker</translation>
    </message>
    <message>
        <source>全部责任人</source>
        <translation>All workers</translation>
    </message>
    <message>
        <source>还没人包户</source>
        <translation>Nobody&apos;s yet</translation>
    </message>
</context>
<context>
    <name>ChangePassword</name>
    <message>
        <source>换口令</source>
        <translation>Change password</translation>
    </message>
    <message>
        <source>只换您自己的</source>
        <translation>Only your own</translation>
    </message>
    <message>
        <source>现在的口令</source>
        <translation>Present password</translation>
    </message>
    <message>
        <source>新口令</source>
        <translation>New password</translation>
    </message>
    <message>
        <source>再输一遍新口令</source>
        <translation>New password again</translation>
    </message>
</context>
<context>
    <name>ChoicePlace</name>
    <message>
        <source>没选</source>
        <translation>None chosen</translation>
    </message>
</context>
<context>
    <name>ChoiceRow</name>
    <message>
        <source>都不是</source>
        <translation>Neither</translation>
    </message>
    <message>
        <source>{0}：都不是，另写一个</source>
        <translation>{0}: neither, write another</translation>
    </message>
    <message>
        <source>{0}：另写一个</source>
        <translation>{0}: another value</translation>
    </message>
</context>
<context>
    <name>ClashBody</name>
    <message>
        <source>只有{0}自己能改，您可以照现在的留下</source>
        <translation>Only {0} may change it; you may leave it as it is</translation>
    </message>
    <message>
        <source>别人记的</source>
        <translation>Another&apos;s record</translation>
    </message>
    <message>
        <source>哪一处</source>
        <translation>Where</translation>
    </message>
    <message>
        <source>我这边</source>
        <translation>Mine</translation>
    </message>
    <message>
        <source>另一边</source>
        <translation>The other side</translation>
    </message>
    <message>
        <source>现在用的</source>
        <translation>in use now</translation>
    </message>
    <message>
        <source>只有{0}能改</source>
        <translation>Only {0} may change it</translation>
    </message>
    <message>
        <source>现在 {0}</source>
        <translation>Now {0}</translation>
    </message>
</context>
<context>
    <name>CloseForm</name>
    <message>
        <source>居民没认可也办结</source>
        <translation>Close without the resident&apos;s yes</translation>
    </message>
    <message>
        <source>就这样办结</source>
        <translation>Close it so</translation>
    </message>
    <message>
        <source>办结了，记作居民没认可。</source>
        <translation>Closed, noted as not confirmed by the resident.</translation>
    </message>
    <message>
        <source>为什么</source>
        <translation>Why</translation>
    </message>
    <message>
        <source>找不到人，或者居民不同意也只能这样</source>
        <translation>Nobody can be reached, or nothing more can be done</translation>
    </message>
</context>
<context>
    <name>Coming</name>
    <message>
        <source>正在收名册</source>
        <translation>The roster is on its way</translation>
    </message>
    <message>
        <source>收齐了就在这里，先不用导入</source>
        <translation>It shows here once it is whole; nothing needs importing</translation>
    </message>
</context>
<context>
    <name>CoverBand</name>
    <message>
        <source>走访覆盖</source>
        <translation>Visited</translation>
    </message>
    <message>
        <source>/ {0} 户</source>
        <translation>of {0}</translation>
    </message>
    <message>
        <source>应到 {0}%</source>
        <translation>due {0}%</translation>
    </message>
    <message>
        <source>含待发送 {0} 户</source>
        <translation>{0} of them not sent yet</translation>
    </message>
    <message>
        <source>{0} {1} 户</source>
        <translation>{0}: {1} homes</translation>
    </message>
    <message>
        <source>到 {0} 为止</source>
        <translation>Until {0}</translation>
    </message>
    <message>
        <source>照现在的速度 {0}走完，比计划晚 {1} 天</source>
        <translation>At this pace done on {0}, {1} days late</translation>
    </message>
    <message>
        <source>照现在的速度 {0}走完，赶得上</source>
        <translation>At this pace done on {0}, in time</translation>
    </message>
    <message>
        <source>每人每天走成 {0} 户</source>
        <translation>{0} homes a day for each</translation>
    </message>
    <message>
        <source>就能按期走完</source>
        <translation>and all is done in time</translation>
    </message>
</context>
<context>
    <name>CoverageCard</name>
    <message>
        <source>{0} / {1} 户</source>
        <translation>Homes: {0} of {1}</translation>
    </message>
    <message>
        <source>{0}%，应到 {1}%</source>
        <translation>{0}%, {1}% expected</translation>
    </message>
    <message>
        <source>含待发 {0} 户</source>
        <translation>{0} of them waiting</translation>
    </message>
    <message>
        <source>/ {0} 户</source>
        <translation>of {0}</translation>
    </message>
</context>
<context>
    <name>DayField</name>
    <message>
        <source>翻日历</source>
        <translation>Open the calendar</translation>
    </message>
</context>
<context>
    <name>DoorCard</name>
    <message>
        <source>记走访</source>
        <translation>Record a visit</translation>
    </message>
    <message>
        <source>未遇 {0} 次</source>
        <translation>Not home {0} times</translation>
    </message>
    <message>
        <source>{0} 岁</source>
        <translation>age {0}</translation>
    </message>
    <message>
        <source>常住 {0} 人</source>
        <translation>{0} residents</translation>
    </message>
    <message>
        <source>包户 {0}</source>
        <translation>With {0}</translation>
    </message>
    <message>
        <source>还没人包户</source>
        <translation>Nobody&apos;s yet</translation>
    </message>
    <message>
        <source>这次走访</source>
        <translation>This campaign</translation>
    </message>
    <message>
        <source>这次还没走过</source>
        <translation>Not visited in this campaign</translation>
    </message>
    <message>
        <source>再上一次</source>
        <translation>The time before</translation>
    </message>
    <message>
        <source>没办完的 {0} 件</source>
        <translation>{0} still open</translation>
    </message>
    <message>
        <source>记着的事</source>
        <translation>To remember</translation>
    </message>
</context>
<context>
    <name>DoorHead</name>
    <message>
        <source>整户</source>
        <translation>Household</translation>
    </message>
    <message>
        <source>更多</source>
        <translation>More</translation>
    </message>
    <message>
        <source>看完整电话</source>
        <translation>Show the whole number</translation>
    </message>
    <message>
        <source>{0} 人</source>
        <translation>People: {0}</translation>
    </message>
    <message>
        <source>这户的{0}</source>
        <translation>This household: {0}</translation>
    </message>
</context>
<context>
    <name>DoorPage</name>
    <message>
        <source>{0} 没写完的走访，接着填上了</source>
        <translation>Draft of {0} restored</translation>
    </message>
    <message>
        <source>不要了</source>
        <translation>Discard</translation>
    </message>
    <message>
        <source>{0} 已自动存草稿</source>
        <translation>Draft kept {0}</translation>
    </message>
    <message>
        <source>草稿没存上，写的都还在这里</source>
        <translation>The draft was not kept; what you wrote is still here</translation>
    </message>
    <message>
        <source>{0} {1}</source>
        <translation>{0} {1}</translation>
    </message>
    <message>
        <source>撤销</source>
        <translation>Undo</translation>
    </message>
    <message>
        <source>已存。</source>
        <translation>Saved.</translation>
    </message>
    <message>
        <source>没存下，写的都还在这里，再保存一次试试</source>
        <translation>Not saved. What you wrote is still here; try to save once more</translation>
    </message>
    <message>
        <source>没存下：{0}</source>
        <translation>Not saved: {0}</translation>
    </message>
    <message>
        <source>刚才那次走访撤销了，写过的还在草稿里</source>
        <translation>The visit was taken back; what you wrote is in a draft</translation>
    </message>
    <message>
        <source>这一户没读出来，再选一次试试</source>
        <translation>This door could not be read; choose it once more</translation>
    </message>
    <message>
        <source>接着写的还没存，再保存一次就补进刚才那次</source>
        <translation>What you wrote since is not saved; save once more to add it to that visit</translation>
    </message>
    <message>
        <source>没存下，写的都在那一户的草稿里</source>
        <translation>Not saved; what you wrote is in that door&apos;s draft</translation>
    </message>
    <message>
        <source>刚才那次走访撤销了。这户后来写的留着，没有换掉</source>
        <translation>The visit was taken back; what you wrote at this door since then was kept</translation>
    </message>
</context>
<context>
    <name>DoorSheet</name>
    <message>
        <source>选中的一户会开在这里，记走访、看家里人都在一页上</source>
        <translation>The chosen door opens here: the visit and the people at home on one page</translation>
    </message>
    <message>
        <source>还没选户</source>
        <translation>No door chosen</translation>
    </message>
    <message>
        <source>保存，下一户</source>
        <translation>Save, next door</translation>
    </message>
    <message>
        <source>保存</source>
        <translation>Save</translation>
    </message>
    <message>
        <source>先放着</source>
        <translation>Later</translation>
    </message>
    <message>
        <source>保存，下一户 {0}</source>
        <translation>Save, next {0}</translation>
    </message>
    <message>
        <source>保存，这圈走完了</source>
        <translation>Save, end of the round</translation>
    </message>
</context>
<context>
    <name>DoorSide</name>
    <message>
        <source>这户还有 {0} 件</source>
        <translation>Open here: {0}</translation>
    </message>
    <message>
        <source>这户没有没办完的事</source>
        <translation>Nothing open here</translation>
    </message>
    <message>
        <source>诉求</source>
        <translation>Requests</translation>
    </message>
    <message>
        <source>{0}提的</source>
        <translation>Raised {0}</translation>
    </message>
    <message>
        <source>家里人</source>
        <translation>At home</translation>
    </message>
    <message>
        <source>空户，没有登记的人</source>
        <translation>Vacant, nobody registered</translation>
    </message>
    <message>
        <source>还没登记人</source>
        <translation>Nobody registered yet</translation>
    </message>
    <message>
        <source>户主</source>
        <translation>Head</translation>
    </message>
    <message>
        <source>上次走访</source>
        <translation>Last visit</translation>
    </message>
    <message>
        <source>还没走访过</source>
        <translation>Not visited yet</translation>
    </message>
    <message>
        <source>再早还有 {0} 次</source>
        <translation>Earlier visits: {0}</translation>
    </message>
    <message>
        <source>{0} 的走访</source>
        <translation>Visit of {0}</translation>
    </message>
</context>
<context>
    <name>DoubtBody</name>
    <message>
        <source>没写错，就是这样</source>
        <translation>It is right as it is</translation>
    </message>
    <message>
        <source>办完了</source>
        <translation>Done with</translation>
    </message>
</context>
<context>
    <name>DraftRows</name>
    <message>
        <source>列表</source>
        <translation>List</translation>
    </message>
</context>
<context>
    <name>EndOfDay</name>
    <message>
        <source>选一条</source>
        <translation>Choose a record</translation>
    </message>
    <message>
        <source>打开</source>
        <translation>Open</translation>
    </message>
    <message>
        <source>再同步</source>
        <translation>Sync again</translation>
    </message>
    <message>
        <source>打印</source>
        <translation>Print</translation>
    </message>
    <message>
        <source>帮助</source>
        <translation>Help</translation>
    </message>
    <message>
        <source>交班</source>
        <translation>End of day</translation>
    </message>
    <message>
        <source>有回执</source>
        <translation>With receipt</translation>
    </message>
    <message>
        <source>收到</source>
        <translation>Received</translation>
    </message>
    <message>
        <source>退回</source>
        <translation>Returned</translation>
    </message>
    <message>
        <source>要您处理</source>
        <translation>Needs you</translation>
    </message>
    <message>
        <source>还没送到</source>
        <translation>Not there yet</translation>
    </message>
    <message>
        <source>今天的记录</source>
        <translation>Today&apos;s records</translation>
    </message>
    <message>
        <source>今天记的</source>
        <translation>Written today</translation>
    </message>
    <message>
        <source>收到的</source>
        <translation>Received</translation>
    </message>
    <message>
        <source>还没发的</source>
        <translation>Not sent yet</translation>
    </message>
    <message>
        <source>交班单</source>
        <translation>Handover sheet</translation>
    </message>
    <message>
        <source>半页，给组长</source>
        <translation>half a page, for the team leader</translation>
    </message>
    <message>
        <source>打印交班单</source>
        <translation>Print the sheet</translation>
    </message>
    <message>
        <source>存成 PDF</source>
        <translation>Save as PDF</translation>
    </message>
    <message>
        <source>交班单 {0}</source>
        <translation>Handover {0}</translation>
    </message>
    <message>
        <source>{0} 项都有回执</source>
        <translation>all {0} have a receipt</translation>
    </message>
    <message>
        <source>今天记的 {0} 项里</source>
        <translation>of {0} written today</translation>
    </message>
    <message>
        <source>今天还没记</source>
        <translation>nothing written today</translation>
    </message>
    <message>
        <source>没有别处来的</source>
        <translation>Nothing from elsewhere</translation>
    </message>
    <message>
        <source>打开补正</source>
        <translation>Open to put right</translation>
    </message>
    <message>
        <source>没有退回的</source>
        <translation>Nothing returned</translation>
    </message>
    <message>
        <source>要定 {0} · 转走 {1}</source>
        <translation>To decide {0} · moved {1}</translation>
    </message>
    <message>
        <source>没有要定的</source>
        <translation>Nothing to decide</translation>
    </message>
    <message>
        <source>都送到了</source>
        <translation>All delivered</translation>
    </message>
    <message>
        <source>再同步一次</source>
        <translation>Sync again</translation>
    </message>
    <message>
        <source>立即同步</source>
        <translation>Sync now</translation>
    </message>
    <message>
        <source>该送的都送到了，可以下班。</source>
        <translation>All is delivered, you may go home. </translation>
    </message>
    <message>
        <source>正在送，等一等再走。</source>
        <translation>Sending, wait a moment. </translation>
    </message>
    <message>
        <source>还有 {0} 项没送到，先别关。</source>
        <translation>{0} are not there yet, do not close. </translation>
    </message>
    <message>
        <source>上次同步 {0}，按 F5 再送一次</source>
        <translation>last sync {0}, F5 sends again</translation>
    </message>
    <message>
        <source>还没有同步过，按 F5 送一次</source>
        <translation>not synced yet, F5 sends</translation>
    </message>
    <message>
        <source>{0} 项退回</source>
        <translation>{0} returned</translation>
    </message>
    <message>
        <source>{0} 项要您定</source>
        <translation>{0} to decide</translation>
    </message>
    <message>
        <source>没写完的表 {0} 份</source>
        <translation>{0} unfinished forms</translation>
    </message>
    <message>
        <source>下一个工作日再处理也来得及</source>
        <translation>the next working day is soon enough</translation>
    </message>
    <message>
        <source>，</source>
        <translation>, </translation>
    </message>
    <message>
        <source>别的电脑今天记的，同步以后会在这里</source>
        <translation>What other PCs wrote today will be here after a sync</translation>
    </message>
    <message>
        <source>今天没有收到别处的</source>
        <translation>Nothing came from elsewhere today</translation>
    </message>
    <message>
        <source>今天记的都有回执了</source>
        <translation>All that was written today has its receipt</translation>
    </message>
    <message>
        <source>没有还没发的</source>
        <translation>Nothing waits</translation>
    </message>
    <message>
        <source>在今天这一圈里记一户走访，就会列在这里，到了没有一目了然</source>
        <translation>Write down a visit in today&apos;s round; it is listed here, and whether it has arrived</translation>
    </message>
    <message>
        <source>今天还没记过什么</source>
        <translation>Nothing written today</translation>
    </message>
    <message>
        <source>去今天这一圈</source>
        <translation>To today&apos;s round</translation>
    </message>
    <message>
        <source>送去打印了。</source>
        <translation>Sent to the printer.</translation>
    </message>
    <message>
        <source>交班单存到哪里</source>
        <translation>Where to save the sheet</translation>
    </message>
    <message>
        <source>交班单存在 {0}</source>
        <translation>The sheet is saved as {0}</translation>
    </message>
</context>
<context>
    <name>Enrolment</name>
    <message>
        <source>登记这台电脑</source>
        <translation>Enrol this PC</translation>
    </message>
    <message>
        <source>口令</source>
        <translation>Password</translation>
    </message>
    <message>
        <source>再输一遍口令</source>
        <translation>Password again</translation>
    </message>
    <message>
        <source>中心网址</source>
        <translation>Address of the center</translation>
    </message>
    <message>
        <source>登记码（管理员给的，只能用一次）</source>
        <translation>Code (from the operator, good once)</translation>
    </message>
    <message>
        <source>您的姓名</source>
        <translation>Your name</translation>
    </message>
    <message>
        <source>不用系统密钥环，只用口令（至少 12 个字）</source>
        <translation>Without the system keyring, by a password alone (12 characters or more)</translation>
    </message>
    <message>
        <source>登记并进入</source>
        <translation>Enrol and sign in</translation>
    </message>
    <message>
        <source>口令太短了，至少 {0} 个字</source>
        <translation>The password is too short: {0} characters or more</translation>
    </message>
    <message>
        <source>两遍口令不一样，再输一遍</source>
        <translation>The two passwords differ, type it again</translation>
    </message>
    <message>
        <source>大写锁定开着，口令分大小写</source>
        <translation>Caps Lock is on, and case matters</translation>
    </message>
    <message>
        <source>只靠口令锁：口令要长，忘了只有管理员的恢复钥匙能开</source>
        <translation>Locked by the password alone: make it long. If you forget it, only the operator&apos;s recovery key opens</translation>
    </message>
    <message>
        <source>选…</source>
        <translation>Choose…</translation>
    </message>
    <message>
        <source>证书文件（可不填）</source>
        <translation>Certificate file (optional)</translation>
    </message>
    <message>
        <source>证书 (*.pem *.crt *.cer)</source>
        <translation>Certificates (*.pem *.crt *.cer)</translation>
    </message>
    <message>
        <source>选证书文件</source>
        <translation>Choose the certificate file</translation>
    </message>
    <message>
        <source>还没有填：{0}</source>
        <translation>Still empty: {0}</translation>
    </message>
</context>
<context>
    <name>Evening</name>
    <message>
        <source>换边</source>
        <translation>Other side</translation>
    </message>
    <message>
        <source>下一条</source>
        <translation>Next</translation>
    </message>
    <message>
        <source>选</source>
        <translation>Choose</translation>
    </message>
    <message>
        <source>提交</source>
        <translation>Submit</translation>
    </message>
    <message>
        <source>帮助</source>
        <translation>Help</translation>
    </message>
    <message>
        <source>晚间速记</source>
        <translation>Evening</translation>
    </message>
    <message>
        <source>这一圈的日期还没到</source>
        <translation>The day of the round is still to come</translation>
    </message>
    <message>
        <source>正在存</source>
        <translation>Saving</translation>
    </message>
    <message>
        <source>还没有可提交的</source>
        <translation>Nothing can be submitted yet</translation>
    </message>
    <message>
        <source>还没打字</source>
        <translation>Nothing typed yet</translation>
    </message>
    <message>
        <source>&amp;{0}  {1}</source>
        <translation>&amp;{0}  {1}</translation>
    </message>
    <message>
        <source>{0} 条走访，{1} 件诉求</source>
        <translation>Visits: {0}, requests: {1}</translation>
    </message>
    <message>
        <source>{0} 条走访，{1} 件诉求。还有 {2} 条留在左边</source>
        <translation>Visits: {0}, requests: {1}. Still on the left: {2}</translation>
    </message>
    <message>
        <source>撤销</source>
        <translation>Undo</translation>
    </message>
    <message>
        <source>已存。</source>
        <translation>Saved. </translation>
    </message>
    <message>
        <source>存了 {0} 条，{1} 条没存下，还在左边</source>
        <translation>Saved {0}; not saved {1}, still on the left</translation>
    </message>
    <message>
        <source>撤销了 {0} 条走访，原文都放回左边了</source>
        <translation>Took back {0} visits; their text is on the left again</translation>
    </message>
    <message>
        <source>撤销了 {0} 条走访，另有 {1} 条后来改过，没有动</source>
        <translation>Took back {0} visits; {1} were changed since and stay</translation>
    </message>
    <message>
        <source>草稿没存上，写的都还在这里</source>
        <translation>The draft was not kept; what you wrote is still here</translation>
    </message>
</context>
<context>
    <name>FindingRows</name>
    <message>
        <source>行</source>
        <translation>Row</translation>
    </message>
    <message>
        <source>工作表</source>
        <translation>Sheet</translation>
    </message>
    <message>
        <source>列</source>
        <translation>Column</translation>
    </message>
    <message>
        <source>怎么办</source>
        <translation>What happens</translation>
    </message>
    <message>
        <source>说明</source>
        <translation>What was noticed</translation>
    </message>
    <message>
        <source>第 {0} 行</source>
        <translation>Row {0}</translation>
    </message>
    <message>
        <source>整张表</source>
        <translation>Whole sheet</translation>
    </message>
    <message>
        <source>和第 {0} 行一样</source>
        <translation>Like row {0}</translation>
    </message>
    <message>
        <source>{0}：{1}</source>
        <translation>{0} ({1})</translation>
    </message>
</context>
<context>
    <name>FinishForm</name>
    <message>
        <source>办结</source>
        <translation>Finish</translation>
    </message>
    <message>
        <source>办结，等回访</source>
        <translation>Finish, then ask</translation>
    </message>
    <message>
        <source>办结了，三个工作日内问问居民。</source>
        <translation>Finished. Ask the resident within three working days.</translation>
    </message>
    <message>
        <source>谈得怎样</source>
        <translation>How it ended</translation>
    </message>
    <message>
        <source>怎么办的，怎么答复居民的</source>
        <translation>What was done, and what the resident was told</translation>
    </message>
</context>
<context>
    <name>FollowUpForm</name>
    <message>
        <source>回访：居民怎么说</source>
        <translation>Follow-up: what the resident says</translation>
    </message>
    <message>
        <source>记下回访</source>
        <translation>Note the follow-up</translation>
    </message>
    <message>
        <source>回访记下了。</source>
        <translation>Follow-up noted.</translation>
    </message>
    <message>
        <source>1  解决了</source>
        <translation>1  Solved</translation>
    </message>
    <message>
        <source>居民认可</source>
        <translation>The resident says yes</translation>
    </message>
    <message>
        <source>2  没解决</source>
        <translation>2  Not solved</translation>
    </message>
    <message>
        <source>接着办，另答应一个日子</source>
        <translation>Go on, and promise another day</translation>
    </message>
    <message>
        <source>居民的原话</source>
        <translation>In the resident&apos;s words</translation>
    </message>
    <message>
        <source>可以不写</source>
        <translation>May be left empty</translation>
    </message>
    <message>
        <source>改到哪天前</source>
        <translation>By which day now</translation>
    </message>
</context>
<context>
    <name>ForwardedBody</name>
    <message>
        <source>知道了</source>
        <translation>Got it</translation>
    </message>
</context>
<context>
    <name>Frame</name>
    <message>
        <source>互通</source>
        <translation>Hutong</translation>
    </message>
</context>
<context>
    <name>GoneBody</name>
    <message>
        <source>一边撤掉了它，另一边还在改。哪样算数？两边写的都留着</source>
        <translation>One side withdrew it, the other went on with it. Which counts? What both wrote is kept</translation>
    </message>
    <message>
        <source>撤了又改</source>
        <translation>Withdrawn and edited</translation>
    </message>
    <message>
        <source>只有{0}能改</source>
        <translation>Only {0} may change it</translation>
    </message>
    <message>
        <source>恢复，接着用</source>
        <translation>Bring it back</translation>
    </message>
    <message>
        <source>还是撤掉</source>
        <translation>Leave it withdrawn</translation>
    </message>
    <message>
        <source>您看呢</source>
        <translation>What do you say</translation>
    </message>
</context>
<context>
    <name>HandoverRows</name>
    <message>
        <source>时间</source>
        <translation>Time</translation>
    </message>
    <message>
        <source>哪一类</source>
        <translation>Kind</translation>
    </message>
    <message>
        <source>是什么</source>
        <translation>What</translation>
    </message>
    <message>
        <source>到了没有</source>
        <translation>Arrived</translation>
    </message>
    <message>
        <source>谁记的</source>
        <translation>Written by</translation>
    </message>
    <message>
        <source>回执</source>
        <translation>Receipt</translation>
    </message>
    <message>
        <source>别处</source>
        <translation>elsewhere</translation>
    </message>
    <message>
        <source>一次记的 {0} 条</source>
        <translation>{0} written at once</translation>
    </message>
    <message>
        <source>新登记</source>
        <translation>new</translation>
    </message>
    <message>
        <source>收到</source>
        <translation>Received</translation>
    </message>
    <message>
        <source>处理过了</source>
        <translation>dealt with</translation>
    </message>
    <message>
        <source>去补正</source>
        <translation>put right</translation>
    </message>
    <message>
        <source>去处理</source>
        <translation>decide</translation>
    </message>
</context>
<context>
    <name>Hits</name>
    <message>
        <source>找到的</source>
        <translation>Found</translation>
    </message>
    <message>
        <source>没找到「{0}」，换个写法试试</source>
        <translation>Nothing found for &quot;{0}&quot;, try it another way</translation>
    </message>
    <message>
        <source>证件后四位</source>
        <translation>Last four of the ID</translation>
    </message>
    <message>
        <source>门牌</source>
        <translation>Door</translation>
    </message>
    <message>
        <source>姓名</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>电话</source>
        <translation>Phone call</translation>
    </message>
    <message>
        <source>{0}家</source>
        <translation>home of {0}</translation>
    </message>
    <message>
        <source>按{0}找到</source>
        <translation>found by {0}</translation>
    </message>
</context>
<context>
    <name>Household</name>
    <message>
        <source>结果</source>
        <translation>Result</translation>
    </message>
    <message>
        <source>保存，下一户</source>
        <translation>Save, next door</translation>
    </message>
    <message>
        <source>保存</source>
        <translation>Save</translation>
    </message>
    <message>
        <source>返回</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>住户</source>
        <translation>Homes</translation>
    </message>
</context>
<context>
    <name>Households</name>
    <message>
        <source>选户</source>
        <translation>Choose a door</translation>
    </message>
    <message>
        <source>打开</source>
        <translation>Open</translation>
    </message>
    <message>
        <source>筛选</source>
        <translation>Filter</translation>
    </message>
    <message>
        <source>帮助</source>
        <translation>Help</translation>
    </message>
    <message>
        <source>住户</source>
        <translation>Homes</translation>
    </message>
    <message>
        <source>全部</source>
        <translation>All</translation>
    </message>
    <message>
        <source>我的</source>
        <translation>Mine</translation>
    </message>
    <message>
        <source>今天到期</source>
        <translation>Due today</translation>
    </message>
    <message>
        <source>新交给我</source>
        <translation>New for me</translation>
    </message>
    <message>
        <source>门牌、姓名、拼音首字母</source>
        <translation>Door, name, pinyin initials</translation>
    </message>
    <message>
        <source>筛选住户</source>
        <translation>Filter the homes</translation>
    </message>
    <message>
        <source>看全部住户</source>
        <translation>Show all homes</translation>
    </message>
    <message>
        <source>{0} 户</source>
        <translation>Homes: {0}</translation>
    </message>
    <message>
        <source>没找到「{0}」</source>
        <translation>Nothing found for &quot;{0}&quot;</translation>
    </message>
    <message>
        <source>换个写法试试：3-2-501、王桂芳、wgf</source>
        <translation>Try it another way: 3-2-501, 王桂芳, wgf</translation>
    </message>
    <message>
        <source>这里一户也没有</source>
        <translation>Not one household here</translation>
    </message>
    <message>
        <source>换个筛选看看</source>
        <translation>Try another filter</translation>
    </message>
    <message>
        <source>我的户里，到今天该去的和该办的</source>
        <translation>Of my homes, what is due by today</translation>
    </message>
    <message>
        <source>一周里新交给我的户</source>
        <translation>Homes handed over to me within the week</translation>
    </message>
</context>
<context>
    <name>Imports</name>
    <message>
        <source>选花名册</source>
        <translation>Choose a roster</translation>
    </message>
    <message>
        <source>导入</source>
        <translation>Import</translation>
    </message>
    <message>
        <source>停下</source>
        <translation>Stop</translation>
    </message>
    <message>
        <source>帮助</source>
        <translation>Help</translation>
    </message>
    <message>
        <source>把花名册导进来</source>
        <translation>Bring in a roster</translation>
    </message>
    <message>
        <source>选社区的 Excel 花名册（.xlsx）。先给您看会改什么，您点了才导</source>
        <translation>Choose the community&apos;s Excel roster (.xlsx). You see first what would change; nothing is imported before you say so</translation>
    </message>
    <message>
        <source>选花名册…</source>
        <translation>Choose a roster…</translation>
    </message>
    <message>
        <source>做到哪里了</source>
        <translation>How far it is</translation>
    </message>
    <message>
        <source>要看一看的</source>
        <translation>Worth a look</translation>
    </message>
    <message>
        <source>表里没有什么要看的</source>
        <translation>Nothing odd in this workbook</translation>
    </message>
    <message>
        <source>每一行都读懂了</source>
        <translation>Every row was understood</translation>
    </message>
    <message>
        <source>换一份…</source>
        <translation>Another one…</translation>
    </message>
    <message>
        <source>Excel 表格 (*.xlsx)</source>
        <translation>Excel workbooks (*.xlsx)</translation>
    </message>
    <message>
        <source>正在读 {0}</source>
        <translation>Reading {0}</translation>
    </message>
    <message>
        <source>正在导入，别关电脑</source>
        <translation>Importing, do not switch off</translation>
    </message>
    <message>
        <source>正在停…</source>
        <translation>Stopping…</translation>
    </message>
    <message>
        <source>读了 {0} 行</source>
        <translation>Rows read: {0}</translation>
    </message>
    <message>
        <source>{0} / {1} 条</source>
        <translation>Records: {0} / {1}</translation>
    </message>
    <message>
        <source>{0} · 读了 {1} 行</source>
        <translation>{0} · rows read: {1}</translation>
    </message>
    <message>
        <source>要看一看的 {0} 处</source>
        <translation>Worth a look: {0}</translation>
    </message>
    <message>
        <source>导入 {0} 户 {1} 人</source>
        <translation>Import: homes {0}, people {1}</translation>
    </message>
    <message>
        <source>和这里的一样，没有要导的</source>
        <translation>The same as here, nothing to import</translation>
    </message>
    <message>
        <source>搁置的不导，改好表格再导一次就行</source>
        <translation>What is held back stays out; mend the workbook and import again</translation>
    </message>
    <message>
        <source>新增 {0} 户 {1} 人，改动 {2} 户 {3} 人。整份导入不能一键撤销，错了改好表格再导</source>
        <translation>New: homes {0}, people {1}. Changed: homes {2}, people {3}. An import cannot be undone as a whole; mend the workbook and import again</translation>
    </message>
    <message>
        <source>导好了。</source>
        <translation>Imported.</translation>
    </message>
    <message>
        <source>看住户</source>
        <translation>See the homes</translation>
    </message>
    <message>
        <source>知道了</source>
        <translation>Got it</translation>
    </message>
    <message>
        <source>看是哪几行</source>
        <translation>Show the rows</translation>
    </message>
</context>
<context>
    <name>InPlace</name>
    <message>
        <source>还是这样存</source>
        <translation>Save it all the same</translation>
    </message>
    <message>
        <source>回去改</source>
        <translation>Back to change it</translation>
    </message>
</context>
<context>
    <name>KeySheet</name>
    <message>
        <source>键盘</source>
        <translation>Keyboard</translation>
    </message>
    <message>
        <source>按任意键收起</source>
        <translation>Any key puts this away</translation>
    </message>
    <message>
        <source>换页</source>
        <translation>Change the page</translation>
    </message>
    <message>
        <source>搜索</source>
        <translation>Search</translation>
    </message>
    <message>
        <source>下一格</source>
        <translation>Next field</translation>
    </message>
    <message>
        <source>这张键盘表</source>
        <translation>This list of keys</translation>
    </message>
    <message>
        <source>保存，下一户</source>
        <translation>Save, next door</translation>
    </message>
    <message>
        <source>保存</source>
        <translation>Save</translation>
    </message>
    <message>
        <source>撤销刚才存的</source>
        <translation>Undo what was just saved</translation>
    </message>
    <message>
        <source>锁上</source>
        <translation>Lock</translation>
    </message>
    <message>
        <source>立即同步</source>
        <translation>Sync now</translation>
    </message>
</context>
<context>
    <name>NeedPaper</name>
    <message>
        <source>看这一户</source>
        <translation>See the household</translation>
    </message>
    <message>
        <source>下次再说</source>
        <translation>Later</translation>
    </message>
    <message>
        <source>这台电脑</source>
        <translation>This PC</translation>
    </message>
    <message>
        <source>{0} {1} 写的，{2} 知道转走了</source>
        <translation>written by {0} {1}, moved as heard {2}</translation>
    </message>
    <message>
        <source>{0} {1} 写的，{2} 退回</source>
        <translation>written by {0} {1}, returned {2}</translation>
    </message>
    <message>
        <source>{0} 看过了</source>
        <translation>read {0}</translation>
    </message>
    <message>
        <source>{0} 说明：{1}</source>
        <translation>explained {0}: {1}</translation>
    </message>
    <message>
        <source>{0} 同步时发现的</source>
        <translation>found at the sync of {0}</translation>
    </message>
    <message>
        <source>，等了 {0} 个工作日</source>
        <translation>, waiting for {0} working days</translation>
    </message>
    <message>
        <source>，归您定</source>
        <translation>, yours to decide</translation>
    </message>
    <message>
        <source>，归{0}定</source>
        <translation>, for {0} to decide</translation>
    </message>
    <message>
        <source>{0} {1}定的，30 天内能反悔</source>
        <translation>decided {0} by {1}, can be taken back within 30 days</translation>
    </message>
    <message>
        <source>处理过的，30 天里都在这里</source>
        <translation>What was dealt with stays here for 30 days</translation>
    </message>
    <message>
        <source>这 30 天没有处理过什么</source>
        <translation>Nothing dealt with in 30 days</translation>
    </message>
    <message>
        <source>退回的、两边都改了的、认不准的会到这里来。现在一件也没有</source>
        <translation>What is returned, changed on both sides or in doubt comes here. Now there is nothing</translation>
    </message>
    <message>
        <source>没有要您处理的</source>
        <translation>Nothing needs you</translation>
    </message>
    <message>
        <source>回到今天</source>
        <translation>Back to today</translation>
    </message>
    <message>
        <source>反悔，重新问</source>
        <translation>Take back, ask again</translation>
    </message>
</context>
<context>
    <name>NewForm</name>
    <message>
        <source>记一件诉求</source>
        <translation>Note a request</translation>
    </message>
    <message>
        <source>记下这件</source>
        <translation>Note this one</translation>
    </message>
    <message>
        <source>记下了，等着分流。</source>
        <translation>Noted; it waits to be sorted.</translation>
    </message>
    <message>
        <source>哪一户</source>
        <translation>Which household</translation>
    </message>
    <message>
        <source>居民说的事</source>
        <translation>What the resident asks for</translation>
    </message>
    <message>
        <source>照居民的话写，几句就行</source>
        <translation>In their words, a few sentences will do</translation>
    </message>
    <message>
        <source>哪一类</source>
        <translation>Category</translation>
    </message>
    <message>
        <source>急不急</source>
        <translation>Urgency</translation>
    </message>
    <message>
        <source>哪几方</source>
        <translation>Parties</translation>
    </message>
    <message>
        <source>501 与 601 两家；业主与物业</source>
        <translation>501 and 601; owners and property firm</translation>
    </message>
</context>
<context>
    <name>OfferField</name>
    <message>
        <source>门牌、姓名、拼音首字母</source>
        <translation>Door, name, pinyin initials</translation>
    </message>
    <message>
        <source>（不在这台电脑上）</source>
        <translation>(not on this PC)</translation>
    </message>
    <message>
        <source>没找到「{0}」，换个写法试试</source>
        <translation>Nothing found for &quot;{0}&quot;, try it another way</translation>
    </message>
    <message>
        <source>找到的</source>
        <translation>Found</translation>
    </message>
</context>
<context>
    <name>OutcomeKeys</name>
    <message>
        <source>走访结果</source>
        <translation>Outcome of the visit</translation>
    </message>
</context>
<context>
    <name>OwnerForm</name>
    <message>
        <source>交给谁办</source>
        <translation>Who takes care of it</translation>
    </message>
    <message>
        <source>交给他办</source>
        <translation>Give it to them</translation>
    </message>
    <message>
        <source>交过去了。</source>
        <translation>Given.</translation>
    </message>
    <message>
        <source>交给</source>
        <translation>Give to</translation>
    </message>
    <message>
        <source>交代一句</source>
        <translation>A word to them</translation>
    </message>
    <message>
        <source>可以不写</source>
        <translation>May be left empty</translation>
    </message>
</context>
<context>
    <name>PagePreview</name>
    <message>
        <source>打印出来的样子</source>
        <translation>As it will be printed</translation>
    </message>
</context>
<context>
    <name>ProgressForm</name>
    <message>
        <source>记一次劝和</source>
        <translation>Note a talk</translation>
    </message>
    <message>
        <source>记进展</source>
        <translation>Note progress</translation>
    </message>
    <message>
        <source>记下来</source>
        <translation>Note it</translation>
    </message>
    <message>
        <source>记下了。</source>
        <translation>Noted.</translation>
    </message>
    <message>
        <source>谁说了什么</source>
        <translation>Who said what</translation>
    </message>
    <message>
        <source>办到哪里了</source>
        <translation>How far it is</translation>
    </message>
</context>
<context>
    <name>PromiseForm</name>
    <message>
        <source>答应哪天前回话</source>
        <translation>Promise an answer</translation>
    </message>
    <message>
        <source>答应这一天</source>
        <translation>Promise this day</translation>
    </message>
    <message>
        <source>记下了。</source>
        <translation>Noted.</translation>
    </message>
    <message>
        <source>哪天前</source>
        <translation>By which day</translation>
    </message>
    <message>
        <source>说明</source>
        <translation>Note</translation>
    </message>
    <message>
        <source>可以不写</source>
        <translation>May be left empty</translation>
    </message>
</context>
<context>
    <name>ReadBody</name>
    <message>
        <source>知道了</source>
        <translation>Got it</translation>
    </message>
    <message>
        <source>从{0}转过来的，现在归这边管</source>
        <translation>It came from {0} and is in your care now</translation>
    </message>
    <message>
        <source>这份是转过来的</source>
        <translation>This was moved here</translation>
    </message>
    <message>
        <source>转来了</source>
        <translation>Moved here</translation>
    </message>
</context>
<context>
    <name>ReadSide</name>
    <message>
        <source>读出来的草稿</source>
        <translation>What was read</translation>
    </message>
    <message>
        <source>下一条要处理的</source>
        <translation>Next to deal with</translation>
    </message>
    <message>
        <source>左边打一行，这里就读出一条；看过了再提交，打字不会存成走访。
比如：3-2-503 曾 平安 药够到月底</source>
        <translation>Type a line on the left and it is read here; look, then submit. Typing saves no visit.
For instance: 3-2-503 曾 平安 药够到月底</translation>
    </message>
    <message>
        <source>把今天走的几户打在左边</source>
        <translation>Type today&apos;s doors on the left</translation>
    </message>
    <message>
        <source>可提交 {0}</source>
        <translation>Ready {0}</translation>
    </message>
    <message>
        <source>要您选 {0}</source>
        <translation>To choose {0}</translation>
    </message>
    <message>
        <source>没读懂 {0}</source>
        <translation>Not read {0}</translation>
    </message>
    <message>
        <source>读成了 {0} 条草稿</source>
        <translation>Read: {0} drafts</translation>
    </message>
    <message>
        <source>没有要处理的</source>
        <translation>Nothing to deal with</translation>
    </message>
    <message>
        <source>提交 {0} 条</source>
        <translation>Submit {0}</translation>
    </message>
    <message>
        <source>提交</source>
        <translation>Submit</translation>
    </message>
    <message>
        <source>虚线是推定的，点一下可改</source>
        <translation>Dotted is a guess: press it to change</translation>
    </message>
</context>
<context>
    <name>RecordList</name>
    <message>
        <source>收发</source>
        <translation>Sent</translation>
    </message>
    <message>
        <source>筛选</source>
        <translation>Filter</translation>
    </message>
    <message>
        <source>新的</source>
        <translation>New</translation>
    </message>
    <message>
        <source>记第一条</source>
        <translation>Record the first</translation>
    </message>
    <message>
        <source>换个写法试试</source>
        <translation>Try another spelling</translation>
    </message>
    <message>
        <source>看全部</source>
        <translation>Show all</translation>
    </message>
    <message>
        <source>{0} 条</source>
        <translation>Records: {0}</translation>
    </message>
    <message>
        <source>没找到「{0}」</source>
        <translation>Nothing found for &quot;{0}&quot;</translation>
    </message>
    <message>
        <source>还没有{0}</source>
        <translation>No {0} yet</translation>
    </message>
    <message>
        <source>记下的会列在这里，同步以后别的电脑也看得到</source>
        <translation>What is recorded is listed here, and on the other PCs after a sync</translation>
    </message>
    <message>
        <source>别人记下的会列在这里</source>
        <translation>What others record is listed here</translation>
    </message>
    <message>
        <source>是</source>
        <translation>Yes</translation>
    </message>
    <message>
        <source>否</source>
        <translation>No</translation>
    </message>
</context>
<context>
    <name>RecordPaper</name>
    <message>
        <source>保存</source>
        <translation>Save</translation>
    </message>
    <message>
        <source>撤掉这条</source>
        <translation>Withdraw it</translation>
    </message>
    <message>
        <source>还没选</source>
        <translation>Nothing chosen yet</translation>
    </message>
    <message>
        <source>选中的一条会开在这里</source>
        <translation>The record you choose opens here</translation>
    </message>
    <message>
        <source>不要了</source>
        <translation>Discard</translation>
    </message>
    <message>
        <source>{0} 没写完的，接着填上了</source>
        <translation>Not finished at {0}; filled in again</translation>
    </message>
    <message>
        <source>您的岗位只能看，不能记</source>
        <translation>In your post you may read these, not record any</translation>
    </message>
    <message>
        <source>您的岗位只能看，不能改</source>
        <translation>In your post you may read this, not change it</translation>
    </message>
    <message>
        <source>只有记的人自己能改</source>
        <translation>Only its author may change it</translation>
    </message>
    <message>
        <source>新的{0}</source>
        <translation>New: {0}</translation>
    </message>
    <message>
        <source>{0} 已自动存草稿</source>
        <translation>Draft kept {0}</translation>
    </message>
    <message>
        <source>草稿没存上，写的都还在这里</source>
        <translation>The draft was not kept; what you wrote is still here</translation>
    </message>
    <message>
        <source>已存。</source>
        <translation>Saved.</translation>
    </message>
    <message>
        <source>撤掉了一条{0}</source>
        <translation>Withdrawn: {0}</translation>
    </message>
    <message>
        <source>撤销</source>
        <translation>Undo</translation>
    </message>
    <message>
        <source>撤销了</source>
        <translation>Undone</translation>
    </message>
    <message>
        <source>接着写的还没存，再保存一次</source>
        <translation>What you wrote since is not saved; save once more</translation>
    </message>
</context>
<context>
    <name>RecordScreen</name>
    <message>
        <source>选一条</source>
        <translation>Choose a record</translation>
    </message>
    <message>
        <source>去填</source>
        <translation>Fill in</translation>
    </message>
    <message>
        <source>新的</source>
        <translation>New</translation>
    </message>
    <message>
        <source>保存</source>
        <translation>Save</translation>
    </message>
    <message>
        <source>筛选</source>
        <translation>Filter</translation>
    </message>
    <message>
        <source>帮助</source>
        <translation>Help</translation>
    </message>
</context>
<context>
    <name>RequestForm</name>
    <message>
        <source>{0} 个工作日</source>
        <translation>{0} working days</translation>
    </message>
</context>
<context>
    <name>RequestLine</name>
    <message>
        <source>去掉这件：{0}</source>
        <translation>Take this away: {0}</translation>
    </message>
    <message>
        <source>去掉这件</source>
        <translation>Take this away</translation>
    </message>
</context>
<context>
    <name>RequestLines</name>
    <message>
        <source>诉求</source>
        <translation>Requests</translation>
    </message>
    <message>
        <source>居民说的事，一件一行</source>
        <translation>One request a line</translation>
    </message>
    <message>
        <source>加一件</source>
        <translation>One more</translation>
    </message>
</context>
<context>
    <name>RequestPaper</name>
    <message>
        <source>看这一户</source>
        <translation>See the household</translation>
    </message>
    <message>
        <source>先不写</source>
        <translation>Not now</translation>
    </message>
    <message>
        <source>记一件诉求</source>
        <translation>Note a request</translation>
    </message>
    <message>
        <source>电话里、窗口前、楼道里说的事</source>
        <translation>Said by telephone, at the counter, on the stairs</translation>
    </message>
    <message>
        <source>{0}走访时提的</source>
        <translation>Raised at a visit, {0}</translation>
    </message>
    <message>
        <source>{0}提的</source>
        <translation>Raised {0}</translation>
    </message>
    <message>
        <source>改分流</source>
        <translation>Sort anew</translation>
    </message>
    <message>
        <source>分流</source>
        <translation>Sort</translation>
    </message>
    <message>
        <source>我来办</source>
        <translation>I take it</translation>
    </message>
    <message>
        <source>交给别人</source>
        <translation>Give to another</translation>
    </message>
    <message>
        <source>改日子</source>
        <translation>Change the day</translation>
    </message>
    <message>
        <source>答应日子</source>
        <translation>Promise a day</translation>
    </message>
    <message>
        <source>记劝和</source>
        <translation>Note a talk</translation>
    </message>
    <message>
        <source>记进展</source>
        <translation>Note progress</translation>
    </message>
    <message>
        <source>办结</source>
        <translation>Finish</translation>
    </message>
    <message>
        <source>回访</source>
        <translation>Follow up</translation>
    </message>
    <message>
        <source>没认可也办结</source>
        <translation>Close unconfirmed</translation>
    </message>
    <message>
        <source>撤回</source>
        <translation>Withdraw</translation>
    </message>
    <message>
        <source>归您办了。</source>
        <translation>It is yours now.</translation>
    </message>
</context>
<context>
    <name>Requests</name>
    <message>
        <source>换一件</source>
        <translation>Next one</translation>
    </message>
    <message>
        <source>分流</source>
        <translation>Sort</translation>
    </message>
    <message>
        <source>去办</source>
        <translation>Go on</translation>
    </message>
    <message>
        <source>定下来</source>
        <translation>Settle</translation>
    </message>
    <message>
        <source>记一件</source>
        <translation>Note one</translation>
    </message>
    <message>
        <source>返回</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>大事政府办，小事社区办，私事居民办</source>
        <translation>Big matters: government. Small ones: community. Private ones: residents.</translation>
    </message>
    <message>
        <source>诉求</source>
        <translation>Requests</translation>
    </message>
    <message>
        <source>没办完</source>
        <translation>Open</translation>
    </message>
    <message>
        <source>还没了结的诉求</source>
        <translation>Requests that are not over</translation>
    </message>
    <message>
        <source>待分流</source>
        <translation>To be sorted</translation>
    </message>
    <message>
        <source>还没定是大事、小事还是私事的</source>
        <translation>Not yet sorted into big, small or private</translation>
    </message>
    <message>
        <source>我的</source>
        <translation>Mine</translation>
    </message>
    <message>
        <source>归您办、还没了结的</source>
        <translation>Yours, and not over</translation>
    </message>
    <message>
        <source>今天到期</source>
        <translation>Due today</translation>
    </message>
    <message>
        <source>答应今天回话的，和已经迟了的</source>
        <translation>Promised for today, and those that are late</translation>
    </message>
    <message>
        <source>待回访</source>
        <translation>To follow up</translation>
    </message>
    <message>
        <source>办完了，还没问过居民的</source>
        <translation>Finished, the resident not asked yet</translation>
    </message>
    <message>
        <source>劝和</source>
        <translation>Mediation</translation>
    </message>
    <message>
        <source>还在劝和的</source>
        <translation>Mediations that go on</translation>
    </message>
    <message>
        <source>已解决</source>
        <translation>Solved</translation>
    </message>
    <message>
        <source>居民说解决了的</source>
        <translation>The resident says it is solved</translation>
    </message>
    <message>
        <source>未认可与撤回</source>
        <translation>Unconfirmed, withdrawn</translation>
    </message>
    <message>
        <source>居民没认可就办结的，和撤回的</source>
        <translation>Closed without the resident&apos;s yes, and withdrawn</translation>
    </message>
    <message>
        <source>门牌、姓名、说的事</source>
        <translation>Door, name, words</translation>
    </message>
    <message>
        <source>筛选诉求</source>
        <translation>Filter requests</translation>
    </message>
    <message>
        <source>看没办完的</source>
        <translation>See the open ones</translation>
    </message>
    <message>
        <source>记一件诉求</source>
        <translation>Note a request</translation>
    </message>
    <message>
        <source>{0} 件</source>
        <translation>{0} items</translation>
    </message>
    <message>
        <source>没找到「{0}」</source>
        <translation>Nothing found for “{0}”</translation>
    </message>
    <message>
        <source>换个写法试试：3-2-501、王桂芳、水管</source>
        <translation>Try otherwise: 3-2-501, 王桂芳, 水管</translation>
    </message>
    <message>
        <source>还没有诉求</source>
        <translation>No requests yet</translation>
    </message>
    <message>
        <source>走访时记下的都会到这里来；电话里说的，按 N 记一件</source>
        <translation>Those noted at visits come here; press N for one said by telephone</translation>
    </message>
    <message>
        <source>这里一件也没有</source>
        <translation>None here</translation>
    </message>
    <message>
        <source>换上面另一类看看</source>
        <translation>Try another list above</translation>
    </message>
    <message>
        <source>大事、小事、私事，分开来办</source>
        <translation>Big, small and private, each handled in its way</translation>
    </message>
    <message>
        <source>先分流，再办，办完问居民：三步都留在经过里</source>
        <translation>Sort, handle, ask the resident: all three stay in its history</translation>
    </message>
    <message>
        <source>撤销</source>
        <translation>Undo</translation>
    </message>
    <message>
        <source>撤销了，和原来一样</source>
        <translation>Undone, as it was before</translation>
    </message>
</context>
<context>
    <name>ReturnedBody</name>
    <message>
        <source>怎么办</source>
        <translation>What to do</translation>
    </message>
    <message>
        <source>说明：为什么不改了</source>
        <translation>Explanation: why it is not changed</translation>
    </message>
    <message>
        <source>为什么不改了，写一句，记在这里</source>
        <translation>One sentence why it is not changed; it is kept here</translation>
    </message>
    <message>
        <source>改正</source>
        <translation>Put right</translation>
    </message>
    <message>
        <source>打开表，写过的都在里面</source>
        <translation>Opens the form with all you wrote</translation>
    </message>
    <message>
        <source>替他再送</source>
        <translation>Send for them</translation>
    </message>
    <message>
        <source>用您的名义，内容和走访人不变</source>
        <translation>Under your name, content and visitors unchanged</translation>
    </message>
    <message>
        <source>说明</source>
        <translation>Explain</translation>
    </message>
    <message>
        <source>写明为什么，什么都不删</source>
        <translation>Say why; nothing is deleted</translation>
    </message>
    <message>
        <source>跟在它后面、一起退回的 {0} 份。前一份好了，这些也就好办</source>
        <translation>{0} more came back only because of it; once it is right they are easy</translation>
    </message>
    <message>
        <source>记下说明</source>
        <translation>Keep the explanation</translation>
    </message>
    <message>
        <source>以我的名义再送</source>
        <translation>Send under my name</translation>
    </message>
    <message>
        <source>打开改正</source>
        <translation>Open to put right</translation>
    </message>
    <message>
        <source>先选一样</source>
        <translation>Choose one first</translation>
    </message>
    <message>
        <source>还没写为什么</source>
        <translation>It does not say why yet</translation>
    </message>
</context>
<context>
    <name>Reviews</name>
    <message>
        <source>换一件</source>
        <translation>Another one</translation>
    </message>
    <message>
        <source>去选</source>
        <translation>Choose</translation>
    </message>
    <message>
        <source>选左选右</source>
        <translation>Left or right</translation>
    </message>
    <message>
        <source>定下来</source>
        <translation>Decide</translation>
    </message>
    <message>
        <source>返回</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>帮助</source>
        <translation>Help</translation>
    </message>
    <message>
        <source>退回的、两边都改了的、认不准的</source>
        <translation>returned, changed on both sides, in doubt</translation>
    </message>
    <message>
        <source>要您处理</source>
        <translation>Needs you</translation>
    </message>
    <message>
        <source>处理过的</source>
        <translation>Dealt with</translation>
    </message>
    <message>
        <source>{0} 件</source>
        <translation>{0}</translation>
    </message>
    <message>
        <source>回到要您处理的</source>
        <translation>Back to what needs you</translation>
    </message>
    <message>
        <source>先处理退回的</source>
        <translation>the returned ones first</translation>
    </message>
    <message>
        <source>看处理过的 {0} 件，30 天内能反悔</source>
        <translation>See the {0} dealt with; 30 days to take back</translation>
    </message>
    <message>
        <source>定好了。</source>
        <translation>Decided.</translation>
    </message>
    <message>
        <source>知道了。</source>
        <translation>Read.</translation>
    </message>
    <message>
        <source>记下了。</source>
        <translation>Kept.</translation>
    </message>
    <message>
        <source>替他再送了。</source>
        <translation>Sent for them.</translation>
    </message>
    <message>
        <source>反悔</source>
        <translation>Take back</translation>
    </message>
    <message>
        <source>又放回要您处理的里了</source>
        <translation>It needs you again</translation>
    </message>
</context>
<context>
    <name>RoundPaper</name>
    <message>
        <source>今天这一圈还没有门，没什么可打印</source>
        <translation>Today&apos;s round has no doors yet; there is nothing to print</translation>
    </message>
    <message>
        <source>走访单 {0}</source>
        <translation>Round sheet {0}</translation>
    </message>
    <message>
        <source>打印走访单</source>
        <translation>Print round sheet</translation>
    </message>
    <message>
        <source>送去打印了。</source>
        <translation>Sent to the printer.</translation>
    </message>
    <message>
        <source>走访单存到哪里</source>
        <translation>Where to save the round sheet</translation>
    </message>
    <message>
        <source>走访单存在 {0}</source>
        <translation>Round sheet saved as {0}</translation>
    </message>
</context>
<context>
    <name>RowList</name>
    <message>
        <source>列表</source>
        <translation>List</translation>
    </message>
</context>
<context>
    <name>SearchField</name>
    <message>
        <source>姓名、拼音首字母、门牌、证件后四位</source>
        <translation>Name, pinyin initials, door, last four of the ID</translation>
    </message>
    <message>
        <source>搜索</source>
        <translation>Search</translation>
    </message>
</context>
<context>
    <name>Seat</name>
    <message>
        <source>中心说您现在没有岗位。请找管理员，或先同步一次</source>
        <translation>The center says you have no role now. Ask the operator, or sync first</translation>
    </message>
    <message>
        <source>您现在不能用这张桌子</source>
        <translation>This desk is not yours just now</translation>
    </message>
    <message>
        <source>立即同步</source>
        <translation>Sync now</translation>
    </message>
    <message>
        <source>没有岗位</source>
        <translation>No role</translation>
    </message>
    <message>
        <source>设置</source>
        <translation>Settings</translation>
    </message>
    <message>
        <source>锁上</source>
        <translation>Lock</translation>
    </message>
    <message>
        <source>换一位</source>
        <translation>Somebody else</translation>
    </message>
    <message>
        <source>街道</source>
        <translation>Sub-district</translation>
    </message>
    <message>
        <source>知道了</source>
        <translation>Got it</translation>
    </message>
    <message>
        <source>{0}（{1}）</source>
        <translation>{0} ({1})</translation>
    </message>
    <message>
        <source>用 U 盘送收</source>
        <translation>By USB stick</translation>
    </message>
</context>
<context>
    <name>Settings</name>
    <message>
        <source>下一格</source>
        <translation>Next field</translation>
    </message>
    <message>
        <source>选</source>
        <translation>Choose</translation>
    </message>
    <message>
        <source>帮助</source>
        <translation>Help</translation>
    </message>
    <message>
        <source>设置</source>
        <translation>Settings</translation>
    </message>
    <message>
        <source>样子</source>
        <translation>Look</translation>
    </message>
    <message>
        <source>只管这台电脑</source>
        <translation>Of this PC only</translation>
    </message>
    <message>
        <source>跟电脑</source>
        <translation>System</translation>
    </message>
    <message>
        <source>浅色</source>
        <translation>Light</translation>
    </message>
    <message>
        <source>深色</source>
        <translation>Dark</translation>
    </message>
    <message>
        <source>没人动几分钟就锁上</source>
        <translation>Lock after minutes without a touch</translation>
    </message>
    <message>
        <source>{0} 分钟没人动</source>
        <translation>After {0} minutes</translation>
    </message>
    <message>
        <source>不自动锁</source>
        <translation>Never by itself</translation>
    </message>
    <message>
        <source>现在锁上</source>
        <translation>Lock now</translation>
    </message>
    <message>
        <source>颜色</source>
        <translation>Colours</translation>
    </message>
    <message>
        <source>大小</source>
        <translation>Size</translation>
    </message>
    <message>
        <source>语言</source>
        <translation>Language</translation>
    </message>
    <message>
        <source>自动锁</source>
        <translation>Locking</translation>
    </message>
    <message>
        <source>这台电脑</source>
        <translation>This PC</translation>
    </message>
    <message>
        <source>中心</source>
        <translation>Center</translation>
    </message>
    <message>
        <source>设备号</source>
        <translation>Device</translation>
    </message>
    <message>
        <source>上次同步</source>
        <translation>Last sync</translation>
    </message>
    <message>
        <source>对数</source>
        <translation>Contents</translation>
    </message>
    <message>
        <source>资料在</source>
        <translation>Kept in</translation>
    </message>
    <message>
        <source>程序</source>
        <translation>Program</translation>
    </message>
    <message>
        <source>立即同步</source>
        <translation>Sync now</translation>
    </message>
    <message>
        <source>抄下这些</source>
        <translation>Copy all this</translation>
    </message>
    <message>
        <source>还没有同步过</source>
        <translation>Not synced yet</translation>
    </message>
    <message>
        <source>和中心一样</source>
        <translation>The same as the center</translation>
    </message>
    <message>
        <source>对不上，下次整份重收</source>
        <translation>Differs, all comes anew next time</translation>
    </message>
    <message>
        <source>抄下了，可以贴给管理员</source>
        <translation>Copied; paste it to the operator</translation>
    </message>
    <message>
        <source>下次用新口令进</source>
        <translation>Use the new one next time</translation>
    </message>
    <message>
        <source>口令换好了。</source>
        <translation>Password changed.</translation>
    </message>
    <message>
        <source>{0} 现在可以在这台电脑上进了</source>
        <translation>{0} can sign in on this PC now</translation>
    </message>
    <message>
        <source>加好了。</source>
        <translation>Added.</translation>
    </message>
    <message>
        <source>互通 {0}，资料库 {1}</source>
        <translation>Hutong {0}, store {1}</translation>
    </message>
    <message>
        <source>下一个</source>
        <translation>Next</translation>
    </message>
</context>
<context>
    <name>Shell</name>
    <message>
        <source>进入</source>
        <translation>Sign in</translation>
    </message>
    <message>
        <source>没写完的存不上，看看磁盘是不是满了。再关一次就不等了</source>
        <translation>The draft cannot be kept; is the disk full? Closing again will not wait</translation>
    </message>
</context>
<context>
    <name>SignIn</name>
    <message>
        <source>进入</source>
        <translation>Sign in</translation>
    </message>
    <message>
        <source>下一格</source>
        <translation>Next field</translation>
    </message>
    <message>
        <source>进入互通</source>
        <translation>Sign in to Hutong</translation>
    </message>
    <message>
        <source>谁</source>
        <translation>Who</translation>
    </message>
    <message>
        <source>口令</source>
        <translation>Password</translation>
    </message>
    <message>
        <source>换一位</source>
        <translation>Somebody else</translation>
    </message>
    <message>
        <source>资料只在这台电脑上，用您的口令锁着。没有网也能进</source>
        <translation>All is kept on this PC under your password. It opens without a network</translation>
    </message>
    <message>
        <source>锁上了</source>
        <translation>Locked</translation>
    </message>
    <message>
        <source>您写的都还在，输口令接着做</source>
        <translation>What you wrote is still here; type your password to go on</translation>
    </message>
    <message>
        <source>大写锁定开着，口令分大小写</source>
        <translation>Caps Lock is on, and case matters</translation>
    </message>
    <message>
        <source>先输口令</source>
        <translation>The password first</translation>
    </message>
    <message>
        <source>正在开锁…</source>
        <translation>Opening…</translation>
    </message>
    <message>
        <source>正在登记…</source>
        <translation>Enrolling…</translation>
    </message>
</context>
<context>
    <name>SortForm</name>
    <message>
        <source>三事分流</source>
        <translation>Three-way triage</translation>
    </message>
    <message>
        <source>分好了。</source>
        <translation>Sorted.</translation>
    </message>
    <message>
        <source>改分流</source>
        <translation>Sort anew</translation>
    </message>
    <message>
        <source>定下分流</source>
        <translation>Sort it so</translation>
    </message>
    <message>
        <source>政府办：道路、管网、违建</source>
        <translation>Government: roads, pipes, illegal building</translation>
    </message>
    <message>
        <source>社区办：楼道灯、停车、卫生</source>
        <translation>Community: stair lamps, parking, cleaning</translation>
    </message>
    <message>
        <source>居民办：社区帮着牵线</source>
        <translation>Residents: the community helps them meet</translation>
    </message>
    <message>
        <source>要动公共管网，社区办不了</source>
        <translation>Public pipes; the community cannot do it</translation>
    </message>
    <message>
        <source>可以不写；以后改分流时看得到</source>
        <translation>May be left empty; it is seen when it is sorted anew</translation>
    </message>
    <message>
        <source>为什么</source>
        <translation>Why</translation>
    </message>
    <message>
        <source>谁定的</source>
        <translation>Who decided</translation>
    </message>
</context>
<context>
    <name>Spine</name>
    <message>
        <source>栏目</source>
        <translation>Sections</translation>
    </message>
    <message>
        <source>练习</source>
        <translation>Practice</translation>
    </message>
</context>
<context>
    <name>StandingBar</name>
    <message>
        <source>现在的情况</source>
        <translation>How things stand</translation>
    </message>
    <message>
        <source>连着中心</source>
        <translation>Online</translation>
    </message>
    <message>
        <source>离线工作中</source>
        <translation>Working offline</translation>
    </message>
    <message>
        <source>待发</source>
        <translation>Waiting</translation>
    </message>
    <message>
        <source>项</source>
        <translation>rec.</translation>
    </message>
    <message>
        <source>需处理</source>
        <translation>To handle</translation>
    </message>
    <message>
        <source>件</source>
        <translation>open</translation>
    </message>
    <message>
        <source>上次同步 {0}</source>
        <translation>Last sync {0}</translation>
    </message>
    <message>
        <source>还没有同步过</source>
        <translation>Not synced yet</translation>
    </message>
    <message>
        <source>磁盘只剩 {0} GB</source>
        <translation>Only {0} GB of disk left</translation>
    </message>
    <message>
        <source>磁盘余 {0} GB</source>
        <translation>{0} GB of disk free</translation>
    </message>
    <message>
        <source>时间正常</source>
        <translation>Clock OK</translation>
    </message>
    <message>
        <source>电脑时间不对</source>
        <translation>This PC&apos;s clock is wrong</translation>
    </message>
</context>
<context>
    <name>Stick</name>
    <message>
        <source>下一格</source>
        <translation>Next field</translation>
    </message>
    <message>
        <source>按下</source>
        <translation>Press</translation>
    </message>
    <message>
        <source>返回</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>用 U 盘送收</source>
        <translation>By USB stick</translation>
    </message>
    <message>
        <source>写到 U 盘</source>
        <translation>Onto the stick</translation>
    </message>
    <message>
        <source>没有网的时候</source>
        <translation>When there is no network</translation>
    </message>
    <message>
        <source>把还没送到中心的写成一个加密的文件，和单子一起带到中心。写几次都行，不会重复</source>
        <translation>What the center lacks goes into an encrypted file; take it there with its slip. However often it is written, nothing is done twice</translation>
    </message>
    <message>
        <source>选 U 盘，写上去</source>
        <translation>Choose the stick, write</translation>
    </message>
    <message>
        <source>打印单子</source>
        <translation>Print the slip</translation>
    </message>
    <message>
        <source>存成 PDF</source>
        <translation>Save as PDF</translation>
    </message>
    <message>
        <source>收 U 盘上的回执</source>
        <translation>The center&apos;s answer</translation>
    </message>
    <message>
        <source>中心还回来的</source>
        <translation>What comes back</translation>
    </message>
    <message>
        <source>中心收下以后，在同一个 U 盘上写回一个 back- 开头的文件。选它，看清带来什么再收</source>
        <translation>The center puts a file that begins with back- on the same stick. Choose it and see what it brings before taking it</translation>
    </message>
    <message>
        <source>选回执文件</source>
        <translation>Choose the answer</translation>
    </message>
    <message>
        <source>收下</source>
        <translation>Take it</translation>
    </message>
    <message>
        <source>先不收</source>
        <translation>Not now</translation>
    </message>
    <message>
        <source>写到哪个 U 盘</source>
        <translation>Which stick</translation>
    </message>
    <message>
        <source>正在写…</source>
        <translation>Writing…</translation>
    </message>
    <message>
        <source>街道</source>
        <translation>Sub-district</translation>
    </message>
    <message>
        <source>没有写成。</source>
        <translation>Not written.</translation>
    </message>
    <message>
        <source>写好了，{0}</source>
        <translation>Written, {0}</translation>
    </message>
    <message>
        <source>文件：{0}</source>
        <translation>File: {0}</translation>
    </message>
    <message>
        <source>在：{0}</source>
        <translation>In: {0}</translation>
    </message>
    <message>
        <source>装了：{0}</source>
        <translation>Holds: {0}</translation>
    </message>
    <message>
        <source>写好的时间：{0}</source>
        <translation>Written at: {0}</translation>
    </message>
    <message>
        <source>拔 U 盘以前，先在系统里弹出它</source>
        <translation>Eject the stick before you pull it out</translation>
    </message>
    <message>
        <source>送去打印了。</source>
        <translation>Sent to the printer.</translation>
    </message>
    <message>
        <source>单子存到哪里</source>
        <translation>Where to save the slip</translation>
    </message>
    <message>
        <source>单子存在 {0}</source>
        <translation>The slip is in {0}</translation>
    </message>
    <message>
        <source>U 盘回执 (*{0})</source>
        <translation>Answers (*{0})</translation>
    </message>
    <message>
        <source>{0} 份有了回执，收到 {1} 条</source>
        <translation>{0} settled, {1} records received</translation>
    </message>
    <message>
        <source>收下了。</source>
        <translation>Taken.</translation>
    </message>
    <message>
        <source>重新写一份</source>
        <translation>Write a fresh one</translation>
    </message>
    <message>
        <source>没有收。</source>
        <translation>Not taken.</translation>
    </message>
    <message>
        <source>回执第 {0} 号，{1}</source>
        <translation>Answer number {0}, {1}</translation>
    </message>
    <message>
        <source>中心没有收您的 U 盘：{0}</source>
        <translation>The center did not take your stick: {0}</translation>
    </message>
    <message>
        <source>按收下，再按它说的做</source>
        <translation>Take it, then do as it says</translation>
    </message>
    <message>
        <source>您送去的：中心收下 {0} 份，没收下 {1} 份</source>
        <translation>Of what you sent the center took {0} and refused {1}</translation>
    </message>
    <message>
        <source>带来的：{0}</source>
        <translation>It brings: {0}</translation>
    </message>
    <message>
        <source>没有带来新的</source>
        <translation>It brings nothing new</translation>
    </message>
    <message>
        <source>后来的回执已经收过了。收下它没有害处，也不会退回去</source>
        <translation>A later answer was taken already. This one does no harm and moves nothing back</translation>
    </message>
    <message>
        <source>U 盘送收单</source>
        <translation>By stick: sent and received</translation>
    </message>
</context>
<context>
    <name>Strip</name>
    <message>
        <source>知道了</source>
        <translation>Got it</translation>
    </message>
</context>
<context>
    <name>Table</name>
    <message>
        <source>表格</source>
        <translation>Table</translation>
    </message>
</context>
<context>
    <name>TallyBand</name>
    <message>
        <source>新增户</source>
        <translation>New</translation>
    </message>
    <message>
        <source>改动户</source>
        <translation>Changed</translation>
    </message>
    <message>
        <source>相同户</source>
        <translation>The same</translation>
    </message>
    <message>
        <source>搁置户</source>
        <translation>Held back</translation>
    </message>
    <message>
        <source>空户</source>
        <translation>Vacant</translation>
    </message>
    <message>
        <source>{0} 人</source>
        <translation>People: {0}</translation>
    </message>
    <message>
        <source>共 {0} 户</source>
        <translation>of {0} in all</translation>
    </message>
</context>
<context>
    <name>Today</name>
    <message>
        <source>选户</source>
        <translation>Choose a door</translation>
    </message>
    <message>
        <source>打开</source>
        <translation>Open</translation>
    </message>
    <message>
        <source>结果</source>
        <translation>Result</translation>
    </message>
    <message>
        <source>返回</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>帮助</source>
        <translation>Help</translation>
    </message>
    <message>
        <source>今天</source>
        <translation>Today</translation>
    </message>
    <message>
        <source>今天这一圈</source>
        <translation>Today&apos;s round</translation>
    </message>
    <message>
        <source>回到这一圈</source>
        <translation>Back to the round</translation>
    </message>
    <message>
        <source>{0} 户</source>
        <translation>Homes: {0}</translation>
    </message>
    <message>
        <source>已见 {0}</source>
        <translation>Met {0}</translation>
    </message>
    <message>
        <source>今天到期</source>
        <translation>Due today</translation>
    </message>
    <message>
        <source>新交给我</source>
        <translation>New for me</translation>
    </message>
    <message>
        <source>待发送</source>
        <translation>To send</translation>
    </message>
    <message>
        <source>这里没有了</source>
        <translation>Nothing left here</translation>
    </message>
    <message>
        <source>全社区 {0} 户里还没有分给您的。请社区书记分一分，也可以先从住户里挑一户去走</source>
        <translation>None of the community&apos;s {0} households is yours yet. Ask the secretary for a share, or choose a door from the households</translation>
    </message>
    <message>
        <source>还没有分给您的户</source>
        <translation>No doors of yours yet</translation>
    </message>
    <message>
        <source>看全部住户</source>
        <translation>Show all homes</translation>
    </message>
    <message>
        <source>您的 {0} 户里还有 {1} 户没走过</source>
        <translation>Your homes: {0}, not visited yet: {1}</translation>
    </message>
    <message>
        <source>今天没有到期的事</source>
        <translation>Nothing due today</translation>
    </message>
    <message>
        <source>看我的住户</source>
        <translation>See my homes</translation>
    </message>
    <message>
        <source>没见到 {0}</source>
        <translation>Not met {0}</translation>
    </message>
    <message>
        <source>待走 {0}</source>
        <translation>To go {0}</translation>
    </message>
    <message>
        <source>晚间速记</source>
        <translation>Evening</translation>
    </message>
    <message>
        <source>打印走访单</source>
        <translation>Print round sheet</translation>
    </message>
</context>
<context>
    <name>TwinBody</name>
    <message>
        <source>就这样记</source>
        <translation>Keep so</translation>
    </message>
</context>
<context>
    <name>TwinTable</name>
    <message>
        <source>另一份在{0}，这里看不到</source>
        <translation>The other is in {0} and not to be seen here</translation>
    </message>
</context>
<context>
    <name>TypingSide</name>
    <message>
        <source>打字</source>
        <translation>Type</translation>
    </message>
    <message>
        <source>一行一户</source>
        <translation>One door a line</translation>
    </message>
    <message>
        <source>这一圈的日期</source>
        <translation>Day of the round</translation>
    </message>
    <message>
        <source>哪天走的。昨天的也可以补，↑ ↓ 换一天</source>
        <translation>The day of the round; an earlier one is fine. ↑ ↓ change the day</translation>
    </message>
    <message>
        <source>晚间速记</source>
        <translation>Evening</translation>
    </message>
    <message>
        <source>3 号楼 2 单元
503 曾 平安 药够到月底
502 没人 留条
601 漏水 要修 厨房顶</source>
        <translation>3 号楼 2 单元
503 曾 平安 药够到月底
502 没人 留条
601 漏水 要修 厨房顶</translation>
    </message>
    <message>
        <source>认得的词：平安 没人 留条 拒访 空 搬走 电话 要修 漏水 周六再去</source>
        <translation>Known words: 平安 没人 留条 拒访 空 搬走 电话 要修 漏水 周六再去</translation>
    </message>
    <message>
        <source>写过楼号单元，下面只打房号；一行几户用 / 隔开</source>
        <translation>Below a building and stair the room is enough; / between doors on one line</translation>
    </message>
</context>
<context>
    <name>VisitForm</name>
    <message>
        <source>诉求</source>
        <translation>Requests</translation>
    </message>
    <message>
        <source>记走访</source>
        <translation>Record a visit</translation>
    </message>
    <message>
        <source>目的</source>
        <translation>Purpose</translation>
    </message>
    <message>
        <source>开始时间</source>
        <translation>Begun</translation>
    </message>
    <message>
        <source>结束时间</source>
        <translation>Ended</translation>
    </message>
    <message>
        <source>时间</source>
        <translation>Time</translation>
    </message>
    <message>
        <source>用电</source>
        <translation>Power</translation>
    </message>
    <message>
        <source>燃气</source>
        <translation>Gas</translation>
    </message>
    <message>
        <source>消防</source>
        <translation>Fire</translation>
    </message>
    <message>
        <source>过道不堵</source>
        <translation>Corridor clear</translation>
    </message>
    <message>
        <source>留了联系条</source>
        <translation>Left a note</translation>
    </message>
    <message>
        <source>安全</source>
        <translation>Safety</translation>
    </message>
    <message>
        <source>情况</source>
        <translation>Notes</translation>
    </message>
    <message>
        <source>走访日期</source>
        <translation>Day of the visit</translation>
    </message>
    <message>
        <source>下次再去</source>
        <translation>Next try</translation>
    </message>
    <message>
        <source>不约</source>
        <translation>No date</translation>
    </message>
    <message>
        <source>下次</source>
        <translation>Next</translation>
    </message>
    <message>
        <source>日期</source>
        <translation>Day</translation>
    </message>
    <message>
        <source>留条</source>
        <translation>Note left</translation>
    </message>
</context>
<context>
    <name>WithdrawForm</name>
    <message>
        <source>撤回这件诉求</source>
        <translation>Withdraw this request</translation>
    </message>
    <message>
        <source>撤回</source>
        <translation>Withdraw</translation>
    </message>
    <message>
        <source>撤回了。</source>
        <translation>Withdrawn.</translation>
    </message>
    <message>
        <source>为什么</source>
        <translation>Why</translation>
    </message>
    <message>
        <source>居民自己弄好了，或者记重了</source>
        <translation>The resident mended it, or it was noted twice</translation>
    </message>
</context>
<context>
    <name>WorkerPlate</name>
    <message>
        <source>我</source>
        <translation>Me</translation>
    </message>
    <message>
        <source>我：{0}，{1}</source>
        <translation>Me: {0}, {1}</translation>
    </message>
</context>
<context>
    <name>YesPlace</name>
    <message>
        <source>是</source>
        <translation>Yes</translation>
    </message>
</context>
<context>
    <name>_Asking</name>
    <message>
        <source>这一格还没有填</source>
        <translation>This field is still empty</translation>
    </message>
    <message>
        <source>口令太短了，至少 {0} 个字</source>
        <translation>The password is too short: {0} characters or more</translation>
    </message>
    <message>
        <source>两遍口令不一样，再输一遍</source>
        <translation>The two passwords differ, type it again</translation>
    </message>
    <message>
        <source>大写锁定开着，口令分大小写</source>
        <translation>Caps Lock is on, and case matters</translation>
    </message>
    <message>
        <source>请等一下…</source>
        <translation>One moment…</translation>
    </message>
</context>
<context>
    <name>attachments</name>
    <message>
        <source>附件 {0}</source>
        <translation>Attachments {0}</translation>
    </message>
    <message>
        <source>附件</source>
        <translation>Attachments</translation>
    </message>
    <message>
        <source>图片</source>
        <translation>picture</translation>
    </message>
    <message>
        <source>待发</source>
        <translation>Waiting</translation>
    </message>
    <message>
        <source>正在送 {0}%</source>
        <translation>Sending {0}%</translation>
    </message>
    <message>
        <source>正在取 {0}%</source>
        <translation>Fetching {0}%</translation>
    </message>
    <message>
        <source>已收到</source>
        <translation>Received</translation>
    </message>
    <message>
        <source>不在这台电脑</source>
        <translation>Not on this PC</translation>
    </message>
    <message>
        <source>还没送到中心</source>
        <translation>Not at the center yet</translation>
    </message>
    <message>
        <source>坏了</source>
        <translation>Damaged</translation>
    </message>
</context>
<context>
    <name>buildings</name>
    <message>
        <source>{0} {1}，{2}，在今天这一圈里</source>
        <translation>{0} {1}, {2}, in today&apos;s round</translation>
    </message>
    <message>
        <source>{0} {1}，{2}</source>
        <translation>{0} {1}, {2}</translation>
    </message>
    <message>
        <source>其他门牌</source>
        <translation>Other doors</translation>
    </message>
    <message>
        <source>{0} 号楼</source>
        <translation>Building {0}</translation>
    </message>
    <message>
        <source>{0} 户 · 已见 {1}</source>
        <translation>{0} homes · {1} met</translation>
    </message>
    <message>
        <source>{0} 单元</source>
        <translation>Unit {0}</translation>
    </message>
    <message>
        <source>负{0}</source>
        <translation>B{0}</translation>
    </message>
    <message>
        <source>没写小区的</source>
        <translation>No estate given</translation>
    </message>
    <message>
        <source>{0} 户</source>
        <translation>Doors: {0}</translation>
    </message>
    <message>
        <source>{0} 栋 {1} 户。一格一户，从下往上是楼层，横线是路面</source>
        <translation>{0} buildings, {1} homes. A cell is a home, floors go up, the line is the street</translation>
    </message>
</context>
<context>
    <name>empty</name>
    <message>
        <source>还没有花名册</source>
        <translation>No roster yet</translation>
    </message>
    <message>
        <source>把社区的 Excel 花名册导进来，就能一户一户走了</source>
        <translation>Bring in the community's Excel roster, and go from door to door</translation>
    </message>
    <message>
        <source>导入花名册</source>
        <translation>Import a roster</translation>
    </message>
</context>
<context>
    <name>evening</name>
    <message>
        <source>哪位？</source>
        <translation>Who?</translation>
    </message>
    <message>
        <source>哪样？</source>
        <translation>Which?</translation>
    </message>
    <message>
        <source>可提交</source>
        <translation>Ready</translation>
    </message>
    <message>
        <source>要您选</source>
        <translation>To choose</translation>
    </message>
    <message>
        <source>没读懂</source>
        <translation>Not read</translation>
    </message>
    <message>
        <source>留了条</source>
        <translation>Note left</translation>
    </message>
    <message>
        <source>再去 {0}</source>
        <translation>Again on {0}</translation>
    </message>
    <message>
        <source>诉求：{0}</source>
        <translation>Request: {0}</translation>
    </message>
    <message>
        <source>（再记一次）</source>
        <translation>(recorded again)</translation>
    </message>
    <message>
        <source>没说是几号楼几单元，写在前面</source>
        <translation>Which building and stair? Write it in front</translation>
    </message>
    <message>
        <source>这天这户已记过：{0}</source>
        <translation>Already recorded here that day: {0}</translation>
    </message>
    <message>
        <source>开头没有门牌，写上 3-2-501 或房号</source>
        <translation>No door at the beginning: write 3-2-501 or a room</translation>
    </message>
    <message>
        <source>有好几户，是哪一户？</source>
        <translation>Several households fit. Which one?</translation>
    </message>
    <message>
        <source>姓{0}的不止一位，见到哪位？</source>
        <translation>Several people are called {0}. Who was met?</translation>
    </message>
    <message>
        <source>这户没有“{0}”，看看门牌对不对</source>
        <translation>Nobody called “{0}” here. Is the door right?</translation>
    </message>
    <message>
        <source>没说结果，是哪一样？</source>
        <translation>No outcome. Which is it?</translation>
    </message>
    <message>
        <source>结果前后对不上，以哪样为准？</source>
        <translation>The outcomes contradict each other. Which holds?</translation>
    </message>
    <message>
        <source>第 {0} 行已记过这户</source>
        <translation>This door is on line {0} already</translation>
    </message>
    <message>
        <source>没有 {0} 这个门牌，是不是：</source>
        <translation>There is no door {0}. Is it:</translation>
    </message>
    <message>
        <source>没有 {0} 这个门牌</source>
        <translation>There is no door {0}</translation>
    </message>
    <message>
        <source>没有 {0} 这个门牌（{1} 第 {2} 行已记），是不是：</source>
        <translation>There is no door {0} ({1} is on line {2}). Is it:</translation>
    </message>
    <message>
        <source>没有 {0} 这个门牌（{1} 第 {2} 行已记）</source>
        <translation>There is no door {0} ({1} is on line {2})</translation>
    </message>
    <message>
        <source>{0} 岁</source>
        <translation>age {0}</translation>
    </message>
    <message>
        <source>都见到了</source>
        <translation>Met all of them</translation>
    </message>
    <message>
        <source>再记一次</source>
        <translation>Record again</translation>
    </message>
    <message>
        <source>不要这条</source>
        <translation>Drop this line</translation>
    </message>
    <message>
        <source>照记，写进情况</source>
        <translation>Keep it as a note</translation>
    </message>
</context>
<context>
    <name>fields</name>
    <message>
        <source>住户</source>
        <translation>Household</translation>
    </message>
    <message>
        <source>社区</source>
        <translation>Community</translation>
    </message>
    <message>
        <source>小区</source>
        <translation>Estate</translation>
    </message>
    <message>
        <source>楼栋</source>
        <translation>Building</translation>
    </message>
    <message>
        <source>单元</source>
        <translation>Unit</translation>
    </message>
    <message>
        <source>楼层</source>
        <translation>Floor</translation>
    </message>
    <message>
        <source>房号</source>
        <translation>Room</translation>
    </message>
    <message>
        <source>空户</source>
        <translation>Vacant</translation>
    </message>
    <message>
        <source>住房性质</source>
        <translation>Tenure</translation>
    </message>
    <message>
        <source>备注</source>
        <translation>Note</translation>
    </message>
    <message>
        <source>姓名</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>身份证号</source>
        <translation>ID number</translation>
    </message>
    <message>
        <source>出生日期</source>
        <translation>Date of birth</translation>
    </message>
    <message>
        <source>性别</source>
        <translation>Sex</translation>
    </message>
    <message>
        <source>联系电话</source>
        <translation>Phone</translation>
    </message>
    <message>
        <source>与户主关系</source>
        <translation>Relation to the head</translation>
    </message>
    <message>
        <source>文化程度</source>
        <translation>Education</translation>
    </message>
    <message>
        <source>政治面貌</source>
        <translation>Political status</translation>
    </message>
    <message>
        <source>婚姻状况</source>
        <translation>Marital status</translation>
    </message>
    <message>
        <source>民族</source>
        <translation>Ethnic group</translation>
    </message>
    <message>
        <source>户口性质</source>
        <translation>Kind of hukou</translation>
    </message>
    <message>
        <source>户籍地址</source>
        <translation>Hukou address</translation>
    </message>
    <message>
        <source>居住情况</source>
        <translation>Residence</translation>
    </message>
    <message>
        <source>工作单位</source>
        <translation>Workplace</translation>
    </message>
    <message>
        <source>哪次走访</source>
        <translation>Which visit</translation>
    </message>
    <message>
        <source>走访人</source>
        <translation>Visitors</translation>
    </message>
    <message>
        <source>走访日期</source>
        <translation>Day of the visit</translation>
    </message>
    <message>
        <source>开始时间</source>
        <translation>Begun</translation>
    </message>
    <message>
        <source>结束时间</source>
        <translation>Ended</translation>
    </message>
    <message>
        <source>方式</source>
        <translation>Manner</translation>
    </message>
    <message>
        <source>目的</source>
        <translation>Purpose</translation>
    </message>
    <message>
        <source>结果</source>
        <translation>Result</translation>
    </message>
    <message>
        <source>见到谁</source>
        <translation>Met</translation>
    </message>
    <message>
        <source>留了联系单</source>
        <translation>Notice left</translation>
    </message>
    <message>
        <source>下次再去</source>
        <translation>Next try</translation>
    </message>
    <message>
        <source>安全提醒</source>
        <translation>Safety</translation>
    </message>
    <message>
        <source>诉求内容</source>
        <translation>Request</translation>
    </message>
    <message>
        <source>哪一类</source>
        <translation>Kind</translation>
    </message>
    <message>
        <source>急不急</source>
        <translation>Urgency</translation>
    </message>
    <message>
        <source>大小事</source>
        <translation>Triage</translation>
    </message>
    <message>
        <source>办到哪一步</source>
        <translation>State</translation>
    </message>
    <message>
        <source>谁办</source>
        <translation>Owner</translation>
    </message>
    <message>
        <source>答应的日子</source>
        <translation>Promised for</translation>
    </message>
    <message>
        <source>答复</source>
        <translation>Reply</translation>
    </message>
    <message>
        <source>居民</source>
        <translation>Resident</translation>
    </message>
    <message>
        <source>标签</source>
        <translation>Tag</translation>
    </message>
    <message>
        <source>从哪天</source>
        <translation>Since</translation>
    </message>
    <message>
        <source>到哪天</source>
        <translation>Until</translation>
    </message>
    <message>
        <source>从哪里知道</source>
        <translation>Source</translation>
    </message>
    <message>
        <source>凭据</source>
        <translation>Evidence</translation>
    </message>
    <message>
        <source>责任人</source>
        <translation>Worker</translation>
    </message>
    <message>
        <source>哪些算见到</source>
        <translation>What counts as met</translation>
    </message>
    <message>
        <source>撤没撤</source>
        <translation>Withdrawn</translation>
    </message>
    <message>
        <source>情况</source>
        <translation>Notes</translation>
    </message>
    <message>
        <source>走访名称</source>
        <translation>Campaign</translation>
    </message>
    <message>
        <source>已撤掉</source>
        <translation>withdrawn</translation>
    </message>
    <message>
        <source>留着</source>
        <translation>kept</translation>
    </message>
    <message>
        <source>空着</source>
        <translation>Empty</translation>
    </message>
    <message>
        <source>是</source>
        <translation>Yes</translation>
    </message>
    <message>
        <source>不是</source>
        <translation>No</translation>
    </message>
    <message>
        <source>哪几方</source>
        <translation>Parties</translation>
    </message>
    <message>
        <source>谈得怎样</source>
        <translation>How it ended</translation>
    </message>
    <message>
        <source>哪件诉求</source>
        <translation>Request</translation>
    </message>
    <message>
        <source>哪一步</source>
        <translation>Step</translation>
    </message>
    <message>
        <source>哪天</source>
        <translation>Day</translation>
    </message>
    <message>
        <source>谁定的</source>
        <translation>Who decided</translation>
    </message>
    <message>
        <source>原来</source>
        <translation>Before</translation>
    </message>
    <message>
        <source>改成</source>
        <translation>Changed to</translation>
    </message>
    <message>
        <source>说明</source>
        <translation>Note</translation>
    </message>
</context>
<context>
    <name>form</name>
    <message>
        <source>这一项要填</source>
        <translation>Fill this in</translation>
    </message>
    <message>
        <source>从找到的里选一个</source>
        <translation>Choose one of those found</translation>
    </message>
    <message>
        <source>日期看不懂，写成 5-16 这样</source>
        <translation>Not a day; write it like 5-16</translation>
    </message>
    <message>
        <source>这一天还没到</source>
        <translation>That day has not come yet</translation>
    </message>
    <message>
        <source>太长了</source>
        <translation>Too long</translation>
    </message>
    <message>
        <source>代码表里没有</source>
        <translation>Not in the code table</translation>
    </message>
</context>
<context>
    <name>handover</name>
    <message>
        <source>{0} 交班单</source>
        <translation>{0}: handover</translation>
    </message>
    <message>
        <source>没有</source>
        <translation>None</translation>
    </message>
    <message>
        <source>组长签字</source>
        <translation>Team leader</translation>
    </message>
    <message>
        <source>本人签字</source>
        <translation>Signed</translation>
    </message>
    <message>
        <source>还没有同步过</source>
        <translation>Not synced yet</translation>
    </message>
    <message>
        <source>上次同步 {0}</source>
        <translation>Last sync {0}</translation>
    </message>
    <message>
        <source>走访 {0} 次</source>
        <translation>{0} visits</translation>
    </message>
    <message>
        <source>别的记录</source>
        <translation>Other records</translation>
    </message>
    <message>
        <source>今天记的 / 有回执</source>
        <translation>Written today / with receipt</translation>
    </message>
    <message>
        <source>还没送到</source>
        <translation>Not there yet</translation>
    </message>
    <message>
        <source>{0} 项</source>
        <translation>{0}</translation>
    </message>
    <message>
        <source>收到</source>
        <translation>Received</translation>
    </message>
    <message>
        <source>退回 {0} · 要定 {1}</source>
        <translation>Returned {0} · to decide {1}</translation>
    </message>
    <message>
        <source>要处理</source>
        <translation>Needs somebody</translation>
    </message>
    <message>
        <source>另有 {0} 件，见要您处理</source>
        <translation>{0} more, see Needs you</translation>
    </message>
    <message>
        <source>没写完的表 {0} 份</source>
        <translation>{0} unfinished forms</translation>
    </message>
    <message>
        <source>留给明天</source>
        <translation>Left for tomorrow</translation>
    </message>
</context>
<context>
    <name>needs</name>
    <message>
        <source>别人负责的</source>
        <translation>Others&apos; to decide</translation>
    </message>
    <message>
        <source>连着 {0} 份</source>
        <translation>{0} more with it</translation>
    </message>
    <message>
        <source>{0}等 {1} 处</source>
        <translation>{0} and others, {1} in all</translation>
    </message>
    <message>
        <source>归{0}</source>
        <translation>{0}&apos;s</translation>
    </message>
    <message>
        <source>{0} {1}定的</source>
        <translation>decided {0} by {1}</translation>
    </message>
    <message>
        <source>定了</source>
        <translation>Decided</translation>
    </message>
    <message>
        <source>今天</source>
        <translation>Today</translation>
    </message>
    <message>
        <source>{0} 个工作日</source>
        <translation>{0} working days</translation>
    </message>
</context>
<context>
    <name>phrases</name>
    <message>
        <source>没走过</source>
        <translation>Not visited</translation>
    </message>
    <message>
        <source>还没走</source>
        <translation>Not gone yet</translation>
    </message>
    <message>
        <source>已见面</source>
        <translation>Met</translation>
    </message>
    <message>
        <source>拒访</source>
        <translation>Refused</translation>
    </message>
    <message>
        <source>不计</source>
        <translation>Not counted</translation>
    </message>
    <message>
        <source>门牌</source>
        <translation>Door</translation>
    </message>
    <message>
        <source>户主</source>
        <translation>Head</translation>
    </message>
    <message>
        <source>上次走访</source>
        <translation>Last visit</translation>
    </message>
    <message>
        <source>结果</source>
        <translation>Result</translation>
    </message>
    <message>
        <source>今年次数</source>
        <translation>This year</translation>
    </message>
    <message>
        <source>标签</source>
        <translation>Tags</translation>
    </message>
    <message>
        <source>责任人</source>
        <translation>Worker</translation>
    </message>
    <message>
        <source>{0} 次</source>
        <translation>{0}×</translation>
    </message>
    <message>
        <source>{0} 号楼</source>
        <translation>Building {0}</translation>
    </message>
    <message>
        <source>{0} {1} 单元</source>
        <translation>{0}, unit {1}</translation>
    </message>
    <message>
        <source>其他</source>
        <translation>Other</translation>
    </message>
    <message>
        <source>{0} 户</source>
        <translation>Homes: {0}</translation>
    </message>
    <message>
        <source>{0} 岁</source>
        <translation>age {0}</translation>
    </message>
    <message>
        <source>敲过 {0} 次</source>
        <translation>Tried {0}×</translation>
    </message>
    <message>
        <source>上次走访 {0}</source>
        <translation>Last visit {0}</translation>
    </message>
    <message>
        <source>还没走访过</source>
        <translation>Not visited yet</translation>
    </message>
    <message>
        <source>诉求到期</source>
        <translation>Request due</translation>
    </message>
    <message>
        <source>约好再去</source>
        <translation>Agreed next try</translation>
    </message>
    <message>
        <source>敲门未遇 {0} 次</source>
        <translation>Nobody home {0}×</translation>
    </message>
    <message>
        <source>{0} 件诉求未办结</source>
        <translation>Open requests: {0}</translation>
    </message>
    <message>
        <source>走访</source>
        <translation>Visit</translation>
    </message>
    <message>
        <source>诉求</source>
        <translation>Requests</translation>
    </message>
    <message>
        <source>住户</source>
        <translation>Homes</translation>
    </message>
    <message>
        <source>居民</source>
        <translation>Resident</translation>
    </message>
    <message>
        <source>包户</source>
        <translation>Share of doors</translation>
    </message>
    <message>
        <source>全面走访</source>
        <translation>Visit of all doors</translation>
    </message>
    <message>
        <source>今天</source>
        <translation>Today</translation>
    </message>
    <message>
        <source>昨天</source>
        <translation>Yesterday</translation>
    </message>
    <message>
        <source>{0} 天前</source>
        <translation>{0} days ago</translation>
    </message>
    <message>
        <source>迟 {0} 天</source>
        <translation>{0} d late</translation>
    </message>
    <message>
        <source>本周</source>
        <translation>This week</translation>
    </message>
    <message>
        <source>余 {0} 天</source>
        <translation>{0} d left</translation>
    </message>
    <message>
        <source>待发</source>
        <translation>Waiting</translation>
    </message>
    <message>
        <source>正在送</source>
        <translation>Sending</translation>
    </message>
    <message>
        <source>已收到</source>
        <translation>Received</translation>
    </message>
    <message>
        <source>冲突</source>
        <translation>Conflict</translation>
    </message>
    <message>
        <source>没收下</source>
        <translation>Not taken</translation>
    </message>
    <message>
        <source>{0} 单元</source>
        <translation>Unit {0}</translation>
    </message>
    <message>
        <source>{0} 楼</source>
        <translation>Floor {0}</translation>
    </message>
    <message>
        <source>（空户）</source>
        <translation>(vacant)</translation>
    </message>
    <message>
        <source>（没登记人）</source>
        <translation>(nobody registered)</translation>
    </message>
    <message>
        <source>这一天还没到</source>
        <translation>That day has not come yet</translation>
    </message>
    <message>
        <source>日期看不懂，写成 5-16 这样</source>
        <translation>Not a day; write it like 5-16</translation>
    </message>
    <message>
        <source>日期看不懂，写成 5-16 或 +7</source>
        <translation>Not a day; write it like 5-16 or +7</translation>
    </message>
    <message>
        <source>时间看不懂，写成 10:05 或 1005</source>
        <translation>Not a time; write it like 10:05 or 1005</translation>
    </message>
    <message>
        <source>时间看不懂，写成 10:20 或 1020</source>
        <translation>Not a time; write it like 10:20 or 1020</translation>
    </message>
    <message>
        <source>结束比开始还早</source>
        <translation>The end is before the beginning</translation>
    </message>
    <message>
        <source>先按 1–8 说说结果</source>
        <translation>First press 1–8 for the result</translation>
    </message>
    <message>
        <source>不认得这个结果</source>
        <translation>Unknown result</translation>
    </message>
    <message>
        <source>不认得这个目的</source>
        <translation>Unknown purpose</translation>
    </message>
    <message>
        <source>情况太长了，最多两万字</source>
        <translation>The notes are too long, 20,000 characters at most</translation>
    </message>
    <message>
        <source>诉求还没写内容</source>
        <translation>The request is still empty</translation>
    </message>
    <message>
        <source>诉求太长了</source>
        <translation>The request is too long</translation>
    </message>
    <message>
        <source>这一户已经不在名册里了</source>
        <translation>This household is no longer in the roster</translation>
    </message>
    <message>
        <source>这一项存不下：{0}</source>
        <translation>This cannot be kept: {0}</translation>
    </message>
    <message>
        <source>没见到</source>
        <translation>Not met yet</translation>
    </message>
    <message>
        <source>空着</source>
        <translation>Empty</translation>
    </message>
    <message>
        <source>全社区里，这次走访一次也没去过的户</source>
        <translation>Homes of the whole community where nobody has been in this campaign</translation>
    </message>
    <message>
        <source>今天这一圈里还没去的户</source>
        <translation>Homes of today&apos;s round still to go to</translation>
    </message>
    <message>
        <source>去过或打过电话、还没见到人的户；不计入的电话也在这里</source>
        <translation>Tried or phoned, nobody met yet; calls that do not count are here too</translation>
    </message>
    <message>
        <source>见到了本人或家人的户</source>
        <translation>Homes where the person or the family was met</translation>
    </message>
    <message>
        <source>最近一次不让进门的户</source>
        <translation>Homes that refused the last time</translation>
    </message>
    <message>
        <source>名册上的空户，加上去了发现空着的户</source>
        <translation>Vacant in the roster, or found empty at the door</translation>
    </message>
    <message>
        <source>{0}（不算见面）</source>
        <translation>{0} (not counted)</translation>
    </message>
    <message>
        <source>{0}，{1}</source>
        <translation>{0}, {1}</translation>
    </message>
    <message>
        <source>附件</source>
        <translation>Attachments</translation>
    </message>
    <message>
        <source>要定的</source>
        <translation>Review</translation>
    </message>
    <message>
        <source>社区</source>
        <translation>Community</translation>
    </message>
    <message>
        <source>人员</source>
        <translation>User</translation>
    </message>
    <message>
        <source>负 {0} 楼</source>
        <translation>basement {0}</translation>
    </message>
    <message>
        <source>诉求经过</source>
        <translation>Request history</translation>
    </message>
</context>
<context>
    <name>requests</name>
    <message>
        <source>还没人接</source>
        <translation>Nobody has it yet</translation>
    </message>
    <message>
        <source>还没定日子</source>
        <translation>No day promised yet</translation>
    </message>
    <message>
        <source>哪几方</source>
        <translation>Parties</translation>
    </message>
    <message>
        <source>分流</source>
        <translation>Sort</translation>
    </message>
    <message>
        <source>谁办</source>
        <translation>Owner</translation>
    </message>
    <message>
        <source>回访</source>
        <translation>Follow up</translation>
    </message>
    <message>
        <source>答应</source>
        <translation>Promised</translation>
    </message>
    <message>
        <source>谈得怎样</source>
        <translation>How it ended</translation>
    </message>
    <message>
        <source>答复</source>
        <translation>Reply</translation>
    </message>
    <message>
        <source>经过</source>
        <translation>History</translation>
    </message>
    <message>
        <source>以前分过的里没有像这样的</source>
        <translation>None of those sorted before is like this</translation>
    </message>
    <message>
        <source>以前像这样的</source>
        <translation>Earlier ones like this</translation>
    </message>
    <message>
        <source>只是给您参考，不会替您分</source>
        <translation>For your information only; nothing is sorted by it</translation>
    </message>
    <message>
        <source>待分流</source>
        <translation>To be sorted</translation>
    </message>
    <message>
        <source>办理中</source>
        <translation>Being handled</translation>
    </message>
    <message>
        <source>待回访</source>
        <translation>To follow up</translation>
    </message>
    <message>
        <source>已解决</source>
        <translation>Solved</translation>
    </message>
    <message>
        <source>办结未认可</source>
        <translation>Closed, unconfirmed</translation>
    </message>
    <message>
        <source>已撤回</source>
        <translation>Withdrawn</translation>
    </message>
    <message>
        <source>还没分流，不能办结</source>
        <translation>Not sorted yet, so it cannot be finished</translation>
    </message>
    <message>
        <source>还没办完，先办再回访</source>
        <translation>Not finished yet; finish it, then follow up</translation>
    </message>
    <message>
        <source>办完了，等居民回话</source>
        <translation>Finished; waiting for the resident&apos;s word</translation>
    </message>
    <message>
        <source>已经了结了</source>
        <translation>It is over already</translation>
    </message>
    <message>
        <source>还没写原因</source>
        <translation>No reason given yet</translation>
    </message>
    <message>
        <source>还没写内容</source>
        <translation>Nothing written yet</translation>
    </message>
    <message>
        <source>谈成没谈成，还没选</source>
        <translation>Choose whether they agreed</translation>
    </message>
    <message>
        <source>还没选交给谁</source>
        <translation>Choose who gets it</translation>
    </message>
    <message>
        <source>本来就是这个人在办</source>
        <translation>They have it already</translation>
    </message>
    <message>
        <source>本来就是这一类</source>
        <translation>It is sorted so already</translation>
    </message>
    <message>
        <source>先按 1–3 选一类</source>
        <translation>Choose with 1–3 first</translation>
    </message>
    <message>
        <source>这一天已经过了</source>
        <translation>This day is over</translation>
    </message>
    <message>
        <source>居民怎么说，还没选</source>
        <translation>Choose what the resident says</translation>
    </message>
    <message>
        <source>还没选是哪一户</source>
        <translation>Choose the household</translation>
    </message>
    <message>
        <source>还没写是哪几方</source>
        <translation>Write down the parties</translation>
    </message>
    <message>
        <source>劝和</source>
        <translation>Mediation</translation>
    </message>
    <message>
        <source>提出来</source>
        <translation>Raised</translation>
    </message>
    <message>
        <source>从{0}改成{1}</source>
        <translation>From {0} to {1}</translation>
    </message>
    <message>
        <source>分流：{0}</source>
        <translation>Sorted: {0}</translation>
    </message>
    <message>
        <source>交给{0}办</source>
        <translation>Given to {0}</translation>
    </message>
    <message>
        <source>回访：没解决，改到 {0}</source>
        <translation>Follow-up: not solved, now by {0}</translation>
    </message>
    <message>
        <source>答应 {0}前回话</source>
        <translation>Answer promised by {0}</translation>
    </message>
    <message>
        <source>办结：{0}</source>
        <translation>Finished: {0}</translation>
    </message>
    <message>
        <source>还没办完</source>
        <translation>Not finished yet</translation>
    </message>
    <message>
        <source>用了 {0} 个工作日</source>
        <translation>took {0} working days</translation>
    </message>
</context>
<context>
    <name>returned</name>
    <message>
        <source>记的人已停用</source>
        <translation>Author no longer active</translation>
    </message>
    <message>
        <source>中心不再收这位同事名下的，请社区书记替他再送一次</source>
        <translation>The center takes no more under this colleague&apos;s name; the secretary can send it for them</translation>
    </message>
    <message>
        <source>不归您管</source>
        <translation>Not yours</translation>
    </message>
    <message>
        <source>中心说您的岗位不能写这里，可能分工调整过</source>
        <translation>The center says your post may not write here; duties may have changed</translation>
    </message>
    <message>
        <source>不是您记的</source>
        <translation>Not your record</translation>
    </message>
    <message>
        <source>只有记的人自己能改，请他改</source>
        <translation>Only its author may change it; ask them</translation>
    </message>
    <message>
        <source>换了社区</source>
        <translation>Another community</translation>
    </message>
    <message>
        <source>这条已经不在您的社区里了</source>
        <translation>It is no longer in your community</translation>
    </message>
    <message>
        <source>中心没有这条</source>
        <translation>The center does not have it</translation>
    </message>
    <message>
        <source>要改的那条中心没有，可能前一份没收下</source>
        <translation>The center has not the record it changes; the save before may have been refused</translation>
    </message>
    <message>
        <source>中心没有这一户</source>
        <translation>The center has no such household</translation>
    </message>
    <message>
        <source>说到的户或人中心没有，可能已经迁走</source>
        <translation>The center has not the household or person it speaks of; they may have moved</translation>
    </message>
    <message>
        <source>前一份没收下</source>
        <translation>The one before was refused</translation>
    </message>
    <message>
        <source>它写在一份没收下的后面，那份好了它也好了</source>
        <translation>It follows a refused save; once that is right, so is this</translation>
    </message>
    <message>
        <source>有存不下的符号</source>
        <translation>Characters that cannot be kept</translation>
    </message>
    <message>
        <source>里面有中心存不下的符号，重打一遍那几个字</source>
        <translation>It has characters the center cannot keep; type those words again</translation>
    </message>
    <message>
        <source>一次太多</source>
        <translation>Too much at once</translation>
    </message>
    <message>
        <source>一次改得太多，请分几次存</source>
        <translation>Too many changes at once; save in parts</translation>
    </message>
    <message>
        <source>中心还不认得</source>
        <translation>Unknown to the center</translation>
    </message>
    <message>
        <source>中心的版本旧一些，还不收这一类，请告诉管理员</source>
        <translation>The center is older and does not take this kind yet; tell the operator</translation>
    </message>
    <message>
        <source>退回</source>
        <translation>Returned</translation>
    </message>
    <message>
        <source>两边都改了</source>
        <translation>Both sides changed it</translation>
    </message>
    <message>
        <source>可能是同一个人</source>
        <translation>Perhaps the same</translation>
    </message>
    <message>
        <source>请看一看</source>
        <translation>Take a look</translation>
    </message>
    <message>
        <source>撤了又改</source>
        <translation>Withdrawn and edited</translation>
    </message>
    <message>
        <source>转来了</source>
        <translation>Moved here</translation>
    </message>
    <message>
        <source>转走了</source>
        <translation>Moved away</translation>
    </message>
    <message>
        <source>这户已迁到{0}，您写的已转过去</source>
        <translation>This household moved to {0}; what you wrote went along</translation>
    </message>
    <message>
        <source>转过去了</source>
        <translation>Sent on</translation>
    </message>
    <message>
        <source>别的社区</source>
        <translation>another community</translation>
    </message>
    <message>
        <source>中心没收下</source>
        <translation>The center did not take it</translation>
    </message>
</context>
<context>
    <name>roundpaper</name>
    <message>
        <source>{0} 走访单</source>
        <translation>{0} round sheet</translation>
    </message>
    <message>
        <source>{0} 户</source>
        <translation>Doors: {0}</translation>
    </message>
    <message>
        <source>门牌</source>
        <translation>Door</translation>
    </message>
    <message>
        <source>户主</source>
        <translation>Head</translation>
    </message>
    <message>
        <source>要办的</source>
        <translation>Due</translation>
    </message>
    <message>
        <source>结果</source>
        <translation>Outcome</translation>
    </message>
    <message>
        <source>情况、诉求</source>
        <translation>Notes, requests</translation>
    </message>
    <message>
        <source>晚上打进“晚间速记”：楼号单元一行，下面一行一户</source>
        <translation>In the evening type it into Evening: building and stair on a line, then a line a door</translation>
    </message>
    <message>
        <source>{0} 岁</source>
        <translation>age {0}</translation>
    </message>
    <message>
        <source>本人</source>
        <translation>Person</translation>
    </message>
    <message>
        <source>家人</source>
        <translation>Family</translation>
    </message>
    <message>
        <source>没人</source>
        <translation>Nobody</translation>
    </message>
    <message>
        <source>留条</source>
        <translation>Note</translation>
    </message>
    <message>
        <source>拒访</source>
        <translation>Refused</translation>
    </message>
    <message>
        <source>约好再去</source>
        <translation>Visit agreed</translation>
    </message>
    <message>
        <source>诉求到期</source>
        <translation>Request due</translation>
    </message>
    <message>
        <source>回访</source>
        <translation>Call back</translation>
    </message>
    <message>
        <source>诉求 {0} 件</source>
        <translation>Requests: {0}</translation>
    </message>
    <message>
        <source>敲过 {0} 次</source>
        <translation>Tried {0}×</translation>
    </message>
</context>
<context>
    <name>rounds</name>
    <message>
        <source>正在送出</source>
        <translation>Sending</translation>
    </message>
    <message>
        <source>正在收</source>
        <translation>Receiving</translation>
    </message>
    <message>
        <source>正在归档</source>
        <translation>Filing</translation>
    </message>
    <message>
        <source>正在对回执</source>
        <translation>Settling</translation>
    </message>
    <message>
        <source>正在同步…</source>
        <translation>Syncing…</translation>
    </message>
    <message>
        <source>正在同步</source>
        <translation>Syncing</translation>
    </message>
    <message>
        <source>{0} {1} / {2}</source>
        <translation>{0} {1} / {2}</translation>
    </message>
    <message>
        <source>{0} {1}</source>
        <translation>{0} {1}</translation>
    </message>
    <message>
        <source>有 {0} 份中心没有收下，您写的都还在这台电脑上</source>
        <translation>Saves the center did not take: {0}. What you typed is still on this PC</translation>
    </message>
    <message>
        <source>没收下。</source>
        <translation>Not taken.</translation>
    </message>
    <message>
        <source>看是哪几份</source>
        <translation>See which</translation>
    </message>
    <message>
        <source>和中心对数不一样，下次会整份重收，您照常用</source>
        <translation>Counts differ from the center&apos;s; all comes anew next time. Work on as usual</translation>
    </message>
    <message>
        <source>数对不上。</source>
        <translation>Counts differ.</translation>
    </message>
    <message>
        <source>送出 {0} 份，收到 {1} 条</source>
        <translation>Saves sent: {0}, records received: {1}</translation>
    </message>
    <message>
        <source>这里和中心一样，没有新的</source>
        <translation>The same here and at the center, nothing new</translation>
    </message>
    <message>
        <source>，还有 {0} 条等中心回话</source>
        <translation>; waiting for the center: {0}</translation>
    </message>
    <message>
        <source>同步好了。</source>
        <translation>Synced.</translation>
    </message>
    <message>
        <source>没有同步成。</source>
        <translation>Not synced.</translation>
    </message>
    <message>
        <source>再试一次</source>
        <translation>Try again</translation>
    </message>
    <message>
        <source>知道了</source>
        <translation>Got it</translation>
    </message>
    <message>
        <source>换了新身份，等管理员确认</source>
        <translation>New identity, waiting for the operator</translation>
    </message>
</context>
<context>
    <name>shell</name>
    <message>
        <source>刚才有一步没做成，您写的都还在。记在 {0}</source>
        <translation>One step failed; what you wrote is still here. Noted in {0}</translation>
    </message>
</context>
<context>
    <name>stick</name>
    <message>
        <source>第 {0} 号</source>
        <translation>number {0}</translation>
    </message>
    <message>
        <source>{0} 份，{1} 条记录</source>
        <translation>{0} sets, {1} records</translation>
    </message>
    <message>
        <source>编号</source>
        <translation>Number</translation>
    </message>
    <message>
        <source>文件</source>
        <translation>File</translation>
    </message>
    <message>
        <source>社区</source>
        <translation>Community</translation>
    </message>
    <message>
        <source>经手人</source>
        <translation>Carried by</translation>
    </message>
    <message>
        <source>电脑</source>
        <translation>Device</translation>
    </message>
    <message>
        <source>装了</source>
        <translation>Holds</translation>
    </message>
    <message>
        <source>写好的时间</source>
        <translation>Written at</translation>
    </message>
    <message>
        <source>送件人签字</source>
        <translation>Handed over by</translation>
    </message>
    <message>
        <source>中心收件人签字</source>
        <translation>Received at the center by</translation>
    </message>
    <message>
        <source>U 盘里的内容是加了密的，只有中心能打开。</source>
        <translation>What is on the stick is encrypted; only the center can open it.</translation>
    </message>
    <message>
        <source>U 盘送收单</source>
        <translation>By stick: sent and received</translation>
    </message>
</context>
<context>
    <name>tour</name>
    <message>
        <source>停在这一步：{0}</source>
        <translation>Stopped at this step: {0}</translation>
    </message>
    <message>
        <source>走完了，{0} 张图在 {1}</source>
        <translation>Done. Pictures: {0}, in {1}</translation>
    </message>
    <message>
        <source>登录页</source>
        <translation>The sign-in page</translation>
    </message>
    <message>
        <source>进来了，今天这一圈</source>
        <translation>Signed in: today&apos;s round</translation>
    </message>
    <message>
        <source>按 1：见到本人</source>
        <translation>Pressed 1: met in person</translation>
    </message>
    <message>
        <source>存好了，到下一户</source>
        <translation>Saved, on to the next door</translation>
    </message>
    <message>
        <source>全部住户</source>
        <translation>All homes</translation>
    </message>
    <message>
        <source>一户的整页</source>
        <translation>A household&apos;s whole page</translation>
    </message>
    <message>
        <source>搜索</source>
        <translation>Search</translation>
    </message>
    <message>
        <source>导入花名册前先看一看</source>
        <translation>A look at a roster before importing it</translation>
    </message>
    <message>
        <source>同步好了</source>
        <translation>Synced</translation>
    </message>
    <message>
        <source>锁上</source>
        <translation>Lock</translation>
    </message>
    <message>
        <source>又开了</source>
        <translation>Open again</translation>
    </message>
    <message>
        <source>部件页</source>
        <translation>The page of parts</translation>
    </message>
    <message>
        <source>每一页：浅色、深色、150 %</source>
        <translation>Every page: light, dark, 150 %</translation>
    </message>
    <message>
        <source>晚间速记：打几行，看读成了什么</source>
        <translation>Evening: some lines, and what is read of them</translation>
    </message>
</context>
<context>
    <name>words</name>
    <message>
        <source>中心没有这份附件，或者不归您看</source>
        <translation>The center does not have this attachment, or it is not yours to see</translation>
    </message>
    <message>
        <source>附件送到后对不上，已从头再送</source>
        <translation>The attachment did not agree on arrival; it is sent again from its beginning</translation>
    </message>
    <message>
        <source>附件有一段对不上，过一会儿会再送</source>
        <translation>A part of the attachment did not agree; it is sent again in a while</translation>
    </message>
    <message>
        <source>附件还差几段，过一会儿会接着送</source>
        <translation>Parts of the attachment are missing; sending goes on in a while</translation>
    </message>
    <message>
        <source>附件还没送到中心，等送的电脑联网再看</source>
        <translation>The attachment has not reached the center yet; wait until the PC that has it is online</translation>
    </message>
    <message>
        <source>中心的这份附件坏了，请找管理员</source>
        <translation>The center&apos;s copy of this attachment is damaged; ask the administrator</translation>
    </message>
    <message>
        <source>中心的硬盘满了，附件留在这台电脑，请找管理员</source>
        <translation>The center&apos;s disk is full; attachments stay on this PC. Ask the administrator</translation>
    </message>
    <message>
        <source>找不到这个文件，是不是挪走了</source>
        <translation>The file is not there; was it moved?</translation>
    </message>
    <message>
        <source>这个文件读不了（{reason}），看看权限再试</source>
        <translation>The file cannot be read ({reason}); check its permissions and try again</translation>
    </message>
    <message>
        <source>这是快捷方式，请选原来的文件</source>
        <translation>This is a link; choose the file itself</translation>
    </message>
    <message>
        <source>这不是文件，请选一个文件</source>
        <translation>This is not a file; choose one</translation>
    </message>
    <message>
        <source>这个文件是空的，换一个</source>
        <translation>The file is empty; choose another</translation>
    </message>
    <message>
        <source>文件太大，最多 {limit} MB，请压缩或分开再来</source>
        <translation>The file is too large, {limit} MB at most; make it smaller or split it</translation>
    </message>
    <message>
        <source>只收 JPG、PNG 和 PDF，请另存一份再来</source>
        <translation>Only JPG, PNG and PDF are kept; save it as one of these</translation>
    </message>
    <message>
        <source>附件没有存好，请再加一次</source>
        <translation>The attachment was not kept; add it again</translation>
    </message>
    <message>
        <source>附件还不在这台电脑上，先取下来</source>
        <translation>The attachment is not on this PC yet; fetch it first</translation>
    </message>
    <message>
        <source>附件已经在这台电脑上</source>
        <translation>The attachment is on this PC already</translation>
    </message>
    <message>
        <source>这台电脑上的附件坏了，从中心再取一份，或者重新扫描</source>
        <translation>The attachment on this PC is damaged; fetch it again from the center, or scan it again</translation>
    </message>
    <message>
        <source>取来的附件和登记的不一样，没有采用。再取一次，还不行就找管理员</source>
        <translation>What came is not the attachment recorded; it was not taken. Try again, else ask the administrator</translation>
    </message>
    <message>
        <source>附件没存下，硬盘满了。腾出些地方再加一次</source>
        <translation>The attachment was not kept: the disk is full. Make room and add it again</translation>
    </message>
    <message>
        <source>硬盘读写出错（{reason}），附件没存下。请再试，还不行就找管理员</source>
        <translation>The disk failed ({reason}); the attachment was not kept. Try again, else ask the administrator</translation>
    </message>
    <message>
        <source>附件登记得不对，请重新加一次</source>
        <translation>The attachment is recorded wrongly; add it again</translation>
    </message>
    <message>
        <source>这张表隐藏着，没有读</source>
        <translation>This sheet is hidden and was not read</translation>
    </message>
    <message>
        <source>这张表没有花名册的表头，没有读</source>
        <translation>This sheet has no roster header and was not read</translation>
    </message>
    <message>
        <source>这张表没有房号或地址一列，没有读</source>
        <translation>This sheet has no column for the room or address and was not read</translation>
    </message>
    <message>
        <source>不认得这一列，没有读</source>
        <translation>Unknown column, not read</translation>
    </message>
    <message>
        <source>这一行看不懂，没有读：{raw}</source>
        <translation>This row was not understood: {raw}</translation>
    </message>
    <message>
        <source>合计写的是 {said} 户，读到 {read} 户</source>
        <translation>The total of homes says {said}, read: {read}</translation>
    </message>
    <message>
        <source>合计写的是 {said} 人，读到 {read} 人</source>
        <translation>The total of people says {said}, read: {read}</translation>
    </message>
    <message>
        <source>有门牌没有人，这样的有 {rows} 行</source>
        <translation>A door without a person; rows: {rows}</translation>
    </message>
    <message>
        <source>一户有两个户主</source>
        <translation>Two heads in one household</translation>
    </message>
    <message>
        <source>这一户没有户主</source>
        <translation>This household has no head</translation>
    </message>
    <message>
        <source>写着有人住，却没有登记人</source>
        <translation>Said to be lived in, but nobody is listed</translation>
    </message>
    <message>
        <source>写着空置，却登记了人</source>
        <translation>Said to be vacant, but people are listed</translation>
    </message>
    <message>
        <source>写的是同上，照上一行填了，共 {rows} 行</source>
        <translation>&quot;As above&quot;, taken from the row above; rows: {rows}</translation>
    </message>
    <message>
        <source>门牌空着，算上一户的人，共 {rows} 行</source>
        <translation>Door left blank, counted with the household above; rows: {rows}</translation>
    </message>
    <message>
        <source>楼栋空着，照上一行填了，共 {rows} 行</source>
        <translation>Building left blank, taken from the row above; rows: {rows}</translation>
    </message>
    <message>
        <source>楼栋写法理顺了，共 {rows} 行</source>
        <translation>Building written in one way now; rows: {rows}</translation>
    </message>
    <message>
        <source>没有房号，不知道是哪一户</source>
        <translation>No room number, so no door</translation>
    </message>
    <message>
        <source>这个门牌前面已经有了：{sheet} 第 {row} 行</source>
        <translation>This door was there before: {sheet}, row {row}</translation>
    </message>
    <message>
        <source>没有写姓名</source>
        <translation>No name</translation>
    </message>
    <message>
        <source>出生日期 {said} 和身份证的 {id} 不一样，用了身份证的</source>
        <translation>Birth date {said} differs from the ID number&apos;s {id}; the ID number&apos;s was taken</translation>
    </message>
    <message>
        <source>性别和身份证不一样，用了身份证的</source>
        <translation>Sex differs from the ID number&apos;s; the ID number&apos;s was taken</translation>
    </message>
    <message>
        <source>人户分离，看不出在哪里，空着，共 {rows} 行</source>
        <translation>Lives apart from the registration, unclear where; left open; rows: {rows}</translation>
    </message>
    <message>
        <source>按户主姓名一列认出了户主，共 {rows} 行</source>
        <translation>The head was found by the column of heads; rows: {rows}</translation>
    </message>
    <message>
        <source>户主姓名一列写的是 {said}，这里是 {name}</source>
        <translation>The column of heads says {said}, here is {name}</translation>
    </message>
    <message>
        <source>这个人前面已经有了：{sheet} 第 {row} 行</source>
        <translation>This person was there before: {sheet}, row {row}</translation>
    </message>
    <message>
        <source>身份证号和 {name} 一样：{sheet} 第 {row} 行</source>
        <translation>The same ID number as {name}: {sheet}, row {row}</translation>
    </message>
    <message>
        <source>公式出错，当空着：{raw}</source>
        <translation>Formula error, taken as blank: {raw}</translation>
    </message>
    <message>
        <source>姓名里有数字：{raw}</source>
        <translation>Digits in the name: {raw}</translation>
    </message>
    <message>
        <source>姓名里有一个字没显示出来：{raw}</source>
        <translation>A character of the name is lost: {raw}</translation>
    </message>
    <message>
        <source>一格里好像有几个人：{raw}</source>
        <translation>Several people in one cell? {raw}</translation>
    </message>
    <message>
        <source>姓名里的空格去掉了，共 {rows} 行</source>
        <translation>Blanks taken out of names; rows: {rows}</translation>
    </message>
    <message>
        <source>身份证号被 Excel 改成了数，只剩 {digits}，请重新填</source>
        <translation>Excel turned the ID number into a figure, only {digits} is left; type it again</translation>
    </message>
    <message>
        <source>身份证号后三位成了 000，被 Excel 改坏了，请重新填</source>
        <translation>The ID number ends in 000, damaged by Excel; type it again</translation>
    </message>
    <message>
        <source>身份证号最后一位对不上，请核对</source>
        <translation>The ID number&apos;s last digit does not fit; check it</translation>
    </message>
    <message>
        <source>身份证号位数不够</source>
        <translation>The ID number is too short</translation>
    </message>
    <message>
        <source>身份证号位数多了</source>
        <translation>The ID number is too long</translation>
    </message>
    <message>
        <source>身份证号里有不是数字的</source>
        <translation>The ID number has something other than digits</translation>
    </message>
    <message>
        <source>身份证号里的生日不存在</source>
        <translation>The ID number&apos;s birth date does not exist</translation>
    </message>
    <message>
        <source>身份证号里的生日还没到</source>
        <translation>The ID number&apos;s birth date has not come yet</translation>
    </message>
    <message>
        <source>身份证号里的生日太早了</source>
        <translation>The ID number&apos;s birth date is too long ago</translation>
    </message>
    <message>
        <source>15 位老身份证号，补成 18 位了</source>
        <translation>An old ID number of 15 digits, made 18</translation>
    </message>
    <message>
        <source>身份证号末位的 X 写法理顺了</source>
        <translation>The ID number&apos;s last X written in one way now</translation>
    </message>
    <message>
        <source>身份证号写法理顺了，共 {rows} 行</source>
        <translation>ID numbers written in one way now; rows: {rows}</translation>
    </message>
    <message>
        <source>没有这一天：{raw}</source>
        <translation>There is no such day: {raw}</translation>
    </message>
    <message>
        <source>日期写法理顺了，共 {rows} 行</source>
        <translation>Days written in one way now; rows: {rows}</translation>
    </message>
    <message>
        <source>日期不全，空着：{raw}</source>
        <translation>Incomplete day, left open: {raw}</translation>
    </message>
    <message>
        <source>日期看不懂，空着：{raw}</source>
        <translation>Day not understood, left open: {raw}</translation>
    </message>
    <message>
        <source>电话位数不够</source>
        <translation>The phone number is too short</translation>
    </message>
    <message>
        <source>电话位数多了</source>
        <translation>The phone number is too long</translation>
    </message>
    <message>
        <source>没有这个号段</source>
        <translation>No such phone prefix</translation>
    </message>
    <message>
        <source>电话看不懂</source>
        <translation>The phone number was not understood</translation>
    </message>
    <message>
        <source>电话被 Excel 改坏了</source>
        <translation>The phone number was damaged by Excel</translation>
    </message>
    <message>
        <source>电话写法理顺了，共 {rows} 行</source>
        <translation>Phone numbers written in one way now; rows: {rows}</translation>
    </message>
    <message>
        <source>「{raw}」可以有几个意思，空着：{choices}</source>
        <translation>&quot;{raw}&quot; can mean several things, left open: {choices}</translation>
    </message>
    <message>
        <source>不认得「{raw}」，空着</source>
        <translation>&quot;{raw}&quot; is unknown, left open</translation>
    </message>
    <message>
        <source>房号被 Excel 改成了日期，认作 {room}</source>
        <translation>Excel made the room a date; taken as {room}</translation>
    </message>
    <message>
        <source>房号被 Excel 改坏了，认不出：{raw}</source>
        <translation>The room was damaged by Excel: {raw}</translation>
    </message>
    <message>
        <source>请看一看这一格（{code}）</source>
        <translation>Look at this cell ({code})</translation>
    </message>
    <message>
        <source>有一项还没填</source>
        <translation>Something is still missing</translation>
    </message>
    <message>
        <source>有一项填得不对</source>
        <translation>Something is of the wrong kind</translation>
    </message>
    <message>
        <source>有一项太长了</source>
        <translation>Something is too long</translation>
    </message>
    <message>
        <source>有存不下的符号</source>
        <translation>There are characters that cannot be kept</translation>
    </message>
    <message>
        <source>您的岗位不能写这里</source>
        <translation>Your role may not write here</translation>
    </message>
    <message>
        <source>只有记的人自己能改</source>
        <translation>Only its author may change it</translation>
    </message>
    <message>
        <source>不能挪到别的社区</source>
        <translation>It cannot move to another community</translation>
    </message>
    <message>
        <source>说到的那一条不在这里</source>
        <translation>It speaks of a record that is not here</translation>
    </message>
    <message>
        <source>有一项不在代码表里</source>
        <translation>Something is not in the code table</translation>
    </message>
    <message>
        <source>日期还没到</source>
        <translation>The day has not come yet</translation>
    </message>
    <message>
        <source>日期看不懂</source>
        <translation>The day was not understood</translation>
    </message>
    <message>
        <source>时间看不懂</source>
        <translation>The time was not understood</translation>
    </message>
    <message>
        <source>结束比开始还早</source>
        <translation>The end is before the beginning</translation>
    </message>
    <message>
        <source>和身份证号不一样</source>
        <translation>It differs from the ID number</translation>
    </message>
    <message>
        <source>这个标签只有专人能加</source>
        <translation>Only the line officer may set this tag</translation>
    </message>
    <message>
        <source>这个编码不能用</source>
        <translation>This code cannot be used</translation>
    </message>
    <message>
        <source>号码被 Excel 改坏了</source>
        <translation>The number was damaged by Excel</translation>
    </message>
    <message>
        <source>号码位数不够</source>
        <translation>The number is too short</translation>
    </message>
    <message>
        <source>号码里有不是数字的</source>
        <translation>The number has something other than digits</translation>
    </message>
    <message>
        <source>号码位数不对</source>
        <translation>The number has a wrong length</translation>
    </message>
    <message>
        <source>身份证号最后一位对不上</source>
        <translation>The ID number&apos;s last digit does not fit</translation>
    </message>
    <message>
        <source>没有这个电话号段</source>
        <translation>No such phone prefix</translation>
    </message>
    <message>
        <source>有一项存不下（{code}）</source>
        <translation>Something cannot be kept ({code})</translation>
    </message>
    <message>
        <source>口令不对，再试一次</source>
        <translation>Wrong password, try again</translation>
    </message>
    <message>
        <source>口令太短了，至少 {need} 个字</source>
        <translation>The password is too short: {need} characters or more</translation>
    </message>
    <message>
        <source>这台电脑没有给 {name} 登记过</source>
        <translation>{name} is not enrolled on this PC</translation>
    </message>
    <message>
        <source>这台电脑有几位：{names}。先选是哪一位</source>
        <translation>Several people use this PC: {names}. Choose who you are</translation>
    </message>
    <message>
        <source>这台电脑还没有登记，或者登记的文件不见了</source>
        <translation>This PC is not enrolled, or its enrolment is lost</translation>
    </message>
    <message>
        <source>这台电脑已经登记过了。再加一位，请登录后到设置里加</source>
        <translation>This PC is enrolled already. To add a person, sign in and go to the settings</translation>
    </message>
    <message>
        <source>上次登记没有做完，请再登记一次</source>
        <translation>The last enrolment was not finished; enrol again</translation>
    </message>
    <message>
        <source>这台电脑没有开系统密钥环。开了再试，或者改用 12 个字以上的口令</source>
        <translation>This PC has no system keyring. Turn one on, or use a password of 12 characters or more</translation>
    </message>
    <message>
        <source>系统密钥环里找不到这台电脑的钥匙，口令对了也打不开。请用原来的系统账户登录电脑，或请管理员恢复</source>
        <translation>The system keyring no longer has this PC&apos;s key, so even the right password cannot open. Sign in to the PC as before, or ask the operator for recovery</translation>
    </message>
    <message>
        <source>这台电脑没有留恢复钥匙，请重新登记</source>
        <translation>This PC has no recovery key; enrol again</translation>
    </message>
    <message>
        <source>恢复钥匙不对，换一把再试</source>
        <translation>That is not the recovery key, try another</translation>
    </message>
    <message>
        <source>资料库文件不见了：{folder}。请管理员把 store.db 放回去</source>
        <translation>The store is gone: {folder}. Ask the operator to put store.db back</translation>
    </message>
    <message>
        <source>{folder} 在网络盘上，断电会坏。请放到这台电脑自己的硬盘上</source>
        <translation>{folder} is on a network drive and not safe there. Use this PC&apos;s own disk</translation>
    </message>
    <message>
        <source>另一个互通窗口正在同步，等它同步完再试</source>
        <translation>Another Hutong window is syncing; wait for it and try again</translation>
    </message>
    <message>
        <source>文件 {file} 打不开，请看看路径和权限</source>
        <translation>The file {file} cannot be opened; check its path and rights</translation>
    </message>
    <message>
        <source>还有 {waiting} 条没等到中心的回话，再同步一次</source>
        <translation>Still waiting for the center&apos;s answer: {waiting}. Sync once more</translation>
    </message>
    <message>
        <source>街道没有自己的花名册，请到社区的电脑上导</source>
        <translation>The sub-district has no roster of its own; import at a community&apos;s PC</translation>
    </message>
    <message>
        <source>窗口打不开：{reason}</source>
        <translation>The window cannot be opened: {reason}</translation>
    </message>
    <message>
        <source>{folder} 里有别的东西，请换一个空目录</source>
        <translation>{folder} has other things in it; choose an empty folder</translation>
    </message>
    <message>
        <source>演示用的中心没有起来，再试一次</source>
        <translation>The demo&apos;s center did not start; try again</translation>
    </message>
    <message>
        <source>连不上中心。存好的都在这台电脑上，网络好了会自己再送</source>
        <translation>The center cannot be reached. All you saved is on this PC and goes by itself later</translation>
    </message>
    <message>
        <source>中心的证书信不过，没有送。请管理员看一看 {address}</source>
        <translation>The center&apos;s certificate is not trusted, nothing was sent. Ask the operator about {address}</translation>
    </message>
    <message>
        <source>{address} 不像网址，写成 https://主机:端口</source>
        <translation>{address} is no address; write it like https://host:port</translation>
    </message>
    <message>
        <source>到别的电脑要用 https，把网址写成 https://…</source>
        <translation>To another PC it has to be https; write the address as https://…</translation>
    </message>
    <message>
        <source>那个网址上不是互通中心，请核对网址和端口</source>
        <translation>What answers there is no Hutong center; check address and port</translation>
    </message>
    <message>
        <source>收到一半断了，没有采用。再同步一次</source>
        <translation>Receiving broke off and was not used. Sync once more</translation>
    </message>
    <message>
        <source>这台电脑送过的和中心记的对不上。请不要重装，找管理员</source>
        <translation>What this PC sent differs from what the center has. Do not reinstall; ask the operator</translation>
    </message>
    <message>
        <source>中心没有同意（{code}），请找管理员</source>
        <translation>The center did not agree ({code}); ask the operator</translation>
    </message>
    <message>
        <source>没有同步成（{code}），存好的都在。再试一次</source>
        <translation>Not synced ({code}); all you saved is here. Try again</translation>
    </message>
    <message>
        <source>登记码不对、用过了或过期了，请管理员再开一个</source>
        <translation>The code is wrong, used or too old; ask the operator for a new one</translation>
    </message>
    <message>
        <source>这个登记码是给别人的，请用您自己的姓名和登记码</source>
        <translation>This code is somebody else&apos;s; use your own name and code</translation>
    </message>
    <message>
        <source>中心在这个社区没有 {name}，请核对姓名或请管理员先加上</source>
        <translation>The center has no {name} in this community; check the name or ask the operator to add it</translation>
    </message>
    <message>
        <source>这个登记码可以给几位用，请写清姓名</source>
        <translation>This code is good for several people; write your full name</translation>
    </message>
    <message>
        <source>这台电脑是别的社区的，登记码用不上</source>
        <translation>This PC belongs to another community; the code does not fit</translation>
    </message>
    <message>
        <source>中心不认得这台电脑，请管理员重新登记</source>
        <translation>The center does not know this PC; ask the operator to enrol it again</translation>
    </message>
    <message>
        <source>这台电脑已经停用，送不出去。请找管理员</source>
        <translation>This PC was switched off and cannot send. Ask the operator</translation>
    </message>
    <message>
        <source>这台电脑的旧身份已经停用，请找管理员</source>
        <translation>This PC&apos;s old identity was retired; ask the operator</translation>
    </message>
    <message>
        <source>中心收到过更新的请求，可能有一份拷贝在用。再试一次，还不行就找管理员</source>
        <translation>The center has seen a later request; a copy may be in use. Try again, then ask the operator</translation>
    </message>
    <message>
        <source>中心恢复过备份，要重新对账，请找管理员</source>
        <translation>The center was restored and wants to compare again; ask the operator</translation>
    </message>
    <message>
        <source>送的顺序断了，再同步一次</source>
        <translation>The order of sending was broken; sync once more</translation>
    </message>
    <message>
        <source>签名不对，中心没有收，请找管理员</source>
        <translation>A signature did not hold and the center took nothing; ask the operator</translation>
    </message>
    <message>
        <source>请求没有签名，中心没有收，请找管理员</source>
        <translation>The request was not signed and the center took nothing; ask the operator</translation>
    </message>
    <message>
        <source>这台电脑的钥匙不对，请重新登记</source>
        <translation>This PC&apos;s key is not right; enrol again</translation>
    </message>
    <message>
        <source>中心的程序比这里旧，请管理员更新中心</source>
        <translation>The center&apos;s program is older than this one; ask the operator to update it</translation>
    </message>
    <message>
        <source>中心看不懂这里送的，请更新程序</source>
        <translation>The center does not understand this PC; update the program</translation>
    </message>
    <message>
        <source>一次送的太大了，请找管理员</source>
        <translation>Too much at once; ask the operator</translation>
    </message>
    <message>
        <source>一次送的太多了，再同步一次</source>
        <translation>Too many at once; sync once more</translation>
    </message>
    <message>
        <source>中心正忙，过一会儿再同步</source>
        <translation>The center is busy; sync a little later</translation>
    </message>
    <message>
        <source>中心出了差错，这里什么都没有丢，请找管理员</source>
        <translation>The center failed; nothing is lost here. Ask the operator</translation>
    </message>
    <message>
        <source>找不到 {name}，是不是挪走了</source>
        <translation>{name} is not there; was it moved?</translation>
    </message>
    <message>
        <source>{name} 打不开，是不是正开着？关掉再试（{reason}）</source>
        <translation>{name} cannot be opened; is it open elsewhere? Close it and try again ({reason})</translation>
    </message>
    <message>
        <source>{name} 是空的，换一个文件</source>
        <translation>{name} is empty; choose another file</translation>
    </message>
    <message>
        <source>表格坏了。用 Excel 或 WPS 打开另存一份再来</source>
        <translation>The workbook is damaged. Save it anew with Excel or WPS</translation>
    </message>
    <message>
        <source>{name} 有密码，去掉密码另存一份再来</source>
        <translation>{name} has a password; save it without one</translation>
    </message>
    <message>
        <source>{name} 是老格式 .xls，另存为 .xlsx 再来</source>
        <translation>{name} is the old format .xls; save it as .xlsx</translation>
    </message>
    <message>
        <source>{name} 其实是网页，用 Excel 打开另存为 .xlsx 再来</source>
        <translation>{name} is really a web page; open it with Excel and save it as .xlsx</translation>
    </message>
    <message>
        <source>{name} 是 CSV，另存为 .xlsx 再来</source>
        <translation>{name} is CSV; save it as .xlsx</translation>
    </message>
    <message>
        <source>{name} 不是表格，请选 .xlsx 文件</source>
        <translation>{name} is no workbook; choose an .xlsx file</translation>
    </message>
    <message>
        <source>{name} 太大了，分成几个文件再来</source>
        <translation>{name} is too large; split it into several files</translation>
    </message>
    <message>
        <source>没找到花名册的表头，表头一行要有姓名、房号这样的字</source>
        <translation>No roster header found; one row has to have words such as 姓名 and 房号</translation>
    </message>
    <message>
        <source>表里没有房号或地址一列，补上表头再来</source>
        <translation>There is no column for the room or address; add its header</translation>
    </message>
    <message>
        <source>钥匙和资料库不是一套，打不开。请管理员恢复备份</source>
        <translation>Key and store are of two profiles and do not open. Ask the operator to restore a copy</translation>
    </message>
    <message>
        <source>资料库坏了，请先别再写，找管理员恢复（{reason}）</source>
        <translation>The store is damaged. Write nothing more and ask the operator to restore it ({reason})</translation>
    </message>
    <message>
        <source>资料库是新版程序写的，请更新这台电脑的互通</source>
        <translation>The store was written by a newer program; update Hutong on this PC</translation>
    </message>
    <message>
        <source>没有存：{findings}</source>
        <translation>Not saved: {findings}</translation>
    </message>
    <message>
        <source>没有存，还要您确认：{findings}</source>
        <translation>Not saved, please confirm: {findings}</translation>
    </message>
    <message>
        <source>停下了，一户也没有导</source>
        <translation>Stopped; not one household was imported</translation>
    </message>
    <message>
        <source>停下了，没有读完</source>
        <translation>Stopped before the end</translation>
    </message>
    <message>
        <source>同步停下了，收到的都在</source>
        <translation>The sync was stopped; what came is kept</translation>
    </message>
    <message>
        <source>编号 {id} 已经用了</source>
        <translation>The number {id} is taken</translation>
    </message>
    <message>
        <source>这条记录不在这台电脑上了</source>
        <translation>This record is no longer on this PC</translation>
    </message>
    <message>
        <source>{unit} 没有叫 {name} 的人，先同步再看</source>
        <translation>There is no {name} in {unit}; sync first</translation>
    </message>
    <message>
        <source>文件 {file} 用不了：{reason}</source>
        <translation>The file {file} cannot be used: {reason}</translation>
    </message>
    <message>
        <source>没存下，硬盘满了，写的都还在这里。腾出些地方，再保存一次</source>
        <translation>Not saved, the disk is full; what you wrote is still here. Make some room and save again</translation>
    </message>
    <message>
        <source>资料库现在写不进去，请关掉别的互通窗口、看看硬盘再试（{reason}）</source>
        <translation>The store cannot be written just now. Close other Hutong windows, check the disk and try again ({reason})</translation>
    </message>
    <message>
        <source>这一步没有做成（{reason}），您写的都还在。再试一次</source>
        <translation>This step failed ({reason}); what you wrote is still here. Try again</translation>
    </message>
    <message>
        <source>搁着没导</source>
        <translation>Held back</translation>
    </message>
    <message>
        <source>已理顺</source>
        <translation>Put right</translation>
    </message>
    <message>
        <source>请看一看</source>
        <translation>Take a look</translation>
    </message>
    <message>
        <source>后来又改过了，没有撤销</source>
        <translation>It was changed since, and was not undone</translation>
    </message>
    <message>
        <source>{folder} 的演示已经开着，请用那个窗口，或先关掉它</source>
        <translation>The demo in {folder} is open already; use its window, or close it first</translation>
    </message>
    <message>
        <source>这里没有显示器，窗口打不开，请到桌面上运行</source>
        <translation>There is no display here for a window; start it on a desktop</translation>
    </message>
    <message>
        <source>连不上中心，还没有登记。核对网址、看看网络，再按一次</source>
        <translation>The center cannot be reached; nothing is enrolled yet. Check address and network, then press once more</translation>
    </message>
    <message>
        <source>中心的证书信不过，还没有登记。请管理员给证书文件，在这里选上</source>
        <translation>The center&apos;s certificate is not trusted; nothing is enrolled yet. Ask the operator for the certificate file and choose it here</translation>
    </message>
    <message>
        <source>说到一半断了，还没有登记，再按一次</source>
        <translation>It broke off half-way; nothing is enrolled yet. Press once more</translation>
    </message>
    <message>
        <source>没有登记成（{code}），再按一次</source>
        <translation>Not enrolled ({code}); press once more</translation>
    </message>
    <message>
        <source>中心没有叫 {name} 的人</source>
        <translation>The center has nobody called {name}</translation>
    </message>
    <message>
        <source>叫 {name} 的有几位：{units}，请说清是哪个社区的</source>
        <translation>Several people are called {name}: {units}. Say of which community</translation>
    </message>
    <message>
        <source>中心没有 {id} 这台电脑</source>
        <translation>The center has no PC {id}</translation>
    </message>
    <message>
        <source>这份资料在别的电脑上也用过，还没换好身份。再同步一次，还不行就找管理员</source>
        <translation>These papers were used on another PC as well and have no new identity yet. Sync again; if that does not help, ask the operator</translation>
    </message>
    <message>
        <source>这里的程序太旧了：写的都送到了，新的收不到。请管理员更新程序</source>
        <translation>The program here is too old: what you wrote is delivered, news cannot be received. Ask the operator to update it</translation>
    </message>
    <message>
        <source>中心要一份新的，写的都还在这台电脑上。请重新写一份 U 盘送去</source>
        <translation>The center wants a fresh one; all you wrote is still here. Write the stick again</translation>
    </message>
    <message>
        <source>这台电脑换了新身份，写的都已送到中心，等管理员确认后再收</source>
        <translation>This PC took a new identity. All you wrote is at the center; it receives again once the operator confirms it</translation>
    </message>
    <message>
        <source>停下了，没有做完</source>
        <translation>Stopped before it was done</translation>
    </message>
    <message>
        <source>这个文件被改过，没有采用。请从中心重新拷一份</source>
        <translation>The file was changed and not used. Copy it from the center again</translation>
    </message>
    <message>
        <source>这个文件不是给这台电脑的，没有采用。看看是不是拿错了</source>
        <translation>This file is not for this PC and was not used. Is it the right one?</translation>
    </message>
    <message>
        <source>中心恢复过备份，这份回执用不上了。重新写一份 U 盘送去</source>
        <translation>The center was restored, so this answer is of no use. Write a fresh stick</translation>
    </message>
    <message>
        <source>这个文件没有拷全，没有采用。请重新拷一份</source>
        <translation>The file is cut short and was not used. Copy it again</translation>
    </message>
    <message>
        <source>这个文件太大了，没有采用。请找管理员</source>
        <translation>The file is too large and was not used. Ask the operator</translation>
    </message>
    <message>
        <source>这不是互通的 U 盘文件，请选 back- 开头、.htb 结尾的那一个</source>
        <translation>This is no Hutong stick file. Choose the one that begins with back- and ends with .htb</translation>
    </message>
    <message>
        <source>中心不认得这台电脑，U 盘没有收。请管理员重新登记</source>
        <translation>The center does not know this PC, so the stick was not taken. Ask the operator to enrol it again</translation>
    </message>
    <message>
        <source>这台电脑登记得早，还没有中心的 U 盘钥匙，请管理员重新登记一次</source>
        <translation>This PC was enrolled before sticks were known and lacks the center&apos;s keys. Ask the operator to enrol it again</translation>
    </message>
    <message>
        <source>这部分资料不归这台电脑，请找管理员</source>
        <translation>This part of the papers is not this PC&apos;s. Ask the operator</translation>
    </message>
    <message>
        <source>这条记录没有 {field} 这一项了，请先同步再看</source>
        <translation>This record has no {field} any more. Sync first, then look again</translation>
    </message>
    <message>
        <source>定下已经超过 {days} 天，不能再改回，请直接改那条记录</source>
        <translation>This was settled more than {days} days ago and cannot be taken back. Edit the record itself</translation>
    </message>
    <message>
        <source>这一件不能代交，请照原来的内容重新写一份</source>
        <translation>This one cannot be handed in for somebody else. Write it again from what is shown</translation>
    </message>
    <message>
        <source>{folder} 在云盘的文件夹里，会被改坏。请挪到云盘外面</source>
        <translation>{folder} is in a cloud drive&apos;s folder, which would spoil it. Move it outside.</translation>
    </message>
    <message>
        <source>还没分流，不能办结</source>
        <translation>Not sorted yet, so it cannot be finished</translation>
    </message>
</context>
</TS>
