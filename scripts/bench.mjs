/**
 * Measures what the project promises to be fast, and what its peers take on this machine; words after `--` are passed on.
 * `-- --window` measures what a person waits for at the window instead, on the vaults of an earlier run.
 */
import { APP_FEATURE, buildPage } from './app.mjs';
import { run } from './run.mjs';
import { setup } from './setup.mjs';

/** Only a build with this lets itself be driven. */
const DRIVEN = 'profile.release.package.strongroom-desktop.debug-assertions=true';

function measureCore(words) {
  setup('build');
  run('cargo', ['run', '--locked', '--release', '--package', 'strongroom-bench', '--', ...words]);
}

function measureWindow() {
  setup('drive');
  buildPage();
  const desktop = ['--package', 'strongroom-desktop', '--features', APP_FEATURE];
  run('cargo', ['build', '--locked', '--release', '--config', DRIVEN, ...desktop]);
  run('node', ['tests/bench/window.mjs']);
}

const words = process.argv.slice(2);
if (words.includes('--window')) measureWindow();
else measureCore(words);
