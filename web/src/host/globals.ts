// What exists on a phone and what does not (client-api.md §5.8): no DOM, no fetch, no TextDecoder, no URL.
import type { FileScope } from './modules'

const ABSENT = [
  'window',
  'document',
  'self',
  'parent',
  'top',
  'frames',
  'location',
  'history',
  'navigator',
  'localStorage',
  'sessionStorage',
  'indexedDB',
  'XMLHttpRequest',
  'fetch',
  'WebSocket',
  'EventSource',
  'Worker',
  'Image',
  'alert',
  'confirm',
  'prompt',
  'TextEncoder',
  'TextDecoder',
  'URL',
  'URLSearchParams',
  'crypto',
  'WebAssembly',
  'postMessage',
  'requestAnimationFrame',
  'FormData',
  'Blob',
  'File',
]

const STANDARD = [
  'Object', 'Function', 'Array', 'Number', 'Boolean', 'String', 'Symbol', 'Date', 'Promise', 'RegExp', 'Error', 'TypeError',
  'RangeError', 'SyntaxError', 'Math', 'JSON', 'Map', 'Set', 'WeakMap', 'WeakSet', 'Proxy', 'Reflect', 'ArrayBuffer', 'DataView',
  'Uint8Array', 'Int8Array', 'Uint16Array', 'Int16Array', 'Uint32Array', 'Int32Array', 'Float32Array', 'Float64Array',
  'Uint8ClampedArray', 'parseInt', 'parseFloat', 'isNaN', 'isFinite', 'encodeURIComponent', 'decodeURIComponent', 'encodeURI',
  'decodeURI', 'setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'console', 'NaN', 'Infinity',
]

/** The names a file of the app sees in place of the browser's. */
export function deviceGlobals(): FileScope {
  const standard = window as unknown as Record<string, unknown>
  const global: Record<string, unknown> = {}
  for (const name of STANDARD) global[name] = standard[name]
  const scope: FileScope = { global, globalThis: global }
  for (const name of ABSENT) scope[name] = undefined
  return scope
}
