/**
 * The client's `wx`. Always fetched when needed, never at import: `wx.qy` exists only inside WeCom, and a test or a
 * simulator may supply its own.
 */
declare const wx: any;
declare global {
  function setTimeout(run: () => void, milliseconds: number): any;
  function clearTimeout(timer: any): void;
}

export function theWx(): any {
  return typeof wx === 'undefined' || !wx ? {} : wx;
}

/** What a synchronous function of `wx` answers, or undefined where it is absent or throws. */
export function ask(name: string, argument?: any, more?: any): any {
  try {
    return theWx()[name](argument, more);
  } catch (e) {
    return undefined;
  }
}

export function readStore(key: string): any {
  return ask('getStorageSync', key);
}

/** A full or missing storage loses the safety net, never the share: failures are ignored. */
export function writeStore(key: string, value: unknown): void {
  ask('setStorageSync', key, value);
}
