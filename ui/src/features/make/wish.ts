/** What a person wants made, as the forms hold it, and asking the core for it. */
import { call } from '$api/client';
import type { CertificateKey } from '$api/generated/CertificateKey';
import type { CertificateUsage } from '$api/generated/CertificateUsage';
import type { MakeCertificateRequest } from '$api/generated/MakeCertificateRequest';
import type { RecognisedItem } from '$api/generated/RecognisedItem';
import type { Signer } from '$api/generated/Signer';
import type { SshKeyType } from '$api/generated/SshKeyType';
import type { Makeable } from './making.svelte';

export interface KeyWish {
  key: SshKeyType;
  comment: string;
  passphrase: string;
}

export type Form = 'itself' | 'authority' | 'item' | 'elsewhere';

export interface CertificateWish {
  form: Form;
  issuer: string;
  commonName: string;
  organisation: string;
  /** One a line. */
  names: string;
  usage: CertificateUsage;
  key: CertificateKey;
  days: number;
  /** The same for an authority, which must outlive what it signs. */
  authorityDays: number;
}

export interface Wishes {
  key: KeyWish;
  certificate: CertificateWish;
}

export function newWishes(): Wishes {
  return {
    key: { key: 'ed25519', comment: '', passphrase: '' },
    certificate: {
      form: 'itself',
      issuer: '',
      commonName: '',
      organisation: '',
      names: '',
      usage: 'server',
      key: 'p256',
      days: 397,
      authorityDays: 3650,
    },
  };
}

const lines = (text: string) =>
  text
    .split(/[\n,;]/)
    .map((line) => line.trim())
    .filter(Boolean);

/** For how many days it is to be valid. */
const daysOf = ({ form, days, authorityDays }: CertificateWish) =>
  form === 'authority' ? authorityDays : days;

/** Whether enough was said for it to be made. */
export function ready(kind: Makeable, { certificate }: Wishes): boolean {
  if (kind === 'ssh_key') return true;
  const named = certificate.commonName.trim() !== '' || lines(certificate.names).length > 0;
  return named && (certificate.form !== 'item' || certificate.issuer !== '') && daysOf(certificate) >= 1;
}

/** What is asked of the core for it. */
export function certificateRequest(wish: CertificateWish): MakeCertificateRequest {
  const signers: Record<Form, Signer> = {
    itself: { by: 'itself' },
    authority: { by: 'itself' },
    item: { by: 'item', id: wish.issuer },
    elsewhere: { by: 'elsewhere' },
  };
  const isAuthority = wish.form === 'authority';
  return {
    signer: signers[wish.form],
    common_name: wish.commonName.trim(),
    organisation: wish.organisation.trim(),
    names: isAuthority ? [] : lines(wish.names),
    usage: isAuthority ? 'authority' : wish.usage,
    key: wish.key,
    days: Math.trunc(daysOf(wish)),
  };
}

/** Has it made. The answer has the new key. */
export function made(kind: Makeable, { key, certificate }: Wishes): Promise<RecognisedItem> {
  return kind === 'ssh_key'
    ? call('make_ssh_key', { ...key })
    : call('make_certificate', certificateRequest(certificate));
}
