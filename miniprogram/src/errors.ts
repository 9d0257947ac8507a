import type { Bilingual, ErrorDetails } from '../types/index';
import { explain } from './explain';
import { cause } from './words';

const KEPT = 'code cause remedy page until instead faults passed_over causes share status stage raw'.split(' ');

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
  KEPT.forEach((key) => {
    const value = (details as any)[key];
    if (value != null) (this as any)[key] = value;
  });
} as unknown as new (details: ErrorDetails) => ShareError;

ShareError.prototype = Object.create(Error.prototype, {
  constructor: { value: ShareError, writable: true, configurable: true },
});

/** Cause and remedy of what is not in the rule book, each in Chinese and English. */
const TEXTS: { [code: string]: [string, string, string, string] } = {
  wrong_host: ['这里不是企业微信', 'This is not WeCom', '在企业微信里打开；微信里请用 onShareAppMessage', 'Open it in WeCom; in WeChat use onShareAppMessage'],
  draft_invalid: ['要分享的内容有错', 'The draft has faults', '按 faults 逐条修改', 'Mend each of faults'],
  login_failed: ['企业微信没有给出登录凭证', 'WeCom gave no login code', '确认小程序已关联企业、成员在可见范围内', 'Check that the mini program is linked and the member in its visible range'],
  server_unreachable: ['连不上分享服务器', 'The share server cannot be reached', '检查网络和合法域名', 'Check the network and the legal domains'],
  server_failed: ['分享服务器没有正常回答', 'The share server failed', '查看服务器日志', 'See its log'],
  image_unreadable: ['读不到这张图片', 'The picture cannot be read', '检查路径；临时文件只在本次运行有效', 'Check the path; temporary files last one run'],
  server_needed: ['这个功能需要服务器', 'This needs a server', '填写 create({ server })', 'Give create({ server })'],
};

export function failure(code: string, more?: any): ShareError {
  const [zh, en, doZh, doEn] = TEXTS[code];
  const made: any = { code, cause: { zh, en }, remedy: { zh: doZh, en: doEn } };
  for (const key in more) made[key] = more[key];
  return new ShareError(made);
}

/** A refusal in the words of its likeliest cause. */
export function failureOf(code: string, causes: string[], more: any): ShareError {
  more.code = code;
  const all = causes.map(cause);
  const first = all[0] || cause(code);
  more.cause = first.cause;
  more.remedy = first.remedy;
  more.page = first.page;
  more.causes = all;
  return new ShareError(more);
}

/** Explains a refusal on the phone alone: used without a server, or when the server cannot be reached. */
export function refused(api: string, raw: unknown): ShareError {
  const { code, causes } = explain(api, raw);
  return failureOf(code, causes, { raw, stage: 'call' });
}
