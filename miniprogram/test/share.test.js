'use strict';
// One share from draft to result, against a fake client and a fake server.

const assert = require('node:assert/strict');
const { test } = require('node:test');
const { client, install, loadSdk, plan, refusal, server } = require('./fake-wx.js');
const { vectors } = require('./vectors.js');

const SERVER = 'https://share.example.com';

function start(behaviour, options) {
  const wx = install(client(behaviour));
  const sdk = loadSdk();
  return { wx, sdk, share: sdk.create({ server: SERVER, ...options }) };
}

const { image, card } = (install(client()), loadSdk());
const picture = { attachments: [image('/images/poster.jpg')] };
const product = { attachments: [card({ title: '手账本', page: 'pages/product/product?id=1', cover: '/images/camellia.jpg' })] };

const rejected = (promise) => promise.then(() => assert.fail('was not rejected'), (error) => error);

test('importing touches neither wx nor wx.qy, and neither does building a draft', () => {
  let touched = '';
  const sdk = loadSdk(new Proxy({}, { get: (_, name) => void (touched += String(name)), has: (_, name) => ((touched += String(name)), false) }));
  sdk.image('/a.jpg');
  sdk.card({ title: 't', page: 'p', cover: '/a.jpg' });
  sdk.cardPage('pages/a');
  assert.equal(touched, '');
});

test('outside a mini program everything that needs one is refused with wrong_host, and host() still answers', async () => {
  const share = loadSdk(null).create({ server: SERVER });
  assert.equal(share.host().environment, 'unknown');
  assert.equal((await rejected(share.shareToCustomers(picture))).code, 'wrong_host');
  assert.equal(share.readEntry({ id: '1' }).query.id, '1');
});

test('a picture from the package is uploaded, planned, handed to wx.qy exactly as planned, and reported', async () => {
  const { wx, share } = start();
  const result = await share.shareToCustomers(picture);
  assert.equal(result.state, 'handed_over');
  assert.equal(result.shareId, 'sh_1');
  assert.equal(result.route.api, 'shareToExternalContact');
  assert.deepEqual(wx.named('upload').map((call) => call.filePath), ['/images/poster.jpg']);
  const planned = wx.named('request').find((call) => call.path === '/api/v1/shares');
  assert.deepEqual(planned.body.draft, {
    target: { kind: 'customers' },
    attachments: [{ msgtype: 'image', image: { id: 'img_' + 'a'.repeat(64) } }],
  });
  assert.equal(planned.body.host.environment, 'wxwork');
  assert.equal(planned.body.host.version, '4.1.20');
  assert.equal(planned.body.host.entry, 'normal');
  assert.equal(planned.header.authorization, 'Bearer token-for-code-1');
  assert.deepEqual(wx.named('shareToExternalContact')[0].args, plan('sh_1', planned.body).call.args);
  const report = wx.named('request').at(-1);
  assert.equal(report.path, '/api/v1/shares/sh_1/report');
  assert.deepEqual(report.body.answer, { errMsg: 'qy.shareToExternalContact:ok' });
});

test('a card to groups keeps its page as written: the server puts it in card form', async () => {
  const { wx, share } = start();
  const result = await share.shareToGroups(product);
  assert.equal(result.route.api, 'shareToExternalChat');
  const { draft } = wx.named('request').find((call) => call.path === '/api/v1/shares').body;
  assert.equal(draft.target.kind, 'groups');
  assert.equal(draft.attachments[0].miniprogram.page, 'pages/product/product?id=1');
});

test('fifty shares at once log in once', async () => {
  const { wx, share } = start();
  const results = await Promise.all(Array.from({ length: 50 }, () => share.shareToCustomers({ text: '你好' })));
  assert.equal(results.filter((result) => result.state === 'handed_over').length, 50);
  assert.equal(wx.named('login').length, 1);
  assert.equal(wx.named('request').filter((call) => call.path === '/api/v1/sessions').length, 1);
});

test('a session that is over is renewed once, for all who wait', async () => {
  let valid = 'none yet';
  let sessions = 0;
  const base = server();
  const { wx, share } = start({
    request: (args) => {
      if (args.url.endsWith('/sessions')) {
        valid = 'token-' + ++sessions;
        return { data: { token: valid, member: { corpid: 'wwA', userid: 'zhangsan' } } };
      }
      if (args.header.authorization === 'Bearer token-1') return refusal(401, 'session_expired');
      return base(args);
    },
  });
  const results = await Promise.all([share.shareToCustomers(picture), share.shareToCustomers(picture)]);
  assert.deepEqual(results.map((result) => result.state), ['handed_over', 'handed_over']);
  assert.equal(sessions, 2);
  assert.equal(wx.named('login').length, 2);
});

test('a session that the server never accepts ends in its error, not in a loop', async () => {
  const { wx, share } = start({ request: server({ 'POST /shares': refusal(401, 'session_expired') }) });
  assert.equal((await rejected(share.shareToCustomers({ text: 'a' }))).code, 'session_expired');
  assert.equal(wx.named('login').length, 2);
});

test('after a failed login the next share tries again', async () => {
  let fails = true;
  const { share } = start({ qy: { login: () => (fails ? { errMsg: 'qy.login:fail' } : { code: 'c', errMsg: 'qy.login:ok' }) } });
  assert.equal((await rejected(share.shareToCustomers(picture))).code, 'login_failed');
  fails = false;
  assert.equal((await share.shareToCustomers(picture)).state, 'handed_over');
});

test('the same picture used several times in one share is uploaded once', async () => {
  const { wx, share } = start();
  const steps = [];
  await share.shareToCustomers({
    attachments: [image('/images/a.jpg'), image('/images/a.jpg'), card({ title: 't', page: 'pages/a', cover: '/images/a.jpg' }), image('wxfile://tmp_b.jpg')],
    onProgress: (progress) => steps.push(progress),
  });
  assert.deepEqual(wx.named('upload').map((call) => call.filePath), ['/images/a.jpg', 'wxfile://tmp_b.jpg']);
  assert.deepEqual(steps.filter((step) => step.step === 'upload'), [
    { step: 'upload', done: 0, total: 2, percent: 0 },
    { step: 'upload', done: 1, total: 2, percent: 50 },
    { step: 'upload', done: 2, total: 2, percent: 100 },
  ]);
});

test('links, media ids and uploaded images are not uploaded again, and a devtools temporary file is', async () => {
  const { wx, share } = start();
  await share.shareToCustomers({
    attachments: [image('https://p.qpic.cn/pic_wework/1/ab/0'), image({ mediaid: 'M1' }), image({ id: 'img_1' }), image('http://tmp/x.jpg'), image('http://usr/y.jpg')],
  });
  assert.deepEqual(wx.named('upload').map((call) => call.filePath), ['http://tmp/x.jpg', 'http://usr/y.jpg']);
  const { draft } = wx.named('request').find((call) => call.path === '/api/v1/shares').body;
  assert.deepEqual(draft.attachments.slice(0, 3).map((it) => it.image), [{ url: 'https://p.qpic.cn/pic_wework/1/ab/0' }, { mediaid: 'M1' }, { id: 'img_1' }]);
});

test('where a client does not upload from the package, the copy of getImageInfo goes up', async () => {
  const { wx, share } = start({ upload: (args) => (args.filePath.startsWith('wxfile:') ? undefined : { fail: { errMsg: 'uploadFile:fail file not found' } }) });
  wx.getImageInfo = (args) => setImmediate(() => args.success({ path: 'wxfile://tmp_copy.jpg', width: 1, height: 1 }));
  assert.equal((await share.shareToCustomers(picture)).state, 'handed_over');
  assert.deepEqual(wx.named('upload').map((call) => call.filePath), ['/images/poster.jpg', 'wxfile://tmp_copy.jpg']);
});

test('a picture that cannot be read is image_unreadable, and nothing is planned', async () => {
  const { wx, share } = start({ upload: () => ({ fail: { errMsg: 'uploadFile:fail file not found' } }) });
  const error = await rejected(share.shareToCustomers(picture));
  assert.equal(error.code, 'image_unreadable');
  assert.equal(wx.named('request').filter((call) => call.path === '/api/v1/shares').length, 0);
});

test('the server refusing a picture is its own error, unchanged', async () => {
  const { share } = start({ upload: () => refusal(400, 'image_not_recognised') });
  const error = await rejected(share.shareToCustomers(picture));
  assert.equal(error.code, 'image_not_recognised');
  assert.equal(error.status, 400);
});

test('backing out is a result, whatever the client calls it with', async () => {
  for (const answer of [{ errMsg: 'qy.shareToExternalContact:cancel' }, { err_msg: 'shareToExternalContact:fail cancel' }, { errmsg: 'shareToExternalContact:fail_cancel' }]) {
    const { share } = start({
      qy: { shareToExternalContact: answer },
      request: server({ 'POST /shares/ID/report': { data: { share: { id: 'sh_1', state: 'cancelled' } } } }),
    });
    const result = await share.shareToCustomers(picture);
    assert.equal(result.state, 'cancelled');
    assert.equal(result.shareId, 'sh_1');
    assert.deepEqual(result.answer, answer);
  }
});

test('a refusal before the call keeps everything the server said, and wx.qy is not called', async () => {
  const said = {
    until: '2026-11-25T00:00:00+08:00',
    page: { zh: '群发助手', en: 'helper' },
    instead: [{ zh: '换个客户', en: 'someone else' }],
    share: { id: 'sh_9', state: 'refused' },
  };
  const { wx, share } = start({ request: server({ 'POST /shares': refusal(409, 'quota_used_up', said) }) });
  const error = await rejected(share.shareToCustomers({ ...picture, to: ['wmOne'] }));
  assert.ok(error instanceof Error);
  assert.equal(error.name, 'ShareError');
  assert.equal(error.code, 'quota_used_up');
  assert.equal(error.message, '原因 / cause');
  assert.equal(error.stage, undefined);
  for (const [key, value] of Object.entries(said)) assert.deepEqual(error[key], value);
  assert.equal(wx.named('shareToExternalContact').length, 0);
});

test('a refusal of the client is explained by the report, with the raw answer kept', async () => {
  const raw = { errMsg: 'qy.shareToExternalContact:fail no permission' };
  const error = { code: 'member_without_customer_contact', cause: { zh: '没有客户联系', en: 'no customer contact' }, remedy: { zh: '开通', en: 'enable' } };
  const { share } = start({
    qy: { shareToExternalContact: raw },
    request: server({ 'POST /shares/ID/report': { data: { share: { id: 'sh_1', state: 'failed' }, error } } }),
  });
  const met = await rejected(share.shareToCustomers(picture));
  assert.equal(met.code, 'member_without_customer_contact');
  assert.equal(met.stage, 'call');
  assert.deepEqual(met.raw, raw);
});

test('"no permission" with the server out of reach still names the cause and the admin page, in both languages', async () => {
  for (const text of ['fail no permission', 'fail_nopermission', 'fail_no_permission', 'no permission']) {
    const { share } = start({ qy: { shareToExternalContact: { errMsg: 'qy.shareToExternalContact:' + text } } }, { server: undefined });
    const error = await rejected(share.shareToCustomers({ text: 'a' }));
    assert.equal(error.code, 'no_permission', text);
    assert.match(error.cause.zh, /客户联系/);
    assert.match(error.cause.en, /customer contact/);
    assert.match(error.page.zh, /权限配置/);
    assert.doesNotMatch(error.message, /no permission/);
  }
});

test('picking first puts the chosen customers into the draft', async () => {
  const { wx, share } = start();
  await share.shareToCustomers({ ...product, to: 'pick' });
  assert.deepEqual(wx.named('selectExternalContact')[0].args, { filterType: 0 });
  assert.deepEqual(wx.named('request').find((call) => call.path === '/api/v1/shares').body.draft.target, { kind: 'customers', ids: ['wmOne'] });
});

test('backing out of the picker is a cancelled share, and nothing was planned', async () => {
  const { wx, share } = start({ qy: { selectExternalContact: { errMsg: 'qy.selectExternalContact:cancel' } } });
  const result = await share.shareToCustomers({ ...product, to: 'pick' });
  assert.equal(result.state, 'cancelled');
  assert.equal(result.shareId, null);
  assert.equal(wx.named('request').filter((call) => call.path === '/api/v1/shares').length, 0);
});

test('where receivers cannot be preset, the helper\'s own picker is used and a note says so', async () => {
  const cases = [
    { system: { platform: 'mac' } },
    { qy: { getSystemInfo: { version: '4.1.9', errMsg: 'qy.getSystemInfo:ok' } } },
    { without: ['selectExternalContact'] },
    { qy: { selectExternalContact: { errMsg: 'qy.selectExternalContact:fail' } } },
  ];
  for (const behaviour of cases) {
    const { wx, share } = start(behaviour);
    const result = await share.shareToCustomers({ ...product, to: 'pick' });
    assert.equal(result.state, 'handed_over');
    assert.deepEqual(result.notes.map((note) => note.code), ['picked_in_helper']);
    assert.equal(wx.named('request').find((call) => call.path === '/api/v1/shares').body.draft.target.ids, undefined);
  }
});

test('shareAppMessageEx is asked for only when the app opted in, and host.apis tells the truth about it', async () => {
  const drafts = async (behaviour, options, wanted) => {
    const { wx, share } = start(behaviour, options);
    await share.shareToCustomers({ ...product, to: ['wmOne'], ...wanted });
    return wx.named('request').find((call) => call.path === '/api/v1/shares').body;
  };
  assert.equal((await drafts()).draft.ex, undefined);
  assert.equal((await drafts({}, { ex: true })).draft.ex, true);
  assert.equal((await drafts({}, { ex: true }, { ex: false })).draft.ex, undefined);
  assert.ok((await drafts({}, {}, { ex: true })).host.apis.includes('shareAppMessageEx'));
  assert.ok(!(await drafts({ without: ['shareAppMessageEx'] }, {}, { ex: true })).host.apis.includes('shareAppMessageEx'));
});

test('all faults of a draft come at once, with their places, before any login', async () => {
  const { wx, share } = start();
  const error = await rejected(
    share.shareToCustomers({
      text: '字'.repeat(4001),
      to: [],
      attachments: [
        ...Array.from({ length: 8 }, () => image('/a.jpg')),
        image(''),
        image('data:image/png;base64,AAAA'),
        card({ title: '信'.repeat(22), page: '', cover: { mediaid: 'M' } }),
        null,
      ],
    }),
  );
  assert.equal(error.code, 'draft_invalid');
  assert.deepEqual(
    error.faults.map((fault) => fault.code + ' ' + fault.place),
    [
      'receivers_empty target.ids',
      'text_too_long text',
      'too_many_attachments attachments',
      'image_missing attachments[8].image',
      'image_inline attachments[9].image.url',
      'title_too_long attachments[10].miniprogram.title',
      'page_empty attachments[10].miniprogram.page',
      'cover_takes_no_mediaid attachments[10].miniprogram.cover.mediaid',
      'wrong_type attachments[11]',
    ],
  );
  for (const fault of error.faults) assert.ok(fault.zh && fault.en);
  assert.equal(wx.calls.length, 0);
});

test('limits hold exactly: 4000 characters and 64 bytes pass, emoji count as one character and four bytes', async () => {
  const faults = async (wanted) => {
    const { share } = start();
    return share.shareToCustomers(wanted).then(() => [], (error) => error.faults.map((fault) => fault.code));
  };
  const titled = (title) => ({ attachments: [card({ title, page: 'pages/a', cover: '/a.jpg' })] });
  assert.deepEqual(await faults({ text: '😀'.repeat(4000) }), []);
  assert.deepEqual(await faults({ text: '😀'.repeat(4001) }), ['text_too_long']);
  assert.deepEqual(await faults(titled('😀'.repeat(16))), []);
  assert.deepEqual(await faults(titled('😀'.repeat(16) + 'a')), ['title_too_long']);
  assert.deepEqual(await faults(titled('a\ud83d')), ['lone_surrogate']);
  assert.deepEqual(await faults(titled(' \u3000\u200b')), ['title_missing']);
  assert.deepEqual(await faults({}), ['draft_empty']);
  assert.deepEqual(await faults(null), ['wrong_type']);
  assert.deepEqual(await faults({ attachments: { length: 1 } }), ['wrong_type']);
  assert.deepEqual(await faults(JSON.parse('{"__proto__": {"text": "x"}, "text": ""}')), ['draft_empty', 'unknown_key']);
});

test('in WeChat a share is refused with a remedy, not with a TypeError', async () => {
  const { wx, share } = start({ system: { environment: undefined } });
  delete wx.qy;
  const error = await rejected(share.shareToCustomers(picture));
  assert.equal(error.code, 'wrong_host');
  assert.match(error.remedy.zh, /onShareAppMessage/);
  assert.equal(share.host().environment, 'weixin');
});

test('a listener that throws does not stop the share', async () => {
  const { share } = start();
  const result = await share.shareToCustomers({ ...picture, onProgress: () => { throw new Error('boom'); } });
  assert.equal(result.state, 'handed_over');
});

test('customers, groups and upload go through the same session', async () => {
  const { wx, share } = start({
    request: server({ 'GET /customers': { data: { customers: [{ id: 'wm1', name: '王小姐', available: true }] } }, 'GET /groups': { data: { groups: [] } } }),
  });
  const [customers, groups, uploaded] = await Promise.all([share.customers(), share.groups(), share.upload('/a.jpg')]);
  assert.equal(customers[0].name, '王小姐');
  assert.deepEqual(groups, []);
  assert.match(uploaded.id, /^img_/);
  assert.equal(wx.named('login').length, 1);
});

test('no draft that the rule book takes is refused on the phone', async (t) => {
  const kinds = { customers: 'shareToCustomers', groups: 'shareToGroups' };
  const cases = vectors('drafts').filter(({ draft, expect }) => {
    const list = draft?.attachments ?? [];
    // Whether a card's appid is that of the mini program depends on the mini program.
    const ours = Array.isArray(list) && list.every((it) => !it?.miniprogram?.appid);
    return kinds[draft?.target?.kind] && ours && expect.faults.length === 0;
  });
  for (const { about, draft } of cases) {
    const attachments = draft.attachments?.map((it) => (it.msgtype === 'image' ? image(it.image) : it));
    const { share } = start();
    const result = await share[kinds[draft.target.kind]]({ text: draft.text, attachments, to: draft.target.ids });
    assert.equal(result.state, 'handed_over', about);
  }
  t.diagnostic(`${cases.length} drafts of the rule book`);
  assert.ok(cases.length > 20);
});
