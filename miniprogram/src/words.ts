import type { Fault, Remark } from '../types/index';
import { REMEDIES, WORDS } from './rules.generated';

const cache: { [code: string]: string[] } = {};

/** The texts of the row that names the code; of the last row when there is none. */
function textsOf(rows: string[], code: string): string[] {
  const key = rows.length + code;
  for (let i = 0; !cache[key]; i++) {
    const words = rows[i].split(' ');
    if (words.indexOf(code) > 0 || i === rows.length - 1) cache[key] = words[0].replace(/_/g, ' ').split('|');
  }
  return cache[key];
}

/** A code with its words; `more` follows them in both languages. */
export function remark(code: string, more?: string): Remark {
  const row = textsOf(WORDS, code);
  const en = row[1] || code.charAt(0).toUpperCase() + code.slice(1).replace(/_/g, ' ');
  const tail = more ? ' (' + more + ')' : '';
  return { code, zh: row[0] + tail, en: en + tail };
}

export function fault(code: string, place: string, more?: string): Fault {
  const made: any = remark(code, more);
  made.place = place;
  return made;
}

/** A cause with what helps against it. */
export function cause(code: string): any {
  const { zh, en } = remark(code);
  const row = textsOf(REMEDIES, code);
  const made: any = { code, cause: { zh, en }, remedy: { zh: row[0], en: row[1] } };
  if (row[2]) made.page = { zh: '管理后台 → ' + row[2], en: 'Admin console → ' + row[2] };
  return made;
}
