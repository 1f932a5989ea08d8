/**
 * Writes crates/credential/data/site-rules.txt from quirks/password-rules.json of Apple's password-manager-resources:
 * `node scripts/site-rules.mjs path/to/password-rules.json`, with `--check` to see only whether it is fresh.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ROOT, fail } from './run.mjs';

/** The list that is built in. */
export const LIST = join(ROOT, 'crates', 'credential', 'data', 'site-rules.txt');

const HEAD = `# What sites demand of a password: rules, a tab, and the domains that have them. Written by scripts/site-rules.mjs.
# Facts from github.com/apple/password-manager-resources, copyright Apple Inc., MIT licence: see README.md.
`;

/** Rules without what does not matter: white space outside of brackets, and a semicolon at the end. */
function compact(rules) {
  const outside = /(\[[^\]]*\]\]?)|\s+/g;
  return rules.replace(outside, (_, inBrackets) => inBrackets ?? '').replace(/;$/, '');
}

/** The list, from the text of Apple's file: domains with the same rules share a line, and everything is in order. */
export function siteRules(json) {
  const domains = new Map();
  for (const [domain, { 'password-rules': rules }] of Object.entries(JSON.parse(json))) {
    const key = compact(rules);
    if (/[\t\n]/.test(key) || !/^[a-z0-9.-]+$/.test(domain)) throw new Error(`cannot be written: ${domain}`);
    domains.set(key, [...(domains.get(key) ?? []), domain]);
  }
  const lines = [...domains].map(([rules, names]) => `${rules}\t${names.sort().join(' ')}\n`);
  return HEAD + lines.sort().join('');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [source, check] = process.argv.slice(2);
  if (!source) fail('name the file password-rules.json to read');
  const list = siteRules(readFileSync(source, 'utf8'));
  if (check !== '--check') writeFileSync(LIST, list);
  else if (readFileSync(LIST, 'utf8') !== list) fail('site-rules.txt is stale: run this without --check');
}
