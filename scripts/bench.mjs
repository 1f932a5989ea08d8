/** Measures what the project promises to be fast, and what its peers take on this machine; words after `--` are passed on. */
import { run } from './run.mjs';
import { setup } from './setup.mjs';

setup('build');
run('cargo', [
  'run',
  '--locked',
  '--release',
  '--package',
  'strongroom-bench',
  '--',
  ...process.argv.slice(2),
]);
