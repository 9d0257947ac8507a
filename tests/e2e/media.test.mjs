// What is only on the phone goes up by itself and arrives: videos, files and nine pictures, in a mini program of the test's own.
import assert from 'node:assert/strict'
import { cpSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { closeBrowser, openPage, query, root, scratch, startDemo, until } from './harness.mjs'
import { CHEN, LIU, loaded, NOTEBOOK_GROUP, Phones, WANG } from './phones.mjs'

after(closeBrowser)

// Files are written as a mini program that made or fetched them would; the first bytes are all that tells an MP4.
const PAGE = `
const { image, video, file } = require('wecom-share');
const share = require('../../share');
const PICTURES = ['bookmark', 'camellia', 'ink', 'letter', 'poster', 'seal', 'wax', 'again', 'bookmark'];
const MP4 = [0, 0, 0, 24, 102, 116, 121, 112, 105, 115, 111, 109];
function local(name, size, head) {
  const data = new Uint8Array(size);
  data.set(head);
  const filePath = wx.env.USER_DATA_PATH + '/' + name;
  return new Promise((success, fail) => wx.getFileSystemManager().writeFile({ filePath, data: data.buffer, success: () => success(filePath), fail }));
}
Page({
  data: { state: '', said: '' },
  hand(target, making) {
    const percents = [];
    const told = (state, said) => this.setData({ state, said: said + ' ' + percents.join(',') });
    this.setData({ state: '' });
    Promise.all(making)
      .then((attachments) => share[target]({ attachments, onProgress: (it) => it.step === 'upload' && percents.push(it.percent) }))
      .then((result) => told(result.state, ''), (error) => told('refused', error.code));
  },
  chosen() { wx.chooseImage({ success: ({ tempFilePaths }) => this.hand('shareToCustomers', [image(tempFilePaths[0])]) }); },
  video() { this.hand('shareToCustomers', [local('a.mp4', 5000, MP4).then(video)]); },
  file() { this.hand('shareToCustomers', [local('价目表.pdf', 5000, [37, 80, 68, 70]).then(file)]); },
  notMp4() { this.hand('shareToCustomers', [local('b.mp4', 5000, [37, 80, 68, 70]).then(video)]); },
  tooLarge() { this.hand('shareToCustomers', [local('c.mp4', 10 * 1024 * 1024 + 1, MP4).then(video)]); },
  tiny() { this.hand('shareToCustomers', [local('d.txt', 5, [49]).then(file)]); },
  noPicture() { this.hand('shareToCustomers', [local('e.jpg', 5000, [37]).then(image)]); },
  gone() { this.hand('shareToCustomers', [image(wx.env.USER_DATA_PATH + '/nowhere.jpg')]); },
  nine() { this.hand('shareToGroups', PICTURES.map((name) => image('/images/' + name + '.jpg'))); },
});
`
const BUTTONS = ['chosen', 'video', 'file', 'notMp4', 'tooLarge', 'tiny', 'noPicture', 'gone', 'nine']
const VIEW =
  BUTTONS.map((name) => `<button id="${name}" bindtap="${name}">${name}</button>`).join('') +
  '<view id="result" data-state="{{state}}">{{said}}</view>'

async function phone(t) {
  const app = join(scratch(t), 'app')
  cpSync(join(root, 'examples/miniprogram'), app, { recursive: true })
  writeFileSync(join(app, 'pages/poster/poster.js'), PAGE)
  cpSync(join(app, 'images/camellia.jpg'), join(app, 'images/again.jpg'))
  writeFileSync(join(app, 'pages/poster/poster.wxml'), VIEW)
  const server = await startDemo(t, ['--app', app])
  const phones = new Phones(await openPage(t, server.base))
  await phones.member.locator('#open-poster').click()
  await phones.member.locator('#video').waitFor()
  return { ...server, phones }
}

const mediaids = (database) => query(database, "select kind, name from uploads where kind <> 'link' order by started_at")

test('a video and a file that are only on the phone arrive, each uploaded once', async (t) => {
  const { phones, database } = await phone(t)
  await phones.tap('video')
  await phones.choose(WANG)
  assert.match(await phones.result('handed_over'), /0,.*100$/, 'progress is told')
  await phones.chat(WANG)
  await phones.messages('video').waitFor()
  await phones.leaveChat()

  for (const customer of [CHEN, LIU]) {
    await phones.tap('file')
    await phones.choose(customer)
    await phones.result('handed_over')
    await phones.chat(customer)
    await until(async () => (await phones.messages('file').count()) === 1, 'the file')
    assert.match(await phones.messages('file').innerText(), /价目表\.pdf/)
    await phones.leaveChat()
  }
  assert.deepEqual(mediaids(database), [{ kind: 'video', name: '' }, { kind: 'file', name: '价目表.pdf' }])
})

test('a picture chosen from the album arrives', async (t) => {
  const { phones, database } = await phone(t)
  const choosing = phones.page.waitForEvent('filechooser')
  await phones.tap('chosen')
  await (await choosing).setFiles(join(root, 'examples/miniprogram/images/camellia.jpg'))
  await phones.choose(WANG)
  await phones.result('handed_over')
  await phones.chat(WANG)
  await loaded(phones.messages('image').last().locator('img').first())
  assert.equal(query(database, "select 1 from uploads where kind = 'link'").length, 1)
})

test('nine pictures from the package go up together and arrive', async (t) => {
  const { phones, database } = await phone(t)
  await phones.tap('nine')
  await phones.choose(NOTEBOOK_GROUP)
  const percents = (await phones.result('handed_over')).trim().split(',').map(Number)
  assert.deepEqual(percents, [...percents].sort((a, b) => a - b), 'progress does not go back')
  assert.deepEqual([percents[0], percents.at(-1)], [0, 100])
  await phones.chat(NOTEBOOK_GROUP)
  await until(async () => (await phones.messages('image').count()) === 9, 'nine pictures')
  for (let index = 0; index < 9; index++) await loaded(phones.messages('image').nth(index).locator('img').first())
  // One is there twice, and one a second time under another name.
  assert.equal(query(database, "select 1 from uploads where kind = 'link'").length, 7)
})

test('what WeCom would not take is refused by name before anything is called', async (t) => {
  const { phones, database } = await phone(t)
  for (const [button, code] of [
    ['notMp4', 'media_not_mp4'],
    ['tooLarge', 'media_too_large'],
    ['tiny', 'media_too_small'],
    ['noPicture', 'image_not_recognised'],
    ['gone', 'image_unreadable'],
  ]) {
    await phones.tap(button)
    await until(async () => (await phones.member.locator('#result').innerText()).includes(code), `${button} to be ${code}`)
  }
  assert.deepEqual(mediaids(database), [])
  assert.deepEqual((await phones.log('wx.qy.call')).filter((line) => line.includes('shareTo')), [])
})
