// The customer's phone: WeChat with the chats of all customers and groups, and the cards they open.
import { AppFrame } from '../app-frame'
import { fill, h, region, watching } from '../dom'
import { icon } from '../icons'
import { label, lang, t } from '../lang'
import { statusBar } from '../status-bar'
import { say } from '../words'
import { chatList } from './chat-list'
import { chatView } from './chat-view'
import { openCard, openChat } from './state'

export function customerPhone(): HTMLElement {
  const list = chatList()
  const chat = chatView()
  const overlay = h('div', { class: 'overlay' })
  const app = new AppFrame('customer', { close: () => (openCard.value = null) })
  const place = () => {
    list.hidden = openChat.value !== null
    chat.hidden = openChat.value === null
  }
  openChat.on(place)
  place()

  openCard.on((card) => {
    app.close()
    if (!card) fill(overlay)
    else if (card.result.ok) {
      fill(overlay, app.element)
      const { path, query, scene, chatType } = card.result
      app.open({ path, query, scene, ...(chatType === undefined ? {} : { chatType }) })
    } else fill(overlay, pageNotFound(card.result.text))
  })

  return h(
    'section',
    { class: 'phone wechat', 'data-testid': 'customer-phone', 'aria-label': '微信' },
    h('div', { class: 'glass' }, statusBar(), list, chat, overlay),
  )
}

/** WeChat's answer to a card whose page it cannot find. The text is the client's own and stays as it is. */
function pageNotFound(text: string): HTMLElement {
  const close = h('button', { type: 'button', 'data-testid': 'customer-app-close', onclick: () => (openCard.value = null) }, icon('close'))
  return h(
    'div',
    { class: 'app' },
    h(
      'div',
      { class: 'nav-bar' },
      h('span', { class: 'nav-title' }),
      h('div', { class: 'capsule' }, h('span', { 'aria-hidden': 'true' }, icon('more')), label(close, 'aria-label', () => say.closeApp)),
    ),
    h(
      'div',
      { class: 'not-found', 'data-testid': 'page-not-found', role: 'alert' },
      icon('missing'),
      h('strong', {}, text),
      region(h('span', {}), watching(lang), () => (lang.value === 'en' ? t(say.pageNotFound) : null)),
    ),
  )
}
