// Small pieces that several screens show: avatars, pictures, mini-program cards.
import { h } from './dom'
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

/** An attachment before it is sent. */
export function preview(content: Content): HTMLElement | null {
  if (content.miniprogram) return h('div', { class: 'card' }, cardBody(content.miniprogram))
  if (content.image) return h('img', { class: 'picture', src: content.image.src, alt: t(say.picture) })
  if (content.text) return h('p', { class: 'draft-text' }, content.text)
  return h('p', { class: 'draft-text' }, t(say.unknownMessage))
}
