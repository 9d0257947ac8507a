// What may come to the callback address in WeCom's place, over real HTTP to the real server; what is sealed is sealed
// by WeCom's own @wecom/crypto.
import { encrypt, getSignature } from '@wecom/crypto'
import assert from 'node:assert/strict'
import { createCipheriv } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { join } from 'node:path'
import { test } from 'node:test'
import { freePort, query, scratch, start, until } from './harness.mjs'

const CORP = 'ww8a1b2c3d4e5f6071'
const TOKEN = 'QDG6eK'
// Two bits behind the key: most of WeCom's keys are like that.
const KEY = 'jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C'
const MB = 1024 * 1024

const now = () => Math.floor(Date.now() / 1000)
const event = (customer) =>
  `<xml><ToUserName><![CDATA[${CORP}]]></ToUserName><FromUserName><![CDATA[sys]]></FromUserName><CreateTime>${now()}</CreateTime><MsgType><![CDATA[event]]></MsgType><Event><![CDATA[change_external_contact]]></Event><ChangeType><![CDATA[add_external_contact]]></ChangeType><UserID><![CDATA[zhangsan]]></UserID><ExternalUserID><![CDATA[${customer}]]></ExternalUserID></xml>`
const envelope = (encrypted) =>
  `<xml><ToUserName><![CDATA[${CORP}]]></ToUserName><AgentID><![CDATA[1000002]]></AgentID><Encrypt><![CDATA[${encrypted}]]></Encrypt></xml>`

/** A call with an encrypted text that is rightly signed, whatever the text is. */
function signed(encrypted, { timestamp = now(), nonce = '1', body = envelope(encrypted) } = {}) {
  return { search: { msg_signature: getSignature(TOKEN, timestamp, nonce, encrypted), timestamp, nonce }, body }
}
const sealed = (message, options) => signed(encrypt(KEY, message, options?.id ?? CORP), options)

/** Encrypted with the right key, padded however the test likes. */
function padded(bytes, padding) {
  const key = Buffer.from(`${KEY}=`, 'base64')
  const cipher = createCipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false)
  return Buffer.concat([cipher.update(Buffer.concat([bytes, padding])), cipher.final()]).toString('base64')
}
/** Random part, length, text and receiver; with this text 28 bytes short of 96. */
function plain(text = 'x'.repeat(30), length = text.length) {
  const head = Buffer.alloc(20)
  head.writeUInt32BE(length, 16)
  return Buffer.concat([head, Buffer.from(text), Buffer.from(CORP)])
}

const laughs = (root) =>
  `<?xml version="1.0"?><!DOCTYPE xml [<!ENTITY l0 "ha">${Array.from({ length: 9 }, (_, i) => `<!ENTITY l${i + 1} "${`&l${i};`.repeat(10)}">`).join('')}]>${root('&l9;')}`
const outside = (root, url) => `<?xml version="1.0"?><!DOCTYPE xml [<!ENTITY out SYSTEM "${url}">]>${root('&out;')}`

async function server(t) {
  const dir = scratch(t)
  const base = `http://127.0.0.1:${await freePort()}`
  const config = join(dir, 'wecom-share.toml')
  writeFileSync(
    config,
    `listen = "${new URL(base).host}"
data = "${join(dir, 'data')}"
public_base_url = "https://share.example.com"
[wecom]
base_url = "http://127.0.0.1:${await freePort()}"
[[app]]
corpid = "${CORP}"
agentid = 1000002
secret = "demo-secret-not-for-production"
appid = "wx7c1d9a2b3e4f5061"
callback_token = "${TOKEN}"
callback_aes_key = "${KEY}"
`,
  )
  const { child } = await start(t, ['serve', '--config', config], `${base}/healthz`)
  const address = (search) => `${base}/callback/${CORP}/1000002?${new URLSearchParams(search)}`
  const send = async ({ search, body }) => {
    const response = await fetch(address(search), { method: 'POST', body })
    const text = await response.text()
    return { status: response.status, text, error: response.ok ? undefined : JSON.parse(text).error }
  }
  /** Ten megabytes, of which `Content-Length` says nothing; what the server makes of it. */
  const flood = ({ search }) =>
    new Promise((done) => {
      const sent = request(address(search), { method: 'POST' }, (response) => {
        response.resume()
        done(response.statusCode)
      })
      // Who is refused in the middle of sending may see no answer.
      sent.on('error', () => done('cut off'))
      const piece = Buffer.alloc(64 * 1024, '<xml>')
      let left = 10 * MB
      const more = () => {
        while (left > 0 && !sent.destroyed) {
          left -= piece.length
          if (!sent.write(piece)) return void sent.once('drain', more)
        }
        sent.end()
      }
      more()
    })
  /** A call that stops before its end; what the server says to that in the end. */
  const stall = ({ search, body }) =>
    new Promise((done, fail) => {
      const headers = { 'content-length': body.length }
      const sent = request(address(search), { method: 'POST', headers }, async (response) => {
        const text = Buffer.concat(await response.toArray()).toString()
        sent.destroy()
        done({ status: response.statusCode, code: JSON.parse(text).error.code })
      })
      sent.on('error', fail)
      sent.write(body.slice(0, -1))
    })
  const database = join(dir, 'data', 'wecom-share.db')
  return {
    send,
    flood,
    stall,
    received: () => query(database, 'select state from callbacks'),
    /** The most memory it ever had, in MB; Linux only. */
    peak: () => Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))[1]) / 1024,
  }
}

test('what is not WeCom’s call is refused with its code and number, and nothing of it is kept', async (t) => {
  const { send, received } = await server(t)
  const secret = join(scratch(t), 'secret')
  writeFileSync(secret, 'not for strangers')
  const good = encrypt(KEY, event('wmNew'), CORP)
  const bytes = Buffer.from(good, 'base64')
  const inside = (text) => `<xml><ToUserName>${CORP}</ToUserName><CreateTime>${now()}</CreateTime><Event>${text}</Event></xml>`
  const around = (text) => `<xml><Encrypt>${text}</Encrypt></xml>`
  const cases = {
    'no XML': [signed(good, { body: 'hello' }), 400, 'callback_unreadable', -40002],
    'XML that is cut off': [signed(good, { body: envelope(good).slice(0, -20) }), 400, 'callback_unreadable', -40002],
    'XML that overlaps': [signed(good, { body: '<xml><Encrypt></xml></Encrypt>' }), 400, 'callback_unreadable', -40002],
    'a billion laughs around': [signed(good, { body: laughs(around) }), 400, 'callback_unreadable', -40002],
    'a file of ours around': [signed(good, { body: outside(around, `file://${secret}`) }), 400, 'callback_unreadable', -40002],
    'too many elements around': [signed(good, { body: `<xml>${'<a/>'.repeat(20_000)}</xml>` }), 400, 'callback_unreadable', -40002],
    'a deep pit around': [signed(good, { body: '<xml>'.repeat(20_000) }), 400, 'callback_unreadable', -40002],
    'JSON as deep': [signed(good, { body: '{"a":'.repeat(20_000) }), 400, 'callback_unreadable', -40002],
    'no XML inside': [sealed('hello'), 400, 'callback_unreadable', -40002],
    'XML inside that is cut off': [sealed(event('wmNew').slice(0, -8)), 400, 'callback_unreadable', -40002],
    'a billion laughs inside': [sealed(laughs(inside)), 400, 'callback_unreadable', -40002],
    'a file of ours inside': [sealed(outside(inside, `file://${secret}`)), 400, 'callback_unreadable', -40002],
    'an entity of nobody’s inside': [sealed(inside('&lol;')), 400, 'callback_unreadable', -40002],
    'padding of 0': [signed(padded(plain(), Buffer.alloc(28))), 400, 'callback_unreadable', -40007],
    'padding of 33': [signed(padded(plain(), Buffer.alloc(28, 33))), 400, 'callback_unreadable', -40007],
    'padding of two kinds': [signed(padded(plain(), Buffer.alloc(28, 28).fill(27, 0, 1))), 400, 'callback_unreadable', -40007],
    'padding longer than all': [signed(padded(Buffer.alloc(0), Buffer.alloc(32, 32))), 400, 'callback_unreadable', -40007],
    'a length beyond the end': [signed(padded(plain('x'.repeat(30), 0xffffffff), Buffer.alloc(28, 28))), 400, 'callback_unreadable', -40007],
    'a text that is cut in a block': [signed(bytes.subarray(0, -16).toString('base64')), 400, 'callback_unreadable', -40007],
    'a text that lacks a block': [signed(bytes.subarray(0, -32).toString('base64')), 400, 'callback_unreadable', -40007],
    'a text that lacks a letter': [signed(good.slice(0, -1)), 400, 'callback_unreadable', -40010],
    'another’s key': [signed(encrypt(`${KEY.slice(1)}a`, event('wmNew'), CORP)), 400, 'callback_unreadable', -40007],
    'another receiver': [sealed(event('wmNew'), { id: 'wwOTHER' }), 403, 'callback_receiver', -40005],
    'another company’s event': [sealed(event('wmNew').replace(CORP, 'wwOTHER')), 403, 'callback_receiver', -40005],
    'a signature for another text': [{ ...sealed(event('wmNew')), body: envelope(good) }, 403, 'callback_signature', -40001],
    'a call of ten minutes ago': [sealed(event('wmNew'), { timestamp: now() - 600 }), 403, 'callback_stale', undefined],
    'a call of in ten minutes': [sealed(event('wmNew'), { timestamp: now() + 600 }), 403, 'callback_stale', undefined],
  }
  // The padding that the cases spoil is right otherwise.
  const first = plain(event('wmFirst'))
  const missing = 32 - (first.length % 32)
  assert.equal((await send(signed(padded(first, Buffer.alloc(missing, missing))))).status, 200)
  for (const [what, [call, status, code, number]] of Object.entries(cases)) {
    const answer = await send(call)
    assert.deepEqual([answer.status, answer.error?.code, answer.error?.number], [status, code, number], what)
    assert.ok(answer.error.cause.zh && answer.error.remedy.en, what)
    assert.doesNotMatch(answer.text, /not for strangers|haha/, what)
  }
  assert.equal(received().length, 1)
})

test('a call that comes again, from WeCom or from a thief, is one event', async (t) => {
  const { send, received } = await server(t)
  // Of one second: a later one would be another event.
  const message = event('wmNew')
  const call = sealed(message)
  for (let time = 0; time < 5; time += 1) assert.deepEqual(await send(call), { status: 200, text: '', error: undefined })
  const answers = await Promise.all(Array.from({ length: 20 }, () => send(call)))
  assert.ok(answers.every(({ status }) => status === 200))
  // WeCom seals each delivery anew.
  assert.equal((await send(sealed(message, { nonce: '2' }))).status, 200)
  await until(() => received().every(({ state }) => state === 'handled'), 'the event to be handled')
  assert.equal(received().length, 1)
})

test('ten megabytes are refused, told or untold, and cost no memory', async (t) => {
  const { send, flood, received, peak } = await server(t)
  const call = sealed(event('wmNew'))
  await send(call)
  const before = process.platform === 'linux' ? peak() : 0
  const told = await send({ ...call, body: Buffer.alloc(10 * MB, '<xml>') }).catch(() => ({ status: 'cut off' }))
  assert.ok([413, 'cut off'].includes(told.status), `${told.status}`)
  // 160 MB, sixteen at a time.
  for (const answer of await Promise.all(Array.from({ length: 16 }, () => flood(call)))) {
    assert.ok([413, 'cut off'].includes(answer), `${answer}`)
  }
  assert.equal((await send(sealed(event('wmOther')))).status, 200)
  assert.equal(received().length, 2)
  // 256 KiB of each are kept before it is too much, in a buffer that may be twice as large; then there are the sockets'.
  if (process.platform === 'linux') {
    const more = peak() - before
    t.diagnostic(`${more.toFixed(1)} MB more`)
    assert.ok(more < 32, `${more.toFixed(1)} MB more`)
  }
})

test('a call whose last letter never comes is given up, and nothing of it is kept', async (t) => {
  const { send, stall, received } = await server(t)
  const answers = await Promise.all(Array.from({ length: 20 }, (_, i) => stall(sealed(event(`wmStalled${i}`)))))
  for (const answer of answers) assert.deepEqual(answer, { status: 504, code: 'request_timeout' })
  assert.equal((await send(sealed(event('wmNew')))).status, 200)
  assert.equal(received().length, 1)
})
