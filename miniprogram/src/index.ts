import type * as Api from '../types/index';
import { failure, ShareError as OurError, invalidDraft } from './errors';
import { entriesOf } from './entry';
import { fault } from './faults';
import { thisHost, version as ours } from './host';
import * as outbox from './outbox';
import { toCardPage } from './page';
import { serverAt } from './server';
import type { Server } from './server';
import { share } from './share';

function create(options?: Api.Options): Api.WecomShare {
  const chosen: Api.Options = options || {};
  const host = thisHost();
  const server = chosen.server
    ? serverAt({ server: chosen.server, appid: chosen.appid, corpid: chosen.corpid, timeout: chosen.timeout || 10000 })
    : null;
  const entries = entriesOf(server);
  if (server) {
    entries.flush();
    if (inWecom()) outbox.flush(server);
  }

  function inWecom(): boolean {
    const { environment, apis } = host.info();
    return environment === 'wxwork' && apis.length > 0;
  }

  function withServer<T>(use: (it: Server) => Promise<T>): Promise<T> {
    return Promise.resolve().then(function () {
      if (!server) throw failure('server_needed');
      host.requireWecom();
      return use(server);
    });
  }

  return {
    host: host.info,
    shareToCustomers: (wanted) => share('customers', wanted, chosen, host, server),
    shareToGroups: (wanted) => share('groups', wanted, chosen, host, server),
    customers: () => withServer((it) => it.get('/customers').then((answer) => answer.customers)),
    groups: () => withServer((it) => it.get('/groups').then((answer) => answer.groups)),
    upload: (path) => withServer((it) => it.upload(path)),
    readEntry: entries.read,
    onOpen: entries.onOpen,
  };
}

function image(source: Api.ImageSource): Api.ImageAttachment {
  return { msgtype: 'image', image: { source } };
}

function card(it: Api.CardAttachment['miniprogram']): Api.CardAttachment {
  return { msgtype: 'miniprogram', miniprogram: it };
}

function cardPage(page: string): string {
  const { card: made, faults } = toCardPage(String(page == null ? '' : page));
  if (made) return made;
  throw invalidDraft(
    faults.map(function (code) {
      return fault(code, 'page');
    }),
  );
}

// Checked against the published types, so that the two cannot drift apart.
const api: typeof Api = { create, image, card, cardPage, ShareError: OurError as unknown as typeof Api.ShareError, version: ours };

declare const module: { exports: any };
module.exports = api;
