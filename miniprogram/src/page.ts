/**
 * Page paths (client-api.md §4): the same page is written differently in every place it can end up. The rules crate is
 * the reference; its vectors are run against this file too.
 */
import { CHANNELS, Code, PAGE_BYTES } from './rules.generated';
import { ANY_BLANK, ANY_CONTROL, bytes, hasLoneSurrogate, own, trim } from './text';

export interface Converted {
  path: string;
  /** The query as it was given. */
  query: string;
  /** Codes of everything that is wrong; `path` is nothing then. */
  faults: Code[];
}

/** The page in the form of the channel. `suffix` is that of `ex-card`, where sources disagree; `pages` those of app.json. */
export function convert(page: string, channel: string, suffix?: string | null, pages?: string[] | null): Converted {
  const text = trim(page);
  const path = text.split('?')[0];
  const query = text.slice(path.length + 1);
  const faults: Code[] = [];
  const result = { path: '', query, faults };
  const find = (found: any, code: Code) => {
    if (found) faults.push(code);
  };
  const form = own(CHANNELS, channel);
  find(form == null, Code.unknown_value);
  if (hasLoneSurrogate(text)) find(1, Code.lone_surrogate);
  else find(bytes(text) > PAGE_BYTES, Code.page_too_long);
  if (faults[0]) return result;

  let name = path.replace(/^\/+|\/+$/g, '').replace(/(\.html)+$/, '');
  // A name that is nothing but the suffix leaves a slash behind, or nothing: there is no page.
  name = /\/$/.test(name) ? '' : name.replace(/\/+/g, '/');
  if (/:\/\//.test(path)) find(1, Code.page_is_url);
  else {
    find(/(^|\/)\.\.?(\/|$)/.test(path + '/' + name), Code.page_relative);
    find(ANY_BLANK.test(path.replace(/[\x00-\x1f\x7f-\x9f]/g, '')), Code.page_blank_inside);
    find(/#/.test(path), Code.page_fragment);
    find(/\\/.test(path), Code.page_backslash);
    find(/[&=]/.test(path), Code.page_query_without_mark);
  }
  find(ANY_CONTROL.test(text), Code.page_control_character);
  find(!faults[0] && !name, Code.page_empty);
  if (faults[0]) return result;

  const plain = form & 4;
  let made = (form & 2 ? '/' : '') + (plain ? name : encode(name));
  if (form & 1 && (channel !== 'ex-card' || suffix !== '')) made += '.html';
  if (query) made += '?' + (plain ? query : encode(query)).replace(/\?/g, '%3F').replace(/#/g, '%23');
  find(bytes(made) > PAGE_BYTES, Code.page_too_long);
  find(pages && pages.indexOf(decode(name)) < 0, Code.page_not_in_app);
  if (!faults[0]) result.path = made;
  return result;
}

/** What is encoded already stays as it is, so that encoding twice changes nothing. */
function encode(text: string): string {
  return strayEncoded(text).replace(/[^%]+/g, encodeURI);
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
