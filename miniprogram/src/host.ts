import type { HostInfo, Platform } from '../types/index';
import { call } from './call';
import { failure } from './errors';
import { ask, theWx } from './wx';

declare const SDK_VERSION: string;
export const version = SDK_VERSION;

/** What a plan may depend on; client-api.md §2 names them. */
const APIS = [
  'login',
  'getContext',
  'selectExternalContact',
  'shareToExternalContact',
  'shareToExternalChat',
  'shareToExternalMoments',
  'sendChatMessage',
  'shareAppMessageEx',
];

const PLATFORMS: { [name: string]: Platform } = {
  ios: 'ios',
  android: 'android',
  windows: 'windows',
  mac: 'mac',
  devtools: 'devtools',
};

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
    const qy = theWx().qy;
    return {
      environment: !system ? 'unknown' : system.environment === 'wxwork' ? 'wxwork' : 'weixin',
      platform: (system && PLATFORMS[String(system.platform).toLowerCase()]) || 'unknown',
      version: wecomVersion || (system && system.version) || '',
      entry,
      apis: APIS.filter((name) => !!qy && typeof qy[name] === 'function'),
      sdk: version,
    };
  }

  function requireWecom(): void {
    if (!theWx().qy || info().environment !== 'wxwork') throw failure('wrong_host');
  }

  function probe(): Promise<unknown> {
    return Promise.all([query('getSystemInfo'), query('getContext')]).then((answers) => {
      if (answers[0].version) wecomVersion = String(answers[0].version);
      entry = answers[1].entry || null;
    });
  }

  function query(name: string): Promise<any> {
    const start = theWx().qy![name];
    if (typeof start !== 'function') return Promise.resolve({});
    return call((callbacks) => start(callbacks), PROBE_TIMEOUT).then((reply) => (reply.ok && reply.answer) || {});
  }
}
