// Speed and size of the release binary: `make bench`. Prints a Markdown table; docs/benchmarks.md keeps one run.
import { execFileSync, spawn } from 'node:child_process'
import { appendFileSync, cpSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createConnection } from 'node:net'
import { cpus, tmpdir, totalmem } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { performance } from 'node:perf_hooks'
import { fileURLToPath } from 'node:url'
import { freePort, until } from '../e2e/harness.mjs'

/** Where a JFIF file has its horizontal density, two bytes. */
const JFIF_DENSITY = 14
/** Where the segment of JFIF ends, in a file without a thumbnail. */
const JFIF_END = 20
const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..')
const binary = join(process.env.CARGO_TARGET_DIR ?? join(root, 'target'), 'release/wecom-share')
const dir = mkdtempSync(join(tmpdir(), 'wecom-share-bench-'))
const children = []
const rows = []

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]
const quantile = (values, q) => values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * q))]
const report = (what, figure, target = '') => {
  rows.push([what, figure, target])
  console.error(`${what}: ${figure}`)
}

function launch(args) {
  const child = spawn(binary, args, { cwd: dir, stdio: ['ignore', 'ignore', 'inherit'], env: { ...process.env, WECOM_SHARE_LOG: 'error' } })
  children.push(child)
  return child
}

async function stop(child) {
  child.kill('SIGTERM')
  await new Promise((done) => child.on('exit', done))
}

/** Milliseconds from exec to the first healthy answer. */
async function coldStart(config, port) {
  const began = performance.now()
  const child = launch(['serve', '--config', config])
  for (;;) {
    if (await answers(port)) return { child, ms: performance.now() - began }
  }
}

const answers = (port) =>
  new Promise((done) => {
    const socket = createConnection(port, '127.0.0.1', () => socket.write('GET /healthz HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n'))
    socket.once('data', (data) => done(data.toString().startsWith('HTTP/1.1 200')))
    socket.once('error', () => setTimeout(() => done(false), 1))
  })

/** Resident memory in MB. */
const resident = (pid) => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? NaN) / 1024

async function json(url, init) {
  const response = await fetch(url, init)
  const body = await response.json()
  if (!response.ok) throw new Error(`${url}: ${response.status} ${JSON.stringify(body)}`)
  return body
}

const post = (url, body, headers = {}) =>
  json(url, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) })

/** Posts `count` bodies over `connections` keep-alive sockets, one request in flight on each; answers per second. */
async function load(port, path, count, connections, body) {
  let next = 0
  let bad = 0
  const one = () =>
    new Promise((done, fail) => {
      const socket = createConnection(port, '127.0.0.1')
      socket.setNoDelay(true)
      const send = () => {
        if (next >= count) return void socket.end(done)
        const payload = body(next++)
        socket.write(`POST ${path} HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: ${Buffer.byteLength(payload)}\r\n\r\n${payload}`)
      }
      let buffer = ''
      socket.on('data', (chunk) => {
        buffer += chunk
        const head = buffer.indexOf('\r\n\r\n')
        if (head < 0) return
        const length = Number(/content-length: (\d+)/i.exec(buffer)?.[1] ?? 0)
        if (buffer.length < head + 4 + length) return
        if (!buffer.startsWith('HTTP/1.1 200')) bad += 1
        buffer = ''
        send()
      })
      socket.on('error', fail)
      socket.on('connect', send)
    })
  const began = performance.now()
  await Promise.all(Array.from({ length: connections }, one))
  const seconds = (performance.now() - began) / 1000
  if (bad > 0) throw new Error(`${bad} answers were not 200`)
  return count / seconds
}

try {
  const wecomPort = await freePort()
  const port = await freePort()
  const wecom = `http://127.0.0.1:${wecomPort}`
  const api = `http://127.0.0.1:${port}/api/v1`
  launch(['simulate', '--port', String(wecomPort), '--map', `https://share.example.com=http://127.0.0.1:${port}`])
  await until(() => answers(wecomPort).then(() => fetch(wecom)).then((r) => r.ok).catch(() => false), 'the simulator')

  const config = join(dir, 'wecom-share.toml')
  const data = join(dir, 'data')
  writeFileSync(
    config,
    `listen = "127.0.0.1:${port}"\ndata = "${data}"\npublic_base_url = "https://share.example.com"\n[wecom]\nbase_url = "${wecom}"\n` +
      '[[app]]\ncorpid = "ww8a1b2c3d4e5f6071"\nagentid = 1000002\nsecret = "demo-secret-not-for-production"\nappid = "wx7c1d9a2b3e4f5061"\n',
  )

  const fresh = await coldStart(config, port)
  report('first start, database made', `${fresh.ms.toFixed(0)} ms`)
  await stop(fresh.child)
  const starts = []
  let server
  for (let i = 0; i < 9; i += 1) {
    if (server) await stop(server)
    const started = await coldStart(config, port)
    starts.push(started.ms)
    server = started.child
  }
  report('cold start to first healthy answer, median of 9', `${median(starts).toFixed(0)} ms`, '≤ 150 ms')
  report('idle memory', `${resident(server.pid).toFixed(1)} MB`, '≤ 30 MB')

  const { answer } = await post(`${wecom}/sim/v1/qy/login`, { params: {}, phone: 'member' })
  const session = await post(`${api}/sessions`, { appid: 'wx7c1d9a2b3e4f5061', code: answer.code })
  const authorization = `Bearer ${session.token}`
  const form = new FormData()
  form.append('file', new Blob([readFileSync(join(root, 'examples/miniprogram/images/poster.jpg'))]), 'poster.jpg')
  const image = await json(`${api}/images`, { method: 'POST', headers: { authorization }, body: form })
  const plan = () =>
    post(
      `${api}/shares`,
      {
        draft: {
          target: { kind: 'groups' },
          attachments: [{ msgtype: 'miniprogram', miniprogram: { title: '山茶花手账本', page: 'pages/product/product?id=1', cover: { id: image.id } } }],
        },
        host: { environment: 'wxwork', platform: 'ios', version: '4.1.20', entry: 'normal', apis: ['shareToExternalContact', 'shareToExternalChat'], sdk: '0.1.0' },
      },
      { authorization },
    )
  const { share, call } = await plan()
  const plans = []
  for (let i = 0; i < 500; i += 1) {
    const began = performance.now()
    await plan()
    plans.push(performance.now() - began)
  }
  report('plan of one share, round trip, one at a time: median', `${median(plans).toFixed(2)} ms`, '≤ 5 ms')
  report('plan of one share: 99th percentile', `${quantile(plans, 0.99).toFixed(2)} ms`)

  const opening = (run) => (i) => JSON.stringify({ token: share.token, event: `bench-${run}-${i}`, page: 'pages/product/product', scene: 1044 })
  await load(port, '/api/v1/openings', 2_000, 64, opening('warm'))
  const single = await load(port, '/api/v1/openings', 500, 1, opening('single'))
  report('openings, durable, one caller', `${single.toFixed(0)} /s`)
  const many = []
  for (let i = 0; i < 3; i += 1) many.push(await load(port, '/api/v1/openings', 30_000, 256, opening(i)))
  report('openings, durable, 256 callers, median of 3', `${median(many).toFixed(0)} /s`, '≥ 5,000 /s')
  report('memory after 92,500 openings', `${resident(server.pid).toFixed(1)} MB`)

  // Each picture is new to the server: the density that JFIF notes changes its hash and no pixel.
  const poster = readFileSync(join(root, 'examples/miniprogram/images/poster.jpg'))
  if (poster.toString('latin1', 6, 10) !== 'JFIF') throw new Error('the poster has no JFIF segment')
  const exif = Buffer.concat([Buffer.from('FFE10022', 'hex'), Buffer.from('Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0\0\0\0\0', 'latin1')])
  const turned = Buffer.concat([poster.subarray(0, JFIF_END), exif, poster.subarray(JFIF_END)])
  let pictures = 0
  const uploads = async (what, file, count) => {
    const took = []
    const end = pictures + count
    const client = async () => {
      while (pictures < end) {
        const form = new FormData()
        const picture = Buffer.from(file)
        picture.writeUInt16BE((pictures += 1), JFIF_DENSITY)
        form.append('file', new Blob([picture]), 'poster.jpg')
        const began = performance.now()
        await json(`${api}/images`, { method: 'POST', headers: { authorization }, body: form })
        took.push(performance.now() - began)
      }
    }
    const began = performance.now()
    await Promise.all(Array.from({ length: 32 }, client))
    report(`uploads of new ${image.width}×${image.height} pictures ${what}, 32 clients`, `${((took.length * 1000) / (performance.now() - began)).toFixed(0)} /s`)
    report(`upload ${what}, 32 clients: median, 99th percentile`, `${median(took).toFixed(0)} ms, ${quantile(took, 0.99).toFixed(0)} ms`)
  }
  await uploads('that fit', poster, 640)
  await uploads('to be turned', turned, 640)
  report('memory after 1,280 uploads', `${resident(server.pid).toFixed(1)} MB`)

  const cover = call.args.attachments[0].miniprogram.imgUrl.replace('https://share.example.com', `http://127.0.0.1:${port}`)
  // What the machine and this program take by themselves shows in an address that reads no picture.
  for (const [what, url] of Object.entries({ 'a served cover': cover, 'the health page': `http://127.0.0.1:${port}/healthz` })) {
    const took = []
    for (let i = 0; i < 1_000; i += 1) {
      const began = performance.now()
      const response = await fetch(url)
      took.push(performance.now() - began)
      await response.arrayBuffer()
    }
    report(`first byte of ${what}: median, 99th percentile`, `${median(took).toFixed(2)} ms, ${quantile(took, 0.99).toFixed(2)} ms`)
  }

  // Served from a folder that changed each time, so that it is packed anew.
  const app = join(dir, 'app')
  cpSync(join(root, 'examples/miniprogram'), app, { recursive: true })
  const packPort = await freePort()
  launch(['simulate', '--port', String(packPort), '--app', app])
  const bundle = `http://127.0.0.1:${packPort}/sim/v1/app/bundle.js?for=member`
  await until(() => fetch(bundle).then((response) => response.ok).catch(() => false), 'the bundle')
  const pack = []
  for (let i = 0; i < 20; i += 1) {
    appendFileSync(join(app, 'app.js'), `\n// ${i}`)
    const began = performance.now()
    const response = await fetch(bundle)
    await response.text()
    pack.push(performance.now() - began)
  }
  report('packing the example anew, round trip, median of 20', `${median(pack).toFixed(1)} ms`)
  report('binary', `${(statSync(binary).size / 1e6).toFixed(1)} MB`)

  const cpu = cpus()[0]?.model ?? 'unknown'
  const versions = `${execFileSync('rustc', ['--version']).toString().trim()}, node ${process.version}`
  console.log(`\n${cpus().length} cores (${cpu}), ${(totalmem() / 2 ** 30).toFixed(0)} GiB; ${versions}; \`make bench\`\n`)
  console.log('| what | measured | target |\n|---|---|---|')
  for (const row of rows) console.log(`| ${row.join(' | ')} |`)
} finally {
  for (const child of children) child.kill('SIGKILL')
  rmSync(dir, { recursive: true, force: true })
}
