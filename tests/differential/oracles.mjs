// The two implementations, asked in lines of JSON: the Rust rules as a process, the SDK's in this one.
import { execFileSync, spawn } from 'node:child_process'
import { dirname, join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { answerer } from '../../miniprogram/test/oracle.mjs'
import { rules } from '../../miniprogram/test/rules.mjs'

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..')

let built = false

/** The reference. `ask(lines)` resolves to as many answers, in order. */
export function rust() {
  if (!built) execFileSync('cargo', ['build', '--quiet', '--package', 'wecom-share-rules', '--example', 'oracle'], { cwd: root, stdio: 'inherit' })
  built = true
  const target = resolve(root, process.env.CARGO_TARGET_DIR ?? 'target')
  return lineProcess(join(target, 'debug/examples/oracle'), [])
}

/** The SDK's rules; `changed` makes them wrong on purpose (see `rules.mjs`). */
export async function sdk(changed) {
  const answer = answerer(await rules(changed))
  return { ask: async (lines) => lines.map((line) => ask(answer, line)), close() {} }
}

function ask(answer, line) {
  try {
    return JSON.stringify(answer(JSON.parse(line)))
  } catch (error) {
    return JSON.stringify({ threw: String(error?.stack ?? error).slice(0, 500) })
  }
}

function lineProcess(command, args) {
  const child = spawn(command, args, { stdio: ['pipe', 'pipe', 'inherit'] })
  const waiting = []
  createInterface({ input: child.stdout, crlfDelay: Infinity }).on('line', (line) => waiting.shift()?.done(line))
  const failAll = (why) => waiting.splice(0).forEach(({ fail }) => fail(new Error(`${command}: ${why}`)))
  child.on('error', (error) => failAll(error.message))
  child.on('close', (code) => failAll(`ended with code ${code}`))
  child.stdin.on('error', (error) => failAll(error.message))
  return {
    ask(lines) {
      const answers = lines.map(() => new Promise((done, fail) => waiting.push({ done, fail })))
      child.stdin.write(lines.join('\n') + '\n')
      return Promise.all(answers)
    },
    close: () => child.stdin.end(),
  }
}

/** The answer with its keys in order, so that equal answers are equal texts. */
export const sorted = (answer) => JSON.stringify(order(JSON.parse(answer)))

function order(value) {
  if (Array.isArray(value)) return value.map(order)
  if (value === null || typeof value !== 'object') return value
  return Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, inner]) => [key, order(inner)])
}
