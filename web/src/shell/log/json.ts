// JSON as people read it: indented, coloured, one click to copy.
import { h } from '../dom'
import { icon } from '../icons'
import { t } from '../lang'
import { say } from '../words'

export function jsonBlock(head: string | undefined, value: unknown): HTMLElement {
  const text = JSON.stringify(value, null, 2) ?? 'undefined'
  return h(
    'div',
    { class: 'json' },
    h('div', { class: 'json-head' }, h('code', {}, head ?? ''), copyButton(text)),
    h('pre', { tabindex: '0' }, coloured(text)),
  )
}

function copyButton(text: string): HTMLElement {
  const said = h('span', {}, t(say.copy))
  return h(
    'button',
    {
      type: 'button',
      onclick: async () => {
        said.textContent = (await copy(text)) ? t(say.copied) : t(say.notCopied)
        setTimeout(() => (said.textContent = t(say.copy)), 1500)
      },
    },
    icon('copy'),
    said,
  )
}

/** A browser may refuse its clipboard. */
function copy(text: string): Promise<boolean> {
  return navigator.clipboard.writeText(text).then(
    () => true,
    () => false,
  )
}

const token = /("(?:[^"\\]|\\.)*")(\s*:)?|\b(true|false|null|-?\d[\d.eE+-]*)\b/g

function coloured(text: string): (Node | string)[] {
  const parts: (Node | string)[] = []
  let at = 0
  for (const match of text.matchAll(token)) {
    parts.push(text.slice(at, match.index))
    const [whole, string, colon] = match
    if (string && colon) parts.push(h('span', { class: 'key' }, string), colon)
    else parts.push(h('span', { class: string ? 'string' : 'literal' }, whole))
    at = match.index + whole.length
  }
  parts.push(text.slice(at))
  return parts
}
