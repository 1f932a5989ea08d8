/** Builds what is handed to people: the optimised app in a Debian package. */
import { join } from 'node:path';
import { ROOT, run } from './run.mjs';
import { setup } from './setup.mjs';

setup('build');
run(join(ROOT, 'node_modules', '.bin', 'tauri'), ['build', ...process.argv.slice(2)]);
console.log(`The package is in ${join('target', 'release', 'bundle', 'deb')}.`);
