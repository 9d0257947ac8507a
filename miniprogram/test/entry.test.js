'use strict';
// Which share an opening belongs to, told once for each opening.

const assert = require('node:assert/strict');
const { afterEach, test } = require('node:test');
const { client, clock, inTime, install, loadSdk, refusal, server } = require('./fake-wx.js');

const OPTIONS = { server: 'https://share.example.com' };
const A = 'aaaaaaaaaaaaaaaa';
const B = 'bbbbbbbbbbbbbbbb';
const openings = (wx) => wx.named('request').filter((call) => call.path === '/api/v1/openings').map((call) => call.body);

// Reports under way end before the next test, whose clock may be another.
afterEach(async () => {
  for (let i = 0; i < 10; i++) await new Promise(setImmediate);
});

/** A customer's phone: WeChat, without wx.qy. */
function phone(enter, behaviour = {}) {
  const wx = install(client({ system: { environment: undefined }, ...behaviour }));
  delete wx.qy;
  wx.enter = { path: 'pages/product/product', query: {}, scene: 1044, ...enter };
  return { wx, share: loadSdk().create(OPTIONS) };
}

test('the token of the page is found, reported without a session, and kept out of the page\'s own parameters', async () => {
  const { wx, share } = phone({ query: { id: '7', ws_t: A }, chatType: 2 });
  const entry = share.readEntry({ id: '7', ws_t: A });
  assert.equal(entry.token, A);
  assert.deepEqual(entry.query, { id: '7' });
  assert.equal(entry.page, 'pages/product/product');
  assert.equal(entry.scene, 1044);
  assert.equal(entry.chatType, 2);
  assert.deepEqual(await entry.reported, { share: 'sh_1', recorded: true });
  const [opening] = openings(wx);
  assert.match(opening.event, /^ev_/);
  assert.deepEqual({ ...opening, event: '' }, { token: A, event: '', page: 'pages/product/product', scene: 1044, chatType: 2 });
  assert.equal(wx.named('request')[0].header.authorization, undefined);
});

test('one opening is reported once, however many places read it', async () => {
  const { wx, share } = phone({ query: { ws_t: A } });
  const seen = [];
  share.onOpen((entry) => seen.push(entry.token));
  wx.showApp(wx.enter);
  const entry = share.readEntry({ ws_t: A });
  share.readEntry();
  assert.deepEqual(await entry.reported, { share: 'sh_1', recorded: true });
  assert.equal(openings(wx).length, 1);
  assert.deepEqual(seen, [A]);
});

test('a card tapped while its page is already open counts through the enter options', async () => {
  const { wx, share } = phone({ query: { ws_t: A } });
  const seen = [];
  const stop = share.onOpen((entry) => seen.push(entry.token));
  wx.hideApp();
  wx.showApp({ path: 'pages/product/product', query: { ws_t: B }, scene: 1044 });
  assert.deepEqual(openings(wx).map((opening) => opening.token), [A, B]);
  assert.deepEqual(seen, [A, B]);
  stop();
  wx.hideApp();
  wx.showApp({ path: 'pages/product/product', query: { ws_t: A }, scene: 1044 });
  assert.deepEqual(seen, [A, B]);
});

test('coming back from the background is not another opening, tapping the same card again is', async () => {
  const { wx, share } = phone({ query: { ws_t: A } });
  share.onOpen(() => {});
  wx.hideApp();
  wx.showApp(wx.enter);
  share.readEntry();
  assert.equal(openings(wx).length, 1);
  share.readEntry({ ws_t: A });
  assert.equal(openings(wx).length, 2);
  assert.notEqual(openings(wx)[0].event, openings(wx)[1].event);
});

test('without a token nothing is reported', async () => {
  const { wx, share } = phone({ query: { id: '1' } });
  const entry = share.readEntry({ id: '1' });
  assert.equal(entry.token, undefined);
  assert.equal(await entry.reported, null);
  assert.equal(wx.calls.length, 0);
});

test('an opening that could not be told is told at the next start, with the same event id', async (t) => {
  const pass = clock(t);
  const store = new Map();
  const first = phone({ query: { ws_t: A } }, { store, request: () => ({ fail: { errMsg: 'request:fail' } }) });
  assert.equal(await inTime(pass, first.share.readEntry({ ws_t: A }).reported), null);
  const second = phone({}, { store });
  for (let i = 0; i < 50; i++) await new Promise(setImmediate);
  const told = openings(first.wx).map((opening) => opening.event);
  assert.equal(told.length, 3);
  assert.deepEqual([...new Set(told)], openings(second.wx).map((opening) => opening.event));
  assert.deepEqual(store.get('wecom-share:openings'), []);
});

test('a token that the server does not know is dropped, and settles', async () => {
  const store = new Map();
  const { share } = phone({}, { store, request: server({ 'POST /openings': refusal(404, 'unknown_token') }) });
  assert.equal(await share.readEntry({ ws_t: A }).reported, null);
  assert.deepEqual(store.get('wecom-share:openings'), []);
});

test('app options are understood as well as page options', () => {
  const { share } = phone({});
  const entry = share.readEntry({ path: '/pages/index/index', query: { ws_t: B, a: '1' }, scene: 1007 });
  assert.equal(entry.token, B);
  assert.equal(entry.page, 'pages/index/index');
  assert.deepEqual(entry.query, { a: '1' });
});
