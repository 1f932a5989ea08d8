/**
 * The one seam between the page and its host: commands out, events in, file dialogs.
 * No other file may import from `@tauri-apps`, and nothing here keeps what passes through.
 */
import { invoke } from '@tauri-apps/api/core';
import { listen } from '@tauri-apps/api/event';
import { open, save } from '@tauri-apps/plugin-dialog';
import type { ApiError } from './generated/ApiError';
import type { Commands } from './generated/commands';
import type { Dropped } from './generated/Dropped';
import type { Nothing } from './generated/Nothing';
import type { Progress } from './generated/Progress';
import type { Warning } from './generated/Warning';

type Name = keyof Commands;
type Arguments<N extends Name> = keyof Commands[N]['request'] extends keyof Nothing
  ? []
  : [request: Commands[N]['request']];

/** Runs a command of the core. Rejects with an {@link ApiError} and with nothing else. */
export async function call<N extends Name>(name: N, ...args: Arguments<N>): Promise<Commands[N]['response']> {
  try {
    return await invoke<Commands[N]['response']>(name, { request: args[0] ?? {} });
  } catch (error) {
    throw asApiError(error);
  }
}

/** Whatever was thrown, as the error that the page knows how to show. */
export function asApiError(error: unknown): ApiError {
  if (isApiError(error)) return error;
  const message = typeof error === 'string' ? error : error instanceof Error ? error.message : String(error);
  return { code: 'system', message, hint: '', wait_seconds: 0 };
}

function isApiError(error: unknown): error is ApiError {
  return typeof error === 'object' && error !== null && 'code' in error && 'hint' in error;
}

export interface Events {
  locked: { reason: string };
  changed: { generation: number };
  progress: Progress;
  warned: Warning;
  /** A reminder was clicked on. */
  reminded: null;
  /** Whether something is dragged over the window. */
  hovering: boolean;
  dropped: Dropped;
  /** The window is to close, or the app to quit where that is true, and waits for the page because of {@link sayUnsaved}. */
  closing: boolean;
}

/** Hears an event of the host until the returned function is called. */
export function hear<E extends keyof Events>(event: E, heard: (payload: Events[E]) => void): () => void {
  const stop = listen<Events[E]>(event, ({ payload }) => heard(payload));
  return () => void stop.then((unlisten) => unlisten()).catch(() => undefined);
}

/** Tells the host whether there is something that is not saved. It looks into the page's address for it. */
export function sayUnsaved(unsaved: boolean): void {
  history.replaceState(null, '', unsaved ? '#unsaved' : location.pathname);
}

/** Tells the host that the app is to quit with its window, which would only hide behind a tray otherwise. */
export function sayQuitting(): void {
  history.replaceState(null, '', '#quitting');
}

/** Closes the window, as its own button does. */
export async function closeWindow(): Promise<void> {
  await invoke('plugin:window|close');
}

export interface FileKind {
  name: string;
  extensions: string[];
}

/** Asks for an existing file; `null` when the person changed their mind. Rejects where no dialog is to be had. */
export async function askForFile(title: string, filters: FileKind[] = []): Promise<string | null> {
  return open({ title, filters, multiple: false, directory: false });
}

/** Asks for an existing folder; `null` when the person changed their mind. Rejects where no dialog is to be had. */
export async function askForFolder(title: string): Promise<string | null> {
  return open({ title, multiple: false, directory: true });
}

/** Asks where a new file shall go; `null` when the person changed their mind. Rejects where no dialog is to be had. */
export async function askForPlace(
  title: string,
  suggested: string,
  filters: FileKind[] = [],
): Promise<string | null> {
  return save({ title, defaultPath: suggested, filters });
}
