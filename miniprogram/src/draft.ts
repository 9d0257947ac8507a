import type { Fault } from '../types/index';
import { fault } from './faults';
import { hasLoneSurrogate, toCardPage, trim, utf8Bytes } from './page';

export type Source = { id: string } | { url: string } | { mediaid: string } | { local: string };

/** Where a picture is; a code when that cannot be. Devtools' temporary files only look like links (client-api.md §5.4). */
export function sourceOf(given: any): Source | string {
  if (isObject(given)) {
    if (isText(given.mediaid)) return { mediaid: given.mediaid };
    if (isText(given.id)) return { id: given.id };
    return sourceOf(given.url);
  }
  if (given == null || given === '') return 'image_missing';
  if (!isText(given)) return 'wrong_type';
  if (/^(data|blob):/i.test(given)) return 'image_inline';
  return /^https?:\/\/(?!(tmp|usr|store)\/)/i.test(given) ? { url: given } : { local: given };
}

/** Every fault of a draft at once. `alone` is set when there is no server to upload local pictures to. */
export function checkDraft(share: any, alone: boolean): Fault[] {
  const faults: Fault[] = [];
  function add(code: string, place: string): void {
    faults.push(fault(code, place));
  }
  /** True when there is text to be checked further; a missing one is `missing`, or fine. */
  function checkText(text: any, place: string, missing: string): boolean {
    if (text == null || (typeof text === 'string' && !trim(text))) {
      if (missing) add(missing, place);
    } else if (typeof text !== 'string') add('wrong_type', place);
    else if (hasLoneSurrogate(text)) add('lone_surrogate', place);
    else return true;
    return false;
  }
  function checkSource(given: any, place: string, isCover: boolean): void {
    const source = sourceOf(given);
    if (typeof source === 'string') add(source, place);
    else if (isCover && 'mediaid' in source) add('cover_takes_no_mediaid', place);
    else if (alone && ('local' in source || 'id' in source)) add('image_local', place);
  }

  if (!isObject(share)) return [fault('wrong_type', '')];
  const { text, to } = share;
  const attachments = share.attachments || [];
  // client-api.md §2.1 and §3.1: characters, pieces, and bytes of UTF-8.
  if (checkText(text, 'text', '') && characters(text) > 4000) add('text_too_long', 'text');
  if (to != null && to !== 'pick') {
    if (!isList(to)) add('wrong_type', 'target.ids');
    else if (!to.length) add('receivers_empty', 'target.ids');
  }
  if (!isList(attachments)) {
    add('wrong_type', 'attachments');
    return faults;
  }
  if (!attachments.length && (!text || (typeof text === 'string' && !trim(text)))) add('draft_empty', '');
  if (attachments.length > 9) add('too_many_attachments', 'attachments');
  attachments.forEach(function (it, index) {
    const place = 'attachments[' + index + ']';
    const kind = isObject(it) && it.msgtype;
    if (kind === 'image' && isObject(it.image)) {
      checkSource(it.image.source, place + '.image', false);
    } else if (kind === 'miniprogram' && isObject(it.miniprogram)) {
      const { title, page, cover } = it.miniprogram;
      const at = place + '.miniprogram.';
      if (checkText(title, at + 'title', 'title_missing') && utf8Bytes(title) > 64) add('title_too_long', at + 'title');
      if (checkText(page, at + 'page', 'page_empty')) {
        toCardPage(page).faults.forEach(function (code) {
          add(code, at + 'page');
        });
      }
      checkSource(cover, at + 'cover', true);
    } else {
      add('attachment_object_missing', place);
    }
  });
  return faults;
}

function isText(value: any): value is string {
  return typeof value === 'string' && value !== '';
}

function isObject(value: any): boolean {
  return !!value && typeof value === 'object';
}

function isList(value: any): value is any[] {
  return Object.prototype.toString.call(value) === '[object Array]';
}

/** Code points: a surrogate pair is one character. */
function characters(text: string): number {
  return text.replace(/[\uD800-\uDBFF][\uDC00-\uDFFF]/g, ' ').length;
}
