'use strict';
// What is only on the phone goes up first: pictures, videos, files, each once, with progress, retries and a way to stop.

const assert = require('node:assert/strict');
const { test } = require('node:test');
const { client, clock, inTime, install, loadSdk, refusal, server } = require('./fake-wx.js');

function start(behaviour) {
  const wx = install(client({ request: server(behaviour?.routes), ...behaviour }));
  const sdk = loadSdk();
  return { wx, ...sdk, share: sdk.create({ server: 'https://share.example.com' }) };
}

const planned = (wx) => wx.named('request').find((call) => call.path === '/api/v1/shares').body.draft;

test('every kind of picture source is one type: paths, temporary files, links, uploaded images, media ids', async () => {
  const { wx, share, image } = start();
  const local = ['images/a.jpg', '/images/b.jpg', 'wxfile://tmp_c.jpg', 'http://tmp/d.jpg', 'http://usr/e.jpg'];
  await share.shareToCustomers({
    attachments: [...local.map(image), image('https://shop.example.com/f.jpg'), image('https://p.qpic.cn/pic_wework/1/ab/0'), image({ id: 'img_1' }), image({ mediaid: 'M1' })],
  });
  assert.deepEqual(wx.named('upload').map((call) => call.filePath), local);
  assert.deepEqual(wx.named('request').filter((call) => /from-url/.test(call.path)).map((call) => call.body), [{ url: 'https://shop.example.com/f.jpg' }]);
  const sent = planned(wx).attachments.map((it) => it.image);
  assert.deepEqual(sent.slice(0, 5), local.map(() => ({ id: 'img_' + 'a'.repeat(64) })));
  assert.deepEqual(sent.slice(5), [{ id: 'img_' + 'f'.repeat(64) }, { url: 'https://p.qpic.cn/pic_wework/1/ab/0' }, { id: 'img_1' }, { mediaid: 'M1' }]);
});

test('the cover of a card may be any link, and stays one', async () => {
  const { wx, share, card } = start();
  await share.shareToCustomers({ attachments: [card({ title: 't', page: 'pages/a', cover: 'https://shop.example.com/f.jpg' })] });
  assert.equal(wx.named('request').filter((call) => /from-url/.test(call.path)).length, 0);
});

test('a server that does not fetch links yet is given the link itself', async () => {
  const { wx, share, image } = start({ routes: { 'POST /images/from-url': refusal(404, 'not_found') } });
  await share.shareToCustomers({ attachments: [image('https://shop.example.com/f.jpg')] });
  assert.deepEqual(planned(wx).attachments[0].image, { url: 'https://shop.example.com/f.jpg' });
});

test('a link that the server cannot fetch is refused with the server\'s reason', async () => {
  const { share, image } = start({ routes: { 'POST /images/from-url': refusal(422, 'image_not_fetched') } });
  const error = await share.shareToCustomers({ attachments: [image('https://shop.example.com/f.jpg')] }).catch((e) => e);
  assert.equal(error.code, 'image_not_fetched');
});

test('videos and files from the phone go up as temporary media; media ids do not', async () => {
  const { wx, share, video, file } = start();
  await share.shareToCustomers({ attachments: [video('wxfile://tmp_a.mp4'), file('http://tmp/b.pdf'), video('M1')] });
  assert.deepEqual(
    wx.named('upload').map(({ path, filePath, formData }) => [path, filePath, formData]),
    [['/api/v1/media', 'wxfile://tmp_a.mp4', { type: 'video' }], ['/api/v1/media', 'http://tmp/b.pdf', { type: 'file' }]],
  );
  assert.deepEqual(planned(wx).attachments, [
    { msgtype: 'video', video: { mediaid: 'M_video' } },
    { msgtype: 'file', file: { mediaid: 'M_file' } },
    { msgtype: 'video', video: { mediaid: 'M1' } },
  ]);
});

test('without a server a video that is only on the phone is a fault', async () => {
  install(client());
  const sdk = loadSdk();
  const error = await sdk.create().shareToCustomers({ attachments: [sdk.video('wxfile://a.mp4')] }).catch((e) => e);
  assert.deepEqual(error.faults.map((fault) => [fault.code, fault.place]), [['media_local', 'attachments[0].video.mediaid']]);
});

test('nine pictures go up at the same time', async (t) => {
  const pass = clock(t);
  const { wx, share, image } = start({ upload: () => 'never' });
  const sharing = share.shareToCustomers({ attachments: Array.from({ length: 9 }, (_, index) => image('/' + index + '.jpg')) });
  await pass(() => wx.tasks.length === 9);
  sharing.abort();
  assert.equal((await inTime(pass, sharing.catch((e) => e))).code, 'aborted');
});

test('progress tells how far all files are', async (t) => {
  const pass = clock(t);
  const { wx, share, image } = start({ upload: () => 'never' });
  const told = [];
  const sharing = share.shareToCustomers({ attachments: [image('/a.jpg'), image('/b.jpg')], onProgress: (it) => it.step === 'upload' && told.push(it.percent) });
  await pass(() => wx.tasks.length === 2);
  wx.tasks[0].progress(50);
  wx.tasks[1].progress(100);
  assert.deepEqual(told, [0, 25, 75]);
  sharing.abort();
  await inTime(pass, sharing.catch(() => null));
});

test('a network that fails is tried again; a file that cannot be read is not', async (t) => {
  const pass = clock(t);
  for (const [errMsg, times, code] of [['uploadFile:fail timeout', 3, 'server_unreachable'], ['uploadFile:fail file not found', 1, 'image_unreadable']]) {
    const { wx, share, image } = start({ upload: () => ({ fail: { errMsg } }) });
    const error = await inTime(pass, share.shareToCustomers({ attachments: [image('wxfile://a.jpg')] }).catch((e) => e));
    assert.equal(error.code, code);
    assert.equal(wx.named('upload').length, times);
  }
  let failed = 0;
  const { share, image } = start({ upload: () => (failed++ < 2 ? { fail: { errMsg: 'uploadFile:fail timeout' } } : undefined) });
  const result = await inTime(pass, share.shareToCustomers({ attachments: [image('wxfile://a.jpg')] }));
  assert.equal(result.state, 'handed_over');
});

test('an aborted share settles at once with a code, stops its uploads, and never calls the client', async (t) => {
  const pass = clock(t);
  const { wx, share, image } = start({ upload: () => 'never' });
  const sharing = share.shareToCustomers({ attachments: [image('/a.jpg')] });
  await pass(() => wx.tasks.length === 1);
  sharing.abort();
  const error = await sharing.catch((e) => e);
  assert.equal(error.code, 'aborted');
  assert.ok(error.cause.zh && error.remedy.en);
  for (let turn = 0; turn < 50; turn++) {
    await new Promise(setImmediate);
    t.mock.timers.tick(1000);
  }
  assert.equal(wx.named('upload').length, 1);
  assert.equal(wx.named('request').filter((call) => call.path === '/api/v1/shares').length, 0);
  assert.equal(wx.named('shareToExternalContact').length, 0);
});

test('once the client is called, abort changes nothing: only a person closes what a person sees', async (t) => {
  const pass = clock(t);
  let answer;
  const { share } = start({ qy: { shareToExternalContact: (args) => ((answer = args), 'never') } });
  const sharing = share.shareToCustomers({ text: 'a' });
  await pass(() => answer);
  sharing.abort();
  answer.success({ errMsg: 'qy.shareToExternalContact:ok' });
  assert.equal((await inTime(pass, sharing)).state, 'handed_over');
});
