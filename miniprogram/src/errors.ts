import type { Bilingual, ErrorDetails, Fault } from '../types/index';
import { answerText, keyword } from './answer';

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
  wrong_host: [
    '这里不是企业微信，没有 wx.qy',
    'This is not WeCom: there is no wx.qy here',
    '在企业微信里打开；在微信里请用 onShareAppMessage 转发',
    'Open it in WeCom; in WeChat use onShareAppMessage',
  ],
  draft_invalid: [
    '要分享的内容有不符合要求的地方',
    'The content to be shared breaks some rules',
    '按 faults 里逐条列出的位置修改',
    'Mend each place listed in faults',
  ],
  login_failed: [
    '企业微信没有给出登录凭证',
    'WeCom did not give a login code',
    '确认小程序已关联到企业、当前成员在应用可见范围内，然后重试',
    'Check that the mini program is linked to the company and the member is in the app\'s visible range, then try again',
  ],
  server_unreachable: [
    '连不上分享服务器',
    'The share server cannot be reached',
    '检查网络，并确认服务器域名已加入小程序的 request 与 uploadFile 合法域名',
    'Check the network, and that the server is in the mini program\'s legal domains for request and uploadFile',
  ],
  server_failed: [
    '分享服务器没有正常回答',
    'The share server did not answer properly',
    '稍后再试；若一直如此，请查看服务器日志',
    'Try again later; if it persists, look at the server\'s log',
  ],
  image_unreadable: [
    '读不到这张图片，没有上传成功',
    'The picture could not be read and was not uploaded',
    '检查图片路径：包内图片写成 /images/a.jpg，临时文件只在本次运行内有效',
    'Check the path: a packaged picture is /images/a.jpg; temporary files live for one run only',
  ],
  server_needed: [
    '没有配置 server，这个功能不可用',
    'This needs a server, and none is configured',
    '在 create({ server }) 里填写 wecom-share 服务器地址',
    'Give the address of a wecom-share server to create({ server })',
  ],
  no_permission: [
    '当前成员没有客户联系功能，或者应用没有客户联系接口的权限',
    'The member has no customer contact (客户联系), or the app may not call its interfaces',
    '请管理员把成员加入客户联系的使用范围，并把应用加入「可调用接口的应用」',
    'Ask the administrator to add the member to the usage range of customer contact, and the app to the apps that may call it',
    '管理后台 → 客户联系 → 权限配置 → 使用范围',
    'Admin console → 客户联系 → 权限配置 → 使用范围',
  ],
  not_in_visible_range: [
    '当前成员不在应用的可见范围内',
    'The member is outside the app\'s visible range',
    '请管理员把成员加入应用的可见范围',
    'Ask the administrator to add the member to the app\'s visible range',
    '管理后台 → 应用管理 → 该应用 → 可见范围',
    'Admin console → 应用管理 → the app → 可见范围',
  ],
  wrong_entry: [
    '小程序不是从这个接口要求的入口打开的',
    'The mini program was not opened from an entry that this call needs',
    '从聊天工具栏或客户详情页打开后再试，或改用群发给客户、客户群',
    'Open it from the chat toolbar or the customer\'s page, or share by mass send instead',
  ],
  cross_corp: [
    '小程序没有关联到当前成员的企业',
    'The mini program is not linked to the member\'s company',
    '请管理员在企业微信里关联这个小程序，并重新登录',
    'Ask the administrator to link the mini program in WeCom, then log in again',
  ],
  client_not_supported: [
    '当前企业微信版本或平台没有这个接口',
    'This WeCom version or platform does not have this function',
    '升级企业微信，或换到手机上操作',
    'Update WeCom, or use a phone',
  ],
  image_link_invalid: [
    '企业微信不接受这个图片地址',
    'WeCom does not accept this picture address',
    '先上传图片，用上传得到的 http(s) 链接',
    'Upload the picture first and use the http(s) link it gives',
  ],
  arguments_refused: [
    '企业微信不接受传入的参数',
    'WeCom does not accept the arguments',
    '检查附件类型与字段是否齐全，去掉空字段',
    'Check that each attachment has its fields, and leave out empty ones',
  ],
  refused_unknown: [
    '企业微信拒绝了这次调用，原因不在已知的列表里',
    'WeCom refused the call for a reason not in our list',
    '把 raw 里的原文发给管理员或开发者',
    'Give the text in raw to an administrator or developer',
  ],
};

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

/** Tried in this order; texts as in client-api.md §8.2, after `keyword`. */
const KEYWORDS: Array<[string, RegExp]> = [
  ['not_in_visible_range', /usernotinallowlist/],
  ['wrong_entry', /withoutcontext|onlysupportchain/],
  ['cross_corp', /notallowtocrosscorp/],
  ['image_link_invalid', /invalidim(g|age)url/],
  ['client_not_supported', /functionnot|nosupport|not(be)?support|isnotafunction/],
  ['arguments_refused', /invalid(param|msg|text|attachments)|missingargument|unsupportedmsgtype|contentempty/],
  ['no_permission', /nopermission|permissiondenied|accessdenied/],
];

/** Explains a refusal on the phone alone: used without a server, or when the server cannot be reached. */
export function explain(answer: unknown, stage?: 'call'): ShareError {
  const word = keyword(answer);
  const whole = answerText(answer).toLowerCase();
  let code = /of undefined|undefined is not an object/.test(whole) ? 'wrong_host' : 'refused_unknown';
  for (let i = KEYWORDS.length - 1; i >= 0; i--) {
    if (KEYWORDS[i][1].test(word)) code = KEYWORDS[i][0];
  }
  return new ShareError(details(code, { raw: answer, stage }));
}
