const share = require('../../share');
const { products } = require('../../data/products');

Page({
  data: { products, isStaff: false },

  onLoad(options) {
    share.readEntry(options);
    this.setData({ isStaff: getApp().globalData.isStaff });
  },

  openProduct(event) {
    wx.navigateTo({ url: '/pages/product/product?id=' + event.currentTarget.dataset.id });
  },

  openPoster() {
    wx.navigateTo({ url: '/pages/poster/poster' });
  },

  onShareAppMessage() {
    return { title: '花笺小铺｜纸、墨与一点仪式感', path: '/pages/index/index', imageUrl: '/images/letter.jpg' };
  },
});
