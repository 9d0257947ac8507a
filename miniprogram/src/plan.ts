/** From a draft to one exact call, or to the reasons why there is none. */
import type { Fault, HostInfo, Remark } from '../types/index';
import { check, given3 } from './check';
import type { Context } from './check';
import { convert } from './page';
import type { Draft } from './read';
import { COUNTED, ENTRIES, SUPPORT, UPLOADED } from './rules.generated';
import { isEmpty, isIn, trim } from './text';
import { remark } from './words';

/** What is known around a draft. */
export interface Facts extends Context {
  host: Partial<HostInfo>;
  /** Suffix of the page in shareAppMessageEx: `''`, else `.html`. */
  ex_suffix?: string | null;
}

export interface Plan {
  call: { api: string; args: any };
  route: { api: string; reason: Remark; passed_over: Array<Remark & { api: string }> };
  receivers: { planned: string[] | null; skipped: any[] };
  notes: Remark[];
}

export interface Refusal {
  code: string;
  faults?: Fault[];
  passed_over?: Array<Remark & { api: string }>;
}

const EX = 'shareAppMessageEx';
const CALLS: { [kind: string]: string } = {
  customers: 'shareToExternalContact',
  groups: 'shareToExternalChat',
  moments: 'shareToExternalMoments',
  chat: 'sendChatMessage',
};
const PRESETS: { [api: string]: string } = { shareToExternalContact: 'externalUserIds', shareToExternalChat: 'chatIds' };
const PLATFORMS = ['ios', 'android', 'windows', 'mac'];

export function plan(draft: Draft, facts: Facts): Plan | Refusal {
  const { kind, attachments } = draft;
  const { host } = facts;
  const faults = check(draft, facts);
  if (faults.length) return { code: 'draft_invalid', faults };

  const version = versionOf(host.version);
  const hasText = !isEmpty(draft.text);
  const singleCard = attachments.length === 1 && attachments[0].msgtype === 'miniprogram' && !hasText;
  const passed: Array<Remark & { api: string }> = [];
  const notes: Remark[] = [];
  let api = CALLS[kind];
  let reason = 'target_' + kind;
  let isOld = false;
  const exObstacle = draft.ex && obstacleOfEx();
  if (draft.ex && !exObstacle) {
    api = EX;
    reason = 'ex_chosen';
  } else {
    if (exObstacle) pass(EX, exObstacle);
    const code = obstacle();
    isOld = code === 'version_too_old' && /^(cu|g)/.test(kind) && singleCard;
    if (code && !isOld) {
      pass(api, code);
      return { code: 'client_not_supported', passed_over: passed };
    }
  }
  const isEx = api === EX;
  const counts = isIn(COUNTED, api);
  const enterChat = draft.enterChat && kind === 'chat' && reaches('enterChat');
  const preset = isEx || (!isOld && !!PRESETS[api] && reaches(PRESETS[api]));
  const wanted = receivers();
  const planned = preset ? wanted : null;
  if (isEx) note('ex_undocumented');
  else if (draft.ex) note('ex_passed_over');
  if (isOld) note('old_form_used');
  if (draft.enterChat && !enterChat) note('enter_chat_dropped');
  if (!version) note('version_unknown');
  if (counts) {
    if (!wanted) note('quota_not_checked');
    else if (!preset) note('preset_not_supported');
  }
  const bodies = attachments.map((it) => ({ msgtype: it.msgtype, body: body(it.msgtype, it.body) }));
  attachments.forEach((it) => it.msgtype === 'image' && noteImage(it.body));
  return {
    call: { api, args: args() },
    route: { api, reason: remark(reason), passed_over: passed },
    receivers: { planned, skipped: [] },
    notes,
  };

  function obstacleOfEx(): string {
    return kind !== 'customers'
      ? 'ex_customers_only'
      : !singleCard
        ? 'ex_single_card_only'
        : !draft.ids || !draft.ids.length
          ? 'ex_needs_ids'
          : host.environment === 'weixin'
            ? 'not_in_wecom'
            : // A private call is taken only when the client was seen to have it.
              !host.apis || host.apis.indexOf(EX) < 0
              ? 'api_absent'
              : '';
  }

  /** Why the documented call cannot be made here. */
  function obstacle(): string {
    const { entry, apis } = host;
    if (host.environment === 'weixin') return 'not_in_wecom';
    const features = [''];
    if (kind === 'chat' && entry != null) features.push(entry);
    if (attachments.some((it) => it.msgtype === 'file')) features.push('file');
    for (let i = 0; i < features.length; i++) {
      if (support(features[i]) === '0') return 'platform_not_supported';
      if (!reaches(features[i])) return 'version_too_old';
    }
    if (apis && apis.indexOf(api) < 0) return 'api_absent';
    return entry != null && ENTRIES[api] && !isIn(ENTRIES[api], entry) ? 'entry_not_allowed' : '';
  }

  /** The first version that has a feature of the call: `0` never, `1` always or not stated. */
  function support(feature: string): string {
    const row = SUPPORT[api + '.' + feature];
    const at = PLATFORMS.indexOf(host.platform!);
    // The pages exclude the developer tools once for all calls (client-api.md §1).
    return !row ? '1' : at >= 0 ? row.split(' ')[at] : host.platform === 'devtools' ? '0' : '1';
  }

  /** A version nobody knows is taken for new enough. */
  function reaches(feature: string): boolean {
    const first = support(feature);
    return first !== '0' && (first === '1' || !version || compare(version, versionOf(first)!) >= 0);
  }

  function receivers(): string[] | null {
    if (!draft.ids) return null;
    const ids = draft.ids.map(trim).filter((id, index, all) => all.indexOf(id) === index);
    if (ids.length < draft.ids.length) note('receiver_repeated');
    return ids;
  }

  function noteImage(image: any): void {
    const { mediaid, id, url } = image;
    if (mediaid && (url || id)) note('mediaid_preferred');
    if (!mediaid && !id && url && !UPLOADED.split(' ').some((part) => url.indexOf(part) >= 0)) note('image_link_unproven');
  }

  function args(): any {
    const first = bodies[0];
    if (isEx || isOld) {
      const { title, imgUrl, page } = first.body;
      return isEx ? object({ title, imageUrl: imgUrl, path: page, selectedExternalUserIds: planned }) : first.body;
    }
    const made: any = {};
    if (kind === 'chat') {
      const msgtype = !first ? 'text' : first.msgtype === 'link' ? 'news' : first.msgtype;
      made.msgtype = msgtype;
      if (enterChat) made.enterChat = true;
      made[msgtype] = first ? first.body : { content: draft.text };
      return made;
    }
    if (planned) made[PRESETS[api]] = planned;
    if (hasText) made.text = { content: draft.text };
    if (bodies.length) {
      made.attachments = bodies.map((it) => {
        const item: any = { msgtype: it.msgtype };
        item[it.msgtype] = it.body;
        return item;
      });
    }
    return made;
  }

  function body(msgtype: string, it: any): any {
    const [key, given] = given3(it.cover || it);
    const links = facts.image_links;
    const url = (links && key === 'id' && Object.prototype.hasOwnProperty.call(links, given) && links[given]) || given;
    if (msgtype === 'image') return object(key === 'mediaid' ? { mediaid: url } : { imgUrl: url });
    if (msgtype === 'miniprogram') return object({ appid: it.appid || facts.appid, title: it.title, imgUrl: url, page: page(it) });
    if (msgtype !== 'link') return { mediaid: it.mediaid };
    const made: any = { title: it.title, desc: it.desc, imgUrl: it.cover && url };
    made[kind === 'chat' ? 'link' : 'url'] = it.url;
    return object(made);
  }

  function page(card: any): string {
    const given = card.page;
    const { path, query } = isEx ? convert(given, 'ex-card', facts.ex_suffix) : card.form;
    const mark = path.indexOf('?');
    const isBare = isEx && facts.ex_suffix === '';
    if (!isBare && path.split('?')[0] !== given.split('?')[0]) note('page_made_card_form');
    if ((mark < 0 ? '' : path.slice(mark + 1)) !== query) note('page_query_encoded');
    if (query.indexOf('.html') >= 0 && given.indexOf('.html?') < 0) note('page_suffix_in_query');
    return path;
  }

  function pass(name: string, code: string): void {
    const made: any = remark(code);
    made.api = name;
    passed.push(made);
  }

  function note(code: string): void {
    if (!notes.some((known) => known.code === code)) notes.push(remark(code));
  }
}

/** Without what is empty: empty keys break iOS. */
export function object(fields: any): any {
  const made: any = {};
  for (const key in fields) if (fields[key]) made[key] = fields[key];
  return made;
}

/** One to four numbers, or nothing when the version cannot be read. */
export function versionOf(text?: string | null): number[] | null {
  const trimmed = typeof text === 'string' ? trim(text) : '';
  return /^\d{1,9}(\.\d{1,9}){0,3}$/.test(trimmed) ? trimmed.split('.').map(Number) : null;
}

export function compare(a: number[], b: number[]): number {
  for (let i = 0; i < 4; i++) {
    const difference = (a[i] || 0) - (b[i] || 0);
    if (difference) return difference;
  }
  return 0;
}
