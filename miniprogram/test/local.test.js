'use strict';
// Without a server: a mini program and nothing else.

const assert = require('node:assert/strict');
const { test } = require('node:test');
const { client, install, loadSdk } = require('./fake-wx.js');

const LINK = 'https://p.qpic.cn/pic_wework/1/ab/0';

function start(behaviour, options) {
  const wx = install(client(behaviour));
  const sdk = loadSdk();
  return { wx, ...sdk, share: sdk.create(options) };
}

test('a card goes out in card form, without empty keys, and the note about the page says so', async () => {
  const { wx, share, card } = start();
  const result = await share.shareToCustomers({ attachments: [card({ title: '信笺', page: 'pages/product/product?id=2', cover: LINK })] });
  assert.equal(result.state, 'handed_over');
  assert.equal(result.shareId, null);
  assert.deepEqual(result.notes.map((note) => note.code), ['quota_not_checked', 'page_made_card_form']);
  assert.deepEqual(wx.named('shareToExternalContact')[0].args, {
    attachments: [
      { msgtype: 'miniprogram', miniprogram: { appid: 'wx7c1d9a2b3e4f5061', title: '信笺', imgUrl: LINK, page: '/pages/product/product.html?id=2' } },
    ],
  });
  assert.equal(wx.named('request').length, 0);
  assert.equal(wx.named('login').length, 0);
});

test('text, a picture link, a media id and chosen groups become the documented shape', async () => {
  const { wx, share, image } = start();
  await share.shareToGroups({ text: '上新', attachments: [image(LINK), image({ mediaid: 'M1' })], to: ['wr1'] });
  assert.deepEqual(wx.named('shareToExternalChat')[0].args, {
    chatIds: ['wr1'],
    text: { content: '上新' },
    attachments: [
      { msgtype: 'image', image: { imgUrl: LINK } },
      { msgtype: 'image', image: { mediaid: 'M1' } },
    ],
  });
});

test('pictures that are only on the phone are faults, since nobody can upload them', async () => {
  const { wx, share, image, card } = start();
  const error = await share.shareToCustomers({ attachments: [image('/a.jpg'), image('http://tmp/b.jpg'), card({ title: 't', page: 'pages/a', cover: 'wxfile://c' })] }).catch((e) => e);
  assert.deepEqual(error.faults.map((fault) => fault.code), ['image_local', 'image_local', 'image_local']);
  assert.equal(wx.calls.length, 0);
});

test('shareAppMessageEx is taken when asked for and there, with the configured suffix', async () => {
  for (const [suffix, path] of [[undefined, '/pages/a.html?x=1'], ['', '/pages/a?x=1']]) {
    const { wx, share, card } = start({}, { ex: true, exPageSuffix: suffix });
    const result = await share.shareToCustomers({ attachments: [card({ title: 't', page: 'pages/a?x=1', cover: LINK })], to: ['wmOne'] });
    assert.equal(result.route.api, 'shareAppMessageEx');
    assert.deepEqual(wx.named('shareAppMessageEx')[0].args, { title: 't', imageUrl: LINK, path, selectedExternalUserIds: ['wmOne'] });
  }
});

test('where shareAppMessageEx is absent or does not fit, the documented route is taken and the reason told', async () => {
  const passed = async (behaviour, wanted) => {
    const { wx, share, card } = start(behaviour);
    const result = await share.shareToCustomers({ attachments: [card({ title: 't', page: 'pages/a', cover: LINK })], ex: true, ...wanted });
    assert.equal(wx.named('shareToExternalContact').length, 1);
    return result.route.passed_over.map((it) => it.api + ' ' + it.code);
  };
  assert.deepEqual(await passed({ without: ['shareAppMessageEx'] }, { to: ['wmOne'] }), ['shareAppMessageEx api_absent']);
  assert.deepEqual(await passed({}, { to: ['wmOne'], text: '你好' }), ['shareAppMessageEx ex_single_card_only']);
  assert.deepEqual(await passed({}, {}), ['shareAppMessageEx ex_needs_ids']);
});

test('on a Mac, and before 3.1.6, the call is refused before it is made: the client does not take it', async () => {
  for (const behaviour of [{ system: { platform: 'mac' } }, { qy: { getSystemInfo: { version: '3.1.5', errMsg: 'qy.getSystemInfo:ok' } } }]) {
    const { wx, share } = start(behaviour);
    const error = await share.shareToCustomers({ text: 'a' }).catch((e) => e);
    assert.equal(error.code, 'client_not_supported');
    assert.equal(error.stage, undefined);
    assert.equal(wx.named('shareToExternalContact').length, 0);
  }
});

test('before 4.1.10 receivers are not preset, and a note says so', async () => {
  const { wx, share } = start({ qy: { getSystemInfo: { version: '4.1.9', errMsg: 'qy.getSystemInfo:ok' } } });
  const result = await share.shareToCustomers({ text: 'a', to: ['wmOne'] });
  assert.deepEqual(wx.named('shareToExternalContact')[0].args, { text: { content: 'a' } });
  assert.deepEqual(result.notes.map((note) => note.code), ['preset_not_supported']);
});

test('what needs a server says so', async () => {
  const { share } = start();
  for (const call of [share.customers(), share.groups(), share.upload('/a.jpg')]) {
    assert.equal((await call.catch((e) => e)).code, 'server_needed');
  }
});

test('refusals of the client are explained on the phone, each with its raw text', async () => {
  const texts = {
    'user not in allow list': 'user_not_in_allow_list',
    'fail_fail_without context of external contact': 'without_context',
    'fail, not allow to cross corp': 'cross_corp',
    'fail invalid imgUrl': 'invalid_image_url',
    'function not exist': 'function_not_exist',
    fail_nosupport: 'not_supported',
    'permission denied': 'permission_denied',
    'fail, invalid param': 'invalid_param',
    'fail_content empty': 'content_empty',
    fail: 'unknown_answer',
    'fail something new': 'unknown_answer',
  };
  for (const [text, code] of Object.entries(texts)) {
    for (const field of ['errMsg', 'err_msg', 'errmsg', 'fail_reason']) {
      const raw = { [field]: 'qy.shareToExternalContact:' + text };
      const { share } = start({ qy: { shareToExternalContact: raw } });
      const error = await share.shareToCustomers({ text: 'a' }).catch((e) => e);
      assert.equal(error.code, code, text);
      assert.equal(error.stage, 'call');
      assert.deepEqual(error.raw, raw);
      assert.ok(error.cause.zh && error.cause.en && error.remedy.zh && error.remedy.en);
    }
  }
});
