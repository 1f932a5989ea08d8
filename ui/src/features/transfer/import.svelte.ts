/** An import on its way: choose, look, run, report. The vault is changed by the run only. */
import { asApiError, call } from '$api/client';
import type { ApiError } from '$api/generated/ApiError';
import type { ImportPreview } from '$api/generated/ImportPreview';
import type { ImportReport } from '$api/generated/ImportReport';

/** The formats' names in the core, and what people call them. */
export const formats: readonly [string, string][] = [
  ['kdbx', 'KeePass (KDBX)'],
  ['kee_pass_xml', 'KeePass (XML)'],
  ['bitwarden_json', 'Bitwarden (JSON)'],
  ['bitwarden_csv', 'Bitwarden (CSV)'],
  ['one_password_csv', '1Password (CSV)'],
  ['one_password_legacy_csv', '1Password 7 (CSV)'],
  ['last_pass_csv', 'LastPass (CSV)'],
  ['dashlane_csv', 'Dashlane (CSV)'],
  ['proton_pass_csv', 'Proton Pass (CSV)'],
  ['kee_pass_xc_csv', 'KeePassXC (CSV)'],
  ['chrome_csv', 'Chrome, Edge, Brave (CSV)'],
  ['firefox_csv', 'Firefox (CSV)'],
  ['safari_csv', 'Safari, Apple Passwords (CSV)'],
  ['generic_csv', 'CSV'],
];

export class Import {
  path = $state('');
  format = $state<string | null>(null);
  password = $state('');
  keyFile = $state('');
  needsPassword = $state(false);
  busy = $state(false);
  error = $state.raw<ApiError | null>(null);
  preview = $state.raw<ImportPreview | null>(null);
  report = $state.raw<ImportReport | null>(null);

  private async attempt(run: () => Promise<void>): Promise<void> {
    this.busy = true;
    this.error = null;
    try {
      await run();
    } catch (failure) {
      this.error = asApiError(failure);
      if (this.error.code === 'needs_password') this.needsPassword = true;
    } finally {
      this.busy = false;
    }
  }

  look(): Promise<void> {
    return this.attempt(async () => {
      this.preview = await call('preview_import', {
        path: this.path.trim(),
        format: this.format,
        password: this.password || null,
        key_file: this.keyFile.trim() || null,
      });
      this.password = '';
    });
  }

  run(skipDuplicates: boolean): Promise<void> {
    return this.attempt(async () => {
      this.report = await call('run_import', { skip_duplicates: skipDuplicates });
      this.preview = null;
    });
  }

  /** Forgets the file that was looked into. A run is one transaction, and is not stopped. */
  async cancel(): Promise<void> {
    await call('cancel_import').catch(() => undefined);
    this.preview = null;
  }

  again(): void {
    this.path = '';
    this.needsPassword = false;
    this.keyFile = '';
    this.report = null;
  }
}
