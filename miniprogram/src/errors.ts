import type { Bilingual, ErrorDetails } from '../types/index';
import { explain } from './explain';
import { Code } from './rules.generated';
import { cause } from './words';

/** Written without `class`: a subclass of Error in ES5 would lose its own prototype. */
export interface ShareError extends Error, ErrorDetails {
  name: 'ShareError';
  cause: Bilingual;
}

export const ShareError = function (this: any, details: any) {
  const made = new Error(details.cause.zh + ' / ' + details.cause.en);
  for (const key in details) if (details[key] != null) this[key] = details[key];
  this.message = made.message;
  this.stack = made.stack;
  this.name = 'ShareError';
} as unknown as new (details: ErrorDetails) => ShareError;

ShareError.prototype = Object.create(Error.prototype, {
  constructor: { value: ShareError, writable: true, configurable: true },
});

/** An error in the words of the code, with more about it. */
export function failure(code: Code | string, more?: any): ShareError {
  const known = cause(code);
  const made: any = { code: known.code, cause: known.cause, remedy: known.remedy, page: known.page };
  for (const key in more) made[key] = more[key];
  return new ShareError(made);
}

/** Explains a refusal on the phone alone, in the words of its likeliest cause. */
export function refused(api: string, raw: unknown): ShareError {
  const { code, causes } = explain(api, raw);
  return failure(causes[0] || code, { code, causes: causes.map(cause), raw, stage: 'call' });
}
