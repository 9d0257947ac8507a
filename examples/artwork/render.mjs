// Renders pictures.mjs to the example's JPEGs: CHROMIUM=/usr/bin/chromium node examples/artwork/render.mjs
import { fileURLToPath } from 'node:url'
import { chromium } from 'playwright-core'
import { pictures } from './pictures.mjs'

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--no-first-run'],
})
for (const [name, svg] of Object.entries(pictures)) {
  const [, width, height] = /width="(\d+)" height="(\d+)"/.exec(svg).map(Number)
  const page = await browser.newPage({ viewport: { width, height } })
  await page.setContent(`<style>body{margin:0}svg{display:block}</style>${svg}`)
  await page.screenshot({
    path: fileURLToPath(new URL(`../miniprogram/images/${name}.jpg`, import.meta.url)),
    type: 'jpeg',
    quality: 82,
  })
  await page.close()
}
await browser.close()
