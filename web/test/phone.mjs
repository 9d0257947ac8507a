// Opening an app in its iframe, and waiting for what it shows.
import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

const PATIENCE_MS = 5000

/** Opens the frame page, waits for the host and sends the launch. */
export const opener = (browser) => async (simulator, role, launchMessage = {}) => {
  const page = await browser().newPage({ viewport: { width: 375, height: 667 } })
  page.setDefaultTimeout(PATIENCE_MS)
  const problems = []
  page.on('pageerror', (error) => problems.push(String(error)))
  await start(page, simulator, role, launchMessage)
  return { page, app: page.frameLocator('#app'), problems }
}

export async function start(page, simulator, role, launchMessage = {}) {
  await page.goto(`${simulator.base}/frame?role=${role}`)
  await page.waitForFunction(() => window.messages.some((message) => message.ws === 'ready'))
  await page.evaluate((message) => window.send({ ws: 'launch', path: '', scene: 1001, ...message }), launchMessage)
}

/** Waits until an element shows exactly this text. */
export async function text(app, selector, expected) {
  const place = app.locator(selector)
  const read = async () => ((await place.textContent({ timeout: PATIENCE_MS })) ?? '').trim()
  await until(async () => (await read()) === expected).catch(async () => assert.equal(await read(), expected))
}

export async function until(condition) {
  const end = Date.now() + PATIENCE_MS
  while (!(await condition())) {
    if (Date.now() > end) throw new Error('the condition did not come true')
    await new Promise((resolve) => setImmediate(resolve))
  }
}

/** A mini program of one page in a temporary directory; `files` are added or put in place of its own. */
export function smallApp(files) {
  const folder = mkdtempSync(join(tmpdir(), 'wecom-share-app-'))
  const all = {
    'app.json': '{"pages": ["pages/a/a"]}',
    'app.js': 'App({})',
    'pages/a/a.js': 'Page({})',
    'pages/a/a.wxml': '<view id="out">{{out}}</view>',
    ...files,
  }
  for (const [path, content] of Object.entries(all)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), content)
  }
  return folder
}
