"use strict";
const common_vendor = require("../../common/vendor.js");
const utils_request = require("../../utils/request.js");
const _sfc_main = {
  __name: "product",
  setup(__props) {
    const id = common_vendor.ref("");
    const cover = common_vendor.ref("");
    common_vendor.onLoad((options) => {
      id.value = options.id;
    });
    common_vendor.onShareAppMessage(() => ({ title: "花笺", path: `/pages/product/product?id=${id.value}`, imageUrl: "/static/cover.jpg" }));
    const choose = () => {
      common_vendor.index.chooseImage({
        success: async (res) => {
          const { url } = await utils_request.upload(res.tempFilePaths[0]);
          cover.value = url;
        }
      });
    };
    const share = () => {
      var _a;
      if (!common_vendor.wx$1.qy) {
        common_vendor.index.showToast({ title: "请在企业微信里打开", icon: "none" });
        return;
      }
      (_a = common_vendor.wx$1.qy) == null ? void 0 : _a.shareToExternalChat({
        attachments: [
          { msgtype: "miniprogram", miniprogram: { appid: "wx7c1d9a2b3e4f5061", title: "花笺", imgUrl: cover.value, page: `/pages/product/product.html?id=${id.value}` } }
        ],
        success: () => common_vendor.index.showToast({ title: "已交给群发助手" }),
        fail: (error) => console.error(error.errMsg)
      });
    };
    return (_ctx, _cache) => {
      return { a: common_vendor.o(share), b: common_vendor.o(choose) };
    };
  }
};
wx.createPage(_sfc_main);
