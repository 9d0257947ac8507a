import counter, { count, next as step } from '../../utils/count'
import * as greetings from '../../utils/greet'

Page({
  data: { id: '', depth: 0 },
  onLoad(options) {
    step()
    // Imported names stay live: `count` is what the other file made of it.
    this.setData({ id: options.id, depth: getCurrentPages().length, count: `${count} ${counter.name} ${greetings.greet('ESM')}` })
    wx.setNavigationBarTitle({ title: `详情 ${options.id}` })
  },
  back() {
    wx.navigateBack()
  },
})
