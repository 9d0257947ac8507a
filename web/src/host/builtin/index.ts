// Every built-in component, registered for all pages.
import type { ComponentSpace } from 'glass-easel'
import { buttons, type TapServices } from './button'
import { define, type Builtin } from './define'
import { fields } from './fields'
import { image, type ImageServices } from './image'
import { picker, type PickServices } from './picker'
import { plain } from './plain'
import { richText } from './rich-text'
import { scrolling } from './scroll'

export interface Services extends TapServices, ImageServices, PickServices {}

export function builtins(services: Services): Builtin[] {
  return [
    ...plain,
    ...image(services),
    ...buttons(services),
    ...fields,
    ...scrolling,
    ...picker(services),
    ...richText((src, ownerPath) => services.link(src, ownerPath)),
  ]
}

export function registerBuiltins(space: ComponentSpace, all: Builtin[]): void {
  for (const builtin of all) define(space, builtin)
}
