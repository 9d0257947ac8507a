// Where the customer's phone is: in the list of chats, in a chat, in an opened card.
import * as api from '../api'
import { Signal } from '../signal'
import { attempt } from '../state'
import type { Message, Opened } from '../types'

/** The chat on the screen, or null for the list. */
export const openChat = new Signal<string | null>(null)
/** The card last opened and what WeChat said to it; null when no card is on the screen. */
export const openCard = new Signal<{ message: Message; result: Opened } | null>(null)

/** Highest number of messages seen per chat by the person at the page; the difference is what is unread. */
const seen = new Map<string, number>()

export function unread(chat: { id: string; messages: unknown[] }): number {
  return Math.max(0, chat.messages.length - (seen.get(chat.id) ?? 0))
}

export function markSeen(chat: { id: string; messages: unknown[] }): void {
  seen.set(chat.id, chat.messages.length)
}

export async function tapCard(chat: string, message: Message): Promise<void> {
  await attempt(async () => {
    openCard.value = { message, result: await api.openMessage(chat, message.id) }
  })
}
