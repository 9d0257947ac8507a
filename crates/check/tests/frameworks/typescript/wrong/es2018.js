"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.Sharer = void 0;
class Sharer {
    async send(id) {
        var _a, _b;
        (_b = (_a = wx.qy) === null || _a === void 0 ? void 0 : _a.shareToExternalContact) === null || _b === void 0 ? void 0 : _b.call(_a, {
            chatIds: [id],
            attachments: [{ msgtype: 'miniprogram', miniprogram: { appid: 'wx7c1d9a2b3e4f5061', title: '花笺', imgUrl: '/images/a.jpg', page: `/pages/product/product?id=${id}` } }],
        });
    }
}
exports.Sharer = Sharer;
