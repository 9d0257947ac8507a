// The phone the app runs in: who holds it, which client, which app.
import type { Json } from './bundle'

export type Role = 'member' | 'customer'
export type Platform = 'ios' | 'android' | 'windows' | 'mac' | 'devtools'

export interface Phone {
  role: Role
  /** The member holding it; empty on the customer's phone. */
  member: string
  platform: Platform
  /** WeCom's version on the member's phone. */
  version: string
  appid: string
  appName: string
  /** Names of the functions on `wx.qy`; null where there is no `wx.qy`. */
  qy: string[] | null
}

/** WeChat's version on the customer's phone: a plain recent one, nothing depends on it. */
const WECHAT_VERSION = '8.0.50'

export async function readPhone(role: Role): Promise<Phone> {
  const state = (await getJson('/sim/v1/state')) as Json
  const phone = (state.phone ?? {}) as Json
  const app = (state.app ?? {}) as Json
  return {
    role,
    member: role === 'member' ? String(phone.member ?? '') : '',
    platform: role === 'member' ? (phone.platform ?? 'ios') : 'ios',
    version: role === 'member' ? String(phone.version ?? '') : WECHAT_VERSION,
    appid: String(app.appid ?? ''),
    appName: String(app.name ?? ''),
    qy: role === 'member' ? await readQyNames() : null,
  }
}

export async function readQyNames(): Promise<string[]> {
  const answer = (await getJson('/sim/v1/qy')) as { names?: string[] } | string[]
  return Array.isArray(answer) ? answer : (answer.names ?? [])
}

async function getJson(path: string): Promise<unknown> {
  const response = await fetch(path, { headers: { accept: 'application/json' } })
  if (!response.ok) throw new Error(`${path} answered ${response.status}`)
  return response.json()
}
