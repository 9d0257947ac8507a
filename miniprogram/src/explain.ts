/**
 * What an answer of the client means (client-api.md §6.5 and §8). The same refusal is written with blanks, underscores,
 * capitals, a doubled `fail` or a prefix, depending on platform and SDK; it is compared by its letters and digits.
 */
import { ANSWERS, BLANK, CALLS, ONLY } from './rules.generated';
import { isIn } from './text';

const NO_LETTERS = new RegExp('[\\x00-/:-@[-`{-\\x7f' + BLANK + ']', 'g');
const CALL = new RegExp('\\b(?:qy__)?(' + CALLS + '):');

export interface Explanation {
  outcome: 'ok' | 'cancel' | 'failed';
  code: string;
  /** Codes, the likeliest first. */
  causes: string[];
}

export function explain(api: string, answer: any): Explanation {
  const it = answer || {};
  const message: string = [answer, it.errMsg, it.err_msg, it.errmsg, it.fail_reason, it.message].filter((text) => text && typeof text === 'string')[0] || '';
  if (/^[\w.]*:ok$/.test(message)) return { outcome: 'ok', code: 'ok', causes: [] };
  // The text begins after the first call with a colon; else after the first colon.
  const call = CALL.exec(message);
  const name = call ? call[1] : api.replace(/^(.*\.)?(qy__)?/, '');
  const all = letters(message.slice(call ? call.index + call[0].length : message.indexOf(':') + 1));
  let loose = all.replace(/^(fail(ed)?)+/, '') || (all && 'fail');
  if (!loose && (isZero(it.errcode) || isZero(it.err_code == null ? it.errCode : it.err_code))) loose = 'ok';
  const whole = find(letters(message), name);
  return find(loose, name) || (whole && whole.outcome === 'failed' ? whole : { outcome: 'failed', code: 'unknown_answer', causes: [] });
}

/** The row of a text: the whole text first, then its end, then the longest part of it. */
function find(text: string, api: string): Explanation | undefined {
  let best = 0;
  let found: Explanation | undefined;
  ANSWERS.forEach((line) => {
    const patterns = line.split('|');
    // Causes of certain calls come up too where the call is not known.
    const isFor = (it: string, at: number) => !ONLY[it] || isIn(ONLY[it], api) || (at && !api);
    const causes = patterns.shift()!.split(' ').filter(isFor);
    const code = line.split(/[ |]/)[0];
    if (causes[0] !== code) return;
    patterns.forEach((pattern) => {
      const wanted = letters(pattern) || letters(code);
      const at = text.lastIndexOf(wanted);
      const isEnd = at >= 0 && at + wanted.length === text.length;
      const kind = pattern.charAt(0);
      const weight = kind === '=' ? (isEnd && !at ? 9999 : 0) : kind === '$' ? (isEnd ? 999 : 0) : at < 0 ? 0 : wanted.length;
      if (weight > best) {
        best = weight;
        found = { outcome: code === 'ok' ? code : code === 'cancelled' ? 'cancel' : 'failed', code, causes: causes.slice(1) };
      }
    });
  });
  return found;
}

function isZero(number: any): boolean {
  return typeof number !== 'object' && /^[-+]?0+$/.test(number);
}

/** ASCII letters and digits in lower case, and all of other scripts that is not blank. */
function letters(text: string): string {
  return text.replace(NO_LETTERS, '').replace(/[A-Z]+/g, (it) => it.toLowerCase());
}
