import type { HostInfo, Platform } from '../types/index';
import { call } from './call';
import { failure } from './errors';
import { Code, PLATFORMS } from './rules.generated';
import { ask, theWx } from './wx';

declare const SDK_VERSION: string;
export const version = SDK_VERSION;

/** What a plan may depend on; client-api.md §2 names them. */
const APIS = 'login getContext selectExternalContact shareToExternalContact shareToExternalChat shareToExternalMoments sendChatMessage shareAppMessageEx'.split(' ');

/** Questions that only ask the client itself; they must not hold up a share. */
const PROBE_TIMEOUT = 1500;

export interface Host {
  info(): HostInfo;
  /** Throws `wrong_host` outside WeCom. */
  requireWecom(): void;
  /** Asks for what only asynchronous calls tell: WeCom's own version, and the entry (which needs a session first). */
  probe(): Promise<unknown>;
}

export function thisHost(): Host {
  let entry: string | null = null;
  let wecomVersion = '';
  return { info, requireWecom, probe };

  function info(): HostInfo {
    const system = ask('getSystemInfoSync');
    const { environment, platform, version: own } = system || ({} as any);
    const qy = theWx().qy || {};
    const name = String(platform).toLowerCase();
    return {
      environment: !system ? 'unknown' : environment === 'wxwork' ? environment : 'weixin',
      platform: PLATFORMS.indexOf(name) < 0 ? 'unknown' : (name as Platform),
      version: wecomVersion || own || '',
      entry,
      apis: APIS.filter((api) => typeof qy[api] === 'function'),
      sdk: version,
    };
  }

  function requireWecom(): void {
    if (!theWx().qy || info().environment !== 'wxwork') throw failure(Code.wrong_host);
  }

  function probe(): Promise<unknown> {
    return Promise.all(['getSystemInfo', 'getContext'].map((name) => call(theWx().qy, name, {}, PROBE_TIMEOUT))).then((replies) => {
      const [system, context] = replies.map(({ ok, answer }) => (ok && answer) || {});
      if (system.version) wecomVersion = String(system.version);
      entry = context.entry || null;
    });
  }
}
