// CommonJS as WeChat does it: one function per file, `miniprogram_npm` above the file.

import { esmModule } from './esm'

export interface FileScope {
  [name: string]: unknown
}

/** What a file sees besides `require`, `module` and `exports`. */
export type ScopeOf = (path: string) => FileScope

export class SourceError extends Error {
  constructor(
    readonly file: string,
    readonly line: number | undefined,
    message: string,
  ) {
    super(`${file}${line === undefined ? '' : `:${line}`}: ${message}`)
    this.name = 'SyntaxError'
  }
}

interface LoadedModule {
  exports: unknown
}

export class Modules {
  private loaded = new Map<string, LoadedModule>()

  constructor(
    private sources: Record<string, string>,
    private scopeOf: ScopeOf,
  ) {}

  has(file: string): boolean {
    return Object.prototype.hasOwnProperty.call(this.sources, file)
  }

  /** Runs a file once and returns its exports. */
  load(file: string): unknown {
    const before = this.loaded.get(file)
    if (before) return before.exports
    const module: LoadedModule = { exports: {} }
    this.loaded.set(file, module)
    const run = compile(file, this.sources[file] ?? '', { ...this.scopeOf(file), __wsEsm: esmModule }, ['require', 'module', 'exports'])
    const require = (path: string): unknown => this.require(file, path)
    run(require, module, module.exports)
    return module.exports
  }

  private require(from: string, path: unknown): unknown {
    if (typeof path !== 'string') throw new Error('require args must be a string')
    const file = this.resolve(from, path)
    // The wording of WeChat's own run time, so that it is found when searched for.
    if (file === null) throw new Error(`module '${joined(folder(from), path)}.js' is not defined, require args is '${path}'`)
    return this.load(file)
  }

  private resolve(from: string, path: string): string | null {
    const places: string[] = []
    if (/^[./]/.test(path)) {
      places.push(joined(folder(from), path))
    } else {
      let above = folder(from)
      for (;;) {
        places.push(joined(above, `miniprogram_npm/${path}`))
        if (above === '') break
        above = folder(above)
      }
      places.push(joined(folder(from), path), joined('', path))
    }
    for (const place of places) {
      for (const file of [place, `${place}.js`, `${place}/index.js`]) {
        if (file.endsWith('.js') && this.has(file)) return file
      }
    }
    return null
  }
}

/**
 * Compiles one file's text to a function; line numbers and the name in stacks are the file's.
 * What the file sees comes in an outer function, so that a file may declare a name of its own
 * that is also ours: `const URL = …` is common.
 */
export function compile(file: string, source: string, scope: FileScope, names: string[]): (...args: unknown[]) => unknown {
  const head = `(function(${Object.keys(scope).join(',')}){return function(${names.join(',')}){`
  const text = `${head}${source}\n}})\n//# sourceURL=${sourceUrl(file)}`
  let outer: (...args: unknown[]) => (...args: unknown[]) => unknown
  try {
    outer = (0, eval)(text)
  } catch (error) {
    const fault = faultOf(text)
    throw new SourceError(file, fault?.line, fault?.message ?? (error as Error).message)
  }
  return outer(...Object.values(scope))
}

export function sourceUrl(file: string): string {
  return `app:///${file}`
}

export function folder(path: string): string {
  const cut = path.lastIndexOf('/')
  return cut < 0 ? '' : path.slice(0, cut)
}

/** Joins a folder and a path; a leading `/` starts at the mini program's root. */
export function joined(from: string, path: string): string {
  const parts = path.startsWith('/') ? [] : from.split('/').filter(Boolean)
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue
    if (part === '..') parts.pop()
    else parts.push(part)
  }
  return parts.join('/')
}

/** `eval` does not say on which line a text is broken; a script element does. */
function faultOf(text: string): { line: number; message: string } | null {
  let found: { line: number; message: string } | null = null
  const listen = (event: ErrorEvent): void => {
    found = { line: event.lineno, message: event.message.replace(/^Uncaught (SyntaxError: )?/, '') }
    event.preventDefault()
    event.stopImmediatePropagation()
  }
  window.addEventListener('error', listen, true)
  const script = document.createElement('script')
  script.textContent = text
  document.head.appendChild(script)
  script.remove()
  window.removeEventListener('error', listen, true)
  return found
}
