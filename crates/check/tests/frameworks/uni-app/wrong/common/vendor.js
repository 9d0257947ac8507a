"use strict";
const wx$1 = wx;
const index = { showToast: (options) => wx$1.showToast(options), chooseImage: (options) => wx$1.chooseImage(options), uploadFile: (options) => wx$1.uploadFile(options) };
exports.index = index;
exports.wx$1 = wx$1;
exports.ref = (value) => ({ value });
exports.onLoad = (hook) => hook({});
exports.onShareAppMessage = (hook) => hook({});
exports.o = (handler) => handler;
