// app.json's tabBar, at the bottom of its pages.
import type { Json } from './bundle'
import { element, text } from './ui'

const HEIGHT = 50

interface Item {
  pagePath: string
  text: string
  iconPath?: string
  selectedIconPath?: string
}

export class TabBar {
  private node: HTMLElement

  private constructor(
    private config: Json,
    private items: Item[],
    layer: HTMLElement,
    private link: (path: string) => string,
    private pick: (route: string) => void,
  ) {
    this.node = element('div', 'host-tabs')
    this.node.style.background = String(config.backgroundColor ?? '#ffffff')
    this.node.hidden = true
    layer.append(this.node)
  }

  static of(app: Json, layer: HTMLElement, link: (path: string) => string, pick: (route: string) => void): TabBar | null {
    const config = app.tabBar as Json | undefined
    const items = (config?.list ?? []) as Item[]
    return config && items.length > 0 && config.custom !== true ? new TabBar(config, items, layer, link, pick) : null
  }

  height(): number {
    return HEIGHT
  }

  has(route: string): boolean {
    return this.items.some((item) => item.pagePath.replace(/^\//, '') === route)
  }

  select(route: string): void {
    this.node.hidden = !this.has(route)
    this.node.replaceChildren(
      ...this.items.map((item) => {
        const path = item.pagePath.replace(/^\//, '')
        const selected = path === route
        const tab = element('div', 'host-tab')
        const icon = selected ? (item.selectedIconPath ?? item.iconPath) : item.iconPath
        if (icon) {
          const image = element('img', 'host-tab-icon')
          image.src = this.link(icon)
          tab.append(image)
        }
        const label = text('div', 'host-tab-text', item.text)
        label.style.color = String((selected ? this.config.selectedColor : this.config.color) ?? '#7a7e83')
        tab.append(label)
        tab.addEventListener('click', () => this.pick(path))
        return tab
      }),
    )
  }
}
