'use strict';
// The page rule of cards: the target forms of client-api.md §4.4, and the vectors shared with the rules crate.

const assert = require('node:assert/strict');
const { test } = require('node:test');
const { loadSdk } = require('./fake-wx.js');
const { vectors } = require('./vectors.js');

const { cardPage } = loadSdk();

const FORMS = [
  ['pages/a/b', '/pages/a/b.html'],
  ['/pages/a/b', '/pages/a/b.html'],
  ['pages/a/b.html', '/pages/a/b.html'],
  ['/pages/a/b?x=1', '/pages/a/b.html?x=1'],
  ['/pages/a/b.html?x=1&y=2', '/pages/a/b.html?x=1&y=2'],
  ['/pages/a/b?u=https%3A%2F%2Fh%2Fp%3Fq%3D1', '/pages/a/b.html?u=https%3A%2F%2Fh%2Fp%3Fq%3D1'],
  ['/pages/a/b?u=https://h/p?q=1', '/pages/a/b.html?u=https://h/p%3Fq=1'],
  ['/pages/a/b?', '/pages/a/b.html'],
  ['a.html.html', '/a.html'],
  ['//pages//a//b', '/pages/a/b.html'],
  [' pages/a\n', '/pages/a.html'],
  ['pages/a?名=值', '/pages/a.html?%E5%90%8D=%E5%80%BC'],
  ['pages/a?p=50%', '/pages/a.html?p=50%25'],
  ['pages/a?x=#y', '/pages/a.html?x=%23y'],
];

test('pages come out in the form a card needs', () => {
  for (const [page, card] of FORMS) assert.equal(cardPage(page), card);
});

test('making a card form of a card form changes nothing', () => {
  for (const [page] of FORMS) assert.equal(cardPage(cardPage(page)), cardPage(page));
});

test('what is no page is a fault with a code', () => {
  const codes = (page) => {
    try {
      return cardPage(page);
    } catch (error) {
      return error.faults.map((fault) => fault.code).join();
    }
  };
  assert.equal(codes(''), 'page_empty');
  assert.equal(codes(undefined), 'page_empty');
  assert.equal(codes('?x=1'), 'page_empty');
  assert.equal(codes('.html'), 'page_empty');
  assert.equal(codes('https://h/p'), 'page_is_url');
  assert.equal(codes('../a'), 'page_relative');
  assert.equal(codes('pages/a b'), 'page_blank_inside');
  assert.equal(codes('pages/a#b'), 'page_fragment');
  assert.equal(codes('pages/a&x=1'), 'page_query_without_mark');
  assert.equal(codes('pages/a\u0000b'), 'page_control_character');
  assert.equal(codes('pages/\ud800'), 'lone_surrogate');
});

test('the vectors of the rule book hold here too, for every channel that takes the card form', (t) => {
  // Without a list of pages nobody can say whether a page exists.
  const cases = vectors('paths').filter((it) => ['share-card', 'chat-card'].includes(it.channel) && !it.pages);
  for (const { about, page, expect } of cases) {
    let got;
    try {
      got = { path: cardPage(page) };
    } catch (error) {
      got = { faults: error.faults.map((fault) => fault.code) };
    }
    assert.deepEqual(got, expect, about);
  }
  t.diagnostic(`${cases.length} page vectors`);
  assert.ok(cases.length > 50);
});

test('a channel that is none is refused by name, also where a language has something of that name', () => {
  for (const channel of ['nope', 'constructor', '__proto__', 'toString', 'Share-Card']) {
    assert.throws(() => cardPage('pages/a', channel), (error) => error.code === 'draft_invalid' && error.faults[0].code === 'unknown_value' && error.faults[0].place === 'channel', channel);
  }
});
