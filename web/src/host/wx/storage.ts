// wx.*Storage*: one store per app and phone, kept over a reload of the page.
import { answer, CallError, type Callbacks } from './call'
import type { Host } from './host'

type Keyed = Callbacks & { key: string; data?: unknown }

export function storage(host: Host): Record<string, unknown> {
  const { appid, role, member } = host.phone
  const prefix = `wecom-share:${appid}:${role}:${member}:`
  const store = window.localStorage
  const keys = (): string[] =>
    Array.from({ length: store.length }, (_, at) => store.key(at) ?? '')
      .filter((key) => key.startsWith(prefix))
      .map((key) => key.slice(prefix.length))
  const read = (key: string): { found: boolean; data: unknown } => {
    const text = store.getItem(prefix + key)
    return text === null ? { found: false, data: '' } : { found: true, data: unpack(text) }
  }
  const write = (key: string, data: unknown): void => store.setItem(prefix + String(key), pack(data))
  const info = (): object => ({ keys: keys(), currentSize: 1, limitSize: 10240 })
  return {
    setStorageSync: write,
    getStorageSync: (key: string) => read(key).data,
    removeStorageSync: (key: string) => store.removeItem(prefix + key),
    clearStorageSync: () => keys().forEach((key) => store.removeItem(prefix + key)),
    getStorageInfoSync: info,
    setStorage: (options: Keyed) => answer('setStorage', options, () => write(options.key, options.data)),
    getStorage: (options: Keyed) =>
      answer('getStorage', options, () => {
        const { found, data } = read(options.key)
        if (!found) throw new CallError('data not found')
        return { data }
      }),
    removeStorage: (options: Keyed) => answer('removeStorage', options, () => store.removeItem(prefix + options.key)),
    clearStorage: (options?: Callbacks) =>
      answer('clearStorage', options, () => keys().forEach((key) => store.removeItem(prefix + key))),
    getStorageInfo: (options?: Callbacks) => answer('getStorageInfo', options, info),
  }
}

/** `undefined` and text that is not JSON come back as they went in. */
function pack(data: unknown): string {
  return JSON.stringify({ data })
}

function unpack(text: string): unknown {
  return (JSON.parse(text) as { data?: unknown }).data
}
