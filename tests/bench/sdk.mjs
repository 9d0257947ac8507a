// The SDK in an interpreter without JIT, as slow phones run it: time to load, and its own time for a share without a
// server. Prints rows of the table that `make bench` prints. Takes QuickJS (`qjs`, Debian package quickjs) or else
// JavaScriptCore with its JIT off (`jsc`, Debian package libjavascriptcoregtk-4.0-bin); without them it says so. The best of
// fifteen processes, and in them of many short runs: on a busy machine some of them are not interrupted.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..')
const sdk = join(root, 'miniprogram/dist/index.js')
const engines = [
  { name: 'QuickJS', command: 'qjs', args: ['--std'], probe: ['--help'] },
  { name: 'JavaScriptCore, JIT off', command: 'jsc', args: ['--useJIT=false'], probe: ['-e', '0'] },
]
// `qjs --help` ends with code 1.
const engine = engines.find(({ command, probe }) => spawnSync(command, probe).error === undefined)

if (engine) {
  const runs = Array.from({ length: 15 }, () => measure(engine))
  const best = (what) => Math.min(...runs.map((run) => run[what]))
  const found = Object.fromEntries(['first', 'load', 'one', 'nine'].map((what) => [what, best(what)]))
  const row = (what, figure, target) => console.log(`| ${what} (${engine.name}) | ${figure} | ${target} |`)
  row('SDK: first load', `${found.first.toFixed(2)} ms`, '≤ 5 ms')
  row('SDK: load again', `${found.load.toFixed(2)} ms`, '')
  row('SDK: own time of a share without a server, one card', `${found.one.toFixed(3)} ms`, '≤ 1 ms')
  row('SDK: own time of a share without a server, text and nine cards', `${found.nine.toFixed(3)} ms`, '≤ 1 ms')
} else {
  console.log('| SDK without JIT | skipped: neither qjs nor jsc is installed | |')
}

function measure({ command, args }) {
  const dir = mkdtempSync(join(tmpdir(), 'wecom-share-sdk-'))
  try {
    const script = join(dir, 'measure.js')
    writeFileSync(script, `const text = ${JSON.stringify(readFileSync(sdk, 'utf8'))};\n(${inEngine})(text);\n`)
    const run = spawnSync(command, [...args, script], { encoding: 'utf8', timeout: 120_000 })
    if (run.status !== 0 || !run.stdout.startsWith('{')) throw new Error(`${command}: ${run.stderr}${run.stdout}`)
    return JSON.parse(run.stdout)
  } finally {
    rmSync(dir, { recursive: true, force: true })
  }
}

/** Runs inside the engine: a client that answers at once, so that what is measured is the SDK's own time. */
function inEngine(text) {
  /* global preciseTime, print */
  const precise = typeof preciseTime === 'function' ? () => preciseTime() * 1000 : typeof performance === 'object' ? () => performance.now() : () => Date.now()
  // The client answers at once: no time limit is reached and nothing is waited for.
  globalThis.setTimeout = (run, wait) => (wait ? 0 : void Promise.resolve().then(run))
  globalThis.clearTimeout = () => {}
  const store = {}
  let shares = 0
  const answer = (name) => (args) => {
    if (name === 'shareToExternalContact') shares += 1
    const ok = { errMsg: `qy.${name}:ok` }
    if (args && args.success) args.success(ok)
    if (args && args.complete) args.complete(ok)
  }
  const wx = {
    qy: {},
    getSystemInfoSync: () => ({ environment: 'wxwork', platform: 'ios', version: '4.1.20' }),
    getAccountInfoSync: () => ({ miniProgram: { appId: 'wx7c1d9a2b3e4f5061' } }),
    getLaunchOptionsSync: () => ({ path: 'pages/index/index', query: {}, scene: 1001 }),
    getEnterOptionsSync: () => ({ path: 'pages/index/index', query: {}, scene: 1001 }),
    getStorageSync: (key) => store[key] || '',
    setStorageSync: (key, value) => void (store[key] = value),
    removeStorageSync: (key) => void delete store[key],
    onAppShow() {}, onAppHide() {}, offAppShow() {}, offAppHide() {},
  }
  for (const name of ['shareToExternalContact', 'shareToExternalChat', 'shareToExternalMoments', 'sendChatMessage', 'selectExternalContact', 'getContext']) wx.qy[name] = answer(name)
  wx.qy.getSystemInfoSync = wx.getSystemInfoSync
  wx.qy.getSystemInfo = (args) => args.success({ environment: 'wxwork', platform: 'ios', version: '4.1.20' })

  const load = (index) => {
    const module = { exports: {} }
    // Another text each time, so that nothing parsed before is used again.
    new Function('module', 'exports', 'wx', `${text}\n// ${index}`)(module, module.exports, wx)
    return module.exports
  }
  const began = precise()
  const { create, card } = load('first')
  const first = precise() - began
  let loads = first
  for (let i = 0; i < 50; i += 1) {
    const again = precise()
    load(i)
    loads = Math.min(loads, precise() - again)
  }

  const share = create()
  const link = 'https://p.qpic.cn/pic_wework/1/abc/0'
  const one = () => card({ title: '花笺小铺 新品', page: 'pages/product/product?id=1&from=share', cover: link })
  const drafts = {
    one: () => ({ attachments: [one()], to: ['wmDemoWang0000000000000000000001'] }),
    nine: () => ({ text: '新品到店', attachments: Array.from({ length: 9 }, one), to: ['wmDemoWang0000000000000000000001', 'wmDemoChen0000000000000000000002'] }),
  }
  /** Many runs of two shares one after the other. */
  const timed = (make) => {
    const times = 2
    let best = Infinity
    let runs = Promise.resolve()
    for (let run = 0; run < 150; run += 1) {
      let start
      runs = runs.then(() => void (start = precise()))
      for (let i = 0; i < times; i += 1) runs = runs.then(() => share.shareToCustomers(make()))
      runs = runs.then((result) => {
        if (result.state !== 'handed_over') throw new Error(JSON.stringify(result))
        best = Math.min(best, (precise() - start) / times)
      })
    }
    return runs.then(() => best)
  }
  let found
  timed(drafts.one)
    .then(() => timed(drafts.one))
    .then((one) => (found = { first, load: loads, one }))
    .then(() => timed(drafts.nine))
    .then((nine) => {
      if (shares !== 900) throw new Error(`${shares} shares`)
      print(JSON.stringify({ ...found, nine }))
    })
    .catch((error) => print(`failed: ${error && error.code} ${error && error.message}\n${error && error.stack}`))
}
