import type { Options, Progress, Remark, ShareResult } from '../types/index';
import { outcomeOf } from './answer';
import { call, withCallbacks } from './call';
import { checkDraft, sourceOf } from './draft';
import type { Source } from './draft';
import { explain, invalidDraft, ShareError } from './errors';
import { atLeast } from './host';
import type { Host } from './host';
import { planLocally } from './local';
import * as outbox from './outbox';
import type { Server } from './server';
import { theWx } from './wx';

/** What is to be called, as the server or `planLocally` decided. */
export interface Plan {
  share: { id: string } | null;
  call: { api: string; args: any };
  route: any;
  receivers: { skipped: any[] };
  notes: Remark[];
}

interface Picked {
  ids?: string[];
  notes: Remark[];
  cancelled?: any;
}

export type Kind = 'customers' | 'groups';

/** One share from draft to result. Everything that can go wrong rejects with a ShareError. */
export function share(kind: Kind, wanted: any, options: Options, host: Host, server: Server | null): Promise<ShareResult> {
  return Promise.resolve().then(function () {
    host.requireWecom();
    const faults = checkDraft(wanted, !server);
    if (faults.length) throw invalidDraft(faults);
    const tell = teller(wanted.onProgress);
    const ex = kind === 'customers' && (wanted.ex == null ? options.ex : wanted.ex) === true;

    if (server) outbox.flush(server);
    tell({ step: 'login' });
    return (server ? server.login() : Promise.resolve(null)).then(function (session) {
      return host
        .probe()
        .then(() => pick(wanted, host, tell))
        .then(function (picked): ShareResult | Promise<ShareResult> {
          if (picked.cancelled) {
            return { state: 'cancelled', shareId: null, api: null, route: null, skipped: [], notes: picked.notes, answer: picked.cancelled };
          }
          return plan(kind, wanted, picked.ids, ex, options, host, server, tell).then(function (planned) {
            planned.notes = picked.notes.concat(planned.notes);
            return confirm(planned, server, session ? outbox.memberKey(session.member) : '', tell);
          });
        });
    });
  });
}

/** `to: 'pick'`: the member chooses first. Where that is not possible, the helper's own picker does it, and a note says so. */
function pick(wanted: any, host: Host, tell: (progress: Progress) => void): Promise<Picked> {
  if (wanted.to !== 'pick') return Promise.resolve({ ids: wanted.to || undefined, notes: [] });
  const qy = theWx().qy!;
  const { platform, version } = host.info();
  // Preset receivers: from 4.1.10, and not on Mac (client-api.md §2.1).
  if (platform === 'mac' || !atLeast(version, '4.1.10') || typeof qy.selectExternalContact !== 'function') {
    return Promise.resolve({ notes: [pickedInHelper('这个客户端不能预选接收者', 'This client cannot preset receivers')] });
  }
  tell({ step: 'pick' });
  return call(function (callbacks) {
    qy.selectExternalContact!(withCallbacks({ filterType: 0 }, callbacks));
  }).then(function (reply): Picked {
    const outcome = outcomeOf(reply.answer, reply.ok);
    const ids = reply.answer && reply.answer.userIds;
    if (outcome === 'ok' && ids && ids.length) return { ids, notes: [] };
    if (outcome !== 'fail') return { notes: [], cancelled: reply.answer || {} };
    // Not final: the plan that follows names the cause when a right is missing.
    const why = explain(reply.answer).cause;
    return { notes: [pickedInHelper('选择客户没有成功（' + why.zh + '）', 'Choosing customers did not work (' + why.en + ')')] };
  });
}

function pickedInHelper(zh: string, en: string): Remark {
  return {
    code: 'picked_in_helper',
    zh: zh + '，改在群发助手里选择',
    en: en + '; they are chosen in the mass-send helper instead',
  };
}

function plan(
  kind: Kind,
  wanted: any,
  ids: string[] | undefined,
  ex: boolean,
  options: Options,
  host: Host,
  server: Server | null,
  tell: (progress: Progress) => void,
): Promise<Plan> {
  if (!server) return Promise.resolve(planLocally(kind, wanted, ids, ex, options, host.info()));
  return hostImages(wanted.attachments || [], server, tell).then(function (attachments) {
    tell({ step: 'plan' });
    const draft: any = { target: { kind, ids }, text: wanted.text || undefined, attachments };
    if (ex) draft.ex = true;
    return server.post('/shares', { draft, host: host.info() });
  });
}

/** Attachments with every local picture replaced by its id; each path goes up once. */
function hostImages(attachments: any[], server: Server, tell: (progress: Progress) => void): Promise<any[]> {
  const uploads: { [path: string]: Promise<any> } = {};
  let total = 0;
  let done = 0;
  function hosted(given: any): Promise<any> {
    const source = sourceOf(given) as Source;
    if (!('local' in source)) return Promise.resolve(source);
    // The prefix keeps a path named like an inherited member apart from it.
    const key = ':' + source.local;
    if (!uploads[key]) {
      total++;
      uploads[key] = server.upload(source.local).then(function (image) {
        tell({ step: 'upload', done: ++done, total });
        return { id: image.id };
      });
    }
    return uploads[key];
  }
  const all = Promise.all(
    attachments.map(function (it): Promise<any> {
      if (it.msgtype === 'image') {
        return hosted(it.image.source).then(function (image) {
          return { msgtype: 'image', image };
        });
      }
      const { title, page, appid, cover } = it.miniprogram;
      return hosted(cover).then(function (image) {
        return { msgtype: 'miniprogram', miniprogram: { title, page, cover: image, appid } };
      });
    }),
  );
  if (total) tell({ step: 'upload', done: 0, total });
  return all;
}

function confirm(planned: Plan, server: Server | null, member: string, tell: (progress: Progress) => void): Promise<ShareResult> {
  const { api, args } = planned.call;
  const shareId = planned.share && planned.share.id;
  const report = server && shareId ? outbox.beforeCall(shareId, api, member) : null;
  tell({ step: 'confirm' });
  return call(function (callbacks) {
    theWx().qy![api]!(withCallbacks(args, callbacks));
  }).then(function (reply) {
    const { answer } = reply;
    const outcome = outcomeOf(answer, reply.ok);
    const notes = planned.notes || [];
    if (!report) return settle(outcome === 'ok' ? 'handed_over' : outcome === 'cancel' ? 'cancelled' : 'failed', null);
    tell({ step: 'report' });
    return outbox.deliver(server!, report, reply).then(function (heard) {
      if (heard) return settle(heard.share.state, heard.error);
      notes.push({
        code: 'report_pending',
        zh: '结果暂时没能告诉服务器，下次打开时会补报',
        en: 'The server could not be told yet; it will be at the next start',
      });
      return settle(outcome === 'ok' ? 'handed_over' : outcome === 'cancel' ? 'cancelled' : 'failed', null);
    });

    function settle(state: string, error: any): ShareResult {
      if (state === 'handed_over' || state === 'cancelled') {
        return { state, shareId, api, route: planned.route, skipped: (planned.receivers && planned.receivers.skipped) || [], notes, answer };
      }
      if (error) {
        error.raw = answer;
        error.stage = 'call';
        throw new ShareError(error);
      }
      throw explain(answer, 'call');
    }
  });
}

/** A listener that throws must not stop a share. */
function teller(listener: any): (progress: Progress) => void {
  return function (progress) {
    try {
      if (typeof listener === 'function') listener(progress);
    } catch (e) {
      return;
    }
  };
}
