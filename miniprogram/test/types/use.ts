// A mini program in TypeScript: the SDK's types beside the official typings, both strict. Compiled, never run.
import { card, cardPage, create, file, image, link, ShareError, text, video } from 'wecom-share';
import type { Entry, ShareResult } from 'wecom-share';

const share = create({ server: 'https://share.example.com', ex: true });

Page({
  data: { text: '' },

  onLoad(options: Record<string, string | undefined>) {
    const entry: Entry = share.readEntry(options);
    entry.reported.then((opening) => opening && console.log(opening.share));
    wx.setNavigationBarTitle({ title: entry.query.title });
  },

  shareProduct() {
    share
      .shareToCustomers({
        text: '上新',
        attachments: [image('/images/poster.jpg'), card({ title: '手账本', page: 'pages/product/product?id=1', cover: '/images/a.jpg' })],
        to: 'pick',
        onProgress: (progress) => console.log(progress.step),
      })
      .then((result: ShareResult) => this.setData({ text: result.state === 'cancelled' ? '已取消' : '已交给群发助手' }))
      .catch((error: unknown) => {
        if (error instanceof ShareError) this.setData({ text: error.cause.zh + error.remedy.zh });
      });
  },
});

// @ts-expect-error A cover cannot be a mediaid.
card({ title: 't', page: 'p', cover: { mediaid: 'M' } });
// All attachments, every target, and a whole draft.
share.shareToGroups({ attachments: [link({ url: 'https://example.com/', cover: '/a.jpg' }), video('M'), file({ mediaid: 'M' })], to: ['wr1'] });
share.shareToMoments({ attachments: [image({ mediaid: 'M' })] });
share.sendToChat(text('你好'));
share.share({ target: { kind: 'customers', ids: 'pick' }, text: 'a' });
const forwarded: string = cardPage('pages/a', 'forward');
// @ts-expect-error A card has a cover, not WeCom's imgUrl.
card({ title: 't', page: 'p', imgUrl: '/a.jpg' });
// @ts-expect-error An attachment needs the object that its msgtype names.
share.shareToCustomers({ attachments: [{ msgtype: 'link', miniprogram: { title: 't', page: 'p', cover: '/a.jpg' } }] });
// @ts-expect-error Receivers of a call are `to`.
share.shareToGroups({ text: 'a', ids: ['wr1'] });
// @ts-expect-error No such channel.
cardPage('pages/a', 'share');
// @ts-expect-error Moments take no cards.
share.shareToMoments({ attachments: [card({ title: 't', page: 'p', cover: '/a.jpg' })] });
// @ts-expect-error A draft says whom it is for.
share.share({ text: 'a' });
// @ts-expect-error The current chat has no receivers to choose.
share.share({ target: { kind: 'chat', ids: ['wm1'] }, text: 'a' });
// @ts-expect-error The state of a share is never "sent".
const sent: ShareResult['state'] = 'sent';
export { forwarded, sent };
