// The ways people write it by hand, all of them right.
const utils = require('./utils/promisify');
const { promisify } = utils;

const inWecom = () => !!(wx.qy && wx.qy.shareToExternalContact);
const withQy = () => wx.qy || {};

function card(id) {
  const { miniProgram } = wx.getAccountInfoSync();
  return { msgtype: 'miniprogram', miniprogram: { appid: miniProgram.appId, title: '花笺', imgUrl: 'https://img.example.com/a.jpg', page: `/pages/product/product.html?id=${id}` } };
}

exports.alias = (id) => {
  const qy = wx.qy;
  if (!qy) return;
  qy.shareToExternalContact({ attachments: [card(id)], success: () => wx.showToast({ title: '已交给群发助手' }) });
};

exports.destructured = (id) => {
  const { shareToExternalChat } = withQy();
  shareToExternalChat?.({ attachments: [card(id)] });
};

exports.promised = async (ids, id) => {
  if (!inWecom()) return wx.showToast({ title: '请在企业微信里打开', icon: 'none' });
  const share = promisify(wx.qy.shareToExternalContact);
  try {
    await share({ externalUserIds: ids, attachments: [card(id)] });
    wx.showToast({ title: '已交给群发助手，请确认发送' });
  } catch (error) {
    wx.showToast({ title: '未发送成功，请重试', icon: 'none' });
  }
};

exports.wrapped = (name, params) => new Promise((resolve, reject) => wx.qy[name]({ ...params, success: resolve, fail: reject }));
exports.sent = (params) => exports.wrapped('shareToExternalContact', params);

exports.optional = (id) => wx.qy?.shareToExternalChat?.(Object.assign({ chatIds: [id] }, { attachments: [card(id)] }));

exports.later = {
  qy: null,
  start() {
    this.qy = wx.qy;
  },
  send(id) {
    this.qy.shareToExternalChat({ chatIds: [id], attachments: [card(id)] });
  },
};

exports.picture = async (file) => {
  const { tempFilePaths } = await wx.chooseImage({ count: 1 });
  const { url, mediaid } = await utils.upload(file || tempFilePaths[0]);
  wx.qy.shareToExternalContact({ attachments: [{ msgtype: 'image', image: mediaid ? { mediaid } : { imgUrl: url } }] });
};

let share;
exports.sharing = () => {
  share = share || require('wecom-share').create({ server: 'https://share.example.com' });
  return share.shareToCustomers({ attachments: [require('wecom-share').card({ title: '花笺', page: 'pages/product/product?id=1', cover: '/images/a.jpg' })] });
};

// What is not known may be right.
const { create, link, image, text } = require('wecom-share');
const sdk = create({ server: 'https://share.example.com' });
exports.unsure = (words, extra, kind, draft) => [
  sdk.sendToChat({ text: words, attachments: [link({ url: 'https://example.com' })] }),
  sdk.sendToChat({ text: '你好', attachments: extra }),
  sdk.sendToChat({ ...draft, attachments: [link({ url: 'https://example.com' })] }),
  sdk.sendToChat(text(words)),
  sdk.share({ target: { kind }, enterChat: true, text: words }),
  sdk.share({ target: { kind, ids: extra }, attachments: [link({ url: words, title: words })] }),
  sdk.share({ ...draft, text: words }),
  sdk.shareToMoments({ text: words, attachments: extra.map((it) => image(it)) }),
  sdk.shareToMoments({ attachments: [...extra, image('/images/a.jpg')] }),
  sdk.shareToGroups({ to: extra.length ? extra : 'pick', attachments: [extra[0] || link({ url: 'https://example.com' }), image(words)] }),
];

// Somebody else's functions of the same names.
const poster = { share: (draft) => draft, sendToChat: (message) => message, shareToMoments: (post) => post };
exports.others = () => [poster.share({ friends: true }), poster.sendToChat({}), poster.shareToMoments({ attachments: [{ msgtype: 'miniprogram' }] })];
