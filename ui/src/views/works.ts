/** What goes on when its page is left. */
import type { BackupReport } from '$api/generated/BackupReport';
import type { BreachReport } from '$api/generated/BreachReport';
import type { VerifyReport } from '$api/generated/VerifyReport';
import { Work } from '$api/work.svelte';
import { Export, Import } from '$features/transfer/works';

const BACKUP = ['backup', 'verify'] as const;

export class Works {
  readonly import = new Import();
  readonly export = new Export();
  readonly backup = { create: new Work<BackupReport>(BACKUP), verify: new Work<BackupReport>(BACKUP) };
  readonly verify = new Work<VerifyReport>(['verify']);
  readonly breaches = new Work<BreachReport>(['breaches']);
}
