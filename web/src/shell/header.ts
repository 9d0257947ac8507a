// The top of the page: whose company this is, what time it is there, and the language.
import { h, region, watching } from './dom'
import { icon } from './icons'
import { label, lang, switchLang, t, words } from './lang'
import { part } from './signal'
import { now, sim, toTomorrow } from './state'
import { clockTime, day } from './time'
import { quotaModes, say } from './words'

export function header(): HTMLElement {
  const shown = part(sim, (state) => state && { corp: state.corp, app: state.app.name })
  const company = region(h('span', { class: 'company' }), watching(shown, lang), () => {
    if (!shown.value) return null
    const mode = quotaModes[shown.value.corp.quotaMode]
    return [h('span', {}, `${shown.value.corp.name} · ${shown.value.app}`), mode && h('span', { class: 'quota' }, t(mode))]
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
