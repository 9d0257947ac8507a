import { wait } from './call';
import { readStore, writeStore } from './wx';

const KEPT = 50;
const RETRY_AFTER = [400, 2000];

/** What is on its way in this run, or belongs to a share of this run. */
const active: { [id: string]: boolean } = {};

/**
 * What the server must still hear, kept in the client's storage until it has acknowledged it, so that an app killed at any
 * moment loses nothing. `id` names the field that tells the items apart.
 */
export interface Queue {
  /** Keeps an item of this run, in place of an earlier one of the same id. */
  put(item: any): void;
  /** Resolves to the server's answer, or to null when it could not be reached and the item stays here. */
  send(item: any): Promise<any>;
  /** Sends an item that an earlier run left behind, once. */
  resend(item: any): void;
  left(): any[];
}

export function queue(key: string, id: string, post: (item: any) => Promise<any>): Queue {
  return { put, send, resend, left };

  function all(): any[] {
    return readStore(key) || [];
  }

  function left(): any[] {
    return all().filter((item) => !active[item[id]]);
  }

  function write(item: any, kept: any[]): void {
    const others = all().filter((other) => other[id] !== item[id]);
    writeStore(key, others.concat(kept).slice(-KEPT));
  }

  function put(item: any): void {
    active[item[id]] = true;
    write(item, [item]);
  }

  function send(item: any): Promise<any> {
    return retry(() => post(item)).then(
      (answer) => {
        write(item, []);
        return answer;
      },
      (error) => {
        if (mayPass(error)) active[item[id]] = false;
        else write(item, []);
        return null;
      },
    );
  }

  function resend(item: any): void {
    if (active[item[id]]) return;
    active[item[id]] = true;
    send(item);
  }
}

/** Tries again, a little later each time, as long as the same request may succeed. */
export function retry<T>(request: () => Promise<T>, failed = 0): Promise<T> {
  return request().then(undefined, (error) => {
    if (failed >= RETRY_AFTER.length || !mayPass(error)) throw error;
    return wait(RETRY_AFTER[failed]).then(() => retry(request, failed + 1));
  });
}

/** Whether the same request may succeed later: the network, an overloaded or failing server. */
function mayPass(error: any): boolean {
  return error.status ? error.status >= 500 || error.status === 429 : !/^(aborted|image_unreadable)$/.test(error.code);
}
