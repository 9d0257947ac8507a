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

export class Host {
  private entry: string | null = null;
  private wecomVersion = '';

  info(): HostInfo {
    const system = ask('getSystemInfoSync');
    const qy = theWx().qy;
    const apis: string[] = [];
    for (let i = 0; qy && i < APIS.length; i++) {
      if (typeof qy[APIS[i]] === 'function') apis.push(APIS[i]);
    }
    return {
      environment: !system ? 'unknown' : system.environment === 'wxwork' ? 'wxwork' : 'weixin',
      platform: (system && PLATFORMS[String(system.platform).toLowerCase()]) || 'unknown',
      version: this.wecomVersion || (system && system.version) || '',
      entry: this.entry,
      apis,
      sdk: version,
    };
  }

  /** Throws `wrong_host` outside WeCom. */
  requireWecom(): void {
    if (!theWx().qy || this.info().environment !== 'wxwork') throw failure('wrong_host');
  }

  /** Asks for what only asynchronous calls tell: WeCom's own version, and the entry (which needs a session first). */
  probe(): Promise<HostInfo> {
    const system = this.ask('getSystemInfo');
    const context = this.ask('getContext');
    return Promise.all([system, context]).then((answers) => {
      if (answers[0] && answers[0].version) this.wecomVersion = String(answers[0].version);
      this.entry = (answers[1] && answers[1].entry) || null;
      return this.info();
    });
  }

  private ask(name: string): Promise<any> {
    const qy = theWx().qy!;
    if (typeof qy[name] !== 'function') return Promise.resolve(null);
    return call(function (callbacks) {
      qy[name]!(callbacks);
    }, PROBE_TIMEOUT).then(function (reply) {
      return reply.ok ? reply.answer : null;
    });
  }
}

/** True when `version` is at least `least`; an unknown version counts as new enough, the client will say otherwise. */
export function atLeast(version: string, least: string): boolean {
  if (!/^\d/.test(version)) return true;
  const have = version.split('.');
  const want = least.split('.');
  for (let i = 0; i < want.length; i++) {
    const difference = (parseInt(have[i], 10) || 0) - parseInt(want[i], 10);
    if (difference) return difference > 0;
  }
  return true;
}
