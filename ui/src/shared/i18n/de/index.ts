import type { Key } from '../en';
import type { Message } from '../message';
import { activity } from './activity';
import { attachments } from './attachments';
import { calendar } from './calendar';
import { breach } from './breach';
import { chain } from './chain';
import { compliance } from './compliance';
import { exports } from './export';
import { facts } from './facts';
import { findings } from './findings';
import { findingsElsewhere } from './findings-elsewhere';
import { generator } from './generator';
import { health } from './health';
import { item } from './item';
import { live } from './live';
import { make } from './make';
import { merging } from './merging';
import { names } from './names';
import { session } from './session';
import { shared } from './shared';
import { strength } from './strength';
import { table } from './table';
import { tools } from './tools';
import { transfer } from './transfer';
import { types } from './types';
import { vault } from './vault';

export const de: Readonly<Record<Key, Message>> = {
  ...shared,
  ...session,
  ...vault,
  ...item,
  ...attachments,
  ...live,
  ...names,
  ...facts,
  ...findings,
  ...findingsElsewhere,
  ...generator,
  ...strength,
  ...tools,
  ...activity,
  ...transfer,
  ...table,
  ...exports,
  ...health,
  ...calendar,
  ...breach,
  ...types,
  ...compliance,
  ...make,
  ...merging,
  ...chain,
};
