// Nine things to try. Each ticks itself off when the journal shows that it was done.
import { h, region, watching } from './dom'
import { icon } from './icons'
import { lang, t } from './lang'
import { both, fields, list, str } from './log/line'
import { part, Signal } from './signal'
import { journal } from './state'
import type { Bilingual, SimEvent } from './types'
import { say } from './words'

const KEY = 'wecom-share.guide'

interface Step {
  name: Bilingual
  how: Bilingual
}

const steps: Step[] = [
  {
    name: both('图片发给客户', 'Picture to a customer'),
    how: both('左边打开海报页，点「分享给客户」，选一位客户，在群发助手里点「发送」。', 'On the left open the poster, share it to a customer, pick one, then press Send in the helper.'),
  },
  {
    name: both('图片发到客户群', 'Picture to a group'),
    how: both('在海报页点「分享到客户群」，在群发助手里选群，再点「发送」。', 'On the poster page share to a group, pick the group in the helper, then press Send.'),
  },
  {
    name: both('卡片发给客户', 'Card to a customer'),
    how: both('打开一件商品，点「分享给客户」，选一位今天还没收过的客户。', 'Open a product and share it to a customer who has not had anything today.'),
  },
  {
    name: both('卡片发到客户群', 'Card to a group'),
    how: both('在商品页点「分享到客户群」，选一个今天还没收过的群。', 'On a product page share to a group that has not had anything today.'),
  },
  {
    name: both('用 shareAppMessageEx', 'Use shareAppMessageEx'),
    how: both(
      '打开左下角「客户端有 shareAppMessageEx」，再在商品页用对应的按钮。关掉开关再试：SDK 会改走正式接口并说明。',
      'Turn on “Client has shareAppMessageEx” below the left phone, then use its button on a product page. Turn it off and try again: the SDK takes the documented call and says so.',
    ),
  },
  {
    name: both('客户打开卡片', 'Customer opens a card'),
    how: both('在右边进入聊天，点收到的卡片：到达正确的页面，日志写明打开的是哪一次分享。', 'On the right open the chat and tap the card: it lands on the right page and the log names the share.'),
  },
  {
    name: both('同一天再发一次', 'Again on the same day'),
    how: both('给同一位客户再发一次：调用前就被拒绝，并告诉你何时可以。把时间拨到明天再试。', 'Share to the same customer again: refused before the call, with the time from which it works. Move the clock to tomorrow and retry.'),
  },
  {
    name: both('没有客户联系的成员', 'Member without 客户联系'),
    how: both('把左下角的成员换成没有客户联系的那位，再分享一次。', 'Switch the member below the left phone to the one without customer contact, then share.'),
  },
  {
    name: both('照着笔记手写调用', 'Call wx.qy by hand'),
    how: both('在商品页打开「手写 wx.qy」再发卡片，客户点开会看到「页面不存在」。', 'On a product page turn on the call by hand, send a card and open it on the right: 页面不存在 (page not found).'),
  },
]

export function guide(): HTMLElement {
  const open = new Signal(localStorage.getItem(KEY) !== 'closed')
  const chosen = new Signal<number | null>(null)
  const done = part(journal, finished)
  open.on((value) => localStorage.setItem(KEY, value ? 'open' : 'closed'))

  return region(h('section', { class: 'guide', 'data-testid': 'guide' }), watching(open, chosen, done, lang), () => {
    const step = chosen.value === null ? undefined : steps[chosen.value]
    return [
      h(
        'button',
        { type: 'button', class: 'guide-head', 'aria-expanded': String(open.value), 'data-testid': 'guide-toggle', onclick: () => (open.value = !open.value) },
        h('h2', {}, t(say.guide)),
        h('span', { class: 'guide-count' }, `${done.value.length}/${steps.length}`),
        icon('chevron'),
      ),
      open.value && h('ol', {}, steps.map((each, index) => h('li', {}, chip(each, index, done.value.includes(index), chosen)))),
      open.value && step && h('p', { class: 'guide-how' }, t(step.how)),
    ]
  })
}

function chip(step: Step, index: number, done: boolean, chosen: Signal<number | null>): HTMLElement {
  const shown = chosen.value === index
  return h(
    'button',
    {
      type: 'button',
      class: `step${done ? ' done' : ''}`,
      'data-testid': `step-${index + 1}`,
      'data-done': String(done),
      'aria-expanded': String(shown),
      onclick: () => (chosen.value = shown ? null : index),
    },
    h('i', { 'aria-hidden': 'true' }, done ? icon('check') : index + 1),
    h('span', {}, t(step.name)),
  )
}

/** Indices of the steps that the journal proves. */
function finished(events: SimEvent[]): number[] {
  const done = new Set<number>()
  const asked = new Map<string, unknown>()
  for (const { kind, detail } of events) {
    const api = str(detail['api'])
    if (kind === 'wx.qy.call') asked.set(api, detail['params'])
    else if (kind === 'wx.qy.answer' && detail['outcome'] === 'success') {
      const kinds = list(fields(asked.get(api))['attachments']).map((one) => one['msgtype'])
      const group = api === 'shareToExternalChat' ? 1 : 0
      if (api.startsWith('shareToExternal') && kinds.includes('image')) done.add(group)
      if (api.startsWith('shareToExternal') && kinds.includes('miniprogram')) done.add(2 + group)
      if (api === 'shareAppMessageEx') done.add(4)
    } else if (kind === 'net.response') {
      const url = str(detail['url'])
      const body = fields(detail['body'])
      const code = fields(body['error'])['code']
      if (url.endsWith('/openings') && body['share']) done.add(5)
      if (code === 'quota_used_up') done.add(6)
      if (code === 'member_without_customer_contact') done.add(7)
    } else if (kind === 'open' && detail['ok'] === false) done.add(8)
  }
  return [...done].sort((a, b) => a - b)
}
