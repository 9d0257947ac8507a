// What the app shows over its pages, and moving between pages.
import { answer, CallError, type Callbacks } from './call'
import type { Host } from './host'

type Any = Callbacks & Record<string, any>

export function screen(host: Host): Record<string, unknown> {
  const { ui, pages } = host
  const go = (name: 'navigateTo' | 'redirectTo' | 'switchTab' | 'reLaunch') => (options: Any) =>
    answer(name, options, () => pages[name](String(options?.url ?? '')))
  return {
    navigateTo: go('navigateTo'),
    redirectTo: go('redirectTo'),
    switchTab: go('switchTab'),
    reLaunch: go('reLaunch'),
    navigateBack: (options?: Any) => answer('navigateBack', options, () => pages.navigateBack(options?.delta ?? 1)),
    showToast: (options: Any) =>
      answer('showToast', options, () => ui.toast({ title: String(options?.title ?? ''), icon: options?.image ? 'none' : (options?.icon ?? 'success'), duration: options?.duration ?? 1500 })),
    hideToast: (options?: Any) => answer('hideToast', options, () => ui.hideToast()),
    showLoading: (options: Any) => answer('showLoading', options, () => ui.loading(String(options?.title ?? ''))),
    hideLoading: (options?: Any) => answer('hideLoading', options, () => ui.hideToast()),
    showModal: (options: Any) =>
      answer('showModal', options, async () => {
        const { confirmed, content } = await ui.modal({
          title: String(options?.title ?? ''),
          content: String(options?.content ?? ''),
          showCancel: options?.showCancel !== false,
          cancelText: String(options?.cancelText ?? '取消'),
          confirmText: String(options?.confirmText ?? '确定'),
          cancelColor: String(options?.cancelColor ?? '#000000'),
          confirmColor: String(options?.confirmColor ?? '#576b95'),
          editable: options?.editable === true,
          placeholder: String(options?.placeholderText ?? ''),
        })
        return { confirm: confirmed, cancel: !confirmed, ...(options?.editable ? { content } : {}) }
      }),
    showActionSheet: (options: Any) =>
      answer('showActionSheet', options, async () => {
        const picked = await ui.actionSheet((options?.itemList ?? []).map(String), String(options?.itemColor ?? '#000000'), options?.alertText)
        if (picked < 0) throw new CallError('cancel')
        return { tapIndex: picked }
      }),
    setNavigationBarTitle: (options: Any) => answer('setNavigationBarTitle', options, () => pages.setTitle(String(options?.title ?? ''))),
    setNavigationBarColor: (options: Any) =>
      answer('setNavigationBarColor', options, () => pages.setBarColor(options?.frontColor, options?.backgroundColor)),
    showNavigationBarLoading: (options?: Any) => answer('showNavigationBarLoading', options, () => ({})),
    hideNavigationBarLoading: (options?: Any) => answer('hideNavigationBarLoading', options, () => ({})),
    startPullDownRefresh: (options?: Any) => answer('startPullDownRefresh', options, () => pages.pullDown()),
    stopPullDownRefresh: (options?: Any) => answer('stopPullDownRefresh', options, () => ({})),
    pageScrollTo: (options: Any) => answer('pageScrollTo', options, () => pages.scrollTo(options as { scrollTop?: number; selector?: string; duration?: number })),
    // Forwarding itself is not supported; switching its menu entry on or off does no harm.
    showShareMenu: (options?: Any) => answer('showShareMenu', options, () => ({})),
    hideShareMenu: (options?: Any) => answer('hideShareMenu', options, () => ({})),
    hideHomeButton: (options?: Any) => answer('hideHomeButton', options, () => ({})),
    // Components ask while the first page is still being made; they then say `in(this)`.
    createSelectorQuery: () =>
      pages.current()?.caller.createSelectorQuery() ?? { in: (component: any) => component.createSelectorQuery() },
    createIntersectionObserver: (component: any, options?: object) => (component ?? pages.current()?.caller).createIntersectionObserver(options),
  }
}
