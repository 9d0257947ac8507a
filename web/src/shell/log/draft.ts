// What is to be shared, in half a sentence.
import type { Bilingual } from '../types'
import { both, fields, list, names, str, type Fields } from './line'

/** `小程序卡片「山茶花手账本」 → 王小姐` for a draft of ours. */
export function draftSentence(draft: Fields): Bilingual {
  const target = fields(draft['target'])
  const groups = target['kind'] === 'groups'
  const to = names(target['ids'])
  const picked = groups ? both('由成员选择客户群', 'groups the member picks') : both('由成员选择客户', 'customers the member picks')
  const content = contentOf(draft)
  return both(`${content.zh} → ${to ?? picked.zh}`, `${content.en} → ${to ?? picked.en}`)
}

function contentOf(draft: Fields): Bilingual {
  const parts = list(draft['attachments']).map((attachment) => {
    if (attachment['msgtype'] === 'miniprogram') {
      const title = str(fields(attachment['miniprogram'])['title'])
      return both(`小程序卡片「${title}」`, `card “${title}”`)
    }
    if (attachment['msgtype'] === 'image') return both('图片', 'picture')
    return both(str(attachment['msgtype']), str(attachment['msgtype']))
  })
  if (draft['text']) parts.unshift(both('文字', 'text'))
  if (parts.length === 0) return both('空内容', 'nothing')
  return both(parts.map((part) => part.zh).join('＋'), parts.map((part) => part.en).join(' + '))
}

export const states: Record<string, Bilingual> = {
  prepared: both('已准备', 'prepared'),
  handed_over: both('已交给企业微信（不等于已送达）', 'handed over to WeCom (not the same as delivered)'),
  cancelled: both('成员取消了，不占用次数', 'cancelled by the member, no quota used'),
  failed: both('失败', 'failed'),
  refused: both('已拒绝', 'refused'),
}
