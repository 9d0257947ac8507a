"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.Sharer = void 0;
var tslib_1 = require("tslib");
var Sharer = /** @class */ (function () {
    function Sharer() {
    }
    Sharer.prototype.send = function (id) {
        return tslib_1.__awaiter(this, void 0, Promise, function () {
            var _a, _b;
            return tslib_1.__generator(this, function (_c) {
                (_b = (_a = wx.qy) === null || _a === void 0 ? void 0 : _a.shareToExternalContact) === null || _b === void 0 ? void 0 : _b.call(_a, {
                    chatIds: [id],
                    attachments: [{ msgtype: 'miniprogram', miniprogram: { appid: 'wx7c1d9a2b3e4f5061', title: '花笺', imgUrl: '/images/a.jpg', page: "/pages/product/product?id=".concat(id) } }],
                });
                return [2 /*return*/];
            });
        });
    };
    return Sharer;
}());
exports.Sharer = Sharer;
