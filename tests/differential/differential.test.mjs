// The Rust rules and the SDK's must answer every question alike: 100,000 of them, made by chance from a seed.
//
//   DIFFERENTIAL_CASES=1000000 DIFFERENTIAL_SEED=7 npm run differential -w tests     more, and others
//   DIFFERENTIAL_SEED=7 DIFFERENTIAL_CASE=1234 npm run differential -w tests          one of them again
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { rust, sdk, sorted } from './oracles.mjs'
import { question } from './questions.mjs'
import { shrink } from './shrink.mjs'

const seed = Number(process.env.DIFFERENTIAL_SEED ?? 1)
const only = process.env.DIFFERENTIAL_CASE
const first = Number(only ?? 0)
const cases = only === undefined ? Number(process.env.DIFFERENTIAL_CASES ?? 100_000) : 1
const shown = 8
const batch = 2000

test(`both implementations answer alike: ${cases} questions from seed ${seed}`, async (t) => {
  const reference = rust()
  const twin = await sdk()
  t.after(() => [reference, twin].forEach((oracle) => oracle?.close()))
  if (!twin) t.diagnostic('the SDK has no oracle (miniprogram/test/oracle.mjs): only the Rust side was asked')

  const told = { asked: 0, refused: 0, unanswered: 0, kinds: {} }
  const differences = []
  for (let start = first; start < first + cases; start += batch) {
    const lines = Array.from({ length: Math.min(batch, first + cases - start) }, (_, index) => question(seed, start + index))
    const [ours, theirs] = await Promise.all([reference.ask(lines), twin?.ask(lines)])
    lines.forEach((line, index) => {
      const kind = /^\{"(\w+)/.exec(line)[1]
      const judged = judge(ours[index], theirs?.[index] ?? ours[index])
      told.asked += 1
      told[judged] = (told[judged] ?? 0) + 1
      told.kinds[kind] = (told.kinds[kind] ?? 0) + 1
      if (judged === 'differs') differences.push({ at: start + index, kind, line })
    })
    if (differences.length > 200) break
  }
  t.diagnostic(`seed ${seed}: ${told.asked} asked (${Object.entries(told.kinds).map(([kind, count]) => `${kind} ${count}`).join(', ')}); ${told.refused} were no questions; ${told.unanswered} of a kind the SDK does not have; ${differences.length} differ`)
  assert.ok(told.refused <= told.asked / 20, `${told.refused} of ${told.asked} lines were no questions`)
  const reports = []
  for (const found of varied(differences)) reports.push(await describe(found, reference, twin))
  assert.equal(differences.length, 0, `${differences.length} answers differ\n\n${reports.join('\n\n')}`)
})

/** What two answers say together. */
function judge(ours, theirs) {
  if (ours.startsWith('{"not_a_question"')) return 'refused'
  if (theirs.startsWith('{"not_a_question"')) return 'unanswered'
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

async function describe({ at, line }, reference, twin) {
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
    `  again: DIFFERENTIAL_SEED=${seed} DIFFERENTIAL_CASE=${at} npm run differential -w tests`,
    `  alone: cargo run -q -p wecom-share-rules --example oracle <<'EOF'\n${small.slice(0, 2000)}\nEOF`,
  ].join('\n')
}
