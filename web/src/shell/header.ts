// The top of the page: whose company this is, what time it is there, and the language.
import { openCard, openChat } from './customer/state'
import { h, region, watching } from './dom'
import { icon } from './icons'
import { label, lang, switchLang, t, words } from './lang'
import { another, select } from './member/settings'
import { part } from './signal'
import { attempt, now, refreshChats, sim, toTomorrow } from './state'
import { clockTime, day } from './time'
import { quotaModes, say } from './words'

export function header(): HTMLElement {
  const shown = part(sim, (state) => state && { corp: state.corp, app: state.app.name, companies: state.companies ?? [] })
  const company = region(h('span', { class: 'company' }), watching(shown, lang), () => {
    if (!shown.value) return null
    const mode = quotaModes[shown.value.corp.quotaMode]
    const { corp, app, companies } = shown.value
    const name = companies.length > 1 ? companyChoice(corp.corpid, companies) : h('span', {}, `${corp.name} · ${app}`)
    return [name, mode && h('span', { class: 'quota' }, t(mode))]
  })
  const toggle = h('button', { type: 'button', class: 'quiet', 'data-testid': 'lang-toggle', onclick: switchLang }, words(say.otherLang))
  return h(
    'header',
    { class: 'top' },
    h('h1', {}, h('span', { class: 'mark', 'aria-hidden': 'true' }), words(say.product), h('small', {}, words(say.tagline))),
    clock(),
    h('div', { class: 'top-right' }, company, label(toggle, 'aria-label', () => say.switchLang)),
  )
}

/** Only worlds with several companies have a choice. */
function companyChoice(current: string, companies: { corpid: string; name: string }[]): HTMLElement {
  return h(
    'label',
    { class: 'field' },
    h('span', {}, t(say.company)),
    select('select-company', companies.map((one) => [one.corpid, one.name]), current, (corpid) => void toCompany(corpid)),
  )
}

async function toCompany(corpid: string): Promise<void> {
  openCard.value = null
  openChat.value = null
  await another({ corpid })
  await attempt(refreshChats)
}

function clock(): HTMLElement {
  const date = h('span', { class: 'date' })
  const time = h('time', { 'data-testid': 'clock-now' })
  const show = () => {
    date.textContent = day(now())
    time.textContent = clockTime(now())
    time.setAttribute('datetime', new Date(now()).toISOString())
  }
  sim.on(show)
  lang.on(show)
  setInterval(show, 500)
  const tomorrow = h('button', { type: 'button', 'data-testid': 'clock-tomorrow', onclick: () => void toTomorrow() }, icon('tomorrow'), words(say.tomorrow))
  return h('div', { class: 'clock' }, icon('clock'), h('span', { class: 'sr' }, words(say.simulatedTime)), date, time, tomorrow)
}
