Page({
  data: { id: '', depth: 0 },
  onLoad(options) {
    this.setData({ id: options.id, depth: getCurrentPages().length })
    wx.setNavigationBarTitle({ title: `详情 ${options.id}` })
  },
  back() {
    wx.navigateBack()
  },
})
