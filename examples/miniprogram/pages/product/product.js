const share = require('../../share');
const { find } = require('../../data/products');

Page({
  data: { product: null, missing: false, isStaff: false, card: null },

  onLoad(options) {
    // 卡片带来的参数在 query 里；是哪一次分享带来的，由 readEntry 上报
    const entry = share.readEntry(options);
    const product = find(entry.query.id);
    if (!product) {
      this.setData({ missing: true });
      return;
    }
    wx.setNavigationBarTitle({ title: product.name });
    this.setData({
      product,
      isStaff: getApp().globalData.isStaff,
      card: {
        title: product.name + ' · ' + product.blurb,
        page: 'pages/product/product?id=' + product.id,
        cover: product.image,
      },
    });
  },

  // 结果在按钮下面，小屏幕上要滚过去才看得见
  showResult() {
    wx.pageScrollTo({ selector: '#share-bar', duration: 200 });
  },

  openShop() {
    wx.reLaunch({ url: '/pages/index/index' });
  },

  onShareAppMessage() {
    const { product } = this.data;
    return { title: product.name, path: '/pages/product/product?id=' + product.id, imageUrl: product.image };
  },
});
