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
export class Entries {
  private visit = 0;
  private watching = false;
  private seen = '';
  private seenEnter = '';
  private current: Promise<Reported> = Promise.resolve(null);
  private sending: { [event: string]: boolean } = {};

  constructor(private readonly server: Server | null) {}

  read(options?: any): Entry {
    this.watch();
    const enter = ask('getEnterOptionsSync') || ask('getLaunchOptionsSync') || {};
    const isAppOptions = options && typeof options.query === 'object';
    const app = isAppOptions ? options : enter;
    const own = options && !isAppOptions ? options : null;
    const carrier = own && own[TOKEN] ? own : app.query || {};
    const token = carrier[TOKEN] ? String(carrier[TOKEN]) : undefined;
    const entry: Entry = {
      page: String((own && currentPage()) || app.path || currentPage() || '').replace(/^\//, ''),
      query: withoutToken(own || app.query || {}),
      reported: Promise.resolve(null),
    };
    if (app.scene != null) entry.scene = app.scene;
    if (app.chatType != null) entry.chatType = app.chatType;
    if (token) {
      entry.token = token;
      entry.reported = this.once(token, carrier === own, JSON.stringify([app.path, app.query, app.scene]), entry);
    }
    return entry;
  }

  onOpen(callback: (entry: Entry) => void): () => void {
    let stopped = false;
    const it = theWx();
    let told = -1;
    const tell = (options?: any) => {
      // Clients differ in whether the start itself is shown to a listener that was there before.
      if (stopped || told === this.visit) return;
      told = this.visit;
      callback(this.read(options));
    };
    if (typeof it.onAppShow === 'function') it.onAppShow(tell);
    this.watch();
    tell();
    return function () {
      stopped = true;
    };
  }

  /** Sends what could not be sent before. */
  flush(): void {
    readStore<Opening[]>(KEY, []).forEach((opening) => this.send(opening));
  }

  /** A visit ends when the app is hidden: a card can only be tapped outside it. */
  private watch(): void {
    if (this.watching) return;
    this.watching = true;
    const it = theWx();
    if (typeof it.onAppHide === 'function') it.onAppHide(() => this.visit++);
  }

  private once(token: string, inPage: boolean, enter: string, entry: Entry): Promise<Reported> {
    const visit = this.visit + ':' + token;
    if (this.seen === visit || (!inPage && this.seenEnter === enter)) return this.current;
    this.seen = visit;
    this.seenEnter = enter;
    if (!this.server) return Promise.resolve(null);
    this.flush();
    const opening: Opening = { token, event: eventId(), page: entry.page, scene: entry.scene, chatType: entry.chatType };
    writeStore(KEY, readStore<Opening[]>(KEY, []).concat([opening]).slice(-KEPT));
    this.current = this.send(opening);
    return this.current;
  }

  private send(opening: Opening): Promise<Reported> {
    if (this.sending[opening.event]) return Promise.resolve(null);
    this.sending[opening.event] = true;
    return retry(() => this.server!.postOpenly('/openings', opening)).then(
      function (answer): Reported {
        forget(opening);
        return { share: answer.share, recorded: answer.recorded };
      },
      (error): Reported => {
        delete this.sending[opening.event];
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
