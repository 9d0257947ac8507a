// The page stack.
import type { Caller, Root } from 'glass-easel-miniprogram-adapter'
import type { Bundle, Json } from './bundle'
import { afterRender } from './backend'
import { folder, joined } from './modules'
import type { Shell } from './shell'
import { TabBar } from './tab-bar'
import { element } from './ui'
import type { Units } from './units'
import { CallError } from './wx/call'

/** WeChat's limit of pages on the stack. */
const MAX_PAGES = 10
/** How near the end a page counts as reached, unless the page says otherwise. */
const REACH_BOTTOM_PX = 50

export interface Page {
  route: string
  query: Record<string, string>
  caller: Caller
  root: Root
  frame: HTMLElement
  title: string
  background: string
  textStyle: 'black' | 'white'
  ready: boolean
}

export class Pages {
  private stack: Page[] = []
  private tabs: TabBar | null
  /** Pages of the tab bar stay alive. */
  private keptTabs = new Map<string, Page>()

  constructor(
    private bundle: Bundle,
    private units: Units,
    private shell: Shell,
    private layer: HTMLElement,
    private report: (error: unknown, where?: string) => void,
    link: (path: string) => string,
  ) {
    this.tabs = TabBar.of(bundle.app, layer, link, (route) => this.switchTab(`/${route}`))
  }

  current(): Page | undefined {
    return this.stack[this.stack.length - 1]
  }

  currentRoute(): string {
    return this.current()?.route ?? this.bundle.pages[0] ?? ''
  }

  callers(): Caller[] {
    return this.stack.map((page) => page.caller)
  }

  exists(route: string): boolean {
    return this.bundle.pages.includes(route)
  }

  viewHeight(): number {
    return window.innerHeight - (this.current() && this.tabs?.has(this.currentRoute()) ? this.tabs.height() : 0)
  }

  navigateTo(url: string): void {
    const target = this.target('navigateTo', url)
    if (this.tabs?.has(target.route)) throw new CallError('can not navigateTo a tabbar page')
    if (this.stack.length >= MAX_PAGES) throw new CallError(`webview count limit exceed`)
    this.hide(this.current())
    this.push(target)
  }

  redirectTo(url: string): void {
    const target = this.target('redirectTo', url)
    if (this.tabs?.has(target.route)) throw new CallError('can not redirectTo a tabbar page')
    this.drop(this.stack.pop())
    this.push(target)
  }

  reLaunch(url: string): void {
    const target = this.target('reLaunch', url)
    this.clear()
    this.push(target)
  }

  switchTab(url: string): void {
    const target = this.target('switchTab', url)
    if (!this.tabs?.has(target.route)) throw new CallError('can not switch to no-tabBar page')
    const current = this.current()
    if (current?.route === target.route && this.stack.length === 1) return
    while (this.stack.length > 1) this.drop(this.stack.pop())
    const below = this.stack.pop()
    if (below && this.tabs.has(below.route)) this.hide(below)
    else this.drop(below)
    const kept = this.keptTabs.get(target.route)
    if (kept) {
      this.stack.push(kept)
      this.show(kept)
    } else {
      this.push(target)
    }
  }

  navigateBack(delta: number): void {
    if (this.stack.length <= 1) throw new CallError('cannot navigate back at first page.')
    for (let left = Math.max(1, delta); left > 0 && this.stack.length > 1; left -= 1) this.drop(this.stack.pop())
    this.show(this.current())
  }

  /** The first page of a launch. */
  launch(route: string, query: Record<string, string>): void {
    this.clear()
    this.push({ route, query })
  }

  canGoBack(): boolean {
    return this.stack.length > 1
  }

  setTitle(text: string): void {
    const page = this.current()
    if (!page) return
    page.title = text
    this.tell(page)
  }

  setBarColor(front: string | undefined, background: string | undefined): void {
    const page = this.current()
    if (!page) return
    if (front) page.textStyle = front.toLowerCase() === '#000000' ? 'black' : 'white'
    if (background) page.background = background
    this.tell(page)
  }

  scrollTo(options: { scrollTop?: number; selector?: string; duration?: number }): void {
    const frame = this.current()?.frame
    if (!frame) return
    const target = options.selector ? frame.querySelector<HTMLElement>(options.selector) : null
    const top = target ? frame.scrollTop + target.getBoundingClientRect().top - frame.getBoundingClientRect().top : (options.scrollTop ?? 0)
    frame.scrollTo?.({ top, behavior: options.duration === 0 ? 'auto' : 'smooth' })
  }

  pullDown(): void {
    this.hook(this.current(), 'onPullDownRefresh')
  }

  /** The app went behind, or came back. */
  appVisible(visible: boolean): void {
    const page = this.current()
    if (!page) return
    if (visible) this.hook(page, 'onShow')
    else this.hook(page, 'onHide')
    page.caller._$.triggerPageLifetime(visible ? 'show' : 'hide', [])
  }

  private target(api: string, url: string): { route: string; query: Record<string, string> } {
    const { path, query } = splitUrl(url)
    const route = path.startsWith('/') ? joined('', path) : joined(folder(this.currentRoute()), path)
    const fallback = joined('', path)
    for (const one of [route, fallback]) if (this.exists(one)) return { route: one, query }
    void api
    // The wording of the generic run time: card pages with `.html` end here too.
    throw new CallError(`page "${route}" is not found`)
  }

  private push({ route, query }: { route: string; query: Record<string, string> }): void {
    const frame = element('div', 'host-page')
    frame.dataset.route = route
    if (this.tabs?.has(route)) frame.style.bottom = `${this.tabs.height()}px`
    const holder = document.createElement('div')
    frame.append(holder)
    const root = this.units.createRoot(route, queryString(query))
    const config = { ...this.bundle.app.window, ...this.units.config(route) } as Json
    const page: Page = {
      route,
      query,
      caller: root.get(),
      root,
      frame,
      title: String(config.navigationBarTitleText ?? ''),
      background: String(config.navigationBarBackgroundColor ?? '#000000'),
      textStyle: config.navigationBarTextStyle === 'black' ? 'black' : 'white',
      ready: false,
    }
    if (config.backgroundColor && config.disableScroll !== true) frame.style.backgroundColor = '#fff'
    if (config.disableScroll === true) frame.style.overflow = 'hidden'
    Object.assign(page.caller, { route, __route__: route, options: query })
    this.stack.push(page)
    if (this.tabs?.has(route)) this.keptTabs.set(route, page)
    this.layer.append(frame)
    this.watchScroll(page)
    root.attach(frame, holder)
    this.hook(page, 'onLoad', query)
    this.show(page)
  }

  private show(page: Page | undefined): void {
    if (!page) return
    for (const other of this.stack) other.frame.hidden = other !== page
    for (const other of this.keptTabs.values()) if (other !== page) other.frame.hidden = true
    page.frame.hidden = false
    this.tabs?.select(page.route)
    this.tell(page)
    this.hook(page, 'onShow')
    page.caller._$.triggerPageLifetime('show', [])
    if (page.ready) return
    page.ready = true
    // After the first rendering.
    afterRender(() => {
      if (this.stack.includes(page)) this.hook(page, 'onReady')
    })
  }

  private hide(page: Page | undefined): void {
    if (!page) return
    this.hook(page, 'onHide')
    page.caller._$.triggerPageLifetime('hide', [])
    page.frame.hidden = true
  }

  private drop(page: Page | undefined): void {
    if (!page) return
    this.hook(page, 'onUnload')
    page.root.release()
    page.frame.remove()
    this.keptTabs.delete(page.route)
  }

  private clear(): void {
    while (this.stack.length > 0) this.drop(this.stack.pop())
    for (const page of [...this.keptTabs.values()]) this.drop(page)
  }

  private tell(page: Page): void {
    const config = this.units.config(page.route)
    const style = config.navigationStyle ?? this.bundle.app.window?.navigationStyle
    this.shell.title({
      text: page.title,
      canGoBack: this.canGoBack(),
      background: page.background,
      textStyle: page.textStyle,
      custom: style === 'custom',
    })
  }

  private watchScroll(page: Page): void {
    const { frame } = page
    let before = 0
    frame.addEventListener('scroll', () => {
      const { scrollTop, scrollHeight, clientHeight } = frame
      if (typeof page.caller.onPageScroll === 'function') this.hook(page, 'onPageScroll', { scrollTop })
      const limit = Number(this.units.config(page.route).onReachBottomDistance ?? REACH_BOTTOM_PX)
      const end = scrollHeight - clientHeight
      if (end - scrollTop <= limit && end - before > limit) this.hook(page, 'onReachBottom')
      before = scrollTop
    })
  }

  private hook(page: Page | undefined, name: string, ...args: unknown[]): void {
    const method = page?.caller[name] as unknown
    if (!page || typeof method !== 'function') return
    try {
      method.apply(page.caller, args)
    } catch (error) {
      this.report(error, `${page.route} ${name}`)
    }
  }
}

export function splitUrl(url: string): { path: string; query: Record<string, string> } {
  const cut = url.indexOf('?')
  const path = cut < 0 ? url : url.slice(0, cut)
  return { path, query: parseQuery(cut < 0 ? '' : url.slice(cut + 1)) }
}

/** WeChat hands the query over as it was written: values are not decoded. */
export function parseQuery(text: string): Record<string, string> {
  const query: Record<string, string> = {}
  for (const part of text.split('&')) {
    if (part === '') continue
    const cut = part.indexOf('=')
    query[cut < 0 ? part : part.slice(0, cut)] = cut < 0 ? '' : part.slice(cut + 1)
  }
  return query
}

function queryString(query: Record<string, string>): string {
  const parts = Object.entries(query).map(([key, value]) => `${key}=${value}`)
  return parts.length === 0 ? '' : `?${parts.join('&')}`
}
