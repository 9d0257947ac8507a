// <input>, <textarea>, <switch>, <checkbox>, <radio>, their groups, and <slider>.
import type { Builtin, Field, FieldNode, Self } from './define'
import { own } from './define'

type TextNode = HTMLInputElement | HTMLTextAreaElement

export const fields: Builtin[] = [
  textField('input', (self) => own(self, 'input', 'host-input')),
  textField('textarea', (self) => own(self, 'textarea', 'host-textarea')),
  {
    name: 'switch',
    properties: { checked: Boolean, disabled: Boolean, type: { type: String, value: 'switch' }, color: String, name: String },
    created(self) {
      own(self, 'i', 'host-switch')
      const flip = (): void => {
        if (self.data.disabled) return
        self.set({ checked: !self.data.checked })
        self.emit('change', { value: self.data.checked })
      }
      onTap(self, flip)
      asField(self, { name: () => self.data.name, value: () => Boolean(self.data.checked), reset: () => self.set({ checked: false }), activate: flip })
    },
    changed: {
      checked: (self, value) => {
        self.node.toggleAttribute('wx-checked', Boolean(value))
        paint(self)
      },
      type: (self, value) => self.node.setAttribute('wx-type', value),
      color: paint,
      disabled: (self, value) => self.node.toggleAttribute('wx-disabled', Boolean(value)),
    },
  },
  choice('checkbox'),
  choice('radio'),
  group('checkbox'),
  group('radio'),
  {
    name: 'slider',
    properties: {
      min: Number,
      max: { type: Number, value: 100 },
      step: { type: Number, value: 1 },
      value: Number,
      disabled: Boolean,
      showValue: Boolean,
      activeColor: String,
      backgroundColor: String,
      blockSize: Number,
      blockColor: String,
      name: String,
    },
    created(self) {
      const input = own(self, 'input', 'host-slider')
      const shown = own(self, 'span', 'host-slider-value')
      input.type = 'range'
      const show = (): void => void (shown.textContent = self.data.showValue ? input.value : '')
      input.addEventListener('input', () => {
        show()
        self.emit('changing', { value: Number(input.value) })
      })
      input.addEventListener('change', () => {
        self.set({ value: Number(input.value) })
        self.emit('change', { value: Number(input.value) })
      })
      asField(self, { name: () => self.data.name, value: () => Number(self.data.value) })
    },
    attached: setSlider,
    changed: { min: setSlider, max: setSlider, step: setSlider, value: setSlider, disabled: setSlider, showValue: setSlider },
  },
]

function textField(name: string, make: (self: Self) => TextNode): Builtin {
  const native = (self: Self): TextNode => self.node.querySelector('input,textarea') as TextNode
  return {
    name,
    properties: {
      value: { type: null, value: '' },
      type: { type: String, value: 'text' },
      password: Boolean,
      placeholder: String,
      placeholderStyle: String,
      placeholderClass: String,
      disabled: Boolean,
      maxlength: { type: Number, value: 140 },
      focus: Boolean,
      autoFocus: Boolean,
      autoHeight: Boolean,
      confirmType: String,
      confirmHold: Boolean,
      cursorSpacing: Number,
      cursor: Number,
      fixed: Boolean,
      showConfirmBar: Boolean,
      adjustPosition: Boolean,
      alwaysEmbed: Boolean,
      holdKeyboard: Boolean,
      selectionStart: Number,
      selectionEnd: Number,
      disableDefaultPadding: Boolean,
      name: String,
    },
    created(self) {
      const node = make(self)
      node.addEventListener('input', () => {
        self.set({ value: node.value })
        self.emit('input', { value: node.value, cursor: node.selectionStart ?? node.value.length, keyCode: 0 }, { bubbles: true })
        grow(self, node)
      })
      node.addEventListener('focus', () => self.emit('focus', { value: node.value, height: 0 }))
      node.addEventListener('blur', () => self.emit('blur', { value: node.value, cursor: node.selectionStart ?? 0 }))
      node.addEventListener('change', () => self.emit('change', { value: node.value }))
      node.addEventListener('keydown', (event) => {
        if ((event as KeyboardEvent).key === 'Enter' && name === 'input') self.emit('confirm', { value: node.value })
      })
      asField(self, { name: () => self.data.name, value: () => node.value, reset: () => self.set({ value: '' }), activate: () => node.focus() })
    },
    attached(self) {
      const node = native(self)
      setNative(self, node)
      grow(self, node)
      if (self.data.focus || self.data.autoFocus) node.focus()
    },
    changed: {
      value: (self, value) => {
        const node = native(self)
        const text = value === null || value === undefined ? '' : String(value)
        if (node.value !== text) node.value = text
        grow(self, node)
      },
      type: (self) => setNative(self, native(self)),
      password: (self) => setNative(self, native(self)),
      placeholder: (self) => setNative(self, native(self)),
      disabled: (self) => setNative(self, native(self)),
      maxlength: (self) => setNative(self, native(self)),
      focus: (self, value) => {
        if (value) native(self).focus()
        else native(self).blur()
      },
    },
  }
}

function setNative(self: Self, node: TextNode): void {
  const { type, password, placeholder, disabled, maxlength } = self.data
  node.placeholder = placeholder
  node.disabled = Boolean(disabled)
  if (maxlength >= 0) node.maxLength = maxlength
  else node.removeAttribute('maxlength')
  if (node.tagName !== 'INPUT') return
  ;(node as HTMLInputElement).type = password || type === 'safe-password' ? 'password' : 'text'
  node.inputMode = type === 'number' || type === 'idcard' ? 'numeric' : type === 'digit' ? 'decimal' : 'text'
}

function grow(self: Self, node: TextNode): void {
  if (node.tagName !== 'TEXTAREA' || !self.data.autoHeight) return
  self.node.setAttribute('wx-auto-height', '')
  node.style.height = 'auto'
  node.style.height = `${node.scrollHeight}px`
}

function choice(name: 'checkbox' | 'radio'): Builtin {
  return {
    name,
    properties: { value: String, checked: Boolean, disabled: Boolean, color: String },
    created(self) {
      self.node.prepend(Object.assign(document.createElement('i'), { className: `host-${name}` }))
      const pick = (): void => {
        if (self.data.disabled) return
        const parent = self.node.closest(`wx-${name}-group`)
        if (name === 'radio') {
          for (const other of parent?.querySelectorAll<FieldNode>('wx-radio') ?? []) {
            if (other !== self.node) other.__wxField?.reset?.()
          }
        }
        const before = Boolean(self.data.checked)
        self.set({ checked: name === 'radio' ? true : !before })
        if (Boolean(self.data.checked) !== before) parent?.dispatchEvent(new CustomEvent('host-change'))
      }
      onTap(self, pick)
      asField(self, {
        name: () => '',
        value: () => (self.data.checked ? self.data.value : null),
        reset: () => self.set({ checked: false }),
        activate: pick,
      })
    },
    changed: {
      checked: (self, value) => {
        self.node.toggleAttribute('wx-checked', Boolean(value))
        paint(self)
      },
      color: paint,
      disabled: (self, value) => self.node.toggleAttribute('wx-disabled', Boolean(value)),
    },
  }
}

function group(kind: 'checkbox' | 'radio'): Builtin {
  return {
    name: `${kind}-group`,
    properties: { name: String },
    created(self) {
      const value = (): unknown => {
        const picked = Array.from(self.node.querySelectorAll<FieldNode>(`wx-${kind}`), (node) => node.__wxField?.value())
        const values = picked.filter((one) => one !== null && one !== undefined)
        return kind === 'radio' ? (values[0] ?? '') : values
      }
      self.node.addEventListener('host-change', () => self.emit('change', { value: value() }))
      asField(self, {
        name: () => self.data.name,
        value,
        reset: () => self.node.querySelectorAll<FieldNode>(`wx-${kind}`).forEach((node) => node.__wxField?.reset?.()),
      })
    },
  }
}

function setSlider(self: Self): void {
  const input = self.node.querySelector<HTMLInputElement>('.host-slider')
  if (!input) return
  const { min, max, step, value, disabled, showValue } = self.data
  Object.assign(input, { min: String(min ?? 0), max: String(max), step: String(step) })
  input.value = String(value)
  input.disabled = Boolean(disabled)
  const shown = self.node.querySelector('.host-slider-value')
  if (shown) shown.textContent = showValue ? input.value : ''
}

function paint(self: Self): void {
  const mark = self.node.querySelector<HTMLElement>(':scope > i')
  if (mark) mark.style.setProperty('--host-color', (self.data.color as string) || '')
}

function asField(self: Self, field: Field): void {
  self.node.setAttribute('wx-field', '')
  ;(self.node as FieldNode).__wxField = field
}

/** A tap through the page's own tap handling, so that a label may take it over. */
function onTap(self: Self, act: () => void): void {
  ;(self.node as HTMLElement & { __wxTap?: () => void }).__wxTap = () => {
    // Inside a label the label does it.
    if (!self.node.parentElement?.closest('wx-label')) act()
  }
}
