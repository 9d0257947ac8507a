"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.Sharer = void 0;
var tslib_1 = require("tslib");
var api_1 = require("./api");
var qy = function () { return wx.qy; };
var Sharer = /** @class */ (function () {
    function Sharer(ids) {
        this.ids = ids;
        this.appid = wx.getAccountInfoSync().miniProgram.appId;
    }
    Sharer.prototype.send = function (card, file) {
        return tslib_1.__awaiter(this, void 0, Promise, function () {
            var imgUrl, _a;
            var _b, _c;
            return tslib_1.__generator(this, function (_d) {
                switch (_d.label) {
                    case 0:
                        if (!file) return [3 /*break*/, 2];
                        return [4 /*yield*/, (0, api_1.upload)(file)];
                    case 1:
                        _a = _d.sent();
                        return [3 /*break*/, 3];
                    case 2:
                        _a = card.imgUrl;
                        _d.label = 3;
                    case 3:
                        imgUrl = _a;
                        (_c = (_b = wx.qy) === null || _b === void 0 ? void 0 : _b.shareToExternalContact) === null || _c === void 0 ? void 0 : _c.call(_b, {
                            externalUserIds: this.ids,
                            attachments: [{ msgtype: 'miniprogram', miniprogram: tslib_1.__assign(tslib_1.__assign({ appid: this.appid }, card), { imgUrl: imgUrl, page: "/pages/product/product.html?id=".concat(card.page) }) }],
                            success: function () { return wx.showToast({ title: '已交给群发助手' }); },
                        });
                        return [2 /*return*/];
                }
            });
        });
    };
    Sharer.prototype.groups = function (id) {
        var qy = wx.qy;
        qy.shareToExternalChat({ attachments: [{ msgtype: 'miniprogram', miniprogram: { appid: this.appid, title: '花笺', imgUrl: 'https://img.example.com/a.jpg', page: '/pages/product/product.html?id=' + id } }] });
    };
    return Sharer;
}());
exports.Sharer = Sharer;
