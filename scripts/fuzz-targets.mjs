/**
 * The fuzz targets: what each reads (under `crates/`), how long its inputs may be, and which files beside `fuzz/seeds` it begins
 * with. `outer` are patterns in the folder of samples beside the project, where there is one.
 */

const SSH = ['pki/src/ssh'];
const X509 = ['pki/src/x509', 'credential/src/certificate'];
const KDBX = ['exchange/src/import/kdbx', 'exchange/src/import/text.rs'];

export const TARGETS = {
  recognise: { sources: ['credential/src/examine.rs'], length: 8192, as: 'text', seedsOf: 'texts' },
  api_key: { sources: ['credential/src/api_key'], length: 4096 },
  jwt: { sources: ['credential/src/api_key/jwt'], length: 4096 },
  connection: { sources: ['credential/src/connection'], length: 4096 },
  dotenv: { sources: ['credential/src/dotenv.rs', 'credential/src/dotenv'], length: 4096 },
  wifi: { sources: ['credential/src/wifi'], length: 4096 },
  oauth: { sources: ['credential/src/oauth'], length: 8192 },
  card: { sources: ['credential/src/card'], length: 1024 },
  bank_account: { sources: ['credential/src/bank_account'], length: 1024 },
  expiry: { sources: ['credential/src/expiry.rs', 'credential/src/day.rs'], length: 256 },
  otpauth: { sources: ['credential/src/totp'], length: 1024 },
  migration: { sources: ['credential/src/totp/migration.rs', 'credential/src/totp/wire.rs'], length: 2048 },
  password_rules: {
    sources: ['credential/src/password_rules'],
    length: 1024,
    outer: /^passwordrules\/password-rules\.json$/,
  },
  user_type: { sources: ['credential/src/user_type'], length: 2048 },
  strength: { sources: ['credential/src/strength.rs'], length: 512 },
  recipe: { sources: ['credential/src/generator'], length: 1024 },
  ssh_text: { sources: [...SSH, 'credential/src/ssh_key'], length: 16384, outer: /^ssh\/ssh-key-examples\// },
  ssh_openssh: {
    sources: ['pki/src/ssh/openssh.rs'],
    length: 4096,
    as: 'pem',
    outer: /^ssh\/ssh-key-examples\//,
  },
  ssh_pem: { sources: ['pki/src/ssh/asn1.rs', 'pki/src/ssh/legacy.rs'], length: 4096 },
  ssh_ppk: {
    sources: ['pki/src/ssh/ppk.rs'],
    length: 8192,
    as: 'ppk',
    outer: /^ssh\/ssh-key-examples\/.*\.ppk$/,
  },
  ssh_public: {
    sources: ['pki/src/ssh/public.rs', 'pki/src/ssh/certificate.rs'],
    length: 4096,
    as: 'blob',
    outer: /^ssh\/ssh-key-examples\/.*\.pub$/,
  },
  certificate: { sources: X509, length: 8192, as: 'certificates', outer: /^x509\/limbo-sample\.json$/ },
  certificates_pem: { sources: [...X509, 'pki/src/x509/pem.rs'], length: 16384 },
  private_key: { sources: ['pki/src/x509/private_key.rs', 'pki/src/x509/password.rs'], length: 4096 },
  key_store: { sources: ['pki/src/x509/key_store.rs', 'pki/src/x509/ber.rs'], length: 8192, openssl: true },
  chain: { sources: ['pki/src/x509'], length: 16384, as: 'chains', outer: /^x509\/limbo-sample\.json$/ },
  import_format: { sources: ['exchange/src/import'], length: 8192, seedsOf: 'files' },
  csv: { sources: ['exchange/src/import/csv', 'exchange/src/import/text.rs'], length: 8192 },
  table: { sources: ['exchange/src/import/csv/mapped'], length: 8192 },
  bitwarden_json: {
    sources: ['exchange/src/import/bitwarden'],
    length: 32768,
    samples: ['tests/samples/bitwarden.json'],
  },
  other_text: {
    sources: ['one_password', 'otp', 'developer', 'cxf', 'enpass.rs', 'keeper', 'proton'].map(
      (name) => `exchange/src/import/${name}`,
    ),
    length: 32768,
  },
  pass_entry: { sources: ['exchange/src/import/pass'], length: 4096 },
  opvault_item: { sources: ['exchange/src/import/one_password/opvault'], length: 8192 },
  age: { sources: ['exchange/src/import/age.rs'], length: 4096 },
  passkey: { sources: ['exchange/src/passkey'], length: 4096 },
  kubeconfig: {
    sources: ['exchange/src/import/yaml.rs', 'exchange/src/import/developer/kubeconfig.rs'],
    length: 8192,
  },
  keepassx_xml: {
    sources: ['exchange/src/import/kdbx/keepassx.rs', 'exchange/src/import/kdbx/xml.rs'],
    length: 8192,
  },
  secret_service: { sources: ['exchange/src/import/secret_service.rs'], length: 8192 },
  archive: {
    sources: ['zip.rs', 'zipped.rs', 'bundle.rs'].map((name) => `exchange/src/import/${name}`),
    length: 16384,
  },
  strongroom_json: { sources: ['exchange/src/import/own.rs'], length: 8192 },
  keepass_xml: { sources: KDBX, length: 32768 },
  kdbx_header: {
    sources: ['exchange/src/import/kdbx/header.rs', 'exchange/src/import/kdbx/variant.rs'],
    length: 4096,
    samples: ['tests/samples/keepass.kdbx'],
    outer: /^kdbx\/.*\.kdbx$/,
  },
  kdbx_payload: { sources: KDBX, length: 32768, as: 'payload' },
  kdbx_blocks: {
    sources: ['exchange/src/import/kdbx/blocks.rs', 'exchange/src/import/kdbx/inflate.rs'],
    length: 4096,
  },
  kdbx_key_file: { sources: ['exchange/src/import/kdbx/key_file.rs'], length: 4096 },
  kdb: { sources: ['exchange/src/import/kdbx/kdb'], length: 8192, outer: /^kdbx\/.*\.kdb$/ },
  vault_header: {
    sources: ['crypto/src/header.rs', 'crypto/src/slot.rs', 'crypto/src/wire.rs'],
    length: 8192,
  },
  envelope: { sources: ['crypto/src/envelope.rs', 'crypto/src/padding.rs'], length: 4096 },
  recovery_code: { sources: ['crypto/src/recovery.rs'], length: 256 },
  index_page: { sources: ['vault/src/page.rs', 'vault/src/overview.rs'], length: 8192 },
  record: {
    sources: ['vault/src/record.rs', 'vault/src/attachment.rs', 'vault/src/audit.rs', 'vault/src/id.rs'],
    length: 8192,
  },
  backup: { sources: ['backup/src', 'crypto/src/backup.rs'], length: 16384 },
};

/**
 * Functions that are named as parsers are and need no target of their own: they read what was read already, or are reached only
 * through the others. Each with its reason.
 */
export const WITHOUT_TARGET = {
  'credential/src/host.rs': 'reached by every target that examines an item',
  'storage/src/record.rs': 'an id of 32 digits, reached by the target of records',
};
