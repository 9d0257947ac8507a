// Seeded chance: the same seed and case number make the same question on every machine.

/** A source of numbers for one case (xorshift over a mixed seed). */
export function source(seed, index) {
  let state = mix(mix(seed >>> 0) ^ (index >>> 0)) || 1
  const next = () => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return (state >>> 0) / 2 ** 32
  }
  const below = (limit) => Math.floor(next() * limit)
  const pick = (list) => list[below(list.length)]
  const chance = (probability) => next() < probability
  /** `weighted([[3, a], [1, b]])`: three times as often a. */
  const weighted = (choices) => {
    let left = next() * choices.reduce((sum, [weight]) => sum + weight, 0)
    for (const [weight, choice] of choices) {
      left -= weight
      if (left < 0) return choice
    }
    return choices.at(-1)[1]
  }
  const list = (most, make) => Array.from({ length: below(most + 1) }, make)
  return { next, below, pick, chance, weighted, list }
}

function mix(value) {
  let mixed = Math.imul(value ^ (value >>> 16), 0x85ebca6b)
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35)
  return (mixed ^ (mixed >>> 16)) >>> 0
}
