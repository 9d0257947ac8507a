'use strict';
// The share bar as a person meets it: taps, and what the result area says. The SDK below it is the real one.

require('./dom');
const assert = require('node:assert/strict');
const { join } = require('node:path');
const { test } = require('node:test');
const simulate = require('miniprogram-simulate');
const { client, refusal, server } = require('../../miniprogram/test/fake-wx.js');

const APP = join(__dirname, '../miniprogram');
const CARD = { title: '山茶花手账本', page: 'pages/product/product?id=1', cover: '/images/camellia.jpg' };

/** A share bar on a page of its own, on a phone of its own. */
function bar(t, properties, behaviour) {
  for (const file of Object.keys(require.cache)) {
    if (file.startsWith(APP) || /wecom-share|miniprogram\/dist/.test(file)) delete require.cache[file];
  }
  global.wx = client(behaviour);
  const id = simulate.load(join(APP, 'components/share-bar/share-bar'), { compiler: 'simulate', rootPath: APP });
  const component = simulate.render(id, properties);
  const parent = document.createElement('div');
  document.body.appendChild(parent);
  component.attach(parent);
  t.after(() => {
    component.detach();
    parent.remove();
  });
  return {
    wx: global.wx,
    has: (selector) => !!component.querySelector(selector),
    text: (selector) => component.querySelector(selector).dom.textContent.replace(/\s+/g, ' ').trim(),
    tap: (selector) => component.querySelector(selector).dispatchEvent('tap'),
    state: () => component.instance.data.result.state,
    async until(state) {
      for (let i = 0; i < 3000 && component.instance.data.result.state !== state; i++) await new Promise(setImmediate);
      assert.equal(component.instance.data.result.state, state);
      await new Promise(setImmediate);
      return this.text('#result');
    },
  };
}

const call = (wx, name) => wx.calls.filter((it) => it.name === name);

test('a card to customers: picked first, handed over, and never called sent', async (t) => {
  const it = bar(t, { card: CARD });
  assert.equal(it.text('#share-customers'), '分享给客户');
  it.tap('#share-customers');
  const text = await it.until('handed_over');
  assert.match(text, /已交给群发助手/);
  assert.match(text, /以群发助手的记录为准/);
  assert.doesNotMatch(text, /已发送|已送达/);
  assert.equal(call(it.wx, 'selectExternalContact').length, 1);
  assert.equal(call(it.wx, 'shareToExternalContact').length, 1);
});

test('a picture to groups: uploaded and handed over; there is no card button and no switch', async (t) => {
  const it = bar(t, { picture: '/images/poster.jpg' });
  assert.equal(it.text('#share-groups'), '分享图片到客户群');
  assert.equal(it.has('#share-ex'), false);
  assert.equal(it.has('#switch-by-hand'), false);
  it.tap('#share-groups');
  await it.until('handed_over');
  assert.deepEqual(call(it.wx, 'upload').map((upload) => upload.filePath), ['/images/poster.jpg']);
  assert.equal(call(it.wx, 'shareToExternalChat').length, 1);
});

test('backing out says 已取消, and sharing again works', async (t) => {
  let cancels = true;
  const it = bar(t, { card: CARD }, { qy: { shareToExternalContact: () => ({ errMsg: 'qy.shareToExternalContact:' + (cancels ? 'cancel' : 'ok') }) } });
  it.tap('#share-customers');
  assert.match(await it.until('cancelled'), /已取消/);
  cancels = false;
  it.tap('#share-customers');
  await it.until('handed_over');
});

test('a refusal shows cause, remedy and admin page in Chinese and English, and from when it works', async (t) => {
  const error = {
    cause: { zh: '王小姐今天已经收到过群发', en: 'Miss Wang already got one today' },
    remedy: { zh: '明天再发', en: 'Send it tomorrow' },
    page: { zh: '群发助手设置', en: 'mass-send settings' },
    until: '2026-11-25T00:00:00+08:00',
  };
  const it = bar(t, { card: CARD }, { request: server({ 'POST /shares': refusal(409, 'quota_used_up', error) }) });
  it.tap('#share-customers');
  const text = await it.until('refused');
  for (const piece of ['今天已经收到过', '明天再发', '群发助手设置', 'already got one', 'Send it tomorrow', 'mass-send settings', '11 月 25 日 00:00']) {
    assert.ok(text.includes(piece), `${piece} in: ${text}`);
  }
  assert.equal(call(it.wx, 'shareToExternalContact').length, 0);
});

test('customers who were skipped are named', async (t) => {
  const skipped = [{ id: 'wmTwo', code: 'quota_used_up', until: '2026-11-25T00:00:00+08:00', zh: '今天已经发过', en: 'already today' }];
  const { plan } = require('../../miniprogram/test/fake-wx.js');
  const it = bar(t, { card: CARD }, {
    request: server({
      'POST /shares': (body) => ({ status: 201, data: { ...plan('sh_1', body), receivers: { planned: ['wmOne'], skipped } } }),
      'GET /customers': { data: { customers: [{ id: 'wmTwo', name: '陈先生', available: false }] } },
    }),
  });
  it.tap('#share-customers');
  await it.until('handed_over');
  for (let i = 0; i < 200 && !it.text('#result').includes('陈先生'); i++) await new Promise(setImmediate);
  assert.match(it.text('#result'), /跳过 陈先生：今天已经发过，11 月 25 日 00:00 起可以再发/);
});

test('the direct button opts in to shareAppMessageEx, and says which way was taken instead', async (t) => {
  const { plan } = require('../../miniprogram/test/fake-wx.js');
  let draft;
  const it = bar(t, { card: CARD }, {
    without: ['shareAppMessageEx'],
    request: server({
      'POST /shares': (body) => {
        draft = body.draft;
        const made = plan('sh_1', body);
        made.route.passed_over = [{ api: 'shareAppMessageEx', code: 'api_absent', zh: '这个客户端没有它', en: 'absent' }];
        return { status: 201, data: made };
      },
    }),
  });
  it.tap('#share-ex');
  assert.match(await it.until('handed_over'), /没有用 shareAppMessageEx：这个客户端没有它/);
  assert.equal(draft.ex, true);
});

test('by hand, as in the note, the page goes out without .html; the SDK\'s way adds it on the server', async (t) => {
  const it = bar(t, { card: CARD });
  it.tap('#switch-by-hand');
  it.tap('#share-customers');
  assert.match(await it.until('handed_over'), /页面不存在/);
  const [{ args }] = call(it.wx, 'shareToExternalContact');
  const { miniprogram } = args.attachments[0];
  assert.equal(miniprogram.page, '/pages/product/product?id=1');
  assert.equal(miniprogram.imgUrl, 'http://p.qpic.cn/pic_wework/1/ab/0');
  assert.equal(it.wx.named('request').filter((request) => request.path === '/api/v1/shares').length, 0);
});

test('by hand, a refusal is the raw text that nobody understands', async (t) => {
  const it = bar(t, { card: CARD }, { qy: { shareToExternalChat: { errMsg: 'qy.shareToExternalChat:fail no permission' } } });
  it.tap('#switch-by-hand');
  it.tap('#share-groups');
  assert.match(await it.until('failed'), /fail no permission/);
});

test('a second tap while the first share is running starts nothing', async (t) => {
  const it = bar(t, { card: CARD });
  it.tap('#share-customers');
  it.tap('#share-groups');
  it.tap('#share-customers');
  await it.until('handed_over');
  assert.equal(call(it.wx, 'shareToExternalContact').length, 1);
  assert.equal(call(it.wx, 'shareToExternalChat').length, 0);
});
