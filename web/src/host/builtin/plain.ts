// Containers and drawings without behaviour of their own.
import type { Builtin } from './define'
import { own } from './define'

const ICONS: Record<string, [string, string]> = {
  success: ['✓', '#07c160'],
  success_no_circle: ['✓', '#07c160'],
  info: ['i', '#10aeff'],
  warn: ['!', '#f76260'],
  waiting: ['⏱', '#10aeff'],
  cancel: ['✕', '#f43530'],
  download: ['↓', '#07c160'],
  search: ['⌕', '#b2b2b2'],
  clear: ['✕', '#b2b2b2'],
}

export const plain: Builtin[] = [
  { name: 'view' },
  { name: 'cover-view' },
  { name: 'text', properties: { selectable: Boolean, userSelect: Boolean, space: String, decode: Boolean } },
  {
    name: 'icon',
    properties: { type: String, size: { type: null, value: 23 }, color: String },
    created: (self) => void own(self, 'i', 'host-icon'),
    changed: { type: drawIcon, size: drawIcon, color: drawIcon },
  },
  {
    name: 'progress',
    properties: {
      percent: Number,
      showInfo: Boolean,
      strokeWidth: { type: null, value: 6 },
      activeColor: { type: String, value: '#09BB07' },
      backgroundColor: { type: String, value: '#EBEBEB' },
      active: Boolean,
    },
    created(self) {
      own(self, 'div', 'host-progress').appendChild(document.createElement('div'))
      own(self, 'span', 'host-progress-info')
      drawProgress(self)
    },
    changed: { percent: drawProgress, showInfo: drawProgress, activeColor: drawProgress },
  },
]

function drawIcon(self: Parameters<NonNullable<Builtin['created']>>[0]): void {
  const node = self.node.querySelector<HTMLElement>('.host-icon')
  if (!node) return
  const [sign, color] = ICONS[self.data.type as string] ?? ['', 'transparent']
  const size = Number.parseFloat(String(self.data.size)) || 23
  const bare = ['search', 'success_no_circle'].includes(self.data.type)
  const fill = (self.data.color as string) || color
  node.textContent = sign
  node.style.cssText = `width:${size}px;height:${size}px;line-height:${size}px;font-size:${size * 0.66}px;`
  node.style.background = bare ? 'none' : fill
  node.style.color = bare ? fill : '#fff'
}

function drawProgress(self: Parameters<NonNullable<Builtin['created']>>[0]): void {
  const bar = self.node.querySelector<HTMLElement>('.host-progress')
  const info = self.node.querySelector<HTMLElement>('.host-progress-info')
  const fill = bar?.firstElementChild as HTMLElement | null
  if (!bar || !info || !fill) return
  const percent = Math.max(0, Math.min(100, Number(self.data.percent) || 0))
  bar.style.height = `${Number.parseFloat(String(self.data.strokeWidth)) || 6}px`
  bar.style.background = self.data.backgroundColor
  fill.style.width = `${percent}%`
  fill.style.background = self.data.activeColor
  info.textContent = self.data.showInfo ? `${percent}%` : ''
}
