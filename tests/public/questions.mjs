// Our callback cryptography, asked over a pipe: crates/wecom-api/examples/callbacks.rs says what it understands.
import { spawn } from 'node:child_process'
import { dirname, join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..')

/** `{ ask, end }`: one question at a time, each answered with one line. */
export function ours() {
  const program = join(process.env.CARGO_TARGET_DIR ?? join(root, 'target'), 'debug/examples/callbacks')
  const child = spawn(program, { stdio: ['pipe', 'pipe', 'inherit'] })
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  const ended = new Promise((done, fail) => child.on('error', fail).on('exit', done))
  const ask = async (question) => {
    child.stdin.write(`${JSON.stringify(question)}\n`)
    const { value } = await Promise.race([lines.next(), ended.then(() => ({}))])
    if (value === undefined) throw new Error(`no answer to ${JSON.stringify(question)}`)
    return JSON.parse(value)
  }
  const end = async () => {
    child.stdin.end()
    return ended
  }
  return { ask, end }
}
