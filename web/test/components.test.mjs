// Promises of the built-in components.
import assert from 'node:assert/strict'
import { after, before, it } from 'node:test'
import { launch } from './browser.mjs'
import { opener, smallApp, text, until } from './phone.mjs'
import { startSimulator } from './simulator.mjs'

let browser
const open = opener(() => browser)

before(async () => void (browser = await launch()))
after(() => browser.close())

async function show(wxml, js = 'Page({ note(e) { this.setData({ out: JSON.stringify(e.detail) }) } })', files = {}) {
  const simulator = await startSimulator(smallApp({ 'pages/a/a.wxml': `${wxml}<view id="out">{{out}}</view>`, 'pages/a/a.js': js, ...files }))
  const opened = await open(simulator, 'member')
  const close = async () => {
    await opened.page.close()
    await simulator.close()
  }
  return { ...opened, simulator, close }
}

it('submits a form with the values of all its fields', async () => {
  const { app, close } = await show(`<form bindsubmit="note">
    <input name="name" value="张三" /><textarea name="text" value="茶" /><switch name="agree" checked />
    <checkbox-group name="tags"><label><checkbox value="a" checked />甲</label><label id="second"><checkbox value="b" />乙</label></checkbox-group>
    <radio-group name="one"><radio value="x" /><radio value="y" checked /></radio-group>
    <slider name="size" value="30" /><button form-type="submit">提交</button></form>`)
  await app.locator('#second').click()
  await app.locator('wx-input input').fill('李四')
  await app.getByText('提交').click()
  await text(app, '#out', '{"value":{"name":"李四","text":"茶","agree":true,"tags":["a","b"],"one":"y","size":30},"formId":""}')
  await close()
})

it('binds a field both ways with model:value', async () => {
  const { app, close } = await show('<input model:value="{{out}}" />', 'Page({ data: { out: "a" } })')
  assert.equal(await app.locator('wx-input input').inputValue(), 'a')
  await app.locator('wx-input input').fill('ab')
  await text(app, '#out', 'ab')
  await close()
})

it('gives pictures of the package their sizes by mode', async () => {
  const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAQAAAACCAYAAAB/qH1jAAAAFUlEQVR4nGP8z8Dwn4GBgYGJAQoAHgUBA5yBgEsAAAAASUVORK5CYII=', 'base64')
  const { app, close } = await show('<image id="i" src="i.png" mode="widthFix" style="width: 200px" bindload="note" />', undefined, { 'pages/a/i.png': png })
  await text(app, '#out', '{"width":4,"height":2}')
  const box = await app.locator('#i').boundingBox()
  assert.deepEqual([box.width, box.height], [200, 100])
  await close()
})

it('moves a swiper by itself and tells where it is', async () => {
  const { app, close } = await show('<swiper current="{{0}}" autoplay interval="50" duration="0" circular bindchange="note"><swiper-item>1</swiper-item><swiper-item>2</swiper-item></swiper>')
  await until(async () => /"current":1,"source":"autoplay"/.test(await app.locator('#out').textContent()))
  await close()
})

it('scrolls a scroll-view to an element and tells when its end is reached', async () => {
  const { app, close } = await show(
    '<scroll-view scroll-y style="height: 100px" scroll-into-view="{{to}}" bindscrolltolower="end"><view style="height: 300px">a</view><view id="last" style="height: 120px">b</view></scroll-view><view id="go" bindtap="go">go</view>',
    'Page({ go() { this.setData({ to: "last" }) }, end() { this.setData({ out: "end" }) } })',
  )
  await app.locator('#go').click()
  await text(app, '#out', 'end')
  await close()
})

it('shows rich text with trusted tags only', async () => {
  const { app, close } = await show('<rich-text id="r" nodes="{{html}}" />', `Page({ data: { html: '<p style="color:red" onclick="x()">好<script>1</script><b>茶</b></p>' } })`)
  assert.equal(await app.locator('#r .host-rich-text').innerHTML(), '<p style="color:red">好<b>茶</b></p>')
  await close()
})

it('picks from a picker and follows a navigator', async () => {
  const { app, close } = await show(
    `<picker range="{{['甲', '乙']}}" bindchange="note"><view id="pick">选</view></picker><navigator id="go" url="/pages/b/b?x=1">去</navigator>`,
    undefined,
    { 'app.json': '{"pages": ["pages/a/a", "pages/b/b"]}', 'pages/b/b.js': 'Page({ onLoad(o) { this.setData(o) } })', 'pages/b/b.wxml': '<view id="b">{{x}}</view>' },
  )
  await app.locator('#pick').click()
  await app.getByRole('button', { name: '乙' }).click()
  await text(app, '#out', '{"value":"1"}')
  await app.locator('#go').click()
  await text(app, '#b', '1')
  await close()
})

it('says by name what is not supported', async () => {
  const { app, simulator, close } = await show('<canvas id="c" bindtap="note">画布</canvas><button id="s" open-type="share">转发</button>')
  await until(() => simulator.calls.some((call) => call.path === '/sim/v1/console' && call.body.includes('<canvas> is not supported')))
  await app.locator('#s').click()
  await app.getByText('模拟器暂不支持：button open-type="share"（转发）').waitFor()
  await close()
})

it('hears long presses and touches made with a mouse', async () => {
  const { page, app, close } = await show('<view id="press" bindlongpress="long" bindtouchstart="start" style="height: 50px">按</view>', `Page({ start(e) { this.x = e.touches[0].clientX }, long(e) { this.setData({ out: e.type + ' ' + (this.x > 0) }) } })`)
  await app.locator('#press').hover()
  await page.mouse.down()
  await text(app, '#out', 'longpress true')
  await page.mouse.up()
  await close()
})

it('keeps a tab’s page alive and shows the bar on tabs only', async () => {
  const files = {
    'app.json': JSON.stringify({ pages: ['pages/a/a', 'pages/b/b', 'pages/c/c'], tabBar: { list: [{ pagePath: 'pages/a/a', text: '首页' }, { pagePath: 'pages/b/b', text: '我的' }] } }),
    'pages/b/b.js': 'Page({ data: { n: 0 }, onLoad() { this.setData({ n: this.data.n + 1 }) }, go() { wx.navigateTo({ url: "/pages/c/c" }) } })',
    'pages/b/b.wxml': '<view id="b" bindtap="go">b {{n}}</view>',
    'pages/c/c.js': 'Page({ data: { n: getCurrentPages().length } })',
    'pages/c/c.wxml': '<view id="c">c</view>',
  }
  const { app, close } = await show('', undefined, files)
  await app.getByText('我的').click()
  await text(app, '#b', 'b 1')
  await app.getByText('首页').click()
  await app.getByText('我的').click()
  await text(app, '#b', 'b 1')
  await app.locator('#b').click()
  await app.locator('#c').waitFor()
  assert.equal(await app.locator('.host-tabs').isVisible(), false)
  await close()
})

it('calls ready once after drawing, inner components first, and measures elements then', async () => {
  const { app, close } = await show(
    '<outer /><view id="box" style="width: 100px; height: 30px"></view>',
    `Page({ onReady() { wx.createSelectorQuery().select('#box').boundingClientRect((r) => { getApp().log.push(r.width + 'x' + r.height); this.setData({ out: getApp().log.join(' ') }) }).exec() } })`,
    {
      'app.js': 'App({ log: [] })',
      'pages/a/a.json': '{"usingComponents": {"outer": "/c/outer"}}',
      'c/outer.json': '{"component": true, "usingComponents": {"inner": "./inner"}}',
      'c/outer.js': `Component({ lifetimes: { ready() { getApp().log.push('outer') } } })`,
      'c/outer.wxml': '<inner />',
      'c/inner.json': '{"component": true}',
      'c/inner.js': `Component({ ready() { getApp().log.push('inner') } })`,
      'c/inner.wxml': '<view>i</view>',
    },
  )
  await text(app, '#out', 'inner outer 100x30')
  await close()
})

it('observes what comes into view', async () => {
  const { app, close } = await show(
    '<view style="height: 2000px">top</view><view id="low" style="height: 50px">low</view>',
    `Page({ onReady() { wx.createIntersectionObserver(this).relativeToViewport({ bottom: 0 }).observe('#low', (r) => this.setData({ out: String(r.intersectionRatio > 0) })) } })`,
  )
  await text(app, '#out', 'false')
  await app.locator('#low').scrollIntoViewIfNeeded()
  await text(app, '#out', 'true')
  await close()
})
