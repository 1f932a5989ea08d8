/** What a reviewer should not have to say: format, lints, types. Warnings are errors. */
import { APP_FEATURE, buildPage } from './app.mjs';
import { run } from './run.mjs';
import { setup } from './setup.mjs';

setup('test');
// The app does not compile without the page that it carries.
buildPage();
run('cargo', ['fmt', '--all', '--check']);
run('cargo', [
  'clippy',
  '--locked',
  '--workspace',
  '--all-targets',
  '--features',
  APP_FEATURE,
  '--',
  '--deny',
  'warnings',
]);
run('npm', ['run', '--silent', 'ui:check']);
const OWN = ['scripts', 'tests/e2e', 'tests/demo', 'src-tauri/isolation'];
run('npx', ['eslint', '--config', 'scripts/eslint.config.js', '--max-warnings', '0', ...OWN]);
run('npx', ['prettier', '--check', '--config', 'ui/.prettierrc.json', '--ignore-path', '.gitignore', ...OWN]);
