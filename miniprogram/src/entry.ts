/** How the mini program was opened, and the report of each opening from a card. */
import type { Entry } from '../types/index';
import { queue } from './queue';
import type { Server } from './server';
import { ask, theWx } from './wx';

/** The query key that carries the token of a share. */
const TOKEN = 'ws_t';

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
  const openings = queue('wecom-share:openings', 'event', (opening) => server!.postOpenly('/openings', opening));
  return { read, onOpen, flush };

  function read(options?: any): Entry {
    watch();
    const enter = ask('getEnterOptionsSync') || ask('getLaunchOptionsSync') || {};
    const isAppOptions = options && typeof options.query === 'object';
    const app = isAppOptions ? options : enter;
    const own = !isAppOptions && options;
    const query = app.query || {};
    const token = (own && own[TOKEN]) || query[TOKEN];
    const entry: Entry = {
      page: String((own && currentPage()) || app.path || currentPage() || '').replace(/^\//, ''),
      query: withoutToken(own || query),
      reported: Promise.resolve(null),
    };
    if (app.scene != null) entry.scene = app.scene;
    if (app.chatType != null) entry.chatType = app.chatType;
    if (token) {
      entry.token = String(token);
      entry.reported = once(entry, own && own[TOKEN], JSON.stringify([app.path, app.query, app.scene]));
    }
    return entry;
  }

  function onOpen(callback: (entry: Entry) => void): () => void {
    let told = -1;
    // Clients differ in whether the start itself is shown to a listener that was there before.
    const tell = (options?: any) => {
      if (told === visit || told > 1e9) return;
      told = visit;
      callback(read(options));
    };
    ask('onAppShow', tell);
    watch();
    tell();
    return () => {
      told = Infinity;
    };
  }

  function flush(): void {
    openings.left().forEach(openings.resend);
  }

  /** A visit ends when the app is hidden: a card can only be tapped outside it. */
  function watch(): void {
    if (watching || !theWx().onAppHide) return;
    watching = true;
    ask('onAppHide', () => visit++);
  }

  function once({ token, page, scene, chatType }: Entry, inPage: any, enter: string): Promise<Reported> {
    const now = visit + ':' + token;
    if (seen === now || (!inPage && seenEnter === enter)) return current;
    seen = now;
    seenEnter = enter;
    if (!server) return current;
    flush();
    const opening = { token, event: eventId(), page, scene, chatType };
    openings.put(opening);
    current = openings.send(opening).then((answer) => answer && { share: answer.share, recorded: answer.recorded });
    return current;
  }
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
  for (const key in query) if (key !== TOKEN) own[key] = query[key];
  return own;
}
