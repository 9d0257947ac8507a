import type * as Api from '../types/index';
import { entriesOf } from './entry';
import { failure, ShareError as OurError } from './errors';
import { thisHost, version as ours } from './host';
import { outboxOf } from './outbox';
import { convert } from './page';
import { Code } from './rules.generated';
import { serverAt } from './server';
import type { Server } from './server';
import { share } from './share';
import { fault } from './words';

function create(options?: Api.Options): Api.WecomShare {
  const chosen = options || {};
  const host = thisHost();
  const server = chosen.server ? serverAt(chosen) : null;
  const outbox = server && outboxOf(server);
  const entries = entriesOf(server);
  if (outbox) {
    entries.flush();
    const { environment, apis } = host.info();
    if (environment === 'wxwork' && apis[0]) outbox.flush();
  }

  const shareTo = (kind: string) => (wanted: any) => share(kind, wanted, chosen, host, server, outbox);

  function withServer<T>(use: (it: Server) => Promise<T>): Promise<T> {
    return Promise.resolve().then(() => {
      if (!server) throw failure(Code.server_needed);
      host.requireWecom();
      return use(server);
    });
  }

  const list = (name: string) => () => withServer((it) => it.get('/' + name).then((answer) => answer[name]));

  return {
    host: host.info,
    shareToCustomers: shareTo('customers'),
    shareToGroups: shareTo('groups'),
    shareToMoments: shareTo('moments'),
    sendToChat: shareTo('chat'),
    share: shareTo(''),
    customers: list('customers'),
    groups: list('groups'),
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
  throw failure(Code.draft_invalid, { faults: faults.map((code) => fault(code, code === Code.unknown_value ? 'channel' : 'page')) });
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
