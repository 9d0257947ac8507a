// Builds the page that the simulator serves: everything in dist/ is embedded into the binary as it is.
// The shell (two phones and the log) and the host (a mini program inside a phone) are separate bundles,
// because the host runs in an iframe so that `vw` means the width of the phone.
import { build } from 'esbuild'
import { cpSync, existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const here = dirname(fileURLToPath(import.meta.url))
const dist = join(here, 'dist')
// Emptied rather than removed: a build of the binary may be looking at the folder.
mkdirSync(dist, { recursive: true })
for (const old of readdirSync(dist)) rmSync(join(dist, old), { recursive: true })

const bundles = [
  ['src/shell/main.ts', 'shell.js'],
  ['src/host/main.ts', 'host.js'],
  ['shell.css', 'shell.css'],
  ['host.css', 'host.css'],
]
const pages = ['index.html', 'host.html']

await Promise.all(
  bundles
    .filter(([entry]) => existsSync(join(here, entry)))
    .map(([entry, out]) =>
      build({
        entryPoints: [join(here, entry)],
        outfile: join(dist, out),
        bundle: true,
        minify: true,
        target: 'es2020',
        format: 'iife',
        charset: 'utf8',
        legalComments: 'none',
        logLevel: 'warning',
      }),
    ),
)
for (const page of pages) {
  if (existsSync(join(here, page))) cpSync(join(here, page), join(dist, page))
}
