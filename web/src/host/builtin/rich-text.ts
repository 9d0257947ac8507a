// <rich-text>: trusted tags only, as WeChat does.
import type { Builtin } from './define'
import { own } from './define'
import { replaceRpx } from '../backend'

const TAGS = new Set(
  'a abbr address article aside b bdi bdo big blockquote br caption center cite code col colgroup dd del div dl dt em fieldset font footer h1 h2 h3 h4 h5 h6 header hr i img ins label legend li mark nav ol p pre q rt ruby s section small span strong sub sup table tbody td tfoot th thead tr tt u ul'.split(
    ' ',
  ),
)
const ATTRIBUTES = new Set(['class', 'style', 'alt', 'src', 'height', 'width', 'start', 'type', 'span', 'colspan', 'rowspan', 'align', 'color', 'face', 'dir'])

interface RichNode {
  type?: string
  name?: string
  text?: string
  attrs?: Record<string, string>
  children?: RichNode[]
}

export function richText(link: (src: string, ownerPath: string) => string): Builtin[] {
  return [
    {
      name: 'rich-text',
      properties: { nodes: { type: null, value: '' }, space: String, userSelect: Boolean },
      created: (self) => void own(self, 'div', 'host-rich-text'),
      attached: (self) => draw(self.node, self.data.nodes, (src) => link(src, self.ownerPath())),
      changed: { nodes: (self, nodes) => draw(self.node, nodes, (src) => link(src, self.ownerPath())) },
    },
  ]
}

function draw(host: HTMLElement, nodes: unknown, link: (src: string) => string): void {
  const target = host.querySelector('.host-rich-text')
  if (!target) return
  if (Array.isArray(nodes)) {
    target.replaceChildren(...(nodes as RichNode[]).map((node) => fromObject(node, link)))
    return
  }
  const parsed = new DOMParser().parseFromString(String(nodes ?? ''), 'text/html')
  target.replaceChildren(...copyAll(parsed.body, link))
}

function copyAll(parent: Node, link: (src: string) => string): Node[] {
  const copies: Node[] = []
  parent.childNodes.forEach((node) => {
    if (node.nodeType === Node.TEXT_NODE) copies.push(document.createTextNode(node.textContent ?? ''))
    else if (node instanceof Element || node.nodeType === Node.ELEMENT_NODE) {
      const element = node as Element
      const name = element.tagName.toLowerCase()
      if (!TAGS.has(name)) return
      const attributes: Record<string, string> = {}
      for (const { name, value } of Array.from(element.attributes)) attributes[name] = value
      copies.push(build(name, attributes, copyAll(element, link), link))
    }
  })
  return copies
}

function fromObject(node: RichNode, link: (src: string) => string): Node {
  if (node.type === 'text' || !node.name) return document.createTextNode(node.text ?? '')
  const name = node.name.toLowerCase()
  if (!TAGS.has(name)) return document.createTextNode('')
  return build(name, node.attrs ?? {}, (node.children ?? []).map((child) => fromObject(child, link)), link)
}

function build(name: string, attributes: Record<string, string>, children: Node[], link: (src: string) => string): Node {
  const element = document.createElement(name)
  for (const [key, value] of Object.entries(attributes)) {
    if (!ATTRIBUTES.has(key)) continue
    element.setAttribute(key, key === 'src' ? link(value) : key === 'style' ? replaceRpx(value) : value)
  }
  element.append(...children)
  return element
}
