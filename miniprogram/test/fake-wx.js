'use strict';
// A WeCom client and a wecom-share server as far as the SDK can see them, in memory. Nothing answers in the same tick.

const { readFileSync } = require('node:fs');
const { join } = require('node:path');
const vm = require('node:vm');

const BUNDLE = join(__dirname, '../dist/index.js');

let installed;

/** Puts a client in place for the copies of the SDK that are loaded from now on. */
function install(wx) {
  installed = wx;
  return wx;
}

/**
 * A fresh copy of the SDK: what a restarted mini program gets. It sees the client installed now, so a copy of before
 * keeps to its own; with `client` null it sees no `wx` at all.
 */
function loadSdk(client = installed) {
  const module = { exports: {} };
  const run = vm.compileFunction(readFileSync(BUNDLE, 'utf8'), ['module', 'exports', 'wx'], { filename: BUNDLE });
  run(module, module.exports, client ?? undefined);
  return module.exports;
}

const soon = (run) => setImmediate(run);

/**
 * Time for a test, in turns of the event loop: each turn is a tenth of a second, so minutes pass at once and a busy
 * machine changes nothing. `pass(done)` lets time go by until `done()`, or fails.
 */
function clock(t) {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  return async function pass(done) {
    for (let turn = 0; turn < 5000; turn++) {
      if (done()) return;
      await new Promise(setImmediate);
      t.mock.timers.tick(100);
    }
    throw new Error('it did not happen');
  };
}

/** The value of a promise that needs time to go by. */
async function inTime(pass, promise) {
  let settled;
  promise.then(
    (value) => (settled = { value }),
    (error) => (settled = { error }),
  );
  await pass(() => settled);
  if (settled.error) throw settled.error;
  return settled.value;
}

/** `behaviour` overrides any function; `store` can be handed on to a later client, as storage outlives the app. */
function client(behaviour = {}) {
  const calls = [];
  const store = behaviour.store ?? new Map();
  const hide = [];
  const show = [];
  const wx = {
    calls,
    /** Uploads, which a test may let go on or abort. */
    tasks: [],
    store,
    named: (name) => calls.filter((call) => call.name === name),
    hideApp: () => hide.forEach((run) => run()),
    showApp: (options) => {
      wx.enter = options;
      show.forEach((run) => run(options));
    },
    enter: { path: 'pages/index/index', query: {}, scene: 1001 },
    getSystemInfoSync: () => ({ environment: 'wxwork', platform: 'ios', version: '8.0.1', ...behaviour.system }),
    getAccountInfoSync: () => ({ miniProgram: { appId: 'wx7c1d9a2b3e4f5061' } }),
    getLaunchOptionsSync: () => wx.enter,
    getEnterOptionsSync: () => wx.enter,
    getStorageSync: (key) => (store.has(key) ? structuredClone(store.get(key)) : ''),
    setStorageSync: (key, value) => void store.set(key, structuredClone(value)),
    onAppHide: (run) => hide.push(run),
    onAppShow: (run) => show.push(run),
    request(args) {
      calls.push({ name: 'request', method: args.method, path: new URL(args.url).pathname, header: args.header, body: args.data && JSON.parse(args.data) });
      const answer = (behaviour.request ?? server())(args);
      if (answer === 'never') return;
      soon(() => (answer.fail ? args.fail(answer.fail) : args.success({ statusCode: answer.status ?? 200, data: answer.data })));
    },
    uploadFile(args) {
      if (typeof args.formData !== 'object' || typeof args.header !== 'object') throw new TypeError('wx.uploadFile takes objects as formData and header');
      const path = new URL(args.url).pathname;
      calls.push({ name: 'upload', path, filePath: args.filePath, formData: args.formData });
      const known = /media$/.test(path) ? { mediaid: 'M_' + args.formData.type, expires_at: '2026-11-28T00:00:00Z' } : { id: 'img_' + 'a'.repeat(64), url: 'http://p.qpic.cn/pic_wework/1/ab/0' };
      const answer = behaviour.upload?.(args) ?? { data: known };
      const listeners = [];
      const task = { onProgressUpdate: (listener) => listeners.push(listener), abort: () => soon(() => args.fail({ errMsg: 'uploadFile:fail abort' })) };
      task.progress = (progress) => listeners.forEach((listener) => listener({ progress }));
      wx.tasks.push(task);
      if (answer !== 'never') soon(() => (answer.fail ? args.fail(answer.fail) : args.success({ statusCode: answer.status ?? 200, data: JSON.stringify(answer.data) })));
      return task;
    },
  };
  const qy = (name, answer) => (args) => {
    const { success, fail, complete, ...rest } = args;
    calls.push({ name, args: rest });
    const own = behaviour.qy?.[name];
    const reply = typeof own === 'function' ? own(args) : (own ?? answer);
    if (reply === 'never') return;
    soon(() => (/:ok$/.test(reply.errMsg ?? reply.err_msg ?? '') ? success(reply) : fail(reply)));
  };
  let codes = 0;
  wx.qy = {
    login: qy('login', { code: 'code-' + ++codes, errMsg: 'qy.login:ok' }),
    getSystemInfo: qy('getSystemInfo', { version: '4.1.20', errMsg: 'qy.getSystemInfo:ok' }),
    getContext: qy('getContext', { entry: 'normal', errMsg: 'qy.getContext:ok' }),
    selectExternalContact: qy('selectExternalContact', { userIds: ['wmOne'], errMsg: 'qy.selectExternalContact:ok' }),
    shareToExternalContact: qy('shareToExternalContact', { errMsg: 'qy.shareToExternalContact:ok' }),
    shareToExternalChat: qy('shareToExternalChat', { errMsg: 'qy.shareToExternalChat:ok' }),
    shareToExternalMoments: qy('shareToExternalMoments', { errMsg: 'qy.shareToExternalMoments:ok' }),
    sendChatMessage: qy('sendChatMessage', { errMsg: 'qy.sendChatMessage:ok' }),
    shareAppMessageEx: qy('shareAppMessageEx', { errMsg: 'qy.shareAppMessageEx:ok' }),
  };
  for (const name of behaviour.without ?? []) delete wx.qy[name];
  return wx;
}

/** Answers as the server's API does. Each route can be replaced. */
function server(routes = {}) {
  let shares = 0;
  return (args) => {
    const path = new URL(args.url).pathname.replace('/api/v1', '');
    const body = args.data ? JSON.parse(args.data) : undefined;
    const route = path.replace(/sh_\w+/, 'ID');
    const own = routes[args.method + ' ' + route];
    if (own) return typeof own === 'function' ? own(body, args) : own;
    if (route === '/sessions') {
      return { data: { token: 'token-for-' + body.code, expires_at: '2026-11-25T00:00:00Z', member: { corpid: 'wwA', userid: 'zhangsan' } } };
    }
    if (route === '/shares') return { status: 201, data: plan('sh_' + ++shares, body) };
    if (route === '/shares/ID/report') {
      const text = body.answer.errMsg ?? '';
      const state = /ok$/.test(text) ? 'handed_over' : /cancel/.test(text) ? 'cancelled' : 'failed';
      return { data: { share: { id: path.split('/')[2], state } } };
    }
    if (route === '/images/from-url') return { data: { id: 'img_' + 'f'.repeat(64), url: 'http://p.qpic.cn/pic_wework/1/ff/0' } };
    if (route === '/openings') return { data: { share: 'sh_1', recorded: true } };
    throw new Error('the fake server has no ' + args.method + ' ' + route);
  };
}

function plan(id, { draft }) {
  const api = { customers: 'shareToExternalContact', groups: 'shareToExternalChat', moments: 'shareToExternalMoments', chat: 'sendChatMessage' }[draft.target.kind];
  const args = { attachments: [{ msgtype: 'image', image: { imgUrl: 'http://p.qpic.cn/pic_wework/1/ab/0' } }] };
  if (draft.target.ids) args.externalUserIds = draft.target.ids;
  return {
    share: { id, state: 'prepared', token: 'abcdefghijklmnop' },
    call: { api, args },
    route: { api, reason: { code: 'mass_send', zh: '群发', en: 'mass send' }, passed_over: [] },
    receivers: { planned: draft.target.ids ?? null, skipped: [] },
    notes: [],
  };
}

function refusal(status, code, more = {}) {
  return { status, data: { error: { code, cause: { zh: '原因', en: 'cause' }, remedy: { zh: '办法', en: 'remedy' }, ...more } } };
}

module.exports = { BUNDLE, client, clock, inTime, install, loadSdk, plan, refusal, server };
