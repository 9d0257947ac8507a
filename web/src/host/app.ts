// App(), and how the app comes to the front and goes behind.
import type { Host, LaunchOptions } from './wx/host'

type Definition = Record<string, any>

export class App {
  /** The object that getApp() returns. */
  instance: Definition | null = null

  constructor(private host: () => Host) {}

  /** `App({…})` in app.js. */
  define(definition: Definition): void {
    this.instance = definition ?? {}
  }

  /** getApp() works before App() was called only with allowDefault. */
  get(options?: { allowDefault?: boolean }): Definition | undefined {
    if (!this.instance && options?.allowDefault) this.instance = {}
    return this.instance ?? undefined
  }

  launch(options: LaunchOptions): void {
    this.hook('onLaunch', options)
  }

  show(options: LaunchOptions): void {
    this.hook('onShow', options)
    this.host().events.fire('AppShow', options)
  }

  hide(): void {
    this.hook('onHide')
    this.host().events.fire('AppHide')
  }

  error(message: string): void {
    const { events } = this.host()
    const handler = this.instance?.onError
    try {
      if (typeof handler === 'function') handler.call(this.instance, message)
      events.fire('Error', message)
    } catch (error) {
      // An error of the error handler's own must not come round again.
      console.error(error)
    }
  }

  /** Whether the app said what to do about a page that is not there. */
  pageNotFound(options: { path: string; query: object; isEntryPage: boolean }): boolean {
    const { events } = this.host()
    const handled = typeof this.instance?.onPageNotFound === 'function' || events.has('PageNotFound')
    this.hook('onPageNotFound', options)
    events.fire('PageNotFound', options)
    return handled
  }

  private hook(name: string, ...args: unknown[]): void {
    const method = this.instance?.[name]
    if (typeof method !== 'function') return
    try {
      method.apply(this.instance, args)
    } catch (error) {
      this.host().report(error, `app.js ${name}`)
    }
  }
}
