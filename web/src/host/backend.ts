// The browser behind glass-easel: tags renamed, rpx in inline styles, WeChat's touch events.
import { CurrentWindowBackendContext, Event, type Element } from 'glass-easel'
import { actOnTap, isDisabled } from './builtin/button'

/** A DOM node that belongs to a glass-easel element. */
export type HostNode = HTMLElement & { __wxElement?: Element }

type Listener = Parameters<CurrentWindowBackendContext['onEvent']>[0]

interface Touch {
  identifier: number
  pageX: number
  pageY: number
  clientX: number
  clientY: number
}

/** WeChat fires longpress after 350 ms without movement. */
const LONG_PRESS_MS = 350
const LONG_PRESS_MOVE = 10
const MOUSE_ID = 0
const HIDDEN_RENDER_MS = 100
/** The browser's events that an app may hear; the built-ins make all others themselves. */
const NATIVE_EVENTS = new Set([
  'touchstart',
  'touchmove',
  'touchend',
  'touchcancel',
  'transitionend',
  'animationstart',
  'animationiteration',
  'animationend',
])

export class HostBackend extends CurrentWindowBackendContext {
  /** `onUnknown` hears of each tag that is neither a component of the app's nor one of ours. */
  constructor(isKnown: (tag: string) => boolean, onUnknown: (tag: string) => void) {
    super()
    const self = this as unknown as { document: unknown }
    const told = new Set<string>()
    self.document = {
      createElement: (tag: string) => {
        if (!isKnown(tag) && !told.has(tag)) {
          told.add(tag)
          onUnknown(tag)
        }
        return createHostNode(tag)
      },
      createTextNode: (text: string) => document.createTextNode(text),
      createDocumentFragment: () => document.createDocumentFragment(),
    }
    this.onEvent(this.dispatch)
    this.listenToMouse()
  }

  /** What the page heard becomes an event of the app's. */
  private dispatch: Listener = (target, type, detail, options) => {
    const original = options.originalEvent
    const isTap = type === 'tap'
    if (isTap && isDisabled(nodeOf(original))) return undefined
    const isTouch = type.startsWith('touch')
    const extraFields = isTap || isTouch || type.startsWith('long') ? touchLists(original, detail) : {}
    const event = new Event(type, isTouch ? {} : detail, { ...options, extraFields })
    Event.dispatchEvent(target, event)
    if (isTap) actOnTap(nodeOf(original))
    return event.getEventBubbleStatus()
  }

  override render(callback: (error: globalThis.Error | null) => void): void {
    afterRender(() => callback(null))
  }

  override createIntersectionObserver(
    ...[target, relative, margin, thresholds, listener]: Parameters<CurrentWindowBackendContext['createIntersectionObserver']>
  ): ReturnType<CurrentWindowBackendContext['createIntersectionObserver']> {
    // Margins that the app left out arrive as `undefinedpx`.
    const known = margin.replace(/undefinedpx/g, '0px')
    // Without a root of its own the observer would look at the window around the iframe.
    const root = relative ?? (document as unknown as NonNullable<typeof relative>)
    return super.createIntersectionObserver(target, root, known, thresholds, listener)
  }

  override setListenerStats(...args: Parameters<CurrentWindowBackendContext['setListenerStats']>): void {
    if (NATIVE_EVENTS.has(args[1])) super.setListenerStats(...args)
  }

  /** A mouse makes the touch events that a finger would. */
  private listenToMouse(): void {
    let start: { x: number; y: number; target: HostNode | null } | null = null
    let timer = 0
    const fire = (type: string, event: MouseEvent, from: EventTarget | null): void => {
      const target = owner(from)
      if (!target?.__wxElement) return
      this.dispatch(target.__wxElement, type, { x: event.clientX, y: event.clientY }, {
        originalEvent: event,
        bubbles: true,
        composed: true,
        capturePhase: true,
      })
    }
    const isTouch = (event: MouseEvent): boolean => (event as unknown as PointerEvent).pointerType === 'touch'
    document.addEventListener('mousedown', (event) => {
      if (event.button !== 0 || isTouch(event)) return
      start = { x: event.clientX, y: event.clientY, target: owner(event.target) }
      fire('touchstart', event, event.target)
      window.clearTimeout(timer)
      timer = window.setTimeout(() => {
        if (start) {
          fire('longpress', event, start.target)
          fire('longtap', event, start.target)
        }
      }, LONG_PRESS_MS)
    })
    document.addEventListener('mousemove', (event) => {
      if (!start) return
      const moved = Math.abs(event.clientX - start.x) > LONG_PRESS_MOVE || Math.abs(event.clientY - start.y) > LONG_PRESS_MOVE
      if (moved) window.clearTimeout(timer)
      fire('touchmove', event, start.target)
    })
    document.addEventListener('mouseup', (event) => {
      window.clearTimeout(timer)
      if (!start) return
      const target = start.target
      start = null
      fire('touchend', event, target)
    })
  }
}

/** After the next drawing; a phone that is not on the screen draws nothing and must not wait for ever. */
export function afterRender(callback: () => void): void {
  let called = false
  const once = (): void => {
    if (called) return
    called = true
    callback()
  }
  window.requestAnimationFrame(once)
  window.setTimeout(once, HIDDEN_RENDER_MS)
}

function nodeOf(event: unknown): HTMLElement | null {
  const target = (event as globalThis.Event | undefined)?.target
  return target instanceof window.Element ? (target as HTMLElement) : null
}

/** The nearest node that glass-easel made. */
export function owner(node: EventTarget | null): HostNode | null {
  let current = node as HostNode | null
  while (current && !current.__wxElement) current = current.parentElement as HostNode | null
  return current
}

/** `10rpx` means 10/750 of the phone's width. */
export function replaceRpx(style: string): string {
  return style.replace(/(-?[\d.]+)rpx\b/g, (_, value: string) => `${(Number(value) * 100) / 750}vw`)
}

function createHostNode(tag: string): HTMLElement {
  // A browser's own <button> or <input> would bring its own looks and behaviour.
  const node = document.createElement(tag.startsWith('wx-') ? tag : `wx-${tag}`)
  const set = node.setAttribute.bind(node)
  node.setAttribute = (name: string, value: string) => {
    set(name, name === 'style' ? replaceRpx(value) : value)
  }
  return node
}

function touchLists(original: unknown, detail: unknown): { touches: Touch[]; changedTouches: Touch[] } {
  const event = original as Partial<TouchEvent & MouseEvent> | undefined
  if (event?.changedTouches && event.touches) {
    return { touches: touchList(event.touches), changedTouches: touchList(event.changedTouches) }
  }
  const at = detail as { x?: number; y?: number } | undefined
  const x = event?.clientX ?? at?.x ?? 0
  const y = event?.clientY ?? at?.y ?? 0
  const touch = { identifier: MOUSE_ID, pageX: x, pageY: y, clientX: x, clientY: y }
  return { touches: event?.type === 'mouseup' ? [] : [touch], changedTouches: [touch] }
}

function touchList(list: TouchList): Touch[] {
  return Array.from(list, ({ identifier, pageX, pageY, clientX, clientY }) => ({ identifier, pageX, pageY, clientX, clientY }))
}
