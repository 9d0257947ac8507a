// The nine things a person can do in the demo, done in a real browser against the real server and database.
// Each asserts on what the customer's phone shows and on what the database holds.
import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { closeBrowser, openPage, query, root, scratch, startDemo, until } from './harness.mjs'
import { CHEN, loaded, NOTEBOOK_GROUP, Phones, WANG } from './phones.mjs'

after(closeBrowser)

async function demo(t) {
  const server = await startDemo(t)
  const phones = new Phones(await openPage(t, server.base))
  return { ...server, phones }
}

const shares = (server) => query(server.database, 'select id, corpid, state, api, token from shares order by created_at, id')

test('1: a picture from the package reaches a customer', async (t) => {
  const server = await demo(t)
  const { phones } = server
  await phones.openPoster()
  await phones.tap('share-customers')
  await phones.choose(WANG) // the customer picker
  await phones.send() // the mass-send helper, receiver preset
  assert.match(await phones.result('handed_over'), /已交给群发助手/)

  await phones.chat(WANG)
  const message = phones.messages('image').last()
  await loaded(message.locator('img').first())

  const [share] = shares(server)
  assert.equal(share.state, 'handed_over')
  assert.equal(share.api, 'shareToExternalContact')
  const [upload] = query(server.database, "select answer from uploads where kind = 'link'")
  assert.match(upload.answer, /\/pic_wework\//)
})

test('2: a picture from the package reaches a customer group', async (t) => {
  const server = await demo(t)
  const { phones } = server
  await phones.openPoster()
  await phones.tap('share-groups')
  await phones.choose(NOTEBOOK_GROUP) // the helper's own picker
  await phones.result('handed_over')

  await phones.chat(NOTEBOOK_GROUP)
  await loaded(phones.messages('image').last().locator('img').first())
  const [share] = shares(server)
  assert.equal(share.state, 'handed_over')
  assert.equal(share.api, 'shareToExternalChat')
})

test('3 and 6: a card reaches a customer, opens the right page with its parameters, and the opening is traced to its share', async (t) => {
  const server = await demo(t)
  const { phones } = server
  await phones.openProduct()
  await phones.tap('share-customers')
  await phones.choose(WANG)
  await phones.send()
  await phones.result('handed_over')

  await phones.chat(WANG)
  const card = phones.messages('miniprogram').last()
  await loaded(card.locator('img').first())
  const cover = await card.locator('img').first().evaluate((img) => ({ src: img.src, shape: img.naturalWidth / img.naturalHeight }))
  assert.match(cover.src, /\/i\/[\w-]{22}\.jpg$/, 'the cover is shown by the sharing server')
  assert.ok(Math.abs(cover.shape - 1.25) < 0.01, `a cover is 5:4, this one is ${cover.shape}`)
  assert.equal(query(server.database, "select count(*) n from uploads where kind = 'link'")[0].n, 0, 'a cover is no upload')
  await card.click()
  await phones.customer.locator('#product-name').waitFor()
  assert.equal(
    await phones.customer.locator('#product-name').innerText(),
    await phones.member.locator('#product-name').innerText(),
  )
  assert.equal(await phones.customer.locator('#share-customers').count(), 0, 'a customer has no share buttons')

  const [share] = shares(server)
  assert.equal(share.state, 'handed_over', 'opening does not turn a hand-over into a delivery')
  const opened = await until(() => {
    const rows = query(server.database, 'select share_id from openings')
    return rows.length > 0 && rows
  }, 'the opening in the database')
  assert.deepEqual(opened.map((row) => row.share_id), [share.id])
  await phones.waitForLog('open', new RegExp(share.id))
})

test('4: a card reaches a customer group', async (t) => {
  const server = await demo(t)
  const { phones } = server
  await phones.openProduct()
  await phones.tap('share-groups')
  await phones.choose(NOTEBOOK_GROUP)
  await phones.result('handed_over')
  await phones.chat(NOTEBOOK_GROUP)
  await phones.messages('miniprogram').last().click()
  await phones.customer.locator('#product-name').waitFor()
  assert.equal(shares(server)[0].api, 'shareToExternalChat')
})

test('5: shareAppMessageEx is used where it exists; where it does not, the documented route is taken and said', async (t) => {
  const server = await demo(t)
  const { phones } = server
  await phones.id('switch-ex').setChecked(true)
  await phones.openProduct()
  await phones.tap('share-ex')
  await phones.choose(WANG)
  await phones.send()
  await phones.result('handed_over')
  await phones.chat(WANG)
  await phones.messages('miniprogram').last().waitFor()
  assert.equal(shares(server)[0].api, 'shareAppMessageEx')

  await phones.id('switch-ex').setChecked(false)
  await phones.tap('share-ex')
  await phones.choose(CHEN)
  await phones.send()
  assert.match(await phones.result('handed_over'), /shareAppMessageEx/)
  assert.equal(shares(server)[1].api, 'shareToExternalContact')
  await phones.leaveChat()
  await phones.chat(CHEN)
  await phones.messages('miniprogram').last().waitFor()
})

test('7: the same customer on the same day is refused before the call, and works tomorrow', async (t) => {
  const server = await demo(t)
  const { phones } = server
  await phones.openProduct()
  await phones.tap('share-customers')
  await phones.choose(WANG)
  await phones.send()
  await phones.result('handed_over')
  const calls = (await phones.log('wx.qy.call')).filter((line) => line.includes('shareToExternalContact')).length

  await phones.tap('share-customers')
  await phones.choose(WANG)
  const refusal = await phones.result('refused')
  assert.match(refusal, /\d+ ?月 ?\d+ ?日 00:00/, 'from when it will work')
  assert.match(refusal, /群发规则/, 'what the rule is and where it is set')
  const callsAfter = (await phones.log('wx.qy.call')).filter((line) => line.includes('shareToExternalContact')).length
  assert.equal(callsAfter, calls, 'WeCom was not called')
  assert.equal(query(server.database, "select count(*) n from shares where state = 'refused'")[0].n, 1)

  await phones.id('clock-tomorrow').click()
  await phones.tap('share-customers')
  await phones.choose(WANG)
  await phones.send()
  await phones.result('handed_over')
  await phones.chat(WANG)
  await until(async () => (await phones.messages('miniprogram').count()) === 2, 'the second card')
  assert.equal(query(server.database, 'select count(*) n from quota_uses')[0].n, 2)
})

test('a company whose rule is seven a week may share again on the same day', async (t) => {
  const world = join(scratch(t), 'world.toml')
  writeFileSync(world, readFileSync(join(root, 'worlds/demo.toml'), 'utf8').replace('one_per_day", count', 'seven_per_week", count'))
  const server = await startDemo(t, ['--world', world])
  const phones = new Phones(await openPage(t, server.base))
  await phones.openProduct()
  for (const n of [1, 2]) {
    await phones.tap('share-customers')
    await phones.choose(WANG)
    await phones.send()
    await until(() => query(server.database, 'select 1 from quota_uses').length === n, `hand-over ${n}`)
  }
})

test('8: a member without 客户联系 learns the cause and the admin page, not "no permission"', async (t) => {
  const server = await demo(t)
  const { phones } = server
  await phones.id('select-member').selectOption('lisi')
  await phones.openProduct()
  await phones.tap('share-groups')
  const text = await phones.result('refused')
  assert.match(text, /客户联系/)
  assert.match(text, /权限配置/)
  assert.match(text, /使用范围/)
  assert.match(text, /customer-contact function/)
  assert.doesNotMatch(text, /no permission/)
  await phones.chat(NOTEBOOK_GROUP)
  assert.equal(await phones.messages('miniprogram').count(), 0)
})

test('9: by hand, as in the note, the page goes out without .html and the customer finds 页面不存在', async (t) => {
  const server = await demo(t)
  const { phones } = server
  await phones.openProduct()
  await phones.tap('switch-by-hand')
  await phones.tap('share-customers')
  await phones.choose(WANG)
  await phones.chat(WANG)
  await phones.messages('miniprogram').last().click()
  await phones.id('page-not-found').waitFor()
  assert.match(await phones.id('page-not-found').innerText(), /页面不存在/)
})

test('backing out of the helper is cancelled, not failed, and uses no quota', async (t) => {
  const server = await demo(t)
  const { phones } = server
  await phones.openProduct()
  await phones.tap('share-customers')
  await phones.choose(WANG)
  await phones.id('helper-cancel').click()
  assert.match(await phones.result('cancelled'), /取消/)
  assert.equal(shares(server)[0].state, 'cancelled')
  assert.equal(query(server.database, 'select count(*) n from quota_uses')[0].n, 0)

  await phones.tap('share-customers')
  await phones.choose(WANG)
  await phones.send()
  await phones.result('handed_over')
})
