// A stand-in for the simulator's phone API, for the host's own tests: one app directory, and a record of every call.
import { spawnSync } from 'node:child_process'
import { createServer } from 'node:http'
import { existsSync, readFileSync } from 'node:fs'
import { dirname, extname, join, normalize } from 'node:path'
import { fileURLToPath } from 'node:url'

const here = dirname(fileURLToPath(import.meta.url))
const web = join(here, '..')
const TYPES = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.jpg': 'image/jpeg', '.png': 'image/png' }

let packer

/** The real packer, built once. */
function packerPath() {
  if (packer) return packer
  const cargo = ['build', '-q', '-p', 'wecom-share-packer', '--example', 'pack', '--message-format=json']
  const build = spawnSync('cargo', cargo, { cwd: join(web, '..'), encoding: 'utf8', maxBuffer: 1 << 28 })
  if (build.status !== 0) throw new Error(build.stderr)
  const messages = build.stdout.split('\n').filter(Boolean).map((line) => JSON.parse(line))
  packer = messages.find((message) => message.executable && message.target.name === 'pack').executable
  return packer
}

/** Packs a directory; a fault comes back as `{ fault }`. */
export function pack(directory) {
  const run = spawnSync(packerPath(), [directory], { encoding: 'utf8', maxBuffer: 1 << 28 })
  if (run.status === 0) return { script: run.stdout }
  if (run.stdout.startsWith('{')) return { fault: JSON.parse(run.stdout) }
  throw new Error(run.stderr)
}

export async function startSimulator(directory, { qy = ['login', 'shareToExternalContact'], platform = 'ios' } = {}) {
  const packed = pack(directory)
  const calls = []
  const names = [...qy]
  const server = createServer(async (request, response) => {
    const url = new URL(request.url, 'http://localhost')
    const chunks = []
    for await (const chunk of request) chunks.push(chunk)
    const body = Buffer.concat(chunks)
    const json = (value, status = 200) => {
      response.writeHead(status, { 'content-type': 'application/json' })
      response.end(JSON.stringify(value))
    }
    const file = (path) => {
      if (!existsSync(path)) return json({}, 404)
      response.writeHead(200, { 'content-type': TYPES[extname(path)] ?? 'application/octet-stream' })
      response.end(readFileSync(path))
    }
    const path = decodeURIComponent(url.pathname)
    if (path === '/frame') {
      response.writeHead(200, { 'content-type': 'text/html' })
      return response.end(framePage(url.searchParams.get('role')))
    }
    if (path.startsWith('/assets/')) return file(join(web, 'dist', normalize(path.slice('/assets/'.length))))
    if (path.startsWith('/sim/v1/app/file/')) return file(join(directory, normalize(path.slice('/sim/v1/app/file/'.length))))
    if (path !== '/sim/v1/console') calls.push({ method: request.method, path, query: url.search, body: body.toString('latin1') })
    if (path === '/sim/v1/state') {
      return json({ phone: { member: 'zhangsan', platform, version: '4.1.20' }, app: { appid: 'wxtest', name: 'test' } })
    }
    if (path === '/sim/v1/app/bundle.js') {
      if (packed.fault) return json({ error: packed.fault }, 422)
      response.writeHead(200, { 'content-type': 'text/javascript' })
      return response.end(packed.script)
    }
    if (path === '/sim/v1/qy') return json({ names })
    if (path === '/sim/v1/qy/login') return json({ answer: { errMsg: 'qy.login:ok', code: 'code-1' }, outcome: 'success' })
    if (path.startsWith('/sim/v1/qy/')) return json({ screen: { id: 'screen-1', kind: 'mass-send-helper' } })
    if (path === '/sim/v1/net/request') {
      return json({ statusCode: 200, header: {}, data: JSON.stringify({ echo: JSON.parse(body.toString()) }) })
    }
    if (path === '/sim/v1/net/upload') return json({ statusCode: 200, header: {}, data: '{"id":"img_1"}' })
    if (path === '/sim/v1/console') {
      calls.push({ method: 'POST', path, body: body.toString('utf8') })
      return json({})
    }
    json({ error: { code: 'no_such_path' } }, 404)
  })
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  const base = `http://127.0.0.1:${server.address().port}`
  return { base, calls, names, close: () => new Promise((resolve) => (server.close(resolve), server.closeAllConnections())) }
}

/** The shell's part: holds the iframe, keeps its messages. */
function framePage(role) {
  return `<!doctype html><body style="margin:0"><iframe id="app" src="/assets/host.html?role=${role}" style="border:0;width:375px;height:667px"></iframe>
<script>
window.messages = []
window.addEventListener('message', (event) => window.messages.push(event.data))
window.send = (message) => document.getElementById('app').contentWindow.postMessage(message, location.origin)
</script></body>`
}
