module.exports = {
  // wecom-share 服务器的地址；要加进小程序后台的 request 和 uploadFile 合法域名
  server: 'https://share.example.com',
};
