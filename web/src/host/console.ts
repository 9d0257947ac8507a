// The app's console lines also go to the simulator's log.
import type { Role } from './phone'

type Level = 'log' | 'warn' | 'error'
const LONGEST_LINE = 4000

export function forwardConsole(role: Role): (level: Level, text: string) => void {
  const send = (level: Level, text: string): void => {
    const body = JSON.stringify({ phone: role, level, text: text.slice(0, LONGEST_LINE) })
    void fetch('/sim/v1/console', { method: 'POST', headers: { 'content-type': 'application/json' }, body }).catch(() => undefined)
  }
  for (const level of ['log', 'info', 'warn', 'error', 'debug'] as const) {
    const native = console[level].bind(console)
    console[level] = (...parts: unknown[]) => {
      native(...parts)
      send(level === 'warn' || level === 'error' ? level : 'log', parts.map(show).join(' '))
    }
  }
  return send
}

function show(value: unknown): string {
  if (typeof value === 'string') return value
  if (value instanceof Error) return value.stack ?? value.message
  try {
    return JSON.stringify(value) ?? String(value)
  } catch {
    return String(value)
  }
}
