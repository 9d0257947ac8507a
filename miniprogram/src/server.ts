import type { ErrorDetails, UploadedImage } from '../types/index';
import { call, withCallbacks } from './call';
import type { Reply } from './call';
import { details, failure, ShareError } from './errors';
import { ask, theWx } from './wx';

export interface Settings {
  server: string;
  appid?: string;
  corpid?: string;
  timeout: number;
}

interface Member {
  corpid: string;
  userid: string;
}

interface Session {
  token: string;
  member: Member;
}

/** The wecom-share server: one session for any number of concurrent calls, JSON in and out, errors as ShareError. */
export class Server {
  /**
   * In memory only. A stored token could belong to another member or company of the same phone, and would then be
   * answered with a misleading refusal.
   */
  private session: Promise<Session> | null = null;

  constructor(private readonly settings: Settings) {}

  /** Logs in when nobody has; callers at the same time share one login. */
  login(): Promise<Session> {
    if (!this.session) {
      const session = this.newSession();
      this.session = session;
      session.then(undefined, () => this.forget(session));
    }
    return this.session;
  }

  get(path: string): Promise<any> {
    return this.authorised((token) => this.json('GET', path, undefined, token));
  }

  post(path: string, body: object): Promise<any> {
    return this.authorised((token) => this.json('POST', path, body, token));
  }

  /** For calls that need no session: openings, which customers report. */
  postOpenly(path: string, body: object): Promise<any> {
    return this.json('POST', path, body);
  }

  upload(path: string): Promise<UploadedImage> {
    return this.authorised((token) => this.uploadFile(path, token));
  }

  /** Once more with a new session when the server says that this one is over. */
  private authorised<T>(send: (token: string) => Promise<T>): Promise<T> {
    const used = this.login();
    return used.then((session) =>
      send(session.token).then(undefined, (error) => {
        if (!/^session_/.test(error.code)) throw error;
        this.forget(used);
        return this.login().then((fresh) => send(fresh.token));
      }),
    );
  }

  private forget(session: Promise<Session>): void {
    if (this.session === session) this.session = null;
  }

  private newSession(): Promise<Session> {
    const qy = theWx().qy!;
    const settings = this.settings;
    return call(function (callbacks) {
      qy.login!(withCallbacks({}, callbacks));
    }, settings.timeout).then((reply) => {
      if (!reply.ok || !reply.answer || !reply.answer.code) throw failure('login_failed', reply.answer);
      return this.json('POST', '/sessions', {
        code: reply.answer.code,
        appid: ownAppid(settings.appid),
        corpid: settings.corpid,
      });
    });
  }

  private json(method: string, path: string, body?: object, token?: string): Promise<any> {
    const header: any = { 'content-type': 'application/json' };
    if (token) header.authorization = 'Bearer ' + token;
    const { timeout } = this.settings;
    const url = this.url(path);
    return call(function (callbacks) {
      theWx().request!(withCallbacks({ url, method, header, timeout, data: body && JSON.stringify(body) }, callbacks));
      // The client's own time-out is not on every platform; ours comes a moment later.
    }, timeout + 500).then(read);
  }

  private uploadFile(path: string, token: string): Promise<UploadedImage> {
    const send = (filePath: string) => {
      const timeout = this.settings.timeout * 6;
      return call((callbacks) => {
        theWx().uploadFile!(
          withCallbacks(
            { url: this.url('/images'), filePath, name: 'file', header: { authorization: 'Bearer ' + token }, timeout },
            callbacks,
          ),
        );
      }, timeout + 500);
    };
    return send(path).then(function (reply) {
      if (reply.ok) return read(reply);
      // A client may refuse to upload from the package; getImageInfo then gives a local copy (client-api.md §5.4).
      return localCopy(path).then(function (copy) {
        if (!copy) throw uploadFailure(reply);
        return send(copy).then(function (second) {
          if (!second.ok) throw uploadFailure(second);
          return read(second);
        });
      });
    });
  }

  private url(path: string): string {
    return this.settings.server.replace(/\/+$/, '') + '/api/v1' + path;
  }
}

export function ownAppid(given?: string): string | undefined {
  if (given) return given;
  const account = ask('getAccountInfoSync');
  return (account && account.miniProgram && account.miniProgram.appId) || undefined;
}

function read(reply: Reply): any {
  if (!reply.ok) throw failure('server_unreachable', reply.answer);
  const status = reply.answer && reply.answer.statusCode;
  let data = reply.answer && reply.answer.data;
  if (typeof data === 'string') {
    try {
      data = JSON.parse(data);
    } catch (e) {
      data = null;
    }
  }
  if (status >= 200 && status < 300 && data) return data;
  const error: ErrorDetails | undefined = data && data.error;
  if (error && error.code && error.cause && error.remedy) {
    error.status = status;
    throw new ShareError(error);
  }
  throw new ShareError(details('server_failed', { status, raw: reply.answer }));
}

function localCopy(path: string): Promise<string | null> {
  const it = theWx();
  if (/^[a-z]+:\/\//i.test(path) || typeof it.getImageInfo !== 'function') return Promise.resolve(null);
  return call(function (callbacks) {
    it.getImageInfo!(withCallbacks({ src: path }, callbacks));
  }, 5000).then(function (reply) {
    const copy = reply.ok && reply.answer && reply.answer.path;
    return copy && copy !== path ? copy : null;
  });
}

/** The client does not say whether the file or the network was at fault; its text hints at it. */
function uploadFailure(reply: Reply): ShareError {
  const text = JSON.stringify(reply.answer || '');
  return failure(/file|path|ENOENT/i.test(text.replace(/uploadFile/g, '')) ? 'image_unreadable' : 'server_unreachable', reply.answer);
}
