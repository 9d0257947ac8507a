// Builds dist/index.js: TypeScript lowers to ES5, esbuild puts the modules into one file, terser makes it small.
// The result also goes where the devtools' "build npm" would put it in the example.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { minify } from 'terser';

const here = dirname(fileURLToPath(import.meta.url));
const { version } = JSON.parse(readFileSync(join(here, 'package.json'), 'utf8'));
const tsc = createRequire(import.meta.url).resolve('typescript/bin/tsc');
const lowered = mkdtempSync(join(tmpdir(), 'wecom-share-sdk-'));
const places = [join(here, 'dist'), join(here, '../examples/miniprogram/miniprogram_npm/wecom-share')];

try {
  execFileSync(process.execPath, [tsc, '-p', here, '--outDir', lowered], { stdio: 'inherit' });
  const { outputFiles } = await build({
    entryPoints: [join(lowered, 'src/index.js')],
    write: false,
    bundle: true,
    minify: true,
    format: 'cjs',
    target: 'es5',
    charset: 'utf8',
    define: { SDK_VERSION: JSON.stringify(version) },
    logLevel: 'warning',
  });
  const { code } = await minify(outputFiles[0].text, {
    ecma: 5,
    toplevel: true,
    compress: { ecma: 5, passes: 3, unsafe: true, pure_getters: true },
    format: { ecma: 5, preamble: `/* wecom-share ${version} */` },
  });
  for (const place of places) {
    put(place, 'index.js', Buffer.from(code));
    for (const types of ['index.d.ts', 'wx-qy.d.ts']) put(place, types, readFileSync(join(here, 'types', types)));
  }
} finally {
  rmSync(lowered, { recursive: true, force: true });
}

/** A file that did not change keeps its time, so that nothing is built again because of it. */
function put(folder, name, contents) {
  const file = join(folder, name);
  if (existsSync(file) && readFileSync(file).equals(contents)) return;
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, contents);
}
