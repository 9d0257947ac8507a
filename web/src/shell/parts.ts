// Small pieces that several screens show: avatars, pictures, mini-program cards.
import { h, type Child } from './dom'
import { icon } from './icons'
import { t } from './lang'
import { sim } from './state'
import type { Content, MiniProgramCard } from './types'
import { say } from './words'

const palette = ['#5b8def', '#3aa57d', '#d9823b', '#b56bc4', '#cf5f6f', '#4a9bb0']

/** A square with the first letter of the name; a customer's own colour when the world gives one. */
export function avatar(id: string, name: string, className = ''): HTMLElement {
  const customer = sim.value?.customers.find((one) => one.id === id)
  const group = sim.value?.groups.find((one) => one.id === id)
  if (group) return groupAvatar(group.memberIds, className)
  return h('span', { class: `avatar ${className}`, style: `background:${customer?.color ?? colorOf(id)}`, 'aria-hidden': 'true' }, [...name][0] ?? '')
}

function groupAvatar(memberIds: string[], className: string): HTMLElement {
  const tiles = memberIds.slice(0, 4).map((id) => {
    const customer = sim.value?.customers.find((one) => one.id === id)
    const name = customer?.name ?? sim.value?.members.find((one) => one.userid === id)?.name ?? ''
    return h('i', { style: `background:${customer?.color ?? colorOf(id)}` }, [...name][0] ?? '')
  })
  return h('span', { class: `avatar group ${className}`, 'aria-hidden': 'true' }, tiles)
}

function colorOf(id: string): string {
  let sum = 0
  for (const letter of id) sum = (sum * 31 + letter.charCodeAt(0)) % 9973
  return palette[sum % palette.length] ?? '#5b8def'
}

/** The inside of a mini-program card, as WeCom and WeChat show it: app, title, 5:4 cover, footer. */
export function cardBody(card: MiniProgramCard): HTMLElement[] {
  return [
    h('span', { class: 'card-app' }, h('i', { 'aria-hidden': 'true' }, [...card.appName][0] ?? ''), card.appName),
    h('span', { class: 'card-title' }, card.title),
    h('span', { class: 'card-cover' }, h('img', { src: card.cover, alt: '', draggable: 'false' })),
    h('span', { class: 'card-foot' }, icon('miniprogram'), t(say.miniProgram)),
  ]
}

/** A picture, text, link or file in a bubble's or draft's clothes; cards are `cardBody`. */
export function bodyOf(content: Content): { kind: string; parts: Child } {
  if (content.image) return { kind: 'picture', parts: h('img', { src: content.image.src, alt: t(say.picture) }) }
  if (content.link) {
    const { title, desc, cover } = content.link
    return { kind: 'link', parts: [h('strong', {}, title), h('span', {}, desc), cover && h('img', { src: cover, alt: '' })] }
  }
  const file = content.video ?? content.file
  if (file) return { kind: 'text', parts: `${t(content.video ? say.video : say.file)} ${file.name}` }
  return { kind: 'text', parts: textOf(content) ?? t(say.unknownMessage) }
}

/** One line for the list of chats. */
export function summaryOf(content: Content): string {
  if (content.miniprogram) return `${t(say.card)} ${content.miniprogram.title}`
  if (content.image) return t(say.picture)
  if (content.link) return `${t(say.link)} ${content.link.title}`
  if (content.video) return t(say.video)
  if (content.file) return `${t(say.file)} ${content.file.name}`
  return textOf(content) ?? t(say.unknownMessage)
}

/** The simulator's remark, clearly not the phone's own. */
export function noteOf(content: Content): HTMLElement | null {
  return content.note ? h('p', { class: 'sim-note' }, h('b', {}, t(say.simulator)), ' ', t(content.note)) : null
}

/** An attachment before it is sent. */
export function preview(content: Content): Child {
  if (content.miniprogram) return [h('div', { class: 'card' }, cardBody(content.miniprogram)), noteOf(content)]
  const { kind, parts } = bodyOf(content)
  return [h('div', { class: `part ${kind}` }, parts), noteOf(content)]
}

function textOf(content: Content): string | undefined {
  return typeof content.text === 'object' ? content.text.content : content.text
}
