// wx.qy on the member's phone: every function is the simulator's, by name.
import { call, type Callbacks } from './call'
import type { Host } from './host'
import { readQyNames } from '../phone'

type Answer = { answer?: Record<string, unknown>; outcome?: string; screen?: { id: string }; error?: unknown }

/** Fills `target` with the functions that exist now, and takes away those that do not. */
export function fillQy(target: Record<string, unknown>, host: Host, names: string[]): void {
  for (const name of Object.keys(target)) if (!names.includes(name)) delete target[name]
  for (const name of names) {
    // canIUse is the one that answers at once (client-api.md §2.12).
    target[name] ??= name === 'canIUse' ? (schema: unknown) => canIUse(target, schema) : (options?: Callbacks) => void invoke(host, name, options)
  }
}

export async function refreshQy(target: Record<string, unknown>, host: Host): Promise<void> {
  const names = await readQyNames()
  host.phone.qy = names
  fillQy(target, host, names)
}

/** One object argument with callbacks; nothing is returned (client-api.md §1). */
async function invoke(host: Host, api: string, options: Callbacks | undefined): Promise<void> {
  const { answer, outcome } = await ask(host, api, options)
  call(outcome === 'success' ? options?.success : options?.fail, answer)
  call(options?.complete, answer)
}

async function ask(host: Host, api: string, options: Callbacks | undefined): Promise<{ answer: Record<string, unknown>; outcome: string }> {
  let reply: Answer
  try {
    const response = await fetch(`/sim/v1/qy/${encodeURIComponent(api)}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ params: withoutFunctions(options ?? {}), phone: 'member', page: host.pages.currentRoute() }),
    })
    reply = (await response.json()) as Answer
    if (!response.ok) throw new Error(JSON.stringify(reply.error ?? response.status))
  } catch (error) {
    // The simulator itself failed: not an answer of WeCom's, so it must not look like one.
    host.report(new Error(`wecom-share: wx.qy.${api}: ${error instanceof Error ? error.message : String(error)}`))
    return { answer: { errMsg: `${api}:fail wecom-share simulator failed` }, outcome: 'fail' }
  }
  if (reply.screen) return host.shell.screen(reply.screen)
  return { answer: reply.answer ?? {}, outcome: reply.outcome ?? 'success' }
}

function canIUse(target: Record<string, unknown>, schema: unknown): boolean {
  const name = String(schema).split('.')[0] ?? ''
  return typeof target[name] === 'function'
}

function withoutFunctions(value: object): unknown {
  return JSON.parse(JSON.stringify(value, (_, part: unknown) => (typeof part === 'function' ? undefined : part)))
}
