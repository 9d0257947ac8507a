// From an event of the journal to a line of the log.
import type { SimEvent } from '../types'
import * as client from './client'
import { both, fields, nameOf, plain, str, type Line } from './line'
import * as network from './network'

const describers: Record<string, (event: SimEvent) => Line> = {
  'wx.qy.call': client.call,
  'wx.qy.answer': client.answer,
  screen: client.screen,
  message: client.message,
  skipped: client.skipped,
  open: client.open,
  console: client.log,
  'net.request': network.request,
  'net.response': network.response,
  upload: network.upload,
  'wecom-api': wecomApi,
  clock: (event) => plain(event, { actor: 'world', important: true, ends: true }),
  phone: settings,
}

export function describe(event: SimEvent): Line {
  return (describers[event.kind] ?? plain)(event)
}

/** The member and the company by name, not by id. */
function settings(event: SimEvent): Line {
  const ids = [event.detail['member'], event.detail['corpid']].filter((id) => typeof id === 'string')
  const named = (text: string) => ids.reduce((said, id) => said.replace(id, nameOf(id)), text)
  return plain(event, { actor: 'world', important: true, ends: true, text: both(named(event.title.zh), named(event.title.en)) })
}

/** The sharing server's calls of WeCom's API: detail, unless WeCom refuses. */
function wecomApi(event: SimEvent): Line {
  const answer = fields(event.detail['response'])
  const code = Number(answer['errcode'] ?? 0)
  return plain(event, {
    actor: 'wecom',
    important: code !== 0,
    tone: code === 0 ? 'plain' : 'warn',
    head: `${str(event.detail['method'])} ${str(event.detail['path'])}`,
  })
}
