// <picker mode="selector">: a sheet to pick from. The other modes say that they are not there.
import type { Builtin, FieldNode } from './define'

export interface PickServices {
  pick(items: string[]): Promise<number>
  notSupported(what: string): void
}

export function picker(services: PickServices): Builtin[] {
  return [
    {
      name: 'picker',
      properties: {
        mode: { type: String, value: 'selector' },
        range: { type: Array, value: [] },
        rangeKey: String,
        value: { type: null, value: 0 },
        disabled: Boolean,
        headerText: String,
        name: String,
        start: String,
        end: String,
        fields: String,
      },
      created(self) {
        self.node.setAttribute('wx-field', '')
        ;(self.node as FieldNode).__wxField = { name: () => self.data.name, value: () => self.data.value }
        ;(self.node as HTMLElement & { __wxTap?: () => void }).__wxTap = () => {
          if (self.data.disabled) return
          if (self.data.mode !== 'selector') return services.notSupported(`picker mode="${self.data.mode}"`)
          const items = (self.data.range as unknown[]).map((item) =>
            String(self.data.rangeKey ? (item as Record<string, unknown>)[self.data.rangeKey] : item),
          )
          void services.pick(items).then((value) => {
            if (value < 0) return self.emit('cancel', {})
            self.set({ value })
            self.emit('change', { value: String(value) })
          })
        }
      },
    },
  ]
}
