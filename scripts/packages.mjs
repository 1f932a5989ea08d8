/** The system packages of Debian and Ubuntu that the project needs, and what for. */

/** To build the window. */
const BUILD = [
  'build-essential',
  'pkg-config',
  'curl',
  'git',
  'libwebkit2gtk-4.1-dev',
  'libayatana-appindicator3-dev',
  'librsvg2-dev',
];

/** To drive the real window on a virtual display, with a keyring and a login manager of its own. */
const DRIVE = [
  'webkit2gtk-driver',
  'xvfb',
  'xclip',
  'xdotool',
  'dbus-daemon',
  'gnome-keyring',
  'libsecret-tools',
  'libglib2.0-bin',
  'python3-dbus',
  'python3-gi',
  'gir1.2-gtk-3.0',
  'fonts-dejavu-core',
  'fonts-noto-color-emoji',
];

/** To read the vault format a second time, independently. */
const READ = ['python3-cryptography', 'python3-argon2'];

/** To read a calendar that was exported, independently. */
const CALENDAR = ['python3-icalendar'];

/** To judge what is known of credentials: by the programs that they are made for. */
const JUDGE = [
  'openssh-client',
  'openssl',
  'oathtool',
  'putty-tools',
  'libpq5',
  'poppler-utils',
  'qpdf',
  'qrencode',
  'zbar-tools',
];

/** To decrypt password stores that are imported, with keys that the tests make. */
const DECRYPT = ['gnupg', 'age'];

/** To open the KeePass databases that are written, and to make some that are read. */
const KEEPASS = ['keepassxc', 'python3-pykeepass', 'libfile-keepass-perl'];

/** To be asked whether they answer. */
const SERVE = ['postgresql', 'mariadb-server'];

/** What each purpose needs. */
export const PACKAGES = {
  build: BUILD,
  drive: [...BUILD, ...DRIVE],
  test: [...BUILD, ...DRIVE, ...READ, ...CALENDAR, ...JUDGE, ...DECRYPT, ...KEEPASS, ...SERVE],
};
