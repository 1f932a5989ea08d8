/** Opens the window: makes the machine ready, builds what changed, starts the app. */
import { APP, buildApp } from './app.mjs';
import { fail, run } from './run.mjs';
import { setup } from './setup.mjs';

if (process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) {
  fail(
    'There is no display to open a window on: start this inside a desktop session, or watch it work with "npm run demo".',
  );
}
setup('build');
buildApp();
run(APP);
