// The page's pictures, drawn for it. `currentColor` lets the place decide the colour.

const stroke = 'fill="none" stroke="currentColor" stroke-width="1.8" stroke-linecap="round" stroke-linejoin="round"'

const drawings = {
  back: `<path ${stroke} d="M14.5 5 8 12l6.5 7"/>`,
  chevron: `<path ${stroke} d="m9 6 6 6-6 6"/>`,
  check: `<path ${stroke} stroke-width="2.4" d="m5 12.5 4.5 4.5L19 7.5"/>`,
  lock: `<rect ${stroke} x="5.5" y="10.5" width="13" height="9" rx="2"/><path ${stroke} d="M8.5 10.5V8a3.5 3.5 0 0 1 7 0v2.5"/>`,
  reload: `<path ${stroke} d="M19 12a7 7 0 1 1-2.2-5.1M19 4v4h-4"/>`,
  copy: `<rect ${stroke} x="8.5" y="8.5" width="11" height="11" rx="2"/><path ${stroke} d="M15.5 5.5v-1h-11v11h1"/>`,
  down: `<path ${stroke} d="M12 5v13m-5.5-5.5L12 18l5.5-5.5"/>`,
  clock: `<circle ${stroke} cx="12" cy="12" r="8"/><path ${stroke} d="M12 7.5V12l3 2"/>`,
  tomorrow: `<path ${stroke} d="M5 6v12l7.5-6zM13 6v12l7-6z"/>`,
  more: `<g fill="currentColor"><circle cx="5.5" cy="12" r="1.7"/><circle cx="12" cy="12" r="2.5"/><circle cx="18.5" cy="12" r="1.7"/></g>`,
  close: `<circle ${stroke} cx="12" cy="12" r="7.5" stroke-width="2"/><circle fill="currentColor" cx="12" cy="12" r="3"/>`,
  signal: `<g fill="currentColor"><rect x="2" y="14" width="3.4" height="5" rx="1"/><rect x="7.2" y="11" width="3.4" height="8" rx="1"/><rect x="12.4" y="8" width="3.4" height="11" rx="1"/><rect x="17.6" y="5" width="3.4" height="14" rx="1"/></g>`,
  wifi: `<path fill="currentColor" d="M12 18.6 8.9 15a4.6 4.6 0 0 1 6.2 0zM3 9.8l1.8 2a10.6 10.6 0 0 1 14.4 0l1.8-2a13.4 13.4 0 0 0-18 0m2.9 3.4 1.8 2a6.4 6.4 0 0 1 8.6 0l1.8-2a9.2 9.2 0 0 0-12.2 0"/>`,
  battery: `<rect ${stroke} stroke-width="1.4" x="1.5" y="7.5" width="18" height="9.5" rx="2.6"/><rect fill="currentColor" x="3.4" y="9.4" width="12.6" height="5.7" rx="1.2"/><path fill="currentColor" d="M20.8 10.6v3.3a1.9 1.9 0 0 0 0-3.3"/>`,
  wecom: `<path fill="currentColor" d="M10.5 4C5.8 4 2 7.1 2 11c0 2.2 1.2 4.1 3.1 5.4l-.8 2.7 3.1-1.6c1 .3 2 .4 3.1.4.5 0 1 0 1.4-.1A5.2 5.2 0 0 1 18.8 11l.2-.1C18.9 7 15.2 4 10.5 4"/><g fill="currentColor"><circle cx="17" cy="14" r="1.7"/><circle cx="20.6" cy="16.5" r="1.7"/><circle cx="14.5" cy="17.7" r="1.7"/><circle cx="18.2" cy="20.1" r="1.7"/></g>`,
  wechat: `<path fill="currentColor" d="M9 4C4.9 4 1.6 6.8 1.6 10.200c0 1.9 1.1 3.6 2.7 4.800l-.7 2.2 2.6-1.300c.9.3 1.8.4 2.8.4h.5a5 5 0 0 1-.2-1.400c0-3.3 3.1-5.9 6.9-5.900h.6C16.2 6.2 12.9 4 9 4"/><path fill="currentColor" d="M22.4 14.900c0-2.8-2.8-5.1-6.2-5.100S10 12.1 10 14.900s2.8 5.1 6.2 5.100c.8 0 1.5-.1 2.2-.3l2 1.1-.5-1.800c1.5-.9 2.5-2.4 2.5-4.1"/>`,
  miniprogram: `<path ${stroke} stroke-width="2" d="M15.2 7.200A3.3 3.3 0 1 1 16.4 13.400M12 9.200v5.600M7.6 10.600A3.3 3.3 0 1 0 8.8 16.800M12 14.800a3.2 3.2 0 0 1-3.2 2.600M12 9.200a3.2 3.2 0 0 1 3.2-2.6"/>`,
  missing: `<path ${stroke} stroke-width="1.2" d="M6 3.500h8.500L18.5 7.500V20.500H6zM14.5 3.500v4h4"/><path ${stroke} stroke-width="1.2" d="M9.6 11.500h.01M14.6 11.500h.01M9.6 16.600c1.5-1.5 3.5-1.5 5 0"/>`,
  warning: `<path ${stroke} d="M12 4.5 3.5 19.500h17zM12 10v4.500M12 17v.01"/>`,
} as const

export type Icon = keyof typeof drawings

/** A decorative drawing; what it means is said in words beside it or in the button's label. */
export function icon(name: Icon, className = ''): SVGElement {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg')
  svg.setAttribute('viewBox', '0 0 24 24')
  svg.setAttribute('aria-hidden', 'true')
  svg.setAttribute('class', `icon ${className}`)
  svg.innerHTML = drawings[name]
  return svg
}
