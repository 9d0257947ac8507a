import type { ErrorDetails, UploadedImage } from '../types/index';
import { call, withCallbacks } from './call';
import type { Reply } from './call';
import { failure, ShareError } from './errors';
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
export interface Server {
  /** Logs in when nobody has; callers at the same time share one login. */
  login(): Promise<Session>;
  get(path: string): Promise<any>;
  post(path: string, body: object): Promise<any>;
  /** For calls that need no session: openings, which customers report. */
  postOpenly(path: string, body: object): Promise<any>;
  upload(path: string): Promise<UploadedImage>;
}

export function serverAt(settings: Settings): Server {
  const { timeout } = settings;
  const base = settings.server.replace(/\/+$/, '') + '/api/v1';
  // In memory only. A stored token could belong to another member or company of the same phone, and would then be
  // answered with a misleading refusal.
  let session: Promise<Session> | null = null;

  return {
    login,
    get: (path) => authorised((token) => json('GET', path, undefined, token)),
    post: (path, body) => authorised((token) => json('POST', path, body, token)),
    postOpenly: (path, body) => json('POST', path, body),
    upload: (path) => authorised((token) => uploadFile(path, token)),
  };

  function login(): Promise<Session> {
    if (session) return session;
    const fresh = newSession();
    session = fresh;
    fresh.then(undefined, () => forget(fresh));
    return fresh;
  }

  /** Once more with a new session when the server says that this one is over. */
  function authorised<T>(send: (token: string) => Promise<T>): Promise<T> {
    const used = login();
    return used.then((it) =>
      send(it.token).then(undefined, (error) => {
        if (!/^session_/.test(error.code)) throw error;
        forget(used);
        return login().then((fresh) => send(fresh.token));
      }),
    );
  }

  function forget(old: Promise<Session>): void {
    if (session === old) session = null;
  }

  function newSession(): Promise<Session> {
    return call((callbacks) => theWx().qy!.login!(callbacks), timeout).then((reply) => {
      if (!reply.ok || !reply.answer || !reply.answer.code) throw failure('login_failed', { raw: reply.answer });
      const { appid, corpid } = settings;
      return json('POST', '/sessions', { code: reply.answer.code, appid: ownAppid(appid), corpid });
    });
  }

  function json(method: string, path: string, body?: object, token?: string): Promise<any> {
    const header: any = { 'content-type': 'application/json' };
    if (token) header.authorization = 'Bearer ' + token;
    const options = { url: base + path, method, header, timeout, data: body && JSON.stringify(body) };
    // The client's own time-out is not on every platform; ours comes a moment later.
    return call((callbacks) => theWx().request!(withCallbacks(options, callbacks)), timeout + 500).then(read);
  }

  function uploadFile(path: string, token: string): Promise<UploadedImage> {
    const header = { authorization: 'Bearer ' + token };
    const patience = timeout * 6;
    const send = (filePath: string) => {
      const options = { url: base + '/images', filePath, name: 'file', header, timeout: patience };
      return call((callbacks) => theWx().uploadFile!(withCallbacks(options, callbacks)), patience + 500);
    };
    return send(path).then((reply) => {
      if (reply.ok) return read(reply);
      // A client may refuse to upload from the package; getImageInfo then gives a local copy (client-api.md §5.4).
      return localCopy(path).then((copy) => {
        if (!copy) throw uploadFailure(reply);
        return send(copy).then((second) => {
          if (second.ok) return read(second);
          throw uploadFailure(second);
        });
      });
    });
  }
}

export function ownAppid(given?: string): string | undefined {
  if (given) return given;
  const account = ask('getAccountInfoSync');
  return (account && account.miniProgram && account.miniProgram.appId) || undefined;
}

function read(reply: Reply): any {
  if (!reply.ok) throw failure('server_unreachable', { raw: reply.answer });
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
  throw failure('server_failed', { status, raw: reply.answer });
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
  return failure(/file|path|ENOENT/i.test(text.replace(/uploadFile/g, '')) ? 'image_unreadable' : 'server_unreachable', { raw: reply.answer });
}
