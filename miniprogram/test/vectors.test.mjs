// Every vector of the rule book that a phone can answer is answered by the SDK's own rules as the rule book says.
//
// Left out, by the name under which the test counts them: quotas.json and routes with uses (`quota`: the phone knows no
// other shares), members' rights that are known to be missing (`rights`), answers of web pages and of the server
// (`runtime`), numbers of the server (`number`) and log lines (`log`), JSON that nobody can read (`json`), and cards whose
// page carries the token of an earlier share (`token`). The token of a share is the server's: where a route vector has one, the
// SDK plans without it, and what the token adds is taken off the right answer.
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import { answerer, canonical, outside } from './oracle.mjs';
import { rules } from './rules.mjs';

const { vectors } = createRequire(import.meta.url)('./vectors.js');

const answer = answerer(await rules());

for (const kind of ['path', 'draft', 'error', 'route']) {
  test(`the ${kind} vectors are answered as the rule book says`, (t) => {
    const left = {};
    const wrong = [];
    let run = 0;
    for (const given of vectors(kind + 's')) {
      const asked = kind === 'route' ? withoutToken(given) : given;
      const why = outside(kind, asked);
      if (why) {
        left[why] = (left[why] ?? 0) + 1;
        continue;
      }
      run++;
      const said = JSON.stringify(canonical(answer({ [kind]: asked })));
      const right = JSON.stringify(canonical(asked.expect));
      if (said !== right) wrong.push(`${asked.about}\n  asked ${JSON.stringify(asked).slice(0, 600)}\n  said  ${said.slice(0, 600)}\n  right ${right.slice(0, 600)}`);
    }
    assert.ok(run > { path: 200, draft: 180, error: 200, route: 80 }[kind], `${run} run`);
    t.diagnostic(`${run} run, left out ${JSON.stringify(left)}`);
    assert.equal(wrong.length, 0, `${wrong.length} wrong\n${wrong.slice(0, 12).join('\n')}`);
  });
}

test('every known text that a client answers is explained as the rule book says', () => {
  const mine = vectors('known').filter((given) => !outside('error', given));
  assert.ok(mine.length > 60, `${mine.length}`);
  for (const given of mine) {
    const { outcome, code, causes } = answer({ error: given });
    const { expect } = given;
    assert.deepEqual({ outcome, code, causes: causes.slice(0, expect.causes.length) }, { outcome: expect.outcome, code: expect.code, causes: expect.causes }, JSON.stringify(given.raw));
  }
});

function withoutToken(asked) {
  const { token, ...facts } = asked.facts;
  if (!token || JSON.stringify(asked.draft).includes('ws_t')) return asked;
  const plain = (value) => {
    if (Array.isArray(value)) return value.map(plain);
    if (value && typeof value === 'object') return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, plain(inner)]));
    return typeof value === 'string' ? value.replace(new RegExp('[?&]ws_t=' + token + '$'), '') : value;
  };
  const expect = plain(asked.expect);
  if (expect.notes) expect.notes = expect.notes.filter((note) => note !== 'token_appended');
  return { ...asked, facts, expect };
}
