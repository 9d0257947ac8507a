/** What a callback-style function of the client came back with. */
export interface Reply {
  ok: boolean;
  answer: any;
}

/**
 * Runs a callback-style function and always settles: on success, fail, or complete alone, when it is absent or throws, and
 * after `timeout` milliseconds. Without `timeout` it waits for as long as a person takes. `started` gets what it returns.
 */
export function call(from: any, name: string, args?: any, timeout?: number, started?: (task: any) => void): Promise<Reply> {
  return new Promise((resolve) => {
    const settle = (ok: boolean) => (answer: any) => {
      clearTimeout(timer);
      resolve({ ok, answer });
    };
    const fail = settle(false);
    const timer = timeout && setTimeout(() => fail({ errMsg: 'no answer within ' + timeout + ' ms' }), timeout);
    const all: any = {};
    // Only what holds something: empty keys break iOS.
    for (const key in args) if (args[key] !== undefined) all[key] = args[key];
    all.success = settle(true);
    all.fail = fail;
    // After success or fail this settles nothing any more; alone, only an `…:ok` counts as success.
    all.complete = (answer: any) => settle(!!answer && /:\s*ok$/.test(answer.errMsg || answer.err_msg || answer.errmsg))(answer);
    try {
      if (typeof from[name] !== 'function') throw new Error(name + ' is not a function');
      const task = from[name](all);
      if (started) started(task);
    } catch (e) {
      fail({ errMsg: String((e && (e as Error).message) || e) });
    }
  });
}

export function wait(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, milliseconds);
  });
}
