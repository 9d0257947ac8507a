import { BLANK } from './rules.generated';

export const ANY_BLANK = new RegExp('[' + BLANK + ']');
export const ANY_CONTROL = /[\x00-\x1f\x7f-\x9f]/;
const BLANKS_FIRST = new RegExp('^[' + BLANK + ']+');

/** The end is found without a regular expression: one would try again at every blank of a long text. */
export function trim(text: string): string {
  let end = text.length;
  while (ANY_BLANK.test(text.charAt(end - 1))) end--;
  return text.slice(0, end).replace(BLANKS_FIRST, '');
}

/** Half of a surrogate pair: no text for people, and JSON cannot carry it. U+FFFF is what the server reads it as. */
export function hasLoneSurrogate(text: string): boolean {
  try {
    return /%EF%BF%BF/.test(encodeURI(text));
  } catch (e) {
    return true;
  }
}

/** Code points: a surrogate pair is one character. */
export function characters(text: string): number {
  return text.replace(/[\uD800-\uDBFF]/g, '').length;
}

/** Bytes of UTF-8, of a text without lone surrogates. */
export function bytes(text: string): number {
  return encodeURIComponent(text).replace(/%../g, ' ').length;
}

/** Whether a word is one of those in a list of words separated by blanks. */
export function isIn(list: string, word: string): boolean {
  return list.split(' ').indexOf(word) >= 0;
}

export function isList(value: any): value is any[] {
  return Object.prototype.toString.call(value) === '[object Array]';
}

/** Only own members: a draft may come from anywhere, and `__proto__` is a key like any other. */
export function own(object: any, key: string): any {
  return Object.prototype.hasOwnProperty.call(object, key) ? object[key] : undefined;
}
