// Covers beside sharp and Pillow, in one run: `make bench`. The peers are installed into target/bench-pictures. Prints
// Markdown tables. Several rounds in turn, medians: the machine may have other work.
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

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
if (!existsSync(join(drawn, 'reference/photo.webp.png'))) {
  mkdirSync(drawn, { recursive: true })
  run(python, [script('drawings.py'), drawn])
}
run('cargo', ['build', '--release', '--quiet', '-p', 'wecom-share-image', '--example', 'covers'])

const tools = {
  'wecom-share': (...args) => run(join(target, 'release/examples/covers'), [drawn, ...args]),
  [`sharp ${SHARP}`]: (...args) => run('node', [script('sharp.mjs'), peers, drawn, ...args]),
  [`Pillow ${PILLOW}, draft`]: (...args) => run(python, [script('pillow.py'), drawn, ...args]),
}
const found = Object.fromEntries(Object.keys(tools).map((name) => [name, []]))
for (let round = 0; round < ROUNDS; round++) {
  for (const [name, tool] of Object.entries(tools)) found[name].push(JSON.parse(tool(String(SECONDS), String(JOBS))))
}
const median = (name, what) => found[name].map((it) => it[what]).toSorted((a, b) => a - b)[ROUNDS >> 1]
console.log(`\n| 12 pictures → 520×416, ${JOBS} jobs at once | pictures/s | processor ms a picture | peak memory of the process |\n|---|---|---|---|`)
for (const name of Object.keys(tools)) {
  console.log(`| ${name} | ${median(name, 'perSecond').toFixed(1)} | ${median(name, 'cpu').toFixed(1)} | ${median(name, 'peak').toFixed(0)} MB |`)
}

// The same bytes, or fewer: which is nearer to the reference?
const made = (name) => join(peers, 'made', name)
rmSync(join(peers, 'made'), { recursive: true, force: true })
const [ours, sharp, pillow] = Object.values(tools)
sharp('0', '1', made('sharp'))
pillow('0', '1', made('pillow'))
ours('0', '1', made('wecom-share'), made('sharp'))

const pixels = createRequire(join(peers, 'index.js'))('sharp')
const luma = async (file) => {
  const { data, info } = await pixels(file).removeAlpha().raw().toBuffer({ resolveWithObject: true })
  const luma = new Float64Array(info.width * info.height)
  for (let at = 0; at < luma.length; at++) luma[at] = 0.299 * data[at * 3] + 0.587 * data[at * 3 + 1] + 0.114 * data[at * 3 + 2]
  return { luma, width: info.width, height: info.height }
}

/** Structural similarity, the mean over squares of 8×8. */
async function similarity(one, other) {
  const [a, b] = [await luma(one), await luma(other)]
  if (a.width !== b.width || a.height !== b.height) throw new Error(`${one} and ${other} differ in size`)
  let [sum, squares] = [0, 0]
  for (let top = 0; top + 8 <= a.height; top += 4) {
    for (let left = 0; left + 8 <= a.width; left += 4) {
      let [x, y, xx, yy, xy] = [0, 0, 0, 0, 0]
      for (let at = 0; at < 64; at++) {
        const place = (top + (at >> 3)) * a.width + left + (at & 7)
        const [p, q] = [a.luma[place], b.luma[place]]
        x += p; y += q; xx += p * p; yy += q * q; xy += p * q
      }
      const [mx, my] = [x / 64, y / 64]
      const [vx, vy, both] = [xx / 64 - mx * mx, yy / 64 - my * my, xy / 64 - mx * my]
      sum += ((2 * mx * my + 6.5025) * (2 * both + 58.5225)) / ((mx * mx + my * my + 6.5025) * (vx + vy + 58.5225))
      squares++
    }
  }
  return sum / squares
}

console.log('\n| picture | sharp: bytes, SSIM | Pillow: bytes, SSIM | wecom-share: bytes, SSIM |\n|---|---|---|---|')
const sums = { sharp: [0, 0], pillow: [0, 0], 'wecom-share': [0, 0] }
const names = readdirSync(made('sharp')).sort()
for (const name of names) {
  const reference = join(drawn, 'reference', name.replace(/\.jpg$/, '.png'))
  const cells = []
  for (const tool of Object.keys(sums)) {
    const file = join(made(tool), name)
    const [bytes, score] = [statSync(file).size, await similarity(file, reference)]
    sums[tool][0] += bytes
    sums[tool][1] += score
    cells.push(`${bytes}, ${score.toFixed(4)}`)
  }
  console.log(`| ${name.replace(/\.jpg$/, '')} | ${cells.join(' | ')} |`)
}
console.log(`| sum, mean | ${Object.values(sums).map(([bytes, score]) => `${bytes}, ${(score / names.length).toFixed(4)}`).join(' | ')} |`)
