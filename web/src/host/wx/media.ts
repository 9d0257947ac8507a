// Pictures and local files.
import { answer, CallError, type Callbacks } from './call'
import type { Host } from './host'

interface ChooseOptions extends Callbacks {
  count?: number
}

interface FileOptions extends Callbacks {
  filePath: string
  path: string
  encoding?: string
  data?: string | ArrayBuffer
  srcPath: string
  destPath: string
}

export function media(host: Host): Record<string, unknown> {
  const choose = async (count: number): Promise<Array<{ path: string; size: number }>> => {
    const files = await pickFiles(count)
    if (files.length === 0) throw new CallError('cancel')
    return files.map((file) => ({ path: host.files.keepTemp(file, file.name), size: file.size }))
  }
  const manager = fileManager(host)
  return {
    getImageInfo: (options: Callbacks & { src: string }) => answer('getImageInfo', options, () => imageInfo(host, String(options.src))),
    chooseImage: (options?: ChooseOptions) =>
      answer('chooseImage', options, async () => {
        const files = await choose(options?.count ?? 9)
        return { tempFilePaths: files.map((file) => file.path), tempFiles: files }
      }),
    previewImage: (options: Callbacks & { urls: string[]; current?: string }) =>
      answer('previewImage', options, () => {
        const page = host.pages.currentRoute()
        host.ui.preview(options.urls.map((url) => host.files.link(url, page)), options.urls.indexOf(options.current ?? ''))
      }),
    getFileSystemManager: () => manager,
  }
}

async function imageInfo(host: Host, src: string): Promise<object> {
  let blob: Blob
  if (/^https?:\/\//.test(src) && !host.files.isLocal(src)) {
    const response = await fetch(host.files.networkLink(src))
    if (!response.ok) throw new CallError(`image download failed, ${response.status}`)
    blob = await response.blob()
  } else {
    const file = await host.files.open(src)
    if (!file) throw new CallError(`file not found: ${src}`)
    blob = file.blob
  }
  const { width, height } = await measure(blob)
  const type = await kindOf(blob)
  const path = host.files.isLocal(src) ? src : host.files.keepTemp(blob, src.split(/[?#]/)[0] ?? '')
  return { width, height, path, orientation: 'up', type }
}

function measure(blob: Blob): Promise<{ width: number; height: number }> {
  return new Promise((resolve, reject) => {
    const link = URL.createObjectURL(blob)
    const image = new Image()
    image.onload = () => {
      URL.revokeObjectURL(link)
      resolve({ width: image.naturalWidth, height: image.naturalHeight })
    }
    image.onerror = () => {
      URL.revokeObjectURL(link)
      reject(new CallError('image decode failed'))
    }
    image.src = link
  })
}

async function kindOf(blob: Blob): Promise<string> {
  const head = new Uint8Array(await blob.slice(0, 4).arrayBuffer())
  const starts = (...bytes: number[]): boolean => bytes.every((byte, at) => head[at] === byte)
  if (starts(0xff, 0xd8)) return 'jpeg'
  if (starts(0x89, 0x50, 0x4e, 0x47)) return 'png'
  if (starts(0x47, 0x49, 0x46)) return 'gif'
  if (starts(0x49, 0x49) || starts(0x4d, 0x4d)) return 'tiff'
  return 'unknown'
}

/** The browser's own file dialogue stands for the phone's album. */
function pickFiles(count: number): Promise<File[]> {
  return new Promise((resolve) => {
    const input = document.createElement('input')
    input.type = 'file'
    input.accept = 'image/*'
    input.multiple = count > 1
    input.className = 'host-file'
    input.addEventListener('change', () => {
      resolve(Array.from(input.files ?? []).slice(0, count))
      input.remove()
    })
    input.addEventListener('cancel', () => {
      resolve([])
      input.remove()
    })
    document.body.appendChild(input)
    input.click()
  })
}

function fileManager(host: Host): Record<string, unknown> {
  const open = async (path: string): Promise<Blob> => {
    const file = await host.files.open(String(path))
    if (!file) throw new CallError(`no such file or directory, open ${path}`)
    return file.blob
  }
  return {
    access: (options: FileOptions) =>
      answer('access', options, async () => {
        if (!(await host.files.open(String(options.path)))) throw new CallError(`no such file or directory ${options.path}`)
      }),
    readFile: (options: FileOptions) =>
      answer('readFile', options, async () => {
        const blob = await open(options.filePath)
        return { data: await decode(blob, options.encoding) }
      }),
    writeFile: (options: FileOptions) =>
      answer('writeFile', options, () => {
        if (!options.filePath.startsWith(host.files.userDataPath)) throw new CallError(`permission denied, open ${options.filePath}`)
        host.files.write(options.filePath, encode(options.data ?? '', options.encoding))
      }),
    copyFile: (options: FileOptions) =>
      answer('copyFile', options, async () => host.files.write(options.destPath, await open(options.srcPath))),
    unlink: (options: FileOptions) =>
      answer('unlink', options, () => {
        if (!host.files.remove(options.filePath)) throw new CallError(`no such file or directory ${options.filePath}`)
      }),
    getFileInfo: (options: FileOptions) =>
      answer('getFileInfo', options, async () => ({ size: (await open(options.filePath)).size })),
  }
}

async function decode(blob: Blob, encoding: string | undefined): Promise<string | ArrayBuffer> {
  const buffer = await blob.arrayBuffer()
  if (!encoding) return buffer
  const bytes = new Uint8Array(buffer)
  if (encoding === 'base64') return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))
  if (encoding === 'hex') return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
  return new TextDecoder().decode(buffer)
}

function encode(data: string | ArrayBuffer, encoding: string | undefined): Blob {
  if (typeof data === 'string' && encoding === 'base64') return new Blob([Uint8Array.from(atob(data), (char) => char.charCodeAt(0))])
  return new Blob([data])
}
