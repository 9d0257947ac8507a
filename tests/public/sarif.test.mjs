// What `wecom-share check --sarif` prints, against the complete JSON schema of SARIF 2.1.0 as Microsoft's own package
// @microsoft/jest-sarif carries it.
import Ajv from 'ajv'
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, resolve } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..')
const require = createRequire(import.meta.url)
const read = (path) => JSON.parse(readFileSync(require.resolve(path), 'utf8'))

const ajv = new Ajv({ schemaId: 'auto', allErrors: true })
ajv.addMetaSchema(read('ajv/lib/refs/json-schema-draft-04.json'))
const isLog = ajv.compile(read('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json'))

const folders = ['crates/check/tests/fixtures', 'crates/check/tests/frameworks'].flatMap((parent) => readdirSync(join(root, parent)).map((name) => join(parent, name)))
const samples = [...folders, 'examples/miniprogram']

function log(folder, lang) {
  const { stdout, status } = spawnSync(join(root, 'target/debug/wecom-share'), ['check', folder, '--sarif', '--lang', lang], { cwd: root, encoding: 'utf8' })
  assert.ok(status === 0 || status === 1, `${folder}: ${status}`)
  return JSON.parse(stdout)
}

test('every log is SARIF 2.1.0 by the whole schema, in both languages', (t) => {
  let results = 0
  for (const folder of samples) {
    for (const lang of ['zh', 'en']) {
      const made = log(folder, lang)
      assert.ok(isLog(made), `${folder}: ${ajv.errorsText(isLog.errors)}`)
      results += made.runs[0].results.length
    }
  }
  t.diagnostic(`${samples.length} folders, ${results} results`)
  assert.ok(results > 200, `${results}`)
})

test('the schema refuses what is no SARIF', () => {
  const made = () => log('crates/check/tests/fixtures/suffix_missing', 'en')
  const spoilt = [
    (it) => (it.version = '2.0.0'),
    (it) => delete it.runs[0].tool,
    (it) => (it.runs[0].results[0].level = 'fatal'),
    (it) => (it.runs[0].results[0].locations[0].physicalLocation.region.startLine = 0),
    (it) => (it.runs[0].results[0].found = true),
    (it) => delete it.runs[0].results[0].message,
  ]
  for (const spoil of spoilt) {
    const it = made()
    spoil(it)
    assert.ok(!isLog(it), String(spoil))
  }
})
