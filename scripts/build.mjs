/** Builds what is handed to people: the optimised app in a Debian package. */
import { join } from 'node:path';
import { ROOT, run } from './run.mjs';
import { setup } from './setup.mjs';

/** Tauri's command line would build the workspace's default members, and the app is none of them. */
const ONLY_THE_APP = ['--', '--package', 'strongroom-desktop'];

setup('build');
run(join(ROOT, 'node_modules', '.bin', 'tauri'), ['build', ...process.argv.slice(2), ...ONLY_THE_APP]);
