// Covers beside sharp, Pillow and a canvas, in one run: `make bench`. The peers are installed into target/bench-pictures;
// the canvas is Chromium's. Prints Markdown tables. Several rounds in turn: the machine may have other work.
// `pictures.mjs quality`, `pictures.mjs each` and `pictures.mjs together` measure only that.
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { canvas } from './pictures/canvas.mjs'
import { planes, similarity } from './pictures/similarity.mjs'

const SHARP = '0.34.5'
const PILLOW = '13.0.0'
const ROUNDS = 5
const SECONDS = 4
const JOBS = 4

const here = dirname(fileURLToPath(import.meta.url))
const root = resolve(here, '../..')
const target = process.env.CARGO_TARGET_DIR ?? join(root, 'target')
const peers = join(target, 'bench-pictures')
const drawn = join(peers, 'drawn')
const python = join(peers, 'venv/bin/python')
const script = (name) => join(here, 'pictures', name)
const run = (command, args) =>
  execFileSync(command, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, UV_THREADPOOL_SIZE: '4' } })

mkdirSync(peers, { recursive: true })
if (!existsSync(join(peers, 'node_modules/sharp'))) run('npm', ['install', '--no-save', '--prefix', peers, `sharp@${SHARP}`])
if (!existsSync(python)) {
  run('python3', ['-m', 'venv', join(peers, 'venv')])
  run(python, ['-m', 'pip', 'install', '--quiet', `pillow==${PILLOW}`])
}
if (!existsSync(join(drawn, 'whole/photo.webp.png'))) {
  rmSync(drawn, { recursive: true, force: true })
  mkdirSync(drawn, { recursive: true })
  run(python, [script('drawings.py'), drawn])
}
run('cargo', ['build', '--release', '--quiet', '-p', 'wecom-share-image', '--example', 'covers'])
const names = readdirSync(drawn, { withFileTypes: true }).filter((it) => it.isFile()).map((it) => it.name).sort()

const ours = (...args) => run(join(target, 'release/examples/covers'), [drawn, ...args])
const sharp = (...args) => run('node', [script('sharp.mjs'), peers, drawn, ...args])
const pillow = (...args) => run(python, [script('pillow.py'), drawn, ...args])
const median = (values) => values.toSorted((a, b) => a - b)[values.length >> 1]

function together() {
  const tools = { 'wecom-share': ours, [`sharp ${SHARP}`]: sharp, [`Pillow ${PILLOW}, draft`]: pillow }
  const found = Object.keys(tools).map(() => [])
  for (let round = 0; round < ROUNDS; round++) {
    for (const [at, tool] of Object.values(tools).entries()) found[at].push(JSON.parse(tool(String(SECONDS), String(JOBS))))
  }
  console.log(`\n| ${names.length} pictures → 520×416, ${JOBS} jobs at once | pictures/s | processor ms a picture | peak memory of the process |\n|---|---|---|---|`)
  for (const [at, name] of Object.keys(tools).entries()) {
    const of = (what, digits) => median(found[at].map((it) => it[what])).toFixed(digits)
    console.log(`| ${name} | ${of('perSecond', 1)} | ${of('cpu', 1)} | ${of('peak', 0)} MB |`)
  }
}

/** One at a time, the least of several rounds: what other work on the machine disturbs least. */
function each() {
  const least = { ours: {}, sharp: {} }
  for (let round = 0; round < 3; round++) {
    for (const [tool, call] of [['ours', ours], ['sharp', sharp]]) {
      for (const [name, ms] of Object.entries(JSON.parse(call('0.7', '0')))) least[tool][name] = Math.min(least[tool][name] ?? Infinity, ms)
    }
  }
  console.log('\n| processor ms | wecom-share | sharp | ratio |\n|---|---|---|---|')
  const sum = (of) => Object.values(of).reduce((all, ms) => all + ms, 0)
  const row = (name, a, b) => console.log(`| ${name} | ${a.toFixed(1)} | ${b.toFixed(1)} | ${(b / a).toFixed(2)} |`)
  for (const name of names) row(name, least.ours[name], least.sharp[name])
  row('all', sum(least.ours), sum(least.sharp))
}

/** Within the bytes of sharp's cover at quality 80: which is nearer to the reference? */
async function quality() {
  const made = (tool) => join(peers, 'made', tool)
  rmSync(join(peers, 'made'), { recursive: true, force: true })
  sharp('0', '1', made('sharp'))
  pillow('0', '1', made('pillow'))
  ours('0', '1', made('wecom-share'), made('sharp'))
  mkdirSync(made('canvas'))
  const hand = await canvas()
  for (const name of names) {
    const budget = statSync(join(made('sharp'), `${name}.jpg`)).size
    writeFileSync(join(made('canvas'), `${name}.jpg`), await hand.cover(join(drawn, name), budget))
  }
  await hand.close()

  const read = createRequire(join(peers, 'index.js'))('sharp')
  const tools = ['sharp', 'pillow', 'canvas', 'wecom-share']
  console.log(`\n| bytes, SSIM of brightness, of colour | ${tools.join(' | ')} |\n|---|---|---|---|---|`)
  const sums = Object.fromEntries(tools.map((tool) => [tool, [0, 0, 0]]))
  const worse = []
  for (const name of names) {
    const references = await Promise.all(['exact', 'whole'].map((kind) => planes(read, join(drawn, kind, `${name}.png`))))
    const scores = {}
    for (const tool of tools) {
      const file = join(made(tool), `${name}.jpg`)
      const cover = await planes(read, file)
      // Each is held against the reference that is cut as it cuts.
      const found = references.map((reference) => similarity(cover, reference)).toSorted((a, b) => b.luma - a.luma)[0]
      scores[tool] = [statSync(file).size, found.luma, found.colour]
      scores[tool].forEach((value, at) => { sums[tool][at] += value })
    }
    if (scores['wecom-share'][1] < scores.sharp[1]) worse.push(name)
    console.log(`| ${name} | ${tools.map((tool) => cell(scores[tool])).join(' | ')} |`)
  }
  const mean = (tool) => [sums[tool][0], sums[tool][1] / names.length, sums[tool][2] / names.length]
  console.log(`| sum, mean | ${tools.map((tool) => cell(mean(tool))).join(' | ')} |`)
  console.log(worse.length > 0 ? `\nBelow sharp in brightness: ${worse.join(', ')}` : '\nNone below sharp in brightness.')
}
const cell = ([bytes, luma, colour]) => `${bytes}, ${luma.toFixed(4)}, ${colour.toFixed(4)}`

const parts = { together, each, quality }
const wanted = process.argv.slice(2)
for (const [name, part] of Object.entries(parts)) if (wanted.length === 0 || wanted.includes(name)) await part()
