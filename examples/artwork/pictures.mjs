// The shop's pictures as SVG: flat shapes on paper colours, 5:4 for products, 3:4 for the poster.

const shadow = '<filter id="s" x="-20%" y="-20%" width="140%" height="150%"><feDropShadow dx="0" dy="14" stdDeviation="14" flood-color="#3b2f2a" flood-opacity=".22"/></filter>'
const grain = '<filter id="g"><feTurbulence type="fractalNoise" baseFrequency=".8" numOctaves="2" seed="7"/><feColorMatrix values="0 0 0 0 .45  0 0 0 0 .38  0 0 0 0 .3  0 0 0 .09 0"/></filter>'

const frame = (width, height, from, to, body) => `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">
<defs>${shadow}${grain}<radialGradient id="bg" cx=".4" cy=".3" r="1"><stop offset="0" stop-color="${from}"/><stop offset="1" stop-color="${to}"/></radialGradient>
<linearGradient id="brass" x1="0" y1="0" x2="1" y2="1"><stop offset="0" stop-color="#f3dca0"/><stop offset=".5" stop-color="#c9a35a"/><stop offset="1" stop-color="#8d6a2f"/></linearGradient></defs>
<rect width="${width}" height="${height}" fill="url(#bg)"/>${body}<rect width="${width}" height="${height}" filter="url(#g)" opacity=".6"/></svg>`

const leaf = (x, y, angle, size, fill) =>
  `<path transform="translate(${x} ${y}) rotate(${angle}) scale(${size})" d="M0 0C22 -26 66 -30 96 0C66 30 22 26 0 0Z" fill="${fill}"/><path transform="translate(${x} ${y}) rotate(${angle}) scale(${size})" d="M4 0H88" stroke="#fff" stroke-opacity=".35" stroke-width="2.5"/>`

/** A camellia seen from above: three rings of petals around a gold heart. */
const camellia = (x, y, size, outer = '#c8443f', inner = '#e0706a') => {
  const ring = (n, r, w, fill, turn) =>
    Array.from({ length: n }, (_, i) => `<ellipse transform="rotate(${(360 / n) * i + turn}) translate(0 ${-r})" rx="${w}" ry="${w * 1.08}" fill="${fill}" stroke="#fff" stroke-opacity=".28" stroke-width="2"/>`).join('')
  const stamens = Array.from({ length: 14 }, (_, i) => `<circle transform="rotate(${i * 26}) translate(0 ${-9 - (i % 3) * 5})" r="3.2" fill="#f6cf5f"/>`).join('')
  return `<g transform="translate(${x} ${y}) scale(${size})">${ring(7, 58, 40, outer, 0)}${ring(6, 36, 32, inner, 20)}${ring(5, 17, 22, outer, 8)}<circle r="17" fill="#e9b53d"/>${stamens}</g>`
}

const bamboo = (x, y, height, fill) =>
  `<g transform="translate(${x} ${y})">${Array.from({ length: Math.round(height / 78) }, (_, i) => `<rect x="-5" y="${-78 * (i + 1)}" width="10" height="73" rx="4" fill="${fill}"/>`).join('')}
  ${[[-70, 24], [-150, -150], [-210, 30], [-280, -160]].map(([dy, a]) => leaf(0, dy, a, 0.62, fill) + leaf(0, dy, a + 26, 0.5, fill)).join('')}</g>`

const notebook = `<g filter="url(#s)" transform="translate(400 318) rotate(-7)"><rect x="-150" y="-205" width="312" height="420" rx="12" fill="#efe3d0"/><rect x="-162" y="-213" width="312" height="420" rx="12" fill="#24473f"/><rect x="-162" y="-213" width="34" height="420" rx="10" fill="#1a352f"/>
<rect x="-98" y="-160" width="216" height="300" rx="4" fill="none" stroke="#e8d6b0" stroke-width="3"/>${leaf(0, 0, -150, 1.1, '#5d8a6b')}${leaf(20, 12, 24, 1.15, '#4b7a5c')}${camellia(10, -20, 0.92)}
<text x="10" y="115" text-anchor="middle" font-family="Noto Serif CJK SC, serif" font-size="26" letter-spacing="8" fill="#e8d6b0">山茶手账</text><rect x="78" y="-213" width="16" height="440" fill="#b8873b"/></g>`

const letters = `<g filter="url(#s)" transform="translate(400 330) rotate(5)"><rect x="-190" y="-190" width="300" height="400" fill="#fbf7ec" transform="rotate(-9)"/><rect x="-150" y="-205" width="300" height="410" fill="#fffdf4"/>
${Array.from({ length: 7 }, (_, i) => `<path d="M${-110 + i * 36} -150V150" stroke="#b9543f" stroke-opacity=".55" stroke-width="1.6"/>`).join('')}<rect x="-122" y="-160" width="242" height="322" fill="none" stroke="#b9543f" stroke-opacity=".7" stroke-width="2.4"/><g opacity=".3">${bamboo(96, 160, 330, '#4d7a5a')}</g>
<g font-family="Noto Serif CJK SC, serif" font-size="27" fill="#3b3a36"><text x="80" y="-110" style="writing-mode:vertical-rl">见字如面</text><text x="44" y="-110" style="writing-mode:vertical-rl">展信舒颜</text></g></g>
<g filter="url(#s)" transform="translate(560 470) rotate(-14)"><rect x="-130" y="-70" width="260" height="150" rx="4" fill="#d9c7a2"/><path d="M-130 -70L0 22L130 -70" fill="none" stroke="#b59f74" stroke-width="3"/><circle cx="0" cy="18" r="20" fill="#a5392f"/></g>`

const ink = `<g filter="url(#s)" transform="translate(380 352)"><path d="M-118 -60H118L138 150Q138 172 116 172H-116Q-138 172 -138 150Z" fill="#dfe9ea" opacity=".92"/><path d="M-124 0H124L136 148Q136 168 114 168H-114Q-136 168 -136 148Z" fill="#16202a"/><path d="M-124 0Q-60 -16 0 0T124 0V14H-124Z" fill="#2b3b49"/><rect x="-70" y="-120" width="140" height="64" rx="6" fill="#24201d"/><rect x="-82" y="-128" width="164" height="28" rx="8" fill="#3a332d"/>
<rect x="-84" y="38" width="168" height="94" rx="3" fill="#f4ecd9"/><text y="98" text-anchor="middle" font-family="Noto Serif CJK SC, serif" font-size="42" letter-spacing="6" fill="#2b2722">松烟</text></g>
<g transform="translate(600 180) rotate(38)" filter="url(#s)"><rect x="-11" y="-120" width="22" height="270" rx="10" fill="#5b2b22"/><path d="M-11 150H11L5 214L0 236L-5 214Z" fill="url(#brass)"/><rect x="-13" y="118" width="26" height="16" fill="url(#brass)"/></g><path d="M80 566q60-40 132-8t150-10" fill="none" stroke="#16202a" stroke-width="11" stroke-linecap="round" opacity=".8"/>`

const seal = `<g filter="url(#s)" transform="translate(310 330) rotate(-8)"><path d="M-78 -190Q0 -236 78 -190L88 130H-88Z" fill="#7f9a90"/><path d="M-78 -190Q0 -236 78 -190L70 -120Q0 -150 -70 -120Z" fill="#9cb5a9"/><path d="M-40 -60q30-44 66 4t40 92" stroke="#647f75" stroke-width="6" fill="none" opacity=".6"/><rect x="-88" y="112" width="176" height="30" fill="#b23a2f"/></g>
<g transform="translate(562 372) rotate(4)"><rect x="-104" y="-104" width="208" height="208" rx="12" fill="#b23a2f"/><rect x="-90" y="-90" width="180" height="180" rx="6" fill="none" stroke="#f7ead6" stroke-width="6"/><g font-family="Noto Serif CJK SC, serif" font-weight="700" font-size="74" fill="#f7ead6" text-anchor="middle"><text x="42" y="-8">花</text><text x="42" y="74">笺</text><text x="-42" y="-8">小</text><text x="-42" y="74">铺</text></g></g>`

const bookmark = `<g filter="url(#s)" transform="translate(400 320) rotate(16)"><path d="M-62 -220H62V200L0 160L-62 200Z" fill="url(#brass)"/><circle cy="-184" r="13" fill="#e9d9bd"/><path d="M0 -184C-80 -300 60 -330 30 -250" fill="none" stroke="#9c2f2a" stroke-width="7"/><path d="M30 -250l-16 -52m16 52l4 -56m-4 56l24 -48" stroke="#9c2f2a" stroke-width="6"/><g opacity=".85" transform="translate(0 120)">${bamboo(0, 0, 270, '#6e5022')}</g></g>`

const wax = `<g filter="url(#s)" transform="translate(440 350)"><path d="M-20 -150C70 -170 160 -110 158 -10C170 80 90 150 0 146C-92 160 -168 92 -156 0C-168 -92 -98 -148 -20 -150Z" fill="#b4532a"/><circle r="104" fill="#a2461f"/><circle r="104" fill="none" stroke="#d67b46" stroke-width="6"/>
${Array.from({ length: 4 }, (_, i) => `<ellipse transform="rotate(${i * 90}) translate(0 -34)" rx="25" ry="31" fill="#e09a55"/>`).join('')}<circle r="13" fill="#f5cf7d"/>${leaf(44, 38, 36, 0.5, '#d67b46')}${leaf(-44, 38, 144, 0.5, '#d67b46')}</g>
<g filter="url(#s)" transform="translate(196 236) rotate(-32)"><rect x="-22" y="-150" width="44" height="190" rx="20" fill="#4c2c1c"/><rect x="-34" y="40" width="68" height="34" rx="6" fill="url(#brass)"/></g>${[[90, 520], [140, 556], [206, 530], [660, 120], [704, 156]].map(([x, y]) => `<circle cx="${x}" cy="${y}" r="9" fill="#e8ac4b"/>`).join('')}`

const sprig = (x, y, s) => `<g transform="translate(${x} ${y}) scale(${s})">${leaf(0, 0, 200, 1.3, '#4b7a5c')}${leaf(10, 20, 130, 1.2, '#5d8a6b')}${leaf(20, -10, -40, 1.35, '#3f6b50')}${leaf(30, 10, 30, 1.2, '#5d8a6b')}${camellia(0, 0, 1.1)}</g>`

const poster = `<rect x="54" y="54" width="972" height="1332" fill="none" stroke="#a5392f" stroke-opacity=".55" stroke-width="3"/><rect x="68" y="68" width="944" height="1304" fill="none" stroke="#a5392f" stroke-opacity=".3" stroke-width="1.5"/>
<g opacity=".16">${bamboo(930, 1330, 900, '#3f6b50')}${bamboo(860, 1330, 620, '#3f6b50')}</g>${sprig(250, 330, 1.7)}${sprig(196, 620, 0.85)}
<g font-family="Noto Serif CJK SC, serif" fill="#2f2a26"><text x="790" y="190" font-size="128" font-weight="700" style="writing-mode:vertical-rl" letter-spacing="18">冬日来信</text><text x="660" y="210" font-size="40" style="writing-mode:vertical-rl" letter-spacing="14" fill="#6a5f54">写一页给想念的人</text></g>
<g transform="translate(548 960) scale(1.06)">${notebook.replace('translate(400 318) rotate(-7)', 'translate(-150 -60) rotate(-9) scale(.72)')}${letters.replace('translate(400 330) rotate(5)', 'translate(150 -40) rotate(8) scale(.66)').replace('translate(560 470)', 'translate(170 96) scale(.8)')}</g>
<g font-family="Noto Serif CJK SC, serif" text-anchor="middle"><text x="540" y="1268" font-size="46" letter-spacing="10" fill="#2f2a26">手账 · 信笺 · 墨水　满两件八八折</text><text x="540" y="1326" font-size="30" letter-spacing="8" fill="#8a7c6c">花笺小铺　十二月一日起</text></g>
<g transform="translate(912 1180) scale(.42)"><rect x="-104" y="-104" width="208" height="208" rx="12" fill="#b23a2f"/><g font-family="Noto Serif CJK SC, serif" font-weight="700" font-size="86" fill="#f7ead6" text-anchor="middle"><text x="46" y="-12">花</text><text x="46" y="78">笺</text><text x="-46" y="-12">小</text><text x="-46" y="78">铺</text></g></g>`

export const pictures = {
  camellia: frame(800, 640, '#f7ebdf', '#e3cdb6', sprig(640, 130, 0.6) + notebook),
  letter: frame(800, 640, '#eef1e6', '#cfd8c4', letters),
  ink: frame(800, 640, '#f1ece4', '#d5cabb', ink),
  seal: frame(800, 640, '#f3ece6', '#dccbbe', seal),
  bookmark: frame(800, 640, '#f4efe3', '#ddd0b4', bookmark),
  wax: frame(800, 640, '#f8eedd', '#e8d2ac', wax),
  poster: frame(1080, 1440, '#fbf4e8', '#ecdcc3', poster),
}
