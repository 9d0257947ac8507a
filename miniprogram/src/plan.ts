/** From a draft without faults to one exact call, or to the reasons why there is none. */
import type { HostInfo, Remark } from '../types/index';
import type { Context, Draft } from './draft';
import { given } from './image';
import { convert } from './page';
import { Code, COUNTED, ENTRIES, PLATFORMS, SUPPORT, UPLOADED } from './rules.generated';
import { isIn, own, trim } from './text';
import { remark } from './words';

/** What is known around a draft. */
export interface Facts extends Context {
  host: Partial<HostInfo>;
  /** Suffix of the page in shareAppMessageEx: `''`, else `.html`. */
  ex_suffix?: string | null;
}

type PassedOver = Remark & { api: string };

/** Without `call` nothing can be called here; the last of `passed_over` would have been right. */
export interface Plan {
  call?: { api: string; args: any };
  route: { api: string; reason: Remark; passed_over: PassedOver[] };
  receivers: { planned: string[] | null; skipped: any[] };
  notes: Remark[];
}

const EX = 'shareAppMessageEx';
const CALLS: { [kind: string]: string } = {
  customers: 'shareToExternalContact',
  groups: 'shareToExternalChat',
  moments: 'shareToExternalMoments',
  chat: 'sendChatMessage',
};
const PRESETS: { [kind: string]: string } = { customers: 'externalUserIds', groups: 'chatIds' };

export function plan(draft: Draft, facts: Facts): Plan {
  const { host } = facts;
  const { environment, entry, apis } = host;
  const { target, attachments } = draft;
  const { kind } = target;
  const ids = target.ids as string[] | undefined;
  const isChat = kind === 'chat';
  const version = versionOf(host.version);
  const hasText = trim(draft.text);
  const isCard = attachments.length === 1 && attachments[0].miniprogram && !hasText;
  const notes: Remark[] = [];
  const passed_over: PassedOver[] = [];
  let api = CALLS[kind];
  const exObstacle = draft.ex && obstacleOfEx();
  const isEx = draft.ex && !exObstacle;
  if (exObstacle) pass(EX, exObstacle);
  const code = isEx ? 0 : obstacle();
  const isOld = code === Code.version_too_old && PRESETS[kind] && isCard;
  const made: Plan = {
    route: { api, reason: remark(isEx ? Code.ex_chosen : 'target_' + kind), passed_over },
    receivers: { planned: null, skipped: [] },
    notes,
  };
  if (code && !isOld) {
    pass(api, code);
    return made;
  }
  if (isEx) made.route.api = api = EX;
  const enterChat = draft.enterChat && isChat && reaches('enterChat');
  const preset = isEx || (!isOld && PRESETS[kind] && reaches(PRESETS[kind]));
  const wanted = ids ? ids.map(trim).filter((id, index, all) => all.indexOf(id) === index) : null;
  note(ids && ids.length > wanted!.length, Code.receiver_repeated);
  const planned = (made.receivers.planned = preset ? wanted : null);
  note(isEx, Code.ex_undocumented);
  note(exObstacle, Code.ex_passed_over);
  note(isOld, Code.old_form_used);
  note(draft.enterChat && !enterChat, Code.enter_chat_dropped);
  note(!version, Code.version_unknown);
  if (isIn(COUNTED, api)) note(!wanted || !preset, wanted ? Code.preset_not_supported : Code.quota_not_checked);
  const bodies = attachments.map((it) => ({ msgtype: it.msgtype, body: body(it.msgtype, it[it.msgtype]) }));
  attachments.forEach((it) => {
    const { mediaid, id, url } = it.image || ({} as any);
    note(mediaid && (url || id), Code.mediaid_preferred);
    note(url && !mediaid && !id && !isUploaded(url), Code.image_link_unproven);
  });
  made.call = { api, args: args() };
  return made;

  function obstacleOfEx(): Code | 0 {
    return kind !== 'customers'
      ? Code.ex_customers_only
      : !isCard
        ? Code.ex_single_card_only
        : !ids || !ids.length
          ? Code.ex_needs_ids
          : environment === 'weixin'
            ? Code.not_in_wecom
            : // A private call is taken only when the client was seen to have it.
              !apis || apis.indexOf(EX) < 0
              ? Code.api_absent
              : 0;
  }

  /** Why the documented call cannot be made here. */
  function obstacle(): Code | 0 {
    if (environment === 'weixin') return Code.not_in_wecom;
    const isAllowed = entry == null || !ENTRIES[api] || isIn(ENTRIES[api], entry);
    const features = ['', isChat && isAllowed && entry, attachments.some((it) => it.file) && 'file'];
    for (let i = 0; i < 3; i++) {
      const feature = features[i];
      if (feature !== '' && !feature) continue;
      if (!support(feature)) return Code.platform_not_supported;
      if (!reaches(feature)) return Code.version_too_old;
    }
    return apis && apis.indexOf(api) < 0 ? Code.api_absent : isAllowed ? 0 : Code.entry_not_allowed;
  }

  /** The first version that has a feature of the call: nothing for never, `0` for always or not stated. */
  function support(feature: string): string {
    const row = SUPPORT[api + feature];
    const at = PLATFORMS.indexOf(host.platform!);
    // The pages exclude the developer tools once for all calls (client-api.md §1), as the last platform.
    return row && at >= 0 ? versionOf(row.split(' ')[at]) : '0';
  }

  /** A version nobody knows is taken for new enough. */
  function reaches(feature: string): boolean {
    const first = support(feature);
    return !!first && (!version || version >= first);
  }

  function args(): any {
    const first = bodies[0];
    if (isEx || isOld) {
      const { title, imgUrl, page } = first.body;
      return isEx ? object({ title, imageUrl: imgUrl, path: page, selectedExternalUserIds: planned }) : first.body;
    }
    if (isChat) {
      const msgtype = !first ? 'text' : first.msgtype === 'link' ? 'news' : first.msgtype;
      const message = object({ msgtype, enterChat });
      message[msgtype] = first ? first.body : { content: draft.text };
      return message;
    }
    const share = object({
      text: hasText && { content: draft.text },
      attachments:
        bodies[0] &&
        bodies.map((it) => {
          const item: any = { msgtype: it.msgtype };
          item[it.msgtype] = it.body;
          return item;
        }),
    });
    if (planned) share[PRESETS[kind]] = planned;
    return share;
  }

  function body(msgtype: string, it: any): any {
    const [key, text] = given(it.cover || it);
    const links = facts.image_links;
    const imgUrl = (links && key === 'id' && own(links, text)) || text;
    const { title, desc, url, mediaid } = it;
    return object(
      msgtype === 'image'
        ? key === 'mediaid'
          ? { mediaid: imgUrl }
          : { imgUrl }
        : msgtype === 'miniprogram'
          ? { appid: it.appid || facts.appid, title, imgUrl, page: page(it.page || '') }
          : msgtype === 'link'
            ? { title, desc, imgUrl: it.cover && imgUrl, link: isChat && url, url: !isChat && url }
            : { mediaid },
    );
  }

  function page(text: string): string {
    const suffix = isEx ? facts.ex_suffix : null;
    const { path, query } = convert(text, isEx ? 'ex-card' : 'share-card', suffix);
    const [name] = path.split('?');
    note(suffix !== '' && name !== text.split('?')[0], Code.page_made_card_form);
    note(path.slice(name.length + 1) !== query, Code.page_query_encoded);
    note(/\.html/.test(query) && !/\.html\?/.test(text), Code.page_suffix_in_query);
    return path;
  }

  function pass(name: string, code: Code): void {
    const remarked: any = remark(code);
    remarked.api = name;
    passed_over.push(remarked);
  }

  /** Each once. */
  function note(found: any, code: Code): void {
    const made = remark(code);
    if (found && !notes.some((known) => known.code === made.code)) notes.push(made);
  }
}

/** Whether an address looks like those of the upload-image call. */
export function isUploaded(url: string): boolean {
  return UPLOADED.split(' ').some((part) => url.indexOf(part) >= 0);
}

/** Without what is empty: empty keys break iOS. */
export function object(fields: any): any {
  const made: any = {};
  for (const key in fields) if (fields[key]) made[key] = fields[key];
  return made;
}

/** A version of one to four numbers as a text that can be compared; nothing when it cannot be read. */
export function versionOf(text?: string | null): string {
  const trimmed = trim(text || '');
  return /^\d{1,9}(\.\d{1,9}){0,3}$/.test(trimmed)
    ? (trimmed + '.0.0.0')
        .split('.')
        .slice(0, 4)
        .map((it) => +it + 1e9)
        .join()
    : '';
}
