// How near a picture is to another: structural similarity, of brightness and of colour.

/** Brightness and two colours (JFIF's matrix). */
export async function planes(sharp, file) {
  const { data, info } = await sharp(file).removeAlpha().raw().toBuffer({ resolveWithObject: true })
  const many = info.width * info.height
  const [luma, blue, red] = [0, 1, 2].map(() => new Float64Array(many))
  for (let at = 0; at < many; at++) {
    const [r, g, b] = [data[at * 3], data[at * 3 + 1], data[at * 3 + 2]]
    luma[at] = 0.299 * r + 0.587 * g + 0.114 * b
    blue[at] = -0.1687 * r - 0.3313 * g + 0.5 * b
    red[at] = 0.5 * r - 0.4187 * g - 0.0813 * b
  }
  return { luma, colours: [blue, red], width: info.width, height: info.height }
}

/** The mean over squares of 8×8, which is how SSIM is usually reckoned without a Gaussian window. */
function plane(a, b, width, height) {
  let [sum, squares] = [0, 0]
  for (let top = 0; top + 8 <= height; top += 4) {
    for (let left = 0; left + 8 <= width; left += 4) {
      let [x, y, xx, yy, xy] = [0, 0, 0, 0, 0]
      for (let at = 0; at < 64; at++) {
        const place = (top + (at >> 3)) * width + left + (at & 7)
        const [p, q] = [a[place], b[place]]
        x += p; y += q; xx += p * p; yy += q * q; xy += p * q
      }
      const [mx, my] = [x / 64, y / 64]
      const [vx, vy, both] = [xx / 64 - mx * mx, yy / 64 - my * my, xy / 64 - mx * my]
      sum += ((2 * mx * my + 6.5025) * (2 * both + 58.5225)) / ((mx * mx + my * my + 6.5025) * (vx + vy + 58.5225))
      squares++
    }
  }
  return sum / squares
}

/** 1 is the same. */
export function similarity(a, b) {
  const { width, height } = a
  if (width !== b.width || height !== b.height) throw new Error('two pictures differ in size')
  const colours = a.colours.map((colour, at) => plane(colour, b.colours[at], width, height))
  return { luma: plane(a.luma, b.luma, width, height), colour: (colours[0] + colours[1]) / 2 }
}
