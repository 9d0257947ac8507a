// WXS modules: plain functions with WeChat's own globals and habits.
import type { WxsSource } from './bundle'
import { compile } from './modules'

/** In WXS, `value.constructor` is a name such as `'Array'`, and libraries compare it with one. */
const CONSTRUCTOR = '__wxsConstructor'

/** `getRegExp` and `getDate` stand for `new RegExp` and `new Date`, which WXS does not have. */
const globals = {
  getRegExp: (pattern: string, flags?: string): RegExp => new RegExp(pattern, flags),
  getDate: (...args: unknown[]): Date => (args.length === 0 ? new Date() : new Date(...(args as [number]))),
}

/** Compiles a WXS text when it is first used; a broken one is reported by its name. */
export function wxsSource(sources: Record<string, string>, report: (error: unknown) => void): WxsSource {
  Object.defineProperty(Object.prototype, CONSTRUCTOR, {
    configurable: true,
    get(this: unknown) {
      return Object.prototype.toString.call(this).slice(8, -1)
    },
  })
  return (name) => {
    const file = name.includes('#') ? `${name.slice(0, name.indexOf('#'))}.wxml` : name
    return (require, exports, module) => {
      try {
        const source = (sources[name] ?? '').replace(/\.constructor\b/g, `.${CONSTRUCTOR}`)
        compile(file, source, globals, ['require', 'exports', 'module'])(require, exports, module)
      } catch (error) {
        report(error)
      }
    }
  }
}
