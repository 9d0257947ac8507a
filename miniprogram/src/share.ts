import type { Options, Progress, Remark, ShareResult } from '../types/index';
import { call } from './call';
import { read } from './draft';
import type { Draft } from './draft';
import { failure, refused, ShareError } from './errors';
import { explain } from './explain';
import type { Host } from './host';
import { memberKey } from './outbox';
import type { Outbox } from './outbox';
import { plan as planLocally, versionOf } from './plan';
import type { Facts } from './plan';
import { Code } from './rules.generated';
import { ownAppid } from './server';
import type { Server } from './server';
import { own } from './text';
import { upload } from './upload';
import { cause, remark } from './words';
import { theWx } from './wx';

/** What is to be called, as the server or the rules on the phone decided. */
interface Plan {
  share?: { id: string };
  call: { api: string; args: any };
  route: any;
  receivers: { skipped: any[] };
  notes: Remark[];
}

/** One share from draft to result. Everything that can go wrong rejects with a ShareError. */
export function share(kind: string, wanted: any, options: Options, host: Host, server: Server | null, outbox: Outbox | null): any {
  let aborted: (() => void) | 0 | undefined;
  const tasks: any[] = [];
  const made: any = new Promise<ShareResult>((resolve, reject) => {
    aborted = () => reject(failure(Code.aborted));
    Promise.resolve().then(run).then(resolve, reject);
  });
  /** Until the client is called: what a person sees there, only a person closes. */
  made.abort = () => {
    if (!aborted) return;
    aborted();
    aborted = 0;
    tasks.forEach((task) => task.abort());
  };
  return made;

  function check(): void {
    if (aborted === 0) throw failure(Code.aborted);
  }

  function tell(step: Progress['step'], more?: any): void {
    check();
    const progress: any = { step };
    for (const key in more) progress[key] = more[key];
    // A listener that throws must not stop a share.
    try {
      wanted.onProgress(progress);
    } catch (e) {
      return;
    }
  }

  function run(): Promise<ShareResult> {
    host.requireWecom();
    const facts: Facts = {
      appid: ownAppid(options.appid),
      // Without a server nobody knows the link of an uploaded picture.
      image_links: server ? null : {},
      uploads: !!server,
      pages: options.pages,
      ex_suffix: options.exPageSuffix,
      host: {},
    };
    const [draft, faults] = read(wanted, facts, true, kind);
    if (faults[0]) throw failure(Code.draft_invalid, { faults });
    if (draft.target.kind === 'customers' && own(wanted, 'ex') == null) draft.ex = options.ex === true;

    if (outbox) outbox.flush();
    tell('login');
    return Promise.resolve(server && server.login()).then((session) =>
      host
        .probe()
        .then(() => pick(draft))
        .then(({ notes, backedOut }): ShareResult | Promise<ShareResult> => {
          if (backedOut) return { state: 'cancelled', shareId: null, api: null, route: null, skipped: [], notes, answer: backedOut };
          facts.host = host.info();
          return plan(draft, facts).then((planned) => {
            planned.notes = notes.concat(planned.notes || []);
            return confirm(planned, session ? memberKey(session.member) : '');
          });
        }),
    );
  }

  /** The member chooses first. Where that is not possible, the helper's own picker does it, and a note says so. */
  function pick({ target }: Draft): Promise<{ notes: Remark[]; backedOut?: any }> {
    const { qy } = theWx();
    const { platform, version, apis } = host.info();
    const name = 'selectExternalContact';
    const done = (notes: Remark[], backedOut?: any) => Promise.resolve({ notes, backedOut });
    if (target.ids !== 'pick') return done([]);
    target.ids = null;
    // Preset receivers: from 4.1.10, and not on Mac (client-api.md §2.1). There is no picker of groups for most apps (§2.8).
    if (target.kind !== 'customers' || platform === 'mac' || (versionOf(version) || '9') < versionOf('4.1.10') || apis.indexOf(name) < 0) {
      return done([remark(Code.picked_in_helper)]);
    }
    tell('pick');
    return call(qy, name, { filterType: 0 }).then(({ ok, answer }) => {
      const { outcome, code } = explain(name, answer);
      const ids = answer && answer.userIds;
      if (outcome === 'cancel') return done([], answer || {});
      // A failure is not final: the plan that follows names the cause when a right is missing.
      if (!ok) return done([remark(Code.picked_in_helper, code)]);
      target.ids = ids;
      return ids && ids[0] ? done([]) : done([], answer || {});
    });
  }

  function plan(draft: Draft, facts: Facts): Promise<Plan> {
    if (server) {
      const started = (task?: any) => {
        if (task) tasks.push(task);
        check();
      };
      return upload(draft, server, started, (progress) => tell('upload', progress)).then(() => {
        tell('plan');
        // Without what is empty.
        return server.post('/shares', { draft: JSON.parse(JSON.stringify(draft, (_, it) => it || undefined)), host: facts.host });
      });
    }
    const made = planLocally(draft, facts);
    if (made.call) return Promise.resolve(made as Plan);
    const { passed_over } = made.route;
    const last = passed_over[passed_over.length - 1].code;
    throw failure(last, { code: 'client_not_supported', causes: [cause(last)], passed_over });
  }

  function confirm(planned: Plan, member: string): Promise<ShareResult> {
    const { api, args } = planned.call;
    const { notes, route } = planned;
    const shareId = planned.share ? planned.share.id : null;
    tell('confirm');
    aborted = undefined;
    const report = outbox && shareId && outbox.before(shareId, api, member);
    return call(theWx().qy, api, args).then((reply) => {
      const { ok, answer } = reply;
      const own = explain(api, answer).outcome === 'cancel' ? 'cancelled' : ok ? 'handed_over' : 'failed';
      if (!report) return settle(own);
      tell('report');
      return outbox!.after(report, reply).then((heard) => {
        if (heard) return settle(heard.share.state, heard.error);
        notes.push(remark(Code.report_pending));
        return settle(own);
      });

      function settle(state: string, error?: any): ShareResult {
        if (state === 'handed_over' || state === 'cancelled') {
          return { state, shareId, api, route, skipped: (planned.receivers && planned.receivers.skipped) || [], notes, answer };
        }
        if (!error) throw refused(api, answer);
        error.raw = answer;
        error.stage = 'call';
        throw new ShareError(error);
      }
    });
  }
}
