/** An export on its way: choose, look at what the format cannot say, write. No secret is kept here. */
import { asApiError, call } from '$api/client';
import type { ApiError } from '$api/generated/ApiError';
import type { ExportFormat } from '$api/generated/ExportFormat';
import type { ExportPreview } from '$api/generated/ExportPreview';
import type { ExportReport } from '$api/generated/ExportReport';
import type { ExportSelection } from '$api/generated/ExportSelection';
import { Work } from '$api/work.svelte';
import { dayStamp } from '$shared/format/time';
import { language, t } from '$shared/i18n/i18n.svelte';
import { toast } from '$shared/overlay/toast.svelte';

export type Scope = 'all' | 'folder' | 'kind' | 'tag';

export class Export {
  formats = $state.raw<ExportFormat[]>([]);
  name = $state('strongroom_json');
  scope = $state<Scope>('all');
  folder = $state<string | null>(null);
  /** The first that there is, once it can be chosen. */
  kind = $state<string>();
  tag = $state<string>();
  includeDeleted = $state(false);
  withHistory = $state(true);
  /** The key file of a KeePass database; none where it is empty. */
  keyFile = $state('');
  makeKeyFile = $state(false);
  looking = $state(false);
  preview = $state.raw<ExportPreview | null>(null);
  readonly running = new Work<ExportReport>(['export']);
  private refused = $state.raw<ApiError | null>(null);

  get format(): ExportFormat | undefined {
    return this.formats.find(({ name }) => name === this.name);
  }

  /** Whether the format can ask for a key file beside its password. */
  get hasKeyFile(): boolean {
    return this.name === 'kdbx';
  }

  get busy(): boolean {
    return this.looking || this.running.busy;
  }

  get error(): ApiError | null {
    return this.running.error ?? this.refused;
  }

  /** Whether what is chosen says which items. */
  get chosen(): boolean {
    if (this.scope === 'folder') return this.folder !== null;
    if (this.scope === 'kind') return this.kind !== undefined;
    return this.scope !== 'tag' || this.tag !== undefined;
  }

  private get selection(): ExportSelection {
    return {
      folder: this.scope === 'folder' ? this.folder : null,
      kind: this.scope === 'kind' ? (this.kind ?? null) : null,
      tag: this.scope === 'tag' ? (this.tag ?? null) : null,
      items: null,
      include_deleted: this.includeDeleted,
      with_history: this.withHistory,
    };
  }

  /** To be called when its screen is shown; gives what to call when it is left. */
  watch(): () => void {
    const leave = this.running.watch();
    void this.read();
    return () => {
      leave();
      this.refused = null;
      if (!this.running.busy) this.preview = null;
    };
  }

  private async read(): Promise<void> {
    try {
      if (!this.formats.length) this.formats = (await call('export_formats')).formats;
    } catch (failure) {
      this.refused = asApiError(failure);
    }
  }

  async look(): Promise<void> {
    this.looking = true;
    this.refused = null;
    this.running.clear();
    try {
      const preview = await call('preview_export', { format: this.name, selection: this.selection });
      if (this.running.watched) this.preview = preview;
    } catch (failure) {
      if (this.running.watched) this.refused = asApiError(failure);
    } finally {
      this.looking = false;
    }
  }

  /** Writes what was looked at. */
  async run(path: string, password: string): Promise<void> {
    const key_file = (this.hasKeyFile && this.keyFile.trim()) || null;
    const request = {
      path,
      format: this.name,
      selection: this.selection,
      password,
      language: language(),
      key_file,
      make_key_file: key_file !== null && this.makeKeyFile,
    };
    const run = () => call('run_export', request);
    await this.running.run(run, ({ items }) => toast(t('export.done', { count: items })));
    if (this.running.result) this.preview = null;
  }

  back(): void {
    this.preview = null;
    this.running.clear();
  }

  /** Where the file is suggested to go: beside the vault. */
  place(vaultPath: string): string {
    const { extension = '', folder = false } = this.format ?? {};
    const ending = folder ? '-keys' : `.${extension}`;
    return vaultPath.replace(/(\.[^./\\]+)?$/, `-${dayStamp(new Date())}${ending}`);
  }
}
