/**
 * What the core can say, read from its Rust sources: every text in them that more than one word makes one, and those of a
 * single word that are put into others. What nobody sees on the page is told apart in `unseen.ts`.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** A text in a source. */
export interface Text {
  file: string;
  text: string;
  /** The code before it, in which other texts are `""`. */
  before: string;
}

const root = fileURLToPath(new URL('../../', import.meta.url));
/** The program for the terminal is no page, what measures and what tests does not run there, and keys are judged in codes. */
const OTHERS = ['bench', 'cli', 'pki', 'testkit'];
/** Kinds of credential speak in codes too, and in names of products and algorithms that are the same in every language. */
const KINDS =
  /^crates\/credential\/src\/(api_key|bank_account|card|certificate|connection(?!\/reach)|dotenv|ssh_key|wifi|password_rules)\b/;
/** The rules of compliance and their reports speak every language themselves. */
const RULES = /^crates\/compliance\/src\/(?!policy)/;
const TESTS = /(^|\/)(tests\/\w+|tests|conformance|vectors|seeded|sample|statistics)\.rs$/;
/** A comment, a text as it is (with its hashes), a text (with its `b`), or a character. */
const TOKEN =
  /\/\/[^\n]*|\/\*[\s\S]*?\*\/|\bb?r(#*)"([\s\S]*?)"\1|(b?)"((?:[^"\\]|\\[\s\S])*)"|b?'(?:[^'\\]|\\(?:u\{\w+\}|x\w\w|.))'/g;
const TEST_MODULE = /#\[cfg\(test\)\] mod \w+ \{/;
/** Before a text of one word that goes into another. */
const PUT_IN = /(?:damaged|too_large|missing|need|word)\((?:\w+, )? ?$|(?:what|product): $/;

function unescape(text: string): string {
  const plain: Record<string, string> = { n: '\n', t: '\t', r: '\r', '0': '\0' };
  return text.replace(/\\(?:\n\s*|u\{(\w+)\}|([\s\S]))/g, (_, code?: string, letter?: string) =>
    code ? String.fromCodePoint(Number.parseInt(code, 16)) : letter ? (plain[letter] ?? letter) : '',
  );
}

/** The texts of one source, without those of its tests. */
export function textsOf(file: string, source: string): Text[] {
  const found: string[] = [];
  const marked = source.replace(TOKEN, (token, _hashes, raw?: string, bytes?: string, text?: string) => {
    if (bytes || (raw === undefined && text === undefined)) return token.startsWith('/') ? ' ' : "''";
    return `"${found.push(raw ?? unescape(text ?? '')) - 1}"`;
  });
  const [code = ''] = marked.replace(/\s+/g, ' ').split(TEST_MODULE);
  return [...code.matchAll(/"(\d+)"/g)].flatMap((match) => {
    const text = found[Number(match[1])] ?? '';
    const before = code.slice(Math.max(0, match.index - 200), match.index).replace(/"\d+"/g, '""');
    const counts = /[a-z]/i.test(text) && (/\S\s+\S/.test(text) || PUT_IN.test(before));
    return counts ? [{ file, text, before }] : [];
  });
}

function sources(): string[] {
  const crates = readdirSync(`${root}crates`).filter((name) => !OTHERS.includes(name));
  return [...crates.map((name) => `crates/${name}/src`), 'src-tauri/src'].flatMap((folder) =>
    readdirSync(root + folder, { recursive: true, encoding: 'utf8' })
      .map((file) => `${folder}/${file.replaceAll('\\', '/')}`)
      .filter((file) => file.endsWith('.rs') && !TESTS.test(file) && !KINDS.test(file) && !RULES.test(file)),
  );
}

/** All of them. */
export function coreTexts(): Text[] {
  return sources().flatMap((file) => textsOf(file, readFileSync(root + file, 'utf8')));
}

/** The names that Rust's `{class:?}` writes for what a record can be. */
export function recordClasses(): string[] {
  const source = readFileSync(`${root}crates/storage/src/record.rs`, 'utf8');
  const body = /pub enum Class \{([^}]*)\}/.exec(source)?.[1] ?? '';
  return [...body.matchAll(/^\s*(\w+) = \d+,$/gm)].map(([, name = '']) => name);
}

/** Values are told by their names alone: `{class:?}` is `{class}`. */
const plain = (text: string) => text.replace(/\{(\w*):[^{}]*\}/g, '{$1}');
const isWords = (text: string) => /[a-z]/i.test(text.replace(/\{\w*\}/g, ''));

/** A warning, and what is put into another text, comes whole; an error in two halves: what failed, and what to do. */
const WHOLE = [
  /warning\( ?"", (?:&format!\( ?)?$/,
  /Warning::\w+(?: \{ \w+ \})? => (?:\{ )?(?:format!\( ?)?$/,
  /(?:damaged|failed)\( ?(?:format!\( ?)?$/,
  /instead: $/,
];

/** What can be wrong with a record: the ends of sentences that begin with its class and its id. */
export function isFault({ file, before }: Text): boolean {
  return file === 'crates/vault/src/error.rs' && /Self::\w+ => $/.test(before);
}

/** What the page may be given to look up for that text. `faults` are what a `{fault}` in it can be. */
export function templatesOf({ text, before }: Text, faults: readonly string[]): string[] {
  const said = plain(text);
  if (said.includes('{fault}'))
    return faults.flatMap((fault) =>
      templatesOf({ file: '', text: said.replace('{fault}', fault), before }, []),
    );
  if (/file_error\($/.test(before)) return [`${said} could not be read or written ({})`];
  const end = WHOLE.some((context) => context.test(before)) ? -1 : said.indexOf(': ');
  const halves = end < 0 ? [said] : [said.slice(0, end), said.slice(end + 2)];
  return halves.filter(isWords);
}
