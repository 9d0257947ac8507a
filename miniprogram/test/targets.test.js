'use strict';
// All targets and all attachments, without a server and with one.

const assert = require('node:assert/strict');
const { test } = require('node:test');
const { client, install, loadSdk } = require('./fake-wx.js');

const LINK = 'https://p.qpic.cn/pic_wework/1/ab/0';
const { card, file, image, link, text, video } = (install(client()), loadSdk());
const product = card({ title: '信笺', page: 'pages/product/product?id=2', cover: LINK });

function start(behaviour, options) {
  const wx = install(client(behaviour));
  return { wx, share: loadSdk().create(options) };
}

const version = (version) => ({ qy: { getSystemInfo: { version, errMsg: 'qy.getSystemInfo:ok' } } });
const opened = (entry) => ({ qy: { getContext: { entry, errMsg: 'qy.getContext:ok' } } });
const codes = (remarks) => remarks.map((it) => it.code);
const rejected = (promise) => promise.then(() => assert.fail('was not rejected'), (error) => error);

test('all five attachments go out in one share, without a key that is empty', async () => {
  const { wx, share } = start();
  await share.shareToCustomers({
    text: '上新',
    attachments: [image({ mediaid: 'M1' }), product, link({ url: 'https://example.com/a', title: '', cover: LINK }), video('V1'), file({ mediaid: 'F1' })],
  });
  assert.deepEqual(wx.named('shareToExternalContact')[0].args, {
    text: { content: '上新' },
    attachments: [
      { msgtype: 'image', image: { mediaid: 'M1' } },
      { msgtype: 'miniprogram', miniprogram: { appid: 'wx7c1d9a2b3e4f5061', title: '信笺', imgUrl: LINK, page: '/pages/product/product.html?id=2' } },
      { msgtype: 'link', link: { url: 'https://example.com/a', imgUrl: LINK } },
      { msgtype: 'video', video: { mediaid: 'V1' } },
      { msgtype: 'file', file: { mediaid: 'F1' } },
    ],
  });
});

test('Moments take pictures, and refuse cards with the place', async () => {
  const { wx, share } = start();
  const result = await share.shareToMoments({ text: '上新', attachments: [image(LINK), image({ mediaid: 'M' })] });
  assert.equal(result.route.api, 'shareToExternalMoments');
  assert.deepEqual(wx.named('shareToExternalMoments')[0].args, {
    text: { content: '上新' },
    attachments: [{ msgtype: 'image', image: { imgUrl: LINK } }, { msgtype: 'image', image: { mediaid: 'M' } }],
  });
  const error = await rejected(share.shareToMoments({ attachments: [product], to: ['wm1'] }));
  assert.deepEqual(error.faults.map((it) => it.code + ' ' + it.place), [
    'receivers_not_for_target target.ids',
    'attachment_not_for_channel attachments[0].miniprogram',
  ]);
});

test('Moments on a computer, and before 3.1.12, are refused with what would help', async () => {
  for (const [behaviour, code] of [[{ system: { platform: 'windows' } }, 'platform_not_supported'], [version('3.1.10'), 'version_too_old']]) {
    const { wx, share } = start(behaviour);
    const error = await rejected(share.shareToMoments({ text: 'a' }));
    assert.equal(error.code, 'client_not_supported');
    assert.deepEqual(codes(error.passed_over), [code]);
    assert.match(error.remedy.zh, /手机/);
    assert.equal(wx.named('shareToExternalMoments').length, 0);
  }
});

test('the current chat takes one message in its own shape', async () => {
  const shapes = [
    [text('你好'), { msgtype: 'text', text: { content: '你好' } }],
    [{ attachments: [image({ mediaid: 'M' })] }, { msgtype: 'image', image: { mediaid: 'M' } }],
    [{ attachments: [link({ url: 'https://example.com/', title: 't' })] }, { msgtype: 'news', news: { link: 'https://example.com/', title: 't' } }],
    [{ attachments: [file('F')], enterChat: true }, { msgtype: 'file', enterChat: true, file: { mediaid: 'F' } }],
  ];
  for (const [wanted, args] of shapes) {
    const { wx, share } = start(opened('single_chat_tools'));
    const result = await share.sendToChat(wanted);
    assert.equal(result.state, 'handed_over');
    assert.deepEqual(wx.named('sendChatMessage')[0].args, args);
  }
});

test('without a current chat sending to it is refused, and two messages are a fault', async () => {
  const { wx, share } = start();
  assert.deepEqual(codes((await rejected(share.sendToChat(text('a')))).passed_over), ['entry_not_allowed']);
  assert.deepEqual(codes((await rejected(share.sendToChat({ text: 'a', attachments: [product] }))).faults), ['chat_takes_one_message']);
  assert.equal(wx.named('sendChatMessage').length, 0);
});

test('a whole draft takes the call that its target, the client and the entry call for', async () => {
  const route = async (draft, behaviour) => (await start(behaviour).share.share(draft)).route.api;
  assert.equal(await route({ target: { kind: 'customers' }, text: 'a' }), 'shareToExternalContact');
  assert.equal(await route({ target: { kind: 'groups', ids: ['wr1'] }, text: 'a' }), 'shareToExternalChat');
  assert.equal(await route({ target: { kind: 'moments' }, text: 'a' }), 'shareToExternalMoments');
  assert.equal(await route({ target: { kind: 'chat' }, text: 'a' }, opened('group_chat_tools')), 'sendChatMessage');
  assert.equal(await route({ target: { kind: 'customers', ids: ['wm1'] }, attachments: [product], ex: true }), 'shareAppMessageEx');
  assert.deepEqual(codes((await rejected(start().share.share({ text: 'a' }))).faults), ['target_missing']);
});

test('before 3.1.6 one card goes out in the old flat form, and more than that is refused', async () => {
  const { wx, share } = start(version('3.1.5'));
  const result = await share.shareToGroups({ attachments: [product] });
  assert.ok(codes(result.notes).includes('old_form_used'));
  assert.deepEqual(wx.named('shareToExternalChat')[0].args, {
    appid: 'wx7c1d9a2b3e4f5061',
    title: '信笺',
    imgUrl: LINK,
    page: '/pages/product/product.html?id=2',
  });
  assert.equal((await rejected(share.shareToGroups({ text: 'a', attachments: [product] }))).code, 'client_not_supported');
});

test('groups cannot be picked beforehand: the helper does it, and a note says so', async () => {
  const { wx, share } = start();
  const result = await share.shareToGroups({ text: 'a', to: 'pick' });
  assert.ok(codes(result.notes).includes('picked_in_helper'));
  assert.deepEqual(wx.named('shareToExternalChat')[0].args, { text: { content: 'a' } });
});

test('a page that app.json does not have is a fault when the pages are known', async () => {
  const { share } = start({}, { pages: ['pages/index/index'] });
  const error = await rejected(share.shareToCustomers({ attachments: [product] }));
  assert.deepEqual(error.faults.map((it) => it.code + ' ' + it.place), ['page_not_in_app attachments[0].miniprogram.page']);
});

test('with a server it gets the draft as its API has it, covers uploaded', async () => {
  const { wx, share } = start({}, { server: 'https://share.example.com' });
  const id = 'img_' + 'a'.repeat(64);
  const result = await share.share({
    target: { kind: 'moments' },
    text: '上新',
    attachments: [link({ url: 'https://example.com/', desc: '', cover: '/images/a.jpg' })],
  });
  assert.equal(result.state, 'handed_over');
  await share.sendToChat({ attachments: [video('V')], enterChat: true });
  const drafts = wx.named('request').filter((call) => call.path === '/api/v1/shares').map((call) => call.body.draft);
  assert.deepEqual(drafts, [
    { target: { kind: 'moments' }, text: '上新', attachments: [{ msgtype: 'link', link: { url: 'https://example.com/', cover: { id } } }] },
    { target: { kind: 'chat' }, attachments: [{ msgtype: 'video', video: { mediaid: 'V' } }], enterChat: true },
  ]);
});

test('hostile drafts are refused with a place, and nothing is called', async () => {
  const { wx, share } = start();
  const faults = async (wanted) => (await rejected(share.shareToCustomers(wanted))).faults.map((it) => it.code + ' ' + it.place);
  assert.deepEqual(await faults(JSON.parse('{"text":"a","__proto__":{"text":"b"}}')), ['unknown_key __proto__']);
  assert.deepEqual(await faults(JSON.parse('{"attachments":[{"msgtype":"__proto__"}]}')), ['unknown_value attachments[0].msgtype']);
  assert.deepEqual(await faults({ attachments: [{ msgtype: 'constructor', constructor: {} }] }), ['unknown_value attachments[0].msgtype']);
  assert.deepEqual(await faults({ text: 'x'.repeat(1 << 20) }), ['text_too_long text']);
  assert.deepEqual(await faults({ text: ' '.repeat(1 << 20) + 'x' }), ['text_too_long text']);
  assert.deepEqual(await faults({ attachments: [card({ title: 't', page: 'p'.repeat(100_000), cover: LINK })] }), ['page_too_long attachments[0].miniprogram.page']);
  assert.deepEqual(await faults({ text: 'a\u0000' }), ['control_character text']);
  assert.deepEqual(await faults({ text: ['a'] }), ['wrong_type text']);
  assert.deepEqual(await faults({ attachments: [card(null), image(7), video()] }), [
    'attachment_object_missing attachments[0].miniprogram',
    'wrong_type attachments[1].image',
    'attachment_object_missing attachments[2].video',
  ]);
  assert.equal(wx.calls.length, 0);
  assert.equal({}.text, undefined);
});

test('cardPage writes a page for every channel', () => {
  const { cardPage } = loadSdk();
  assert.equal(cardPage('pages/a.html?x=1', 'forward'), '/pages/a?x=1');
  assert.equal(cardPage('/pages/a?x=1', 'h5-launch'), 'pages/a?x=1');
  assert.equal(cardPage('/pages/a?x=1', 'h5-launch-legacy'), 'pages/a.html?x=1');
});
