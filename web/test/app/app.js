App({
  globalData: { log: [] },
  onLaunch(options) {
    this.globalData.log.push(`launch ${options.path} ${options.scene}`)
  },
  onShow(options) {
    this.globalData.log.push(`show ${options.path}`)
  },
  onError(message) {
    this.globalData.log.push(`error ${String(message).split('\n')[0]}`)
  },
})
