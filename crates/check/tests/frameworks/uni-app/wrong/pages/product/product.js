"use strict";
const common_vendor = require("../../common/vendor.js");
const qy = common_vendor.wx$1.qy;
const _sfc_main = {
  __name: "product",
  setup(__props) {
    const id = common_vendor.ref("");
    common_vendor.onShareAppMessage(() => ({ title: "花笺", path: `/pages/product/product.html?id=${id.value}` }));
    const share = () => {
      common_vendor.index.chooseImage({
        success: (res) => {
          common_vendor.wx$1.qy.shareToExternalChat({
            attachments: [
              { msgtype: "image", image: { imgUrl: res.tempFilePaths[0] } },
              { msgtype: "miniprogram", miniprogram: { appid: "wx7c1d9a2b3e4f5061", title: "花笺", imgUrl: "/static/cover.jpg", page: `/pages/product/product?id=${id.value}` } }
            ],
            success: () => common_vendor.index.showToast({ title: "发送成功" })
          });
        }
      });
    };
    return (_ctx, _cache) => {
      return { a: common_vendor.o(share) };
    };
  }
};
wx.createPage(_sfc_main);
