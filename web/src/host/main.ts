// A mini program in an iframe: reads the bundle, waits for the launch, runs the app.
import { addGlobalErrorListener, addGlobalWarningListener } from 'glass-easel'
import { App } from './app'
import { readPackage, type Package } from './bundle'
import { builtins, registerBuiltins } from './builtin'
import { LocalFiles } from './files'
import { forwardConsole } from './console'
import { deviceGlobals } from './globals'
import { joined, folder } from './modules'
import { Overlay, describe, type PackFault } from './overlay'
import { Pages, parseQuery } from './pages'
import { readPhone, type Role } from './phone'
import { Shell, type Incoming, type LaunchMessage } from './shell'
import { element, Ui } from './ui'
import { Units, showDataAttributes } from './units'
import { createWx } from './wx'
import { AppEvents, type Host, type LaunchOptions } from './wx/host'
import { refreshQy } from './wx/qy'

/** WeChat's scene of an app opened from its own list; a card brings its own. */
const DEFAULT_SCENE = 1001

async function start(): Promise<void> {
  const role: Role = new URLSearchParams(window.location.search).get('role') === 'customer' ? 'customer' : 'member'
  const shell = new Shell(role)
  const layer = document.body.appendChild(element('div', 'host-root'))
  const overlay = new Overlay(layer)
  const log = forwardConsole(role)
  const report = (error: unknown, where?: string): void => {
    const { message, place } = describe(error)
    overlay.error(error, where)
    log('error', [place, where, message].filter(Boolean).join('  '))
    const native = (error as Error | null)?.stack ?? message
    runtime?.app.error(native)
  }
  let runtime: Runtime | null = null
  window.addEventListener('error', (event) => report(event.error ?? event.message))
  window.addEventListener('unhandledrejection', (event) => {
    const reason = event.reason as { errMsg?: string } | null
    // An API's refusal that nobody took is no fault in the app's text: it is only logged.
    if (event.reason instanceof Error) report(event.reason, 'promise')
    else log('warn', `unhandled rejection: ${reason?.errMsg ?? String(event.reason)}`)
    runtime?.host.events.fire('UnhandledRejection', { reason: event.reason })
  })
  addGlobalErrorListener((error, method) => {
    report(error, method)
    return false
  })
  const warned = new Set<string>()
  addGlobalWarningListener((message) => {
    // Attributes we have no use for are no news to the app's author.
    if (!message.includes('is not a valid property') && !warned.has(message)) log('warn', message)
    warned.add(message)
    return false
  })

  let waiting: LaunchMessage | null = null
  shell.onMessage((message) => {
    if (message.ws === 'launch' && !runtime) waiting = message
    else if (runtime) runtime.handle(message)
  })
  shell.ready()

  const loaded = await load(role, overlay, shell)
  if (!loaded) return
  try {
    runtime = new Runtime(role, loaded.pack, loaded.phone, shell, layer, report, log)
    if (waiting) runtime.handle(waiting)
  } catch (error) {
    report(error)
  }
}

async function load(role: Role, overlay: Overlay, shell: Shell) {
  const [response, phone] = await Promise.all([fetch(`/sim/v1/app/bundle.js?for=${role}`), readPhone(role)])
  if (response.ok) return { pack: readPackage(await response.text()), phone }
  const body = (await response.json().catch(() => ({}))) as { error?: PackFault }
  const fault = body.error ?? { zh: `小程序包读取失败（${response.status}）`, en: `The bundle answered ${response.status}` }
  overlay.fault(fault)
  shell.error([fault.file, fault.line, fault.zh].filter((part) => part !== undefined).join(' '))
  return null
}

class Runtime {
  readonly host: Host
  readonly app: App
  private wx: Record<string, unknown>
  private units: Units
  private launched = false

  constructor(
    role: Role,
    pack: Package,
    phone: Awaited<ReturnType<typeof readPhone>>,
    shell: Shell,
    layer: HTMLElement,
    report: Host['report'],
    log: (level: 'log' | 'warn' | 'error', text: string) => void,
  ) {
    void role
    showDataAttributes()
    const nowhere: LaunchOptions = { path: pack.bundle.pages[0] ?? '', query: {}, scene: DEFAULT_SCENE, referrerInfo: {} }
    this.app = new App(() => this.host)
    const files = new LocalFiles(phone, () => this.host.pages.currentRoute())
    const ui = new Ui(layer)
    const globals = deviceGlobals()
    const notSupported = (what: string): void => {
      ui.toast({ title: `模拟器暂不支持：${what}`, icon: 'none', duration: 2500 })
      log('warn', `not supported yet: ${what}`)
    }
    const all = builtins({
      link: (path, ownerPath) => files.link(path, ownerPath),
      pick: (items) => ui.actionSheet(items, '#000000'),
      notSupported,
      navigate: (openType, url, delta, ownerPath) => this.navigate(openType, url, delta, ownerPath),
    })
    this.units = new Units(
      pack,
      () => ({
        ...globals,
        wx: this.wx,
        App: (definition: object) => this.app.define(definition),
        getApp: (options?: object) => this.app.get(options),
        getCurrentPages: () => this.host.pages.callers(),
      }),
      report,
      new Set(all.map((one) => one.name)),
    )
    const pages = new Pages(pack.bundle, this.units, shell, layer, report, (path) => files.link(path, ''))
    this.host = {
      bundle: pack.bundle,
      phone,
      files,
      shell,
      pages,
      ui,
      launchOptions: nowhere,
      enterOptions: nowhere,
      events: new AppEvents(),
      report,
      log: (level, ...parts) => log(level, parts.map(String).join(' ')),
    }
    this.wx = createWx(this.host)
    registerBuiltins(this.units.space.getComponentSpace(), all)
  }

  handle(message: Incoming): void {
    if (message.ws === 'launch') this.launch(message)
    else if (message.ws === 'back') this.back()
    else if (message.ws === 'hide') this.visible(false)
    else if (message.ws === 'resume') this.visible(true)
    else if (message.ws === 'phone' && this.wx.qy) void refreshQy(this.wx.qy as Record<string, unknown>, this.host).catch(this.host.report)
  }

  private launch(message: LaunchMessage): void {
    const { bundle, pages } = this.host
    const path = joined('', message.path ?? '') || (bundle.pages[0] ?? '')
    const query = typeof message.query === 'string' ? parseQuery(message.query) : { ...message.query }
    const options: LaunchOptions = { path, query, scene: message.scene ?? DEFAULT_SCENE, referrerInfo: {} }
    if (message.chatType !== undefined) options.chatType = message.chatType
    this.host.enterOptions = options
    try {
      if (!this.launched) {
        this.launched = true
        this.host.launchOptions = options
        this.units.modules.load('app.js')
        this.app.launch(options)
      } else {
        this.visible(false)
      }
      this.app.show(options)
      if (pages.exists(path)) pages.launch(path, query)
      else this.missing(options)
    } catch (error) {
      this.host.report(error)
    }
  }

  /** A launch onto a page that is not in app.json. */
  private missing(options: LaunchOptions): void {
    const handled = this.app.pageNotFound({ path: options.path, query: options.query, isEntryPage: true })
    if (handled || this.host.pages.current()) return
    this.host.shell.title({ text: '', canGoBack: false, background: '#ffffff', textStyle: 'black', custom: false })
    const node = document.querySelector('.host-root')?.appendChild(element('div', 'host-not-found'))
    if (!node) return
    node.dataset.testid = 'app-page-not-found'
    node.textContent = '页面不存在'
  }

  private back(): void {
    if (this.host.pages.canGoBack()) this.host.pages.navigateBack(1)
    else this.host.shell.close()
  }

  private visible(visible: boolean): void {
    if (!this.launched) return
    if (visible) this.app.show(this.host.enterOptions)
    this.host.pages.appVisible(visible)
    if (!visible) this.app.hide()
  }

  private navigate(openType: string, url: string, delta: number, ownerPath: string): void {
    const { pages } = this.host
    const target = url.startsWith('/') ? url : `/${joined(folder(ownerPath), url)}`
    try {
      if (openType === 'navigateBack' || openType === 'exit') pages.navigateBack(delta)
      else if (openType === 'redirect') pages.redirectTo(target)
      else if (openType === 'switchTab') pages.switchTab(target)
      else if (openType === 'reLaunch') pages.reLaunch(target)
      else pages.navigateTo(target)
    } catch (error) {
      this.host.report(error, `<navigator url="${url}">`)
    }
  }
}

void start().catch((error: unknown) => {
  new Overlay(document.body).error(error)
})
