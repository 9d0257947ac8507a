// Chinese or English, for the whole page. `?lang=` wins over what was remembered; Chinese is the start.
import { h } from './dom'
import { Signal } from './signal'
import type { Bilingual } from './types'

export type Lang = 'zh' | 'en'

const KEY = 'wecom-share.lang'

export const lang = new Signal<Lang>(first())

/** The text in the language chosen now. */
export function t(text: Bilingual): string {
  return text[lang.value]
}

/** A text that follows the language for as long as the page lives: for the parts that are never rendered again. */
export function words(text: Bilingual): HTMLElement {
  const span = h('span', {}, t(text))
  lang.on(() => (span.textContent = t(text)))
  return span
}

/** Keeps an attribute (a label, a title) in the language chosen. */
export function label<E extends Element>(element: E, attribute: string, text: () => Bilingual): E {
  const update = () => element.setAttribute(attribute, t(text()))
  lang.on(update)
  update()
  return element
}

export function switchLang(): void {
  lang.value = lang.value === 'zh' ? 'en' : 'zh'
}

function first(): Lang {
  const asked = new URLSearchParams(location.search).get('lang') ?? localStorage.getItem(KEY)
  return asked === 'en' ? 'en' : 'zh'
}

function remember(value: Lang): void {
  localStorage.setItem(KEY, value)
  document.documentElement.lang = value === 'zh' ? 'zh-CN' : 'en'
  const url = new URL(location.href)
  if (url.searchParams.has('lang') || value === 'en') url.searchParams.set('lang', value)
  history.replaceState(null, '', url)
}

lang.on(remember)
remember(lang.value)
