// Promises of the mini-program host, against the real packer and a browser.
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { launch } from './browser.mjs'
import { opener, text, until } from './phone.mjs'
import { startSimulator } from './simulator.mjs'

const here = dirname(fileURLToPath(import.meta.url))
let browser
const open = opener(() => browser)

before(async () => void (browser = await launch()))
after(() => browser.close())

describe('an app on the member’s phone', () => {
  let simulator
  before(async () => void (simulator = await startSimulator(join(here, 'app'))))
  after(() => simulator.close())

  it('shows data, WXS, templates, slots and components on the first page', async () => {
    const { page, app, problems } = await open(simulator, 'member', { query: { name: '张三' } })
    await text(app, '#greeting', '你好，张三')
    assert.deepEqual(await app.locator('.row').allTextContents(), ['手账本 ¥68 2', '信笺 ¥32.50 4'].map((row) => `${row}`))
    await text(app, '#kind', 'Array')
    await text(app, '#line', '— 你好，张三 —')
    await text(app, '#count', '[m]3 shown')
    await text(app, '#environment', 'wxwork')
    await text(app, '#qy', 'object')
    await text(app, '#log', 'launch pages/index/index 1001; show pages/index/index')
    assert.deepEqual(problems, [])
    await page.close()
  })

  it('keeps ids and data attributes, turns rpx into the phone’s width, and keeps styles apart', async () => {
    const { page, app } = await open(simulator, 'member')
    await text(app, '#greeting', '你好，世界')
    const style = (selector, name) => app.locator(selector).first().evaluate((node, name) => getComputedStyle(node)[name], name)
    assert.equal(await app.locator('.row').nth(1).getAttribute('data-product-id'), '2')
    assert.equal(await style('#greeting', 'marginTop'), '37.5px')
    assert.equal(await style('#greeting', 'fontSize'), '18px')
    assert.equal(await style('#greeting', 'color'), 'rgb(4, 5, 6)')
    assert.equal(await style('wx-page', 'backgroundColor'), 'rgb(244, 244, 244)')
    assert.equal(await style('#counter', 'color'), 'rgb(1, 2, 3)')
    assert.equal(await style('#counter wx-view', 'paddingTop'), '10px')
    // A component that takes the app's classes gets both.
    assert.equal(await style('wx-card > wx-view', 'color'), 'rgb(9, 8, 7)')
    assert.equal(await style('wx-card > wx-view', 'fontSize'), '18px')
    await page.close()
  })

  it('hands taps to handlers, stops caught ones, and keeps them from disabled buttons', async () => {
    const { page, app } = await open(simulator, 'member')
    await app.locator('#counter .counter, #counter wx-view').first().click()
    await text(app, '#counted', '4')
    await app.locator('#caught').click()
    await app.locator('#off').click()
    await app.locator('#inside').click()
    await text(app, '#trace', 'caught:0 outer')
    await page.close()
  })

  it('moves along the page stack and back, with titles for the shell', async () => {
    const { page, app } = await open(simulator, 'member')
    await app.locator('.row').nth(1).click()
    await text(app, '#detail', '商品 2 第 2 页')
    await app.locator('#again').click()
    await text(app, '.host-page:not([hidden]) #detail', '商品 9 第 3 页')
    const titles = await page.evaluate(() => window.messages.filter((message) => message.ws === 'title'))
    assert.deepEqual(titles.at(-1), { ws: 'title', text: '详情 9', canGoBack: true, background: '#ffffff', textStyle: 'black', custom: false })
    await page.evaluate(() => window.send({ ws: 'back' }))
    await text(app, '.host-page:not([hidden]) #detail', '商品 2 第 2 页')
    await app.locator('#back').click()
    await app.locator('#greeting').waitFor()
    assert.equal(await app.locator('.host-page').count(), 1)
    await page.close()
  })

  it('runs ES modules with live imports beside CommonJS', async () => {
    const { page, app } = await open(simulator, 'member', { path: 'pages/detail/detail', query: 'id=7&x=' })
    await text(app, '#detail', '商品 7 第 1 页')
    await text(app, '#count', '1 counter 你好，ESM')
    await page.close()
  })

  it('refuses a page that is not in app.json in the run time’s words', async () => {
    const { page, app } = await open(simulator, 'member')
    await app.locator('#lost').click()
    await text(app, '#answer', 'navigateTo:fail page "pages/nowhere/nowhere.html" is not found')
    await page.close()
  })

  it('uploads a file of the package with its form data', async () => {
    const { page, app } = await open(simulator, 'member')
    await app.locator('#upload').click()
    await text(app, '#uploaded', '200 {"id":"img_1"}')
    const call = simulator.calls.find((one) => one.path === '/sim/v1/net/upload')
    assert.match(call.body, /"url":"https:\/\/share\.example\.com\/api\/v1\/images"/)
    assert.match(call.body, /"formData":\{"a":1\}/)
    assert.match(call.body, /filename="dot\.png"[\s\S]*\x89PNG/)
    await page.close()
  })

  it('waits for the person’s answer when wx.qy shows a screen, and sends no functions', async () => {
    const { page, app } = await open(simulator, 'member')
    await app.locator('#share').click()
    await page.waitForFunction(() => window.messages.some((message) => message.ws === 'screen'))
    await page.evaluate(() => window.send({ ws: 'screen-answer', id: 'screen-1', answer: { errMsg: 'shareToExternalContact:cancel' }, outcome: 'fail' }))
    await text(app, '#answer', 'fail shareToExternalContact:cancel')
    const call = simulator.calls.findLast((one) => one.path === '/sim/v1/qy/shareToExternalContact')
    assert.deepEqual(JSON.parse(call.body), { params: { text: { content: 'hi' } }, phone: 'member', page: 'pages/index/index' })
    await page.close()
  })

  it('gives and takes away functions of wx.qy when the phone’s settings change', async () => {
    const { page, app } = await open(simulator, 'member')
    await text(app, '#qy', 'object')
    const kind = async () => {
      await app.locator('#probe').click()
      return app.locator('#probe').textContent()
    }
    assert.equal(await kind(), 'function')
    simulator.names.splice(0, simulator.names.length, 'login')
    await page.evaluate(() => window.send({ ws: 'phone' }))
    await until(async () => (await kind()) === 'undefined')
    simulator.names.push('shareToExternalContact')
    await page.evaluate(() => window.send({ ws: 'phone' }))
    await until(async () => (await kind()) === 'function')
    await page.close()
  })

  it('fires input and change once, with the value in detail', async () => {
    const { page, app } = await open(simulator, 'member')
    await app.locator('#name input').fill('abc')
    await text(app, '#trace', 'input=abc')
    await app.locator('#agree').click()
    await text(app, '#trace', 'change=true')
    await page.close()
  })

  it('shows an error of the app’s own with its file and line, and tells App.onError', async () => {
    const { page, app } = await open(simulator, 'member')
    await app.locator('#throw').click()
    const overlay = app.locator('[data-testid=app-error]')
    await overlay.waitFor()
    assert.match(await overlay.textContent(), /pages\/index\/index\.js:\d+:\d+/)
    assert.match(await overlay.textContent(), /TypeError: Cannot read properties of undefined/)
    assert.ok(simulator.calls.some((one) => one.path === '/sim/v1/console' && one.body.includes('TypeError')))
    await page.close()
  })
})

describe('an app on the customer’s phone', () => {
  it('has no wx.qy and no environment', async () => {
    const simulator = await startSimulator(join(here, 'app'))
    const { page, app } = await open(simulator, 'customer', { path: 'pages/index/index', query: { name: '王小姐' }, scene: 1044 })
    await text(app, '#greeting', '你好，王小姐')
    await text(app, '#environment', 'undefined')
    await text(app, '#qy', 'undefined')
    await text(app, '#log', 'launch pages/index/index 1044; show pages/index/index')
    await page.close()
    await simulator.close()
  })
})

describe('a broken app', () => {
  it('names file, line and column of broken WXML', async () => {
    const simulator = await startSimulator(join(here, 'broken'))
    const { page, app } = await open(simulator, 'member')
    await text(app, '.host-overlay-place', 'pages/index/index.wxml:2:16')
    const error = await page.evaluate(() => window.messages.find((message) => message.ws === 'error'))
    assert.match(error.text, /index\.wxml/)
    await page.close()
    await simulator.close()
  })
})
