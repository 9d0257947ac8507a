// 全店共用一个分享对象：登录、上传和补报都在它里面
const { create } = require('wecom-share');
const { server } = require('./config');

module.exports = create({ server });
