/**
 * An import on its way: choose, look, run, report. The vault is changed by the run only, which goes on when the screen is
 * left.
 */
import { asApiError, call } from '$api/client';
import type { ApiError } from '$api/generated/ApiError';
import type { ImportPreview } from '$api/generated/ImportPreview';
import type { ImportReport } from '$api/generated/ImportReport';
import { Work } from '$api/work.svelte';
import { t } from '$shared/i18n/i18n.svelte';
import { toast } from '$shared/overlay/toast.svelte';

/** What stands for the keyring of this desktop, which has no path. */
export const KEYRING = 'secret_service';

/** The formats' names in the core, and what people call them. */
export const formats: readonly [string, string][] = [
  ['kdbx', 'KeePass (KDBX)'],
  ['kdb', 'KeePass 1 (KDB)'],
  ['kee_pass_xml', 'KeePass (XML)'],
  ['kee_pass_x_xml', 'KeePassX (XML)'],
  ['bitwarden_json', 'Bitwarden (JSON)'],
  ['bitwarden_zip', 'Bitwarden (ZIP)'],
  ['bitwarden_csv', 'Bitwarden (CSV)'],
  ['one_password_pux', '1Password (1PUX)'],
  ['one_password_pif', '1Password (1PIF)'],
  ['one_password_vault', '1Password (OPVault)'],
  ['one_password_csv', '1Password (CSV)'],
  ['one_password_legacy_csv', '1Password 7 (CSV)'],
  ['last_pass_csv', 'LastPass (CSV)'],
  ['dashlane_zip', 'Dashlane (ZIP)'],
  ['dashlane_csv', 'Dashlane (CSV)'],
  ['proton_pass_zip', 'Proton Pass (ZIP)'],
  ['proton_pass_json', 'Proton Pass (JSON)'],
  ['proton_pass_csv', 'Proton Pass (CSV)'],
  ['enpass_json', 'Enpass (JSON)'],
  ['keeper_json', 'Keeper (JSON)'],
  ['keeper_csv', 'Keeper (CSV)'],
  ['nord_pass_csv', 'NordPass (CSV)'],
  ['robo_form_csv', 'RoboForm (CSV)'],
  ['kee_pass_xc_csv', 'KeePassXC (CSV)'],
  ['chrome_csv', 'Chrome, Edge, Brave, Opera (CSV)'],
  ['firefox_csv', 'Firefox (CSV)'],
  ['safari_csv', 'Safari, Apple Passwords (CSV)'],
  ['cxf', 'FIDO CXF'],
  ['aegis', 'Aegis'],
  ['and_otp', 'andOTP'],
  ['two_fas', '2FAS'],
  ['otp_addresses', 'Google Authenticator, otpauth://'],
  ['key_file', 'SSH, PEM'],
  ['dotenv', '.env'],
  ['pg_pass', '.pgpass'],
  ['netrc', '.netrc'],
  ['aws_credentials', 'AWS'],
  ['docker_config', 'Docker'],
  ['kubeconfig', 'kubeconfig'],
  ['pass_store', 'pass, gopass, passage'],
  [KEYRING, 'GNOME Seahorse, Secret Service'],
  ['bundle', 'ZIP'],
  ['generic_csv', 'CSV'],
  ['strongroom_json', 'Strongroom (JSON)'],
  ['strongroom_csv', 'Strongroom (CSV)'],
];

export class Import {
  path = $state('');
  format = $state<string | null>(null);
  password = $state('');
  keyFile = $state('');
  needsPassword = $state(false);
  looking = $state(false);
  preview = $state.raw<ImportPreview | null>(null);
  readonly running = new Work<ImportReport>(['import']);
  private refused = $state.raw<ApiError | null>(null);

  get busy(): boolean {
    return this.looking || this.running.busy;
  }

  get error(): ApiError | null {
    return this.running.error ?? this.refused;
  }

  /** To be called when its screen is shown; gives what to call when it is left. */
  watch(): () => void {
    const leave = this.running.watch();
    return () => {
      leave();
      this.password = '';
      this.refused = null;
      // Who leaves without importing leaves nothing of the file behind.
      if (this.preview && !this.running.busy) void this.cancel();
    };
  }

  async look(): Promise<void> {
    this.looking = true;
    this.refused = null;
    this.running.clear();
    try {
      const preview = await call('preview_import', {
        path: this.path.trim(),
        format: this.format,
        password: this.password || null,
        key_file: this.keyFile.trim() || null,
      });
      this.password = '';
      if (this.running.watched) this.preview = preview;
      else await this.cancel();
    } catch (failure) {
      const error = asApiError(failure);
      if (error.code === 'needs_password') this.needsPassword = true;
      if (this.running.watched) this.refused = error;
    } finally {
      this.looking = false;
    }
  }

  /** Brings in what was looked at. The core forgets that, whether or not it succeeds. */
  async run(skipDuplicates: boolean): Promise<void> {
    const run = () => call('run_import', { skip_duplicates: skipDuplicates });
    await this.running.run(run, ({ imported }) => toast(t('import.done', { count: imported })));
    this.preview = null;
  }

  /** Forgets the file that was looked into. A run is one transaction, and is not stopped. */
  async cancel(): Promise<void> {
    this.preview = null;
    await call('cancel_import').catch(() => undefined);
  }

  again(): void {
    this.path = '';
    this.needsPassword = false;
    this.keyFile = '';
    this.running.clear();
  }
}
