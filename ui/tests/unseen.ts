/** Texts of the core that never reach the page in words of its own, each with the reason. */
import type { Text } from './core-texts';

interface Unseen {
  /** Why nobody reads it on the page. */
  why: string;
  file?: RegExp;
  before?: RegExp;
  text?: RegExp;
}

const unseen: readonly Unseen[] = [
  { why: 'an attribute, for who reads the source', before: /(?:reason|type) = $/ },
  { why: 'what cannot happen', before: /unreachable!\($/ },
  { why: 'only a fuzz target can meet it', file: /vault\/src\/fuzzing\.rs$/ },
  { why: 'only `Debug` writes it', text: /^\[redacted|^PageSum of/ },
  {
    why: 'a failure to read a record or the pipe, which is told in other words',
    before: /D::Error::custom\( ?$/,
  },
  { why: 'compared with the text of a library', text: /^recursion limit$|^does not support TLS$/ },
  {
    why: 'a detail of the audit trail, worded there',
    text: /^\{items\} items, \{folders\} folders, \{faults\} faults$/,
  },
  { why: 'the shape of a one-time code, a fact', text: /^\{\} \/ \{\} s$/ },
  { why: 'the marks of a PEM', file: /passkey\/der\.rs$/, text: /^-----(?:BEGIN|END) PRIVATE KEY-----$/ },
  {
    why: 'a statement of SQL',
    file: /storage-sqlite/,
    text: /^ ?(?:SELECT|UPDATE|INSERT|DELETE|CREATE|PRAGMA|BEGIN|WITH|FROM|id, CASE)\b|^\{put\}/,
  },

  {
    why: 'a statement of SQL',
    file: /live\/src\/(?:mysql|postgresql|sqlite)\.rs$/,
    text: /^(?:SELECT|SHOW) /,
  },
  {
    why: 'told by the code of a failure',
    file: /oauth\/(?:response|discovery)\.rs$/,
    text: /^the provider's|^the document|^check the/,
  },
  { why: 'what another machine said, shown as it is', text: /^HTTP \{status\}$|^SQLite \{version\}$/ },
  {
    why: 'what another program says, compared',
    file: /import_worker\/decrypt\.rs$/,
    text: /^\[GNUPG:\] |^ERROR pkdecrypt_failed$|^no identity matched$|^No matching keys$/,
  },
  { why: 'a key in an entry of a password store', file: /import\/pass\/lines\.rs$/ },
  { why: 'XML, compared', file: /kdbx\/keepassx\.rs$/, text: /^<(?:!DOCTYPE|br)\b/ },
  { why: 'JavaScript around JSON', text: /^var profile=$/ },
  { why: 'the head of a picture', file: /src\/picture\.rs$/, text: /^P5/ },
  { why: 'a header of HTTP', text: /^Basic \{\}$/ },

  { why: 'starting the program, before there is a page', file: /^src-tauri\/src\/main\.rs$/ },
  { why: 'the home folder is asked for at the start', file: /host\/src\/places\.rs$/ },
  { why: 'the start goes on without it', text: /^the system refused to switch core dumps off$/ },
  { why: 'the login manager reads it, and the tray', file: /^src-tauri\/src\/(?:suspend|tray)\.rs$/ },
  { why: 'only the code with which the import process ends is heard', file: /import_worker\/sandbox\.rs$/ },
  { why: 'the page knows the names of the formats', text: /^leave the format out, or give one of/ },

  { why: 'becomes the fault of a record', file: /crypto\/src\/envelope\.rs$/, text: /^the record / },

  { why: 'put into words by `features/audit/detail.ts`', text: /^backup of (?:\{\} items)?$|^\{\} faults$/ },
  {
    why: 'put into words by `features/audit/detail.ts`',
    text: /^calendar of \{events\} items \{titles\}$|^with(?:out)? titles$/,
  },
  {
    why: 'put into words by `features/audit/detail.ts`',
    text: /^\{\} items from |^\{\} times, between|^\{items\} items as \{\}$/,
  },

  { why: 'the content of a file', file: /exchange\/src\/calendar\.rs$/ },
  {
    why: 'the content of a file',
    file: /exchange\/src\/export\/(?:sheet|sheet\/(?:html|pdf|words)|one_pux|one_pux\/categories|cxf|own)\.rs$/,
  },
  { why: 'the desktop shows it', file: /(?:api|src-tauri)\/src\/reminders\.rs$/ },
  { why: 'a name of a file', text: /^Personal \{n\}\.vault$/ },
  { why: 'the content of a file', text: /^Strongroom recovery code\n/ },
  { why: 'a name of a folder, which the person can change', text: /^\(no name\)$/ },
  {
    why: 'a name in the other program',
    file: /import\/csv\/(?:products|tables)\.rs$|import\/kdbx\/otp\.rs$/,
  },
  {
    why: 'a name in the other program',
    file: /import\/(?:csv\/lastpass|one_password\/(?:category|field)|cxf\/value)\.rs$/,
  },
  {
    why: 'a name in the other program',
    file: /import\/(?:csv|otp|developer|one_password|cxf|proton)\/|import\/(?:enpass|bundle|zipped)\.rs$/,
    text: /^(?:website address|shared folder|totp key|private key|macdef \{name\}|\{label\} \((?:deleted|earlier)\))$/,
  },
  {
    why: 'a title, which the person can change',
    text: /^AWS \{profile\}$|^Kubernetes \{part\} \{name\}$|^Docker settings$/,
  },
  {
    why: 'a name of a part of the file',
    file: /exchange\/src\/import\//,
    text: /^(?:db|vaults|auths|1PIF|(?:Proton Pass\/)?data\.(?:json|pgp))$/,
  },
  {
    why: 'a name or a value of a field, which the person can change',
    before: /custom_field\($|add_custom\( ?(?:"", Text, format!\( ?)?$|Field::custom\( ?(?:&format!\( ?)?$/,
  },
  {
    why: 'a name or a value of a field, which the person can change',
    file: /import\/(?:bitwarden\/(?:body|item)|csv\/columns|kdbx\/autotype)\.rs$/,
  },
  {
    why: 'a name of a field, which the person can change',
    file: /import\/kdbx\/(?:kdb\/entry|properties)\.rs$/,
    text: /^custom icon$|^field \{number\}$|colour$|^override URL$|^quality check$/,
  },
  {
    why: 'a name or a value of a field, which the person can change',
    file: /import\/(?:history|keeper\/(?:field|mod)|proton\/urls)\.rs$/,
    text: /^previous (?:password|\{name\})$|milliseconds since 1970$|^(?:driver license|social security number|birth certificate|health insurance)$|^(?:starts with|regular expression|mode \{other\})$/,
  },
  { why: 'the content of a file', file: /export\/kdbx\/(?:auto_type|document|entry|key_file|plan|xml)\.rs$/ },
  { why: 'what cannot happen', text: /^no authentication code$/ },
  {
    why: 'a name of a list in the file',
    file: /import\/(?:bitwarden\/mod|own)\.rs$/,
    text: /^(?:items|folders|history|attachments)$/,
  },
  {
    why: 'a name that is the same in every language',
    file: /(?:import\/format|export\/target)\.rs$/,
    text: /^\w+(?: Pass)? (?:CSV|JSON|XML|zip|1PIF|1PUX)$/,
  },
];

/** Whether nobody reads it on the page. */
export function isUnseen(text: Text): boolean {
  return unseen.some((one) => isIt(one, text));
}

/** The entries of the list that stand for no text any more. */
export function staleUnseen(texts: readonly Text[]): string[] {
  return unseen.filter((one) => !texts.some((text) => isIt(one, text))).map(({ why }) => why);
}

function isIt(one: Unseen, { file, before, text }: Text): boolean {
  const fits = (pattern: RegExp | undefined, value: string) => pattern?.test(value) ?? true;
  return fits(one.file, file) && fits(one.before, before) && fits(one.text, text);
}
