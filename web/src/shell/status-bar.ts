// The top of a phone: simulated time and the usual signs; on a computer, the title bar of a window.
import { h } from './dom'
import { icon } from './icons'
import { clockTime } from './time'
import { now } from './state'

export function statusBar(): HTMLElement {
  const time = h('time', {})
  const tick = () => {
    const text = clockTime(now())
    if (time.textContent !== text) time.textContent = text
  }
  tick()
  setInterval(tick, 500)
  return h(
    'div',
    { class: 'status-bar' },
    h('span', { class: 'window-buttons', 'aria-hidden': 'true' }, h('i'), h('i'), h('i')),
    time,
    h('span', { class: 'signs', 'aria-hidden': 'true' }, icon('signal'), icon('wifi'), icon('battery')),
  )
}
