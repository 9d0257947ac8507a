'use strict';
// The vectors beside the rule book (rules/vectors), with what they write short written out.

const { readFileSync } = require('node:fs');
const { join } = require('node:path');

function vectors(name) {
  return expand(JSON.parse(readFileSync(join(__dirname, '../../rules/vectors', name + '.json'), 'utf8')).cases);
}

/** `{"$repeat": "花", "times": 3, "after": "…", "before": "…"}`: see rules/vectors/README.md. */
function expand(value) {
  if (Array.isArray(value)) return value.map(expand);
  if (!value || typeof value !== 'object') return value;
  if ('$repeat' in value) {
    const piece = expand(value.$repeat);
    if (Array.isArray(piece)) return Array.from({ length: value.times }, () => piece).flat();
    return (value.after ?? '') + piece.repeat(value.times) + (value.before ?? '');
  }
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, expand(inner)]));
}

module.exports = { vectors };
