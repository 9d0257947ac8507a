// The SDK's rules by themselves, built as the SDK is.
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import vm from 'node:vm';
import { build } from 'esbuild';

const here = dirname(fileURLToPath(import.meta.url));

export async function rules() {
  const { outputFiles } = await build({
    entryPoints: [join(here, '../src/oracle.ts')],
    write: false,
    bundle: true,
    format: 'cjs',
    target: 'es2017',
    charset: 'utf8',
  });
  const module = { exports: {} };
  vm.compileFunction(outputFiles[0].text, ['module', 'exports'])(module, module.exports);
  return module.exports;
}
