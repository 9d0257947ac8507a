// <button>, <form>, <label> and <navigator>: what a tap on them does besides the app's own handlers.
import type { Builtin, FieldNode } from './define'

export interface TapServices {
  navigate(openType: string, url: string, delta: number, ownerPath: string): void
  /** Says by name that something is not there. */
  notSupported(what: string): void
}

const UNSUPPORTED_TYPES: Record<string, string> = {
  share: 'button open-type="share"（转发）',
  contact: 'button open-type="contact"（客服会话）',
  getPhoneNumber: 'button open-type="getPhoneNumber"（获取手机号）',
  getUserInfo: 'button open-type="getUserInfo"',
  chooseAvatar: 'button open-type="chooseAvatar"（选择头像）',
  openSetting: 'button open-type="openSetting"',
  feedback: 'button open-type="feedback"',
  launchApp: 'button open-type="launchApp"',
}

interface Actor extends HTMLElement {
  __wxTap?: () => void
}

export function buttons(services: TapServices): Builtin[] {
  const flag = (name: string) => (self: { node: HTMLElement }, value: unknown) => {
    self.node.toggleAttribute(name, Boolean(value))
  }
  const attribute = (name: string) => (self: { node: HTMLElement }, value: unknown) => {
    self.node.setAttribute(name, String(value))
  }
  return [
    {
      name: 'button',
      properties: {
        type: { type: String, value: 'default' },
        size: { type: String, value: 'default' },
        plain: Boolean,
        disabled: Boolean,
        loading: Boolean,
        formType: String,
        openType: String,
        lang: String,
        sessionFrom: String,
        appParameter: String,
      },
      created(self) {
        ;(self.node as Actor).__wxTap = () => {
          const name = UNSUPPORTED_TYPES[self.data.openType as string]
          if (name) services.notSupported(name)
          submit(self.node, self.data.formType)
        }
      },
      changed: {
        type: attribute('wx-type'),
        size: attribute('wx-size'),
        plain: flag('wx-plain'),
        disabled: flag('wx-disabled'),
        loading: flag('wx-loading'),
      },
    },
    {
      name: 'form',
      properties: { reportSubmit: Boolean, reportSubmitTimeout: Number },
      created(self) {
        self.node.addEventListener('host-submit', () => {
          const value: Record<string, unknown> = {}
          for (const field of fieldsIn(self.node)) if (field.name()) value[field.name()] = field.value()
          self.emit('submit', { value, formId: '' })
        })
        self.node.addEventListener('host-reset', () => {
          for (const field of fieldsIn(self.node)) field.reset?.()
          self.emit('reset', {})
        })
      },
    },
    {
      name: 'label',
      properties: { for: String },
      created(self) {
        ;(self.node as Actor).__wxTap = () => {
          const id = self.data.for as string
          const target = id ? document.getElementById(id) : self.node.querySelector('[wx-field]')
          ;(target as FieldNode | null)?.__wxField?.activate?.()
        }
      },
    },
    {
      name: 'navigator',
      properties: {
        url: String,
        openType: { type: String, value: 'navigate' },
        delta: { type: Number, value: 1 },
        target: String,
        appId: String,
        path: String,
      },
      created(self) {
        ;(self.node as Actor).__wxTap = () => {
          const { target, openType, url, delta } = self.data
          if (target === 'miniProgram') services.notSupported('navigator target="miniProgram"')
          else services.navigate(openType, url, delta, self.ownerPath())
        }
      },
    },
  ]
}

/** Whether a tap at this node must not reach the app: it is on a disabled button. */
export function isDisabled(node: Element | null): boolean {
  return Boolean(node?.closest('wx-button[wx-disabled]'))
}

/** The built-ins' own part of a tap, from the inside out. */
export function actOnTap(node: Element | null): void {
  for (let current = node; current; current = current.parentElement) (current as Actor).__wxTap?.()
}

function submit(node: HTMLElement, formType: unknown): void {
  if (formType !== 'submit' && formType !== 'reset') return
  node.closest('wx-form')?.dispatchEvent(new CustomEvent(`host-${formType}`))
}

function fieldsIn(form: HTMLElement): NonNullable<FieldNode['__wxField']>[] {
  const fields = []
  for (const node of form.querySelectorAll<FieldNode>('[wx-field]')) {
    // A checkbox inside a group speaks through its group.
    if (node.__wxField && !node.parentElement?.closest('[wx-field]')) fields.push(node.__wxField)
  }
  return fields
}
