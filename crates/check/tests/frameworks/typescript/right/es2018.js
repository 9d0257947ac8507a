"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.Sharer = void 0;
const api_1 = require("./api");
const qy = () => wx.qy;
class Sharer {
    constructor(ids) {
        this.ids = ids;
        this.appid = wx.getAccountInfoSync().miniProgram.appId;
    }
    async send(card, file) {
        var _a, _b;
        const imgUrl = file ? await (0, api_1.upload)(file) : card.imgUrl;
        (_b = (_a = wx.qy) === null || _a === void 0 ? void 0 : _a.shareToExternalContact) === null || _b === void 0 ? void 0 : _b.call(_a, {
            externalUserIds: this.ids,
            attachments: [{ msgtype: 'miniprogram', miniprogram: { appid: this.appid, ...card, imgUrl, page: `/pages/product/product.html?id=${card.page}` } }],
            success: () => wx.showToast({ title: '已交给群发助手' }),
        });
    }
    groups(id) {
        const { qy } = wx;
        qy.shareToExternalChat({ attachments: [{ msgtype: 'miniprogram', miniprogram: { appid: this.appid, title: '花笺', imgUrl: 'https://img.example.com/a.jpg', page: '/pages/product/product.html?id=' + id } }] });
    }
}
exports.Sharer = Sharer;
