/**
 * A desktop of its own for one test: display, session bus, keyring, login manager, and a home folder that is thrown away.
 * Nothing of the machine's own session is seen or touched.
 */
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { APP } from '../../scripts/app.mjs';
import { Processes, until } from './processes.mjs';
import { Page } from './webdriver.mjs';

const SCREEN = '1280x800x24';
const PYTHON = '/usr/bin/python3';
const PROMPTER = '/usr/libexec/gcr-prompter';
const FIXTURES = fileURLToPath(new URL('.', import.meta.url));

/** The desktop of one test. */
export class Desk {
  #processes = new Processes();
  #driver;
  #app;

  /** A desktop with a display; with a session bus and an unlocked keyring unless `bus` or `keyring` is false. */
  static async open({ bus = true, keyring = true, screen = SCREEN } = {}) {
    const desk = new Desk();
    desk.folder = mkdtempSync(join(tmpdir(), 'strongroom-e2e-'));
    desk.env = environment(desk.folder);
    try {
      await desk.#startDisplay(screen);
      if (bus) await desk.#startSessionBus();
      if (bus && keyring) await desk.startKeyring();
    } catch (error) {
      await desk.close();
      throw error;
    }
    return desk;
  }

  /** A file of this desktop's home. */
  at(...names) {
    return join(this.env.HOME, ...names);
  }

  async #startDisplay(screen) {
    const args = ['-displayfd', '3', '-screen', '0', screen, '-nolisten', 'tcp'];
    const { match } = await this.#processes.start('Xvfb', args, {
      env: this.env,
      ready: /(\d+)\n/,
      from: 3,
      fds: ['pipe'],
    });
    this.env.DISPLAY = `:${match[1]}`;
  }

  async #startSessionBus() {
    this.env.DBUS_SESSION_BUS_ADDRESS = await this.#startBus('session');
  }

  /** Its address. No service is started by the bus itself: a desktop without a keyring really has none. */
  async #startBus(type) {
    const config = join(this.folder, `${type}.conf`);
    writeFileSync(config, busConfig(type, join(this.folder, `${type}.bus`)));
    const args = [`--config-file=${config}`, '--nofork', '--print-address'];
    const { match } = await this.#processes.start('dbus-daemon', args, { env: this.env, ready: /(\S+)\n/ });
    return match[1];
  }

  /** Starts the keyring; locked where no password is given that opens it. */
  async startKeyring({ password = 'keyring' } = {}) {
    const unlock = password === null ? [] : ['--unlock'];
    const args = ['--foreground', '--components=secrets', ...unlock];
    const { child } = await this.#processes.start('gnome-keyring-daemon', args, {
      env: this.env,
      input: password ?? '',
    });
    this.keyring = child;
    await until('the keyring is on the bus', () => this.#isOnBus('org.freedesktop.secrets'));
  }

  /** Ends the keyring, as when a person logs in without it. */
  async stopKeyring() {
    await this.#processes.end(this.keyring);
  }

  /** Starts what shows the keyring's questions in a window of its own; gives what ends it. It ends by itself when it is idle. */
  async startPrompter() {
    const { child } = await this.#processes.start(PROMPTER, [], { env: this.env });
    await until('somebody can ask', () => this.#isOnBus('org.gnome.keyring.SystemPrompter'));
    return () => this.#processes.end(child);
  }

  /** Stops the keyring where it is, so that it hears and says nothing, or lets it go on. */
  freezeKeyring(frozen) {
    this.keyring.kill(frozen ? 'SIGSTOP' : 'SIGCONT');
  }

  #isOnBus(name) {
    const args = [
      'call',
      '--session',
      '-d',
      'org.freedesktop.DBus',
      '-o',
      '/',
      '-m',
      'org.freedesktop.DBus.NameHasOwner',
      name,
    ];
    return this.command('gdbus', args).out.includes('true');
  }

  /** Starts a login manager on a system bus of its own; it does what {@link logind} is told. */
  async startLogind() {
    this.env.DBUS_SYSTEM_BUS_ADDRESS = await this.#startBus('system');
    const args = [join(FIXTURES, 'logind.py')];
    const { child } = await this.#processes.start(PYTHON, args, { env: this.env, ready: /ready\n/ });
    this.login = child;
  }

  /** Starts a screen saver on the session bus. */
  async startScreenSaver() {
    await this.#processes.start(PYTHON, [join(FIXTURES, 'screensaver.py')], {
      env: this.env,
      ready: /ready\n/,
    });
  }

  /** Starts a notification daemon, which takes what is shown; one that reads markup where that is asked for. */
  async startNotifications({ markup = false } = {}) {
    const args = [join(FIXTURES, 'notifications.py'), ...(markup ? ['markup'] : [])];
    await this.#processes.start(PYTHON, args, { env: this.env, ready: /ready\n/ });
  }

  /** Starts a tray that shows icons. */
  async startTray() {
    await this.#processes.start(PYTHON, [join(FIXTURES, 'tray.py')], { env: this.env, ready: /ready\n/ });
  }

  /** Starts a clipboard manager, which keeps what was copied when the program that it was copied from has ended. */
  async startClipboardManager() {
    const args = [join(FIXTURES, 'clipboard-manager.py')];
    await this.#processes.start(PYTHON, args, { env: this.env, ready: /ready\n/ });
  }

  /** Shows a picture on the screen, as another program; gives what takes it away. */
  async showPicture(path) {
    const args = [join(FIXTURES, 'picture.py'), path];
    const { child } = await this.#processes.start(PYTHON, args, { env: this.env, ready: /ready\n/ });
    return () => this.#processes.end(child);
  }

  /**
   * Shows what can be dragged from the upper right corner of the screen: these files; gives what takes it away once the
   * drag has ended.
   */
  async showDragged(...paths) {
    const args = [join(FIXTURES, 'dragged.py'), ...paths];
    const { child } = await this.#processes.start(PYTHON, args, { env: this.env, ready: /ready\n/ });
    let told = '';
    child.stdout.on('data', (chunk) => (told += chunk));
    return async () => {
      await until('the drag has ended', () => told.includes('let go'));
      await this.#processes.end(child);
    };
  }

  /** Presses the pointer's button there, and drags to the other place in steps, without letting go. */
  async drag([fromX, fromY], [toX, toY], steps = 12) {
    this.point(fromX, fromY);
    await pause(200);
    this.#keyboard('mousedown', '1');
    for (let step = 1; step <= steps; step += 1) {
      const part = step / steps;
      this.point(Math.round(fromX + (toX - fromX) * part), Math.round(fromY + (toY - fromY) * part));
      await pause(60);
    }
  }

  /** Lets go of the pointer's button. */
  drop() {
    this.#keyboard('mouseup', '1');
  }

  /** Starts the desktop's portal, which gives `copy` of the picture, or refuses where there is none; gives what ends it. */
  async startPortal(picture, copy) {
    const args = [join(FIXTURES, 'portal.py'), ...(picture ? [picture, copy] : [])];
    const { child } = await this.#processes.start(PYTHON, args, { env: this.env, ready: /ready\n/ });
    return () => this.#processes.end(child);
  }

  /** A program of tests in Python, which has the desktop's libraries; what it wrote. */
  python(file, args, input) {
    const { status, out, error } = this.command(PYTHON, [join(FIXTURES, file), ...args], { input });
    if (status !== 0) throw new Error(error);
    return out.trim();
  }

  /** Ends the app without its leave. */
  async kill() {
    this.#app.kill('SIGKILL');
    await this.detach();
  }

  /** Does `close` to the app's windows, or only tells how many are `shown`. */
  windows(what) {
    const { status, out, error } = this.command(PYTHON, [join(FIXTURES, 'windows.py'), what]);
    if (status !== 0) throw new Error(error);
    return Number(out);
  }

  /** Starts the app and waits for its page. */
  async launch(args = [], program = APP) {
    if (!existsSync(program)) throw new Error(`${program} is missing: run "npm run e2e", which builds it`);
    const [inspector, port] = [await freePort(), await freePort()];
    const env = {
      ...this.env,
      TAURI_WEBVIEW_AUTOMATION: 'true',
      WEBKIT_INSPECTOR_SERVER: `127.0.0.1:${inspector}`,
    };
    this.startedAt = Date.now();
    this.#app = (await this.#processes.start(program, args, { env })).child;
    await until('the app can be driven', () => accepts(inspector), 30_000);
    const drive = [
      `--port=${port}`,
      '--host=127.0.0.1',
      `--target=127.0.0.1:${inspector}`,
      '--replace-on-new-session',
    ];
    this.#driver = (await this.#processes.start('WebKitWebDriver', drive, { env })).child;
    const address = `http://127.0.0.1:${port}`;
    await until('the driver answers', async () => (await fetch(`${address}/status`)).ok);
    this.page = await until('the page can be driven', () => Page.attach(address), 30_000, 200);
    return this.page;
  }

  /** The app's process id. */
  get pid() {
    return this.#app.pid;
  }

  /** Whether the app has ended. */
  get hasEnded() {
    return this.#app.exitCode !== null || this.#app.signalCode !== null;
  }

  /** Asks the app to end, as a session does that closes, and waits until it has. */
  async quit() {
    this.#app.kill('SIGTERM');
    await until('the app has ended', () => this.hasEnded, 15_000);
    await this.detach();
  }

  /** Ends the driver, and the app where it still runs. */
  async detach() {
    for (const child of [this.#driver, this.#app]) if (child) await this.#processes.end(child);
    this.page = this.#driver = this.#app = undefined;
  }

  /** Runs a program on this desktop; its exit code and what it wrote. */
  command(program, args = [], options = {}) {
    const { status, stdout, stderr } = spawnSync(program, args, {
      env: this.env,
      encoding: 'utf8',
      timeout: 10_000,
      ...options,
    });
    return { status, out: stdout ?? '', error: stderr ?? '' };
  }

  /** What lies on the clipboard, as that target; `null` where nothing does. */
  clipboard(target = 'UTF8_STRING') {
    const { status, out } = this.command('xclip', ['-selection', 'clipboard', '-out', '-target', target]);
    return status === 0 ? out : null;
  }

  /** Puts text on the clipboard, as another program, and waits until it is there. */
  async copy(text) {
    // xclip stays to serve the text; its output would keep us waiting for it.
    this.command('xclip', ['-selection', 'clipboard', '-in'], {
      input: text,
      stdio: ['pipe', 'ignore', 'ignore'],
    });
    // xclip leaves a child behind, which takes the clipboard in its own time.
    await until('the clipboard has it', () => this.clipboard() === text);
  }

  /** Types the text on the keyboard, into whatever has the focus. */
  type(text) {
    this.#keyboard('type', '--delay', '20', text);
  }

  /** Presses a key, with others held: `ctrl+s`. */
  key(chord) {
    this.#keyboard('key', chord);
  }

  /** Moves the pointer there, in pixels of the screen. */
  point(x, y) {
    this.#keyboard('mousemove', String(x), String(y));
  }

  #keyboard(...args) {
    const { status, error } = this.command('xdotool', args);
    if (status !== 0) throw new Error(error);
  }

  /** Ends everything and throws the home folder away. */
  async close() {
    await this.detach();
    await this.#processes.endAll();
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  }
}

/** Little of the machine's environment, and folders of its own. */
function environment(folder) {
  const at = (...names) => join(folder, ...names);
  const places = {
    HOME: at('home'),
    XDG_DATA_HOME: at('home', '.local', 'share'),
    XDG_CONFIG_HOME: at('home', '.config'),
    XDG_STATE_HOME: at('home', '.local', 'state'),
    XDG_CACHE_HOME: at('home', '.cache'),
    XDG_RUNTIME_DIR: at('run'),
  };
  for (const place of Object.values(places)) mkdirSync(place, { recursive: true });
  chmodSync(places.XDG_RUNTIME_DIR, 0o700);
  return {
    ...places,
    PATH: process.env.PATH,
    LANG: 'C.UTF-8',
    TZ: 'UTC',
    GDK_BACKEND: 'x11',
    NO_AT_BRIDGE: '1',
    LIBGL_ALWAYS_SOFTWARE: '1',
    MESA_SHADER_CACHE_DISABLE: 'true',
    // The machine's own login manager is none of ours.
    DBUS_SYSTEM_BUS_ADDRESS: `unix:path=${at('no-system-bus')}`,
    DBUS_SESSION_BUS_ADDRESS: `unix:path=${at('no-session-bus')}`,
  };
}

function busConfig(type, socket) {
  return `<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
  "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>${type}</type>
  <listen>unix:path=${socket}</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
`;
}

function freePort() {
  return new Promise((resolve) => {
    const server = createServer();
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

function accepts(port) {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
}
