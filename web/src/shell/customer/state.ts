// Where the customer's phone is: in the list of chats, in a chat, in an opened card.
import * as api from '../api'
import { Signal } from '../signal'
import { attempt } from '../state'
import type { Chat, Message, Opened } from '../types'

/** The chat on the screen, or null for the list. */
export const openChat = new Signal<string | null>(null)
/** The card last opened and what WeChat said to it; null when no card is on the screen. */
export const openCard = new Signal<{ message: Message; result: Opened } | null>(null)

/** What is unread; nothing is in the chat one looks at. */
export function unread(chat: Chat): number {
  return chat.id === openChat.value ? 0 : chat.unread
}

export function markRead(chat: Chat): void {
  if (chat.unread === 0) return
  chat.unread = 0
  void attempt(() => api.readChat(chat.id))
}

export async function tapCard(chat: string, message: Message): Promise<void> {
  await attempt(async () => {
    openCard.value = { message, result: await api.openMessage(chat, message.id) }
  })
}
