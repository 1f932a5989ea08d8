import { beforeAll, describe, expect, test, vi } from 'vitest';
import { areas, said as german } from '../src/shared/i18n/de/said';
import { coreTexts, isFault, recordClasses, templatesOf, textsOf } from './core-texts';
import { isUnseen, staleUnseen } from './unseen';

const page = { language: 'de-DE' };
let translator: typeof import('../src/shared/i18n/said').translator;
let said: typeof import('../src/shared/i18n/said').said;
let speak: typeof import('../src/shared/i18n/i18n.svelte').speak;
beforeAll(async () => {
  vi.stubGlobal('navigator', page);
  vi.stubGlobal('document', { documentElement: {} });
  ({ translator, said } = await import('../src/shared/i18n/said'));
  ({ speak } = await import('../src/shared/i18n/i18n.svelte'));
});

const texts = coreTexts();
const faults = texts.filter(isFault).map(({ text }) => text);
const shown = texts.filter((text) => !isUnseen(text) && !isFault(text));
/** Everything that has to be in the catalogue. */
const needed = new Set([...shown.flatMap((text) => templatesOf(text, faults)), ...recordClasses()]);
const untranslated = (templates: object) => [...needed].filter((text) => !(text in templates));

const values = (text: string) => [...text.matchAll(/\{(\w*)\}/g)].map(([, name = '']) => name);
const filled = (text: string, value: (name: string) => string) => {
  let count = 0;
  return text.replace(/\{(\w*)\}/g, (_, name: string) => value(name || String(count++)));
};

describe('the texts of the core', () => {
  test('are found wherever the sources write one', () => {
    const kinds = [
      'opening the vault was interrupted', // an error's own text
      'the vault is locked', // told by the api
      'no file is named', // an invalid request
      'check the path, its permissions and the room on the disk', // a hint in place
      'the password was wrong {} times', // put together
      'this is an older state of the vault than the one last seen here, as you confirmed', // a warning
      'if you restored it on purpose, confirm that; if not, look for the newer file', // over two lines
      'a quotation mark is missing somewhere: the file may be cut short, look at the last rows', // of an import
      'the file names an attachment that it does not have', // a reason
      'levels of folders', // what there is too much of
      'columns', // the same, in one word
      '{class} {id} is missing', // a problem
      'Folder', // a class in it
    ];
    expect(kinds.filter((text) => !needed.has(text))).toEqual([]);
  });

  test('are joined over lines, and taken from neither comments nor tests', () => {
    const source = String.raw`
      // "in a comment"
      fn open<'a>(quote: char) -> Told<'a> { told(if quote == '"' { "one \
          text, \"quoted\"" } else { r#"an "other" one"# }) }
      #[cfg(test)] mod tests { fn it() { told("in a test") } }`;
    expect(textsOf('', source).map(({ text }) => text)).toEqual(['one text, "quoted"', 'an "other" one']);
  });

  test('are all there in German', () => {
    expect(untranslated(german)).toEqual([]);
  });

  test('are missed when one is not', () => {
    const one = 'wait {wait_seconds} s';
    const others = Object.fromEntries(Object.entries(german).filter(([text]) => text !== one));
    expect(untranslated(others)).toEqual([one]);
  });

  test('that never reach the page are still there to be told apart', () => {
    expect(staleUnseen(texts)).toEqual([]);
  });
});

describe('the German texts', () => {
  test('stand for what the core still says, for a case of it, or for what the system says', () => {
    const find = translator(Object.fromEntries([...needed].map((text) => [text, `${text}!`])));
    const stale = Object.keys(german).filter(
      (text) => !needed.has(text) && find(text) === text && !(text in areas.system),
    );
    expect(stale).toEqual([]);
  });

  test('have the values of the English ones, all of them and no others', () => {
    const different = Object.entries(german).filter(
      ([text, translation]) => `${values(text).sort()}` !== `${values(translation).sort()}`,
    );
    expect(different).toEqual([]);
  });

  test('are each in one place', () => {
    const all = Object.values(areas).flatMap((area) => Object.keys(area));
    expect(all.filter((text, at) => all.indexOf(text) !== at)).toEqual([]);
  });

  test('are found by their English ones, whatever the values', () => {
    const find = translator(german);
    const value = (name: string) => `‹${name}›`;
    const other = Object.entries(german).filter(
      ([text, translation]) => find(filled(text, value)) !== filled(translation, value),
    );
    expect(other).toEqual([]);
  });
});

describe('a text of the core', () => {
  const find = (text: string) => translator(german)(text);

  test('is said in German with its values', () => {
    expect(find('the password was wrong 3 times')).toBe('das Passwort war 3-mal falsch');
    expect(find('/a/b.csv could not be read (permission denied)')).toBe(
      '/a/b.csv konnte nicht gelesen werden (Zugriff verweigert)',
    );
    expect(find('the schema has 4 objects instead of 3')).toBe('das Schema hat 4 Objekte statt 3');
  });

  test('is translated where it stands in another', () => {
    expect(find('the backup is not sound (Item 00ff is missing)')).toBe(
      'die Sicherung ist nicht in Ordnung (Eintrag 00ff fehlt)',
    );
    expect(find('export it into a new one: back the vault up and restore it')).toBe(
      'übertrage ihn in einen neuen: sichere den Tresor und stelle ihn wieder her',
    );
    expect(
      find(
        'no device secret was kept, so the master password alone opens the vault: the system keyring failed',
      ),
    ).toMatch(/^es wurde kein Gerätegeheimnis .*: der Schlüsselbund des Systems hat versagt$/);
  });

  test('takes the case that has words of its own', () => {
    expect(find('there is no such version')).toBe('diese Fassung gibt es nicht');
    expect(find('the vault is damaged in 1 places (x): verify it, and restore it from a backup')).toMatch(
      /an einer Stelle/,
    );
  });

  test('that nobody knows stays as it is', () => {
    for (const text of ['', 'what is this', 'what is this: try again', 'permission granted'])
      expect(find(text)).toBe(text);
  });
});

describe('looking a text up', () => {
  test('takes the exact text first, then the template that says most', () => {
    const find = translator({ 'no {what}': '1 {what}', 'no {what} here': '2 {what}', 'no cat here': '3' });
    expect(['no cat here', 'no dog here', 'no dog'].map(find)).toEqual(['3', '2 dog', '1 dog']);
  });

  test('puts values in as they are, in the order of the other language', () => {
    const find = translator({ '{a} of {b}': '{b}: {a}', '{} and {}': '{} und {}' });
    expect(find('$& of {a}')).toBe('{a}: $&');
    expect(find('x\ny and z.*')).toBe('x\ny und z.*');
  });

  test('leaves a path alone, even one that reads like a text', () => {
    expect(translator({ 'no {path}': 'kein {path}', table: 'Tabelle' })('no table')).toBe('kein table');
  });

  test('goes three texts deep and no further', () => {
    const find = translator({ 'a({x})': 'A({x})', b: 'B' });
    expect(find('a(a(a(b)))')).toBe('A(A(A(B)))');
    expect(find('a(a(a(a(b))))')).toBe('A(A(A(A(b))))');
  });

  test('takes no longer for what is long or made to keep it busy', () => {
    const find = translator(german);
    const long = `${'x'.repeat(1990)} is missing`;
    expect(find(long)).toBe(long);
    const start = performance.now();
    for (const piece of [' ', ': ', ' could not be read (', 'the schema has ', ' is missing', ' has ', '(']) {
      const text = piece.repeat(2000 / piece.length);
      find(text);
      find(`${text.slice(0, 1980)} is missing`);
    }
    expect(performance.now() - start).toBeLessThan(2000);
  });
});

test('the page says it in its own language', () => {
  speak('de');
  expect(said('the vault is locked')).toBe('der Tresor ist gesperrt');
  speak('en');
  expect(said('the vault is locked')).toBe('the vault is locked');
});
