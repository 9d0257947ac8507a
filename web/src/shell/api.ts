// The simulator's phone API, one function per request.
import type { Bilingual, Chat, Decided, Opened, Phone, Screen, SimEvent, SimState, Task } from './types'

/** The simulator answered with something else than success, or not at all. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly text: Bilingual,
  ) {
    super(`${text.zh} / ${text.en}`)
  }
}

export const getState = () => get<SimState>('state')
export const patchPhone = (change: Partial<Phone>) => send<SimState>('PATCH', 'phone', change)
export const moveClock = (change: { to: string } | { advance: string }) => send<{ now: string }>('POST', 'clock', change)
export const getChats = async () => (await get<{ chats: Chat[] }>('chats')).chats

export type Decision = 'send' | 'cancel' | 'decline'

export const decide = (screen: string, decision: Decision, receivers?: string[]) =>
  send<Decided>('POST', `screens/${encodeURIComponent(screen)}`, receivers ? { decision, receivers } : { decision })

export const getTasks = async () => (await get<{ tasks: Task[] }>('tasks')).tasks

export const openTask = async (msgid: string) =>
  (await send<{ screen: Screen }>('POST', `tasks/${encodeURIComponent(msgid)}`, {})).screen

export const openMessage = (chat: string, message: string) =>
  send<Opened>('POST', `chats/${encodeURIComponent(chat)}/messages/${encodeURIComponent(message)}/open`, {})

export async function readChat(chat: string): Promise<void> {
  await send('POST', `chats/${encodeURIComponent(chat)}/read`, {})
}

export async function getEvents(after: number): Promise<SimEvent[]> {
  const answer = await get<SimEvent[] | { events: SimEvent[] }>(`events?after=${after}`)
  return Array.isArray(answer) ? answer : answer.events
}

const get = <T>(path: string) => request<T>(path, { headers: { accept: 'application/json' } })

const send = <T>(method: string, path: string, body: unknown) =>
  request<T>(path, { method, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })

async function request<T>(path: string, init: RequestInit): Promise<T> {
  let response: Response
  try {
    response = await fetch(`/sim/v1/${path}`, init)
  } catch {
    throw new ApiError(0, { zh: '连接不上模拟器，它可能已经停止', en: 'The simulator does not answer; it may have stopped' })
  }
  const body: unknown = await response.json().catch(() => null)
  if (!response.ok) throw new ApiError(response.status, said(body) ?? { zh: `模拟器回答 ${response.status}`, en: `The simulator answered ${response.status}` })
  return body as T
}

function said(body: unknown): Bilingual | null {
  const error = (body as { error?: Partial<Bilingual> & { cause?: Bilingual } } | null)?.error
  if (error?.cause) return error.cause
  return error?.zh && error.en ? { zh: error.zh, en: error.en } : null
}
