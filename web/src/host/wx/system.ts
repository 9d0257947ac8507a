// What the app can ask about the phone, itself and how it was opened.
import { answer, type Callbacks } from './call'
import type { Host, LaunchOptions } from './host'

/** A base library recent enough for every API offered here; WeCom's own numbers are not documented. */
const SDK_VERSION = '3.3.4'
const BAR_HEIGHT = 44
const STATUS_HEIGHT = 44

const SYSTEMS = { ios: 'iOS 17.5', android: 'Android 14', windows: 'Windows 11 x64', mac: 'macOS 14.5', devtools: 'iOS 17.5' }

export function system(host: Host): Record<string, unknown> {
  const info = (): Record<string, unknown> => {
    const { phone } = host
    const width = window.innerWidth
    const windowHeight = host.pages.viewHeight()
    const screenHeight = window.innerHeight + BAR_HEIGHT + STATUS_HEIGHT
    const all: Record<string, unknown> = {
      brand: phone.platform,
      model: `wecom-share ${phone.platform}`,
      pixelRatio: window.devicePixelRatio,
      screenWidth: width,
      screenHeight,
      windowWidth: width,
      windowHeight,
      statusBarHeight: STATUS_HEIGHT,
      language: 'zh_CN',
      version: phone.version,
      system: SYSTEMS[phone.platform] ?? '',
      platform: phone.platform,
      fontSizeSetting: 16,
      SDKVersion: SDK_VERSION,
      benchmarkLevel: 30,
      theme: 'light',
      deviceOrientation: 'portrait',
      safeArea: { left: 0, right: width, top: STATUS_HEIGHT, bottom: screenHeight, width, height: screenHeight - STATUS_HEIGHT },
    }
    // client-api.md §2.12: the field exists in WeCom only.
    if (phone.role === 'member') all.environment = 'wxwork'
    return all
  }
  const copy = (options: LaunchOptions): LaunchOptions => ({ ...options, query: { ...options.query } })
  const api: Record<string, unknown> = {
    getSystemInfoSync: info,
    getSystemInfo: (options?: Callbacks) => answer('getSystemInfo', options, info),
    getSystemInfoAsync: (options?: Callbacks) => answer('getSystemInfoAsync', options, info),
    getAccountInfoSync: () => ({ miniProgram: { appId: host.phone.appid, envVersion: 'develop', version: '' } }),
    getLaunchOptionsSync: () => copy(host.launchOptions),
    getEnterOptionsSync: () => copy(host.enterOptions),
    getMenuButtonBoundingClientRect: () => ({
      width: 87,
      height: 32,
      top: STATUS_HEIGHT + 6,
      bottom: STATUS_HEIGHT + 38,
      left: window.innerWidth - 94,
      right: window.innerWidth - 7,
    }),
    getNetworkType: (options?: Callbacks) => answer('getNetworkType', options, () => ({ networkType: 'wifi', isConnected: true })),
    base64ToArrayBuffer: (text: string) => Uint8Array.from(atob(text), (char) => char.charCodeAt(0)).buffer,
    arrayBufferToBase64: (buffer: ArrayBuffer) => btoa(Array.from(new Uint8Array(buffer), (byte) => String.fromCharCode(byte)).join('')),
    nextTick: (callback: () => void) => void Promise.resolve().then(callback),
    vibrateShort: (options?: Callbacks) => answer('vibrateShort', options, () => ({})),
    vibrateLong: (options?: Callbacks) => answer('vibrateLong', options, () => ({})),
    setClipboardData: (options: Callbacks & { data: string }) =>
      answer('setClipboardData', options, () => {
        clipboard = String(options.data)
        host.ui.toast({ title: '内容已复制', icon: 'none', duration: 1500 })
      }),
    getClipboardData: (options?: Callbacks) => answer('getClipboardData', options, () => ({ data: clipboard })),
    env: { USER_DATA_PATH: host.files.userDataPath },
  }
  if (host.phone.role === 'customer') {
    // client-api.md §5.5: not in WeCom.
    api.getWindowInfo = () => pick(info(), ['pixelRatio', 'screenWidth', 'screenHeight', 'windowWidth', 'windowHeight', 'statusBarHeight', 'safeArea'])
    api.getAppBaseInfo = () => pick(info(), ['SDKVersion', 'language', 'version', 'theme'])
    api.getDeviceInfo = () => pick(info(), ['brand', 'model', 'system', 'platform', 'benchmarkLevel'])
  }
  for (const name of ['AppShow', 'AppHide', 'Error', 'PageNotFound', 'UnhandledRejection', 'ThemeChange', 'NetworkStatusChange', 'WindowResize', 'MemoryWarning', 'KeyboardHeightChange']) {
    api[`on${name}`] = (handler: unknown) => host.events.on(name, handler)
    api[`off${name}`] = (handler?: unknown) => host.events.off(name, handler)
  }
  return api
}

let clipboard = ''

function pick(from: Record<string, unknown>, names: string[]): Record<string, unknown> {
  return Object.fromEntries(names.map((name) => [name, from[name]]))
}
