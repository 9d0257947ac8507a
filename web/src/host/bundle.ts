// What crates/packer writes: one call with everything of a mini program.

export type Json = Record<string, any>

export interface StyleEntry {
  css: string
  /** Class prefix of a unit whose styles are kept apart. */
  scope?: string
}

export interface Bundle {
  format: number
  /** app.json */
  app: Json
  pages: string[]
  /** Page and component configurations; component paths are absolute. */
  units: Record<string, Json>
  styles: Record<string, StyleEntry>
  /** Text of WXS files, and of modules inside templates as `path#module`. */
  wxs: Record<string, string>
  /** Text of JS files. */
  modules: Record<string, string>
}

/** Gives the compiled WXS module of a name. */
export type WxsSource = (name: string) => (require: unknown, exports: unknown, module: unknown) => void
export type Templates = (wxs: WxsSource) => Record<string, unknown>

export interface Package {
  bundle: Bundle
  templates: Templates
}

/** Runs a bundle's text and returns what it handed over. */
export function readPackage(text: string): Package {
  const slot: { found: Package | null } = { found: null }
  const receive = (bundle: Bundle, templates: Templates): void => {
    slot.found = { bundle, templates }
  }
  new Function('__wecomSharePackage', text)(receive)
  if (!slot.found) throw new Error('the bundle handed over nothing')
  return slot.found
}
