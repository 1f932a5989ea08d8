/** What a fuzz target begins with: samples of the project, what the program makes itself, and the words of the parser's source. */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { ROOT, ask } from './run.mjs';
import { TARGETS } from './fuzz-targets.mjs';

/** Samples beside the project, where there are any. */
const OUTER = join(ROOT, '..', 'shared', 'corpus');
const MOST_OUTER = 400;
const MOST_WORDS = 400;

/** Writes the seeds of a target into its corpus and returns the path of its dictionary, if it has one. */
export function seed(name, corpus, dictionaries, program) {
  mkdirSync(corpus, { recursive: true });
  mkdirSync(dictionaries, { recursive: true });
  ask(program, [], { env: { ...process.env, STRONGROOM_FUZZ: name, STRONGROOM_SEEDS: corpus } });
  const { length } = TARGETS[name];
  for (const bytes of seeds(name))
    if (bytes.length <= length) {
      const digest = createHash('sha1').update(bytes).digest('hex');
      writeFileSync(join(corpus, digest), bytes);
    }
  const dictionary = join(dictionaries, `${name}.dict`);
  const found = words(name);
  writeFileSync(dictionary, found.map((word) => `"${escaped(word)}"\n`).join(''));
  // The fuzzer takes no empty one.
  return found.length > 0 ? dictionary : null;
}

function* seeds(name) {
  const { outer, samples = [], as = 'text', seedsOf, openssl } = TARGETS[name];
  yield* written(name);
  for (const sample of samples) yield readFileSync(join(ROOT, sample));
  if (seedsOf === 'texts') for (const other of Object.keys(TARGETS)) yield* written(other);
  if (seedsOf === 'files') {
    for (const other of ['csv', 'keepass_xml'])
      for (const bytes of written(other)) yield bytes.subarray(other === 'csv' ? 1 : 0);
    yield readFileSync(join(ROOT, 'tests/samples/bitwarden.json'));
  }
  if (as === 'payload') for (const xml of written('keepass_xml')) yield payload(xml);
  if (name === 'kdbx_blocks') yield* [block('hello'), gzipSync('hello '.repeat(50))];
  if (openssl) yield* keyStores();
  if (outer && existsSync(OUTER)) {
    const found = listed(OUTER).filter((path) => outer.test(path));
    for (const path of found.slice(0, MOST_OUTER)) yield* OUTER_AS[as](readFileSync(join(OUTER, path)));
  }
}

/** The samples of `fuzz/seeds`, between lines of `%%`. */
function written(name) {
  const path = join(ROOT, 'fuzz', 'seeds', `${name}.txt`);
  if (!existsSync(path)) return [];
  return readFileSync(path, 'utf8')
    .split('\n%%\n')
    .map((text) => Buffer.from(text.replace(/\n$/, '')));
}

const OUTER_AS = {
  *text(bytes) {
    // A list of rules has many samples in it.
    const rules = [...bytes.toString().matchAll(/"password-rules": "((?:[^"\\]|\\.)*)"/g)];
    if (rules.length > 0) yield* rules.map(([, rule]) => Buffer.from(JSON.parse(`"${rule}"`)));
    else yield bytes;
  },
  *pem(bytes) {
    for (const { label, content } of blocks(bytes.toString()))
      if (label === 'OPENSSH PRIVATE KEY') yield content;
  },
  *ppk(bytes) {
    yield Buffer.from(bytes.toString().replace(/^PuTTY-User-Key-File-/, ''));
  },
  *blob(bytes) {
    yield Buffer.from(bytes.toString().split(' ')[1] ?? '', 'base64');
  },
  *certificates(bytes) {
    const all = blocks(bytes.toString().replaceAll('\\n', '\n'));
    yield* all.filter((_, index) => index % 5 === 0).map(({ content }) => content);
  },
  *chains(bytes) {
    const cases = JSON.parse(bytes.toString()).testcases ?? [];
    for (const { peer_certificate, untrusted_intermediates, trusted_certs } of cases.slice(0, MOST_OUTER)) {
      const pems = [peer_certificate, ...untrusted_intermediates, ...trusted_certs];
      yield Buffer.concat(pems.flatMap((pem) => blocks(pem).map(({ content }) => content)));
    }
  },
};

function blocks(text) {
  const found = text.matchAll(/-----BEGIN ([A-Z0-9 ]+)-----\s([A-Za-z0-9+/=\s]+)-----END/g);
  return [...found].map(([, label, base64]) => ({ label, content: Buffer.from(base64, 'base64') }));
}

/** What OpenSSL makes, where it is there, at the least cost. */
function* keyStores() {
  const folder = join(ROOT, 'target', 'fuzz', 'openssl');
  mkdirSync(folder, { recursive: true });
  const openssl = (words) => ask('openssl', words.split(' '), { cwd: folder }).ok;
  if (!openssl('req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout k -out c -subj /CN=a'))
    return;
  for (const how of [
    '',
    ' -nomac -certpbe NONE -keypbe NONE',
    ' -keypbe PBE-SHA1-3DES -certpbe PBE-SHA1-3DES',
  ])
    if (openssl(`pkcs12 -export -in c -inkey k -passout pass:x -iter 1 -name n${how} -out s`))
      yield readFileSync(join(folder, 's'));
  rmSync(folder, { recursive: true });
}

/** KDBX 4's inner header before a document. */
function payload(xml) {
  const field = (id, value) => Buffer.concat([Buffer.from([id]), word(value.length), value]);
  const stream = Buffer.from([0, 0, 0, 0]);
  const fields = [
    field(1, stream),
    field(2, Buffer.alloc(32)),
    field(3, Buffer.from('\0hello')),
    field(0, Buffer.alloc(0)),
  ];
  return Buffer.concat([...fields, xml]);
}

/** One block of KDBX 3.1 and the empty one behind it. */
function block(text) {
  const data = Buffer.from(text);
  const hash = createHash('sha256').update(data).digest();
  return Buffer.concat([word(0), hash, word(data.length), data, word(1), Buffer.alloc(32), word(0)]);
}

function word(number) {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(number);
  return bytes;
}

/** The texts that the parser's own source names: prefixes, keywords, columns. */
function words(name) {
  const found = new Set();
  for (const source of TARGETS[name].sources)
    for (const path of sourcesIn(join(ROOT, 'crates', source)))
      for (const [, text] of readFileSync(path, 'utf8').matchAll(
        /(?<!\/\/.*)b?"((?:[^"\\\n]|\\[\\"nrt0])+)"/g,
      ))
        if (text.length >= 2 && text.length <= 40 && !/[{}]|^[a-z ]* [a-z ]* [a-z ]*/.test(text))
          found.add(unescaped(text));
  return [...found].slice(0, MOST_WORDS);
}

export function sourcesIn(path) {
  if (statSync(path).isFile()) return [path];
  const found = readdirSync(path).flatMap((name) => sourcesIn(join(path, name)));
  return found.filter((one) => one.endsWith('.rs') && !/tests?(\.rs|\/)|fuzzing\.rs/.test(one));
}

const unescaped = (text) =>
  text.replace(/\\(.)/g, (_, escape) => ({ n: '\n', r: '\r', t: '\t', 0: '\0' })[escape] ?? escape);

const escaped = (text) =>
  [...Buffer.from(text)]
    .map((byte) => {
      const plain = byte >= 0x20 && byte < 0x7f && byte !== 0x22 && byte !== 0x5c;
      return plain ? String.fromCharCode(byte) : `\\x${byte.toString(16).padStart(2, '0')}`;
    })
    .join('');

function listed(folder, inside = '') {
  return readdirSync(join(folder, inside), { withFileTypes: true }).flatMap((entry) => {
    const path = inside ? `${inside}/${entry.name}` : entry.name;
    return entry.isDirectory() ? listed(folder, path) : [path];
  });
}
