// A value that can be watched. The whole page's state is a handful of these (state.ts).

export class Signal<T> {
  private readonly listeners = new Set<(value: T) => void>()

  constructor(private current: T) {}

  get value(): T {
    return this.current
  }

  set value(next: T) {
    this.current = next
    for (const listener of [...this.listeners]) listener(next)
  }

  /** Calls `listener` on every later change, until the returned function is called. */
  on(listener: (value: T) => void): () => void {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }
}

/** Follows a part of `signal`; changes only when that part really differs, so that unrelated news disturbs nobody. */
export function part<T, U>(signal: Signal<T>, pick: (value: T) => U): Signal<U> {
  const picked = new Signal(pick(signal.value))
  signal.on((value) => {
    const next = pick(value)
    if (JSON.stringify(next) !== JSON.stringify(picked.value)) picked.value = next
  })
  return picked
}
