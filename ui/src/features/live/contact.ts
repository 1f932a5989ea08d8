/** Contacting another machine: what would be contacted, and what came of it, as rows that are shown. */
import { call } from '$api/client';
import type { ApiError } from '$api/generated/ApiError';
import type { ConnectionPlan } from '$api/generated/ConnectionPlan';
import type { ConnectionTest } from '$api/generated/ConnectionTest';
import type { ContactPlan } from '$api/generated/ContactPlan';
import type { Discovered } from '$api/generated/Discovered';
import type { FailureView } from '$api/generated/FailureView';
import type { FindingView } from '$api/generated/FindingView';
import type { ProviderView } from '$api/generated/ProviderView';
import type { TokenRefresh } from '$api/generated/TokenRefresh';
import { moment } from '$shared/format/time';
import { t, tOr } from '$shared/i18n/i18n.svelte';

export type Act = 'test' | 'refresh' | 'discover';
export type Row = [name: string, value: string];

export interface Plan {
  contacts: string[];
  rows: Row[];
  /** Whether a file is opened, to which nobody signs in. */
  file: boolean;
  inTheClear: boolean;
  problem: ApiError | null;
}

export interface Outcome {
  failure: FailureView | null;
  rows: Row[];
  findings: FindingView[];
  provider: ProviderView | null;
}

const acts: Record<string, readonly Act[]> = { database: ['test'], oauth: ['refresh', 'discover'] };

/** What an item of that kind can be asked for. */
export function actsOf(kind: string): readonly Act[] {
  return Object.hasOwn(acts, kind) ? (acts[kind] ?? []) : [];
}

const filled = (rows: Row[]) => rows.filter(([, value]) => value !== '');

export function connectionRows(plan: ConnectionPlan): Row[] {
  const contacts: Row = [
    plan.network ? t('live.plan.contacts') : t('live.plan.opens'),
    plan.contacts.join(', '),
  ];
  if (plan.user === '') return [contacts];
  return filled([
    contacts,
    [t('live.plan.database'), plan.database || t('live.plan.own_database')],
    [t('live.plan.user'), plan.user],
    [t('live.plan.encryption'), tOr(`live.encryption.${plan.encryption}`, plan.encryption)],
    [t('live.plan.root'), plan.root_certificate ?? ''],
    [t('live.plan.limit'), t('live.plan.seconds', { count: plan.seconds })],
  ]);
}

function providerPlan({ contacts, urls, problem }: ContactPlan): Plan {
  const rows: Row[] = filled([
    [t('live.plan.contacts'), contacts.join(', ')],
    ...urls.map((url): Row => [t('live.plan.urls'), url]),
  ]);
  return { contacts, rows, file: false, inTheClear: false, problem };
}

/** What would be contacted. Contacts nobody. */
export async function plan(act: Act, id: string): Promise<Plan> {
  if (act === 'test') {
    const found = await call('connection_check_plan', { id });
    const { contacts, in_the_clear: inTheClear } = found;
    return { contacts, rows: connectionRows(found), file: found.user === '', inTheClear, problem: null };
  }
  const { refresh, discovery } = await call('oauth_plan', { id });
  return providerPlan(act === 'refresh' ? refresh : discovery);
}

const truth = (value: boolean | null) =>
  value === null ? t('live.result.unknown') : value ? t('live.result.yes') : t('live.result.no');

export function testOutcome({ contacted, elapsed_ms: ms, server, failure }: ConnectionTest): Outcome {
  const user = server?.superuser ? t('live.result.superuser', { user: server.user }) : (server?.user ?? '');
  const rows = filled([
    [t('live.result.contacted'), contacted],
    [t('live.result.version'), server?.version ?? ''],
    [t('live.plan.database'), server?.database ?? ''],
    [t('live.result.user'), user],
    [t('live.result.tls'), server?.user ? truth(server.encrypted) : ''],
    [t('live.result.took'), t('live.result.took_ms', { ms })],
  ]);
  return { failure, rows, findings: [], provider: null };
}

export function refreshOutcome(done: TokenRefresh): Outcome {
  const rows: Row[] = [[t('live.result.contacted'), done.contacted]];
  if (!done.failure) {
    const rotated = done.rotated ? t('live.result.rotated_yes') : t('live.result.rotated_no');
    const changed = done.scope_changed ? t('live.result.scopes_changed_yes') : '';
    rows.push([t('live.result.until'), done.until === null ? t('live.result.unknown') : moment(done.until)]);
    rows.push([t('live.result.rotated'), rotated], [t('live.result.scopes_changed'), changed]);
  }
  return { failure: done.failure, rows: filled(rows), findings: [], provider: null };
}

export function discoverOutcome({ contacted, url, failure, provider }: Discovered): Outcome {
  const rows = filled([
    [t('live.result.contacted'), contacted],
    [t('live.plan.urls'), url],
    [t('live.result.issuer'), provider?.issuer ?? ''],
    [t('live.result.scopes'), provider?.scopes.join(', ') ?? ''],
    [t('live.result.grants'), provider?.grants.join(', ') ?? ''],
  ]);
  return { failure, rows, findings: provider?.findings ?? [], provider };
}

/** Contacts these places, which a person saw. */
export async function contact(act: Act, id: string, contacts: string[]): Promise<Outcome> {
  const request = { id, contacts };
  if (act === 'test') return testOutcome(await call('test_connection', request));
  if (act === 'refresh') return refreshOutcome(await call('refresh_token', request));
  return discoverOutcome(await call('discover_provider', request));
}

/** What a failure says more: the reason of TLS in words, what another machine said as it is. */
export function detailOf({ code, detail }: FailureView): string {
  if (detail === null) return '';
  return code === 'tls_refused' ? tOr(`live.tls.${detail}`, detail) : detail;
}
