// The server is killed where it hurts most. Nothing acknowledged may be lost, and nothing be done twice for no reason.
import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { closeBrowser, freePort, openPage, query, scratch, start, until } from './harness.mjs'
import { loaded, Phones, WANG } from './phones.mjs'

after(closeBrowser)

/** WeCom and the server as two processes, so that one can be killed. */
async function apart(t, more = '') {
  const dir = scratch(t)
  const wecom = `http://127.0.0.1:${await freePort()}`
  const own = `http://127.0.0.1:${await freePort()}`
  const config = join(dir, 'wecom-share.toml')
  writeFileSync(
    config,
    `listen = "${new URL(own).host}"
data = "${join(dir, 'data')}"
public_base_url = "https://share.example.com"
[wecom]
base_url = "${wecom}"
${more}[[app]]
corpid = "ww8a1b2c3d4e5f6071"
agentid = 1000002
secret = "demo-secret-not-for-production"
appid = "wx7c1d9a2b3e4f5061"
`,
  )
  const database = join(dir, 'data', 'wecom-share.db')
  await start(t, ['simulate', '--port', new URL(wecom).port, '--map', `https://share.example.com=${own}`], wecom)
  const serve = () => start(t, ['serve', '--config', config], `${own}/healthz`)
  return { wecom, database, serve }
}

test('a SIGKILL after a hand-over loses neither the share, nor its quota use, nor its opening', async (t) => {
  const { wecom, database, serve } = await apart(t)
  let server = await serve()

  const phones = new Phones(await openPage(t, wecom))
  await phones.openProduct()
  await phones.tap('share-customers')
  await phones.choose(WANG)
  await phones.send()
  await phones.result('handed_over')
  await server.kill('SIGKILL')

  server = await serve()
  const [share] = query(database, 'select id, state from shares')
  assert.equal(share.state, 'handed_over')
  assert.deepEqual(query(database, 'select share_id from quota_uses'), [{ share_id: share.id }])

  // The ledger still knows, and the card opens against the restarted server.
  await phones.tap('share-customers')
  await phones.choose(WANG)
  await phones.result('refused')
  await phones.chat(WANG)
  await phones.messages('miniprogram').last().click()
  await phones.customer.locator('#product-name').waitFor()
  await until(() => query(database, 'select 1 from openings').length === 1, 'the opening')
  await server.kill('SIGKILL')

  await serve()
  assert.deepEqual(query(database, 'select share_id from openings'), [{ share_id: share.id }])
})

test('a SIGKILL after WeCom took a picture and before that is noted costs one repeated upload and no picture', async (t) => {
  // Longer than the test: the server is still waiting for WeCom's answer when it dies.
  const { wecom, database, serve } = await apart(t, 'timeout_seconds = 60\n')
  const server = await serve()
  const faults = `${wecom}/control/v1/faults`
  const fault = { kind: 'timeout_after', endpoint: 'media/uploadimg', count: 1 }
  await fetch(faults, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(fault) })

  const phones = new Phones(await openPage(t, wecom))
  await phones.openPoster()
  await phones.tap('share-customers')
  await phones.choose(WANG)
  await until(async () => (await (await fetch(faults)).json()).length === 0, 'the fault to strike')
  await server.kill('SIGKILL')
  const uploads = () => query(database, "select answer from uploads where kind = 'link' order by started_at")
  assert.deepEqual(uploads(), [{ answer: null }])
  assert.match(await phones.result('refused'), /连不上分享服务器/)

  await serve()
  await phones.tap('share-customers')
  await phones.choose(WANG)
  await phones.send()
  await phones.result('handed_over')
  await phones.chat(WANG)
  await loaded(phones.messages('image').last().locator('img').first())
  const [first, second, ...more] = uploads()
  assert.deepEqual([first, more], [{ answer: null }, []])
  assert.match(second.answer, /pic_wework/)
})
