// The phone's network: everything goes through the simulator, which applies its host table and keeps a journal.
import { CallError, settle, type Callbacks } from './call'
import type { Host } from './host'

interface RequestOptions extends Callbacks {
  url: string
  method?: string
  data?: unknown
  header?: Record<string, string>
  timeout?: number
  dataType?: string
  responseType?: string
}

interface UploadOptions extends Callbacks {
  url: string
  filePath: string
  name: string
  header?: Record<string, string>
  formData?: Record<string, unknown>
  timeout?: number
}

interface DownloadOptions extends Callbacks {
  url: string
  header?: Record<string, string>
  filePath?: string
  timeout?: number
}

type Progress = (event: object) => void

/** WeChat's default: 60 seconds. */
const TIMEOUT_MS = 60_000

export function net(host: Host): Record<string, unknown> {
  return {
    request(options: RequestOptions) {
      const task = new Task()
      void settle('request', options, () => task.run(options.timeout, (signal) => request(host, options, task, signal)))
      return task.handle()
    },
    uploadFile(options: UploadOptions) {
      const task = new Task()
      void settle('uploadFile', options, () => task.run(options.timeout, (signal) => upload(host, options, task, signal)))
      return task.handle()
    },
    downloadFile(options: DownloadOptions) {
      const task = new Task()
      void settle('downloadFile', options, () => task.run(options.timeout, (signal) => download(host, options, task, signal)))
      return task.handle()
    },
  }
}

/** A call under way: it can be aborted, and tells how far it is. */
class Task {
  private controller = new AbortController()
  private listeners = new Map<string, Progress[]>()
  private aborted = false

  async run<T>(timeout: number | undefined, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const timer = window.setTimeout(() => this.controller.abort(), timeout ?? TIMEOUT_MS)
    try {
      return await work(this.controller.signal)
    } catch (error) {
      if (this.aborted) throw new CallError('abort')
      if (this.controller.signal.aborted) throw new CallError('timeout')
      throw error
    } finally {
      window.clearTimeout(timer)
    }
  }

  fire(name: string, event: object): void {
    for (const listener of this.listeners.get(name) ?? []) listener(event)
  }

  handle(): Record<string, unknown> {
    const on = (name: string) => (listener: Progress) => void this.listeners.set(name, [...(this.listeners.get(name) ?? []), listener])
    const off = (name: string) => (listener?: Progress) =>
      void this.listeners.set(name, listener ? (this.listeners.get(name) ?? []).filter((one) => one !== listener) : [])
    return {
      abort: () => {
        this.aborted = true
        this.controller.abort()
      },
      onHeadersReceived: on('headers'),
      offHeadersReceived: off('headers'),
      onProgressUpdate: on('progress'),
      offProgressUpdate: off('progress'),
    }
  }
}

async function request(host: Host, options: RequestOptions, task: Task, signal: AbortSignal): Promise<object> {
  if (!/^https?:\/\//.test(String(options.url))) throw new CallError(`invalid url "${options.url}"`)
  const method = (options.method ?? 'GET').toUpperCase()
  const header = lowerKeys(options.header)
  let url = options.url
  let data: string | undefined
  if (method === 'GET' && isObject(options.data)) {
    const query = form(options.data)
    if (query) url += `${url.includes('?') ? '&' : '?'}${query}`
  } else if (typeof options.data === 'string') {
    data = options.data
  } else if (options.data instanceof ArrayBuffer) {
    data = new TextDecoder().decode(options.data)
  } else if (options.data !== undefined && options.data !== null && method !== 'GET') {
    header['content-type'] ??= 'application/json'
    data = header['content-type'].includes('x-www-form-urlencoded') && isObject(options.data) ? form(options.data) : JSON.stringify(options.data)
  }
  if (data !== undefined) header['content-type'] ??= 'application/json'
  const response = await fetch('/sim/v1/net/request', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ phone: host.phone.role, url, method, header, data, timeout: options.timeout }),
    signal,
  })
  const reply = await readReply(response)
  task.fire('headers', { header: reply.header, statusCode: reply.statusCode })
  const body = options.responseType === 'arraybuffer' ? new TextEncoder().encode(reply.data).buffer : parse(reply.data, options.dataType)
  return { data: body, statusCode: reply.statusCode, header: reply.header, cookies: [] }
}

async function upload(host: Host, options: UploadOptions, task: Task, signal: AbortSignal): Promise<object> {
  const file = await host.files.open(String(options.filePath))
  if (!file) throw new CallError(`file not found: ${options.filePath}`)
  const meta = {
    phone: host.phone.role,
    url: options.url,
    header: lowerKeys(options.header),
    name: options.name,
    fileName: file.name,
    formData: options.formData ?? {},
    timeout: options.timeout,
  }
  const body = new FormData()
  body.append('meta', JSON.stringify(meta))
  body.append('file', file.blob, file.name)
  const total = file.blob.size
  const reply = await send('/sim/v1/net/upload', body, signal, (sent) => {
    const done = Math.min(sent, total)
    task.fire('progress', { progress: total === 0 ? 100 : Math.round((done / total) * 100), totalBytesSent: done, totalBytesExpectedToSend: total })
  })
  return { data: reply.data, statusCode: reply.statusCode, header: reply.header }
}

async function download(host: Host, options: DownloadOptions, task: Task, signal: AbortSignal): Promise<object> {
  const response = await fetch(host.files.networkLink(options.url), { signal })
  const blob = await response.blob()
  const total = blob.size
  task.fire('progress', { progress: 100, totalBytesWritten: total, totalBytesExpectedToWrite: total })
  const base = { statusCode: response.status, header: Object.fromEntries(response.headers.entries()) }
  if (options.filePath) {
    host.files.write(options.filePath, blob)
    return { ...base, filePath: options.filePath }
  }
  return { ...base, tempFilePath: host.files.keepTemp(blob, options.url.split(/[?#]/)[0] ?? '') }
}

interface Reply {
  statusCode: number
  header: Record<string, string>
  data: string
}

/** XMLHttpRequest, because fetch cannot tell how much it has sent. */
function send(url: string, body: FormData, signal: AbortSignal, progress: (sent: number) => void): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const xhr = new XMLHttpRequest()
    xhr.open('POST', url)
    xhr.upload.onprogress = (event) => progress(event.loaded)
    xhr.onerror = () => reject(new CallError('connection failed'))
    xhr.onabort = () => reject(new CallError('abort'))
    xhr.onload = () => {
      try {
        resolve(replyOf(xhr.status, JSON.parse(xhr.responseText)))
      } catch (error) {
        reject(error)
      }
    }
    signal.addEventListener('abort', () => xhr.abort())
    xhr.send(body)
  })
}

async function readReply(response: Response): Promise<Reply> {
  return replyOf(response.status, await response.json())
}

function replyOf(status: number, body: any): Reply {
  if (status >= 400 || body === null || typeof body.statusCode !== 'number') {
    const error = body?.error
    throw new CallError(error?.cause?.en ?? error?.en ?? error?.code ?? body?.errMsg ?? `the simulator answered ${status}`)
  }
  return { statusCode: body.statusCode, header: body.header ?? {}, data: String(body.data ?? '') }
}

/** WeChat parses an answer as JSON unless told otherwise, and leaves it as text when it is not. */
function parse(text: string, dataType: string | undefined): unknown {
  if (dataType !== undefined && dataType !== 'json') return text
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !(value instanceof ArrayBuffer)
}

function form(data: Record<string, unknown>): string {
  return Object.entries(data)
    .map(([key, value]) => `${encodeURIComponent(key)}=${encodeURIComponent(isObject(value) ? JSON.stringify(value) : String(value))}`)
    .join('&')
}

function lowerKeys(header: Record<string, string> | undefined): Record<string, string> {
  return Object.fromEntries(Object.entries(header ?? {}).map(([key, value]) => [key.toLowerCase(), String(value)]))
}
