// What the page knows, and how it comes to know it: the simulator's state, the chats and the journal.
import * as api from './api'
import { Signal } from './signal'
import type { Bilingual, Chat, Screen, SimEvent, SimState, Task } from './types'

export const sim = new Signal<SimState | null>(null)
export const chats = new Signal<Chat[]>([])
/** The whole journal, oldest first. */
export const journal = new Signal<SimEvent[]>([])
/** Screens of the WeCom client that wait for the member, first come first shown. */
export const screens = new Signal<Screen[]>([])
/** The company's mass sends that wait for the phone's member, oldest first. */
export const tasks = new Signal<Task[]>([])
export const connected = new Signal(true)
/** A failure of the page itself, in words; not one of the shares. */
export const trouble = new Signal<Bilingual | null>(null)

/** Simulated time minus the browser's, in milliseconds. */
let ahead = 0

/** Simulated time, in milliseconds since the epoch. */
export function now(): number {
  return Date.now() + ahead
}

export async function refreshState(): Promise<void> {
  adopt(await api.getState())
}

export function adopt(state: SimState): void {
  ahead = Date.parse(state.clock.now) - Date.now()
  sim.value = state
}

export async function refreshChats(): Promise<void> {
  chats.value = await api.getChats()
}

export async function refreshTasks(): Promise<void> {
  tasks.value = await api.getTasks()
}

export async function changePhone(change: Partial<SimState['phone']>): Promise<void> {
  await attempt(async () => adopt(await api.patchPhone(change)))
}

export async function toTomorrow(): Promise<void> {
  await attempt(async () => {
    await api.moveClock({ to: 'tomorrow' })
    await refreshState()
  })
}

/** Runs `action`; a failure is shown to the person instead of vanishing in the console. */
export async function attempt(action: () => Promise<void>): Promise<void> {
  try {
    await action()
    trouble.value = null
  } catch (error) {
    trouble.value = error instanceof api.ApiError ? error.text : { zh: `页面出错：${String(error)}`, en: `The page failed: ${String(error)}` }
  }
}

/** Loads everything and follows the journal for as long as the page lives. */
export async function follow(): Promise<void> {
  await attempt(async () => {
    // The log says names: who is who must be known before the first line.
    await refreshState()
    await Promise.all([refreshChats(), refreshTasks(), catchUp()])
  })
  const source = new EventSource(`/sim/v1/events?after=${last()}`)
  source.onmessage = (message) => receive([JSON.parse(message.data as string) as SimEvent])
  source.onerror = () => (connected.value = false)
  source.onopen = () => {
    const back = !connected.value
    connected.value = true
    // Between the list above and this stream, or while the connection was lost, events may have passed.
    void attempt(async () => {
      await catchUp()
      if (back) await Promise.all([refreshState(), refreshChats(), refreshTasks()])
    })
  }
}

function last(): number {
  return journal.value[journal.value.length - 1]?.seq ?? 0
}

async function catchUp(): Promise<void> {
  const all = await api.getEvents(0)
  // A simulator that was started again counts from the beginning.
  if ((all[all.length - 1]?.seq ?? 0) < last()) journal.value = []
  receive(all)
}

function receive(events: SimEvent[]): void {
  const seen = new Set(journal.value.map((event) => event.seq))
  const fresh = events.filter((event) => !seen.has(event.seq))
  if (fresh.length === 0) return
  journal.value = [...journal.value, ...fresh].sort((a, b) => a.seq - b.seq)
  const kinds = new Set(fresh.map((event) => event.kind))
  if (kinds.has('message') || kinds.has('open')) void attempt(refreshChats)
  if (kinds.has('clock') || kinds.has('phone')) void attempt(refreshState)
  if (kinds.has('phone') || kinds.has('screen') || fresh.some(aboutMassSends)) void attempt(refreshTasks)
}

function aboutMassSends(event: SimEvent): boolean {
  const path = event.detail['path']
  return event.kind === 'wecom-api' && typeof path === 'string' && /\/(add_msg_template|cancel_groupmsg_send)$/.test(path)
}
