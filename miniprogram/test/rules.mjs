// The SDK's rules by themselves, built as the SDK is.
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import vm from 'node:vm';
import { build } from 'esbuild';

const here = dirname(fileURLToPath(import.meta.url));

/** `changed` replaces texts of the sources, each of which must be there: for tests that want a wrong rule. */
export async function rules(changed = []) {
  const left = new Set(changed);
  const change = ({ path }) => {
    let contents = readFileSync(path, 'utf8');
    for (const pair of changed) {
      if (!contents.includes(pair[0])) continue;
      contents = contents.replace(pair[0], pair[1]);
      left.delete(pair);
    }
    return { contents, loader: 'ts' };
  };
  const { outputFiles } = await build({
    plugins: [{ name: 'changed', setup: (building) => void building.onLoad({ filter: /src.*\.ts$/ }, change) }],
    entryPoints: [join(here, '../src/oracle.ts')],
    write: false,
    bundle: true,
    format: 'cjs',
    target: 'es2017',
    charset: 'utf8',
  });
  if (left.size) throw new Error(`nowhere in the sources: ${[...left].join(', ')}`);
  const module = { exports: {} };
  vm.compileFunction(outputFiles[0].text, ['module', 'exports'])(module, module.exports);
  return module.exports;
}
