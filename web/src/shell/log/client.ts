// What happens inside the phones: calls of wx.qy, the client's screens, messages, openings.
import type { SimEvent } from '../types'
import { bilingual, both, fields, names, nameOf, plain, str, type Line } from './line'

/** The calls that share or choose; the rest (login, context) is detail. */
const STORY = /^(share|select|sendChatMessage)/

export function call(event: SimEvent): Line {
  const api = str(event.detail['api'])
  const params = event.detail['params'] ?? {}
  return plain(event, {
    actor: 'member',
    important: STORY.test(api),
    text: both(`调用 wx.qy.${api}`, `Calls wx.qy.${api}`),
    code: STORY.test(api) ? `wx.qy.${api}(${JSON.stringify(params)})` : undefined,
    head: `wx.qy.${api}`,
    json: params,
  })
}

export function answer(event: SimEvent): Line {
  const api = str(event.detail['api'])
  const raw = fields(event.detail['answer'])
  const said = str(raw['errMsg'] ?? raw['err_msg'] ?? raw['errmsg'] ?? raw['fail_reason'])
  const cancelled = /cancel/i.test(said)
  const failed = event.detail['outcome'] === 'fail'
  return plain(event, {
    actor: 'wecom',
    important: STORY.test(api) || failed,
    tone: cancelled ? 'warn' : failed ? 'bad' : 'good',
    text: both(`客户端回答：${said || '（空）'}`, `The client answers: ${said || '(nothing)'}`),
    head: api,
    json: event.detail['answer'] ?? event.detail,
  })
}

export function screen(event: SimEvent): Line {
  const kind = str(event.detail['kind'])
  const name = screens[kind] ?? both(kind, kind)
  const decision = str(event.detail['decision'])
  const to = names(event.detail['receivers'])
  if (decision === 'cancel') return plain(event, { important: true, tone: 'warn', text: both(`成员在${name.zh}点了「取消」`, `The member cancels the ${name.en}`) })
  if (decision)
    return plain(event, {
      important: true,
      text: both(`成员在${name.zh}确认${to ? `：${to}` : ''}`, `The member confirms the ${name.en}${to ? `: ${to}` : ''}`),
    })
  return plain(event, { important: true, text: both(`打开${name.zh}，等成员决定`, `Opens the ${name.en} and waits for the member`) })
}

const screens: Record<string, { zh: string; en: string }> = {
  'mass-send-helper': both('群发助手', 'mass-send helper'),
  'ex-confirm': both('分享确认页', 'share confirmation'),
  'select-external-contact': both('客户选择页', 'customer picker'),
}

export function message(event: SimEvent): Line {
  const chat = str(event.detail['chat'])
  const kind = { image: both('图片', 'a picture'), miniprogram: both('小程序卡片', 'a mini-program card'), text: both('文字', 'a text') }[str(event.detail['msgtype'])]
  if (!chat || !kind) return plain(event, { actor: 'customer', important: true })
  return plain(event, { actor: 'customer', important: true, text: both(`${nameOf(chat)} 收到${kind.zh}`, `${nameOf(chat)} receives ${kind.en}`) })
}

export function skipped(event: SimEvent): Line {
  return plain(event, { actor: 'wecom', important: true, tone: 'warn' })
}

export function open(event: SimEvent): Line {
  const page = str(event.detail['page'])
  const why = bilingual(event.detail['why'])
  if (event.detail['ok'] === false)
    return plain(event, { actor: 'customer', important: true, tone: 'bad', text: both(`打不开 ${page}：页面不存在`, `Cannot open ${page}: 页面不存在 (page not found)`), subs: why ? [why] : [] })
  return plain(event, { actor: 'customer', important: true, text: page ? both(`客户点开卡片：${page}`, `The customer taps the card: ${page}`) : event.title })
}

export function log(event: SimEvent): Line {
  const level = str(event.detail['level'])
  const bad = level === 'error'
  const text = str(event.detail['text'])
  return plain(event, {
    important: bad,
    tone: bad ? 'bad' : level === 'warn' ? 'warn' : 'plain',
    text: text ? both(`console.${level || 'log'}：${text}`, `console.${level || 'log'}: ${text}`) : event.title,
  })
}
