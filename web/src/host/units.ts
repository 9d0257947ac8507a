// Pages and components: registration with glass-easel, in the order they need each other.
import * as glassEasel from 'glass-easel'
import { MiniProgramEnv, type AssociatedBackend, type CodeSpace, type ComponentEnv, type Root } from 'glass-easel-miniprogram-adapter'
import type { Json, Package } from './bundle'
import { afterRender, HostBackend } from './backend'
import { Modules, type FileScope } from './modules'
import { wxsSource } from './wxs'

interface Definition extends Record<string, any> {
  behaviors?: unknown[]
}

/** What the app's files see, besides the functions that register pages and components. */
export type Globals = () => FileScope

export class Units {
  readonly space: CodeSpace
  readonly backend: AssociatedBackend
  readonly modules: Modules
  private env: ComponentEnv | null = null
  private current = ''
  private registered = new Set<string>()
  private loading = new Set<string>()
  private behaviors = new Map<string, unknown>()

  constructor(
    private pack: Package,
    private globals: Globals,
    report: (error: unknown) => void,
    builtins: Set<string>,
  ) {
    const env = new MiniProgramEnv()
    const tags = new Set([...builtins, ...namesIn(pack.bundle.units), ...FRAMEWORK_TAGS])
    const backend = new HostBackend(
      (tag) => tags.has(tag),
      (tag) => console.warn(`<${tag}> is not supported here: it shows as a plain container`),
    )
    this.backend = env.associateBackend(backend)
    this.space = env.createCodeSpace('app', true)
    this.space.getComponentSpace().updateComponentOptions({
      // A component may declare a property called `dataset` (libraries do).
      writeFieldsToNode: false,
      // The app's own ids are the page's ids.
      writeIdToDOM: true,
    })
    this.adjustOptions()
    this.callReady()
    this.modules = new Modules(pack.bundle.modules, (file) => this.scopeOf(file))
    const templates = pack.templates(wxsSource(pack.bundle.wxs, report))
    for (const path of Object.keys(pack.bundle.units)) {
      this.space.addComponentStaticConfig(path, { ...pack.bundle.units[path] })
      this.space.addCompiledTemplate(path, {
        groupList: templates,
        content: templates[path],
        fallbackListenerOnNativeNode: true,
      })
    }
    for (const [path, { css, scope }] of Object.entries(pack.bundle.styles)) {
      this.backend.registerStyleSheetContent(path, css)
      this.space.addStyleSheet(path, path, scope)
    }
  }

  config(path: string): Json {
    return this.pack.bundle.units[path] ?? {}
  }

  /** Makes a page's root; its components' files run first. */
  createRoot(path: string, query: string): Root {
    this.load(path)
    if (!this.registered.has(path)) throw new Error(`Page "${path}" has not been registered yet.`)
    return this.backend.createRoot('page', this.space, `/${path}${query}`)
  }

  /** Runs a unit's file, and those of the components it uses, once. */
  private load(path: string): void {
    if (this.loading.has(path)) return
    this.loading.add(path)
    const config = this.config(path)
    const generics = Object.values(config.componentGenerics ?? {}) as Array<{ default?: string } | true>
    const used = [...Object.values(config.usingComponents ?? {}), ...generics.map((one) => (one === true ? '' : (one.default ?? '')))]
    for (const other of used as string[]) if (other) this.load(other.replace(/^\//, ''))
    const before = this.current
    const envBefore = this.env
    this.current = path
    this.space.componentEnv(path, (env) => {
      this.env = env
      this.modules.load(`${path}.js`)
    })
    this.current = before
    this.env = envBefore
  }

  private scopeOf(_file: string): FileScope {
    // Read at the time of the call: a library may wrap Component() in a file loaded long before.
    return {
      ...this.globals(),
      Page: (definition: Definition) => this.register('Page', definition),
      Component: (definition: Definition) => this.register('Component', definition),
      Behavior: (definition: Definition) => this.behavior(definition),
    }
  }

  private register(kind: 'Page' | 'Component', definition: Definition): unknown {
    if (!this.env) throw new Error(`${kind}() may only be called while a page's or component's file runs`)
    this.registered.add(this.current)
    this.applyStyleIsolation(definition.options as Json | undefined)
    return this.env[kind](this.withBehaviors(definition ?? {}))
  }

  private behavior(definition: Definition): unknown {
    const env = this.env ?? this.anyEnv()
    return env.Behavior(this.withBehaviors(definition ?? {}))
  }

  private anyEnv(): ComponentEnv {
    return this.space.componentEnv('', (env) => env)
  }

  /** `behaviors: ['wx://form-field']` names behaviours of WeChat's own. */
  private withBehaviors(definition: Definition): Definition {
    if (!Array.isArray(definition.behaviors)) return definition
    const behaviors = definition.behaviors
      .map((one) => (typeof one === 'string' ? this.ownBehavior(one) : one))
      .filter((one) => one !== null && one !== undefined)
    return { ...definition, behaviors }
  }

  private ownBehavior(name: string): unknown {
    const properties: Record<string, object> = {
      'wx://form-field': { name: String, value: null },
      'wx://form-field-group': {},
      'wx://form-field-button': {},
      'wx://component-export': {},
    }
    const known = properties[name]
    if (!known) {
      console.warn(`behavior "${name}" is not supported`)
      return null
    }
    if (!this.behaviors.has(name)) this.behaviors.set(name, this.anyEnv().Behavior({ properties: known }))
    return this.behaviors.get(name)
  }

  /** Style isolation may also be said in JS, which the packer does not read. */
  private applyStyleIsolation(options: Json | undefined): void {
    const config = this.space.getComponentStaticConfig(this.current)
    if (!config || !options || config.styleIsolation !== undefined) return
    if (options.styleIsolation !== undefined) config.styleIsolation = options.styleIsolation
    else if (options.addGlobalClass) config.addGlobalClass = true
    const style = this.pack.bundle.styles[this.current]
    const shared = config.styleIsolation === 'shared' || config.styleIsolation === 'page-shared'
    if (shared && style?.scope) {
      this.backend.registerStyleSheetContent(this.current, style.css.split(`${style.scope}--`).join(''))
    }
  }

  /** The `ready` lifetime is the host's to call: once, after the first drawing, inner components first. */
  private callReady(): void {
    let waiting: glassEasel.GeneralComponent[] = []
    const flush = (): void => {
      const ready = waiting.reverse()
      waiting = []
      for (const component of ready) if (glassEasel.Element.isAttached(component)) component.triggerLifetime('ready', [])
    }
    const behavior = this.space.getComponentSpace().defineBehavior({
      lifetimes: {
        attached(this: { _$?: glassEasel.GeneralComponent }) {
          if (waiting.length === 0) afterRender(flush)
          waiting.push(this._$ ?? (this as unknown as glassEasel.GeneralComponent))
        },
      },
    } as never)
    this.space.setOverallBehavior(behavior)
  }

  /** Ids are written as the app wrote them; the adapter would put a random prefix before them. */
  private adjustOptions(): void {
    const prepare = this.space.prepareComponentOptions.bind(this.space)
    this.space.prepareComponentOptions = (is, options) => {
      const [prepared, isolation] = prepare(is, options)
      return [{ ...prepared, idPrefixGenerator: null }, isolation]
    }
  }
}

/** Tags that the framework itself makes. */
const FRAMEWORK_TAGS = ['page', 'wx-x', 'virtual']

/** Every tag that stands for a component somewhere in the app. */
function namesIn(units: Record<string, Json>): string[] {
  return Object.values(units).flatMap((config) => [
    ...Object.keys(config.usingComponents ?? {}),
    ...Object.keys(config.componentGenerics ?? {}),
  ])
}

/** `data-*` become attributes of the page too, so that it can be read and tested like any other. */
export function showDataAttributes(): void {
  const prototype = glassEasel.Element.prototype
  const set = prototype.setDataset
  prototype.setDataset = function (this: glassEasel.Element, name: string, value: unknown) {
    set.call(this, name, value)
    const node = this.getBackendElement() as unknown as HTMLElement | null
    if (!node || typeof node.setAttribute !== 'function') return
    const shown = typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value ?? '')
    node.setAttribute(`data-${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`, shown)
  }
}
