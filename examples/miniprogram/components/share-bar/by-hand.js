// 对照用：像随手记下的笔记那样，自己调用 wx.qy。
// 登录和封面都照规矩来，唯独页面路径原样交出去，没有 .html：卡片发得出去，客户却打不开。
const share = require('../../share');

function call(api, card) {
  // upload 会先登录，再把封面换成企业微信认可的链接
  return share.upload(card.cover).then(
    (cover) =>
      new Promise((resolve, reject) => {
        wx.qy[api]({
          attachments: [
            {
              msgtype: 'miniprogram',
              miniprogram: {
                appid: wx.getAccountInfoSync().miniProgram.appId,
                title: card.title,
                imgUrl: cover.url,
                page: '/' + card.page,
              },
            },
          ],
          success: () => resolve({ state: 'handed_over', byHand: true }),
          fail: reject,
        });
      }),
  );
}

module.exports = {
  toCustomers: (card) => call('shareToExternalContact', card),
  toGroups: (card) => call('shareToExternalChat', card),
};
