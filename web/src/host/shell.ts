// The shell around the iframe: messages to and from the page that draws the phone.

export interface LaunchMessage {
  ws: 'launch'
  path?: string
  query?: Record<string, string> | string
  scene?: number
  chatType?: number
}

export type Incoming =
  | LaunchMessage
  | { ws: 'resume' }
  | { ws: 'hide' }
  | { ws: 'back' }
  | { ws: 'phone' }
  | { ws: 'screen-answer'; id: string; answer: Record<string, unknown>; outcome?: string }

export interface TitleState {
  text: string
  canGoBack: boolean
  background: string
  textStyle: 'black' | 'white'
  custom: boolean
}

export type ScreenAnswer = { answer: Record<string, unknown>; outcome: string }

export class Shell {
  readonly role: 'member' | 'customer'
  private waiting = new Map<string, (answer: ScreenAnswer) => void>()
  private listeners: Array<(message: Incoming) => void> = []

  constructor(role: 'member' | 'customer') {
    this.role = role
    window.addEventListener('message', (event) => {
      // Only the page that holds this iframe, and only from our own origin.
      if (event.source !== window.parent || event.origin !== window.location.origin) return
      const message = event.data as Incoming | null
      if (!message || typeof message !== 'object' || typeof message.ws !== 'string') return
      if (message.ws === 'screen-answer') {
        this.waiting.get(message.id)?.({ answer: message.answer, outcome: message.outcome ?? 'success' })
        this.waiting.delete(message.id)
        return
      }
      for (const listener of this.listeners) listener(message)
    })
  }

  onMessage(listener: (message: Incoming) => void): void {
    this.listeners.push(listener)
  }

  ready(): void {
    this.post({ ws: 'ready' })
  }

  title(state: TitleState): void {
    this.post({ ws: 'title', ...state })
  }

  error(text: string): void {
    this.post({ ws: 'error', text })
  }

  close(): void {
    this.post({ ws: 'close' })
  }

  forward(data: unknown): void {
    this.post({ ws: 'forward', data })
  }

  /** Shows a screen that a person must answer, and waits for the answer. */
  screen(screen: { id: string }): Promise<ScreenAnswer> {
    return new Promise((resolve) => {
      this.waiting.set(screen.id, resolve)
      this.post({ ws: 'screen', id: screen.id, screen })
    })
  }

  private post(message: object): void {
    if (window.parent !== window) window.parent.postMessage(message, window.location.origin)
  }
}
