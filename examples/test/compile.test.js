'use strict';
// WeChat's own compilers accept the mini program without a word.

const assert = require('node:assert/strict');
const { spawnSync } = require('node:child_process');
const { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join } = require('node:path');
const { test } = require('node:test');

const APP = join(__dirname, '../miniprogram');
const skip =
  process.platform === 'linux' && process.arch === 'x64'
    ? false
    : `miniprogram-compiler brings its compilers for Linux on x64 only, this is ${process.platform} on ${process.arch}`;

/** Both compilers over a folder, in a process of their own so that what they print is seen. */
function compile(folder) {
  const script = `
    const { wxmlToJs, wxssToJs } = require('miniprogram-compiler');
    const wxml = wxmlToJs(process.argv[1]);
    const wxss = wxssToJs(process.argv[1]);
    process.stdout.write(JSON.stringify({ wxml, wxss }));`;
  const { status, stdout, stderr } = spawnSync(process.execPath, ['-e', script, folder], { cwd: __dirname, encoding: 'utf8' });
  return { status, stdout, stderr };
}

test('every template and style sheet compiles without an error or a warning', { skip }, () => {
  const { status, stdout, stderr } = compile(APP);
  assert.equal(stderr, '');
  assert.equal(status, 0);
  const { wxml, wxss } = JSON.parse(stdout);
  for (const page of JSON.parse(readFileSync(join(APP, 'app.json'), 'utf8')).pages.concat('components/share-bar/share-bar')) {
    assert.ok(wxml.includes(`${page}.wxml`), `${page}.wxml`);
    assert.ok(wxss.includes(`${page}.wxss`), `${page}.wxss`);
  }
});

test('the compilers do complain about a broken template', { skip }, (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'wecom-share-broken-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  cpSync(APP, folder, { recursive: true });
  writeFileSync(join(folder, 'pages/index/index.wxml'), '<view>\n  <text>{{a</text>\n');
  const { status, stderr } = compile(folder);
  assert.ok(status !== 0 || stderr !== '');
});

test('every file that app.json names is there', () => {
  const app = JSON.parse(readFileSync(join(APP, 'app.json'), 'utf8'));
  for (const page of app.pages) {
    const folder = join(APP, page, '..');
    const name = page.split('/').pop();
    for (const kind of ['js', 'json', 'wxml', 'wxss']) assert.ok(readdirSync(folder).includes(`${name}.${kind}`), `${page}.${kind}`);
  }
});

test('pictures are small enough for a package: products up to 80 kB, the poster up to 300 kB', () => {
  for (const name of readdirSync(join(APP, 'images'))) {
    const { length } = readFileSync(join(APP, 'images', name));
    assert.ok(length <= (name === 'poster.jpg' ? 300 : 80) * 1024, `${name}: ${length} bytes`);
  }
});

test('titles of the cards that the shop shares stay within 64 bytes', () => {
  for (const product of require('../miniprogram/data/products').products) {
    const title = product.name + ' · ' + product.blurb;
    assert.ok(Buffer.byteLength(title) <= 64, `${title}: ${Buffer.byteLength(title)} bytes`);
  }
});
