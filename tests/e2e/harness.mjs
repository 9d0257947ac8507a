// Starts the real binary, the real database and a real browser for the tests in this folder.
import { execFileSync, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { chromium } from 'playwright-core'

export const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..')
const binary = join(process.env.CARGO_TARGET_DIR ?? join(root, 'target'), 'debug/wecom-share')

const undoing = new WeakMap()

/** Undone after the test, last in first out: the page is looked at before its server is killed. */
function afterwards(t, undo) {
  if (!undoing.has(t)) {
    const stack = []
    undoing.set(t, stack)
    t.after(async () => {
      const failures = []
      for (const step of stack.reverse()) await Promise.resolve().then(step).catch((error) => failures.push(error))
      if (failures.length > 0) throw failures[0]
    })
  }
  undoing.get(t).push(undo)
}

/** A folder that is gone after the test. */
export function scratch(t) {
  const dir = mkdtempSync(join(tmpdir(), 'wecom-share-'))
  afterwards(t, () => rmSync(dir, { recursive: true, force: true }))
  return dir
}

/** A port that was free a moment ago. */
export async function freePort() {
  const server = createServer()
  await new Promise((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address()
  await new Promise((done) => server.close(done))
  return port
}

/** Runs the binary until it exits: `{ code, stdout, stderr }`. */
export function run(args, options = {}) {
  return new Promise((done) => {
    const child = spawn(binary, args, { cwd: root, ...options })
    let stdout = ''
    let stderr = ''
    child.stdout.on('data', (chunk) => (stdout += chunk))
    child.stderr.on('data', (chunk) => (stderr += chunk))
    child.on('exit', (code) => done({ code, stdout, stderr }))
  })
}

/**
 * Starts the binary and waits until `url` answers.
 * The process is killed at the end of the test; what it wrote to stderr is shown if the test failed.
 */
export async function start(t, args, url, options = {}) {
  const child = spawn(binary, args, { cwd: root, ...options })
  const service = { child, output: '', exited: new Promise((done) => child.on('exit', done)) }
  child.stdout.on('data', (chunk) => (service.output += chunk))
  child.stderr.on('data', (chunk) => (service.output += chunk))
  service.kill = async (signal) => {
    child.kill(signal)
    await service.exited
  }
  afterwards(t, () => service.kill('SIGKILL'))
  await until(async () => {
    if (child.exitCode !== null) throw new Fatal(`wecom-share ${args.join(' ')} ended:\n${service.output}`)
    return (await fetch(url).catch(() => null))?.ok
  }, `an answer from ${url}`)
  return service
}

class Fatal extends Error {}

/** Waits for a condition, never for a time. */
export async function until(condition, what, timeout = 20_000) {
  const end = Date.now() + timeout
  for (;;) {
    let value
    try {
      value = await condition()
    } catch (error) {
      if (error instanceof Fatal || Date.now() > end) throw error
    }
    if (value) return value
    if (Date.now() > end) throw new Error(`waited ${timeout} ms for ${what}`)
    await new Promise((done) => setTimeout(done, 25))
  }
}

/** `wecom-share demo` on a free port, with its data where the test can read it. */
export async function startDemo(t, more = []) {
  const port = await freePort()
  const data = scratch(t)
  const base = `http://127.0.0.1:${port}`
  const service = await start(t, ['demo', '--port', String(port), '--data', data, ...more], `${base}/healthz`)
  return { ...service, base, data, database: join(data, 'wecom-share.db') }
}

/** Rows of a read-only query, while the server is running. */
export function query(database, sql) {
  const out = execFileSync(process.env.SQLITE3 ?? 'sqlite3', ['-readonly', '-json', '-cmd', '.timeout 5000', database, sql])
  return out.length === 0 ? [] : JSON.parse(out)
}

let browser
/** One browser for the file; a fresh profile for each page. */
export async function openPage(t, url, options = {}) {
  browser ??= chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })
  const context = await (await browser).newContext({ viewport: { width: 1440, height: 900 }, locale: 'zh-CN', ...options })
  const page = await context.newPage()
  page.setDefaultTimeout(20_000)
  const errors = []
  page.on('pageerror', (error) => errors.push(String(error)))
  afterwards(t, async () => {
    const name = t.name.replace(/[^\p{L}\p{N}]+/gu, '-').slice(0, 80)
    await page.screenshot({ path: join(root, 'tests/e2e/out', `${name}.png`) }).catch(() => {})
    await context.close()
    if (errors.length > 0) throw new Error(`the page reported errors:\n${errors.join('\n')}`)
  })
  await page.goto(url)
  return page
}

export async function closeBrowser() {
  await (await browser)?.close()
}
