// One line of the log: an event of the journal, said in a sentence.
import { sim } from '../state'
import type { Bilingual, SimEvent } from '../types'

/** Who did it; decides the colour. `sdk` and `server` are told apart from the phone by the request they make. */
export type Actor = 'member' | 'sdk' | 'server' | 'wecom' | 'customer' | 'world'

export interface Line {
  /** The event's kind; an opening that the server traced to a share is `open` too. */
  kind: string
  actor: Actor
  tone: 'plain' | 'good' | 'warn' | 'bad'
  /** Whether it belongs to the story; what does not is hidden until asked for. */
  important: boolean
  text: Bilingual
  /** Code shown below the sentence, cut to one row; the JSON has all of it. */
  code?: string | undefined
  /** The last word on something: what the member does next is a new story. */
  ends?: boolean
  /** More sentences below the first: reasons, notes, what was skipped. */
  subs?: Bilingual[]
  /** What the JSON below is, such as `POST https://…`. */
  head?: string
  json: unknown
}

export const both = (zh: string, en: string): Bilingual => ({ zh, en })

/** The line an event gets when nothing better is known about it. */
export function plain(event: SimEvent, more: Partial<Line> = {}): Line {
  const actor = ({ 'member-phone': 'member', 'customer-phone': 'customer', wecom: 'wecom', world: 'world' } as const)[event.source] ?? 'world'
  return { kind: event.kind, actor, tone: 'plain', important: false, text: event.title, json: event.detail, ...more }
}

/** A customer, group, member or company by name. */
export function nameOf(id: string): string {
  const state = sim.value
  const found =
    state?.customers.find((one) => one.id === id)?.name ??
    state?.groups.find((one) => one.id === id)?.name ??
    state?.members.find((one) => one.userid === id)?.name ??
    state?.companies?.find((one) => one.corpid === id)?.name
  return found ?? id
}

export function names(ids: unknown): string | null {
  return Array.isArray(ids) && ids.length > 0 ? ids.map((id) => nameOf(String(id))).join('、') : null
}

/** `sh_…1aecd8`: enough to tell shares apart in a sentence; the JSON has all of it. */
export function shortId(id: unknown): string {
  const text = str(id)
  return text.length > 16 ? `${text.slice(0, 3)}…${text.slice(-6)}` : text
}

export type Fields = Record<string, unknown>

export function fields(value: unknown): Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {}
}

export function list(value: unknown): Fields[] {
  return Array.isArray(value) ? value.map(fields) : []
}

export function str(value: unknown): string {
  return typeof value === 'string' ? value : value == null ? '' : String(value)
}

export function bilingual(value: unknown): Bilingual | null {
  const { zh, en } = fields(value)
  return typeof zh === 'string' && typeof en === 'string' ? { zh, en } : null
}
