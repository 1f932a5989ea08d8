/**
 * What the core says, in the page's language. The core's English text is its own key, with its values as `{name}` or `{}`,
 * as the Rust sources write it. Nothing is ever lost by this: a text that nobody knows is shown as it is.
 */
import { said as de } from './de/said';
import { language } from './i18n.svelte';

/** English texts, and what they are in another language. */
export type Templates = Readonly<Record<string, string>>;

/** A place for a value; one without a name is called by its number among those. */
export const VALUE = /\{(\w*)\}/g;
/** Longer texts are none of the core's own. */
const MOST = 2000;
/** How deep a text may lie in others. */
const DEPTH = 3;
/** Values that are no words of the core, whatever they look like. */
const FOREIGN = ['path'];

/** A text in which values stand: what is between them, and their names. */
interface Form {
  literals: string[];
  names: string[];
}

interface Template {
  english: Form;
  translated: Form;
  pattern: RegExp;
  /** How much of it is no value. */
  weight: number;
}

/** Takes a text apart. */
function formOf(text: string): Form {
  const parts = text.split(VALUE);
  let count = 0;
  const names = parts.filter((_, at) => at % 2 === 1).map((name) => name || String(count++));
  return { literals: parts.filter((_, at) => at % 2 === 0), names };
}

function templateOf([text, translation]: [string, string]): Template {
  const english = formOf(text);
  const literals = english.literals.map((literal) => literal.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return {
    english,
    translated: formOf(translation),
    pattern: new RegExp(`^${literals.join('([\\s\\S]+?)')}$`),
    weight: english.literals.join('').length,
  };
}

/** The values of a text that fits. The ends are compared first, so that no text keeps the pattern busy in vain. */
function match({ english, pattern }: Template, text: string): string[] | undefined {
  const { literals } = english;
  if (!text.startsWith(literals[0] ?? '') || !text.endsWith(literals.at(-1) ?? '')) return undefined;
  return pattern.exec(text)?.slice(1);
}

/** Makes what looks a text up among the templates: as it stands first, then by the one with the least in values. */
export function translator(templates: Templates): (text: string) => string {
  const entries = Object.entries(templates);
  const whole = new Map(entries);
  const compiled = entries
    .map(templateOf)
    .filter(({ english }) => english.names.length > 0)
    .sort((a, b) => b.weight - a.weight);

  function fill({ english, translated }: Template, values: string[], depth: number): string {
    const value = (name = '') => {
      const found = values[english.names.indexOf(name)] ?? '';
      return FOREIGN.includes(name) ? found : (find(found, depth + 1) ?? found);
    };
    const { literals, names } = translated;
    return literals.map((literal, at) => literal + (at < names.length ? value(names[at]) : '')).join('');
  }

  /** Two texts that stand as one, "what failed: what to do", where both are known. */
  function joined(text: string, depth: number): string | undefined {
    const at = text.indexOf(': ');
    if (at < 0) return undefined;
    const first = find(text.slice(0, at), depth + 1);
    const second = first === undefined ? undefined : find(text.slice(at + 2), depth + 1);
    return second === undefined ? undefined : `${first}: ${second}`;
  }

  function find(text: string, depth: number): string | undefined {
    if (depth > DEPTH) return undefined;
    const known = whole.get(text);
    if (known !== undefined) return known;
    for (const template of compiled) {
      const values = match(template, text);
      if (values) return fill(template, values, depth);
    }
    return joined(text, depth);
  }

  return (text) => (text.length > MOST ? text : (find(text, 0) ?? text));
}

const german = translator(de);

/** The words of the core in the page's language. */
export function said(text: string): string {
  return language() === 'de' ? german(text) : text;
}
