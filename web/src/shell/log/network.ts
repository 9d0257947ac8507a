// The phones' requests to the sharing server, and what it answered.
import { until } from '../time'
import type { Bilingual, SimEvent } from '../types'
import { draftSentence, states } from './draft'
import { bilingual, both, fields, list, nameOf, plain, shortId, str, type Fields, type Line } from './line'

export function request(event: SimEvent): Line {
  const { method, url, path } = target(event)
  const base = plain(event, { actor: 'sdk', head: `${method} ${url}`, json: event.detail['body'] ?? event.detail })
  if (method === 'POST' && path === '/shares') {
    const sentence = draftSentence(fields(fields(event.detail['body'])['draft']))
    return { ...base, important: true, text: both(`请求分享方案：${sentence.zh}`, `Asks for a plan: ${sentence.en}`) }
  }
  return path === null ? plain(event, { head: base.head ?? '' }) : { ...base, text: both(`请求 ${method} ${path}`, `Request ${method} ${path}`) }
}

export function response(event: SimEvent): Line {
  const { method, url, path } = target(event)
  const status = Number(event.detail['status'] ?? event.detail['statusCode'] ?? 0)
  const body = fields(event.detail['body'])
  const base = plain(event, { actor: 'server', head: `${method} ${url} → ${status}`, json: event.detail['body'] ?? event.detail })
  if (path === null) return plain(event, { head: base.head ?? '' })
  const broken = str(event.detail['error'])
  if (broken) return { ...base, important: true, tone: 'bad', text: both(`分享服务没有回答（${path}）：${broken}`, `The server did not answer (${path}): ${broken}`) }
  if (status >= 400 || status === 0) return { ...base, ...failure(fields(body['error']), status, path ?? url) }
  if (method === 'POST' && path === '/shares') return { ...base, ...plan(body) }
  if (method === 'POST' && path === '/openings') return { ...base, ...opening(body) }
  if (method === 'POST' && path.endsWith('/report')) return { ...base, ...report(body) }
  if (method === 'POST' && path === '/images') return { ...base, ...image(body) }
  if (method === 'POST' && path === '/sessions') return { ...base, text: both('登录成功，换到会话', 'Logged in, session given') }
  return { ...base, text: both(`回答 ${method} ${path}：${status}`, `Answer to ${method} ${path}: ${status}`) }
}

export function upload(event: SimEvent): Line {
  const { method, url, path } = target(event)
  const name = str(event.detail['name'] ?? event.detail['fileName'] ?? event.detail['filePath'])
  const bytes = Number(event.detail['bytes'] ?? 0)
  const size = bytes > 0 ? ` ${Math.max(1, Math.round(bytes / 1024))} KB` : ''
  const status = event.detail['status']
  const body = fields(event.detail['body'])
  // Videos and files go another way than pictures.
  const what = path === '/media' ? both('文件', 'file') : both('图片', 'picture')
  const text = both(`上传本地${what.zh} ${name}${size}`, `Uploads the local ${what.en} ${name}${size}`)
  const base = plain(event, { actor: 'sdk', important: true, head: `${method || 'POST'} ${url}`, text })
  if (typeof status === 'number' && status >= 400) return { ...base, important: false, actor: 'server', ...failure(fields(body['error']), status, path ?? url) }
  return body['id'] ? { ...base, subs: [image(body).text] } : base
}

/** `path` is what follows /api/v1, or null for somebody else's server. */
function target(event: SimEvent): { method: string; url: string; path: string | null } {
  const url = str(event.detail['url'])
  const at = url.indexOf('/api/v1')
  return { method: str(event.detail['method']).toUpperCase(), url, path: at < 0 ? null : (url.slice(at + 7).split('?')[0] ?? '') }
}

function plan(body: Fields): Partial<Line> {
  const route = fields(body['route'])
  const share = fields(body['share'])
  const subs: Bilingual[] = []
  const reason = bilingual(route['reason'])
  if (reason) subs.push(both(`为什么走这条路：${reason.zh}`, `Why this route: ${reason.en}`))
  for (const passed of list(route['passed_over'])) {
    const why = bilingual(passed)
    if (why) subs.push(both(`没有用 ${str(passed['api'])}：${why.zh}`, `Not ${str(passed['api'])}: ${why.en}`))
  }
  for (const skipped of list(fields(body['receivers'])['skipped'])) {
    const why = bilingual(skipped) ?? both('', '')
    subs.push(both(`跳过 ${nameOf(str(skipped['id']))}：${why.zh}`, `Skips ${nameOf(str(skipped['id']))}: ${why.en}`))
  }
  for (const note of list(body['notes'])) {
    const text = bilingual(note)
    if (text) subs.push(text)
  }
  return {
    important: true,
    text: both(`方案 ${shortId(share['id'])}：调用 ${str(route['api'])}`, `Plan ${shortId(share['id'])}: call ${str(route['api'])}`),
    subs,
  }
}

function opening(body: Fields): Partial<Line> {
  const id = shortId(body['share'])
  const text =
    body['recorded'] === false
      ? both(`分享 ${id} 的这次打开已经记过`, `This opening of share ${id} was recorded before`)
      : both(`分享 ${id} 被打开，已记录`, `Share ${id} was opened; recorded`)
  return { kind: 'open', important: true, ends: true, tone: 'good', text, code: str(body['share']) }
}

function report(body: Fields): Partial<Line> {
  const share = fields(body['share'])
  const state = str(share['state'])
  const word = states[state] ?? both(state, state)
  const error = fields(body['error'])
  const cause = bilingual(error['cause'])
  return {
    important: true,
    ends: true,
    tone: state === 'handed_over' ? 'good' : state === 'failed' ? 'bad' : 'warn',
    text: both(`分享 ${shortId(share['id'])}：${word.zh}`, `Share ${shortId(share['id'])}: ${word.en}`),
    subs: cause ? [cause, ...remedies(error)] : [],
  }
}

function image(body: Fields): { text: Bilingual } {
  const size = `${str(body['width'])}×${str(body['height'])}`
  const reused = body['reused'] === true
  return {
    text: both(
      `分享服务收到图片 ${size}${reused ? '（以前传过，直接复用）' : ''}`,
      `The share server has the picture, ${size}${reused ? ' (uploaded before, reused)' : ''}`,
    ),
  }
}

function failure(error: Fields, status: number, path: string): Partial<Line> {
  const cause = bilingual(error['cause'])
  if (!cause) return { important: true, tone: 'bad', text: both(`服务回答 ${status}（${path}）`, `The server answered ${status} (${path})`) }
  // The SDK logs in again by itself.
  if (str(error['code']).startsWith('session_')) return { tone: 'warn', text: cause }
  const refused = path === '/shares'
  const when = str(error['until'])
  const faults = list(error['faults']).flatMap((fault) => bilingual(fault) ?? [])
  return {
    important: true,
    ends: refused,
    tone: 'bad',
    text: refused ? both(`没有调用企业微信：${cause.zh}`, `WeCom was not called: ${cause.en}`) : cause,
    subs: [...(when ? [both(`何时可以：${until(when)} 起`, `Works again from ${until(when)}`)] : []), ...remedies(error), ...faults],
  }
}

function remedies(error: Fields): Bilingual[] {
  const remedy = bilingual(error['remedy'])
  const page = bilingual(error['page'])
  const instead = list(error['instead']).flatMap((one) => bilingual(one) ?? [])
  return [
    ...(remedy ? [both(`怎么办：${remedy.zh}`, `What to do: ${remedy.en}`)] : []),
    ...(page ? [both(`在哪里改：${page.zh}`, `Where: ${page.en}`)] : []),
    ...instead.map((one) => both(`也可以：${one.zh}`, `Or: ${one.en}`)),
  ]
}
