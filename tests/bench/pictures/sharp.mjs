// The same work by sharp. Usage: sharp.mjs SHARP DIR SECONDS JOBS [OUT]; SHARP is where it is installed. No job at all:
// the processor time of each picture by itself, the mean of so many seconds.
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
  const means = {}
  for (const [at, file] of files.entries()) {
    // Linux adds up the time of other threads only every few milliseconds.
    const before = cpu()
    let many = 0
    for (const end = performance.now() + Number(seconds) * 1000; performance.now() < end; many++) await cover(file)
    means[names[at]] = (cpu() - before) / many
  }
  console.log(JSON.stringify(means))
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
