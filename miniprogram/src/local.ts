import type { HostInfo, Options, Remark } from '../types/index';
import { sourceOf } from './draft';
import { failure } from './errors';
import { atLeast } from './host';
import { toCardPage } from './page';
import { ownAppid } from './server';
import type { Kind, Plan } from './share';

/**
 * A plan made on the phone, without a server: paths in card form, no empty keys (they break iOS), and one documented
 * route unless the member's app opted in to shareAppMessageEx. Expects a checked draft.
 */
export function planLocally(kind: Kind, wanted: any, ids: string[] | undefined, ex: boolean, options: Options, host: HostInfo): Plan {
  const notes: Remark[] = [];
  const attachments = (wanted.attachments || []).map(function (it: any) {
    if (it.msgtype === 'image') return { msgtype: 'image', image: link(it.image.source) };
    const { title, page, appid, cover } = it.miniprogram;
    const card = toCardPage(page).card;
    if (card !== page && !notes.length) {
      notes.push({
        code: 'page_made_card_form',
        zh: '页面路径已改成卡片的形式',
        en: 'The page was put in card form',
      });
    }
    const own = appid || ownAppid(options.appid);
    return { msgtype: 'miniprogram', miniprogram: { appid: own, title, imgUrl: link(cover).imgUrl, page: card } };
  });

  const passed: Array<Remark & { api: string }> = [];
  if (ex) {
    const api = 'shareAppMessageEx';
    const only = attachments.length === 1 && attachments[0].miniprogram;
    const code =
      host.apis.indexOf(api) < 0 ? 'api_absent' : !only || wanted.text ? 'ex_single_card_only' : ids ? '' : 'ex_needs_ids';
    if (code === 'api_absent') passed.push({ api, code, zh: '这个客户端没有它', en: 'This client does not have it' });
    else if (code) passed.push({ api, code, zh: '它只能把一张卡片发给选好的客户', en: 'It takes one card and chosen customers' });
    else {
      const suffix = options.exPageSuffix == null ? '.html' : options.exPageSuffix;
      const path = only.page.replace('.html', function () {
        return suffix;
      });
      return made(api, { title: only.title, imageUrl: only.imgUrl, path, selectedExternalUserIds: ids });
    }
  }

  // Text and attachments: from 3.1.6, and not on Mac (client-api.md §2.1).
  if (host.platform === 'mac' || !atLeast(host.version, '3.1.6')) throw failure('client_not_supported');
  const args: any = {};
  if (ids && !atLeast(host.version, '4.1.10')) {
    notes.push({
      code: 'preset_not_supported',
      zh: '请在群发助手里选择接收者',
      en: 'Choose the receivers in the mass-send helper',
    });
  } else if (ids) {
    args[kind === 'customers' ? 'externalUserIds' : 'chatIds'] = ids;
  }
  if (wanted.text) args.text = { content: wanted.text };
  if (attachments.length) args.attachments = attachments;
  return made(kind === 'customers' ? 'shareToExternalContact' : 'shareToExternalChat', args);

  function made(api: string, callArgs: any): Plan {
    const reason =
      api === 'shareAppMessageEx'
        ? { code: 'ex_chosen', zh: '应用选用了它', en: 'The app opted in to it' }
        : { code: 'target_' + kind, zh: '通过群发助手发送', en: 'Sent through the mass-send helper' };
    return { share: null, call: { api, args: callArgs }, route: { api, reason, passed_over: passed }, receivers: { skipped: [] }, notes };
  }
}

function link(given: any): any {
  const source: any = sourceOf(given);
  return source.mediaid ? { mediaid: source.mediaid } : { imgUrl: source.url };
}
