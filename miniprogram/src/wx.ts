/**
 * The part of the client's `wx` that the SDK uses. Always fetched when needed, never at import: `wx.qy` exists only
 * inside WeCom, and a test or a simulator may supply its own.
 */

export interface Callbacks {
  success?: (answer: any) => void;
  fail?: (answer: any) => void;
  complete?: (answer: any) => void;
}

export type AsyncFunction = (args: any) => any;

export interface Wx {
  qy?: { [name: string]: AsyncFunction | undefined };
  request?: AsyncFunction;
  uploadFile?: AsyncFunction;
  getImageInfo?: AsyncFunction;
  getSystemInfoSync?: () => any;
  getAccountInfoSync?: () => any;
  getLaunchOptionsSync?: () => any;
  getEnterOptionsSync?: () => any;
  getStorageSync?: (key: string) => any;
  setStorageSync?: (key: string, value: any) => void;
  onAppShow?: (listener: (options: any) => void) => void;
  onAppHide?: (listener: () => void) => void;
  [name: string]: any;
}

declare const wx: Wx | undefined;
declare global {
  function setTimeout(run: () => void, milliseconds: number): any;
  function clearTimeout(timer: any): void;
}

export function theWx(): Wx {
  return typeof wx === 'undefined' || !wx ? {} : wx;
}

/** What a synchronous function of `wx` answers, or undefined where it is absent or throws. */
export function ask(name: string): any {
  try {
    const it = theWx();
    return typeof it[name] === 'function' ? it[name]() : undefined;
  } catch (e) {
    return undefined;
  }
}

export function readStore<T>(key: string, absent: T): T {
  try {
    const value = theWx().getStorageSync!(key);
    return value ? value : absent;
  } catch (e) {
    return absent;
  }
}

/** A full or missing storage loses the safety net, never the share: failures are ignored. */
export function writeStore(key: string, value: unknown): void {
  try {
    theWx().setStorageSync!(key, value);
  } catch (e) {
    return;
  }
}
