// Nine things to try. Each ticks itself off when the journal shows that it was done.
import { h, region, watching } from './dom'
import { icon } from './icons'
import { lang, t } from './lang'
import { both, fields, list, str, type Fields } from './log/line'
import { part, Signal } from './signal'
import { journal, sim } from './state'
import type { Bilingual, SimEvent } from './types'
import { say } from './words'

const KEY = 'wecom-share.guide'

interface Step {
  name: Bilingual
  how: Bilingual
}

/** In the words of the example's own buttons (examples/miniprogram). */
const steps: Step[] = [
  {
    name: both('图片发给客户', 'Picture to a customer'),
    how: both(
      '左边首页打开「冬日来信」海报，点「分享图片给客户」，选一位客户，在群发助手里点「发送」。',
      'On the left open the poster 冬日来信, tap 分享图片给客户, pick a customer, then press Send in the helper.',
    ),
  },
  {
    name: both('图片发到客户群', 'Picture to a group'),
    how: both('在海报页点「分享图片到客户群」，在群发助手里选群，再点「发送」。', 'On the poster page tap 分享图片到客户群, pick a group in the helper, then press Send.'),
  },
  {
    name: both('卡片发给客户', 'Card to a customer'),
    how: both(
      '打开一件商品，点「分享给客户」，选一位今天还没收过的客户，在群发助手里点「发送」。',
      'Open a product, tap 分享给客户, pick a customer who has not had anything today, then press Send.',
    ),
  },
  {
    name: both('卡片发到客户群', 'Card to a group'),
    how: both('在商品页点「分享到客户群」，选一个今天还没收过的群。', 'On a product page tap 分享到客户群 and pick a group that has not had anything today.'),
  },
  {
    name: both('shareAppMessageEx', 'shareAppMessageEx'),
    how: both(
      '左下角的开关「客户端有 shareAppMessageEx」开着时，在商品页点「直接发给选好的客户」。关掉开关再试一次：SDK 改走正式接口，并且说明原因。',
      'With “Client has shareAppMessageEx” on below the left phone, tap 直接发给选好的客户 on a product page. Turn it off and try again: the SDK takes the documented call and says why.',
    ),
  },
  {
    name: both('客户打开卡片', 'Customer opens a card'),
    how: both('在右边进入聊天，点收到的卡片：到达正确的页面，日志写明打开的是哪一次分享。', 'On the right open the chat and tap the card: it lands on the right page and the log names the share.'),
  },
  {
    name: both('同一天再发一次', 'Again on the same day'),
    how: both(
      '给同一位客户再发一次：调用前就被拒绝，并告诉你从何时起可以。点上方「时间拨到明天」再试，就能发了。',
      'Share to the same customer again: refused before the call, with the time from which it works. Move the clock to tomorrow above, and it does.',
    ),
  },
  {
    name: both('没有客户联系的成员', 'Member without 客户联系'),
    how: both('把左下角的成员换成李四，再分享一次：看到的是原因和管理后台的位置，不是 no permission。', 'Make 李四 the member below the left phone and share: you read the cause and the admin page that mends it, not “no permission”.'),
  },
  {
    name: both('照着笔记手写调用', 'Call wx.qy by hand'),
    how: both(
      '在商品页打开「照笔记手工调用 wx.qy」，把卡片发给今天还没收过的客户；客户点开，看到「页面不存在」。',
      'On a product page turn on 照笔记手工调用 wx.qy, send the card to a customer who has not had anything today, and open it on the right: 页面不存在 (page not found).',
    ),
  },
]

/** The page by which the example is known; another mini program has other buttons and needs no such guide. */
const EXAMPLE_PAGE = 'pages/poster/poster'

export function guide(): HTMLElement {
  const open = new Signal(localStorage.getItem(KEY) !== 'closed')
  const chosen = new Signal<number | null>(null)
  const done = part(journal, finished)
  open.on((value) => localStorage.setItem(KEY, value ? 'open' : 'closed'))

  const isExample = part(sim, (state) => state?.app.pages.includes(EXAMPLE_PAGE) ?? false)
  const box = h('section', { class: 'guide', 'data-testid': 'guide' })

  return region(box, watching(open, chosen, done, isExample, lang), () => {
    box.hidden = !isExample.value
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
export function finished(events: SimEvent[]): number[] {
  const done = new Set<number>()
  const asked = new Map<string, unknown>()
  for (const { kind, detail } of events) {
    const api = str(detail['api'])
    if (kind === 'wx.qy.call') asked.set(api, detail['params'])
    else if (kind === 'wx.qy.answer' && detail['outcome'] === 'success') {
      const kinds = kindsOf(fields(asked.get(api)))
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

/** The old form has one card in flat fields (client-api.md §2.1). */
function kindsOf(params: Fields): unknown[] {
  const attachments = list(params['attachments'])
  return attachments.length === 0 && params['title'] ? ['miniprogram'] : attachments.map((one) => one['msgtype'])
}
