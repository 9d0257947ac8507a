// What the simulator's phone API (/sim/v1) says, as far as the page reads it.

export interface Bilingual {
  zh: string
  en: string
}

export interface Member {
  userid: string
  name: string
  customerContact: boolean
  inScope: boolean
}

export interface Customer {
  id: string
  name: string
  color?: string
}

export interface Group {
  id: string
  name: string
  owner: string
  memberIds: string[]
}

export type Platform = 'ios' | 'android' | 'windows' | 'mac'

export interface Phone {
  corpid?: string
  member: string
  platform: Platform
  version: string
  environment: string
  ex: boolean
  entry: string
}

/** Why the packed app cannot run: a broken file of the mini program. */
export interface AppError {
  code: string
  file?: string
  line?: number
  column?: number
  zh: string
  en: string
}

export interface SimState {
  clock: { now: string }
  corp: { corpid: string; name: string; quotaMode: string }
  companies?: { corpid: string; name: string }[]
  members: Member[]
  customers: Customer[]
  groups: Group[]
  app: { appid: string; name: string; agentid: number; pages: string[]; error?: AppError | null }
  phone: Phone
  version: string
}

export interface MiniProgramCard {
  appid: string
  appName: string
  title: string
  cover: string
  page: string
}

export interface Content {
  msgtype: string
  text?: string | { content: string }
  image?: { src: string }
  miniprogram?: MiniProgramCard
  link?: { title: string; desc: string; url: string; cover: string }
  video?: { name: string }
  file?: { name: string }
  /** What the simulator has to say about it; a real phone shows nothing of the kind. */
  note?: Bilingual
}

export interface Message extends Content {
  id: string
  at: string
  from: { userid: string; name: string }
}

export interface Chat {
  id: string
  kind: 'customer' | 'group'
  name: string
  unread: number
  messages: Message[]
}

/** A mass send of the company's that waits for the phone's member. */
export interface Task {
  msgid: string
  at: string
  kind: 'customers' | 'groups'
  text: string | null
  attachments: number
}

export interface Screen {
  id: string
  /** The company's mass send it is about; absent for what the mini program opened. */
  task?: string | null
  kind: 'mass-send-helper' | 'ex-confirm' | 'select-external-contact'
  title: string | Bilingual
  text?: string
  attachments?: Content[]
  receivers: {
    kind: 'customers' | 'groups'
    candidates: { id: string; name: string }[]
    preset: string[] | null
    locked: boolean
  }
}

export interface Decided {
  answer: Record<string, unknown>
  outcome: 'success' | 'fail'
}

export type Opened =
  | { ok: true; appid: string; path: string; query: Record<string, string>; scene: number; chatType?: number }
  | { ok: false; text: string; why: Bilingual }

export interface SimEvent {
  seq: number
  at: string
  source: 'member-phone' | 'customer-phone' | 'wecom' | 'world'
  kind: string
  title: Bilingual
  detail: Record<string, unknown>
}
