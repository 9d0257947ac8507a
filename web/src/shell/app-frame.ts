// One running mini program: navigation bar, capsule, and the iframe whose host page runs it.
// The host is a page of its own (host.html) and is spoken to only through messages.
import { h, type Child } from './dom'
import { icon } from './icons'
import { label, t, words } from './lang'
import { sim } from './state'
import type { Bilingual, Decided, Screen } from './types'
import { say } from './words'

export interface Launch {
  path: string
  query: Record<string, string>
  scene: number
  chatType?: number
}

type FromHost =
  | { ws: 'ready' }
  | { ws: 'title'; text: string; canGoBack: boolean; background?: string; textStyle?: 'black' | 'white'; custom?: boolean }
  | { ws: 'screen'; screen: Screen }
  | { ws: 'error'; text: string }
  | { ws: 'close' }

export interface AppEvents {
  /** The WeCom client must ask the member something. */
  screen?: (screen: Screen) => void
  close: () => void
}

export class AppFrame {
  readonly element: HTMLElement
  private readonly title = h('span', { class: 'nav-title' })
  private readonly backButton = label(
    h('button', { type: 'button', class: 'nav-back', hidden: true, onclick: () => this.post({ ws: 'back' }) }, icon('back')),
    'aria-label',
    () => say.back,
  )
  private readonly bar: HTMLElement
  private readonly body = h('div', { class: 'app-body' })
  private frame: HTMLIFrameElement | null = null
  private launch: Launch | null = null

  constructor(
    private readonly role: 'member' | 'customer',
    private readonly events: AppEvents,
  ) {
    const close = h('button', { type: 'button', 'data-testid': `${role}-app-close`, onclick: () => events.close() }, icon('close'))
    this.bar = h(
      'div',
      { class: 'nav-bar' },
      this.backButton,
      this.title,
      h('div', { class: 'capsule' }, h('span', { 'aria-hidden': 'true' }, icon('more')), label(close, 'aria-label', () => say.closeApp)),
    )
    this.element = h('div', { class: 'app' }, this.bar, this.body)
    window.addEventListener('message', (event) => {
      if (event.source === this.frame?.contentWindow && event.origin === location.origin) this.hear(event.data as FromHost)
    })
  }

  /** Starts the mini program afresh; whatever ran before is gone. */
  open(launch: Launch): void {
    this.close()
    this.launch = launch
    this.frame = h('iframe', {
      src: `/assets/host.html?role=${this.role}`,
      'data-testid': `${this.role}-app`,
      title: t(say.miniProgram),
    })
    this.body.replaceChildren(this.frame, this.splash())
  }

  /** Nothing runs any more. */
  close(): void {
    this.frame = null
    this.launch = null
    this.body.replaceChildren()
    this.showTitle({ text: '', canGoBack: false })
  }

  get running(): boolean {
    return this.frame !== null
  }

  /** What the member decided on a screen that this app asked for. */
  answer(id: string, decided: Decided): void {
    this.post({ ws: 'screen-answer', id, ...decided })
  }

  /** The client's settings changed under the running app. */
  phoneChanged(): void {
    this.post({ ws: 'phone', phone: sim.value?.phone })
  }

  /** Covers the app with a notice that a person can put away. */
  notice(heading: Bilingual, detail: string): void {
    const box = h(
      'div',
      { class: 'app-notice', role: 'alert' },
      h('strong', {}, words(heading)),
      h('code', {}, detail),
      h('button', { type: 'button', onclick: () => box.remove() }, words(say.dismiss)),
    )
    this.body.querySelector('.app-notice')?.remove()
    this.body.append(box)
  }

  focus(): void {
    this.frame?.focus()
  }

  private hear(message: FromHost): void {
    switch (message.ws) {
      case 'ready':
        this.body.querySelector('.splash')?.remove()
        this.post({ ws: 'launch', ...this.launch, phone: sim.value?.phone })
        break
      case 'title':
        this.showTitle(message)
        break
      case 'screen':
        this.events.screen?.(message.screen)
        break
      case 'close':
        this.events.close()
        break
      case 'error':
        this.body.querySelector('.splash')?.remove()
        this.notice(say.scriptError, message.text)
        break
    }
  }

  private showTitle(title: { text: string; canGoBack: boolean; background?: string; textStyle?: string; custom?: boolean }): void {
    this.title.textContent = title.text
    this.backButton.hidden = !title.canGoBack
    this.bar.style.background = title.background ?? ''
    // The status bar above belongs to the app as long as it is on the screen.
    const glass = this.element.closest<HTMLElement>('.glass')
    glass?.style.setProperty('--bar', title.custom ? 'transparent' : (title.background ?? '#fff'))
    glass?.style.setProperty('--bar-ink', title.textStyle === 'white' ? '#fff' : 'inherit')
    this.bar.classList.toggle('light-text', title.textStyle === 'white')
    this.bar.classList.toggle('custom', title.custom === true)
  }

  private post(message: object): void {
    this.frame?.contentWindow?.postMessage(message, location.origin)
  }

  private splash(): Child & Node {
    const name = sim.value?.app.name ?? ''
    return h(
      'div',
      { class: 'splash' },
      h('span', { class: 'app-icon', 'aria-hidden': 'true' }, [...name][0] ?? ''),
      h('strong', {}, name),
      h('span', { class: 'dots', role: 'status', 'aria-label': t(say.loading) }, h('i'), h('i'), h('i')),
    )
  }
}
