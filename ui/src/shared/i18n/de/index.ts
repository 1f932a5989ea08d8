import type { Key } from '../en';
import type { Message } from '../message';
import { activity } from './activity';
import { compliance } from './compliance';
import { facts } from './facts';
import { findings } from './findings';
import { generator } from './generator';
import { health } from './health';
import { item } from './item';
import { names } from './names';
import { session } from './session';
import { shared } from './shared';
import { strength } from './strength';
import { tools } from './tools';
import { transfer } from './transfer';
import { vault } from './vault';

export const de: Readonly<Record<Key, Message>> = {
  ...shared,
  ...session,
  ...vault,
  ...item,
  ...names,
  ...facts,
  ...findings,
  ...generator,
  ...strength,
  ...tools,
  ...activity,
  ...transfer,
  ...health,
  ...compliance,
};
