import { upload } from './api'

interface Card { title: string; page: string; imgUrl: string }
const qy = () => wx.qy
export class Sharer {
  private readonly appid = wx.getAccountInfoSync().miniProgram.appId
  constructor(private readonly ids: string[]) {}
  async send(card: Card, file?: string): Promise<void> {
    const imgUrl = file ? await upload(file) : card.imgUrl
    wx.qy?.shareToExternalContact?.({
      externalUserIds: this.ids,
      attachments: [{ msgtype: 'miniprogram', miniprogram: { appid: this.appid, ...card, imgUrl, page: `/pages/product/product.html?id=${card.page}` } }],
      success: () => wx.showToast({ title: '已交给群发助手' }),
    })
  }
  groups(id: string) {
    const { qy } = wx
    qy!.shareToExternalChat({ attachments: [{ msgtype: 'miniprogram', miniprogram: { appid: this.appid, title: '花笺', imgUrl: 'https://img.example.com/a.jpg', page: '/pages/product/product.html?id=' + id } }] })
  }
}
