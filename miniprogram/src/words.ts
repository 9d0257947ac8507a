import type { Fault, Remark } from '../types/index';
import { Code, TEXTS } from './rules.generated';

/** Codes by number and by name. */
const rows: any = {};
let count = 0;
TEXTS.split('\n').forEach((section) => {
  const entries = section.split('|');
  const [zh, en, page] = entries.shift()!.split('~');
  entries.forEach((entry) => {
    const codes = entry.split(' ');
    const texts = codes.shift()!.replace(/_/g, ' ').split('~');
    codes.forEach((code) => {
      const words = code.charAt(0).toUpperCase() + code.slice(1).replace(/_/g, ' ');
      const row: any = { code, cause: { zh: texts[0], en: texts[1] || words }, remedy: { zh, en } };
      if (page) row.page = { zh: '管理后台 → ' + page, en: 'Admin console → ' + page };
      rows[code] = rows[count++] = row;
    });
  });
});

/** A code with its words; `more` follows them in both languages. */
export function remark(code: Code | string, more?: string): Remark {
  const row = rows[code];
  const tail = more ? ' (' + more + ')' : '';
  return { code: row.code, zh: row.cause.zh + tail, en: row.cause.en + tail };
}

export function fault(code: Code, place: string, more?: string): Fault {
  const made: any = remark(code, more);
  made.place = place;
  return made;
}

/** A cause with what helps against it. */
export function cause(code: Code | string): any {
  return rows[code];
}
