// The log between the phones: every step as it happens, the story by default, all of it on request.
import { fill, h, region, watching } from '../dom'
import { icon } from '../icons'
import { label, lang, t } from '../lang'
import { Signal } from '../signal'
import { journal } from '../state'
import { day, dayKey, exactTime } from '../time'
import type { Bilingual, SimEvent } from '../types'
import { say } from '../words'
import { describe } from './describe'
import { jsonBlock } from './json'
import { both, type Actor, type Line } from './line'

/** More lines than this are not kept on the page. */
const KEPT = 600

const everything = new Signal(false)
/** Events up to this one were cleared away. */
const cleared = new Signal(0)
/** Events whose JSON is open. */
const unfolded = new Set<number>()

export const actors: Record<Actor, Bilingual> = {
  member: both('成员手机', 'Member'),
  sdk: both('SDK', 'SDK'),
  server: both('分享服务', 'Server'),
  wecom: both('企业微信', 'WeCom'),
  customer: both('客户手机', 'Customer'),
  world: both('模拟器', 'Simulator'),
}

export function logPanel(): HTMLElement {
  const lines = h('ol', { class: 'lines' })
  const scroller = h('div', { class: 'log-scroll', role: 'log', 'aria-live': 'off', tabindex: '0' }, lines)
  label(scroller, 'aria-label', () => say.log)
  const latest = h('button', { type: 'button', class: 'latest', hidden: true, onclick: () => toEnd() }, icon('down'))
  label(latest, 'aria-label', () => say.latest)

  let drawn = 0
  let lastDay = ''
  let ended = false
  const atEnd = () => scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < 40
  const toEnd = () => {
    scroller.scrollTop = scroller.scrollHeight
    latest.hidden = true
  }
  const add = (events: SimEvent[]) => {
    for (const event of events) {
      drawn = event.seq
      const line = describe(event)
      if (!everything.value && !line.important) continue
      const at = Date.parse(event.at)
      if (dayKey(at) !== lastDay) {
        if (lastDay !== '') lines.append(h('li', { class: 'day' }, day(at)))
        lastDay = dayKey(at)
      }
      const begins = ended && (line.actor === 'member' || line.actor === 'sdk')
      ended = line.ends === true || (ended && !begins)
      lines.append(row(event, line, begins))
    }
    while (lines.childElementCount > KEPT) lines.firstElementChild?.remove()
  }
  const redraw = () => {
    drawn = 0
    lastDay = ''
    ended = false
    fill(lines)
    add(journal.value.filter((event) => event.seq > cleared.value))
    toEnd()
  }
  for (const signal of [everything, cleared, lang] as Signal<unknown>[]) signal.on(redraw)
  journal.on((events) => {
    if ((events[events.length - 1]?.seq ?? 0) < drawn) {
      cleared.value = 0
      return
    }
    const follow = atEnd()
    add(events.filter((event) => event.seq > Math.max(drawn, cleared.value)))
    if (follow) toEnd()
    else latest.hidden = false
  })
  scroller.addEventListener('scroll', () => {
    if (atEnd()) latest.hidden = true
  })

  const empty = region(h('p', { class: 'log-empty' }), watching(journal, cleared, everything, lang), () =>
    journal.value.some((event) => event.seq > cleared.value && (everything.value || describe(event).important)) ? null : t(say.emptyLog),
  )
  return h('section', { class: 'log', 'data-testid': 'log' }, toolbar(), h('div', { class: 'log-body' }, scroller, empty, latest))
}

function toolbar(): HTMLElement {
  const choice = (value: boolean, text: Bilingual, testid: string) =>
    h('button', { type: 'button', 'aria-pressed': String(everything.value === value), 'data-testid': testid, onclick: () => (everything.value = value) }, t(text))
  return region(h('header', { class: 'log-bar' }), watching(everything, lang), () => [
    h('h2', {}, t(say.log)),
    h('div', { class: 'segmented', role: 'group' }, choice(false, say.important, 'log-important'), choice(true, say.everything, 'log-everything')),
    h(
      'button',
      { type: 'button', class: 'quiet', 'data-testid': 'log-clear', onclick: () => (cleared.value = journal.value[journal.value.length - 1]?.seq ?? 0) },
      t(say.clear),
    ),
  ])
}

function row(event: SimEvent, line: Line, begins: boolean): HTMLElement {
  const item = h('li', { class: `line ${line.actor} ${line.tone}${begins ? ' begins' : ''}`, 'data-testid': 'log-line', 'data-kind': line.kind })
  const draw = () => {
    const open = unfolded.has(event.seq)
    const button = h(
      'button',
      {
        type: 'button',
        'aria-expanded': String(open),
        onclick: () => {
          open ? unfolded.delete(event.seq) : unfolded.add(event.seq)
          draw()
          item.querySelector('button')?.focus({ preventScroll: true })
          item.scrollIntoView({ block: 'nearest' })
        },
      },
      h('time', {}, exactTime(Date.parse(event.at))),
      h('b', {}, t(actors[line.actor])),
      h('span', { class: 'said' }, t(line.text), line.code && h('code', { hidden: open }, line.code), (line.subs ?? []).map((sub) => h('small', {}, t(sub)))),
      icon('chevron'),
    )
    fill(item, button, open && jsonBlock(line.head, line.json))
  }
  draw()
  return item
}
