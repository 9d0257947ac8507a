/** Taking a draft apart. What can be read is read, so that the rules can judge the rest in the same go. */
import type { Fault } from '../types/index';
import { bytes, hasLoneSurrogate } from './text';
import { fault } from './words';

export interface Attachment {
  msgtype: string;
  /** What stands under `msgtype`; texts that are absent are empty. */
  body: any;
  /** Where it stood in the draft. */
  index: number;
}

export interface Draft {
  kind: string;
  ids: string[] | null;
  /** The member chooses the receivers before the share is planned. */
  pick: boolean;
  text: string;
  attachments: Attachment[];
  /** How many there were, readable or not. */
  given: number;
  ex: boolean;
  enterChat: boolean;
  /** Faults of shape. */
  faults: Fault[];
}

const FIELDS: { [msgtype: string]: string } = {
  image: 'id url mediaid',
  miniprogram: 'title page appid cover',
  link: 'url title desc cover',
  video: 'mediaid',
  file: 'mediaid',
};

/** Attachments beyond are counted and not read: no call takes as many. */
const READ = 100;

/**
 * A draft in the form of the server's API. A phone may also write pictures as texts and `pick` instead of ids (`loose`),
 * and leave out the target when the call names its `kind`; the receivers are in `to` then.
 */
export function read(whole: any, loose?: boolean, kind?: string): Draft {
  const faults: Fault[] = [];
  const draft: Draft = { kind: 'customers', ids: null, pick: false, text: '', attachments: [], given: 0, ex: false, enterChat: false, faults };
  if (!isObject(whole, '')) return draft;
  knownKeys(whole, '', 'text attachments ex enterChat ' + (kind ? 'to onProgress' : loose ? 'target onProgress' : 'target'));
  readTarget(kind ? { kind, ids: own(whole, 'to') } : own(whole, 'target'));
  draft.text = text(whole, '', 'text');
  const list = own(whole, 'attachments');
  if (isList(list)) {
    draft.given = list.length;
    list.slice(0, READ).forEach(readAttachment);
  } else if (list != null) wrongType('attachments');
  draft.ex = flag('ex');
  draft.enterChat = flag('enterChat');
  return draft;

  function readTarget(target: any): void {
    if (target === undefined) return add('target_missing', 'target');
    if (!isObject(target, 'target')) return;
    knownKeys(target, 'target', 'kind ids');
    const before = faults.length;
    const kind = text(target, 'target', 'kind');
    if (kind) {
      if (/^(customers|groups|moments|chat)$/.test(kind)) draft.kind = kind;
      else add('unknown_value', 'target.kind');
    } else if (faults.length === before) add('target_missing', 'target.kind');
    const ids = own(target, 'ids');
    if (isList(ids)) {
      // Not map, which passes over what is missing in a list.
      draft.ids = [];
      for (let i = 0; i < ids.length; i++) draft.ids.push(string(ids[i], 'target.ids[' + i + ']'));
    } else if (loose && ids === 'pick') draft.pick = true;
    else if (ids != null) wrongType('target.ids');
  }

  function readAttachment(value: any, index: number): void {
    const place = 'attachments[' + index + ']';
    if (!isObject(value, place)) return;
    const before = faults.length;
    const msgtype = text(value, place, 'msgtype');
    const inner = place + '.' + msgtype;
    const fields = own(FIELDS, msgtype);
    if (!fields) {
      if (msgtype || faults.length === before) add('unknown_value', place + '.msgtype');
      return;
    }
    knownKeys(value, place, 'msgtype ' + msgtype);
    const body = picture(own(value, msgtype), msgtype === 'image');
    if (body == null) return add('attachment_object_missing', inner);
    if (isObject(body, inner)) draft.attachments.push({ msgtype, body: readFields(body, inner, fields), index });
  }

  function readFields(from: any, place: string, fields: string): any {
    const made: any = {};
    knownKeys(from, place, fields);
    fields.split(' ').forEach((key) => {
      if (key !== 'cover') made[key] = text(from, place, key);
      else {
        const cover = picture(own(from, key), true);
        if (cover != null && isObject(cover, place + '.cover')) made[key] = readFields(cover, place + '.cover', FIELDS.image);
      }
    });
    return made;
  }

  function picture(given: any, isPicture: boolean): any {
    return loose && isPicture && typeof given === 'string' ? { url: given } : given;
  }

  function text(object: any, place: string, key: string): string {
    const value = own(object, key);
    return value == null ? '' : string(value, join(place, key));
  }

  function string(value: any, place: string): string {
    if (typeof value !== 'string') wrongType(place);
    // U+FFFF is what the server reads half a pair as.
    else if (hasLoneSurrogate(value) || value.indexOf('\uffff') >= 0) add('lone_surrogate', place);
    else return value;
    return '';
  }

  function flag(key: string): boolean {
    const value = own(whole, key);
    if (value != null && typeof value !== 'boolean') wrongType(key);
    return value === true;
  }

  function isObject(value: any, place: string): boolean {
    const is = !!value && typeof value === 'object' && !isList(value);
    if (!is) wrongType(place);
    return is;
  }

  function knownKeys(object: any, place: string, known: string): void {
    const names = known.split(' ');
    Object.keys(object)
      .filter((key) => names.indexOf(key) < 0 && object[key] !== undefined)
      .sort(byCodePoint)
      .forEach((key) => add('unknown_key', join(place, shorten(key))));
  }

  function wrongType(place: string): void {
    add('wrong_type', place);
  }

  function add(code: string, place: string): void {
    faults.push(fault(code, place));
  }
}

export function isList(value: any): value is any[] {
  return Object.prototype.toString.call(value) === '[object Array]';
}

/** Only own members: a draft may come from anywhere, and `__proto__` is a key like any other. */
export function own(object: any, key: string): any {
  return Object.prototype.hasOwnProperty.call(object, key) ? object[key] : undefined;
}

function join(place: string, key: string): string {
  return place ? place + '.' + key : key;
}

/** As bytes of UTF-8 are ordered, which puts surrogates behind all others. */
function byCodePoint(a: string, b: string): number {
  const order = (key: string) => key.replace(/[\uD800-\uDFFF]/g, '\uffff$&');
  return order(a) < order(b) ? -1 : 1;
}

/** At most 40 characters of a stranger's text, without its control characters. */
function shorten(text: string): string {
  const shown = (text.match(/[\uD800-\uDBFF][\uDC00-\uDFFF]|[^]/g) || [])
    .slice(0, 40)
    .join('')
    .replace(/[\x00-\x1f\x7f-\x9f\uffff]|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|([\uD800-\uDBFF]?)[\uDC00-\uDFFF]/g, (it, pair) => (pair ? it : '\ufffd'));
  return bytes(shown) < bytes(text) ? shown + '…' : shown;
}
