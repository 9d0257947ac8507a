import type { Options, Progress, Remark, ShareResult } from '../types/index';
import { call, withCallbacks } from './call';
import { check, faultOfImage, given3 } from './check';
import { failure, failureOf, refused, ShareError } from './errors';
import { explain } from './explain';
import type { Host } from './host';
import * as outbox from './outbox';
import { compare, object, plan as planLocally, versionOf } from './plan';
import type { Facts, Plan as LocalPlan, Refusal } from './plan';
import { own, read } from './read';
import type { Draft } from './read';
import { ownAppid } from './server';
import type { Server } from './server';
import { remark } from './words';
import { theWx } from './wx';

/** What is to be called, as the server or the rules on the phone decided. */
interface Plan {
  share?: { id: string };
  call: { api: string; args: any };
  route: any;
  receivers: { skipped: any[] };
  notes: Remark[];
}

type Tell = (progress: Progress) => void;

/** One share from draft to result. Everything that can go wrong rejects with a ShareError. */
export function share(kind: string, wanted: any, options: Options, host: Host, server: Server | null): Promise<ShareResult> {
  const tell: Tell = (progress) => {
    // A listener that throws must not stop a share.
    try {
      wanted.onProgress(progress);
    } catch (e) {
      return;
    }
  };
  return Promise.resolve().then(() => {
    host.requireWecom();
    const draft = read(wanted, true, kind);
    const facts: Facts = {
      appid: ownAppid(options.appid),
      // Without a server nobody knows the link of an uploaded picture.
      image_links: server ? null : {},
      uploads: !!server,
      pages: options.pages,
      ex_suffix: options.exPageSuffix,
      host: {},
    };
    const faults = check(draft, facts);
    if (faults.length) throw failure('draft_invalid', { faults });
    if (draft.kind === 'customers' && own(wanted, 'ex') == null) draft.ex = options.ex === true;

    if (server) outbox.flush(server);
    tell({ step: 'login' });
    return Promise.resolve(server && server.login()).then((session) =>
      host
        .probe()
        .then(() => pick(draft, host, tell))
        .then((picked): ShareResult | Promise<ShareResult> => {
          const { notes, backedOut } = picked;
          if (backedOut) return { state: 'cancelled', shareId: null, api: null, route: null, skipped: [], notes, answer: backedOut };
          facts.host = host.info();
          return plan(draft, facts, server, tell).then((planned) => {
            planned.notes = notes.concat(planned.notes || []);
            return confirm(planned, server, session ? outbox.memberKey(session.member) : '', tell);
          });
        }),
    );
  });
}

/** The member chooses first. Where that is not possible, the helper's own picker does it, and a note says so. */
function pick(draft: Draft, host: Host, tell: Tell): Promise<{ notes: Remark[]; backedOut?: any }> {
  const qy = theWx().qy!;
  const { platform, version } = host.info();
  const numbers = versionOf(version);
  const inHelper = (why?: string) => ({ notes: [remark('picked_in_helper', why)] });
  if (!draft.pick) return Promise.resolve({ notes: [] });
  // Preset receivers: from 4.1.10, and not on Mac (client-api.md §2.1). There is no picker of groups for most apps (§2.8).
  if (draft.kind !== 'customers' || platform === 'mac' || (numbers && compare(numbers, [4, 1, 10]) < 0) || typeof qy.selectExternalContact !== 'function') {
    return Promise.resolve(inHelper());
  }
  tell({ step: 'pick' });
  return call((callbacks) => qy.selectExternalContact!(withCallbacks({ filterType: 0 }, callbacks))).then(({ ok, answer }) => {
    const { outcome, code } = explain('selectExternalContact', answer);
    const ids = answer && answer.userIds;
    if (outcome !== 'cancel' && ok && ids && ids.length) {
      draft.ids = ids;
      return { notes: [] };
    }
    // A failure is not final: the plan that follows names the cause when a right is missing.
    return outcome !== 'cancel' && !ok ? inHelper(code) : { notes: [], backedOut: answer || {} };
  });
}

function plan(draft: Draft, facts: Facts, server: Server | null, tell: Tell): Promise<Plan> {
  if (server) {
    return upload(draft, server, tell).then(() => {
      tell({ step: 'plan' });
      return server.post('/shares', { draft: written(draft), host: facts.host });
    });
  }
  const made = planLocally(draft, facts);
  if ((made as LocalPlan).call) return Promise.resolve(made as Plan);
  const { code, passed_over } = made as Refusal;
  throw failureOf(code, [passed_over![passed_over!.length - 1].code], { passed_over });
}

/** The draft as the server's API has it, without what is empty. */
function written(draft: Draft): any {
  const { kind, ids, text, ex, enterChat } = draft;
  const attachments = draft.attachments.map((it) => {
    const item: any = { msgtype: it.msgtype };
    const body = object(it.body);
    delete body.form;
    if (body.cover) body.cover = object(body.cover);
    item[it.msgtype] = body;
    return item;
  });
  return object({ target: object({ kind, ids }), text, attachments, ex, enterChat });
}

/** Puts every local picture where the server has it; each goes up once. */
function upload(draft: Draft, server: Server, tell: Tell): Promise<any> {
  const uploads: { [path: string]: Promise<any> } = {};
  const all: Array<Promise<any>> = [];
  let done = 0;
  draft.attachments.forEach((it) => {
    const picture = it.msgtype === 'image' ? it.body : it.body.cover;
    const [key, path] = given3(picture || {});
    if (!path || key !== 'url' || faultOfImage(path) !== 'image_local') return;
    // The prefix keeps a path named like an inherited member apart from it.
    const name = '@' + path;
    if (!uploads[name]) {
      uploads[name] = server.upload(path).then((image) => {
        tell({ step: 'upload', done: ++done, total: Object.keys(uploads).length });
        return image.id;
      });
    }
    all.push(
      uploads[name].then((id) => {
        picture.id = id;
        picture.url = '';
      }),
    );
  });
  if (all.length) tell({ step: 'upload', done: 0, total: Object.keys(uploads).length });
  return Promise.all(all);
}

function confirm(planned: Plan, server: Server | null, member: string, tell: Tell): Promise<ShareResult> {
  const { api, args } = planned.call;
  const { notes } = planned;
  const shareId = planned.share ? planned.share.id : null;
  const report = server && shareId ? outbox.beforeCall(shareId, api, member) : null;
  tell({ step: 'confirm' });
  return call((callbacks) => {
    const start = theWx().qy![api];
    if (typeof start !== 'function') throw new Error(api + ' is not a function');
    start(withCallbacks(args, callbacks));
  }).then((reply) => {
    const { answer } = reply;
    const own = explain(api, answer).outcome === 'cancel' ? 'cancelled' : reply.ok ? 'handed_over' : 'failed';
    if (!report) return settle(own);
    tell({ step: 'report' });
    return outbox.deliver(server!, report, reply).then((heard) => {
      if (heard) return settle(heard.share.state, heard.error);
      notes.push(remark('report_pending'));
      return settle(own);
    });

    function settle(state: string, error?: any): ShareResult {
      if (state === 'handed_over' || state === 'cancelled') {
        return { state, shareId, api, route: planned.route, skipped: (planned.receivers && planned.receivers.skipped) || [], notes, answer };
      }
      if (!error) throw refused(api, answer);
      error.raw = answer;
      error.stage = 'call';
      throw new ShareError(error);
    }
  });
}
