// Local files as the app sees them: package paths, and temp files with a scheme of their own.
import { folder, joined } from './modules'
import type { Phone } from './phone'

/** The folder an app may write to: `wx.env.USER_DATA_PATH`. */
export class LocalFiles {
  private blobs = new Map<string, Blob>()
  private links = new Map<string, string>()
  private count = 0
  readonly scheme: string

  constructor(
    private phone: Phone,
    private currentPage: () => string,
  ) {
    // client-api.md §5.4: wxfile on phones, http in the devtools; desktop clients are not documented.
    this.scheme = phone.platform === 'devtools' ? 'http://' : 'wxfile://'
  }

  get userDataPath(): string {
    return `${this.scheme}usr`
  }

  isLocal(path: string): boolean {
    return path.startsWith('wxfile://') || path.startsWith('http://tmp/') || path.startsWith('http://usr')
  }

  /** Keeps a temp file for this run and returns its path. */
  keepTemp(blob: Blob, name: string): string {
    this.count += 1
    const path = `${this.scheme}tmp/tmp_${this.count}${extension(name, blob.type)}`
    this.blobs.set(path, blob)
    return path
  }

  write(path: string, blob: Blob): void {
    this.blobs.set(path, blob)
    this.links.delete(path)
  }

  remove(path: string): boolean {
    return this.blobs.delete(path)
  }

  kept(path: string): Blob | undefined {
    return this.blobs.get(path)
  }

  /** A link the browser can load, for a path written in the template of `ownerPath`. */
  link(path: string, ownerPath: string): string {
    if (/^(data|blob):/.test(path)) return path
    if (this.isLocal(path)) {
      const blob = this.blobs.get(path)
      if (!blob) return ''
      const link = this.links.get(path) ?? URL.createObjectURL(blob)
      this.links.set(path, link)
      return link
    }
    if (/^https?:\/\//.test(path)) return this.networkLink(path)
    if (path.startsWith('//')) return this.networkLink(`https:${path}`)
    return packageLink(joined(folder(ownerPath), path))
  }

  /** The phones' network: the simulator's host table applies, and no cross-origin rules. */
  networkLink(url: string): string {
    return `/sim/v1/net/fetch?phone=${this.phone.role}&url=${encodeURIComponent(url)}`
  }

  /** The bytes behind a local path; null when there is no such file. */
  async open(path: string): Promise<{ blob: Blob; name: string } | null> {
    const name = path.slice(path.lastIndexOf('/') + 1)
    if (this.isLocal(path)) {
      const blob = this.blobs.get(path)
      return blob ? { blob, name } : null
    }
    const places = [joined(folder(this.currentPage()), path)]
    // A path without `./` may also stand for the top of the package.
    if (!/^[./]/.test(path)) places.push(joined('', path))
    for (const place of places) {
      const response = await fetch(packageLink(place))
      if (response.ok) return { blob: await response.blob(), name }
    }
    return null
  }
}

function packageLink(path: string): string {
  return `/sim/v1/app/file/${path.split('/').map(encodeURIComponent).join('/')}`
}

function extension(name: string, type: string): string {
  const dot = name.lastIndexOf('.')
  if (dot > name.lastIndexOf('/')) return name.slice(dot)
  const subtype = type.split('/')[1]?.split(';')[0] ?? ''
  return subtype ? `.${subtype === 'jpeg' ? 'jpg' : subtype}` : ''
}
