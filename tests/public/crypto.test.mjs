// WeCom's own npm package @wecom/crypto, unmodified, against our callback cryptography, in both directions.
import { decrypt, encrypt, getSignature } from '@wecom/crypto'
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { source } from '../differential/random.mjs'
import { ours } from './questions.mjs'

const SEED = 20241213
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'
const WORDS = ['<xml>', ']]>', '&', 'a', '0', '客', '户', '群', 'é', '😀', '\u{20000}', '\n', '"', '\u0000']
const { ask, end } = ours()
after(end)

const letters = (random, length) => Array.from({ length }, () => random.pick(LETTERS)).join('')

/** A text of exactly so many bytes of UTF-8. */
function text(random, bytes) {
  let made = ''
  let left = bytes
  while (left > 0) {
    const word = random.pick(WORDS)
    const size = Buffer.byteLength(word)
    if (size > left) continue
    made += word
    left -= size
  }
  return made
}

/** Every length of the first hundred, each remainder of 32 again further on, and some anywhere. */
const lengths = (random) => [
  ...Array.from({ length: 101 }, (_, length) => length),
  ...Array.from({ length: 32 }, (_, rest) => 32 * (4 + random.below(60)) + rest),
  ...Array.from({ length: 20 }, () => random.below(20_000)),
]

/** One receiver and one message for each length; a case can be repeated by its number. */
function* cases() {
  for (const [index, bytes] of lengths(source(SEED, 0)).entries()) {
    const random = source(SEED, index + 1)
    yield {
      // An individual developer's apps have an empty id (server-api.md §9.5).
      receive_id: random.pick(['ww6a112864f8022910', 'wx5823bf96d3bd56c7', `dk${letters(random, 8 + random.below(40))}`, '']),
      token: letters(random, 1 + random.below(32)),
      aes_key: letters(random, 43),
      timestamp: 1_700_000_000 + random.below(1_000_000),
      nonce: random.below(2 ** 31),
      message: text(random, bytes),
      format: random.pick(['xml', 'json']),
      random: Buffer.from(Array.from({ length: 16 }, () => random.below(256))),
    }
  }
}

const envelope = (format, to, encrypted) =>
  format === 'xml'
    ? `<xml><ToUserName><![CDATA[${to}]]></ToUserName><AgentID><![CDATA[218]]></AgentID><Encrypt><![CDATA[${encrypted}]]></Encrypt></xml>`
    : JSON.stringify({ ToUserName: to, AgentID: 218, Encrypt: encrypted })

/** One letter of it is another. */
const altered = (signature) => `${signature[0] === '0' ? '1' : '0'}${signature.slice(1)}`

test('what @wecom/crypto encrypts is verified and opened here, by its signature only and by its receiver only', async () => {
  let loose = 0
  for (const { random, message, format, receive_id, token, aes_key, timestamp, nonce } of cases()) {
    const encrypted = encrypt(aes_key, message, receive_id, random)
    const msg_signature = getSignature(token, timestamp, nonce, encrypted)
    const question = { token, aes_key, receive_id, msg_signature, timestamp: `${timestamp}`, nonce: `${nonce}` }
    const body = envelope(format, receive_id, encrypted)
    const open = (change) => ask({ do: 'open', body, ...question, ...change })
    assert.deepEqual(await open({}), { text: message }, `${JSON.stringify(question)} ${encrypted}`)
    assert.deepEqual(await ask({ do: 'check_url', echostr: encrypted, ...question }), { text: message })
    assert.equal((await open({ msg_signature: altered(msg_signature) })).number, -40001)
    assert.equal((await open({ token: `${token}x` })).number, -40001)
    assert.equal((await open({ timestamp: `${timestamp + 1}` })).number, -40001)
    assert.equal((await open({ receive_id: `${receive_id}x` })).number, -40005)
    loose += Buffer.from(aes_key, 'base64').toString('base64').slice(0, 43) === aes_key ? 0 : 1
  }
  assert.ok(loose > 50, `only ${loose} keys had bits behind the key`)
})

test('what is sealed here is verified and opened by @wecom/crypto, byte for byte what it would have made', async () => {
  for (const { random, message, format, receive_id, token, aes_key, timestamp, nonce } of cases()) {
    const { body } = await ask({ do: 'seal', token, aes_key, receive_id, timestamp, nonce, format, random: random.toString('hex'), text: message })
    const sealed = format === 'json' ? JSON.parse(body) : parts(body)
    assert.deepEqual([sealed.TimeStamp, sealed.Nonce], [`${timestamp}`, `${nonce}`])
    assert.equal(getSignature(token, timestamp, nonce, sealed.Encrypt), sealed.MsgSignature)
    assert.notEqual(getSignature(token, timestamp, nonce + 1, sealed.Encrypt), sealed.MsgSignature)
    const opened = decrypt(aes_key, sealed.Encrypt)
    assert.deepEqual([opened.message, opened.id], [message, receive_id])
    assert.equal(sealed.Encrypt, encrypt(aes_key, message, receive_id, random))
  }
})

/** The fields of a reply's XML, as simply as it is made. */
function parts(xml) {
  const field = (name) => {
    const [, value] = new RegExp(`<${name}>(.*?)</${name}>`).exec(xml)
    return value.replace(/^<!\[CDATA\[(.*)\]\]>$/, '$1')
  }
  return Object.fromEntries(['Encrypt', 'MsgSignature', 'TimeStamp', 'Nonce'].map((name) => [name, field(name)]))
}
