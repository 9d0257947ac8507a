import type { Entry } from '../types/index';
import { mayPass, retry } from './outbox';
import type { Server } from './server';
import { ask, readStore, theWx, writeStore } from './wx';

/** The query key that carries the token of a share. */
const TOKEN = 'ws_t';
const KEY = 'wecom-share:openings';
const KEPT = 50;

interface Opening {
  token: string;
  event: string;
  page?: string;
  scene?: number;
  chatType?: number;
}

type Reported = { share: string; recorded: boolean } | null;

/**
 * Reads how the mini program was opened, and reports each opening from a card once.
 *
 * A page that is already open does not run onLoad again, so the latest enter options count too. They also stay the same
 * when the app merely comes back from the background; therefore they count as a new opening only when they changed,
 * while an onLoad with a token counts once per visit.
 */
export interface Entries {
  read(options?: any): Entry;
  onOpen(callback: (entry: Entry) => void): () => void;
  /** Sends what could not be sent before. */
  flush(): void;
}

export function entriesOf(server: Server | null): Entries {
  let visit = 0;
  let watching = false;
  let seen = '';
  let seenEnter = '';
  let current: Promise<Reported> = Promise.resolve(null);
  const sending: { [event: string]: boolean } = {};
  return { read, onOpen, flush };

  function read(options?: any): Entry {
    watch();
    const enter = ask('getEnterOptionsSync') || ask('getLaunchOptionsSync') || {};
    const isAppOptions = options && typeof options.query === 'object';
    const app = isAppOptions ? options : enter;
    const own = options && !isAppOptions ? options : null;
    const carrier = own && own[TOKEN] ? own : app.query || {};
    const entry: Entry = {
      page: String((own && currentPage()) || app.path || currentPage() || '').replace(/^\//, ''),
      query: withoutToken(own || app.query || {}),
      reported: Promise.resolve(null),
    };
    if (app.scene != null) entry.scene = app.scene;
    if (app.chatType != null) entry.chatType = app.chatType;
    if (carrier[TOKEN]) {
      entry.token = String(carrier[TOKEN]);
      entry.reported = once(entry, carrier === own, JSON.stringify([app.path, app.query, app.scene]));
    }
    return entry;
  }

  function onOpen(callback: (entry: Entry) => void): () => void {
    let stopped = false;
    let told = -1;
    const it = theWx();
    const tell = (options?: any) => {
      // Clients differ in whether the start itself is shown to a listener that was there before.
      if (stopped || told === visit) return;
      told = visit;
      callback(read(options));
    };
    if (typeof it.onAppShow === 'function') it.onAppShow(tell);
    watch();
    tell();
    return function () {
      stopped = true;
    };
  }

  function flush(): void {
    readStore<Opening[]>(KEY, []).forEach(send);
  }

  /** A visit ends when the app is hidden: a card can only be tapped outside it. */
  function watch(): void {
    const it = theWx();
    if (watching || typeof it.onAppHide !== 'function') return;
    watching = true;
    it.onAppHide(() => visit++);
  }

  function once({ token, page, scene, chatType }: Entry, inPage: boolean, enter: string): Promise<Reported> {
    const now = visit + ':' + token;
    if (seen === now || (!inPage && seenEnter === enter)) return current;
    seen = now;
    seenEnter = enter;
    if (!server) return current;
    flush();
    const opening: Opening = { token: token!, event: eventId(), page, scene, chatType };
    writeStore(KEY, readStore<Opening[]>(KEY, []).concat([opening]).slice(-KEPT));
    current = send(opening);
    return current;
  }

  function send(opening: Opening): Promise<Reported> {
    if (sending[opening.event]) return Promise.resolve(null);
    sending[opening.event] = true;
    return retry(() => server!.postOpenly('/openings', opening)).then(
      function (answer): Reported {
        forget(opening);
        return { share: answer.share, recorded: answer.recorded };
      },
      function (error): Reported {
        delete sending[opening.event];
        if (!mayPass(error)) forget(opening);
        return null;
      },
    );
  }
}

function forget(opening: Opening): void {
  writeStore(
    KEY,
    readStore<Opening[]>(KEY, []).filter(function (kept) {
      return kept.event !== opening.event;
    }),
  );
}

/** Not a secret: it only lets the server tell a repeated report from a second opening. */
function eventId(): string {
  let id = 'ev_' + new Date().getTime().toString(36) + '_';
  for (let i = 0; i < 4; i++) id += Math.random().toString(36).slice(2, 6);
  return id;
}

declare const getCurrentPages: (() => any[]) | undefined;

function currentPage(): string {
  const pages = typeof getCurrentPages === 'function' ? getCurrentPages() : [];
  const top = pages.length ? pages[pages.length - 1] : null;
  return (top && (top.route || top.is)) || '';
}

function withoutToken(query: any): { [key: string]: string } {
  const own: { [key: string]: string } = {};
  for (const key in query) {
    if (Object.prototype.hasOwnProperty.call(query, key) && key !== TOKEN) own[key] = query[key];
  }
  return own;
}
