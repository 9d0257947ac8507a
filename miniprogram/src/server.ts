import type { UploadedImage } from '../types/index';
import { call } from './call';
import type { Reply } from './call';
import { failure, ShareError } from './errors';
import { retry } from './queue';
import { Code } from './rules.generated';
import { ask, theWx } from './wx';

export interface Settings {
  server?: string;
  appid?: string;
  corpid?: string;
  timeout?: number;
}

interface Session {
  token: string;
  member: { corpid: string; userid: string };
}

/** The wecom-share server: one session for any number of concurrent calls, JSON in and out, errors as ShareError. */
export interface Server {
  /** Logs in when nobody has; callers at the same time share one login. */
  login(): Promise<Session>;
  get(path: string): Promise<any>;
  post(path: string, body: object): Promise<any>;
  /** For calls that need no session: openings, which customers report. */
  postOpenly(path: string, body: object): Promise<any>;
  /** A picture to `/images`, a video or file to `/media`; `started` gets each upload task, and may throw to stop. */
  upload(path: string, msgtype?: string, started?: (task?: any) => void): Promise<any>;
}

export function serverAt({ server, appid, corpid, timeout }: Settings): Server {
  const patience = timeout || 10000;
  const base = server!.replace(/\/+$/, '') + '/api/v1';
  // In memory only. A stored token could belong to another member or company of the same phone, and would then be
  // answered with a misleading refusal.
  let session: Promise<Session> | null = null;

  return {
    login,
    get: (path) => authorised((token) => json('GET', path, undefined, token)),
    post: (path, body) => authorised((token) => json('POST', path, body, token)),
    postOpenly: (path, body) => json('POST', path, body),
    upload: (path, msgtype, started) => authorised((token) => retry(() => uploadFile(path, token, msgtype, started))),
  };

  function login(): Promise<Session> {
    if (session) return session;
    const fresh = call(theWx().qy, 'login', {}, patience).then(({ ok, answer }) => {
      if (!ok || !answer || !answer.code) throw failure(Code.login_failed, { raw: answer });
      return json('POST', '/sessions', { code: answer.code, appid: ownAppid(appid), corpid });
    });
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

  function json(method: string, path: string, body?: object, token?: string): Promise<any> {
    const header = headerOf(token);
    header['content-type'] = 'application/json';
    // The client's own time-out is not on every platform; ours comes a moment later.
    return call(theWx(), 'request', { url: base + path, method, header, timeout: patience, data: body && JSON.stringify(body) }, patience + 500).then(read);
  }

  function uploadFile(path: string, token: string, msgtype?: string, started?: (task?: any) => void): Promise<UploadedImage> {
    const timeout = patience * 6;
    const url = base + (msgtype ? '/media' : '/images');
    const send = (filePath: string) =>
      call(theWx(), 'uploadFile', { url, filePath, name: 'file', header: headerOf(token), formData: msgtype ? { type: msgtype } : {}, timeout }, timeout + 500, started);
    if (started) started();
    return send(path).then((reply) =>
      reply.ok
        ? read(reply)
        : // A client may refuse to upload from the package; getImageInfo then gives a local copy (client-api.md §5.4).
          localCopy(path).then((copy) => {
            if (!copy) throw uploadFailure(reply);
            return send(copy).then((second) => {
              if (!second.ok) throw uploadFailure(second);
              return read(second);
            });
          }),
    );
  }
}

export function ownAppid(given?: string): string | undefined {
  const account = given ? {} : ask('getAccountInfoSync');
  return given || (account && account.miniProgram && account.miniProgram.appId) || undefined;
}

function headerOf(token?: string): any {
  return token ? { authorization: 'Bearer ' + token } : {};
}

function read({ ok, answer }: Reply): any {
  if (!ok) throw failure(Code.server_unreachable, { raw: answer });
  const status = answer && answer.statusCode;
  let data = answer && answer.data;
  if (typeof data === 'string') {
    try {
      data = JSON.parse(data);
    } catch (e) {
      data = null;
    }
  }
  if (status >= 200 && status < 300 && data) return data;
  const error = data && data.error;
  if (error && error.code && error.cause && error.remedy) {
    error.status = status;
    throw new ShareError(error);
  }
  throw failure(Code.server_failed, { status, raw: answer });
}

function localCopy(path: string): Promise<string | null> {
  if (/^[a-z]+:\/\//i.test(path)) return Promise.resolve(null);
  return call(theWx(), 'getImageInfo', { src: path }, 5000).then(({ ok, answer }) => {
    const copy = ok && answer && answer.path;
    return copy && copy !== path ? copy : null;
  });
}

/** The client does not say whether the file or the network was at fault; its text hints at it. */
function uploadFailure({ answer }: Reply): ShareError {
  const text = JSON.stringify(answer || '');
  return failure(/file|path|ENOENT/i.test(text.replace(/uploadFile/g, '')) ? Code.image_unreadable : Code.server_unreachable, { raw: answer });
}
