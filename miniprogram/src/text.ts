import { BLANK } from './rules.generated';

export const CONTROL = '\\x00-\\x1f\\x7f-\\x9f';

const ANY_BLANK = new RegExp('[' + BLANK + ']');
const NOT_BLANK = new RegExp('[^' + BLANK + ']');
const LONE = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(^|[^\uD800-\uDBFF])[\uDC00-\uDFFF]/;

/** Most texts that programs write; what the others need is slow without a compiler. */
const PLAIN = /^[!-~]*$/;

export function hasBlank(text: string): boolean {
  return ANY_BLANK.test(text);
}

export function isEmpty(text: string): boolean {
  return !NOT_BLANK.test(text);
}

/** Without a regular expression: one that looks for blanks at the end tries again at every blank of a long text. */
export function trim(text: string): string {
  let start = 0;
  let end = text.length;
  if (PLAIN.test(text)) return text;
  while (start < end && hasBlank(text.charAt(start))) start++;
  while (start < end && hasBlank(text.charAt(end - 1))) end--;
  return text.slice(start, end);
}

/** Half of a surrogate pair: no text for people, and JSON cannot carry it. */
export function hasLoneSurrogate(text: string): boolean {
  return LONE.test(text);
}

/** Code points: a surrogate pair is one character. */
export function characters(text: string): number {
  return text.replace(/[\uD800-\uDBFF][\uDC00-\uDFFF]/g, ' ').length;
}

/** Bytes of UTF-8. */
export function bytes(text: string): number {
  if (PLAIN.test(text)) return text.length;
  return text
    .replace(/[\uD800-\uDBFF][\uDC00-\uDFFF]/g, '\x80\x80')
    .replace(/[\u0800-\uFFFF]/g, '   ')
    .replace(/[\x80-\u07FF]/g, '  ').length;
}

/** Whether a word is one of those in a list of words separated by blanks. */
export function isIn(list: string, word: string): boolean {
  return list.split(' ').indexOf(word) >= 0;
}
