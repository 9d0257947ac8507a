// Answers questions about the rules as the SDK does: one JSON question a line on stdin, one JSON answer a line on stdout.
// The questions and answers are those of `cargo run -p wecom-share-rules --example oracle`, so that the two can be
// compared line by line. Keys of answers are in alphabetical order.
//
//   $ echo '{"path":{"page":"pages/a?x=1","channel":"share-card"}}' | node miniprogram/test/oracle.mjs
//   {"path":"/pages/a.html?x=1"}
//
// What a phone does not know is answered with `{"not_on_a_phone": why}`: see `outside` below.
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import { rules } from './rules.mjs';

/** Why the SDK has no answer of its own to a question; null when it has one. */
export function outside(kind, asked) {
  if (kind === 'quota') return 'quota';
  if (kind === 'draft' && typeof asked.text === 'string') {
    try {
      // A number that no computer holds is nothing that anybody can read.
      JSON.parse(asked.text, (_, value) => {
        if (typeof value === 'number' && !isFinite(value)) throw new RangeError();
        return value;
      });
    } catch {
      return 'json';
    }
  }
  if (kind === 'error') return (asked.runtime ?? 'mp') !== 'mp' ? 'runtime' : beyondClient(asked.raw);
  if (kind === 'route') {
    const { facts } = asked;
    if (facts.token != null) return 'token';
    if (facts.uses?.length) return 'quota';
    if (Object.values(facts.rights ?? {}).includes(false)) return 'rights';
  }
  return null;
}

/** Numbers are the server's, and log lines are for people: neither is what a client answers to a call. */
function beyondClient(raw) {
  if (typeof raw === 'number') return 'number';
  if (typeof raw === 'string') return /\d{5}|errcode|query\?e=|^\s*[-+]?\d/.test(raw) ? 'number' : /\{/.test(raw) ? 'log' : null;
  if (!raw || typeof raw !== 'object' || Array.isArray(raw)) return null;
  if (raw.errcode !== undefined && !/^\s*[-+]?0*\s*$/.test(typeof raw.errcode === 'object' ? 'x' : raw.errcode)) return 'number';
  const texts = ['errMsg', 'err_msg', 'errmsg', 'fail_reason'];
  const message = texts.map((key) => raw[key]).find((text) => typeof text === 'string' && text);
  if (message === undefined && Object.keys(raw).some((key) => !texts.includes(key) && !/^err_?code$/i.test(key))) return 'log';
  return message !== undefined && /\d{5}/.test(message) ? 'number' : null;
}

/** What the rules of `rules.mjs` answer to a question. */
export function answerer(sdk) {
  const answers = answersOf(sdk);
  return (question) => {
    const [kind, asked] = Object.entries(question)[0];
    const why = outside(kind, asked);
    return why ? { not_on_a_phone: why } : answers[kind](asked);
  };
}

const places = (faults) => faults.map(({ code, place }) => ({ code, place }));
const routes = (list) => list.map(({ api, code }) => ({ api, code }));

const answersOf = (sdk) => ({
  path({ page, channel, suffix, pages }) {
    if (!Object.hasOwn(sdk.CHANNELS, channel)) return { unknown_channel: channel };
    const { path, faults } = sdk.convert(page, channel, suffix, pages);
    return faults.length ? { faults: faults.map((code) => sdk.remark(code).code) } : { path };
  },
  draft({ draft, text, context }) {
    const value = typeof text === 'string' ? JSON.parse(text) : (draft ?? null);
    const [, faults] = sdk.read(value, context ?? {});
    return { faults: places(faults) };
  },
  error({ api, raw }) {
    return sdk.explain(api ?? '', raw);
  },
  route({ draft, facts }) {
    const [read, faults] = sdk.read(draft, facts);
    if (faults.length) return { refusal: { code: 'draft_invalid', faults: places(faults) } };
    const made = sdk.plan(read, facts);
    const passed_over = routes(made.route.passed_over);
    if (!made.call) return { refusal: { code: 'client_not_supported', passed_over } };
    return {
      call: made.call,
      reason: made.route.reason.code,
      passed_over,
      planned: made.receivers.planned,
      skipped: made.receivers.skipped,
      notes: made.notes.map((note) => note.code),
      counts: sdk.counts(made.call.api),
    };
  },
});

/** Keys in the order in which Rust writes them. */
export function canonical(value) {
  if (Array.isArray(value)) return value.map(canonical);
  if (!value || typeof value !== 'object') return value;
  const sorted = {};
  for (const key of Object.keys(value).sort()) sorted[key] = canonical(value[key]);
  return sorted;
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const answer = answerer(await rules());
  for await (const line of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
    let said;
    try {
      said = canonical(answer(JSON.parse(line)));
    } catch (error) {
      said = { not_a_question: String(error.message) };
    }
    process.stdout.write(JSON.stringify(said) + '\n');
  }
}
