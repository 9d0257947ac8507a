// The log's sentences, and what the nine things take as proof, from events as the simulator journals them.
import assert from 'node:assert/strict'
import { dirname, join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const shell = join(dirname(fileURLToPath(import.meta.url)), '../src/shell')

// What the modules touch when they are loaded; nothing is drawn here.
Object.assign(globalThis, {
  localStorage: { getItem: () => null, setItem: () => {} },
  location: new URL('http://127.0.0.1/'),
  history: { replaceState: () => {} },
  document: { documentElement: {} },
})

const source = `
  export { describe } from './log/describe'
  export { finished } from './guide'
  export { sim } from './state'
`
const bundled = await build({ stdin: { contents: source, resolveDir: shell }, bundle: true, write: false, format: 'esm' })
const { describe, finished, sim } = await import(`data:text/javascript,${encodeURIComponent(bundled.outputFiles[0].text)}`)

const API = 'https://share.example.com/api/v1'
sim.value = {
  clock: { now: '2026-11-24T10:00:00+08:00' },
  corp: { name: '山茶花文具' },
  customers: [{ id: 'wm1', name: '王小姐' }],
  groups: [{ id: 'wr1', name: '手账爱好者群' }],
  members: [],
}

function event(kind, detail, source = 'member-phone') {
  return { seq: 1, at: '2026-11-24T10:00:00+08:00', source, kind, title: { zh: '原题', en: 'title' }, detail }
}

test('a request for a plan says what is shared and to whom, by name', () => {
  const line = describe(
    event('net.request', {
      method: 'POST',
      url: `${API}/shares`,
      body: { draft: { target: { kind: 'customers', ids: ['wm1'] }, attachments: [{ msgtype: 'miniprogram', miniprogram: { title: '手账本' } }] } },
    }),
  )
  assert.equal(line.text.zh, '请求分享方案：小程序卡片「手账本」 → 王小姐')
  assert.equal(line.actor, 'sdk')
  assert.ok(line.important)
})

test('a plan says its route, why, what was passed over and what was skipped', () => {
  const line = describe(
    event('net.response', {
      method: 'POST',
      url: `${API}/shares`,
      status: 201,
      body: {
        share: { id: 'sh_1' },
        route: {
          api: 'shareToExternalContact',
          reason: { zh: '正式接口', en: 'documented' },
          passed_over: [{ api: 'shareAppMessageEx', zh: '客户端没有', en: 'absent' }],
        },
        receivers: { skipped: [{ id: 'wm1', zh: '今天用完了', en: 'used up' }] },
        notes: [],
      },
    }),
  )
  assert.equal(line.text.zh, '方案 sh_1：调用 shareToExternalContact')
  assert.deepEqual(
    line.subs.map((sub) => sub.zh),
    ['为什么走这条路：正式接口', '没有用 shareAppMessageEx：客户端没有', '跳过 王小姐：今天用完了'],
  )
})

test('a refusal says that WeCom was not called, from when it works, and what to do', () => {
  const line = describe(
    event('net.response', {
      method: 'POST',
      url: `${API}/shares`,
      status: 409,
      body: {
        error: {
          code: 'quota_used_up',
          cause: { zh: '今天发过了', en: 'sent today' },
          remedy: { zh: '等到明天', en: 'wait' },
          until: '2026-11-25T00:00:00+08:00',
        },
      },
    }),
  )
  assert.equal(line.tone, 'bad')
  assert.match(line.text.zh, /没有调用企业微信：今天发过了/)
  assert.match(line.subs[0].zh, /11月25日 00:00/)
  assert.match(line.subs[1].zh, /等到明天/)
})

test('an opening that the server traced is a line of kind open that names the share', () => {
  const line = describe(event('net.response', { method: 'POST', url: `${API}/openings`, status: 200, body: { share: 'sh_1', recorded: true } }, 'customer-phone'))
  assert.equal(line.kind, 'open')
  assert.match(line.text.zh, /sh_1/)
})

test('handed over is never called delivered', () => {
  const line = describe(event('net.response', { method: 'POST', url: `${API}/shares/sh_1/report`, status: 200, body: { share: { id: 'sh_1', state: 'handed_over' } } }))
  assert.match(line.text.zh, /已交给企业微信（不等于已送达）/)
})

test('a cancel is told apart from a failure', () => {
  const cancel = describe(event('wx.qy.answer', { api: 'shareToExternalContact', answer: { errMsg: 'shareToExternalContact:cancel' }, outcome: 'fail' }))
  const fail = describe(event('wx.qy.answer', { api: 'shareToExternalContact', answer: { errMsg: 'shareToExternalContact:fail no permission' }, outcome: 'fail' }))
  assert.equal(cancel.tone, 'warn')
  assert.equal(fail.tone, 'bad')
})

test('reads, logins and their renewal are detail; a failed read is not', () => {
  const get = (status, body) => describe(event('net.response', { method: 'GET', url: `${API}/customers`, status, body }))
  assert.equal(get(200, { customers: [] }).important, false)
  assert.equal(get(401, { error: { code: 'session_expired', cause: { zh: '会话过期', en: 'expired' } } }).important, false)
  assert.equal(get(502, { error: { code: 'wecom_unreachable', cause: { zh: '连不上', en: 'unreachable' } } }).important, true)
  assert.equal(describe(event('wx.qy.call', { api: 'login', params: {} })).important, false)
})

test('an event of an unknown kind or shape is still a line, in its own words', () => {
  for (const kind of ['weather', 'net.response', 'open', 'message', 'upload', 'wecom-api', 'console', 'screen']) {
    const line = describe(event(kind, {}))
    assert.ok(line.text.zh.length > 0, kind)
  }
})

test('the nine things are ticked off by what the journal proves, and a cancelled share proves nothing', () => {
  const call = (api, msgtype) => event('wx.qy.call', { api, params: { attachments: [{ msgtype }] } })
  const answer = (api, outcome) => event('wx.qy.answer', { api, outcome, answer: {} })
  const response = (path, body) => event('net.response', { url: `${API}/${path}`, body })
  assert.deepEqual(finished([call('shareToExternalContact', 'image'), answer('shareToExternalContact', 'fail')]), [])
  assert.deepEqual(
    finished([
      call('shareToExternalContact', 'image'),
      answer('shareToExternalContact', 'success'),
      call('shareToExternalChat', 'image'),
      answer('shareToExternalChat', 'success'),
      call('shareToExternalContact', 'miniprogram'),
      answer('shareToExternalContact', 'success'),
      call('shareToExternalChat', 'miniprogram'),
      answer('shareToExternalChat', 'success'),
      answer('shareAppMessageEx', 'success'),
      response('openings', { share: 'sh_1' }),
      response('shares', { error: { code: 'quota_used_up' } }),
      response('shares', { error: { code: 'member_without_customer_contact' } }),
      event('open', { ok: false }),
    ]),
    [0, 1, 2, 3, 4, 5, 6, 7, 8],
  )
})
