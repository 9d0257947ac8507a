// What the page says, in both languages. The journal's sentences are in log/.
import type { Bilingual } from './types'

const text = (zh: string, en: string): Bilingual => ({ zh, en })

export const say = {
  product: text('wecom-share 演示', 'wecom-share demo'),
  tagline: text('企业微信小程序分享给客户', 'Sharing from a WeCom mini program'),
  simulatedTime: text('模拟时间', 'Simulated time'),
  tomorrow: text('时间拨到明天', 'Move to tomorrow'),
  otherLang: text('English', '中文'),
  switchLang: text('切换到英文界面', 'Switch the page to Chinese'),
  lost: text('与模拟器的连接断了，正在重连…', 'The simulator is not answering. Reconnecting…'),

  memberPhone: text('成员的手机 · 企业微信', "Member's phone · WeCom"),
  customerPhone: text('客户的手机 · 微信', "Customer's phone · WeChat"),
  relaunch: text('重新打开小程序', 'Reopen'),
  back: text('返回', 'Back'),
  company: text('公司', 'Company'),
  closeApp: text('关闭小程序', 'Close the mini program'),
  miniProgram: text('小程序', 'Mini program'),
  loading: text('正在打开', 'Opening'),
  workbench: text('工作台', 'Workbench'),
  workbenchHint: text('小程序已关闭，点图标重新打开', 'The mini program is closed. Tap it to open it again.'),
  dismiss: text('知道了', 'Dismiss'),
  scriptError: text('小程序运行出错', 'The mini program threw an error'),

  settings: text('这部手机', 'This phone'),
  member: text('当前成员', 'Member'),
  hasContact: text('有客户联系', 'has customer contact'),
  noContact: text('无客户联系', 'no customer contact'),
  outOfScope: text('不在可见范围', 'outside the visible range'),
  platform: text('平台', 'Platform'),
  version: text('企业微信版本', 'Version'),
  exSwitch: text('客户端有 shareAppMessageEx', 'Client has shareAppMessageEx'),

  brokenApp: text('小程序无法编译', 'The mini program does not compile'),
  brokenHint: text('改好这一处后重新打开', 'Mend this place, then reopen'),

  helperCustomers: text('群发消息给客户', 'Message to customers'),
  helperGroups: text('群发消息到客户群', 'Message to customer groups'),
  helperWaits: (count: number) => text(`群发助手：${count} 条企业群发待发送`, `Mass-send assistant: ${count} to send for the company`),
  decline: text('不发送', 'Do not send'),
  lockedByCompany: text('由企业指定，不能更改', 'Set by the company, cannot be changed'),
  helperNote: text('成员确认后才会发出', 'Nothing goes out until the member confirms'),
  exNote: text('此界面官方未公开，按推测模拟', 'This screen is undocumented; shown as it is believed to be'),
  content: text('群发内容', 'Content'),
  sendTo: text('发送给', 'To'),
  chooseCustomers: text('选择客户', 'Choose customers'),
  chooseGroups: text('选择客户群', 'Choose customer groups'),
  locked: text('由小程序指定，不能更改', 'Set by the mini program, cannot be changed'),
  all: text('全选', 'All'),
  send: text('发送', 'Send'),
  confirm: text('确定', 'OK'),
  cancel: text('取消', 'Cancel'),
  noneToChoose: text('没有可选的对象', 'Nobody to choose from'),

  wechat: text('微信', 'WeChat'),
  ownWeChat: text('的微信', '’s WeChat'),
  noMessages: text('还没有消息', 'No messages yet'),
  noMessagesYet: text('还没有收到消息。在左边的手机上分享，这里会收到。', 'Nothing received yet. Share something on the left phone and it arrives here.'),
  group: text('群', 'Group'),
  picture: text('[图片]', '[Picture]'),
  card: text('[小程序]', '[Mini program]'),
  link: text('[链接]', '[Link]'),
  video: text('[视频]', '[Video]'),
  file: text('[文件]', '[File]'),
  simulator: text('模拟器：', 'Simulator:'),
  unknownMessage: text('[暂不支持的消息]', '[Unsupported message]'),
  unread: text('条未读', 'unread'),
  newMessages: text('新消息', 'new'),
  openCard: text('打开小程序卡片', 'Open the mini-program card'),
  pageNotFound: text('页面不存在', 'Page not found'),

  customerSide: text('客户看到的', 'What the customer sees'),
  customerHint: text(
    '所有客户和客户群的聊天都在这部手机里。点开收到的卡片，看看客户会到哪一页。',
    'All customers and groups share this phone. Tap a received card to see which page the customer lands on.',
  ),
  whyNotFound: text('微信为什么打不开', 'Why WeChat cannot open it'),
  cardForm: text(
    '群发卡片的页面要写成 /路径.html?参数。写错了只有客户打不开，发的人发现不了；用 SDK 分享会自动写对。',
    'Mass-sent cards need /path.html?query. A sender never notices a wrong one; the SDK writes it right.',
  ),
  openedPage: text('客户打开了', 'The customer opened'),
  parameters: text('参数', 'Parameters'),
  scene: text('场景值', 'Scene'),

  log: text('日志', 'Log'),
  important: text('要点', 'Key steps'),
  everything: text('全部', 'Everything'),
  clear: text('清空', 'Clear'),
  copy: text('复制', 'Copy'),
  copied: text('已复制', 'Copied'),
  notCopied: text('浏览器不让复制', 'Not allowed'),
  latest: text('最新', 'Latest'),
  emptyLog: text('还没有动静。在左边的手机里分享试试。', 'Nothing yet. Try sharing on the left phone.'),
  hiddenLines: text('条细节已隐藏', 'details hidden'),

  guide: text('试试这九件事', 'Nine things to try'),
} as const

export const platforms: Record<string, Bilingual> = {
  ios: text('iOS', 'iOS'),
  android: text('Android', 'Android'),
  windows: text('Windows', 'Windows'),
  mac: text('Mac', 'Mac'),
}

/** Versions at which the share calls change (client-api.md §2.1). */
export const versions: [string, Bilingual | null][] = [
  ['4.1.20', null],
  ['4.1.9', text('不能指定接收人', 'no preset receivers')],
  ['3.1.5', text('只有旧写法', 'old call form only')],
]

export const quotaModes: Record<string, Bilingual> = {
  one_per_day: text('群发规则：每天 1 条', 'Quota: one per day'),
  seven_per_week: text('群发规则：每周 7 条', 'Quota: seven per week'),
  days_of_month: text('群发规则：每月按天数', 'Quota: as many as the month has days'),
}
