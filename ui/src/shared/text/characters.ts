export type CharacterClass = 'letter' | 'digit' | 'symbol';

export interface Run {
  class: CharacterClass;
  text: string;
}

/** How a character of a secret is coloured. */
export function classOf(character: string): CharacterClass {
  if (/\p{Nd}/u.test(character)) return 'digit';
  return /[\p{L}\p{M}]/u.test(character) ? 'letter' : 'symbol';
}

/** The characters as people count them, so that a flag or an accented letter is not torn. */
export function characters(text: string): string[] {
  return Array.from(
    new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(text),
    (part) => part.segment,
  );
}

/** Neighbours of one class together, so that a long secret is few elements. */
export function runs(text: string): Run[] {
  const all: Run[] = [];
  for (const character of text) {
    const of = classOf(character);
    const last = all.at(-1);
    if (last?.class === of) last.text += character;
    else all.push({ class: of, text: character });
  }
  return all;
}
