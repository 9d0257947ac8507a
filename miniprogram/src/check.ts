/** The rules a draft must keep: all faults at once, in the order of their places. */
import type { Fault } from '../types/index';
import { convert } from './page';
import type { Attachment, Draft } from './read';
import { CHAT, CUSTOMERS, GROUPS, MOMENTS, SHARE, URL_BYTES } from './rules.generated';
import type { Limits } from './rules.generated';
import { bytes, characters, CONTROL, hasBlank, isEmpty, trim } from './text';
import { fault } from './words';

/** What is known besides the draft; what is absent is not checked. */
export interface Context {
  appid?: string | null;
  /** Upload-image links by image id. */
  image_links?: { [id: string]: string } | null;
  /** The pages of app.json. */
  pages?: string[] | null;
  known_receivers?: string[] | null;
  /** Local pictures will be uploaded. */
  uploads?: boolean;
}

const ANY_CONTROL = new RegExp('[' + CONTROL + ']');
/** More than a person mends in one go. */
const FAULTS_AT_MOST = 200;

export function check(draft: Draft, context: Context): Fault[] {
  const { kind, ids } = draft;
  const limits: Limits = kind === 'moments' ? MOMENTS : kind === 'chat' ? CHAT : SHARE;
  const found: Fault[] = [];
  checkReceivers();
  tooLong('text', draft.text, 'text', characters);
  printable(draft.text, 'text', true);
  checkAll();
  if (draft.enterChat && kind !== 'chat') add('option_not_for_channel', 'enterChat');
  return together(draft.faults, found);

  function checkReceivers(): void {
    if (!ids) return;
    if (!isShare()) return add('receivers_not_for_target', 'target.ids');
    if (!ids.length) add('receivers_empty', 'target.ids');
    const most = kind === 'groups' ? GROUPS : CUSTOMERS;
    if (ids.length > most) return over('too_many_receivers', 'target.ids', most, ids.length);
    ids.forEach((given, index) => {
      const id = trim(given);
      const known = context.known_receivers;
      const place = 'target.ids[' + index + ']';
      if (!id) add('receiver_empty', place);
      else if (ANY_CONTROL.test(id)) add('control_character', place);
      else if (known && known.indexOf(id) < 0) add(kind === 'groups' ? 'unknown_group' : 'unknown_customer', place);
    });
  }

  function isShare(): boolean {
    return limits === SHARE;
  }

  function checkAll(): void {
    const list = draft.attachments;
    const { given } = draft;
    const hasText = !isEmpty(draft.text);
    if (!given && !hasText) add('draft_empty', '');
    if (kind === 'chat') {
      if (given + +hasText > 1) add('chat_takes_one_message', 'attachments');
    } else if (isShare()) atMost(given, limits.attachments);
    else if (list.length) {
      const first = list[0].msgtype;
      // Moments carry pictures, or one video, or one web page.
      if (list.some((it) => it.msgtype !== first)) add('attachments_mixed', 'attachments');
      else atMost(given, (limits as any)[first + 's']);
    }
    list.forEach(checkAttachment);
  }

  function atMost(count: number, most?: number): void {
    if (count > most!) over('too_many_attachments', 'attachments', most!, count);
  }

  function checkAttachment(it: Attachment): void {
    const { msgtype, body } = it;
    const at = 'attachments[' + it.index + '].' + msgtype;
    if (kind === 'moments' && /^[mf]/.test(msgtype)) return add('attachment_not_for_channel', at);
    if (msgtype === 'image') return checkImage(body, at, false);
    if (msgtype === 'miniprogram') {
      if (isEmpty(body.title)) add('title_missing', at + '.title');
      tooLong('title', body.title, at + '.title', bytes, 'miniprogram');
      printable(body.title, at + '.title');
      // A card to the current chat has the same form.
      body.form = convert(body.page, 'share-card', null, context.pages);
      body.form.faults.forEach((code: string) => add(code, at + '.page'));
      checkImage(body.cover || {}, at + '.cover', true);
      // Only the current chat takes cards of other mini programs of the company.
      if (kind !== 'chat' && body.appid && context.appid && body.appid !== context.appid) add('appid_other', at + '.appid');
    } else if (msgtype === 'link') {
      checkUrl(trim(body.url), at + '.url');
      tooLong('title', body.title, at + '.title', bytes, 'link');
      printable(body.title, at + '.title');
      tooLong('desc', body.desc, at + '.desc', bytes);
      printable(body.desc, at + '.desc', true);
      if (body.cover) checkImage(body.cover, at + '.cover', true);
    } else {
      if (isEmpty(body.mediaid)) add('media_missing', at + '.mediaid');
      printable(trim(body.mediaid), at + '.mediaid');
    }
  }

  function checkImage(image: any, at: string, isCover: boolean): void {
    const given = given3(image);
    const place = at + '.' + given[0];
    const text = given[1];
    const links = context.image_links;
    if (!text) add('image_missing', at);
    else if (given[0] === 'mediaid') {
      if (isCover) add('cover_takes_no_mediaid', place);
      printable(text, place);
    } else if (!isCover && kind === 'chat') add('image_needs_mediaid', place);
    else if (given[0] === 'id') {
      if (links && !Object.prototype.hasOwnProperty.call(links, text)) add('image_unknown', place);
    } else {
      const code = faultOfImage(text);
      if (code && !(context.uploads && code === 'image_local')) add(code, place);
    }
  }

  function checkUrl(url: string, place: string): void {
    const size = bytes(url);
    if (!url) add('url_missing', place);
    else if (size > URL_BYTES) over('url_too_long', place, URL_BYTES, size);
    else if (ANY_CONTROL.test(url)) add('control_character', place);
    else if (!/^https?:\/\/[^\/?#]/i.test(url) || hasBlank(url)) add('url_not_http', place);
  }

  function tooLong(field: string, text: string, place: string, measure: (text: string) => number, limit?: string): void {
    const most = (limits as any)[limit || field];
    const size = most ? measure(text) : 0;
    if (size > most) over(field + '_too_long', place, most, size);
  }

  /** Control characters are refused; texts of several lines may have line breaks and tabs. */
  function printable(text: string, place: string, lines?: boolean): void {
    if (ANY_CONTROL.test(lines ? text.replace(/[\n\r\t]/g, '') : text)) add('control_character', place);
  }

  function over(code: string, place: string, most: number, count: number): void {
    found.push(fault(code, place, count + ' > ' + most));
  }

  function add(code: string, place: string): void {
    found.push(fault(code, place));
  }
}

/** `mediaid` wins over an image of ours, that over a link; with its key, and empty when there is none. */
export function given3(image: any): [string, string] {
  const keys = ['mediaid', 'id', 'url'];
  for (let i = 0; i < 3; i++) {
    const text = trim(image[keys[i]] || '');
    if (text) return [keys[i], text];
  }
  return ['url', ''];
}

/** What keeps a text from being the address of a picture that others can fetch. */
export function faultOfImage(url: string): string {
  if (/^(data|blob):/i.test(url)) return 'image_inline';
  const unreadable = 'image_scheme_unknown';
  if (bytes(url) > URL_BYTES || hasBlank(url) || ANY_CONTROL.test(url)) return unreadable;
  const parts = /^([^]*?):\/\/([^\/?#]*)/.exec(url);
  // Devtools write local files as http://tmp/… and http://usr/… (client-api.md §5.4).
  if (!parts) return 'image_local';
  if (/^https?$/i.test(parts[1])) return /^((tmp|usr|store)$|tmp_)/.test(parts[2]) ? 'image_local' : parts[2] ? '' : unreadable;
  return /^(wxfile|file|content|ph|assets-library)$/i.test(parts[1]) ? 'image_local' : unreadable;
}

/** Faults of shape and of rule in the order of their places; a place whose shape is wrong is not judged again. */
function together(shape: Fault[], rule: Fault[]): Fault[] {
  if (!shape.length && !rule.length) return shape;
  const places: { [place: string]: boolean } = {};
  let contentUnread = false;
  shape.forEach((it) => {
    places['@' + it.place] = true;
    if (!it.place || /^(text|attachments)/.test(it.place)) contentUnread = true;
  });
  const all = shape.concat(
    rule.filter((it) => {
      // What could not be read is missing: the draft only looks empty.
      if (it.code === 'draft_empty') return !contentUnread;
      for (let end = 0; end <= it.place.length; end++) {
        if (/^(\.|\[|$)/.test(it.place.slice(end, end + 1)) && places['@' + it.place.slice(0, end)]) return false;
      }
      return true;
    }),
  );
  return all
    .map((it, index) => ({ it, index, rank: rank(it.place) }))
    .sort((a, b) => a.rank - b.rank || a.index - b.index)
    .slice(0, FAULTS_AT_MOST)
    .map((sorted) => sorted.it);
}

/** The whole, target, text, the attachments one by one, the rest. */
function rank(place: string): number {
  const name = /^[^.[]*/.exec(place)![0];
  const index = /^attachments\[\+?(\d+)(\]|$)/.exec(place);
  return index ? +index[1] + 4 : name === 'attachments' ? 3 : !name ? 0 : name === 'target' ? 1 : name === 'text' ? 2 : Infinity;
}
