// How a built-in component is described, and its registration with glass-easel.
import type { ComponentSpace, GeneralComponent } from 'glass-easel'

export interface Self {
  /** The element in the page: `wx-<name>`. */
  node: HTMLElement
  data: Record<string, any>
  /** Changes an own property; two-way bindings follow. */
  set(data: Record<string, unknown>): void
  emit(name: string, detail: unknown, options?: { bubbles?: boolean; composed?: boolean }): void
  /** Path of the page or component whose template this stands in. */
  ownerPath(): string
}

type Type = StringConstructor | NumberConstructor | BooleanConstructor | ArrayConstructor | ObjectConstructor | null

export interface Builtin {
  name: string
  /** Property names in camel case, with their default values' types. */
  properties?: Record<string, Type | { type: Type; value: unknown }>
  created?(self: Self): void
  attached?(self: Self): void
  detached?(self: Self): void
  /** Called with the new value after a property changed, and once after creation. */
  changed?: Record<string, (self: Self, value: any) => void>
}

/** A form field, found through its node. */
export interface Field {
  name(): string
  value(): unknown
  reset?(): void
  /** What a tap on its label does. */
  activate?(): void
}

export type FieldNode = HTMLElement & { __wxField?: Field }

/** Every built-in takes these and does nothing with them, or next to nothing. */
const COMMON = { hidden: Boolean, hoverClass: String, hoverStopPropagation: Boolean, hoverStartTime: Number, hoverStayTime: Number, ariaRole: String, ariaLabel: String }

export function define(space: ComponentSpace, builtin: Builtin): void {
  const selves = new WeakMap<GeneralComponent, Self>()
  const changed: Builtin['changed'] = {
    ...builtin.changed,
    hidden: (self, value) => self.node.toggleAttribute('hidden', Boolean(value)),
  }
  const self = (component: GeneralComponent): Self => {
    let found = selves.get(component)
    if (!found) selves.set(component, (found = selfOf(component)))
    return found
  }
  const properties: Record<string, unknown> = {}
  for (const [name, type] of Object.entries({ ...COMMON, ...builtin.properties })) {
    const plain = type !== null && typeof type === 'object' ? type : { type }
    const react = changed[name]
    properties[name] = react
      ? {
          ...plain,
          observer(this: GeneralComponent, value: unknown) {
            react(self(this), value)
          },
        }
      : plain
  }
  const definition = space.defineComponent({
    is: `wx-builtin/${builtin.name}`,
    properties: properties as Record<string, never>,
    lifetimes: {
      created(this: GeneralComponent) {
        const me = self(this)
        builtin.created?.(me)
        for (const [name, react] of Object.entries(changed)) {
          const value = me.data[name]
          if (value !== undefined && value !== '' && value !== false) react(me, value)
        }
      },
      attached(this: GeneralComponent) {
        builtin.attached?.(self(this))
      },
      detached(this: GeneralComponent) {
        builtin.detached?.(self(this))
      },
    },
  } as never)
  space.setGlobalUsingComponent(builtin.name, definition as never)
}

function selfOf(component: GeneralComponent): Self {
  return {
    node: component.getBackendElement() as unknown as HTMLElement,
    get data() {
      return component.data as Record<string, any>
    },
    set: (data) => component.setData(data as never),
    emit: (name, detail, options) => component.triggerEvent(name, detail as never, options ?? {}),
    ownerPath: () => component.ownerShadowRoot?.getHostNode().is ?? '',
  }
}

/** A child of the built-in's own, which the app's templates never see. */
export function own<K extends keyof HTMLElementTagNameMap>(self: Self, tag: K, className: string): HTMLElementTagNameMap[K] {
  const node = document.createElement(tag)
  node.className = className
  self.node.appendChild(node)
  return node
}
