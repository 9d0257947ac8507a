// Promises of the wx functions, each on a small app of its own.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, before, it } from 'node:test'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { launch } from './browser.mjs'
import { opener, smallApp, start, text } from './phone.mjs'
import { startSimulator } from './simulator.mjs'

const here = dirname(fileURLToPath(import.meta.url))
const dot = readFileSync(join(here, 'app/images/dot.png'))
let browser
const open = opener(() => browser)

before(async () => void (browser = await launch()))
after(() => browser.close())

/** Runs `onLoad` of a page and hands over what it shows in #out. */
async function run(onLoad, { role = 'member', files = {}, ...options } = {}) {
  const js = `Page({ async onLoad() { const show = (value) => this.setData({ out: typeof value === 'string' ? value : JSON.stringify(value) }); ${onLoad} } })`
  const simulator = await startSimulator(smallApp({ 'pages/a/a.js': js, 'images/dot.png': dot, ...files }), options)
  const opened = await open(simulator, role)
  const close = async () => {
    await opened.page.close()
    await simulator.close()
  }
  return { ...opened, simulator, close }
}

it('tells a WeCom phone from a WeChat phone, and knows the app’s id', async () => {
  const code = `const s = wx.getSystemInfoSync(); show([s.environment, s.platform, s.version, wx.getAccountInfoSync().miniProgram.appId, 'environment' in s, typeof wx.getWindowInfo])`
  const member = await run(code, { platform: 'android' })
  await text(member.app, '#out', '["wxwork","android","4.1.20","wxtest",true,"undefined"]')
  await member.close()
  const customer = await run(code, { role: 'customer' })
  await text(customer.app, '#out', '[null,"ios","8.0.50","wxtest",false,"function"]')
  await customer.close()
})

it('keeps storage over a reload, and apart between the two phones', async () => {
  const code = `const before = wx.getStorageSync('n'); wx.setStorageSync('n', { count: (before.count || 0) + 1 }); show([before, wx.getStorageSync('n'), wx.getStorageInfoSync().keys])`
  const { page, app, simulator, close } = await run(code)
  await text(app, '#out', '["",{"count":1},["n"]]')
  await start(page, simulator, 'member')
  await text(app, '#out', '[{"count":1},{"count":2},["n"]]')
  await start(page, simulator, 'customer')
  await text(app, '#out', '["",{"count":1},["n"]]')
  await close()
})

it('answers through callbacks, or through a promise without them', async () => {
  const code = `let order = []
    const returned = wx.getStorage({ key: 'none', fail: (e) => order.push(e.errMsg), complete: () => { order.push('complete'); show(order) } })
    order.push(typeof returned)
    await wx.getStorage({ key: 'none' }).catch((e) => order.push('caught ' + e.errMsg))`
  const { app, close } = await run(code)
  await text(app, '#out', '["undefined","getStorage:fail data not found","complete"]')
  await close()
})

it('sends requests with their data, and reads JSON answers', async () => {
  const code = `wx.request({ url: 'https://share.example.com/a', method: 'POST', header: { 'X-A': '1' }, data: { b: [1] }, success: (r) => show([r.statusCode, r.data.echo]) })`
  const { app, close } = await run(code)
  await text(app, '#out', '[200,{"phone":"member","url":"https://share.example.com/a","method":"POST","header":{"x-a":"1","content-type":"application/json"},"data":"{\\"b\\":[1]}"}]')
  await close()
})

it('puts the data of a GET into the query', async () => {
  const { app, close } = await run(`wx.request({ url: 'https://h/a?x=1', data: { q: '茶' }, success: (r) => show(r.data.echo.url) })`)
  await text(app, '#out', 'https://h/a?x=1&q=%E8%8C%B6')
  await close()
})

it('knows a package picture’s size and gives it a local path with the phone’s scheme', async () => {
  const code = `wx.getImageInfo({ src: '../../images/dot.png', success: (i) => show([i.width, i.height, i.type, i.path.split('/')[0]]), fail: show })`
  for (const [platform, scheme] of [['ios', 'wxfile:'], ['devtools', 'http:']]) {
    const { app, close } = await run(code, { platform })
    await text(app, '#out', `[8,6,"png","${scheme}"]`)
    await close()
  }
})

it('uploads a local path that getImageInfo gave, and says how far it is', async () => {
  const code = `const { path } = await wx.getImageInfo({ src: '/images/dot.png' })
    let last
    const task = wx.uploadFile({ url: 'https://h/up', filePath: path, name: 'file', success: (r) => show([r.data, last]) })
    task.onProgressUpdate((p) => { last = p.progress })`
  const { app, close } = await run(code)
  await text(app, '#out', '["{\\"id\\":\\"img_1\\"}",100]')
  await close()
})

it('refuses to upload a file that is not there', async () => {
  const { app, close } = await run(`wx.uploadFile({ url: 'https://h/up', filePath: '/images/none.png', name: 'file', fail: show })`)
  await text(app, '#out', '{"errMsg":"uploadFile:fail file not found: /images/none.png"}')
  await close()
})

it('reads files of the package and writes only to the user’s folder', async () => {
  const code = `const fs = wx.getFileSystemManager()
    const read = (filePath, encoding) => new Promise((success, fail) => fs.readFile({ filePath, encoding, success, fail }))
    const path = wx.env.USER_DATA_PATH + '/a.txt'
    await new Promise((success) => fs.writeFile({ filePath: path, data: '你好', encoding: 'utf8', success }))
    const { data } = await read(path, 'utf8')
    const png = await read('/images/dot.png')
    const denied = await new Promise((fail) => fs.writeFile({ filePath: '/x', data: '', fail }))
    show([data, png.data.byteLength, denied.errMsg])`
  const { app, close } = await run(code)
  await text(app, '#out', `["你好",${dot.length},"writeFile:fail permission denied, open /x"]`)
  await close()
})

it('draws dialogues and sheets, and answers with what was tapped', async () => {
  const code = `const a = await wx.showModal({ title: '确认', content: '要发吗？' })
    const b = await wx.showActionSheet({ itemList: ['甲', '乙'] })
    const c = await wx.showActionSheet({ itemList: ['甲'] }).catch((e) => e.errMsg)
    wx.showToast({ title: '好了' })
    show([a.confirm, a.cancel, b.tapIndex, c])`
  const { app, close } = await run(code)
  await app.getByRole('dialog').getByText('要发吗？').waitFor()
  await app.getByRole('button', { name: '确定' }).click()
  await app.getByRole('button', { name: '乙' }).click()
  await app.getByRole('button', { name: '取消' }).click()
  await text(app, '#out', '[true,false,1,"showActionSheet:fail cancel"]')
  await app.getByRole('status').getByText('好了').waitFor()
  await close()
})

it('has only the functions that it has', async () => {
  const code = `show([typeof wx.login, typeof wx.cloud, typeof wx.createCanvasContext, wx.canIUse('getImageInfo'), wx.canIUse('createCanvasContext'), typeof URL, typeof TextDecoder, typeof window, typeof fetch])`
  const { app, close } = await run(code)
  await text(app, '#out', '["undefined","undefined","undefined",true,false,"undefined","undefined","undefined","undefined"]')
  await close()
})

it('tells the app when it goes behind and comes back, and what it was opened with', async () => {
  const app = { 'app.js': `App({ log: [], onShow(o) { this.log.push('show ' + o.scene) }, onHide() { this.log.push('hide') } })` }
  const js = `Page({ onShow() { this.setData({ out: JSON.stringify([getApp().log, wx.getLaunchOptionsSync().scene, wx.getEnterOptionsSync().query]) }) } })`
  const simulator = await startSimulator(smallApp({ ...app, 'pages/a/a.js': js }))
  const { page, app: frame } = await open(simulator, 'member', { scene: 1001 })
  await text(frame, '#out', '[["show 1001"],1001,{}]')
  await page.evaluate(() => window.send({ ws: 'launch', path: 'pages/a/a', query: { ws_t: 'x' }, scene: 1044 }))
  await text(frame, '#out', '[["show 1001","hide","show 1044"],1001,{"ws_t":"x"}]')
  await page.close()
  await simulator.close()
})

it('says that a page does not exist when a launch names none', async () => {
  const simulator = await startSimulator(smallApp({}))
  const { page, app } = await open(simulator, 'customer', { path: 'pages/none/none' })
  await text(app, '[data-testid=app-page-not-found]', '页面不存在')
  await page.close()
  await simulator.close()
})

it('names the file and line of a script that is not JavaScript', async () => {
  const simulator = await startSimulator(smallApp({ 'pages/a/a.js': 'Page({\n  data: {},\n  oops oops\n})' }))
  const { page, app } = await open(simulator, 'member')
  const overlay = app.locator('[data-testid=app-error]')
  await overlay.getByText('pages/a/a.js:3: ').waitFor()
  await page.close()
  await simulator.close()
})

it('refuses a missing module in WeChat’s words', async () => {
  const simulator = await startSimulator(smallApp({ 'pages/a/a.js': "require('./nothing')\nPage({})" }))
  const { page, app } = await open(simulator, 'member')
  await app.getByText("module 'pages/a/nothing.js' is not defined, require args is './nothing'").waitFor()
  assert.match(await app.locator('.host-overlay-place').textContent(), /^pages\/a\/a\.js:1/)
  await page.close()
  await simulator.close()
})
