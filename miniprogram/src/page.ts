/**
 * Page paths (client-api.md §4): the same page is written differently in every place it can end up. The rules crate is
 * the reference; its vectors are run against this file too.
 */
import { BLANK, CHANNELS, PAGE_BYTES } from './rules.generated';
import { bytes, CONTROL, hasLoneSurrogate, trim } from './text';

/** In the order in which the rule book tells them; each is a fault of the part before the query. */
const FAULTS: Array<[string, RegExp]> = [
  ['page_relative', /(^|\/)\.\.?(\/|$)/],
  ['page_blank_inside', new RegExp('(?![' + CONTROL + '])[' + BLANK + ']')],
  ['page_fragment', /#/],
  ['page_backslash', /\\/],
  ['page_query_without_mark', /[&=]/],
];

const ANY_CONTROL = new RegExp('[' + CONTROL + ']');
/** Most pages are plain: there is nothing wrong with them and nothing to encode. */
const PLAIN = /^[\w/=&-]*$/;

export interface Converted {
  path: string;
  /** The query as it was given. */
  query: string;
  /** Codes of everything that is wrong; `path` is nothing then. */
  faults: string[];
}

/** The page in the form of the channel. `suffix` is that of `ex-card`, where sources disagree; `pages` those of app.json. */
export function convert(page: string, channel: string, suffix?: string | null, pages?: string[] | null): Converted {
  const text = trim(page);
  const mark = text.indexOf('?');
  const path = mark < 0 ? text : text.slice(0, mark);
  const query = mark < 0 ? '' : text.slice(mark + 1);
  const faults: string[] = [];
  const result = { path: '', query, faults };
  if (hasLoneSurrogate(text)) faults.push('lone_surrogate');
  else if (bytes(text) > PAGE_BYTES) faults.push('page_too_long');
  if (faults.length) return result;

  let name = path.replace(/^\/+|\/+$/g, '').replace(/(\.html)+$/, '');
  // A name that is nothing but the suffix leaves a slash behind, or nothing: there is no page.
  name = /\/$/.test(name) ? '' : name.replace(/\/+/g, '/');
  if (path.indexOf('://') >= 0) faults.push('page_is_url');
  else if (!PLAIN.test(path) || /[&=]/.test(path)) {
    FAULTS.forEach((it) => {
      if (it[1].test(path) || it[1].test(name)) faults.push(it[0]);
    });
  }
  if (ANY_CONTROL.test(text)) faults.push('page_control_character');
  if (!faults.length && !name) faults.push('page_empty');
  if (faults.length) return result;

  const form = CHANNELS[channel];
  const plain = form & 4;
  let made = (form & 2 ? '/' : '') + (plain ? name : encode(name));
  if (form & 1 && (channel !== 'ex-card' || suffix !== '')) made += '.html';
  if (query) made += '?' + (plain ? query : encode(query)).replace(/\?/g, '%3F').replace(/#/g, '%23');
  if (bytes(made) > PAGE_BYTES) faults.push('page_too_long');
  if (pages && pages.indexOf(decode(name)) < 0) faults.push('page_not_in_app');
  if (!faults.length) result.path = made;
  return result;
}

/** What is encoded already stays as it is, so that encoding twice changes nothing. */
function encode(text: string): string {
  return PLAIN.test(text) ? text : strayEncoded(text).replace(/[^%]+/g, encodeURI);
}

function decode(text: string): string {
  try {
    return decodeURIComponent(strayEncoded(text));
  } catch (e) {
    return text;
  }
}

/** Every percent sign that begins no escape, as one. */
function strayEncoded(text: string): string {
  return text.replace(/%(?![0-9a-f]{2})/gi, '%25');
}
