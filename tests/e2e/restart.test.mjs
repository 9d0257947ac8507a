// The server is killed right after it acknowledged a hand-over. Nothing acknowledged may be lost.
import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { closeBrowser, freePort, openPage, query, scratch, start, until } from './harness.mjs'
import { Phones, WANG } from './phones.mjs'

after(closeBrowser)

test('a SIGKILL after a hand-over loses neither the share, nor its quota use, nor its opening', async (t) => {
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
[[app]]
corpid = "ww8a1b2c3d4e5f6071"
agentid = 1000002
secret = "demo-secret-not-for-production"
appid = "wx7c1d9a2b3e4f5061"
`,
  )
  const database = join(dir, 'data', 'wecom-share.db')
  await start(t, ['simulate', '--port', new URL(wecom).port, '--map', `https://share.example.com=${own}`], wecom)
  const serve = () => start(t, ['serve', '--config', config], `${own}/healthz`)
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
