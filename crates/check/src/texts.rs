//! The words of findings. Numbers, forms and page names are filled in; they come from the rule book and the script.

use wecom_share_rules::text::Bilingual;

use crate::{
    code::Code,
    finding::{Finding, Place},
};

/// What is wrong, what it leads to, what to do: Chinese and English.
type Words = [(&'static str, &'static str); 3];

pub fn finding(code: Code, place: Place, values: &[(&str, &str)]) -> Finding {
    let [message, why, fix] = words(code).map(|(zh, en)| Bilingual::new(zh, en).fill(values));
    Finding {
        code,
        level: code.level(),
        place,
        message,
        why,
        fix,
        related: Vec::new(),
        edits: Vec::new(),
        excerpt: Vec::new(),
    }
}

impl Code {
    /// What it means in general, in one sentence.
    pub fn summary(self) -> Bilingual {
        summary(self)
    }
}

fn summary(code: Code) -> Bilingual {
    let (zh, en) = match code {
        Code::SyntaxError => ("脚本无法解析。", "The script does not parse."),
        Code::AppJsonBroken => ("app.json 无法解析。", "app.json does not parse."),
        Code::AppJsonMissing => ("没有 app.json。", "There is no app.json."),
        Code::PageNotInApp => (
            "卡片的页面不在 app.json 里。",
            "A card's page is not in app.json.",
        ),
        Code::PageInvalid => ("页面路径不合写法。", "A page path is malformed."),
        Code::SuffixMissing => ("卡片的页面缺少 .html。", "A card's page lacks .html."),
        Code::SuffixDoubled => ("页面的 .html 重复了。", "A page carries .html twice."),
        Code::SuffixUnwanted => (
            "此处的页面不能带 .html。",
            "A page must not carry .html here.",
        ),
        Code::SuffixAfterQuery => (".html 写到了参数后面。", ".html stands behind the query."),
        Code::SlashMissing => ("页面开头缺少斜杠。", "A page lacks its leading slash."),
        Code::ImageLocal => (
            "需要链接的地方用了本地图片。",
            "A local image where a link must go.",
        ),
        Code::ImageInline => (
            "需要链接的地方写了图片内容。",
            "Picture content where a link must go.",
        ),
        Code::ImageSchemeUnknown => (
            "图片链接不是 http 或 https。",
            "An image link is not http or https.",
        ),
        Code::ImageTemporary => (
            "临时文件被当作图片链接。",
            "A temporary file used as an image link.",
        ),
        Code::LinkNotHttp => (
            "网页的地址不是 http(s) 链接。",
            "A web page's address is no http(s) link.",
        ),
        Code::MediaLocal => (
            "需要 mediaid 的地方用了本机文件。",
            "A file of the phone where a media id belongs.",
        ),
        Code::DraftInvalid => ("SDK 会拒绝的分享。", "A share that the SDK refuses."),
        Code::ImageTwice => (
            "同时给了 mediaid 和 imgUrl。",
            "Both mediaid and imgUrl are given.",
        ),
        Code::QyAtLoad => (
            "脚本加载时就调用 wx.qy。",
            "wx.qy is used while the script loads.",
        ),
        Code::QyKeptAtLoad => (
            "脚本加载时就取出 wx.qy。",
            "wx.qy is kept while the script loads.",
        ),
        Code::TitleTooLong => ("标题超过上限。", "A title is over its limit."),
        Code::DescTooLong => ("描述超过上限。", "A description is over its limit."),
        Code::TextTooLong => ("文字超过上限。", "A text is over its limit."),
        Code::TooManyAttachments => ("附件超过上限。", "Too many attachments."),
        Code::AttachmentObjectMissing => (
            "附件缺少与 msgtype 同名的对象。",
            "An attachment lacks the object named by its msgtype.",
        ),
        Code::AttachmentNotForCall => (
            "这个接口不收这种附件。",
            "The call does not take this kind of attachment.",
        ),
        Code::ReceiversSwapped => (
            "接收人属于另一个接口。",
            "The receivers belong to another call.",
        ),
        Code::ShapesMixed => (
            "新旧或不同接口的写法混在一起。",
            "Parameter shapes of different forms are mixed.",
        ),
        Code::SuccessIsNotDelivery => ("把 success 当作已送达。", "success is told as delivery."),
        Code::InvokeInMiniProgram => ("小程序里用了 wx.invoke。", "wx.invoke in a mini program."),
    };
    Bilingual::new(zh, en)
}

fn words(code: Code) -> Words {
    match code {
        Code::SyntaxError => [
            (
                "脚本无法解析：{error}",
                "this script does not parse: {error}",
            ),
            (
                "这个文件里的分享没有检查。",
                "The shares in this file were not checked.",
            ),
            ("先改正语法。", "Mend the syntax first."),
        ],
        Code::AppJsonBroken => [
            (
                "app.json 无法解析：{error}",
                "app.json does not parse: {error}",
            ),
            (
                "页面清单未知，卡片的页面是否存在没有检查。",
                "The list of pages is unknown, so whether cards lead to pages was not checked.",
            ),
            ("先改正 app.json。", "Mend app.json first."),
        ],
        Code::AppJsonMissing => [
            ("这里没有 app.json", "there is no app.json here"),
            (
                "页面清单未知，卡片的页面是否存在没有检查。",
                "The list of pages is unknown, so whether cards lead to pages was not checked.",
            ),
            (
                "请给出小程序的目录（app.json 所在的目录）。",
                "Name the folder of the mini program, the one with app.json.",
            ),
        ],
        Code::PageNotInApp => [
            ("app.json 里没有页面 {page}", "app.json has no page {page}"),
            (
                "客户点开卡片会看到「页面不存在」。",
                "Customers who open the card see 页面不存在 (page not found).",
            ),
            ("{near}", "{near_en}"),
        ],
        Code::PageInvalid => [
            ("页面路径写法有误", "this page path is malformed"),
            ("{fault_zh}", "{fault_en}"),
            (
                "写成 /pages/目录/页面.html?参数=值 这样的形式。",
                "Write it like /pages/folder/page.html?key=value.",
            ),
        ],
        Code::SuffixMissing => [
            (
                "{call} 的页面缺少 {suffix}",
                "the page of {call} lacks {suffix}",
            ),
            ("{otherwise_zh}", "{otherwise_en}"),
            ("改为 {wanted}。", "Write {wanted}."),
        ],
        Code::SuffixDoubled => [
            (
                "页面的 {suffix} 重复了",
                "the page carries {suffix} more than once",
            ),
            (
                "没有这样的页面，点开会看到「页面不存在」。",
                "There is no such page: opening it shows 页面不存在 (page not found).",
            ),
            ("改为 {wanted}。", "Write {wanted}."),
        ],
        Code::SuffixUnwanted => [
            (
                "{call} 的页面不能带 {suffix}",
                "the page of {call} must not carry {suffix}",
            ),
            ("{otherwise_zh}", "{otherwise_en}"),
            ("改为 {wanted}。", "Write {wanted}."),
        ],
        Code::SuffixAfterQuery => [
            (
                "{suffix} 写到了参数后面",
                "{suffix} stands behind the query",
            ),
            (
                "后缀属于页面，不属于参数；这样写客户会看到「页面不存在」。",
                "The suffix belongs to the page, not to the query; customers see 页面不存在 (page not found).",
            ),
            ("改为 {wanted}。", "Write {wanted}."),
        ],
        Code::SlashMissing => [
            (
                "{call} 的页面开头缺少斜杠",
                "the page of {call} lacks its leading slash",
            ),
            (
                "官方样例都以 / 开头；也有人遇到不带斜杠时打不开。",
                "The official samples begin with a slash; without it some cards are reported not to open.",
            ),
            ("改为 {wanted}。", "Write {wanted}."),
        ],
        Code::ImageLocal => [
            ("{field} 用了本地图片", "{field} is a local image"),
            (
                "这个文件只在本机（或小程序包）里，别人取不到。{place_zh}",
                "The file is on this phone or in the package only; nobody else can fetch it. {place_en}",
            ),
            (
                "先上传图片，再用返回的链接；SDK 的 image() 和 card() 会自动上传。",
                "Upload it and use the link you get; the SDK's image() and card() do that by themselves.",
            ),
        ],
        Code::ImageInline => [
            (
                "{field} 直接写了图片内容",
                "{field} holds the picture itself",
            ),
            (
                "这里只收链接。{place_zh}",
                "Only a link is taken here. {place_en}",
            ),
            (
                "先上传图片，再用返回的链接。",
                "Upload it and use the link you get.",
            ),
        ],
        Code::ImageSchemeUnknown => [
            (
                "{field} 不是完整的 http(s) 链接",
                "{field} is not a complete http(s) link",
            ),
            (
                "客户端取不到这张图片。{place_zh}",
                "The client cannot fetch this picture. {place_en}",
            ),
            (
                "写出完整的 https:// 地址。",
                "Write the complete https:// address.",
            ),
        ],
        Code::ImageTemporary => [
            (
                "{field} 用了 wx.{api} 返回的本地文件",
                "{field} is a local file answered by wx.{api}",
            ),
            (
                "返回的是本机临时文件（wxfile://…；开发者工具里看上去像 http://tmp/…），不是链接：在模拟器里正常，到真机就取不到。",
                "What it answers is a temporary file of this phone (wxfile://…; http://tmp/… in the developer tools), not a link: it looks right in the simulator and fails on a device.",
            ),
            (
                "用 wx.uploadFile 上传到服务器，再用返回的链接；SDK 会自动上传。",
                "Upload it with wx.uploadFile and use the link you get; the SDK does that by itself.",
            ),
        ],
        Code::LinkNotHttp => [
            (
                "{field} 不是完整的 http(s) 网址",
                "{field} is not a complete http(s) address",
            ),
            (
                "客户点开的是网页；小程序的页面路径和本机文件都打不开。",
                "The receiver opens a web page; a mini program's page and a file of the phone cannot be opened.",
            ),
            (
                "写出完整的 https:// 网址；要分享小程序页面，用 msgtype: 'miniprogram'。",
                "Write the complete https:// address; a mini program's page is shared with msgtype: 'miniprogram'.",
            ),
        ],
        Code::MediaLocal => [
            (
                "{field} 写的是本机文件，不是 mediaid",
                "{field} names a file of the phone, not a media id",
            ),
            (
                "mediaid 是企业微信「上传临时素材」返回的编号；别的手机打不开这台手机上的文件。",
                "A media id is what WeCom's temporary-media upload answers; no other phone can open a file of this one.",
            ),
            (
                "先上传，再写返回的 mediaid；或用 wecom-share SDK 的 video()、file() 和自己的分享服务器，它会代为上传。",
                "Upload it first and write the media id you get; or use video() and file() of the wecom-share SDK with a share server, which upload it.",
            ),
        ],
        Code::DraftInvalid => [
            ("{field} 有错", "{field} is wrong"),
            (
                "SDK 会以 draft_invalid 拒绝这次分享，不会调用企业微信。",
                "The SDK refuses the share with draft_invalid and never calls WeCom.",
            ),
            ("修改 {field}。", "Mend {field}."),
        ],
        Code::ImageTwice => [
            (
                "图片同时给了 mediaid 和 imgUrl",
                "this image has both mediaid and imgUrl",
            ),
            (
                "两者都有时只用 mediaid，imgUrl 被忽略；而 mediaid 三天后失效。",
                "With both only mediaid is used and imgUrl is ignored, and a mediaid expires after three days.",
            ),
            ("只留一个。", "Keep one of them."),
        ],
        Code::QyAtLoad => [
            (
                "脚本加载时就用到 {what}",
                "{what} runs while the script loads",
            ),
            (
                "客户在微信里打开时没有 wx.qy，会抛出 TypeError，页面白屏。",
                "Customers open the mini program in Weixin, where wx.qy does not exist: a TypeError, and a blank page.",
            ),
            (
                "放进函数里，用到时再取；并先判断 wx.qy 是否存在。",
                "Move it into a function that runs when it is needed, and look first whether wx.qy exists.",
            ),
        ],
        Code::QyKeptAtLoad => [
            (
                "脚本加载时就取出 wx.qy",
                "wx.qy is kept while the script loads",
            ),
            (
                "在微信里它是 undefined，之后的每次使用都会出错。",
                "In Weixin it is undefined, and every later use of it fails.",
            ),
            ("用到时再取 wx.qy。", "Take wx.qy when it is needed."),
        ],
        Code::TitleTooLong => [
            (
                "标题{found}字节，上限 {limit} 字节",
                "the title has {found_en} bytes, {limit} are allowed",
            ),
            (
                "按 UTF-8 计，一个汉字 3 字节。",
                "Counted in UTF-8: a Chinese character has 3 bytes.",
            ),
            ("缩短标题。", "Shorten the title."),
        ],
        Code::DescTooLong => [
            (
                "描述{found}字节，上限 {limit} 字节",
                "the description has {found_en} bytes, {limit} are allowed",
            ),
            (
                "按 UTF-8 计，一个汉字 3 字节。",
                "Counted in UTF-8: a Chinese character has 3 bytes.",
            ),
            ("缩短描述。", "Shorten the description."),
        ],
        Code::TextTooLong => [
            (
                "文字{found}字，上限 {limit} 字",
                "the text has {found_en} characters, {limit} are allowed",
            ),
            (
                "这是官方页面写明的上限；超过时客户端怎样处理，没有官方说明。",
                "The official page states this limit; it does not say what the client does beyond it.",
            ),
            ("缩短文字。", "Shorten the text."),
        ],
        Code::TooManyAttachments => [
            (
                "附件 {found} 个，上限 {limit} 个",
                "there are {found} attachments, {limit} are allowed",
            ),
            (
                "这是官方页面写明的上限；超过时客户端怎样处理，没有官方说明。",
                "The official page states this limit; it does not say what the client does beyond it.",
            ),
            (
                "减少附件，或分几次分享。",
                "Leave some out, or share several times.",
            ),
        ],
        Code::AttachmentObjectMissing => [
            (
                "msgtype 是 {msgtype}，却没有 {msgtype} 对象",
                "msgtype is {msgtype}, but there is no object {msgtype}",
            ),
            (
                "内容必须放在与 msgtype 同名的对象里，否则 {call} 报错。",
                "The content must be in the object named by msgtype, otherwise {call} fails.",
            ),
            ("加上 {msgtype}: { … }。", "Add {msgtype}: { … }."),
        ],
        Code::AttachmentNotForCall => [
            (
                "{call} 不收 {msgtype} 附件",
                "{call} takes no attachment of type {msgtype}",
            ),
            (
                "官方页面列出的类型里没有它。",
                "It is not among the types the official page lists.",
            ),
            (
                "换成它收的类型，或换一个接口。",
                "Use a type it takes, or another call.",
            ),
        ],
        Code::ReceiversSwapped => [
            ("{call} 没有 {key}", "{call} has no {key}"),
            (
                "{key} 属于 {other}；官方文档里 {call} 没有这个参数，接收人不会被预先选中。",
                "{key} belongs to {other}; {call} has no such parameter, so nobody is preselected.",
            ),
            ("{wanted_zh}", "{wanted_en}"),
        ],
        Code::ShapesMixed => [
            (
                "{call} 里混用了两种写法：{key}",
                "{call} mixes two shapes: {key}",
            ),
            ("{why_zh}", "{why_en}"),
            ("{fix_zh}", "{fix_en}"),
        ],
        Code::SuccessIsNotDelivery => [
            ("把 {what_zh}当成了已送达", "{what_en} is told as delivery"),
            (
                "success 只表示内容已交给成员的群发助手；成员可能没有点发送，客户也可能因次数用完而收不到。",
                "success means only that the content was handed to the member's mass-send assistant; the member may not send it, and a customer whose quota is used up gets nothing.",
            ),
            (
                "写成「已交给群发助手」；是否送达以群发记录为准。",
                "Say \"handed to the mass-send assistant\"; only the mass-send records prove delivery.",
            ),
        ],
        Code::InvokeInMiniProgram => [
            (
                "小程序里没有 wx.invoke",
                "there is no wx.invoke in a mini program",
            ),
            (
                "wx.invoke 属于网页（JS-SDK）；在小程序里会抛出 TypeError。",
                "wx.invoke belongs to web pages (JS-SDK); in a mini program it is a TypeError.",
            ),
            (
                "改用 wx.qy.{api}({ …, success, fail })。",
                "Use wx.qy.{api}({ …, success, fail }).",
            ),
        ],
    }
}
