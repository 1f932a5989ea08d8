/** Develops the page: the window loads it from the development server and follows every change. */
import { join } from 'node:path';
import { ROOT, run } from './run.mjs';
import { setup } from './setup.mjs';

setup('build');
run(join(ROOT, 'node_modules', '.bin', 'tauri'), ['dev', ...process.argv.slice(2)]);
