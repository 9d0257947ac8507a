// What the wx API stands on.
import type { Bundle } from '../bundle'
import type { LocalFiles } from '../files'
import type { Phone } from '../phone'
import type { Shell } from '../shell'
import type { Pages } from '../pages'
import type { Ui } from '../ui'

export interface LaunchOptions {
  path: string
  query: Record<string, string>
  scene: number
  shareTicket?: string
  referrerInfo: Record<string, never>
  chatType?: number
}

export interface Host {
  bundle: Bundle
  phone: Phone
  files: LocalFiles
  shell: Shell
  pages: Pages
  ui: Ui
  /** Options of the cold start, and of the latest time the app came to the front. */
  launchOptions: LaunchOptions
  enterOptions: LaunchOptions
  events: AppEvents
  report(error: unknown, where?: string): void
  log(level: 'log' | 'warn' | 'error', ...parts: unknown[]): void
}

type Handler = (...args: any[]) => void

/** wx.onAppShow and its kind. */
export class AppEvents {
  private handlers = new Map<string, Handler[]>()

  on(name: string, handler: unknown): void {
    if (typeof handler !== 'function') return
    this.handlers.set(name, [...(this.handlers.get(name) ?? []), handler as Handler])
  }

  off(name: string, handler?: unknown): void {
    const left = handler === undefined ? [] : (this.handlers.get(name) ?? []).filter((one) => one !== handler)
    this.handlers.set(name, left)
  }

  fire(name: string, ...args: unknown[]): void {
    for (const handler of this.handlers.get(name) ?? []) handler(...args)
  }

  has(name: string): boolean {
    return (this.handlers.get(name) ?? []).length > 0
  }
}
