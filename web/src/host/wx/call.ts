// WeChat's calling convention: one object with success, fail and complete; a promise without them.

export type Callbacks<T = any> = {
  success?: (result: T) => void
  fail?: (result: { errMsg: string }) => void
  complete?: (result: any) => void
}

/** What a call fails with: the words after `name:fail`. */
export class CallError extends Error {
  constructor(
    reason: string,
    readonly extra: object = {},
  ) {
    super(reason)
  }
}

/** Runs `work` under an API's name and answers through the callbacks, or the returned promise. */
export function answer(name: string, options: Callbacks | undefined, work: () => unknown): Promise<unknown> | undefined {
  const settled = settle(name, options, work)
  const hasCallbacks = options && (options.success || options.fail || options.complete)
  if (!hasCallbacks) {
    return settled.then(({ ok, result }) => {
      if (ok) return result
      throw result
    })
  }
  void settled
  return undefined
}

/** Like `answer`, for calls that return a task instead of a promise. */
export async function settle(
  name: string,
  options: Callbacks | undefined,
  work: () => unknown,
): Promise<{ ok: boolean; result: Record<string, unknown> }> {
  let ok = true
  let result: Record<string, unknown>
  try {
    // The work starts at once, its answer always comes later.
    const done = await new Promise((resolve) => resolve(work()))
    result = { ...(done as object | undefined), errMsg: `${name}:ok` }
  } catch (error) {
    ok = false
    const extra = error instanceof CallError ? error.extra : {}
    result = { ...extra, errMsg: `${name}:fail ${error instanceof Error ? error.message : String(error)}`.trim() }
  }
  call(ok ? options?.success : options?.fail, result)
  call(options?.complete, result)
  return { ok, result }
}

/** A callback's own error belongs to the app, not to the API. */
export function call(callback: unknown, ...args: unknown[]): void {
  if (typeof callback !== 'function') return
  try {
    callback(...args)
  } catch (error) {
    queueMicrotask(() => {
      throw error
    })
  }
}
