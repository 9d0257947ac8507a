// The page: two phones side by side and the log between them.
import { customerAside } from './customer/aside'
import { customerPhone } from './customer/phone'
import { h, region, watching, type Child } from './dom'
import { guide } from './guide'
import { header } from './header'
import { icon } from './icons'
import { label, lang, t, words } from './lang'
import { logPanel } from './log/panel'
import { memberPhone, relaunch } from './member/phone'
import { settings } from './member/settings'
import { connected, follow, trouble } from './state'
import type { Bilingual } from './types'
import { say } from './words'

function caption(name: Bilingual, sign: 'wecom' | 'wechat', ...more: Child[]): HTMLElement {
  return h('div', { class: `caption ${sign}` }, icon(sign), h('h2', {}, words(name)), more)
}

const reopen = label(
  h('button', { type: 'button', class: 'quiet', 'data-testid': 'relaunch', onclick: () => void relaunch() }, icon('reload'), words(say.relaunch)),
  'title',
  () => say.relaunch,
)

const banner = region(h('div', { class: 'banner', role: 'status' }), watching(connected, trouble, lang), () => {
  const text = connected.value ? trouble.value : say.lost
  return text && h('p', {}, t(text))
})

document.getElementById('shell')?.append(
  header(),
  banner,
  h(
    'main',
    {},
    h('div', { class: 'column left' }, caption(say.memberPhone, 'wecom', reopen), memberPhone(), settings()),
    h('div', { class: 'column middle' }, guide(), logPanel()),
    h('div', { class: 'column right' }, caption(say.customerPhone, 'wechat'), customerPhone(), customerAside()),
  ),
)
const nameThePage = () => (document.title = t(say.product))
lang.on(nameThePage)
nameThePage()

void follow()
