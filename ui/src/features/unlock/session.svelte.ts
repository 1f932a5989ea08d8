/** Which screen is shown before, and whether a vault is open. Never keeps a password or a code longer than its screen. */
import { asApiError, call } from '$api/client';
import type { ApiError } from '$api/generated/ApiError';
import type { OpenVault } from '$api/generated/OpenVault';
import type { RecoveryCode } from '$api/generated/RecoveryCode';
import type { Status } from '$api/generated/Status';

export type Screen =
  | { name: 'loading' }
  | { name: 'welcome' }
  | { name: 'open' }
  | { name: 'create' }
  | { name: 'restore' }
  | { name: 'unlock'; path: string }
  | { name: 'recover'; path: string }
  | { name: 'code'; code: RecoveryCode; path: string }
  | { name: 'vault'; vault: OpenVault };

/** Left in the address when a vault is locked in order to restore a backup; the window is rebuilt in between. */
const RESTORE_NEXT = '#restore';
/** What the host leaves there for the new page: why the vault was locked. */
const LOCKED = '#locked=';

export class Session {
  screen = $state<Screen>({ name: 'loading' });
  status = $state<Status | null>(null);
  error = $state<ApiError | null>(null);
  lockedBecause = $state('');

  /** Asks what there is, and shows the screen that follows from it. */
  async begin(): Promise<void> {
    try {
      this.status = await call('status');
      this.error = null;
      this.screen = this.first(this.status);
    } catch (error) {
      this.error = asApiError(error);
    }
  }

  private first(status: Status): Screen {
    if (status.open) return { name: 'vault', vault: status.open };
    const left = location.hash;
    if (left) history.replaceState(null, '', location.pathname);
    if (left === RESTORE_NEXT) return { name: 'restore' };
    if (left.startsWith(LOCKED)) this.lockedBecause = left.slice(LOCKED.length);
    const last = status.recent.find((vault) => vault.present);
    return last ? { name: 'unlock', path: last.path } : { name: 'welcome' };
  }

  go(screen: Screen): void {
    this.lockedBecause = '';
    this.screen = screen;
  }

  opened(vault: OpenVault): void {
    this.go({ name: 'vault', vault });
  }

  /** The host locked the vault: everything that belonged to it goes with its screen. */
  async locked(reason: string): Promise<void> {
    this.screen = { name: 'loading' };
    await this.begin();
    this.lockedBecause = reason;
  }

  /** Locks, and goes on to restoring a backup. */
  async lockAndRestore(): Promise<void> {
    location.hash = RESTORE_NEXT;
    await call('lock');
  }
}

/** The name that a person calls a vault by: its file's, without ending. */
export function vaultName(path: string): string {
  const file = path.split(/[/\\]/).pop() ?? path;
  return file.replace(/\.[^.]+$/, '') || file;
}
