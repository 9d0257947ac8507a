// What a file converted from `import` and `export` stands on (crates/packer/src/esm.rs).

type Exports = Record<string, unknown> & { __esModule?: boolean }
type Names = Record<string, string>

/** One entry per `from`: the module, local names and re-exported names with the module's own; `*` for all of it. */
type Import = [module: string, locals: Names, reexports: Names]

export interface EsmModule {
  scope: Record<string, unknown>
  exports(getters: Record<string, () => unknown>): void
  imports(list: Import[]): void
}

export function esmModule(require: (path: string) => unknown, exports: Exports): EsmModule {
  const scope = Object.create(null) as Record<string, unknown>
  const publish = (target: object, name: string, get: () => unknown): void => {
    if (!Object.prototype.hasOwnProperty.call(target, name)) Object.defineProperty(target, name, { enumerable: true, configurable: true, get })
  }
  Object.defineProperty(exports, '__esModule', { value: true, configurable: true })
  return {
    scope,
    exports(getters) {
      for (const [name, get] of Object.entries(getters)) publish(exports, name, get)
    },
    imports(list) {
      for (const [path, locals, reexports] of list) {
        const module = require(path) as Exports
        for (const [local, name] of Object.entries(locals)) publish(scope, local, () => read(module, name))
        for (const [out, name] of Object.entries(reexports)) {
          if (out !== '*') publish(exports, out, () => read(module, name))
          else for (const key of Object.keys(module ?? {})) if (key !== 'default') publish(exports, key, () => module[key])
        }
      }
    },
  }
}

/** A CommonJS module is its own default export. */
function read(module: Exports, name: string): unknown {
  if (name === '*') return module?.__esModule ? module : { ...module, default: module }
  if (name === 'default' && !module?.__esModule) return module
  return module?.[name]
}
