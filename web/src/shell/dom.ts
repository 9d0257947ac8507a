// Elements without a framework: `h` makes them, `region` keeps a part of the page equal to a function of signals.
import type { Signal } from './signal'

export type Child = Node | string | number | null | undefined | false | readonly Child[]
type Props = Record<string, string | number | boolean | null | undefined | ((event: never) => void)>

/** `h('button', { class: 'x', onclick: f, 'data-testid': 'y' }, 'text')`; `true` is an empty attribute, `false` and `null` none. */
export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  props: Props = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag)
  for (const [name, value] of Object.entries(props)) {
    if (typeof value === 'function') element.addEventListener(name.slice(2), value as EventListener)
    else if (value === true) element.setAttribute(name, '')
    else if (value !== false && value != null) element.setAttribute(name, String(value))
  }
  append(element, children)
  return element
}

/** Replaces what `element` shows. */
export function fill(element: Element, ...children: Child[]): void {
  element.replaceChildren()
  append(element, children)
}

function append(element: Element, children: readonly Child[]): void {
  for (const child of children) {
    if (Array.isArray(child)) append(element, child as readonly Child[])
    else if (child instanceof Node) element.append(child)
    else if (child != null && child !== false) element.append(String(child))
  }
}

/**
 * Renders into `element` now and whenever one of `signals` changes.
 * Keyboard focus survives a rendering when the focused element has a data-testid that is there again afterwards.
 */
export function region<E extends Element>(element: E, signals: readonly Signal<never>[], render: () => Child): E {
  const update = () => {
    const active = document.activeElement
    const focused = active && element.contains(active) ? active.getAttribute('data-testid') : null
    fill(element, render())
    if (focused) element.querySelector<HTMLElement>(`[data-testid="${CSS.escape(focused)}"]`)?.focus({ preventScroll: true })
  }
  for (const signal of signals) signal.on(update)
  update()
  return element
}

/** Hands signals of different types to `region`. */
export function watching(...signals: readonly unknown[]): readonly Signal<never>[] {
  return signals as readonly Signal<never>[]
}
