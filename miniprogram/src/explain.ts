/**
 * What an answer of the client means (client-api.md §6.5 and §8). The same refusal is written with blanks, underscores,
 * capitals, a doubled `fail` or a prefix, depending on platform and SDK; it is compared by its letters and digits.
 */
import { ANSWERS, BLANK, CALLS, ONLY } from './rules.generated';
import { bytes, isIn } from './text';

const NO_LETTERS = new RegExp('[\\x00-/:-@[-`{-\\x7f' + BLANK + ']', 'g');

export interface Explanation {
  outcome: 'ok' | 'cancel' | 'failed';
  code: string;
  /** Codes, the likeliest first. */
  causes: string[];
}

export function explain(api: string, answer: any): Explanation {
  const message = messageOf(answer);
  if (/^[\w.]*:ok$/.test(message)) return { outcome: 'ok', code: 'ok', causes: [] };
  let text = message.slice(message.indexOf(':') + 1);
  let name = bare(api);
  // The text begins after the first call with a colon; else after the first colon.
  const call = /([A-Za-z0-9_.]*):/g;
  for (let found = call.exec(message); found; found = call.exec(message)) {
    const word = bare(found[1]);
    if (isIn(CALLS, word)) {
      name = word;
      text = message.slice(call.lastIndex);
      break;
    }
  }
  const all = letters(text);
  let loose = all.replace(/^(failed|fail)+/, '') || (all && 'fail');
  if (!loose && answer && (isZero(answer.errcode) || isZero(answer.err_code == null ? answer.errCode : answer.err_code))) loose = 'ok';
  const whole = find(letters(message), name);
  const row = find(loose, name) || (whole && outcomeOf(whole) === 'failed' ? whole : rows()[rows().length - 1]);
  return { outcome: outcomeOf(row), code: row.code, causes: row.causes.filter((it) => isFor(it, name)) };
}

function outcomeOf(row: Row): Explanation['outcome'] {
  return row.code === 'ok' ? 'ok' : row.code === 'cancelled' ? 'cancel' : 'failed';
}

interface Row {
  code: string;
  causes: string[];
  /** Kind (= whole, $ end, else a part) and letters. */
  patterns: Array<[string, string]>;
}

let table: Row[] | undefined;

/** Taken apart when the first answer has to be explained: most never are. */
function rows(): Row[] {
  if (!table) {
    table = ANSWERS.map((line) => {
      const patterns = line.split('|');
      const causes = patterns.shift()!.split(' ');
      const code = causes.shift()!;
      return {
        code,
        causes,
        patterns: patterns.map((it): [string, string] => {
          const kind = /^[=$]/.test(it) ? it.charAt(0) : '';
          return [kind, (it.slice(kind.length) || code).replace(/_/g, '').toLowerCase()];
        }),
      };
    });
  }
  return table;
}

/** The row of a text: the whole text first, then its end, then the longest part of it. */
function find(text: string, api: string): Row | undefined {
  let best = 0;
  let found: Row | undefined;
  rows().forEach((row) => {
    if (!isFor(row.code, api)) return;
    row.patterns.forEach(([kind, wanted]) => {
      const at = text.lastIndexOf(wanted);
      const size = bytes(wanted);
      const atEnd = at >= 0 && at + wanted.length === text.length;
      const weight = at < 0 ? 0 : !kind ? size : !atEnd ? 0 : kind === '$' ? 999 : at ? 0 : 9999;
      if (weight > best) {
        best = weight;
        found = row;
      }
    });
  });
  return found;
}

function isFor(code: string, api: string): boolean {
  return !ONLY[code] || isIn(ONLY[code], api);
}

function messageOf(answer: any): string {
  if (typeof answer === 'string') return answer;
  const keys = ['errMsg', 'err_msg', 'errmsg', 'fail_reason', 'message'];
  for (let i = 0; answer && i < keys.length; i++) {
    const text = answer[keys[i]];
    if (text && typeof text === 'string') return text;
  }
  return '';
}

function isZero(number: any): boolean {
  return number === 0 || number === '0';
}

/** The name of a call without the prefixes of its runtimes. */
function bare(api: string): string {
  return api.replace(/^(wx|ww)\./, '').replace(/^(qy__|qy\.)/, '');
}

/** ASCII letters and digits in lower case, and all of other scripts that is not blank. */
function letters(text: string): string {
  return text.replace(NO_LETTERS, '').replace(/[A-Z]+/g, (it) => it.toLowerCase());
}
