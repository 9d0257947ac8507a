// The Rust rules and the SDK's must answer every question alike: 100,000 of them, from two fixed seeds, so that a change
// is judged by what it changed. `DIFFERENTIAL_SEED=new` asks from one that is another in each run, and printed.
//
//   DIFFERENTIAL_CASES=1000000 DIFFERENTIAL_SEED=7 npm run differential -w wecom-share-tests     more, from one seed
//   DIFFERENTIAL_SEED=7 DIFFERENTIAL_CASE=1234 npm run differential -w wecom-share-tests          one of them again
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { rust, sdk, sorted } from './oracles.mjs'
import { question } from './questions.mjs'
import { shrink } from './shrink.mjs'

const chosen = process.env.DIFFERENTIAL_SEED
const seeds = chosen === undefined ? [1, 2] : [chosen === 'new' ? 3 + Math.floor(Math.random() * 1e9) : Number(chosen)]
const only = process.env.DIFFERENTIAL_CASE
const all = only === undefined ? Number(process.env.DIFFERENTIAL_CASES ?? 100_000) : 1
const wanted = Math.ceil(all / seeds.length)
const batch = Math.min(2000, wanted)
const shown = 8

for (const seed of seeds) {
  test(`both implementations answer alike: ${wanted} questions from seed ${seed}`, (t) => compare(t, seed))
}

/** Each is a slip that a person could make; the questions must find it. */
const slips = [
  ['a character less', 'text: 4000', 'text: 3999'],
  ['a byte more', 'linktitle: 64', 'linktitle: 65'],
  ['a version', '3.1.12 3.1.12', '3.1.12 3.1.11'],
  ['a capital scheme', '/^https?$/i', '/^https?$/'],
  ['a blank', '\\\\u200b', '\\\\u200a'],
  ['a doubled suffix', '(\\.html)+$', '\\.html$'],
  ['an order of causes', 'link_invalid material_expired', 'material_expired link_invalid'],
  ['a note', 'note(!version', 'note(version'],
  ['an empty key', 'if (fields[key]) made[key]', 'made[key]'],
  ['an own member', 'hasOwnProperty.call(object, key) ?', 'valueOf.call(true) ?'],
]

for (const [name, from, to] of only === undefined ? slips : []) {
  test(`the questions find a slip on one side: ${name}`, async (t) => {
    const reference = rust()
    const twin = await sdk([[from, to]])
    t.after(() => [reference, twin].forEach((oracle) => oracle.close()))
    for (let next = 0; next < 40_000; next += 2000) {
      const lines = Array.from({ length: 2000 }, (_, index) => question(1, next + index))
      const [ours, theirs] = await Promise.all([reference.ask(lines), twin.ask(lines)])
      if (lines.some((_, index) => judge(ours[index], theirs[index]) === 'differs')) return
    }
    assert.fail('not found in 40,000 questions')
  })
}

async function compare(t, seed) {
  const reference = rust()
  const twin = await sdk()
  t.after(() => [reference, twin].forEach((oracle) => oracle.close()))

  const told = { same: 0, differs: 0, refused: 0, kinds: {}, outside: {} }
  const differences = []
  for (let next = Number(only ?? 0); told.same + told.differs < wanted && told.differs < 200; next += batch) {
    const lines = Array.from({ length: batch }, (_, index) => question(seed, next + index))
    const [ours, theirs] = await Promise.all([reference.ask(lines), twin.ask(lines)])
    lines.forEach((line, index) => {
      const kind = /^\{"(\w+)/.exec(line)[1]
      const judged = judge(ours[index], theirs[index])
      if (judged === 'outside') told.outside[theirs[index]] = (told.outside[theirs[index]] ?? 0) + 1
      else told[judged] += 1
      if (judged === 'same') told.kinds[kind] = (told.kinds[kind] ?? 0) + 1
      if (judged === 'differs') differences.push({ at: next + index, kind, line })
    })
    if (only !== undefined) break
  }
  t.diagnostic(`seed ${seed}: answered alike ${JSON.stringify(told.kinds)}; not the SDK's to answer ${JSON.stringify(told.outside).replaceAll('\\"', "'")}; no questions ${told.refused}; differ ${told.differs}`)
  assert.ok(told.refused <= told.same / 20, `${told.refused} lines were no questions`)
  const reports = []
  for (const found of varied(differences)) reports.push(await describe(found, seed, reference, twin))
  assert.equal(differences.length, 0, `${differences.length} answers differ\n\n${reports.join('\n\n')}`)
}

/** What two answers say together. */
function judge(ours, theirs) {
  if (ours.startsWith('{"not_a_question"')) return 'refused'
  // What only a server knows, or what never comes from a client's call.
  if (theirs.startsWith('{"not_on_a_phone"')) return 'outside'
  return sorted(ours) === sorted(theirs) ? 'same' : 'differs'
}

/** A few differences, of as many kinds as there are. */
function varied(differences) {
  const kinds = Object.values(byKind(differences))
  const mixed = []
  for (let index = 0; mixed.length < shown && kinds.some((kind) => kind[index]); index += 1) mixed.push(...kinds.flatMap((kind) => kind[index] ?? []))
  return mixed.slice(0, shown)
}

function byKind(differences) {
  const groups = {}
  for (const found of differences) (groups[found.kind] ??= []).push(found)
  return groups
}

async function describe({ at, line }, seed, reference, twin) {
  const differs = async (questions) => {
    const lines = questions.map((asked) => JSON.stringify(asked))
    if (!lines.length) return []
    const [ours, theirs] = await Promise.all([reference.ask(lines), twin.ask(lines)])
    return lines.map((_, index) => judge(ours[index], theirs[index]) === 'differs')
  }
  const small = JSON.stringify(await shrink(JSON.parse(line), differs))
  const [[ours], [theirs]] = await Promise.all([reference.ask([small]), twin.ask([small])])
  return [
    `case ${at}: ${small.slice(0, 2000)}`,
    `  Rust ${ours.slice(0, 1000)}`,
    `  SDK  ${theirs.slice(0, 1000)}`,
    `  again: DIFFERENTIAL_SEED=${seed} DIFFERENTIAL_CASE=${at} npm run differential -w wecom-share-tests`,
    `  alone: cargo run -q -p wecom-share-rules --example oracle <<'EOF'\n${small.slice(0, 2000)}\nEOF`,
  ].join('\n')
}
