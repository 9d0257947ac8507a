// The command line as a person meets it: what a wrong input says, and that nothing is left behind.
import assert from 'node:assert/strict'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { createConnection, createServer } from 'node:net'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { closeBrowser, freePort, openPage, run, scratch, start } from './harness.mjs'

after(closeBrowser)

test('--help teaches the three commands', async () => {
  const { code, stdout } = await run(['--help'])
  assert.equal(code, 0)
  for (const word of ['demo', 'serve', 'simulate']) assert.match(stdout, new RegExp(word))
})

test('a port in use is said plainly, with what to do', async (t) => {
  const taken = createServer()
  await new Promise((done) => taken.listen(0, '127.0.0.1', done))
  t.after(() => taken.close())
  const { port } = taken.address()
  const { code, stderr } = await run(['demo', '--port', String(port)])
  assert.notEqual(code, 0)
  assert.match(stderr, new RegExp(`端口 ${port} 已被占用`))
  assert.match(stderr, new RegExp(`port ${port} is in use`))
  assert.match(stderr, /--port/)
})

test('a broken world file is named with file, line and what is wrong', async (t) => {
  const world = join(scratch(t), 'world.toml')
  writeFileSync(world, '# 一家公司\n[[company]]\nnaem = "山茶花文具"\n')
  const { code, stderr } = await run(['simulate', '--port', '0', '--world', world])
  assert.notEqual(code, 0)
  assert.match(stderr, /world\.toml:3:1/)
  assert.match(stderr, /naem/)
})

test('a broken configuration is named with file and line, and no data folder is made', async (t) => {
  const dir = scratch(t)
  const config = join(dir, 'wecom-share.toml')
  writeFileSync(config, `listen = "127.0.0.1:0"\ndata = "${join(dir, 'data')}"\nlisten_to = 1\n`)
  const { code, stderr } = await run(['serve', '--config', config])
  assert.notEqual(code, 0)
  assert.match(stderr, /wecom-share\.toml:3/)
  assert.match(stderr, /listen_to/)
  assert.equal(existsSync(join(dir, 'data')), false)
})

test('a mini program folder that is not there is a slip, said before anything starts', async (t) => {
  const { code, stderr } = await run(['demo', '--port', '0', '--app', join(scratch(t), 'none')])
  assert.notEqual(code, 0)
  assert.match(stderr, /没有这个目录/)
  assert.match(stderr, /no such folder/)
})

test('a half-sent request does not hold its connection for ever', async (t) => {
  const port = await freePort()
  await start(t, ['simulate', '--port', String(port)], `http://127.0.0.1:${port}`)
  const socket = createConnection(port, '127.0.0.1')
  socket.write('GET /heal')
  await new Promise((done) => socket.on('close', done))
})

test('a missing configuration file is named', async (t) => {
  const { code, stderr } = await run(['serve', '--config', join(scratch(t), 'none.toml')])
  assert.notEqual(code, 0)
  assert.match(stderr, /none\.toml/)
})

test('broken WXML is shown in the phone with file, line and column', async (t) => {
  const app = scratch(t)
  mkdirSync(join(app, 'pages/index'), { recursive: true })
  writeFileSync(join(app, 'app.json'), '{"pages":["pages/index/index"]}')
  writeFileSync(join(app, 'app.js'), 'App({})')
  writeFileSync(join(app, 'pages/index/index.js'), 'Page({})')
  writeFileSync(join(app, 'pages/index/index.json'), '{}')
  writeFileSync(join(app, 'pages/index/index.wxml'), '<view>\n  <text>ok</text>\n  <view class="a" class="b">{{ a + }}</view>\n')
  const base = `http://127.0.0.1:${await freePort()}`
  await start(t, ['simulate', '--port', new URL(base).port, '--app', app], base)
  const page = await openPage(t, base)
  const phone = page.getByTestId('member-phone')
  await phone.getByText(/pages\/index\/index\.wxml:3:\d+/).waitFor()
})

test('SIGTERM ends the demo cleanly, event streams and all, and leaves no temporary data', async (t) => {
  const base = `http://127.0.0.1:${await freePort()}`
  const demo = await start(t, ['demo', '--port', new URL(base).port], `${base}/healthz`)
  const data = /(\S*wecom-share-demo-\S*?)（/.exec(demo.output)[1]
  assert.ok(existsSync(data))
  const stream = await fetch(`${base}/sim/v1/events`, { headers: { accept: 'text/event-stream' } })
  demo.child.kill('SIGTERM')
  assert.equal(await demo.exited, 0)
  await stream.body.cancel().catch(() => {})
  assert.equal(existsSync(data), false)
})
