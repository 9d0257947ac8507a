'use strict';
// A result that the client gave is not lost when the app is killed before the server heard of it.

const assert = require('node:assert/strict');
const { test } = require('node:test');
const { client, clock, inTime, install, loadSdk, refusal, server } = require('./fake-wx.js');

const OPTIONS = { server: 'https://share.example.com' };
const KEY = 'wecom-share:reports';
const reports = (wx) => wx.named('request').filter((call) => /\/report$/.test(call.path));

test('killed between the answer and the report: the next start reports the very answer', async (t) => {
  const pass = clock(t);
  const store = new Map();
  const first = install(client({ store, request: server({ 'POST /shares/ID/report': 'never' }) }));
  loadSdk().create(OPTIONS).shareToCustomers({ text: 'a' });
  await pass(() => reports(first).length === 1);
  assert.equal(store.get(KEY).length, 1);

  const second = install(client({ store }));
  loadSdk().create(OPTIONS);
  await pass(() => reports(second).length === 1 && store.get(KEY).length === 0);
  assert.equal(reports(second)[0].path, '/api/v1/shares/sh_1/report');
  assert.deepEqual(reports(second)[0].body, reports(first)[0].body);
});

test('written before the call: an app killed while the helper is open leaves a trace, and no answer is made up', async (t) => {
  const pass = clock(t);
  const store = new Map();
  const first = install(client({ store, qy: { shareToExternalContact: () => 'never' } }));
  loadSdk().create(OPTIONS).shareToCustomers({ text: 'a' });
  await pass(() => first.named('shareToExternalContact').length === 1);
  assert.deepEqual(store.get(KEY).map(({ share, api, answer }) => ({ share, api, answer })), [{ share: 'sh_1', api: 'shareToExternalContact', answer: undefined }]);

  const second = install(client({ store }));
  await loadSdk().create(OPTIONS).shareToCustomers({ text: 'b' });
  assert.ok(reports(second).every((report) => report.body.answer.errMsg));
});

test('with the server gone after the call, the result is told from the client\'s answer and the report waits', async (t) => {
  const pass = clock(t);
  const store = new Map();
  const wx = install(client({ store, request: server({ 'POST /shares/ID/report': { fail: { errMsg: 'request:fail' } } }) }));
  const result = await inTime(pass, loadSdk().create(OPTIONS).shareToCustomers({ text: 'a' }));
  assert.equal(result.state, 'handed_over');
  assert.deepEqual(result.notes.map((note) => note.code), ['report_pending']);
  assert.equal(reports(wx).length, 3);
  assert.equal(store.get(KEY).length, 1);
});

test('a report that the server will never take is not kept for ever', async () => {
  const store = new Map();
  install(client({ store, request: server({ 'POST /shares/ID/report': refusal(404, 'unknown_share') }) }));
  await loadSdk().create(OPTIONS).shareToCustomers({ text: 'a' });
  assert.deepEqual(store.get(KEY), []);
});

test('another member of the same phone does not report what is not theirs, and it is kept', async () => {
  const store = new Map([[KEY, [{ share: 'sh_7', api: 'shareToExternalContact', member: 'wwA/lisi', at: '2026-11-24T00:00:00Z', answer: { errMsg: 'x:ok' } }]]]);
  const wx = install(client({ store }));
  await loadSdk().create(OPTIONS).shareToCustomers({ text: 'a' });
  assert.deepEqual(reports(wx).map((report) => report.path), ['/api/v1/shares/sh_1/report']);
  assert.deepEqual(store.get(KEY).map((report) => report.share), ['sh_7']);
});

test('with nothing to report, starting asks for no login', async () => {
  const wx = install(client());
  loadSdk().create(OPTIONS);
  for (let i = 0; i < 50; i++) await new Promise(setImmediate);
  assert.equal(wx.calls.length, 0);
});
