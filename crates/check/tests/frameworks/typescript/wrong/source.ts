export class Sharer {
  async send(id: string): Promise<void> {
    wx.qy?.shareToExternalContact?.({
      chatIds: [id],
      attachments: [{ msgtype: 'miniprogram', miniprogram: { appid: 'wx7c1d9a2b3e4f5061', title: '花笺', imgUrl: '/images/a.jpg', page: `/pages/product/product?id=${id}` } }],
    })
  }
}
