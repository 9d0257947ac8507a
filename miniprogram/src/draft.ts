/**
 * Taking a draft apart and judging it: all faults at once, in the order of their places. What can be read is read, so that
 * the rules can judge the rest in the same go; a place whose shape is wrong is not judged again.
 */
import type { Fault } from '../types/index';
import { faultOfImage, given, isLocalMedia } from './image';
import { convert } from './page';
import { Code, LIMITS, URL_BYTES } from './rules.generated';
import { ANY_BLANK, ANY_CONTROL, bytes, characters, hasLoneSurrogate, isList, own, trim } from './text';
import { fault } from './words';

/** What is known besides the draft; what is absent is not checked. */
export interface Context {
  appid?: string | null;
  /** Upload-image links by image id. */
  image_links?: { [id: string]: string } | null;
  /** The pages of app.json. */
  pages?: string[] | null;
  known_receivers?: string[] | null;
  /** Local files will be uploaded. */
  uploads?: boolean;
}

/** In the form of the server's API; a phone may also write pictures as texts, and `pick` instead of ids. */
export interface Draft {
  target: { kind: string; ids?: string[] | 'pick' | null };
  text: string;
  /** Those that could be read: `{ msgtype, [msgtype]: fields }`, with texts that are absent left out. */
  attachments: any[];
  ex: boolean;
  enterChat: boolean;
}

const IMAGE = 'id url mediaid';
const FIELDS: { [msgtype: string]: string } = {
  image: IMAGE,
  miniprogram: 'title page appid cover crop',
  link: 'url title desc cover',
  video: 'mediaid',
  file: 'mediaid',
};

/** `attention`, `centre`, `pad`, or a point such as `0.5,0.2`. */
const CROP = /^(attention|centre|pad|(0(\.\d+)?|1(\.0+)?),(0(\.\d+)?|1(\.0+)?))$/;

/** Attachments beyond are counted and not read: no call takes as many. */
const READ = 100;
/** More than a person mends in one go. */
const FAULTS_AT_MOST = 200;

/** `loose`: as a phone writes it. With `named` the target is that kind, and the receivers are in `to`. */
export function read(whole: any, context: Context, loose?: boolean, named?: string): [Draft, Fault[]] {
  const list: any[] = [];
  const draft: Draft = { target: { kind: 'customers' }, text: '', attachments: list, ex: false, enterChat: false };
  let faults: Fault[] = [];
  /** Places whose shape is wrong. */
  const wrong: { [place: string]: boolean } = {};
  if (isObject(whole, '')) {
    const target = named ? { kind: named, ids: own(whole, 'to') } : own(whole, 'target');
    if (target === undefined) bad(Code.target_missing, 'target');
    else if (isObject(target, 'target')) readTarget(target);
    const { kind } = draft.target;
    const limits = LIMITS[kind];
    checkReceivers(kind, limits.receivers);
    draft.text = text(whole, '', 'text');
    checkText(draft.text, 'text', Code.text_too_long, limits.text, characters, true);
    readAttachments(kind, limits);
    unknownKeys(whole, '', 'text attachments ex enterChat ' + (named ? 'to onProgress' : loose ? 'target onProgress' : 'target'));
    draft.ex = flag('ex');
    draft.enterChat = flag('enterChat');
    if (draft.enterChat && kind !== 'chat') add(Code.option_not_for_channel, 'enterChat');
  }
  return [draft, faults.slice(0, FAULTS_AT_MOST)];

  function readTarget(target: any): void {
    unknownKeys(target, 'target', 'kind ids');
    const kind = text(target, 'target', 'kind');
    if (own(LIMITS, kind)) draft.target.kind = kind;
    else bad(kind ? Code.unknown_value : Code.target_missing, 'target.kind');
    const ids = own(target, 'ids');
    if (isList(ids)) {
      const read: string[] = (draft.target.ids = []);
      // Not map, which passes over what is missing in a list.
      for (let i = 0; i < ids.length; i++) read.push(string(ids[i], 'target.ids[' + i + ']'));
    } else if (loose && ids === 'pick') draft.target.ids = ids;
    else if (ids != null) wrongType('target.ids');
  }

  function checkReceivers(kind: string, most?: number): void {
    const { ids } = draft.target;
    const known = context.known_receivers;
    const place = 'target.ids';
    if (!ids || ids === 'pick') return;
    if (!most) add(Code.receivers_not_for_target, place);
    else if (ids.length > most) add(Code.too_many_receivers, place, ids.length, most);
    else if (!ids.length) add(Code.receivers_empty, place);
    else {
      ids.forEach((it, index) => {
        const id = trim(it);
        const at = place + '[' + index + ']';
        if (!id) add(Code.receiver_empty, at);
        else if (ANY_CONTROL.test(id)) add(Code.control_character, at);
        else if (known && known.indexOf(id) < 0) add(kind === 'groups' ? Code.unknown_group : Code.unknown_customer, at);
      });
    }
  }

  function readAttachments(kind: string, limits: any): void {
    const items = own(whole, 'attachments');
    const before = faults;
    faults = [];
    let count = 0;
    if (isList(items)) {
      count = items.length;
      items.slice(0, READ).forEach((it, index) => readAttachment(it, index, kind, limits));
    } else if (items != null) wrongType('attachments');
    const after = faults;
    faults = before;
    const hasText = trim(draft.text);
    if (!count && !hasText && !wrong.text && !wrong.attachments) faults.unshift(fault(Code.draft_empty, ''));
    const first = list[0] && list[0].msgtype;
    // Moments carry pictures, or one video, or one web page.
    const most = limits[first] || limits.attachments;
    if (kind === 'moments' && list.some((it) => it.msgtype !== first)) add(Code.attachments_mixed, 'attachments');
    else if (count > most) add(Code.too_many_attachments, 'attachments', count, most);
    else if (kind === 'chat' && count + +!!hasText > 1) add(Code.chat_takes_one_message, 'attachments');
    faults = faults.concat(after);
  }

  function readAttachment(value: any, index: number, kind: string, limits: any): void {
    const place = 'attachments[' + index + ']';
    if (!isObject(value, place)) return;
    const msgtype = text(value, place, 'msgtype');
    const fields = own(FIELDS, msgtype);
    if (!fields) return bad(Code.unknown_value, place + '.msgtype');
    unknownKeys(value, place, 'msgtype ' + msgtype);
    const at = place + '.' + msgtype;
    const inner = source(own(value, msgtype), fields === IMAGE);
    if (inner == null) return bad(Code.attachment_object_missing, at);
    if (!isObject(inner, at)) return;
    const body = readFields(inner, at, fields);
    const made: any = { msgtype };
    made[msgtype] = body;
    list.push(made);

    const isCard = msgtype === 'miniprogram';
    if (kind === 'moments' && (isCard || msgtype === 'file')) return add(Code.attachment_not_for_channel, at);
    if (fields === IMAGE) return checkImage(body, at, kind === 'chat' && Code.image_needs_mediaid);
    fields.split(' ').forEach((key: string) => {
      const it = body[key] || '';
      const inside = at + '.' + key;
      if (key === 'crop') return;
      if (key === 'cover') {
        if (it || isCard) checkImage(it, inside, 0, true);
      } else if (key === 'page') convert(it, 'share-card', null, context.pages).faults.forEach((code) => add(code, inside));
      else if (key === 'appid') {
        // Only the current chat takes cards of other mini programs of the company.
        if (it && kind !== 'chat' && context.appid && it !== context.appid) add(Code.appid_other, inside);
      } else if (key === 'url') checkUrl(trim(it), inside);
      else if (key === 'mediaid') {
        if (!trim(it)) add(Code.media_missing, inside);
        else if (isLocalMedia(it) && !context.uploads) add(Code.media_local, inside);
        checkText(trim(it), inside);
      } else {
        if (isCard && !trim(it)) add(Code.title_missing, inside);
        const isTitle = key === 'title';
        checkText(it, inside, isTitle ? Code.title_too_long : Code.desc_too_long, limits[isTitle ? msgtype + key : key], bytes, !isTitle);
      }
    });
  }

  function readFields(from: any, place: string, fields: string): any {
    const made: any = {};
    unknownKeys(from, place, fields);
    fields.split(' ').forEach((key) => {
      const inner = place + '.' + key;
      let it: any;
      if (key !== 'cover') it = text(from, place, key);
      else {
        it = source(own(from, key), true);
        it = it != null && isObject(it, inner) && readFields(it, inner, IMAGE);
      }
      if (key === 'crop' && it && !CROP.test(it)) bad(Code.unknown_value, inner);
      else if (it) made[key] = it;
    });
    return made;
  }

  function checkImage(image: any, at: string, unlessMediaid?: Code | 0 | false, isCover?: boolean): void {
    const [key, it] = given(image);
    const place = at + '.' + key;
    const links = context.image_links;
    if (!it) add(Code.image_missing, at);
    else if (key === 'mediaid') {
      if (isCover) add(Code.cover_takes_no_mediaid, place);
      checkText(it, place);
    } else if (unlessMediaid) add(unlessMediaid, place);
    else if (key === 'id') {
      if (links && own(links, it) == null) add(Code.image_unknown, place);
    } else {
      const code = faultOfImage(it);
      if (code && !(context.uploads && code === Code.image_local)) add(code, place);
    }
  }

  function checkUrl(url: string, place: string): void {
    const size = bytes(url);
    if (!url) add(Code.url_missing, place);
    else if (size > URL_BYTES) add(Code.url_too_long, place, size, URL_BYTES);
    else if (ANY_CONTROL.test(url)) add(Code.control_character, place);
    else if (!/^https?:\/\/[^\/?#]/i.test(url) || ANY_BLANK.test(url)) add(Code.url_not_http, place);
  }

  /** Control characters are refused; texts of several lines may have line breaks and tabs. */
  function checkText(it: string, place: string, code?: Code, most?: number, measure?: (text: string) => number, lines?: boolean): void {
    const size = most ? measure!(it) : 0;
    if (size > most!) add(code!, place, size, most);
    if (ANY_CONTROL.test(lines ? it.replace(/[\n\r\t]/g, '') : it)) add(Code.control_character, place);
  }

  /** A picture may be written as the text of its source. */
  function source(it: any, isPicture: boolean): any {
    return loose && isPicture && typeof it === 'string' ? { url: it } : it;
  }

  function text(object: any, place: string, key: string): string {
    const value = own(object, key);
    return value == null ? '' : string(value, join(place, key));
  }

  function string(value: any, place: string): string {
    if (typeof value !== 'string') wrongType(place);
    else if (hasLoneSurrogate(value)) bad(Code.lone_surrogate, place);
    else return value;
    return '';
  }

  function flag(key: string): boolean {
    const value = own(whole, key);
    if (value != null && typeof value !== 'boolean') wrongType(key);
    return value === true;
  }

  function isObject(value: any, place: string): boolean {
    const is = value && typeof value === 'object' && !isList(value);
    if (!is) wrongType(place);
    return is;
  }

  function unknownKeys(object: any, place: string, known: string): void {
    Object.keys(object)
      .filter((key) => known.split(' ').indexOf(key) < 0 && object[key] !== undefined)
      .map((key) => key.slice(0, 40).replace(/[\x00-\x1f\x7f-\x9f\ud800-\udfff\uffff]/g, '\ufffd') + (key.length > 40 ? '…' : ''))
      .sort()
      .forEach((key) => faults.push(fault(Code.unknown_key, join(place, key))));
  }

  function wrongType(place: string): void {
    bad(Code.wrong_type, place);
  }

  /** A fault of shape: the first one of a place. */
  function bad(code: Code, place: string): void {
    add(code, place);
    wrong[place] = true;
  }

  function add(code: Code, place: string, count?: number, most?: number): void {
    if (!wrong[place]) faults.push(fault(code, place, most ? count + ' > ' + most : ''));
  }
}

function join(place: string, key: string): string {
  return place ? place + '.' + key : key;
}
