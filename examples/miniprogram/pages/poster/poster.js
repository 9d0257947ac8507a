const share = require('../../share');

Page({
  data: { isStaff: false, picture: '/images/poster.jpg' },

  onLoad(options) {
    share.readEntry(options);
    this.setData({ isStaff: getApp().globalData.isStaff });
  },

  preview() {
    wx.previewImage({ urls: [this.data.picture] });
  },
});
