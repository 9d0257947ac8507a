// Below the customer's phone, outside of it: what just happened there, in plain words.
import { h, region, watching } from '../dom'
import { icon } from '../icons'
import { lang, t } from '../lang'
import type { Bilingual, Message } from '../types'
import { say } from '../words'
import { openCard } from './state'

export function customerAside(): HTMLElement {
  const box = h('div', { class: 'aside', 'aria-live': 'polite' })
  return region(box, watching(openCard, lang), () => {
    const card = openCard.value
    box.classList.toggle('bad', card !== null && !card.result.ok)
    if (!card) return [h('h3', {}, t(say.customerSide)), h('p', {}, t(say.customerHint))]
    return card.result.ok ? opened(card.result) : refused(card.message, card.result.why)
  })
}

function opened(result: { path: string; query: Record<string, string>; scene: number; chatType?: number }) {
  const query = Object.entries(result.query).map(([key, value]) => `${key}=${value}`)
  return [
    h('h3', {}, t(say.openedPage), ' ', h('code', {}, result.path)),
    h(
      'dl',
      {},
      query.length > 0 && pair(say.parameters, query.join('  ')),
      pair(say.scene, result.chatType === undefined ? String(result.scene) : `${result.scene} · chatType ${result.chatType}`),
    ),
  ]
}

function refused(message: Message, why: Bilingual) {
  return [
    h('h3', {}, icon('warning'), t(say.whyNotFound)),
    h('p', { 'data-testid': 'not-found-why' }, t(why), lang.value === 'zh' ? '：' : ': ', message.miniprogram && h('code', {}, message.miniprogram.page)),
    h('p', { class: 'more' }, t(say.cardForm)),
  ]
}

function pair(name: Bilingual, value: string): HTMLElement[] {
  return [h('dt', {}, t(name)), h('dd', {}, h('code', {}, value))]
}
