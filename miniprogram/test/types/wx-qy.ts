// The types of `wx.qy` beside the official typings, without the SDK. Compiled, never run.
/// <reference path="../../types/wx-qy.d.ts" />

const { qy } = wx;
if (qy) {
  qy.login({ success: ({ code }) => console.log(code) });
  qy.shareToExternalContact({
    externalUserIds: ['wm1'],
    text: { content: '上新' },
    attachments: [
      { msgtype: 'image', image: { mediaid: 'M' } },
      { msgtype: 'image', image: { imgUrl: 'http://p.qpic.cn/pic_wework/1/a/0' } },
      { msgtype: 'link', link: { url: 'https://example.com/', title: 't' } },
      { msgtype: 'miniprogram', miniprogram: { appid: 'wx1', title: 't', imgUrl: 'https://p.qpic.cn/a', page: '/pages/a.html' } },
      { msgtype: 'video', video: { mediaid: 'M' } },
      { msgtype: 'file', file: { mediaid: 'M' } },
    ],
    fail: (answer) => console.log(answer.errMsg || answer.err_msg),
  });
  qy.shareToExternalContact({ text: { content: 'a' } });
  qy.shareToExternalChat({ chatIds: ['wr1'], attachments: [{ msgtype: 'file', file: { mediaid: 'M' } }] });
  // The flat form of old clients.
  qy.shareToExternalChat({ appid: 'wx1', title: 't', imgUrl: '/a.png', page: '/pages/a.html' });
  qy.shareToExternalMoments({ attachments: [{ msgtype: 'image', image: { mediaid: 'M' } }, { msgtype: 'image', image: { mediaid: 'N' } }] });
  qy.sendChatMessage({ msgtype: 'text', text: { content: 'a' }, enterChat: true });
  qy.sendChatMessage({ msgtype: 'news', news: { link: 'https://example.com/' } });
  qy.sendChatMessage({ msgtype: 'msgmenu', msgmenu: { list: [{ type: 'click', click: { content: 'a' } }] } });
  if (qy.shareAppMessageEx) qy.shareAppMessageEx({ title: 't', imageUrl: 'https://p.qpic.cn/a', path: '/pages/a.html', selectedExternalUserIds: ['wm1'] });
  qy.selectExternalContact({ filterType: 0, success: ({ userIds }) => console.log(userIds.length) });
  qy.getContext({ success: ({ entry }) => console.log(entry === 'single_chat_tools') });
  known(qy.canIUse('shareToExternalContact'));

  // @ts-expect-error Neither text nor attachments, and not the old form either.
  qy.shareToExternalContact({ externalUserIds: ['wm1'] });
  // @ts-expect-error An attachment needs the object that its msgtype names.
  qy.shareToExternalContact({ attachments: [{ msgtype: 'image', video: { mediaid: 'M' } }] });
  // @ts-expect-error The object is missing altogether.
  qy.shareToExternalContact({ attachments: [{ msgtype: 'miniprogram' }] });
  // @ts-expect-error The fields of a link in a card.
  qy.shareToExternalContact({ attachments: [{ msgtype: 'miniprogram', miniprogram: { title: 't', url: 'https://example.com/', imgUrl: 'i' } }] });
  // @ts-expect-error The fields of a card in a link.
  qy.shareToExternalContact({ attachments: [{ msgtype: 'link', link: { title: 't', page: '/pages/a.html' } }] });
  // @ts-expect-error Not a kind of attachment.
  qy.shareToExternalContact({ attachments: [{ msgtype: 'news', news: { link: 'https://example.com/' } }] });
  // @ts-expect-error A video goes by its media id.
  qy.shareToExternalChat({ attachments: [{ msgtype: 'video', video: { url: 'https://example.com/a.mp4' } }] });
  // @ts-expect-error The old form needs all four fields.
  qy.shareToExternalChat({ appid: 'wx1', title: 't', page: '/pages/a.html' });
  // @ts-expect-error Customers are externalUserIds.
  qy.shareToExternalContact({ chatIds: ['wr1'], text: { content: 'a' } });
  // @ts-expect-error One id is not a list.
  qy.shareToExternalContact({ externalUserIds: 'wm1', text: { content: 'a' } });
  // @ts-expect-error Moments take one video.
  qy.shareToExternalMoments({ attachments: [{ msgtype: 'video', video: { mediaid: 'M' } }, { msgtype: 'video', video: { mediaid: 'N' } }] });
  // @ts-expect-error Other values of the filter are illegal.
  qy.selectExternalContact({ filterType: 2 });
  // @ts-expect-error The picker of groups answers chatIdList.
  qy.selectExternalChat({ success: ({ chatIds }) => console.log(chatIds) });
  // @ts-expect-error Groups are chatIds.
  qy.shareToExternalChat({ externalUserIds: ['wm1'], text: { content: 'a' } });
  // @ts-expect-error `mediaid`, not `media_id`.
  qy.shareToExternalContact({ attachments: [{ msgtype: 'video', video: { media_id: 'M' } }] });
  // @ts-expect-error Moments take no cards.
  qy.shareToExternalMoments({ attachments: [{ msgtype: 'miniprogram', miniprogram: { appid: 'wx1', title: 't', imgUrl: 'i', page: 'p' } }] });
  // @ts-expect-error Moments take one kind only.
  qy.shareToExternalMoments({ attachments: [{ msgtype: 'image', image: { mediaid: 'M' } }, { msgtype: 'video', video: { mediaid: 'M' } }] });
  // @ts-expect-error A picture to the current chat has no link.
  qy.sendChatMessage({ msgtype: 'image', image: { imgUrl: 'https://p.qpic.cn/a' } });
  // @ts-expect-error A web page to the current chat is `news`.
  qy.sendChatMessage({ msgtype: 'link', link: { url: 'https://example.com/' } });
  // @ts-expect-error The text is an object.
  qy.shareToExternalContact({ text: 'a' });
  // @ts-expect-error shareAppMessageEx may be absent.
  qy.shareAppMessageEx({ title: 't', imageUrl: 'i', path: 'p' });
  // @ts-expect-error Not an entry.
  qy.getContext({ success: ({ entry }) => console.log(entry === 'toolbar') });
}
// @ts-expect-error Outside WeCom there is no wx.qy.
wx.qy.login({});

declare function known(it: boolean): void;
export {};
