/**
 * Reading what a client answers. The field and the wording differ by platform (client-api.md §1 and §6.5):
 * `errMsg`, `err_msg`, `errmsg` or `fail_reason`; `api:fail_no permission`, `qy.api:fail no_permission`, …
 */

export type Outcome = 'ok' | 'cancel' | 'fail';

export function answerText(answer: any): string {
  if (typeof answer === 'string') return answer;
  if (!answer) return '';
  const text = answer.errMsg || answer.err_msg || answer.errmsg || answer.fail_reason || answer.message;
  return text ? String(text) : '';
}

/** Letters and digits in lower case, without the prefix up to the first colon and without leading `fail`s. */
export function keyword(answer: unknown): string {
  const text = answerText(answer).toLowerCase();
  return text
    .slice(text.indexOf(':') + 1)
    .replace(/[^a-z0-9\u0080-\uffff]/g, '')
    .replace(/^(failed|fail)+/, '');
}

/** `success` is false when the client called `fail`. */
export function outcomeOf(answer: unknown, success: boolean): Outcome {
  return /cancel$/.test(keyword(answer)) ? 'cancel' : success ? 'ok' : 'fail';
}
