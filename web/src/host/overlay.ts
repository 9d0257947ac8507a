// What is wrong with the app, readable, over the page.
import { element, text } from './ui'

export interface PackFault {
  file?: string
  line?: number
  column?: number
  code?: string
  zh?: string
  en?: string
}

export class Overlay {
  private node: HTMLElement | null = null
  private list: HTMLElement | null = null

  constructor(private layer: HTMLElement) {}

  /** The app cannot be packed, so there is nothing else to show. */
  fault(fault: PackFault): void {
    const place = [fault.file, fault.line, fault.column].filter((part) => part !== undefined).join(':')
    this.add(place, [fault.zh, fault.en].filter(Boolean).join('\n') || (fault.code ?? ''))
  }

  error(error: unknown, where?: string): void {
    const { message, place } = describe(error)
    this.add([place, where].filter(Boolean).join('  '), message)
  }

  private add(place: string, message: string): void {
    if (!this.node || !this.list) {
      this.node = element('div', 'host-overlay')
      this.node.dataset.testid = 'app-error'
      const head = element('div', 'host-overlay-head')
      head.append(text('span', '', '小程序出错了 · The mini program has an error'))
      const close = element('button', 'host-overlay-close')
      close.textContent = '✕'
      close.setAttribute('aria-label', '关闭')
      close.addEventListener('click', () => {
        this.node?.remove()
        this.node = null
      })
      head.append(close)
      this.list = element('div', 'host-overlay-list')
      this.node.append(head, this.list)
      this.layer.append(this.node)
    }
    const entry = element('div', 'host-overlay-entry')
    if (place) entry.append(text('div', 'host-overlay-place', place))
    entry.append(text('div', 'host-overlay-message', message))
    this.list.append(entry)
  }
}

/** An error's own words and the app's file it comes from. */
export function describe(error: unknown): { message: string; place: string } {
  if (!(error instanceof Error) && !(error !== null && typeof error === 'object' && 'message' in error)) {
    return { message: String(error), place: '' }
  }
  const { name, message, stack } = error as Error
  const frame = /app:\/\/\/([^\s)]+)/.exec(stack ?? '')?.[1] ?? ''
  const file = (error as { file?: string }).file
  return { message: `${name ? `${name}: ` : ''}${message}`, place: file ?? frame }
}
