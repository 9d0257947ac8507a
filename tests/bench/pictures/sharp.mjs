// The same work by sharp. Usage: sharp.mjs SHARP DIR SECONDS JOBS [OUT]; SHARP is where it is installed. No job at all:
// the processor time of each picture by itself, the least of so many seconds.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'

const [peer, folder, seconds, jobs, out] = process.argv.slice(2)
const sharp = createRequire(join(peer, 'index.js'))('sharp')
sharp.cache(false)
const names = readdirSync(folder, { withFileTypes: true }).filter((it) => it.isFile()).map((it) => it.name).sort()
const files = names.map((name) => readFileSync(join(folder, name)))
const cover = (file) =>
  sharp(file).rotate().resize(520, 416, { fit: 'cover' }).flatten({ background: '#fff' }).jpeg({ quality: 80 }).toBuffer()

if (out) {
  mkdirSync(out, { recursive: true })
  for (const [at, file] of files.entries()) writeFileSync(join(out, `${names[at]}.jpg`), await cover(file))
} else if (jobs === '0') {
  const cpu = () => {
    const { userCPUTime, systemCPUTime } = process.resourceUsage()
    return (userCPUTime + systemCPUTime) / 1e3
  }
  const least = {}
  for (const [at, file] of files.entries()) {
    least[names[at]] = Infinity
    for (const end = performance.now() + Number(seconds) * 1000; performance.now() < end; ) {
      const before = cpu()
      await cover(file)
      least[names[at]] = Math.min(least[names[at]], cpu() - before)
    }
  }
  console.log(JSON.stringify(least))
} else {
  let made = 0
  const began = performance.now()
  const elapsed = () => (performance.now() - began) / 1000
  const work = async () => {
    while (elapsed() < Number(seconds)) {
      await cover(files[made++ % files.length])
    }
  }
  await Promise.all(Array.from({ length: Number(jobs) }, work))
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage()
  console.log(JSON.stringify({ perSecond: made / elapsed(), cpu: (userCPUTime + systemCPUTime) / 1e3 / made, peak: maxRSS / 1024 }))
}
