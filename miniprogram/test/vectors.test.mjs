// Every vector of the rule book that a phone can answer is answered by the SDK's own rules as the rule book says.
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import { answer, canonical, outside } from './oracle.mjs';

const { vectors } = createRequire(import.meta.url)('./vectors.js');

for (const kind of ['path', 'draft', 'error', 'route']) {
  test(`the ${kind} vectors are answered as the rule book says`, (t) => {
    const left = {};
    const wrong = [];
    let run = 0;
    for (const asked of vectors(kind + 's')) {
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
    t.diagnostic(`${run} run, left out ${JSON.stringify(left)}`);
    assert.equal(wrong.length, 0, `${wrong.length} wrong\n${wrong.slice(0, 12).join('\n')}`);
  });
}
