/** Was der Kern sagt: seine englischen Texte, und wie sie auf Deutsch lauten. Gelesen werden sie von `said.ts`. */
import { breach } from './breach';
import { compliance } from './compliance';
import { damage } from './damage';
import { exports } from './export';
import { imports } from './import';
import { importParts } from './import-parts';
import { live } from './live';
import { make } from './make';
import { qr } from './qr';
import { session } from './session';
import { system } from './system';
import { tables } from './tables';
import { tools } from './tools';
import { types } from './types';
import { vault } from './vault';

/** Die Texte nach Gebieten. */
export const areas = {
  session,
  vault,
  damage,
  imports,
  exports,
  importParts,
  tools,
  live,
  system,
  breach,
  types,
  compliance,
  qr,
  make,
  tables,
};

export const said: Readonly<Record<string, string>> = {
  ...session,
  ...vault,
  ...damage,
  ...imports,
  ...exports,
  ...importParts,
  ...tools,
  ...live,
  ...system,
  ...breach,
  ...types,
  ...compliance,
  ...qr,
  ...make,
  ...tables,
};
