/**
 * An import on its way: choose, look, run, report. The vault is changed by the run only, which goes on when the screen is
 * left.
 */
import { asApiError, call } from '$api/client';
import type { ApiError } from '$api/generated/ApiError';
import type { ImportPreview } from '$api/generated/ImportPreview';
import type { ImportReport } from '$api/generated/ImportReport';
import type { TableMapping } from '$api/generated/TableMapping';
import { Work } from '$api/work.svelte';
import type { Chosen } from './choices.svelte';
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
  /** Whether it is the keyring that is being read. */
  asksKeyring = $state(false);
  /** Import what could be read of a damaged file. */
  acceptDamaged = $state(false);
  /** Remember how a table is read. */
  remember = $state(true);
  /** Leave out the files of an archive or folder that need a password. */
  skipLocked = $state(false);
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

  /** Reads the table again, as it was chosen. */
  readTable(table: TableMapping): Promise<void> {
    return this.look(table);
  }

  /** Looks into the keyring of this desktop, which may ask the person to unlock it. */
  async lookIntoKeyring(): Promise<void> {
    this.again();
    this.asksKeyring = true;
    await this.look(null, KEYRING);
    this.asksKeyring = false;
  }

  async look(table: TableMapping | null = null, format = this.format): Promise<void> {
    this.looking = true;
    this.refused = null;
    this.running.clear();
    try {
      const preview = await call('preview_import', {
        path: this.path.trim(),
        format,
        password: this.password || (this.skipLocked ? '' : null),
        key_file: this.keyFile.trim() || null,
        table,
      });
      this.password = '';
      this.acceptDamaged = false;
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
  async run(chosen: Chosen): Promise<void> {
    const { acceptDamaged: accept_damaged, remember } = this;
    const run = () => call('run_import', { ...chosen, accept_damaged, remember });
    await this.running.run(run, ({ imported }) => toast(t('import.done', { count: imported })));
    this.preview = null;
  }

  /** Forgets the file that was looked into. A run is one transaction, and is not stopped. */
  async cancel(): Promise<void> {
    this.preview = null;
    await call('cancel_import').catch(() => undefined);
  }

  /** Looks into a file or folder that was dropped onto the window, in place of what was chosen before. */
  async take(path: string): Promise<void> {
    if (this.busy) return;
    if (this.preview) await this.cancel();
    this.again();
    this.format = null;
    this.password = '';
    this.path = path;
    await this.look();
  }

  again(): void {
    this.path = '';
    this.needsPassword = false;
    this.skipLocked = false;
    this.keyFile = '';
    this.running.clear();
  }
}
