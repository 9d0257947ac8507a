// What breaks naive code, as pieces to build texts of.

const blanks = [' ', '\t', '\n', '\r', '\v', '\f', '\u0085', '\u00a0', '\u1680', '\u180e', '\u2003', '\u200b', '\u200c', '\u200d', '\u2028', '\u2029', '\u202f', '\u205f', '\u2060', '\u3000', '\ufeff']
const controls = ['\0', '\x01', '\x07', '\x1b', '\x1f', '\x7f', '\x80', '\x9f']
const letters = ['a', 'Z', '9', 'ß', 'é', 'İ', 'ı', 'K', 'ſ', '花', '笺', 'ａ', '😀', '👨‍👩‍👧', '🇨🇳', 'ﬁ', '\u0301', '\u{10ffff}', '\ufffd', '\uffff', '²', 'Ⅷ', '٣']
const halves = ['\ud83d', '\ude00']

export const pagePieces = [
  ...blanks, ...controls, ...letters,
  'pages', 'pages/a', 'pages/product/product', 'packageA/pages/b', 'index', '/', '//', '///', '.html', '.HTML', '.html.html', '.htm', '.', '..', './', '../',
  '?', '??', '&', '&&', '=', '#', '%', '%2', '%2F', '%3f', '%3F', '%zz', '%e8%8a%b1', '%E8%8A', '%25', '%00', '+', '-', '_', '~', '!', '*', "'", '(', ')', ';', ':', '@', ',', '$', '[', ']', '{', '}', '|', '^', '`', '"', '<', '>', '\\',
  'x=1', 'id=1&from=a', 'ws_t=OLD', 'ws_t', 'ws_t=', '&ws_t=A&ws_t=B', 'WS_T=1', 'url=https://a.example/b.html?c=1#d', 'https://', 'http:', '://', 'plugin://a', 'plugin-private://',
]

export const textPieces = [...blanks, ...controls, ...letters, ...halves, '花'.repeat(21), 'x'.repeat(63), '😀'.repeat(16), '\r\n', '<b>', '{until}', '$&', '\\u0000', 'null', '0', 'true']

export const urlPieces = [...blanks, '\0', '花', 'http://', 'https://', 'HTTPS://', 'hTTp:', 'wxfile://', 'file:///', 'content://', 'ph://', 'data:', 'DATA:', 'blob:', 'Blob:', 'ftp://', '://', ':', '/', '//', 'tmp', 'tmp_a', 'usr', 'store', 'TMP', 'p.qpic.cn', 'a.example', '/pic_wework/1/a/0', '?', '#', '@', ':80', 'a.png', '../', 'javascript:', 'assets-library://', 'ſ', 'K', 'İ']

export const errorPieces = [
  ...blanks, ...controls, ...letters,
  'fail', 'FAIL', 'fail_', 'fail ', 'failed', 'fail:', 'ok', 'OK', 'cancel', 'Cancel', ':', '::', '_', '.', ',', ' ', '-', '+', '"', "'", '\\', '{', '}', '[', ']', '(', ')',
  'qy.', 'qy__', 'wx.', 'ww.', 'wx.qy.', 'shareToExternalContact', 'shareToExternalChat', 'shareToExternalMoments', 'sendChatMessage', 'shareAppMessageEx', 'selectExternalContact', 'getContext', 'request', 'constructor', '__proto__', 'toString', 'hasOwnProperty',
  'no permission', 'fail_no_permission', 'fail_nopermission', 'user not in allow list', 'without context of external contact', 'invalid', 'not supported', 'undefined', 'of undefined',
  'errcode', 'errcode:', 'errcode=', '"errcode":', 'errMsg', 'errmsg', 'err_msg', '{"errMsg":"', '"}', '{"errcode":', '}', '48002', '40029', '60020', '45009', '-1', '0', '00', '+48002', '-0', '48002.0', '4.8002e4', '99999999', '2147483648', '9007199254740993', '99999999999999999999', '１２３４５', '٤٨٠٠٢',
]

/** Keys that mean something to a language or to somebody else's API, none to a draft. */
export const strangeKeys = ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'valueOf', 'then', '', ' ', '0', 'length', 'imgUrl', 'imageUrl', 'content', 'externalUserIds', 'msgtype ', 'Title', '花', '😀'.repeat(41), 'k'.repeat(41), '\0', '\u0085', 'a.b', 'a[0]']

/** Values of every JSON type. */
export const strangeValues = ['constructor', '__proto__', 'toString', null, true, false, 0, -1, 1.5, 1e21, '', ' ', 'x', '[]', [], {}, [[]], [{}], [null], { a: 1 }, { 0: 'x', length: 1 }]
