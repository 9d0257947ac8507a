import type * as Api from '../types/index';
import { failure, ShareError as OurError } from './errors';
import { entriesOf } from './entry';
import { thisHost, version as ours } from './host';
import * as outbox from './outbox';
import { convert } from './page';
import { serverAt } from './server';
import type { Server } from './server';
import { share } from './share';
import { fault } from './words';

function create(options?: Api.Options): Api.WecomShare {
  const chosen: Api.Options = options || {};
  const host = thisHost();
  const server = chosen.server
    ? serverAt({ server: chosen.server, appid: chosen.appid, corpid: chosen.corpid, timeout: chosen.timeout || 10000 })
    : null;
  const entries = entriesOf(server);
  if (server) {
    entries.flush();
    const { environment, apis } = host.info();
    if (environment === 'wxwork' && apis.length) outbox.flush(server);
  }

  function shareTo(kind: string): (wanted: any) => Promise<Api.ShareResult> {
    return (wanted) => share(kind, wanted, chosen, host, server);
  }

  function withServer<T>(use: (it: Server) => Promise<T>): Promise<T> {
    return Promise.resolve().then(() => {
      if (!server) throw failure('server_needed');
      host.requireWecom();
      return use(server);
    });
  }

  return {
    host: host.info,
    shareToCustomers: shareTo('customers'),
    shareToGroups: shareTo('groups'),
    shareToMoments: shareTo('moments'),
    sendToChat: shareTo('chat'),
    share: shareTo(''),
    customers: () => withServer((it) => it.get('/customers').then((answer) => answer.customers)),
    groups: () => withServer((it) => it.get('/groups').then((answer) => answer.groups)),
    upload: (path) => withServer((it) => it.upload(path)),
    readEntry: entries.read,
    onOpen: entries.onOpen,
  };
}

function builder(msgtype: string): (body: any) => any {
  return (body) => {
    const made: any = { msgtype };
    // Media are known by their id alone; what the builder was given wrongly is told when the draft is checked.
    made[msgtype] = /^[vf]/.test(msgtype) && typeof body === 'string' ? { mediaid: body } : body;
    return made;
  };
}

function cardPage(page: string, channel?: Api.Channel): string {
  const { path, faults } = convert(String(page == null ? '' : page), channel || 'share-card');
  if (path) return path;
  throw failure('draft_invalid', { faults: faults.map((code) => fault(code, 'page')) });
}

// Checked against the published types, so that the two cannot drift apart.
const api: typeof Api = {
  create,
  text: (text) => ({ text }),
  image: builder('image'),
  card: builder('miniprogram'),
  link: builder('link'),
  video: builder('video'),
  file: builder('file'),
  cardPage,
  ShareError: OurError as unknown as typeof Api.ShareError,
  version: ours,
};

declare const module: { exports: any };
module.exports = api;
