// WeChat's list of chats, with what has not been read yet.
import { h, region, watching } from '../dom'
import { lang, t } from '../lang'
import { avatar, summaryOf } from '../parts'
import { chats, sim } from '../state'
import { clockTime } from '../time'
import type { Chat, Message } from '../types'
import { say } from '../words'
import { openChat, unread } from './state'

export function chatList(): HTMLElement {
  const known = new Map<string, number>()
  const rows = region(h('ul', { class: 'chat-list' }), watching(chats, openChat, lang, sim), () => {
    const rendered = latestFirst(chats.value).map((chat) => h('li', {}, row(chat, chat.messages.length > (known.get(chat.id) ?? Infinity))))
    for (const chat of chats.value) known.set(chat.id, chat.messages.length)
    return rendered
  })
  const heading = region(h('h2', {}), watching(chats, openChat, lang), () => {
    const count = chats.value.reduce((sum, chat) => sum + unread(chat), 0)
    return count > 0 ? `${t(say.wechat)}(${count})` : t(say.wechat)
  })
  return h('div', { class: 'wx-screen wx-list' }, h('header', { class: 'wx-bar' }, heading), rows)
}

function row(chat: Chat, news: boolean): HTMLElement {
  const last = chat.messages[chat.messages.length - 1]
  const count = unread(chat)
  return h(
    'button',
    {
      type: 'button',
      class: `chat-row${count > 0 ? ' unread' : ''}${count > 0 && news ? ' news' : ''}`,
      'data-testid': `chat-${chat.id}`,
      onclick: () => (openChat.value = chat.id),
    },
    h(
      'span',
      { class: 'chat-face' },
      avatar(chat.id, chat.name),
      count > 0 && h('b', { class: 'badge', 'aria-label': `${count} ${t(say.unread)}` }, count),
    ),
    h('span', { class: 'chat-name' }, chat.name, chat.kind === 'group' && h('small', {}, `(${members(chat)})`)),
    h('time', {}, last ? clockTime(Date.parse(last.at)) : ''),
    h('span', { class: 'chat-last' }, last ? summary(last) : t(say.noMessages)),
  )
}

function members(chat: Chat): number {
  const group = sim.value?.groups.find((one) => one.id === chat.id)
  return group ? new Set([group.owner, ...group.memberIds]).size : 0
}

function latestFirst(all: Chat[]): Chat[] {
  const at = (chat: Chat) => chat.messages[chat.messages.length - 1]?.at ?? ''
  return [...all].sort((a, b) => Date.parse(at(b) || '1970') - Date.parse(at(a) || '1970'))
}

function summary(message: Message): string {
  return `${message.from.name}: ${summaryOf(message)}`
}
