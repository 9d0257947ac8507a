// Simulated time as people read it. WeCom's days are China's days, wherever the browser is.
import { lang } from './lang'

const zone = 'Asia/Shanghai'

/** `10:35` */
export function clockTime(at: number): string {
  return new Intl.DateTimeFormat('zh-CN', { timeZone: zone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(at)
}

/** `10:35:07` */
export function exactTime(at: number): string {
  return new Intl.DateTimeFormat('zh-CN', { timeZone: zone, hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' }).format(at)
}

/** `11月24日 星期二` or `Tue, 24 Nov`. */
export function day(at: number): string {
  return lang.value === 'zh'
    ? new Intl.DateTimeFormat('zh-CN', { timeZone: zone, month: 'long', day: 'numeric', weekday: 'long' }).format(at)
    : new Intl.DateTimeFormat('en-GB', { timeZone: zone, month: 'short', day: 'numeric', weekday: 'short' }).format(at)
}

/** Equal for two moments of the same day. */
export function dayKey(at: number): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone: zone }).format(at)
}

/** For a moment still to come, such as the end of a quota: `11月25日 00:00`. */
export function until(at: string): string {
  const time = Date.parse(at)
  if (Number.isNaN(time)) return at
  const date = new Intl.DateTimeFormat(lang.value === 'zh' ? 'zh-CN' : 'en-GB', {
    timeZone: zone,
    month: lang.value === 'zh' ? 'long' : 'short',
    day: 'numeric',
  }).format(time)
  return `${date} ${clockTime(time)}`
}
