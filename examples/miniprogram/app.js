const share = require('./share');

App({
  onLaunch() {
    // 在企业微信里打开的是导购，在微信里打开的是客户
    this.globalData.isStaff = share.host().environment === 'wxwork';
  },
  globalData: { isStaff: false },
});
