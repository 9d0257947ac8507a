// Makes a question smaller as long as the two implementations still disagree about it.
import { withKey } from './mutate.mjs'

/** `differs(questions)` says of each whether the answers differ. */
export async function shrink(question, differs, rounds = 200) {
  let smallest = question
  for (let round = 0; round < rounds; round += 1) {
    const candidates = smaller(smallest)
    const still = await differs(candidates)
    const next = candidates.find((_, index) => still[index])
    if (next === undefined) return smallest
    smallest = next
  }
  return smallest
}

/** Every question one step smaller, the boldest steps first. The kind and the facts a question must have stay. */
function smaller(question) {
  const [[kind, asked]] = Object.entries(question)
  return steps(asked)
    .map((step) => ({ [kind]: step }))
    .toSorted((a, b) => JSON.stringify(a).length - JSON.stringify(b).length)
}

function steps(value) {
  if (typeof value === 'string') return shorter(value)
  if (value === null || typeof value !== 'object') return []
  const keys = Object.keys(value)
  const without = keys.map((key) => (Array.isArray(value) ? value.toSpliced(Number(key), 1) : Object.fromEntries(Object.entries(value).filter(([other]) => other !== key))))
  const half = Array.isArray(value) && value.length > 8 ? [value.slice(0, value.length >> 1), value.slice(value.length >> 1)] : []
  const inner = keys.slice(0, 60).flatMap((key) => steps(value[key]).map((step) => withKey(value, key, step)))
  return [...half, ...without.slice(0, 200), ...inner]
}

function shorter(text) {
  const pieces = []
  for (let size = text.length; size >= 1; size = size > 1 ? size >> 1 : 0) {
    const step = Math.max(size, Math.ceil(text.length / 40))
    for (let at = 0; at < text.length; at += step) pieces.push(text.slice(0, at) + text.slice(at + size))
  }
  return [...new Set(pieces)].filter((piece) => piece !== text && piece.isWellFormed())
}
