// One chat: what the member sent, oldest first, as WeChat shows it to the customer.
import { h, region, watching } from '../dom'
import { icon } from '../icons'
import { label, lang, t } from '../lang'
import { avatar, bodyOf, cardBody, noteOf } from '../parts'
import { chats, sim } from '../state'
import { clockTime, day, dayKey } from '../time'
import type { Chat, Message } from '../types'
import { say } from '../words'
import { markRead, openChat, tapCard } from './state'

/** WeChat shows the time again after a pause of this many milliseconds. */
const PAUSE = 5 * 60 * 1000

export function chatView(): HTMLElement {
  const back = h('button', { type: 'button', class: 'nav-back', 'data-testid': 'chat-back', onclick: () => (openChat.value = null) }, icon('back'))
  const heading = region(h('h2', {}), watching(chats, openChat, lang, sim), () => {
    const chat = current()
    return chat && [chat.name, chat.kind === 'customer' && h('small', {}, t(say.ownWeChat))]
  })
  const messages = h('div', { class: 'messages', tabindex: '0' })
  label(messages, 'aria-label', () => say.log)

  let chatShown: string | null = null
  let shown = 0
  region(messages, watching(chats, openChat, lang, sim), () => {
    const chat = current()
    if (!chat) {
      chatShown = null
      return null
    }
    const from = chat.id === chatShown ? shown : chat.messages.length
    chatShown = chat.id
    shown = chat.messages.length
    markRead(chat)
    requestAnimationFrame(() => (messages.scrollTop = messages.scrollHeight))
    return chat.messages.length === 0
      ? h('p', { class: 'no-messages' }, t(say.noMessagesYet))
      : chat.messages.map((message, index) => [timeLine(message, chat.messages[index - 1]), bubbleRow(chat, message, index >= from)])
  })
  // Pictures have no height before they are loaded.
  messages.addEventListener('load', () => (messages.scrollTop = messages.scrollHeight), true)

  return h(
    'div',
    { class: 'wx-screen wx-chat' },
    h('header', { class: 'wx-bar' }, label(back, 'aria-label', () => say.back), heading),
    messages,
  )
}

function current(): Chat | undefined {
  return chats.value.find((chat) => chat.id === openChat.value)
}

function timeLine(message: Message, before: Message | undefined): HTMLElement | null {
  const at = Date.parse(message.at)
  const previous = before ? Date.parse(before.at) : 0
  if (before && at - previous < PAUSE) return null
  const text = before && dayKey(at) === dayKey(previous) ? clockTime(at) : `${day(at)} ${clockTime(at)}`
  return h('time', { class: 'message-time' }, text)
}

function bubbleRow(chat: Chat, message: Message, fresh: boolean): HTMLElement {
  return h(
    'div',
    { class: `message${fresh ? ' fresh' : ''}` },
    avatar(message.from.userid, message.from.name, 'small'),
    h(
      'div',
      {},
      h('span', { class: 'sender' }, message.from.name, h('em', {}, `@${sim.value?.corp.name ?? ''}`)),
      bubble(chat, message),
      noteOf(message),
    ),
  )
}

function bubble(chat: Chat, message: Message): HTMLElement {
  const mark = { 'data-testid': `message-${message.id}`, 'data-msgtype': message.msgtype }
  if (message.miniprogram) {
    const open = () => void tapCard(chat.id, message)
    return h('button', { ...mark, type: 'button', class: 'bubble card', onclick: open }, cardBody(message.miniprogram))
  }
  const { kind, parts } = bodyOf(message)
  return h('div', { ...mark, class: `bubble ${kind}` }, parts)
}
