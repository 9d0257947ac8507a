// Takes the picture of the README: `eval "$(scripts/test-tools)" && node tests/screenshot.mjs [file] [query]`.
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { chromium } from 'playwright-core'
import { freePort, root, until } from './e2e/harness.mjs'
import { Phones, WANG } from './e2e/phones.mjs'

const file = process.argv[2] ?? join(root, 'docs/images/two-phones.png')
const base = `http://127.0.0.1:${await freePort()}`
const demo = spawn(join(root, 'target/debug/wecom-share'), ['demo', '--port', new URL(base).port])
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--no-first-run'],
})
try {
  await until(async () => (await fetch(`${base}/healthz`).catch(() => null))?.ok, 'the demo')
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, deviceScaleFactor: 1.5 })
  await page.goto(`${base}/${process.argv[3] ?? ''}`)
  const phones = new Phones(page)
  await phones.openProduct()
  await phones.tap('share-customers')
  await phones.choose(WANG)
  await phones.send()
  await phones.result('handed_over')
  await phones.chat(WANG)
  await phones.messages('miniprogram').last().click()
  await phones.customer.locator('#product-name').waitFor()
  await until(async () => (await phones.log('net.response')).some((line) => /打开|opened/.test(line)), 'the opening', 3000).catch(() => {})
  await page.waitForLoadState('networkidle').catch(() => {})
  await page.evaluate(() => Promise.all(document.getAnimations().map((animation) => animation.finished.catch(() => {}))))
  await page.screenshot({ path: file })
} finally {
  await browser.close()
  demo.kill('SIGTERM')
}
