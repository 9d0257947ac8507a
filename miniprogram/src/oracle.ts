/** The rules as `test/oracle.mjs` and the vectors ask them. Not in the package. */
import { explain } from './explain';
import { check } from './check';
import { convert } from './page';
import { plan } from './plan';
import { read } from './read';
import { CHANNELS, COUNTED } from './rules.generated';
import { isIn } from './text';
import { cause, remark } from './words';

declare const module: { exports: any };
const counts = (api: string): boolean => isIn(COUNTED, api);
module.exports = { CHANNELS, cause, check, convert, counts, explain, plan, read, remark };
