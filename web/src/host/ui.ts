// Toast, loading, dialogue, action sheet and picture preview, drawn inside the phone.

export interface ModalOptions {
  title: string
  content: string
  showCancel: boolean
  cancelText: string
  confirmText: string
  cancelColor: string
  confirmColor: string
  editable: boolean
  placeholder: string
}

export class Ui {
  private toastNode: HTMLElement | null = null
  private timer = 0

  constructor(private layer: HTMLElement) {}

  toast(options: { title: string; icon: string; duration: number }): void {
    this.showToast(options.title, options.icon, false)
    this.timer = window.setTimeout(() => this.hideToast(), options.duration)
  }

  loading(title: string): void {
    this.showToast(title, 'loading', true)
  }

  hideToast(): void {
    window.clearTimeout(this.timer)
    this.toastNode?.remove()
    this.toastNode = null
  }

  modal(options: ModalOptions): Promise<{ confirmed: boolean; content: string }> {
    return new Promise((resolve) => {
      const mask = element('div', 'host-mask')
      const box = element('div', 'host-modal')
      box.setAttribute('role', 'dialog')
      if (options.title) box.append(text('div', 'host-modal-title', options.title))
      const input = element('textarea', 'host-modal-input')
      input.placeholder = options.placeholder
      input.value = options.editable ? options.content : ''
      if (options.editable) box.append(input)
      else if (options.content) box.append(text('div', 'host-modal-content', options.content))
      const buttons = element('div', 'host-modal-buttons')
      const close = (confirmed: boolean) => () => {
        mask.remove()
        resolve({ confirmed, content: confirmed ? input.value : '' })
      }
      if (options.showCancel) buttons.append(button(options.cancelText, options.cancelColor, 'cancel', close(false)))
      buttons.append(button(options.confirmText, options.confirmColor, 'confirm', close(true)))
      box.append(buttons)
      mask.append(box)
      this.layer.append(mask)
    })
  }

  /** The picked item's index, or -1. */
  actionSheet(items: string[], color: string, alert?: string): Promise<number> {
    return new Promise((resolve) => {
      const mask = element('div', 'host-mask host-mask-sheet')
      const sheet = element('div', 'host-sheet')
      sheet.setAttribute('role', 'dialog')
      const close = (index: number) => () => {
        mask.remove()
        resolve(index)
      }
      if (alert) sheet.append(text('div', 'host-sheet-alert', alert))
      items.forEach((item, index) => sheet.append(button(item, color, 'item', close(index))))
      const cancel = button('取消', '#000000', 'cancel', close(-1))
      cancel.classList.add('host-sheet-cancel')
      sheet.append(cancel)
      mask.append(sheet)
      mask.addEventListener('click', (event) => {
        if (event.target === mask) close(-1)()
      })
      this.layer.append(mask)
    })
  }

  preview(links: string[], start: number): void {
    let at = Math.max(0, start)
    const viewer = element('div', 'host-preview')
    const image = element('img', 'host-preview-image')
    const count = element('div', 'host-preview-count')
    const show = (): void => {
      image.src = links[at] ?? ''
      count.textContent = links.length > 1 ? `${at + 1} / ${links.length}` : ''
    }
    viewer.append(image, count)
    viewer.addEventListener('click', (event) => {
      const side = event.clientX / window.innerWidth
      if (links.length > 1 && side < 0.25) at = (at + links.length - 1) % links.length
      else if (links.length > 1 && side > 0.75) at = (at + 1) % links.length
      else return viewer.remove()
      show()
    })
    show()
    this.layer.append(viewer)
  }

  private showToast(title: string, icon: string, blocks: boolean): void {
    this.hideToast()
    const node = element('div', `host-toast${blocks ? ' host-toast-blocks' : ''}`)
    const box = element('div', `host-toast-box host-toast-${icon}`)
    box.setAttribute('role', 'status')
    if (icon !== 'none') box.append(element('i', 'host-toast-icon'))
    box.append(text('div', 'host-toast-title', title))
    node.append(box)
    this.layer.append(node)
    this.toastNode = node
  }
}

export function element<K extends keyof HTMLElementTagNameMap>(tag: K, className: string): HTMLElementTagNameMap[K] {
  const node = document.createElement(tag)
  node.className = className
  return node
}

export function text(tag: 'div' | 'span', className: string, content: string): HTMLElement {
  const node = element(tag, className)
  node.textContent = content
  return node
}

function button(label: string, color: string, kind: string, act: () => void): HTMLElement {
  const node = element('button', `host-button host-button-${kind}`)
  node.textContent = label
  node.style.color = color
  node.addEventListener('click', act)
  return node
}
