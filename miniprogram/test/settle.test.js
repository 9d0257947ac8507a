'use strict';
// Every call settles: whatever the network, the server or the client does or leaves undone.

const assert = require('node:assert/strict');
const { test } = require('node:test');
const { client, clock, inTime, install, loadSdk, server } = require('./fake-wx.js');

const outcome = (promise) => promise.then((result) => result.state, (error) => error.code);

async function share(t, behaviour, change = () => {}) {
  const wx = install(client(behaviour));
  change(wx);
  t.mock.timers.reset();
  const pass = clock(t);
  const sdk = loadSdk();
  return inTime(pass, outcome(sdk.create({ server: 'https://share.example.com' }).shareToCustomers({ attachments: [sdk.image('/a.jpg')] })));
}

test('a server that never answers is server_unreachable', async (t) => {
  assert.equal(await share(t, { request: () => 'never' }), 'server_unreachable');
});

test('a server that never answers the plan is server_unreachable, and WeCom is not called', async (t) => {
  let wx;
  assert.equal(await share(t, { request: server({ 'POST /shares': 'never' }) }, (it) => (wx = it)), 'server_unreachable');
  assert.equal(wx.named('shareToExternalContact').length, 0);
});

test('an upload that never ends is server_unreachable', async (t) => {
  assert.equal(await share(t, { upload: () => 'never' }), 'server_unreachable');
});

test('a login that never answers is login_failed', async (t) => {
  assert.equal(await share(t, { qy: { login: () => 'never' } }), 'login_failed');
});

test('a domain that is not allowed is server_unreachable', async (t) => {
  assert.equal(await share(t, { request: () => ({ fail: { errMsg: 'request:fail url not in domain list' } }) }), 'server_unreachable');
});

test('an answer that is not JSON, or empty, or an error without words is server_failed', async (t) => {
  for (const answer of [{ status: 502, data: '<html>' }, { status: 200, data: '' }, { status: 500, data: { error: {} } }, { status: undefined, data: null }]) {
    assert.equal(await share(t, { request: () => answer }), 'server_failed');
  }
});

test('functions of wx.qy that throw settle the share', async (t) => {
  const boom = () => { throw new TypeError('boom'); };
  assert.equal(await share(t, {}, (wx) => (wx.qy.login = boom)), 'login_failed');
  assert.equal(await share(t, { request: server({ 'POST /shares/ID/report': { data: { share: { id: 'sh_1', state: 'failed' } } } }) }, (wx) => (wx.qy.shareToExternalContact = boom)), 'unknown_answer');
  assert.equal(await share(t, {}, (wx) => (wx.qy.getContext = wx.qy.getSystemInfo = boom)), 'handed_over');
});

test('a client that lost its function between plan and call settles the share', async (t) => {
  assert.equal(
    await share(t, { without: ['shareToExternalContact'], request: server({ 'POST /shares/ID/report': { data: { share: { id: 'sh_1', state: 'failed' } } } }) }),
    'api_not_a_function',
  );
});

test('wx.request or wx.uploadFile missing altogether settles the share', async (t) => {
  assert.equal(await share(t, {}, (wx) => delete wx.request), 'server_unreachable');
  assert.equal(await share(t, {}, (wx) => delete wx.uploadFile), 'server_unreachable');
});

test('getContext and getSystemInfo that never answer only cost a moment', async (t) => {
  assert.equal(await share(t, { qy: { getContext: () => 'never', getSystemInfo: () => 'never' } }), 'handed_over');
});

test('a client that calls only complete settles, and only an ok counts as handed over', async (t) => {
  const only = (answer) => (wx) => (wx.qy.shareToExternalContact = (args) => setImmediate(() => args.complete(answer)));
  assert.equal(await share(t, {}, only({ errMsg: 'shareToExternalContact:ok' })), 'handed_over');
  assert.equal(await share(t, {}, only({ errMsg: 'shareToExternalContact:cancel' })), 'cancelled');
  assert.equal(await share(t, { request: server({ 'POST /shares/ID/report': { data: { share: { id: 'sh_1', state: 'failed' } } } }) }, only(undefined)), 'unknown_answer');
});

test('a client that calls success, complete and fail settles once, with the first', async (t) => {
  assert.equal(
    await share(t, {}, (wx) => (wx.qy.shareToExternalContact = (args) => {
      args.success({ errMsg: 'shareToExternalContact:ok' });
      args.complete({ errMsg: 'shareToExternalContact:ok' });
      args.fail({ errMsg: 'shareToExternalContact:fail' });
    })),
    'handed_over',
  );
});

test('the wx.qy call has no time-out: a person may take as long as they like', async (t) => {
  const pass = clock(t);
  let finish;
  const wx = install(client());
  wx.qy.shareToExternalContact = (args) => (finish = () => args.success({ errMsg: 'shareToExternalContact:ok' }));
  let result;
  loadSdk()
    .create({ server: 'https://share.example.com' })
    .shareToCustomers({ text: 'a' })
    .then((it) => (result = it));
  await pass(() => finish);
  t.mock.timers.tick(24 * 3600 * 1000);
  for (let i = 0; i < 10; i++) await new Promise(setImmediate);
  assert.equal(result, undefined);
  finish();
  await pass(() => result);
  assert.equal(result.state, 'handed_over');
});

test('a storage that throws costs the safety net, not the share', async (t) => {
  assert.equal(
    await share(t, {}, (wx) => {
      wx.getStorageSync = wx.setStorageSync = () => { throw new Error('full'); };
    }),
    'handed_over',
  );
});
