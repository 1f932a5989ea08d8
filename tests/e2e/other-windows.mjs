/** Windows that are not the page: the dialogs of the toolkit and the questions of the keyring, driven as a person does. */
import { setTimeout as pause } from 'node:timers/promises';
import { until } from './processes.mjs';

const search = (title) => ['search', '--onlyvisible', '--name', title];
const isShown = (desk, title) => desk.command('xdotool', search(title)).out.trim() !== '';

/** Waits for a window of that title and gives it the keyboard, which no window manager does here. */
export async function focusWindow(desk, title) {
  await until(`there is a window ${title}`, () => isShown(desk, title));
  await until(`the window ${title} takes the keyboard`, () => {
    const { status } = desk.command('xdotool', [...search(title), 'windowfocus', '--sync']);
    return status === 0;
  });
}

/** Waits until no window of that title is shown. */
export function windowGone(desk, title) {
  return until(`there is no window ${title}`, () => !isShown(desk, title));
}

/** Types a path into the toolkit's file dialog of that title and confirms it; again where the dialog was not ready for it. */
export async function chooseInDialog(desk, title, path) {
  await focusWindow(desk, title);
  await until(
    `the dialog takes ${path}`,
    async () => {
      if (!isShown(desk, title)) return true;
      // A slash opens the field for a path; what it may hold is typed over.
      desk.key('ctrl+l');
      await pause(300);
      desk.key('ctrl+a');
      desk.type(path);
      await pause(300);
      desk.key('Return');
      await pause(700);
      return !isShown(desk, title);
    },
    60_000,
  );
}
