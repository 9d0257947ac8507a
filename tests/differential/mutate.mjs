// Small changes to texts and to JSON. Nothing given is changed; new values are returned.
import { strangeKeys, strangeValues } from './words.mjs'

/** The text with something put in, taken out, doubled, cut or turned. */
export function mutateText(random, text, pieces) {
  const at = random.below(text.length + 1)
  const end = Math.min(text.length, at + 1 + random.below(6))
  switch (random.below(8)) {
    case 0:
    case 1:
    case 2:
      return text.slice(0, at) + random.pick(pieces) + text.slice(at)
    case 3:
      return text.slice(0, at) + text.slice(end)
    case 4:
      return text.slice(0, end) + text.slice(at)
    case 5:
      return random.chance(0.5) ? text.toUpperCase() : text.toLowerCase()
    case 6:
      return text.slice(0, at) + random.pick(pieces) + text.slice(end)
    default:
      return random.chance(0.5) ? text.slice(0, at) : random.list(8, () => random.pick(pieces)).join('')
  }
}

/** A text whose size in bytes or characters is at, just below or just above a limit. */
export function atLimit(random, limit) {
  const filler = random.pick(['x', '花', '😀', 'é', '%', ' '])
  const size = random.chance(0.5) ? Buffer.byteLength(filler) : 1
  return filler.repeat(Math.max(0, Math.floor(limit / size) + random.below(3) - 1)) + random.pick(['', 'x', '花', '\ud83d'])
}

/** JSON with one place of it changed; `textFor(key)` gives the pieces for texts under that key. */
export function mutateJson(random, value, textFor, key = '') {
  const inner = value !== null && typeof value === 'object' ? Object.keys(value) : []
  if (inner.length && random.chance(0.75)) {
    const chosen = random.pick(inner)
    const changed = mutateJson(random, value[chosen], textFor, Array.isArray(value) ? key : chosen)
    return withKey(value, chosen, changed)
  }
  if (random.chance(0.12)) return structuredClone(random.pick(strangeValues))
  if (typeof value === 'string') {
    return random.chance(0.06) ? atLimit(random, random.pick([40, 64, 120, 128, 512, 2000, 2048, 4000, 4096])) : mutateText(random, value, textFor(key))
  }
  if (Array.isArray(value)) return mutateList(random, value)
  if (value !== null && typeof value === 'object') return mutateObject(random, value, inner)
  return structuredClone(random.pick(strangeValues))
}

function mutateList(random, list) {
  const at = random.below(list.length + 1)
  switch (random.below(4)) {
    case 0:
      return list.toSpliced(at, 1)
    case 1:
      return list.length ? list.concat(Array(random.pick([1, 1, 2, 9, 100])).fill(random.pick(list))) : [random.pick(strangeValues)]
    case 2:
      return list.toSpliced(at, 0, random.pick(strangeValues))
    default:
      return list.toReversed()
  }
}

function mutateObject(random, object, keys) {
  const chosen = random.pick(keys.length ? keys : strangeKeys)
  switch (random.below(4)) {
    case 0:
      return Object.fromEntries(Object.entries(object).filter(([key]) => key !== chosen))
    case 1:
      return withKey(object, random.pick(strangeKeys), structuredClone(random.pick(strangeValues)))
    case 2: {
      // A field under another field's name.
      const other = random.pick(['kind', 'ids', 'text', 'title', 'page', 'cover', 'crop', 'appid', 'url', 'desc', 'mediaid', 'id', 'msgtype', 'image', 'miniprogram', 'link', 'video', 'file', 'ex', 'enterChat', 'target', 'attachments'])
      return withKey(object, other, structuredClone(Object.hasOwn(object, chosen) ? object[chosen] : random.pick(strangeValues)))
    }
    default:
      return withKey(object, chosen, structuredClone(random.pick(strangeValues)))
  }
}

/** A copy with one key set; `__proto__` becomes a key like any other, as JSON.parse makes it. */
export function withKey(value, key, inner) {
  const copy = Array.isArray(value) ? [...value] : Object.defineProperties({}, Object.getOwnPropertyDescriptors(value))
  Object.defineProperty(copy, key, { value: inner, enumerable: true, writable: true, configurable: true })
  return copy
}
