// Builds dist/index.js: TypeScript lowers to ES5, esbuild puts the modules into one file and makes it small.
// The result also goes where the devtools' "build npm" would put it in the example.
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const here = dirname(fileURLToPath(import.meta.url));
const { version } = JSON.parse(readFileSync(join(here, 'package.json'), 'utf8'));
const tsc = createRequire(import.meta.url).resolve('typescript/bin/tsc');
const lowered = mkdtempSync(join(tmpdir(), 'wecom-share-sdk-'));
const dist = join(here, 'dist');

try {
  execFileSync(process.execPath, [tsc, '-p', here, '--outDir', lowered], { stdio: 'inherit' });
  mkdirSync(dist, { recursive: true });
  await build({
    entryPoints: [join(lowered, 'src/index.js')],
    outfile: join(dist, 'index.js'),
    bundle: true,
    minify: true,
    format: 'cjs',
    target: 'es5',
    charset: 'utf8',
    define: { SDK_VERSION: JSON.stringify(version) },
    banner: { js: `/* wecom-share ${version} */` },
    logLevel: 'warning',
  });
  cpSync(join(here, 'types/index.d.ts'), join(dist, 'index.d.ts'));
} finally {
  rmSync(lowered, { recursive: true, force: true });
}

const example = join(here, '../examples/miniprogram');
const npm = join(example, 'miniprogram_npm/wecom-share');
rmSync(npm, { recursive: true, force: true });
cpSync(dist, npm, { recursive: true });
