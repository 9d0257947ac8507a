// Callbacks verified and decrypted, the receiver's id checked, one thread, beside three peers in one run: `make bench`.
// All open the same messages, round after round in turn; medians, as the machine may have other work. wxkefu-rs is built
// with OpenSSL: Debian and Ubuntu have its headers in libssl-dev and pkg-config.
import { encrypt, getSignature } from '@wecom/crypto'
import { execFileSync, spawn } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

const ROUNDS = 301
/** Each round takes about this many nanoseconds. */
const ROUND = 3e6

const here = dirname(fileURLToPath(import.meta.url))
const root = resolve(here, '../..')
const own = join(process.env.CARGO_TARGET_DIR ?? join(root, 'target'), 'bench-callbacks')
const script = (name) => join(here, 'callbacks', name)

// wxkefu-rs takes only keys whose last letter has no bits behind the key.
const keys = { token: 'kjr2TKI8umCBfVF3wAHk8JiPwma5VBme', aes_key: '4Ma3YBrSBbX2aez8MJpXGBne5LSDwgGqHbhM9WPYIws', receive_id: 'ww6a112864f8022910' }
const event = (fields) =>
  `<xml><ToUserName><![CDATA[${keys.receive_id}]]></ToUserName><FromUserName><![CDATA[sys]]></FromUserName><CreateTime>1700000000</CreateTime><MsgType><![CDATA[event]]></MsgType>${fields}</xml>`
const texts = {
  'a customer added': event(
    '<Event><![CDATA[change_external_contact]]></Event><ChangeType><![CDATA[add_external_contact]]></ChangeType><UserID><![CDATA[zhangsan]]></UserID><ExternalUserID><![CDATA[wmSIMULATED0000000000000000000001]]></ExternalUserID><State><![CDATA[门店]]></State><WelcomeCode><![CDATA[WC-0001]]></WelcomeCode>',
  ),
  'two joined a group': event(
    '<Event><![CDATA[change_external_chat]]></Event><ChatId><![CDATA[wrSIMULATED00000000000000000001]]></ChatId><ChangeType><![CDATA[update]]></ChangeType><UpdateDetail><![CDATA[add_member]]></UpdateDetail><JoinScene>3</JoinScene><MemChangeCnt>2</MemChangeCnt><MemChangeList><Item>zhangsan</Item><Item>wmSIMULATED0000000000000000000001</Item></MemChangeList><LastMemVer>9c3f97c2ada667dfb5f6d03308d963e1</LastMemVer><CurMemVer>71217227bbd112ecfe3a49c482195cb4</CurMemVer>',
  ),
  'a tag changed': event(
    '<Event><![CDATA[change_external_tag]]></Event><Id><![CDATA[etSIMULATED0000000000000000000001]]></Id><TagType><![CDATA[tag]]></TagType><ChangeType><![CDATA[update]]></ChangeType><StrategyId>0</StrategyId>',
  ),
}
const messages = Object.values(texts).map((text, index) => {
  const encrypted = encrypt(keys.aes_key, text, keys.receive_id, Buffer.alloc(16, index))
  const stamp = { timestamp: '1700000000', nonce: `${1_372_623_149 + index}` }
  const msg_signature = getSignature(keys.token, stamp.timestamp, stamp.nonce, encrypted)
  const body = `<xml><ToUserName><![CDATA[${keys.receive_id}]]></ToUserName><Encrypt><![CDATA[${encrypted}]]></Encrypt><AgentID><![CDATA[1000002]]></AgentID></xml>`
  return { ...stamp, msg_signature, encrypted, body, text }
})

mkdirSync(own, { recursive: true })
const file = join(own, 'messages.json')
writeFileSync(file, JSON.stringify({ ...keys, messages }))
const cargo = ['build', '--release', '--quiet', '--manifest-path', script('Cargo.toml')]
execFileSync('cargo', cargo, { stdio: ['ignore', 'inherit', 'inherit'], env: { ...process.env, CARGO_TARGET_DIR: own } })
const python = execFileSync(join(root, 'scripts/public-python'), { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] }).trim()

/** A program that answers each line, `name times`, with nanoseconds a message. */
function program(command, args) {
  const child = spawn(command, [...args, file], { stdio: ['pipe', 'pipe', 'inherit'] })
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  const ask = (name) => async (times) => {
    child.stdin.write(`${name} ${times}\n`)
    return Number((await lines.next()).value)
  }
  return { ask, end: () => child.stdin.end() }
}
const rust = program(join(own, 'release/callbacks-bench'), [])
const node = program(process.execPath, [script('wecom-crypto.mjs')])
const wechatpy = program(python, [script('open_wechatpy.py')])
const rows = {
  'wecom-share': rust.ask('ours'),
  'wxkefu-rs 0.1.5 (no receiver check)': rust.ask('theirs'),
  '@wecom/crypto 1.0.1': node.ask('peer'),
  'wechatpy 2.0.0a26': wechatpy.ask('peer'),
  'bare SHA-1, base64 and AES-256-CBC of the same bytes': rust.ask('bare'),
}
const found = {}
const times = {}
for (const [name, round] of Object.entries(rows)) {
  await round(50)
  times[name] = Math.max(1, Math.round(ROUND / messages.length / (await round(200))))
  found[name] = []
}
for (let count = 0; count < ROUNDS; count += 1) {
  for (const [name, round] of Object.entries(rows)) found[name].push(await round(times[name]))
}
for (const it of [rust, node, wechatpy]) it.end()

const median = (name) => found[name].toSorted((a, b) => a - b)[ROUNDS >> 1]
const ours = median('wecom-share')
console.log(`\n| ${messages.length} callbacks of ${messages.map((it) => it.body.length).join(', ')} bytes, one thread | µs each | beside ours |\n|---|---|---|`)
for (const name of Object.keys(rows)) console.log(`| ${name} | ${(median(name) / 1000).toFixed(2)} | ${(median(name) / ours).toFixed(2)} |`)
