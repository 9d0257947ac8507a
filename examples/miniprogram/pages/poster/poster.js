const share = require('../../share');

Page({
  data: { isStaff: false, picture: '/images/poster.jpg' },

  onLoad(options) {
    share.readEntry(options);
    this.setData({ isStaff: getApp().globalData.isStaff });
  },

  // 结果在按钮下面，小屏幕上要滚过去才看得见
  showResult() {
    wx.pageScrollTo({ selector: '#share-bar', duration: 200 });
  },

  preview() {
    wx.previewImage({ urls: [this.data.picture] });
  },
});
