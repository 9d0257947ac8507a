// What happens inside the phones: calls of wx.qy, the client's screens, messages, openings.
import type { SimEvent } from '../types'
import { bilingual, both, fields, plain, str, type Line } from './line'

/** The calls that share or choose; the rest (login, context) is detail. */
const STORY = /^(share|select|sendChatMessage)/

export function call(event: SimEvent): Line {
  const api = str(event.detail['api'])
  const params = event.detail['params'] ?? {}
  return plain(event, {
    actor: 'member',
    important: STORY.test(api),
    text: both(`调用 wx.qy.${api}`, `Calls wx.qy.${api}`),
    code: STORY.test(api) ? JSON.stringify(params) : undefined,
    head: `wx.qy.${api}`,
    json: params,
  })
}

export function answer(event: SimEvent): Line {
  const api = str(event.detail['api'])
  const raw = fields(event.detail['answer'])
  const said = str(raw['errMsg'] ?? raw['err_msg'] ?? raw['errmsg'] ?? raw['fail_reason'])
  const why = bilingual(event.detail['why'])
  const cancelled = /cancel/i.test(said)
  const failed = event.detail['outcome'] === 'fail'
  return plain(event, {
    actor: 'wecom',
    important: STORY.test(api) || failed,
    ends: api.startsWith('share'),
    tone: cancelled ? 'warn' : failed ? 'bad' : 'good',
    text: both(`客户端回答：${said || '（空）'}`, `The client answers: ${said || '(nothing)'}`),
    subs: why ? [why] : [],
    head: api,
    json: event.detail['answer'] ?? event.detail,
  })
}

export function screen(event: SimEvent): Line {
  return plain(event, { important: true, tone: event.detail['decision'] === 'cancel' ? 'warn' : 'plain' })
}

export function message(event: SimEvent): Line {
  return plain(event, { actor: 'customer', important: true })
}

export function skipped(event: SimEvent): Line {
  return plain(event, { actor: 'wecom', important: true, tone: 'warn' })
}

export function open(event: SimEvent): Line {
  return plain(event, {
    actor: 'customer',
    important: true,
    ends: true,
    tone: event.detail['ok'] === false ? 'bad' : 'plain',
    code: str(event.detail['page']),
  })
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
