// <scroll-view>, <swiper> and <swiper-item>.
import type { Builtin, Self } from './define'
import { own } from './define'

const SWIPE_DISTANCE = 30

interface Slides {
  show(index: number, source: string): void
  timer: number
}

const slides = new WeakMap<HTMLElement, Slides>()

export const scrolling: Builtin[] = [
  {
    name: 'scroll-view',
    properties: {
      scrollX: Boolean,
      scrollY: Boolean,
      upperThreshold: { type: null, value: 50 },
      lowerThreshold: { type: null, value: 50 },
      scrollTop: { type: null, value: 0 },
      scrollLeft: { type: null, value: 0 },
      scrollIntoView: String,
      scrollWithAnimation: Boolean,
      enableBackToTop: Boolean,
      enableFlex: Boolean,
      enhanced: Boolean,
      showScrollbar: Boolean,
      bounces: Boolean,
      refresherEnabled: Boolean,
      refresherTriggered: Boolean,
      type: String,
    },
    created(self) {
      let before = { top: 0, left: 0 }
      self.node.addEventListener('scroll', () => {
        const { scrollTop, scrollLeft, scrollWidth, scrollHeight, clientHeight } = self.node
        const delta = { deltaX: before.left - scrollLeft, deltaY: before.top - scrollTop }
        self.emit('scroll', { scrollTop, scrollLeft, scrollHeight, scrollWidth, ...delta })
        const low = Number.parseFloat(String(self.data.lowerThreshold))
        const up = Number.parseFloat(String(self.data.upperThreshold))
        const left = scrollHeight - clientHeight
        if (delta.deltaY < 0 && left - scrollTop <= low && left - before.top > low) self.emit('scrolltolower', { direction: 'bottom' })
        if (delta.deltaY > 0 && scrollTop <= up && before.top > up) self.emit('scrolltoupper', { direction: 'top' })
        before = { top: scrollTop, left: scrollLeft }
      })
    },
    changed: {
      scrollX: (self, value) => self.node.toggleAttribute('wx-x', Boolean(value)),
      scrollY: (self, value) => self.node.toggleAttribute('wx-y', Boolean(value)),
      enableFlex: (self, value) => self.node.toggleAttribute('wx-flex', Boolean(value)),
      scrollTop: (self, value) => void (self.node.scrollTop = Number.parseFloat(String(value)) || 0),
      scrollLeft: (self, value) => void (self.node.scrollLeft = Number.parseFloat(String(value)) || 0),
      scrollIntoView: (self, value) => {
        const target = value ? self.node.querySelector<HTMLElement>(`#${CSS.escape(String(value))}`) : null
        if (target) self.node.scrollTop += target.getBoundingClientRect().top - self.node.getBoundingClientRect().top
      },
    },
  },
  {
    name: 'swiper',
    properties: {
      indicatorDots: Boolean,
      indicatorColor: { type: String, value: 'rgba(0,0,0,.3)' },
      indicatorActiveColor: { type: String, value: '#000000' },
      autoplay: Boolean,
      current: Number,
      interval: { type: Number, value: 5000 },
      duration: { type: Number, value: 500 },
      circular: Boolean,
      vertical: Boolean,
      previousMargin: String,
      nextMargin: String,
      displayMultipleItems: Number,
      easingFunction: String,
      currentItemId: String,
    },
    created: createSwiper,
    attached(self) {
      refresh(self)
      play(self)
    },
    detached: (self) => window.clearInterval(slides.get(self.node)?.timer),
    changed: { current: (self, value) => slides.get(self.node)?.show(Number(value) || 0, ''), autoplay: play, interval: play, indicatorDots: refresh },
  },
  { name: 'swiper-item', properties: { itemId: String, skipHiddenItemLayout: Boolean } },
]

function items(node: HTMLElement): HTMLElement[] {
  return Array.from(node.children).filter((child): child is HTMLElement => child.tagName === 'WX-SWIPER-ITEM')
}

function createSwiper(self: Self): void {
  const dots = own(self, 'div', 'host-dots')
  let at = 0
  const state: Slides = {
    timer: 0,
    show(index, source) {
      const all = items(self.node)
      if (all.length === 0) return void (at = index)
      const wrapped = self.data.circular ? (index + all.length) % all.length : Math.max(0, Math.min(all.length - 1, index))
      const moved = wrapped !== at
      at = wrapped
      const axis = self.data.vertical ? 'Y' : 'X'
      all.forEach((item, number) => {
        item.style.transition = `transform ${self.data.duration}ms`
        item.style.transform = `translate${axis}(${(number - at) * 100}%)`
      })
      dots.hidden = !self.data.indicatorDots
      dots.replaceChildren(
        ...all.map((_, number) => {
          const dot = document.createElement('i')
          dot.style.background = number === at ? self.data.indicatorActiveColor : self.data.indicatorColor
          return dot
        }),
      )
      if (moved && source !== '') {
        self.set({ current: at })
        self.emit('change', { current: at, source, currentItemId: '' })
        self.emit('animationfinish', { current: at, source })
      }
    },
  }
  slides.set(self.node, state)
  new MutationObserver((changes) => {
    if (changes.some((change) => change.target === self.node)) state.show(at, '')
  }).observe(self.node, { childList: true })
  let start: PointerEvent | null = null
  self.node.addEventListener('pointerdown', (event) => void (start = event))
  self.node.addEventListener('pointerup', (event) => {
    if (!start) return
    const moved = self.data.vertical ? event.clientY - start.clientY : event.clientX - start.clientX
    start = null
    if (Math.abs(moved) > SWIPE_DISTANCE) state.show(at + (moved < 0 ? 1 : -1), 'touch')
  })
}

function refresh(self: Self): void {
  slides.get(self.node)?.show(Number(self.data.current) || 0, '')
}

function play(self: Self): void {
  const state = slides.get(self.node)
  if (!state) return
  window.clearInterval(state.timer)
  if (!self.data.autoplay) return
  state.timer = window.setInterval(() => state.show((Number(self.data.current) || 0) + 1, 'autoplay'), self.data.interval)
}
