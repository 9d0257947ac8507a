// wx: only what is there exists, so that an app's feature detection is honest. The list is in README.md.
import type { Host } from './host'
import { media } from './media'
import { net } from './net'
import { fillQy } from './qy'
import { screen } from './screen'
import { storage } from './storage'
import { system } from './system'

export function createWx(host: Host): Record<string, unknown> {
  const wx: Record<string, unknown> = {
    ...system(host),
    ...storage(host),
    ...net(host),
    ...media(host),
    ...screen(host),
  }
  wx.canIUse = (schema: unknown) => canIUse(wx, String(schema))
  if (host.phone.qy) {
    const qy: Record<string, unknown> = {}
    fillQy(qy, host, host.phone.qy)
    wx.qy = qy
  }
  return wx
}

/** `wx.canIUse('getImageInfo.return.type')`: the API's or component's name decides. */
function canIUse(wx: Record<string, unknown>, schema: string): boolean {
  const name = schema.split('.')[0] ?? ''
  return name in wx || COMPONENTS.has(name)
}

const COMPONENTS = new Set(['view', 'text', 'image', 'button', 'input', 'textarea', 'switch', 'checkbox', 'radio', 'scroll-view', 'swiper', 'navigator', 'icon', 'label', 'form', 'rich-text', 'progress', 'slider'])
