// What can be changed about the member's phone: who holds it, which client it runs.
import { h, region, watching } from '../dom'
import { lang, t } from '../lang'
import { part } from '../signal'
import { changePhone, sim } from '../state'
import type { Bilingual, Phone, Platform, SimState } from '../types'
import { platforms, say, versions } from '../words'
import { launch, tellApp, vacate } from './phone'

export function settings(): HTMLElement {
  const shown = part(sim, (state) => state && { phone: state.phone, members: state.members })
  return region(h('div', { class: 'settings' }), watching(shown, lang), () => (shown.value ? controls(shown.value) : null))
}

function controls(state: Pick<SimState, 'phone' | 'members'>) {
  const { phone } = state
  return [
    field(
      say.member,
      select('select-member', state.members.map((one) => [one.userid, memberLabel(one)]), phone.member, (member) => another({ member })),
      'wide',
    ),
    field(
      say.platform,
      select('select-platform', Object.entries(platforms).map(([id, name]) => [id, t(name)]), phone.platform, (platform) =>
        another({ platform: platform as Platform }),
      ),
    ),
    field(say.version, select('select-version', versionChoices(phone.version), phone.version, (version) => another({ version })), 'version'),
    exSwitch(phone),
  ]
}

/** Another person's phone or another client: the mini program starts again on it. */
export async function another(change: Partial<Phone>): Promise<void> {
  vacate()
  await changePhone(change)
  launch()
}

function exSwitch(phone: Phone): HTMLElement {
  const box = h('input', {
    type: 'checkbox',
    role: 'switch',
    'data-testid': 'switch-ex',
    onchange: async () => {
      await changePhone({ ex: box.checked })
      tellApp()
    },
  })
  box.checked = phone.ex
  return h('label', { class: 'field switch' }, h('span', {}, t(say.exSwitch)), box)
}

function memberLabel(member: SimState['members'][number]): string {
  const contact = t(member.customerContact ? say.hasContact : say.noContact)
  const scope = member.inScope ? '' : ` · ${t(say.outOfScope)}`
  return `${member.name} · ${contact}${scope}`
}

function versionChoices(current: string): [string, string][] {
  const known = versions.some(([version]) => version === current) ? versions : [[current, null] as [string, Bilingual | null], ...versions]
  const brackets = (hint: Bilingual) => (lang.value === 'zh' ? `（${hint.zh}）` : ` (${hint.en})`)
  return known.map(([version, hint]) => [version, hint ? `${version}${brackets(hint)}` : version])
}

function field(name: Bilingual, control: HTMLElement, className = ''): HTMLElement {
  return h('label', { class: `field ${className}` }, h('span', {}, t(name)), control)
}

export function select(testid: string, choices: [string, string][], current: string, choose: (value: string) => void): HTMLSelectElement {
  const element = h(
    'select',
    { 'data-testid': testid, onchange: () => choose(element.value) },
    choices.map(([value, text]) => h('option', { value }, text)),
  )
  element.value = current
  return element
}
