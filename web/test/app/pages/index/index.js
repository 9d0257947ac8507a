const { greet } = require('../../utils/greet')
// A name that the browser also has: phones do not have it.
const URL = 'https://share.example.com'

Page({
  data: { greeting: '', products: [{ id: 1, name: '手账本', cents: 6800 }, { id: 2, name: '信笺', cents: 3250 }], trace: '', counted: '' },
  onLoad(options) {
    this.setData({ greeting: greet(options.name || '世界'), environment: String(wx.getSystemInfoSync().environment), qy: typeof wx.qy })
  },
  onShow() {
    this.setData({ log: getApp().globalData.log.join('; ') })
  },
  open(event) {
    wx.navigateTo({ url: `/pages/detail/detail?id=${event.currentTarget.dataset.productId}` })
  },
  counted(event) {
    this.setData({ counted: event.detail.count })
  },
  outer() {
    this.setData({ trace: `${this.data.trace}outer ` })
  },
  inner(event) {
    this.setData({ trace: `${this.data.trace}${event.currentTarget.id}:${event.touches.length} ` })
  },
  typed(event) {
    this.setData({ trace: `${event.type}=${event.detail.value}` })
  },
  loaded(event) {
    this.setData({ picture: event.detail.width })
  },
  upload() {
    const task = wx.uploadFile({
      url: `${URL}/api/v1/images`,
      filePath: '/images/dot.png',
      name: 'file',
      formData: { a: 1 },
      success: (result) => this.setData({ uploaded: `${result.statusCode} ${result.data}` }),
      fail: (result) => this.setData({ uploaded: result.errMsg }),
    })
    task.onProgressUpdate(() => {})
  },
  share() {
    wx.qy.shareToExternalContact({
      text: { content: 'hi' },
      success: (result) => this.setData({ answer: `success ${result.errMsg}` }),
      fail: (result) => this.setData({ answer: `fail ${result.errMsg}` }),
    })
  },
  probe() {
    this.setData({ probe: typeof wx.qy.shareToExternalContact })
  },
  fail() {
    const nothing = undefined
    nothing.property()
  },
  lost() {
    wx.navigateTo({ url: '/pages/nowhere/nowhere.html?x=1', fail: (result) => this.setData({ answer: result.errMsg }) })
  },
})
