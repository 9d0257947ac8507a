/**
 * Page paths in card form (client-api.md §4): one leading slash, `.html` directly before the query, and percent-encoded
 * what would be misread. The rules crate is the reference; its vectors are run against this file too.
 */

/** What Rust or JavaScript call blank, and the zero-width space that comes along when text is copied. */
const BLANK = '\\t-\\r \\u0085\\u00a0\\u1680\\u2000-\\u200b\\u2028\\u2029\\u202f\\u205f\\u3000\\ufeff';
const ENDS = new RegExp('^[' + BLANK + ']+|[' + BLANK + ']+$', 'g');

const CONTROL = '\\u0000-\\u001f\\u007f-\\u009f';
const LONE = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(^|[^\uD800-\uDBFF])[\uDC00-\uDFFF]/;

/** In the order in which the rule book tells them; each is a fault of the part before the query. */
const FAULTS: Array<[string, RegExp]> = [
  ['page_relative', /(^|\/)\.\.?(\/|$)/],
  ['page_blank_inside', new RegExp('(?![' + CONTROL + '])[' + BLANK + ']')],
  ['page_fragment', /#/],
  ['page_backslash', /\\/],
  ['page_query_without_mark', /[&=]/],
];

/** The card form, or the codes of everything that is wrong with the page. */
export function toCardPage(page: string): { card: string; faults: string[] } {
  const text = trim(page);
  if (LONE.test(text)) return { card: '', faults: ['lone_surrogate'] };
  if (tooLong(text)) return { card: '', faults: ['page_too_long'] };
  const mark = text.indexOf('?');
  const path = mark < 0 ? text : text.slice(0, mark);
  const query = mark < 0 ? '' : text.slice(mark + 1);
  const name = path.replace(/^\/+|\/+$/g, '').replace(/(\.html)+$/, '');
  let faults: string[] = [];
  if (path.indexOf('://') >= 0) faults = ['page_is_url'];
  else {
    FAULTS.forEach(function (it) {
      if (it[1].test(path) || it[1].test(name)) faults.push(it[0]);
    });
  }
  if (new RegExp('[' + CONTROL + ']').test(text)) faults.push('page_control_character');
  // A name that is nothing but the suffix leaves a slash behind, or nothing: there is no page.
  if (!faults.length && !/[^/]$/.test(name)) faults.push('page_empty');
  if (faults.length) return { card: '', faults };
  let card = '/' + encode(name.replace(/\/+/g, '/')) + '.html';
  if (query) card += '?' + encode(query).replace(/\?/g, '%3F').replace(/#/g, '%23');
  return tooLong(card) ? { card: '', faults: ['page_too_long'] } : { card, faults };
}

/** WeCom states no limit; this one is ours, against data put into a page by mistake. */
function tooLong(page: string): boolean {
  return utf8Bytes(page) > 4096;
}

export function utf8Bytes(text: string): number {
  // Each escape is one byte; what encodeURIComponent leaves as it is is ASCII, one byte each as well.
  return encodeURIComponent(text).replace(/%../g, ' ').length;
}

/** What is encoded already stays as it is, so that encoding twice changes nothing. */
function encode(text: string): string {
  return text.replace(/%(?![0-9a-f]{2})/gi, '%25').replace(/[^%]+/g, encodeURI);
}

export function trim(text: string): string {
  return text.replace(ENDS, '');
}

export function hasLoneSurrogate(text: string): boolean {
  return LONE.test(text);
}
