'use strict';
// Every call settles: whatever the network, the server or the client does or leaves undone.

const assert = require('node:assert/strict');
const { test } = require('node:test');
const { client, install, loadSdk, server } = require('./fake-wx.js');

const outcome = (promise) => promise.then((result) => result.state, (error) => error.code);

/** Time-outs of 20 ms stand for ten seconds. */
async function share(behaviour, change = () => {}, wanted) {
  const wx = install(client(behaviour));
  change(wx);
  const sdk = loadSdk();
  return outcome(sdk.create({ server: 'https://share.example.com', timeout: 20 }).shareToCustomers(wanted ?? { attachments: [sdk.image('/a.jpg')] }));
}

test('a server that never answers is server_unreachable', async () => {
  assert.equal(await share({ request: () => 'never' }), 'server_unreachable');
});

test('a server that never answers the plan is server_unreachable, and WeCom is not called', async () => {
  let wx;
  assert.equal(await share({ request: server({ 'POST /shares': 'never' }) }, (it) => (wx = it)), 'server_unreachable');
  assert.equal(wx.named('shareToExternalContact').length, 0);
});

test('an upload that never ends is server_unreachable', async () => {
  assert.equal(await share({ upload: () => 'never' }), 'server_unreachable');
});

test('a login that never answers is login_failed', async () => {
  assert.equal(await share({ qy: { login: () => 'never' } }), 'login_failed');
});

test('a domain that is not allowed is server_unreachable', async () => {
  assert.equal(await share({ request: () => ({ fail: { errMsg: 'request:fail url not in domain list' } }) }), 'server_unreachable');
});

test('an answer that is not JSON, or empty, or an error without words is server_failed', async () => {
  for (const answer of [{ status: 502, data: '<html>' }, { status: 200, data: '' }, { status: 500, data: { error: {} } }, { status: undefined, data: null }]) {
    assert.equal(await share({ request: () => answer }), 'server_failed');
  }
});

test('functions of wx.qy that throw settle the share', async () => {
  const boom = () => { throw new TypeError('boom'); };
  assert.equal(await share({}, (wx) => (wx.qy.login = boom)), 'login_failed');
  assert.equal(await share({ request: server({ 'POST /shares/ID/report': { data: { share: { id: 'sh_1', state: 'failed' } } } }) }, (wx) => (wx.qy.shareToExternalContact = boom)), 'unknown_answer');
  assert.equal(await share({}, (wx) => (wx.qy.getContext = wx.qy.getSystemInfo = boom)), 'handed_over');
});

test('a client that lost its function between plan and call settles the share', async () => {
  assert.equal(
    await share({ without: ['shareToExternalContact'], request: server({ 'POST /shares/ID/report': { data: { share: { id: 'sh_1', state: 'failed' } } } }) }),
    'function_not_exist',
  );
});

test('wx.request or wx.uploadFile missing altogether settles the share', async () => {
  assert.equal(await share({}, (wx) => delete wx.request), 'server_unreachable');
  assert.equal(await share({}, (wx) => delete wx.uploadFile), 'server_unreachable');
});

test('getContext and getSystemInfo that never answer only cost a moment', async () => {
  assert.equal(await share({ qy: { getContext: () => 'never', getSystemInfo: () => 'never' } }), 'handed_over');
});

test('a client that calls only complete settles, and only an ok counts as handed over', async () => {
  const only = (answer) => (wx) => (wx.qy.shareToExternalContact = (args) => setImmediate(() => args.complete(answer)));
  assert.equal(await share({}, only({ errMsg: 'shareToExternalContact:ok' })), 'handed_over');
  assert.equal(await share({}, only({ errMsg: 'shareToExternalContact:cancel' })), 'cancelled');
  assert.equal(await share({ request: server({ 'POST /shares/ID/report': { data: { share: { id: 'sh_1', state: 'failed' } } } }) }, only(undefined)), 'unknown_answer');
});

test('a client that calls success, complete and fail settles once, with the first', async () => {
  assert.equal(
    await share({}, (wx) => (wx.qy.shareToExternalContact = (args) => {
      args.success({ errMsg: 'shareToExternalContact:ok' });
      args.complete({ errMsg: 'shareToExternalContact:ok' });
      args.fail({ errMsg: 'shareToExternalContact:fail' });
    })),
    'handed_over',
  );
});

test('the wx.qy call has no time-out of its own: a person may take as long as they like', async () => {
  let finish;
  const wx = install(client({}));
  wx.qy.shareToExternalContact = (args) => (finish = () => args.success({ errMsg: 'shareToExternalContact:ok' }));
  const sdk = loadSdk();
  let settled = false;
  const running = sdk.create({ server: 'https://share.example.com', timeout: 5 }).shareToCustomers({ text: 'a' });
  running.then(() => (settled = true));
  while (!finish) await new Promise(setImmediate);
  // Far more than the time-out above, in turns of the event loop and not in time.
  for (let i = 0; i < 2000; i++) await new Promise(setImmediate);
  assert.equal(settled, false);
  finish();
  assert.equal((await running).state, 'handed_over');
});

test('a storage that throws costs the safety net, not the share', async () => {
  assert.equal(
    await share({}, (wx) => {
      wx.getStorageSync = wx.setStorageSync = () => { throw new Error('full'); };
    }),
    'handed_over',
  );
});
