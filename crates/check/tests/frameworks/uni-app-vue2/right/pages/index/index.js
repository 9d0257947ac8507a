(global["webpackJsonp"] = global["webpackJsonp"] || []).push([["pages/index/index"],{

/***/ 38:
/*!*****************************!*\
  !*** ./pages/index/index.vue ***!
  \*****************************/
/*! no static exports found */
/***/ (function(module, __webpack_exports__, __webpack_require__) {

"use strict";
/* WEBPACK VAR INJECTION */(function(wx, uni) {
Object.defineProperty(exports, "__esModule", { value: true });
exports.default = void 0;
var _api = __webpack_require__(/*! ../../api */ 41);
var _default = {
  data: function data() {
    return { id: '', ids: [] };
  },
  methods: {
    share: function share() {
      var _this = this;
      (0, _api.detail)(this.id).then(function (card) {
        wx.qy.shareToExternalContact({
          externalUserIds: _this.ids,
          attachments: [{ msgtype: 'miniprogram', miniprogram: { appid: card.appid, title: card.title, imgUrl: card.cover, page: "/pages/product/product.html?id=".concat(_this.id) } }],
          success: function success() {
            uni.showToast({ title: '已交给群发助手' });
          }
        });
      });
    }
  }
};
exports.default = _default;
/* WEBPACK VAR INJECTION */}.call(this, __webpack_require__(/*! ./node_modules/@dcloudio/uni-mp-weixin/dist/wx.js */ 1)["default"], __webpack_require__(/*! ./node_modules/@dcloudio/uni-mp-weixin/dist/index.js */ 2)["default"]))

/***/ })

},[[38,"common/runtime","common/vendor"]]]);
