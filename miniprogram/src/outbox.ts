import type { Server } from './server';
import { wait } from './call';
import type { Reply } from './call';
import { readStore, writeStore } from './wx';

/**
 * What the server must still hear, kept in the client's storage until it has acknowledged it: written before the call,
 * so that an app killed at any moment loses no answer.
 */
interface Report {
  share: string;
  api: string;
  /** Whose session planned it: another member of the same phone must not report it. */
  member: string;
  at: string;
  answer?: any;
  /** Which callback the client used: an answer without words says nothing by itself. */
  called?: 'success' | 'fail';
}

const KEY = 'wecom-share:reports';
const KEPT = 50;
const RETRY_AFTER = [400, 2000];

/** Shares of this run; their reports are on the way already. */
const active: { [share: string]: boolean } = {};

function all(): Report[] {
  return readStore<Report[]>(KEY, []);
}

function without(share: string): Report[] {
  return all().filter(function (report) {
    return report.share !== share;
  });
}

function put(report: Report): void {
  writeStore(KEY, without(report.share).concat([report]).slice(-KEPT));
}

/** Before the call: the client may never come back to us. */
export function beforeCall(share: string, api: string, member: string): Report {
  active[share] = true;
  const report = { share, api, member, at: new Date().toISOString() };
  put(report);
  return report;
}

/** After the call. Resolves to the server's answer, or to null when it could not be reached and the report stays here. */
export function deliver(server: Server, report: Report, reply: Reply): Promise<any> {
  report.answer = reply.answer || {};
  report.called = reply.ok ? 'success' : 'fail';
  report.at = new Date().toISOString();
  put(report);
  return send(server, report);
}

/** Sends what an earlier run left behind. */
export function flush(server: Server): void {
  const left = all().filter(function (report) {
    return report.answer && !active[report.share];
  });
  if (!left.length) return;
  server.login().then(
    function (session) {
      left.forEach(function (report) {
        if (report.member !== memberKey(session.member) || active[report.share]) return;
        active[report.share] = true;
        send(server, report);
      });
    },
    // No session now: the reports stay for the next start.
    function () {},
  );
}

export function memberKey(member: { corpid: string; userid: string }): string {
  return member.corpid + '/' + member.userid;
}

function send(server: Server, report: Report): Promise<any> {
  const { share, api, answer, called, at } = report;
  const path = '/shares/' + encodeURIComponent(share) + '/report';
  return retry(() => server.post(path, { api, answer, called, at })).then(
    function (heard) {
      writeStore(KEY, without(share));
      return heard;
    },
    function (error) {
      if (mayPass(error)) delete active[share];
      else writeStore(KEY, without(share));
      return null;
    },
  );
}

/** Tries again, a little later each time, as long as the same request may succeed. */
export function retry<T>(request: () => Promise<T>, failed = 0): Promise<T> {
  return request().then(undefined, function (error) {
    if (failed >= RETRY_AFTER.length || !mayPass(error)) throw error;
    return wait(RETRY_AFTER[failed]).then(() => retry(request, failed + 1));
  });
}

/** Whether the same request may succeed later: the network, an overloaded or failing server. */
export function mayPass(error: any): boolean {
  return !error.status || error.status >= 500 || error.status === 429;
}
