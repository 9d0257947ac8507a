// The client's screens on which the member decides: the mass-send helper (群发助手), the customer picker and the
// confirmation of shareAppMessageEx. Only the member's decision leaves; the client's answer comes from the simulator.
import type { Decision } from '../api'
import { h, region, watching } from '../dom'
import { icon } from '../icons'
import { lang, t } from '../lang'
import { avatar, preview } from '../parts'
import { Signal } from '../signal'
import type { Bilingual, Screen } from '../types'
import { say } from '../words'

type Decide = (decision: Decision, receivers?: string[]) => void

export function decisionScreen(screen: Screen, decide: Decide): HTMLElement {
  const { preset, locked, candidates } = screen.receivers
  const fixed = locked && preset !== null
  const chosen = new Signal<ReadonlySet<string>>(new Set(preset ?? []))
  const picker = screen.kind === 'select-external-contact'

  const send = h(
    'button',
    {
      type: 'button',
      class: 'primary',
      'data-testid': 'helper-send',
      onclick: () => decide('send', fixed ? undefined : candidates.filter((one) => chosen.value.has(one.id)).map((one) => one.id)),
    },
  )
  region(send, watching(chosen, lang), () => {
    send.disabled = chosen.value.size === 0
    const count = chosen.value.size > 0 && !fixed ? ` (${chosen.value.size})` : ''
    return `${t(picker ? say.confirm : say.send)}${count}`
  })

  const body = h('div', { class: 'decision-body' })
  region(body, watching(lang), () => [
    fixed ? section(say.sendTo, lockedReceivers(screen)) : receiverList(screen, chosen),
    !picker && section(say.content, content(screen)),
  ])
  const heading = h('h2', { id: 'decision-heading', tabindex: '-1' })
  region(heading, watching(lang), () => t(titleOf(screen)))
  const note = h('p', { class: 'decision-note' })
  region(note, watching(lang), () => (picker ? null : t(screen.kind === 'ex-confirm' ? say.exNote : say.helperNote)))
  const cancel = h('button', { type: 'button', class: 'plain', 'data-testid': 'helper-cancel', onclick: () => decide('cancel') })
  region(cancel, watching(lang), () => t(say.cancel))
  const decline = h('button', { type: 'button', class: 'plain', 'data-testid': 'helper-decline', onclick: () => decide('decline') })
  region(decline, watching(lang), () => t(say.decline))

  return h(
    'div',
    {
      class: `decision ${screen.kind}`,
      role: 'dialog',
      'aria-labelledby': 'decision-heading',
      'data-testid': 'helper-screen',
      'data-kind': screen.kind,
      onkeydown: (event: KeyboardEvent) => {
        if (event.key === 'Escape') decide('cancel')
      },
    },
    h('header', {}, heading, note),
    body,
    h('footer', {}, cancel, screen.task ? decline : null, send),
  )
}

function titleOf(screen: Screen): Bilingual {
  if (typeof screen.title === 'object') return screen.title
  if (lang.value === 'zh' && screen.title) return { zh: screen.title, en: screen.title }
  const groups = screen.receivers.kind === 'groups'
  if (screen.kind === 'select-external-contact') return say.chooseCustomers
  if (screen.kind === 'ex-confirm') return say.sendTo
  return groups ? say.helperGroups : say.helperCustomers
}

function content(screen: Screen): HTMLElement {
  return h(
    'div',
    { class: 'draft' },
    screen.text && h('p', { class: 'draft-text' }, screen.text),
    (screen.attachments ?? []).map(preview),
  )
}

function section(title: Bilingual, ...children: HTMLElement[]): HTMLElement {
  return h('section', {}, h('h3', {}, t(title)), children)
}

function lockedReceivers(screen: Screen): HTMLElement {
  const name = (id: string) => screen.receivers.candidates.find((one) => one.id === id)?.name ?? id
  return h(
    'div',
    { class: 'locked-receivers' },
    h(
      'ul',
      { class: 'chips' },
      (screen.receivers.preset ?? []).map((id) => h('li', { 'data-testid': `helper-receiver-${id}` }, avatar(id, name(id)), name(id), icon('lock'))),
    ),
    h('p', { class: 'hint' }, t(screen.task ? say.lockedByCompany : say.locked)),
  )
}

function receiverList(screen: Screen, chosen: Signal<ReadonlySet<string>>): HTMLElement {
  const { candidates, kind } = screen.receivers
  const toggle = (ids: string[]) => {
    const next = new Set(chosen.value)
    const add = ids.some((id) => !next.has(id))
    for (const id of ids) add ? next.add(id) : next.delete(id)
    chosen.value = next
  }
  const list = h('div', { class: 'receivers', role: 'group' })
  const row = (testid: string, on: boolean, ids: string[], ...children: (HTMLElement | string)[]) =>
    h(
      'button',
      { type: 'button', role: 'checkbox', 'aria-checked': String(on), 'data-testid': testid, onclick: () => toggle(ids) },
      h('span', { class: 'tick', 'aria-hidden': 'true' }, icon('check')),
      ...children,
    )
  const ids = candidates.map((one) => one.id)
  region(list, watching(chosen), () => [
    candidates.length > 1 && row('helper-all', ids.every((id) => chosen.value.has(id)), ids, t(say.all)),
    candidates.map((one) => row(`helper-receiver-${one.id}`, chosen.value.has(one.id), [one.id], avatar(one.id, one.name), one.name)),
    candidates.length === 0 && h('p', { class: 'hint' }, t(say.noneToChoose)),
  ])
  if (screen.kind === 'select-external-contact') return h('section', { class: 'bare' }, list)
  return section(kind === 'groups' ? say.chooseGroups : say.chooseCustomers, list)
}
