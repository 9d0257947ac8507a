// The adapter's own package.json points its types at a file that does not exist; this is what the host uses.
declare module 'glass-easel-miniprogram-adapter' {
  import type { GeneralBackendContext, GeneralComponent, ComponentSpace } from 'glass-easel'

  export interface Caller {
    [key: string]: any
    _$: GeneralComponent
    data: Record<string, any>
  }

  export class Root {
    get(): Caller
    getComponent(): GeneralComponent
    attach(parent: unknown, placeholder: unknown): void
    release(): void
  }

  export class AssociatedBackend {
    registerStyleSheetContent(url: string, content: string): void
    createRoot(tagName: string, space: CodeSpace, url: string): Root
  }

  export interface ComponentEnv {
    Page(definition: object): unknown
    Component(definition?: object): unknown
    Behavior(definition?: object): unknown
  }

  export class CodeSpace {
    getComponentSpace(): ComponentSpace
    setOverallBehavior(behavior: unknown): void
    addStyleSheet(path: string, url?: string, scopeName?: string): void
    addCompiledTemplate(path: string, content: unknown): void
    addComponentStaticConfig(path: string, content: object): void
    getComponentStaticConfig(path: string): Record<string, unknown> | undefined
    prepareComponentOptions(is: string, options?: Record<string, unknown>): [Record<string, unknown>, string]
    componentEnv<T>(path: string, run: (env: ComponentEnv) => T): T
  }

  export class MiniProgramEnv {
    associateBackend(context?: GeneralBackendContext): AssociatedBackend
    createCodeSpace(id: string, isMainSpace: boolean): CodeSpace
  }
}
