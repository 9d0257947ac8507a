// The member's phone: 企业微信 with the mini program, and the client's own screens over it.
import * as api from '../api'
import { AppFrame } from '../app-frame'
import { fill, h, region, watching } from '../dom'
import { icon } from '../icons'
import { lang, t } from '../lang'
import { part } from '../signal'
import { attempt, refreshState, screens, sim, tasks } from '../state'
import { statusBar } from '../status-bar'
import type { AppError, Screen, SimState } from '../types'
import { say } from '../words'
import { decisionScreen } from './decision'

/** Opened from the workbench, as WeChat numbers it: the app's list of mini programs. */
const SCENE_WORKBENCH = 1001

const app = new AppFrame('member', {
  screen: (screen) => (screens.value = [...screens.value, screen]),
  close: closeApp,
})

const home = h('div', { class: 'home' })

export function memberPhone(): HTMLElement {
  const overlay = h('div', { class: 'overlay' })
  const phone = h(
    'section',
    { class: 'phone wecom', 'data-testid': 'member-phone', 'aria-label': '企业微信' },
    h('div', { class: 'glass' }, statusBar(), waitingTasks(), app.element, home, overlay),
  )
  followPhone(phone)
  followScreens(overlay)
  const shown = part(sim, (state) => state && state.app)
  region(home, watching(shown, lang), () => (shown.value ? homeContent(shown.value) : null))
  return phone
}

/** Starts the mini program again, as closing and opening it would. */
export async function relaunch(): Promise<void> {
  vacate()
  await attempt(refreshState)
  launch()
}

/** Takes the running app away at once, so that nobody taps one that is about to be replaced. */
export function vacate(): void {
  app.close()
  screens.value = []
}

export function launch(): void {
  if (sim.value && !sim.value.app.error) app.open({ path: '', query: {}, scene: SCENE_WORKBENCH })
  showHome()
}

/** A change that the running app can feel without being opened again. */
export function tellApp(): void {
  app.phoneChanged()
}

function closeApp(): void {
  vacate()
  showHome()
}

function showHome(): void {
  home.hidden = app.running
  app.element.hidden = !app.running
}

function followPhone(phone: HTMLElement): void {
  let started = false
  sim.on((state) => {
    if (!state) return
    phone.dataset['platform'] = state.phone.platform
    if (!started) {
      started = true
      launch()
    }
  })
}

function homeContent(app: SimState['app']) {
  if (app.error) return brokenApp(app.error)
  return [
    h('h2', {}, t(say.workbench)),
    h(
      'button',
      { type: 'button', class: 'tile', 'data-testid': 'open-app', onclick: () => void relaunch() },
      h('span', { class: 'app-icon', 'aria-hidden': 'true' }, [...app.name][0] ?? ''),
      app.name,
    ),
    h('p', {}, t(say.workbenchHint)),
  ]
}

function brokenApp(error: AppError): HTMLElement {
  const place = [error.file, error.line, error.column].filter((part) => part !== undefined && part !== null).join(':')
  return h(
    'div',
    { class: 'broken', role: 'alert', 'data-testid': 'app-error' },
    icon('warning'),
    h('h2', {}, t(say.brokenApp)),
    place && h('code', { class: 'place' }, place),
    h('p', {}, t(error)),
    h('p', { class: 'code' }, error.code),
    h('p', {}, t(say.brokenHint)),
    h('button', { type: 'button', onclick: () => void relaunch() }, icon('reload'), t(say.relaunch)),
  )
}

/** Shows the first of the waiting screens; the next one comes when it is decided. */
function followScreens(overlay: HTMLElement): void {
  let shown: string | null = null
  screens.on((waiting) => {
    const [screen] = waiting
    if ((screen?.id ?? null) === shown) return
    shown = screen?.id ?? null
    leave(overlay)
    if (screen) {
      const element = decisionScreen(screen, (decision, receivers) => void settle(screen, decision, receivers))
      overlay.append(element)
      element.querySelector<HTMLElement>('h2')?.focus({ preventScroll: true })
    } else {
      app.focus()
    }
  })
}

/** The screen that goes slides out as a picture of itself: what is decided can no longer be pressed. */
function leave(overlay: HTMLElement): void {
  for (const ghost of overlay.querySelectorAll('.ghost')) ghost.remove()
  const last = overlay.firstElementChild
  if (!last || matchMedia('(prefers-reduced-motion: reduce)').matches) return fill(overlay)
  const ghost = last.cloneNode(true) as HTMLElement
  for (const part of [ghost, ...ghost.querySelectorAll('[data-testid]')]) part.removeAttribute('data-testid')
  ghost.classList.add('ghost')
  ghost.inert = true
  ghost.addEventListener('animationend', () => ghost.remove())
  fill(overlay, ghost)
}

/** Says that the company wants something sent; a tap opens the oldest. */
function waitingTasks(): HTMLElement {
  const bar = h('div', { class: 'tasks' })
  return region(bar, watching(tasks, lang), () => {
    const [oldest] = tasks.value
    if (!oldest) return null
    const open = async () => {
      const screen = await api.openTask(oldest.msgid)
      screens.value = [...screens.value, screen]
    }
    return h(
      'button',
      { type: 'button', 'data-testid': 'open-task', onclick: () => void attempt(open) },
      t(say.helperWaits(tasks.value.length)),
    )
  })
}

async function settle(screen: Screen, decision: api.Decision, receivers?: string[]): Promise<void> {
  screens.value = screens.value.filter((other) => other.id !== screen.id)
  await attempt(async () => {
    const decided = await api.decide(screen.id, decision, receivers)
    // A task of the company's was opened by the member: the mini program waits for nothing.
    if (!screen.task) app.answer(screen.id, decided)
  })
}
