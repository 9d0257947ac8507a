/** Reports of what the client answered to a share: written before the call, since the app may be killed at any moment. */
import type { Reply } from './call';
import { queue } from './queue';
import type { Server } from './server';

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

export interface Outbox {
  /** Before the call: the client may never come back to us. */
  before(share: string, api: string, member: string): Report;
  /** After the call. Resolves to the server's answer, or to null when it could not be reached and the report stays here. */
  after(report: Report, reply: Reply): Promise<any>;
  /** Sends what an earlier run left behind. */
  flush(): void;
}

export function outboxOf(server: Server): Outbox {
  const reports = queue('wecom-share:reports', 'share', ({ share, api, answer, called, at }: Report) =>
    server.post('/shares/' + encodeURIComponent(share) + '/report', { api, answer, called, at }),
  );
  return {
    before(share, api, member) {
      const report = { share, api, member, at: now() };
      reports.put(report);
      return report;
    },
    after(report, { ok, answer }) {
      report.answer = answer || {};
      report.called = ok ? 'success' : 'fail';
      report.at = now();
      reports.put(report);
      return reports.send(report);
    },
    flush() {
      const left = reports.left().filter((report) => report.answer);
      if (!left[0]) return;
      server.login().then(
        ({ member }) => left.forEach((report) => report.member === memberKey(member) && reports.resend(report)),
        // No session now: the reports stay for the next start.
        () => {},
      );
    },
  };
}

export function memberKey(member: { corpid: string; userid: string }): string {
  return member.corpid + '/' + member.userid;
}

function now(): string {
  return new Date().toISOString();
}
