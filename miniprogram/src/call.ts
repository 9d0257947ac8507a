import type { Callbacks } from './wx';

/** What a callback-style function of the client came back with. */
export interface Reply {
  ok: boolean;
  answer: any;
}

/**
 * Runs a callback-style function and always settles: on success, fail, or complete alone, when the call throws, and
 * after `timeout` milliseconds. Without `timeout` it waits for as long as a person takes.
 */
export function call(start: (callbacks: Callbacks) => any, timeout?: number): Promise<Reply> {
  return new Promise(function (resolve) {
    let timer: any;
    function settle(ok: boolean, answer: any): void {
      clearTimeout(timer);
      resolve({ ok, answer });
    }
    if (timeout) {
      timer = setTimeout(function () {
        settle(false, { errMsg: 'no answer within ' + timeout + ' ms' });
      }, timeout);
    }
    try {
      start({
        success: function (answer) {
          settle(true, answer);
        },
        fail: function (answer) {
          settle(false, answer);
        },
        // After success or fail this settles nothing any more; alone, only an `…:ok` counts as success.
        complete: function (answer) {
          settle(!!answer && /:\s*ok$/.test(String(answer.errMsg || answer.err_msg || answer.errmsg)), answer);
        },
      });
    } catch (e) {
      settle(false, { errMsg: String((e && (e as Error).message) || e) });
    }
  });
}

/** Arguments with the callbacks added. Only own keys that hold something: empty keys break iOS. */
export function withCallbacks(args: any, callbacks: Callbacks): any {
  const all: any = {};
  for (const key in args) {
    if (Object.prototype.hasOwnProperty.call(args, key) && args[key] !== undefined) all[key] = args[key];
  }
  all.success = callbacks.success;
  all.fail = callbacks.fail;
  all.complete = callbacks.complete;
  return all;
}

export function wait(milliseconds: number): Promise<void> {
  return new Promise(function (resolve) {
    setTimeout(resolve, milliseconds);
  });
}
