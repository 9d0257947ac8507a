// A company's mass send, made through WeCom's API, on the phone of the member who is to confirm it.
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { closeBrowser, freePort, openPage, root, start } from './harness.mjs'
import { CHEN, Phones, WANG } from './phones.mjs'

after(closeBrowser)

const CORP = 'ww8a1b2c3d4e5f6071'
const SECRET = 'demo-secret-not-for-production'

async function simulated(t) {
  const port = await freePort()
  const base = `http://127.0.0.1:${port}`
  await start(t, ['simulate', '--port', String(port), '--app', `${root}/examples/miniprogram`], base)
  const { access_token } = await (await fetch(`${base}/cgi-bin/gettoken?corpid=${CORP}&corpsecret=${SECRET}`)).json()
  const call = async (name, body) => {
    const url = `${base}/cgi-bin/externalcontact/${name}?access_token=${access_token}`
    const answer = await (await fetch(url, { method: 'POST', body: JSON.stringify(body) })).json()
    assert.equal(answer.errcode, 0, JSON.stringify(answer))
    return answer
  }
  const phones = new Phones(await openPage(t, base))
  const statuses = async (msgid) =>
    (await call('get_groupmsg_send_result', { msgid, userid: 'zhangsan' })).send_list.map((one) => one.status)
  return { phones, call, statuses }
}

test('the member confirms the company’s mass send on the phone, and only then it is sent', async (t) => {
  const { phones, call, statuses } = await simulated(t)
  const { msgid } = await call('add_msg_template', { external_userid: [WANG, CHEN], text: { content: '新品到了' } })
  await phones.id('open-task').click()
  await phones.id('helper-screen').waitFor()
  await phones.id(`helper-receiver-${WANG}`).waitFor()
  await phones.send()
  await phones.id('open-task').waitFor({ state: 'detached' })
  await phones.chat(WANG)
  assert.match(await phones.messages('text').last().innerText(), /新品到了/)
  assert.deepEqual(await statuses(msgid), [1, 1])
})

test('a member may go back and decide later, or decline', async (t) => {
  const { phones, call, statuses } = await simulated(t)
  const { msgid } = await call('add_msg_template', { external_userid: [WANG], text: { content: '新品到了' } })
  await phones.id('open-task').click()
  await phones.id('helper-cancel').click()
  await phones.id('open-task').click()
  await phones.id('helper-decline').click()
  await phones.id('open-task').waitFor({ state: 'detached' })
  assert.deepEqual(await statuses(msgid), [0])
})
