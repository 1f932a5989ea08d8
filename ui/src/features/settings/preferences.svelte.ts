/** The settings of this machine: read once, written at every change, shown at once. */
import { call } from '$api/client';
import type { Settings } from '$api/generated/Settings';
import { report } from '$api/report';
import { speak } from '$shared/i18n/i18n.svelte';
import { paint } from '$shared/theme';

let settings = $state<Settings | null>(null);

/** What is set, once it was read. */
export function preferences(): Settings | null {
  return settings;
}

function apply(fresh: Settings): void {
  settings = fresh;
  paint(fresh.theme);
  speak(fresh.language);
}

export async function loadPreferences(): Promise<void> {
  try {
    apply(await call('settings'));
  } catch (error) {
    speak('system');
    report(error);
  }
}

export async function changePreferences(changes: Partial<Settings>): Promise<void> {
  if (!settings) return;
  const before = settings;
  apply({ ...before, ...changes });
  try {
    apply(await call('change_settings', { ...before, ...changes }));
  } catch (error) {
    apply(before);
    report(error);
  }
}
