// <image>: package files, temp files and pictures from the network.
import type { Builtin, Self } from './define'
import { own } from './define'

export interface ImageServices {
  /** A link the browser can load, for a path as the app wrote it. */
  link(path: string, ownerPath: string): string
}

const POSITIONS = ['top', 'bottom', 'center', 'left', 'right', 'top left', 'top right', 'bottom left', 'bottom right']

export function image(services: ImageServices): Builtin[] {
  const make = (name: string): Builtin => ({
    name,
    properties: {
      src: String,
      mode: { type: String, value: 'scaleToFill' },
      lazyLoad: Boolean,
      showMenuByLongpress: Boolean,
      webp: Boolean,
      fadeIn: Boolean,
    },
    created(self) {
      const img = own(self, 'img', 'host-img')
      img.draggable = false
      img.alt = ''
      img.addEventListener('load', () => {
        if (!img.dataset.empty) self.emit('load', { width: img.naturalWidth, height: img.naturalHeight })
      })
      img.addEventListener('error', () => self.emit('error', { errMsg: `GET ${self.data.src} 404 (Not Found)` }))
      setMode(self, self.data.mode)
    },
    attached: (self) => setSource(self, services),
    changed: {
      mode: setMode,
      src: (self) => setSource(self, services),
    },
  })
  return [make('image'), make('cover-image')]
}

function setSource(self: Self, services: ImageServices): void {
  const img = self.node.querySelector<HTMLImageElement>('.host-img')
  const src = String(self.data.src ?? '')
  if (!img) return
  self.node.toggleAttribute('wx-empty', src === '')
  if (src === '') img.removeAttribute('src')
  else {
    const link = services.link(src, self.ownerPath())
    if (img.getAttribute('src') !== link) img.setAttribute('src', link)
  }
}

function setMode(self: Self, mode: string): void {
  self.node.setAttribute('wx-mode', mode)
  const img = self.node.querySelector<HTMLImageElement>('.host-img')
  if (img) img.style.objectPosition = POSITIONS.includes(mode) ? mode : ''
}
