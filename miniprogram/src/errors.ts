import type { Bilingual, ErrorDetails, Fault } from '../types/index';
import { keyword } from './answer';

const KEPT = 'code cause remedy page until instead faults causes share status stage raw'.split(' ');

/** Written without `class`: a subclass of Error in ES5 would lose its own prototype. */
export interface ShareError extends Error, ErrorDetails {
  name: 'ShareError';
  cause: Bilingual;
}

export const ShareError = function (this: ShareError, details: ErrorDetails) {
  const made = new Error(details.cause.zh + ' / ' + details.cause.en);
  this.message = made.message;
  this.stack = made.stack;
  this.name = 'ShareError';
  for (let i = 0; i < KEPT.length; i++) {
    const value = (details as any)[KEPT[i]];
    if (value != null) (this as any)[KEPT[i]] = value;
  }
} as unknown as new (details: ErrorDetails) => ShareError;

ShareError.prototype = Object.create(Error.prototype, {
  constructor: { value: ShareError, writable: true, configurable: true },
});

/** Cause zh, cause en, remedy zh, remedy en, and the admin page (zh, en) where one mends it. */
type Row = [string, string, string, string, string?, string?];

const TEXTS: { [code: string]: Row } = {
  wrong_host: ['这里没有 wx.qy，不是企业微信', 'No wx.qy here: this is not WeCom', '在企业微信里打开；微信里请用 onShareAppMessage', 'Open it in WeCom; in WeChat use onShareAppMessage'],
  draft_invalid: ['要分享的内容不符合要求', 'The content breaks some rules', '按 faults 逐条修改', 'Mend each place in faults'],
  login_failed: ['企业微信没有给出登录凭证', 'WeCom gave no login code', '确认小程序已关联企业、成员在可见范围内，再重试', 'Check that the mini program is linked and the member in its visible range, then retry'],
  server_unreachable: ['连不上分享服务器', 'The share server cannot be reached', '检查网络和小程序的 request、uploadFile 合法域名', 'Check the network and the legal domains for request and uploadFile'],
  server_failed: ['分享服务器没有正常回答', 'The share server did not answer properly', '稍后再试，或查看服务器日志', 'Try later, or look at the server\'s log'],
  image_unreadable: ['读不到这张图片', 'The picture cannot be read', '检查路径：包内图片如 /images/a.jpg，临时文件只在本次运行有效', 'Check the path: packaged as /images/a.jpg; temporary files last one run'],
  server_needed: ['这个功能需要服务器', 'This needs a server', '在 create({ server }) 里填写地址', 'Give create({ server }) its address'],
  no_permission: ['成员没有客户联系功能，或应用没有客户联系权限', 'The member has no customer contact (客户联系), or the app may not use it', '请管理员把成员加入使用范围，把应用加入「可调用接口的应用」', 'Ask the administrator to add the member to its usage range and the app to 可调用接口的应用', '管理后台 → 客户联系 → 权限配置 → 使用范围', 'Admin console → 客户联系 → 权限配置 → 使用范围'],
  user_not_in_allow_list: ['成员不在应用的可见范围内', 'The member is outside the app\'s visible range', '请管理员把成员加入可见范围', 'Ask the administrator to add the member', '管理后台 → 应用管理 → 可见范围', 'Admin console → 应用管理 → 可见范围'],
  without_context: ['不是从这个接口要求的入口打开的', 'Not opened from an entry that this call needs', '从聊天工具栏打开，或改用群发', 'Open it from the chat toolbar, or use a mass send'],
  cross_corp: ['小程序没有关联到成员的企业', 'The mini program is not linked to the member\'s company', '请管理员关联小程序，再重新登录', 'Ask the administrator to link it, then log in again'],
  client_not_supported: ['这个企业微信客户端不支持', 'This WeCom client does not support it', '升级企业微信，或换到手机上', 'Update WeCom, or use a phone'],
  invalid_image_url: ['企业微信不接受这个图片地址', 'WeCom does not accept this picture address', '先上传，再用得到的链接', 'Upload it and use the link given'],
  invalid_param: ['企业微信不接受这些参数', 'WeCom does not accept the arguments', '检查附件的字段，去掉空字段', 'Check the attachments; leave out empty fields'],
  unknown_answer: ['企业微信拒绝了，原因不明', 'WeCom refused for an unknown reason', '把 raw 里的原文交给开发者', 'Show a developer the text in raw'],
};

TEXTS.function_not_exist = TEXTS.client_not_supported;

export function details(code: string, more?: Partial<ErrorDetails>): ErrorDetails {
  const row = TEXTS[code];
  const made: any = { code, cause: { zh: row[0], en: row[1] }, remedy: { zh: row[2], en: row[3] } };
  if (row[4]) made.page = { zh: row[4], en: row[5] };
  for (const key in more) {
    if ((more as any)[key] != null) made[key] = (more as any)[key];
  }
  return made;
}

export function failure(code: string, raw?: unknown): ShareError {
  return new ShareError(details(code, { raw }));
}

export function invalidDraft(faults: Fault[]): ShareError {
  return new ShareError(details('draft_invalid', { faults }));
}

/** The first that fits counts; texts as in client-api.md §8.2 after `keyword`, codes as in the rule book. */
const KEYWORDS: Array<[string, RegExp]> = [
  ['wrong_host', /ofundefined|undefinedisnotanobject/],
  ['user_not_in_allow_list', /usernotinallowlist/],
  ['without_context', /withoutcontext|onlysupportchain/],
  ['cross_corp', /notallowtocrosscorp/],
  ['invalid_image_url', /invalidimgurl/],
  ['function_not_exist', /functionnot|nosupport|notsupport|isnotafunction/],
  ['invalid_param', /invalid(param|msg)|missingargument|unsupportedmsgtype|contentempty/],
  ['no_permission', /nopermission|permissiondenied|accessdenied/],
  ['unknown_answer', /^/],
];

/** Explains a refusal on the phone alone: used without a server, or when the server cannot be reached. */
export function explain(answer: unknown, stage?: 'call'): ShareError {
  const word = keyword(answer);
  let at = 0;
  while (!KEYWORDS[at][1].test(word)) at++;
  return new ShareError(details(KEYWORDS[at][0], { raw: answer, stage }));
}
