/** The rules as `test/oracle.mjs` and the vectors ask them. Not in the package. */
import { read } from './draft';
import { explain } from './explain';
import { convert } from './page';
import { plan } from './plan';
import { CHANNELS, COUNTED } from './rules.generated';
import { isIn } from './text';
import { cause, remark } from './words';

declare const module: { exports: any };
const counts = (api: string): boolean => isIn(COUNTED, api);
module.exports = { CHANNELS, cause, convert, counts, explain, plan, read, remark };
