// The same cover as people make it by hand: a canvas in Chromium, drawn into with the cut, and read as JPEG. The best
// quality that fits the bytes is searched for, as nobody does by hand.
import { readFileSync } from 'node:fs'
import { chromium } from 'playwright-core'

const TYPES = { png: 'image/png', jpg: 'image/jpeg', webp: 'image/webp' }

/** Makes covers of files; `max` is of bytes. */
export async function canvas() {
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu'],
  })
  const page = await browser.newPage()
  const cover = async (path, max) => {
    const url = `data:${TYPES[path.split('.').pop()]};base64,${readFileSync(path).toString('base64')}`
    const made = await page.evaluate(async ([url, max]) => {
      const picture = new Image()
      picture.src = url
      await picture.decode()
      const scale = Math.min(picture.width / 520, picture.height / 416)
      const [width, height] = [520 * scale, 416 * scale]
      const sheet = document.createElement('canvas')
      sheet.width = 520
      sheet.height = 416
      const pen = sheet.getContext('2d')
      pen.fillStyle = '#fff'
      pen.fillRect(0, 0, 520, 416)
      pen.drawImage(picture, (picture.width - width) / 2, (picture.height - height) / 2, width, height, 0, 0, 520, 416)
      let best = ''
      for (let [low, high] = [1, 100]; low <= high; ) {
        const quality = (low + high) >> 1
        const file = sheet.toDataURL('image/jpeg', quality / 100).split(',')[1]
        if (atob(file).length <= max) [best, low] = [file, quality + 1]
        else high = quality - 1
      }
      return best
    }, [url, max])
    return Buffer.from(made, 'base64')
  }
  return { cover, close: () => browser.close() }
}
