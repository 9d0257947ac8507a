// Questions to both implementations: the vectors of the rule book, changed here and there, and questions made up from
// the grammar of each kind.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { atLimit, mutateJson, mutateText, withKey } from './mutate.mjs'
import { source } from './random.mjs'
import { errorPieces, pagePieces, textPieces, urlPieces } from './words.mjs'

const { vectors } = createRequire(import.meta.url)('../../miniprogram/test/vectors.js')
const kinds = ['path', 'draft', 'error', 'quota', 'route']
const known = Object.fromEntries(kinds.map((kind) => [kind, vectors(kind + 's').map(({ about, expect, ...asked }) => asked)]))
const channels = [...new Set(known.path.map((asked) => asked.channel))]
const calls = ['', 'shareToExternalContact', 'shareToExternalChat', 'shareToExternalMoments', 'sendChatMessage', 'shareAppMessageEx', 'selectExternalContact']
const entries = [null, 'normal', 'single_chat_tools', 'group_chat_tools', 'chat_attachment', 'contact_profile', 'strange', 'constructor']

/** Question number `index` of a seed, as one line of JSON. */
export function question(seed, index) {
  const random = source(seed, index)
  const kind = random.weighted([[5, 'path'], [7, 'draft'], [7, 'error'], [1, 'quota'], [8, 'route']])
  return JSON.stringify({ [kind]: make[kind](random) })
}

const times = (random) => random.weighted([[1, 0], [4, 1], [3, 2], [2, 3], [1, 6]])
const repeat = (random, value, change) => Array.from({ length: times(random) }).reduce(change, value)
const pieces = (key) => ({ page: pagePieces, url: urlPieces, title: textPieces, text: textPieces })[key] ?? textPieces
const maybe = (random, probability, object) => (random.chance(probability) ? object() : {})

const make = {
  path(random) {
    const base = random.pick(known.path)
    let page = random.chance(0.75) ? base.page : random.list(10, () => random.pick(pagePieces)).join('')
    page = repeat(random, page, (text) => mutateText(random, text, pagePieces))
    if (random.chance(0.01)) page = 'pages/' + atLimit(random, random.pick([1365, 2043, 4085, 4090, 4096, 100_000]))
    return {
      page: whole(page),
      channel: random.chance(0.97) ? random.pick(channels) : random.pick(['', 'Share-Card', 'constructor', '__proto__', 'toString']),
      ...maybe(random, 0.2, () => ({ suffix: random.pick(['', '.html']) })),
      ...maybe(random, 0.2, () => ({ pages: random.list(3, () => random.pick(['pages/a', 'pages/a/b', 'pages/花', 'index', '', 'pages/product/product'])) })),
    }
  },

  draft(random) {
    const base = random.pick(known.draft)
    const draft = repeat(random, base.draft ?? {}, (value) => mutateJson(random, value, pieces))
    const context = random.chance(0.6) ? (base.context ?? {}) : contextOf(random)
    const text = random.chance(0.03) ? mutateText(random, JSON.stringify(draft), ['{', '}', '"', ',', ':', '\\', '[', ']', ' ', 'null', '\\ud83d', '1', '-', '.', 'e', '\n']) : JSON.stringify(draft)
    const asText = base.text !== undefined || text !== JSON.stringify(draft) || half.test(text)
    if (base.text !== undefined && random.chance(0.5)) return { text: whole(base.text), context }
    return asText ? { text: whole(text), context } : { draft, context }
  },

  error(random) {
    const base = random.pick(known.error)
    let raw = base.raw
    if (random.chance(0.15)) raw = random.list(8, () => random.pick(errorPieces)).join('')
    raw = repeat(random, raw, (value) => (typeof value === 'string' ? mutateText(random, value, errorPieces) : mutateJson(random, value, () => errorPieces)))
    if (random.chance(0.1)) raw = wrapped(random, raw)
    if (random.chance(0.01)) raw = (typeof raw === 'string' ? raw : JSON.stringify(raw)) + random.pick(errorPieces).repeat(random.pick([300, 1000, 5000])) + random.pick(errorPieces)
    // Numbers are the Rust side's to explain; the SDK's oracle knows them only without the rarer blanks in front.
    if (typeof raw === 'string') raw = raw.replace(/^[\s\u0085\u200b]+(?=[-+]?\d)/, '')
    return {
      runtime: random.chance(0.8) ? 'mp' : (base.runtime ?? 'mp'),
      platform: random.pick(['ios', 'android', 'windows', 'mac', 'devtools', 'unknown', 'harmony']),
      api: random.chance(0.6) ? (base.api ?? '') : random.pick(['', 'qy.', 'qy__', 'wx.qy.', 'ww.']) + random.pick([...calls, 'constructor', '__proto__']),
      raw: whole(raw),
    }
  },

  quota(random) {
    const people = ['zhangsan', 'lisi', 'constructor']
    const receivers = ['wm1', 'wm2', '__proto__']
    const now = moment(random)
    return {
      mode: random.pick(['one_per_day', 'seven_per_week', 'days_of_month']),
      count: random.pick(['per_sender', 'per_receiver']),
      sender: random.pick(people),
      receiver: random.pick(receivers),
      now: written(random, now),
      uses: random.list(random.pick([2, 9, 40]), () => ({
        sender: random.pick(people),
        receiver: random.pick(receivers),
        at: written(random, near(random, now)),
      })),
    }
  },

  route(random) {
    const base = random.pick(known.route)
    const draft = repeat(random, random.chance(0.8) ? base.draft : (random.pick(known.draft).draft ?? {}), (value) => (random.chance(0.6) ? mutateJson(random, value, pieces) : value))
    return { draft: whole(draft), facts: factsOf(random, base.facts, draft) }
  },
}

/** What surrounds a draft; typed, since our own server makes it. */
function factsOf(random, facts, draft) {
  const now = random.chance(0.7) ? new Date(facts.now) : moment(random)
  const ids = Array.isArray(draft?.target?.ids) ? draft.target.ids.filter((id) => typeof id === 'string' && !half.test(JSON.stringify(id))) : []
  const changes = {
    host: () => ({ ...facts.host, ...hostOf(random) }),
    rights: () => Object.fromEntries(['in_scope', 'app_allowed', 'customer_contact', 'moments'].filter(() => random.chance(0.3)).map((right) => [right, random.pick([true, false, null])])),
    known_receivers: () => random.pick([null, ids, ids.slice(1), ['wmWang']]),
    image_links: () => random.pick([null, {}, { img_a: 'https://p.qpic.cn/a' }, withKey({}, '__proto__', 'https://p.qpic.cn/b'), { img_a: '' }]),
    pages: () => random.pick([null, [], ['pages/product/product'], ['pages/a', 'pages/花']]),
    uses: () => random.list(9, () => ({ sender: random.pick([facts.member, 'lisi']), receiver: random.pick(ids.length ? ids : ['wmWang']).trim(), at: written(random, near(random, now)) })),
    quota: () => ({ mode: random.pick(['one_per_day', 'seven_per_week', 'days_of_month']), count: random.pick(['per_sender', 'per_receiver']) }),
    ex_suffix: () => random.pick(['', '.html']),
    token: () => random.pick([null, 'AAAAAAAAAAAAAAAA', '-_-_-_-_-_-_-_-_', '0123456789abcdef']),
    appid: () => random.pick(['wx7c1d9a2b3e4f5061', 'wxother']),
  }
  const changed = Object.fromEntries(Object.entries(changes).filter(() => random.chance(0.25)).map(([key, make]) => [key, make()]))
  // Most questions are about what a phone knows by itself: no token, no quota, no rights.
  const server = random.chance(0.15)
  return { ...facts, now: written(random, now), ...changed, ...(server ? {} : { token: null, uses: [], rights: {} }) }
}

function hostOf(random) {
  const fields = {
    environment: () => random.pick(['wxwork', 'wxwork', 'weixin', 'unknown', 'other']),
    platform: () => random.pick(['ios', 'android', 'windows', 'mac', 'devtools', 'unknown', 'harmony']),
    version: () => random.pick([null, '', '3.1.5', '3.1.6', '3.1.10', '3.1.9', '4.1.9', '4.1.10', '4.1.20', '5', '4.1', '4.1.10.60', '04.01.010', '4.1.x', ' 4.1.10', '4..1', '-1', '+4.1.10', '４.1.10', '99999999999.1', '4.1.10 ', 'v4.1.10', '0', '4.1.10-beta', 'constructor']),
    entry: () => random.pick(entries),
    apis: () => random.pick([null, [], calls, random.list(4, () => random.pick(calls))]),
  }
  return Object.fromEntries(Object.entries(fields).filter(() => random.chance(0.5)).map(([key, make]) => [key, make()]))
}

function contextOf(random) {
  return {
    ...maybe(random, 0.5, () => ({ appid: random.pick(['wx7c1d9a2b3e4f5061', 'wxother', '']) })),
    ...maybe(random, 0.4, () => ({ known_receivers: random.list(3, () => random.pick(['wm1', 'wm2', 'wmWang', '__proto__', ''])) })),
    ...maybe(random, 0.4, () => ({ image_links: random.pick([{}, { img_a: 'https://p.qpic.cn/a' }, withKey({}, '__proto__', 'x')]) })),
    ...maybe(random, 0.3, () => ({ pages: random.list(3, () => random.pick(['pages/a', 'pages/product/product', 'index'])) })),
  }
}

/** An answer as loggers and wrappers pass it on. */
function wrapped(random, raw) {
  const text = typeof raw === 'string' ? raw : JSON.stringify(raw)
  return random.pick([
    () => ({ error: raw }),
    () => ({ level: 'error', message: text }),
    () => ({ errMsg: text, errcode: random.pick([0, 48002, '48002', -1, 1.5, null, ' 48002']) }),
    () => ({ errCode: 0, err_msg: text }),
    () => `2026-11-24T02:00:00Z WARN share ${text} page=/a`,
    () => `x ${JSON.stringify({ errMsg: text })} y`,
    () => JSON.stringify(JSON.stringify({ errMsg: text })),
    () => '{"a":'.repeat(random.pick([2, 126, 127, 128, 129])) + '{"errMsg":"x:ok"}' + '}'.repeat(130),
    () => [raw],
  ])()
}

const day = 86_400_000

/** A moment, more often than not close to a boundary of Beijing's calendar. */
function moment(random) {
  const years = [1970, 1999, 2000, 2024, 2026, 2027, 2028, 2099, 2100]
  const midnight = Date.UTC(random.pick(years), random.below(12), random.pick([1, 2, 28, 29, 30, 31])) - 8 * 3_600_000
  return new Date(midnight + random.pick([0, -1, 1, -1000, 12 * 3_600_000, random.below(day)]))
}

const near = (random, now) => new Date(Number(now) + random.pick([0, -1, 1, -day, -2 * day, -7 * day, -30 * day, day, -random.below(40 * day), random.below(2 * day)]))

/** The same moment in one of the ways it is written. */
function written(random, at) {
  const offset = random.pick([0, 8, -5.5])
  if (offset === 0) return at.toISOString()
  const local = new Date(Number(at) + offset * 3_600_000).toISOString().slice(0, -1)
  return local + (offset > 0 ? '+08:00' : '-05:30')
}

/** Half a character as JSON writes it: only the text of a draft's JSON can carry one to the Rust side. */
const half = /\\ud[89a-f][0-9a-f]{2}/i

/** The same without half characters. */
const whole = (value) => JSON.parse(JSON.stringify(value, (_, inner) => (typeof inner === 'string' ? inner.toWellFormed() : inner)))
