// The same ways, each with a fault.
const { promisify } = require('./utils/promisify');
const { create, card, image, link, video } = require('wecom-share');

const page = 'pages/product/product';

exports.alias = () => {
  const qy = wx.qy;
  qy.shareToExternalContact({ chatIds: ['wr1'] });
};
exports.destructured = () => {
  const { shareToExternalChat } = wx.qy || {};
  shareToExternalChat?.({ externalUserIds: ['wm1'] });
};
exports.promised = async () => {
  const share = promisify(wx.qy.shareToExternalContact);
  await share({ attachments: [{ msgtype: 'video', video: { mediaid: 'wxfile://tmp_a.mp4' } }] });
  wx.showToast({ title: '发送成功' });
};
exports.bound = () => {
  const send = wx.qy.sendChatMessage.bind(wx.qy);
  send({ msgtype: 'miniprogram', miniprogram: Object.assign({}, exports.base, { page: '/' + page }) });
};
exports.kept = {
  send() {
    this.qy.shareToExternalChat({ title: '花笺', attachments: [] });
  },
};

const share = create();
const { shareToMoments, sendToChat } = create({ server: 'https://share.example.com' });
exports.local = () => share.share({ target: { kind: 'customers' }, attachments: [video('/clips/a.mp4'), image('/images/a.jpg')] });
exports.moments = () => shareToMoments({ attachments: [image('/images/a.jpg'), link({ url: 'example.com' })] });
exports.chat = () => sendToChat({ text: '你好', attachments: [card({ title: '花笺', page: 'pages/missing/missing', cover: '/images/a.jpg' })] });
exports.titles = () => share.shareToGroups({ attachments: [link({ url: 'https://example.com', title: '秋日限定：山茶花系列信笺与火漆印章礼盒装今天开始预售' })] });
exports.told = async () => {
  const result = await share.shareToCustomers({ text: '你好' });
  if (result.state === 'handed_over') wx.showToast({ title: '已发送' });
};
