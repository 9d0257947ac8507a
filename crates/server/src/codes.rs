//! The server's own error codes and their words: the one place for both.
//!
//! What is wrong with a share (drafts, quota, rights, the client's answers) has
//! its codes and words in the rule book.

use axum::http::StatusCode;
use wecom_share_rules::text::Bilingual;

macro_rules! codes {
    ($($name:ident = $code:literal, $status:ident,
        cause: $cause_zh:literal / $cause_en:literal,
        remedy: $remedy_zh:literal / $remedy_en:literal;)*) => {
        /// A stable code. The status goes with it.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(crate) enum Code { $($name,)* }

        impl Code {
            #[cfg(test)]
            pub(crate) const ALL: &'static [Self] = &[$(Self::$name,)*];

            pub(crate) fn as_str(self) -> &'static str {
                match self { $(Self::$name => $code,)* }
            }

            pub(crate) fn status(self) -> StatusCode {
                match self { $(Self::$name => StatusCode::$status,)* }
            }

            pub(crate) fn cause(self) -> Bilingual {
                match self { $(Self::$name => Bilingual::new($cause_zh, $cause_en),)* }
            }

            pub(crate) fn remedy(self) -> Bilingual {
                match self { $(Self::$name => Bilingual::new($remedy_zh, $remedy_en),)* }
            }
        }
    };
}

codes! {
    RequestInvalid = "request_invalid", BAD_REQUEST,
        cause: "请求内容读不懂：{detail}" / "the request cannot be read: {detail}",
        remedy: "请按 /api/v1/openapi.json 中的格式发送 JSON（UTF-8）" / "send JSON in UTF-8 as /api/v1/openapi.json describes";
    RequestTooLarge = "request_too_large", PAYLOAD_TOO_LARGE,
        cause: "请求内容超过 {limit} 字节" / "the request is larger than {limit} bytes",
        remedy: "请减少内容；图片请用 POST /api/v1/images 上传" / "send less; pictures go to POST /api/v1/images";
    NotFound = "not_found", NOT_FOUND,
        cause: "没有这个接口" / "there is no such address",
        remedy: "可用的接口见 /api/v1/openapi.json" / "what there is, is listed in /api/v1/openapi.json";
    MethodNotAllowed = "method_not_allowed", METHOD_NOT_ALLOWED,
        cause: "这个接口不支持该请求方法" / "this address does not take this method",
        remedy: "可用的接口和方法见 /api/v1/openapi.json" / "addresses and their methods are listed in /api/v1/openapi.json";
    TooSlow = "request_timeout", GATEWAY_TIMEOUT,
        cause: "服务器在 {limit} 秒内没有完成这个请求" / "the server did not finish this request within {limit} seconds",
        remedy: "请检查网络后重试；同一请求可以放心重发" / "check the network and try again; the same request may safely be sent again";
    Internal = "internal", INTERNAL_SERVER_ERROR,
        cause: "服务器内部出错" / "something failed inside the server",
        remedy: "请稍后重试；管理员可按响应头 x-request-id 在日志中查找原因" / "try again later; the operator finds the reason in the log under the answer's x-request-id";

    ImageStoreUnavailable = "image_store_unavailable", SERVICE_UNAVAILABLE,
        cause: "服务器暂时读写不了保存的图片" / "the server cannot reach the pictures it keeps at the moment",
        remedy: "请稍后重试；管理员请检查数据目录的磁盘和权限，或 [images.s3] 的地址、存储桶和密钥，原因见日志" / "try again later; the operator should check disk and rights of the data folder, or address, bucket and keys in [images.s3]; the log says why";
    DiskFull = "disk_full", SERVICE_UNAVAILABLE,
        cause: "服务器的数据目录所在磁盘快满了" / "the disk under the server's data folder is nearly full",
        remedy: "请管理员清理或扩大磁盘；在那之前可能无法保存新的分享" / "the operator should free or enlarge it; until then new shares may not be kept";

    SessionMissing = "session_missing", UNAUTHORIZED,
        cause: "请求没有带会话令牌" / "the request carries no session token",
        remedy: "请先用 wx.qy.login 的 code 调用 POST /api/v1/sessions，再带上 Authorization: Bearer 令牌" / "exchange the code of wx.qy.login at POST /api/v1/sessions, then send Authorization: Bearer with the token";
    SessionExpired = "session_expired", UNAUTHORIZED,
        cause: "会话已过期或不存在" / "the session has ended or never existed",
        remedy: "请重新调用 wx.qy.login 并换取新的会话" / "call wx.qy.login again and exchange its code for a new session";
    LoginCodeInvalid = "login_code_invalid", UNAUTHORIZED,
        cause: "登录 code 无效：已被使用、超过 5 分钟，或属于其他企业或小程序" / "the login code is invalid: already used, older than 5 minutes, or of another company or mini program",
        remedy: "请重新调用 wx.qy.login，并用新的 code 登录一次；并确认服务器配置的 corpid 和应用 Secret 属于这个小程序关联的企业应用" / "call wx.qy.login again and use its new code once; and make sure that corpid and app secret in the server's configuration belong to the app this mini program is linked to";
    UnknownApp = "unknown_app", NOT_FOUND,
        cause: "服务器没有配置这个企业的这个小程序" / "the server is not configured for this mini program of this company",
        remedy: "请在服务器配置中为它添加一段 [[app]]（corpid、agentid、secret、appid）" / "add an [[app]] for it to the server's configuration (corpid, agentid, secret, appid)";
    CorpidNeeded = "corpid_needed", BAD_REQUEST,
        cause: "多家企业共用这个小程序，无法确定是哪一家" / "several companies use this mini program, and the request does not say which",
        remedy: "请在登录请求中带上 corpid" / "send corpid with the login";

    WecomUnreachable = "wecom_unreachable", BAD_GATEWAY,
        cause: "服务器联系不上企业微信，或看不懂它的回答" / "the server cannot reach WeCom, or does not understand its answer",
        remedy: "请稍后重试；管理员请检查 [wecom] base_url 和服务器到它的网络，原因见日志" / "try again later; the operator should check [wecom] base_url and the network from the server to it; the log says why";
    WecomRefused = "wecom_refused", BAD_GATEWAY,
        cause: "企业微信拒绝了服务器的请求（错误码 {errcode}）" / "WeCom refused the server's request (errcode {errcode})",
        remedy: "请按 raw 中的错误码处理；可在 https://open.work.weixin.qq.com/devtool/query?e={errcode} 查询" / "act on the errcode in raw; it can be looked up at https://open.work.weixin.qq.com/devtool/query?e={errcode}";

    WecomUnknown = "wecom_unknown", BAD_GATEWAY,
        cause: "企业微信没有及时回答，请求可能已经生效" / "WeCom did not answer in time; the request may have been carried out",
        remedy: "请先核对结果再决定是否重做；图片可以直接重新上传，只是可能多计一次用量" / "look whether it was done before doing it again; a picture may simply be uploaded again, it may count twice";
    WecomLimited = "wecom_limited", SERVICE_UNAVAILABLE,
        cause: "企业微信允许的调用次数暂时用完了，这次没有调用" / "as often as WeCom allows it has been called for now; it was not called this time",
        remedy: "请在 {seconds} 秒后重试，重试不会造成重复" / "try again in {seconds} seconds; nothing was sent, so nothing is done twice";
    WecomNoSuiteTicket = "wecom_no_suite_ticket", SERVICE_UNAVAILABLE,
        cause: "最近半小时没有收到企业微信推送的 suite_ticket，无法以第三方应用的身份调用企业微信" / "WeCom has pushed no suite_ticket in the last half hour, so it cannot be called as the suite",
        remedy: "企业微信每 10 分钟推送一次；请管理员确认服务商后台的指令回调地址为 /callback/SuiteID 且能从公网访问，[[suite]] 中的 Token 和 EncodingAESKey 与后台一致" / "WeCom pushes one every ten minutes; the operator should make sure that the suite's command callback address in the provider's console is /callback/<suite_id> and reachable from outside, and that [[suite]] has the Token and EncodingAESKey shown there";
    TooManyRequests = "too_many_requests", TOO_MANY_REQUESTS,
        cause: "来自这个地址的请求太频繁" / "this address asks too often",
        remedy: "请在 {seconds} 秒后重试；管理员可调整 [limits] 中的每分钟次数，放在反向代理后面时请设置 trust_forwarded_for" / "try again in {seconds} seconds; the operator can change the numbers per minute in [limits], and behind a proxy sets trust_forwarded_for";

    CallbackUnknown = "callback_unknown", NOT_FOUND,
        cause: "服务器没有配置这个应用的回调" / "the server is not configured for callbacks of this app",
        remedy: "请在服务器配置的 [[app]] 中填写 callback_token 和 callback_aes_key，回调地址为 /callback/企业ID/AgentId；第三方应用写在 [[suite]] 中，地址为 /callback/SuiteID" / "give callback_token and callback_aes_key in the configuration's [[app]]; the address is /callback/<corpid>/<agentid>, and /callback/<suite_id> for a [[suite]]";
    CallbackSignature = "callback_signature", FORBIDDEN,
        cause: "回调的签名不对" / "the callback's signature is wrong",
        remedy: "请确认服务器配置的 callback_token 与管理后台「接收消息」里的 Token 一致" / "make sure that callback_token is the Token which the admin console shows where the app receives messages";
    CallbackStale = "callback_stale", FORBIDDEN,
        cause: "回调的时间与服务器相差太多：{detail}" / "the callback's time is too far from the server's: {detail}",
        remedy: "请校准服务器时钟；管理员可调整 [callback] window_seconds" / "set the server's clock; the operator can change window_seconds in [callback]";
    CallbackReceiver = "callback_receiver", FORBIDDEN,
        cause: "回调是发给另一家企业或另一个应用的" / "the callback is for another company or app",
        remedy: "请确认管理后台填写的回调地址里的企业 ID 和 AgentId 属于这个应用" / "make sure that corpid and agentid in the address given in the admin console are this app's";
    CallbackUnreadable = "callback_unreadable", BAD_REQUEST,
        cause: "回调内容读不懂：{detail}" / "the callback cannot be read: {detail}",
        remedy: "请确认 callback_aes_key 与管理后台「接收消息」里的 EncodingAESKey 一致" / "make sure that callback_aes_key is the EncodingAESKey which the admin console shows where the app receives messages";

    UploadMissing = "upload_missing", BAD_REQUEST,
        cause: "请求中没有名为 file 的文件" / "the request has no part named file",
        remedy: "请用 multipart/form-data 上传，文件字段名为 file（wx.uploadFile 的 name: 'file'）" / "upload as multipart/form-data with the picture in the part file (wx.uploadFile with name: 'file')";
    UploadUnreadable = "upload_unreadable", BAD_REQUEST,
        cause: "上传内容不完整，或不是 multipart/form-data" / "the upload is cut short or not multipart/form-data",
        remedy: "请用 multipart/form-data 上传（wx.uploadFile 即是）；如果是中途断开，请检查网络后重新上传" / "upload as multipart/form-data (wx.uploadFile does); if it broke off, check the network and upload again";
    UploadTooLarge = "upload_too_large", PAYLOAD_TOO_LARGE,
        cause: "图片超过 {limit} 字节" / "the picture is larger than {limit} bytes",
        remedy: "请先压缩图片；管理员可调整 [limits] upload_bytes" / "make the picture smaller first; the operator can change upload_bytes in [limits]";
    ImageNotRecognised = "image_not_recognised", BAD_REQUEST,
        cause: "这不是可用的图片：文件内容不是支持的图片格式（与文件名无关）" / "this is not a usable picture: its content is no supported picture format, whatever its name says",
        remedy: "请上传 JPG、PNG、WebP、GIF 或 BMP 图片" / "upload a JPG, PNG, WebP, GIF or BMP picture";
    ImageFormatNotAccepted = "image_format_not_accepted", UNPROCESSABLE_ENTITY,
        cause: "不支持 {format} 图片" / "{format} pictures are not supported",
        remedy: "请转换为 JPG 或 PNG 后再上传；苹果手机可在 设置 → 相机 → 格式 中选择“兼容性最佳”，wx.chooseImage 选 compressed 也会得到 JPG" / "convert the picture to JPG or PNG first; iPhones take JPGs with Settings → Camera → Formats → Most Compatible, and wx.chooseImage gives one with compressed";
    ImageTooManyPixels = "image_too_many_pixels", UNPROCESSABLE_ENTITY,
        cause: "图片为 {width}×{height} 像素，超过 {limit} 像素的上限" / "the picture has {width}×{height} pixels, more than {limit}",
        remedy: "请先把图片缩小" / "scale the picture down first";
    ImageTooLarge = "image_too_large", UNPROCESSABLE_ENTITY,
        cause: "图片为 {bytes} 字节，最多接受 {limit} 字节" / "the picture has {bytes} bytes; at most {limit} are accepted",
        remedy: "请先压缩或缩小图片" / "compress the picture or scale it down first";
    ImageBroken = "image_broken", UNPROCESSABLE_ENTITY,
        cause: "图片文件已损坏：{detail}" / "the picture is broken: {detail}",
        remedy: "请重新导出图片后再上传" / "export the picture anew and upload it again";
    ImageNotSupported = "image_not_supported", UNPROCESSABLE_ENTITY,
        cause: "这张 {format} 图片用了不支持的特性：{detail}" / "this {format} picture uses what is not supported: {detail}",
        remedy: "请另存为普通的 JPG 或 PNG 后再上传" / "save it as a plain JPG or PNG and upload that";
    ImageTooMuchMemory = "image_too_much_memory", UNPROCESSABLE_ENTITY,
        cause: "处理这张图片需要 {needed} 字节内存，上限是 {limit}" / "making this picture ready takes {needed} bytes of memory; the limit is {limit}",
        remedy: "请先把图片缩小；管理员可调整 [images] memory_mib" / "scale the picture down first; the operator can change memory_mib in [images]";
    ImageTookTooLong = "image_took_too_long", UNPROCESSABLE_ENTITY,
        cause: "处理这张图片超过 {limit} 秒" / "making this picture ready took more than {limit} seconds",
        remedy: "请另存为普通的 JPG 或 PNG，或先缩小；服务器忙时可稍后重试" / "save it as a plain JPG or PNG, or scale it down; when the server is busy, try again later";
    ImageLost = "image_lost", CONFLICT,
        cause: "这张图片的文件已不在服务器上" / "the file of this picture is no longer on the server",
        remedy: "请重新上传图片" / "upload the picture again";
    PictureLinksUsedUp = "picture_links_used_up", CONFLICT,
        cause: "企业今天或近一个月上传到企业微信的图片已达上限（每天 {per_day} 张、每月 {per_month} 张），{until} 后可以再传" / "the company has used up its picture uploads to WeCom ({per_day} a day, {per_month} a month); the next works from {until}",
        remedy: "请改用已经上传过的图片，或等到那时；卡片封面可由本服务器提供而不占用上传次数（配置 https 的 public_base_url）" / "use pictures that were uploaded before, or wait until then; covers need no uploads when this server shows them (set an https public_base_url)";
    PictureLinksRefused = "picture_links_refused", CONFLICT,
        cause: "企业微信不再接收这家企业的图片（45009）：上传次数已用完，其他程序上传的也计算在内。如果是当天的上限，{until} 后可以再传；如果是当月的上限，最迟 {latest} 后可以；是哪一种，企业微信没有说明" / "WeCom takes no more pictures of this company (45009): its uploads are used up, those of its other programs included. If that is the day's limit, the next works from {until}; if it is the month's, from {latest} at the latest; WeCom does not say which",
        remedy: "请改用已经上传过的图片，或等到那时；如果还有其他程序在上传，请管理员按剩余的次数设置 [images] uploads_per_day 和 uploads_per_month；卡片封面可由本服务器提供而不占用上传次数（配置 https 的 public_base_url）" / "use pictures that were uploaded before, or wait until then; where other programs upload too, the operator sets uploads_per_day and uploads_per_month in [images] to what they leave; covers need no uploads when this server shows them (set an https public_base_url)";
    LinkNotFound = "link_not_found", NOT_FOUND,
        cause: "没有这张图片，或它已被清理" / "there is no such picture, or it was cleaned away",
        remedy: "请重新分享" / "share anew";
    UrlInvalid = "url_invalid", BAD_REQUEST,
        cause: "图片地址不可用：{detail}" / "the picture's address cannot be used: {detail}",
        remedy: "请给出公网上可直接下载图片的 https:// 地址" / "give an https:// address on the public internet that a picture can be fetched from";
    UrlNotFetched = "url_not_fetched", BAD_GATEWAY,
        cause: "无法从这个地址下载图片：{detail}" / "the picture cannot be fetched from this address: {detail}",
        remedy: "请确认地址能在浏览器里直接打开图片，然后重试；或改为上传图片文件" / "make sure that the address opens the picture in a browser, then try again; or upload the file itself";
    MediaTypeInvalid = "media_type_invalid", BAD_REQUEST,
        cause: "表单字段 type 应为 video 或 file" / "the form's field type should be video or file",
        remedy: "请在 wx.uploadFile 的 formData 中写 type: 'video' 或 'file'；图片请用 POST /api/v1/images" / "give type: 'video' or 'file' in the formData of wx.uploadFile; pictures go to POST /api/v1/images";
    MediaTooLarge = "media_too_large", PAYLOAD_TOO_LARGE,
        cause: "文件超过企业微信的上限 {limit} 字节" / "the file is larger than the {limit} bytes WeCom takes",
        remedy: "请先压缩；视频上限 10 MB，文件上限 20 MB" / "make it smaller: videos up to 10 MB, files up to 20 MB";
    MediaTooSmall = "media_too_small", UNPROCESSABLE_ENTITY,
        cause: "文件只有 {bytes} 字节，企业微信要求大于 5 字节" / "the file has {bytes} bytes; WeCom wants more than 5",
        remedy: "请检查选择的文件是否完整" / "check that the chosen file is whole";
    MediaNotMp4 = "media_not_mp4", UNPROCESSABLE_ENTITY,
        cause: "这不是 MP4 视频（按内容识别）" / "this is not an MP4 video, by its content",
        remedy: "请转换为 MP4 后再上传，或按文件（type=file）发送" / "convert it to MP4 first, or send it as a file (type=file)";

    ShareNotFound = "share_not_found", NOT_FOUND,
        cause: "没有这次分享，或它不属于当前成员" / "there is no such share, or it is not the current member's",
        remedy: "请使用 POST /api/v1/shares 返回的 share.id，并用同一成员的会话" / "use the share.id that POST /api/v1/shares answered, with a session of the same member";
    UnknownToken = "unknown_token", NOT_FOUND,
        cause: "这个标记不对应任何分享" / "this token leads to no share",
        remedy: "请原样发送页面参数 ws_t 的值" / "send the value of the page's parameter ws_t unchanged";
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::Code;

    #[test]
    fn every_code_is_unique_and_has_words_in_both_languages() {
        let mut seen = BTreeSet::new();
        for code in Code::ALL {
            assert!(seen.insert(code.as_str()), "{code:?} twice");
            for text in [code.cause(), code.remedy()] {
                let chinese = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
                assert!(text.zh.chars().any(chinese), "{code:?}");
                assert!(
                    !text.en.is_empty() && !text.en.chars().any(chinese),
                    "{code:?}"
                );
            }
        }
    }
}
