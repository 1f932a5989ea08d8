"""KeePass: what pykeepass, or keepassxc-cli, makes of a database is XML; every element of an entry is a fact or is named here."""

import base64
import datetime
import gzip
import os
import struct
import subprocess
import xml.etree.ElementTree as tree

from facts import digest, fact, name, part, value

STANDARD = ('Title', 'UserName', 'Password', 'URL', 'Notes')
# Said in the import's warning: statistics of use; and what only links the parts of the file.
BOOKKEEPING = {'UUID', 'LastAccessTime', 'UsageCount', 'LocationChanged', 'IsExpanded', 'LastTopVisibleEntry'}
PARTS_OF_GROUP = BOOKKEEPING | {
    'Name', 'Notes', 'Tags', 'Entry', 'Group', 'IconID', 'CustomIconUUID', 'PreviousParentGroup', 'DefaultAutoTypeSequence'
}  # fmt: skip
INHERITED = ('EnableAutoType', 'EnableSearching')
NONE = 'AAAAAAAAAAAAAAAAAAAAAA=='


def records(given):
    if given.reader == 'keepassxc':
        return of_xml(keepassxc(given))
    import pykeepass

    database = pykeepass.PyKeePass(given.file, password=given.password, keyfile=given.key_file)
    return of_xml(database.xml().replace("encoding=''", '', 1).encode(), binaries(database))


def binaries(database):
    return {str(number): data for number, data in enumerate(database.binaries)}


def keepassxc(given):
    words = ['keepassxc-cli', 'export', '--quiet', '--format', 'xml']
    words += ['--key-file', given.key_file] if given.key_file else []
    words += [] if given.password else ['--no-password']
    line = f'{given.password}\n'.encode() if given.password else b''
    environment = os.environ | {'QT_QPA_PLATFORM': 'offscreen'}
    return subprocess.run([*words, given.file], input=line, env=environment, capture_output=True, check=True).stdout


def text(element, path):
    return (element.findtext(path) or '').strip()


def of_xml(content, attached=None):
    """Attachments are compared where they are known: keepassxc-cli leaves them out."""
    root = tree.fromstring(content)
    reader = Reader(root, attached)
    top = root.find('Root/Group')
    reader.group(top, (), [], False)
    return reader.records


class Reader:
    def __init__(self, root, attached):
        meta = root.find('Meta')
        self.bin = text(meta, 'RecycleBinUUID') if text(meta, 'RecycleBinEnabled') == 'True' else NONE
        self.icons = {text(icon, 'UUID'): text(icon, 'Name') for icon in meta.iter('Icon')}
        self.groups = {text(group, 'UUID'): text(group, 'Name') for group in root.iter('Group')}
        self.attached = attached
        if attached is not None and not attached:
            self.attached = {one.get('ID'): unpacked(one) for one in meta.iter('Binary')}
        self.records = []

    def group(self, element, path, tags, deleted):
        tags = [*tags, *split_tags(text(element, 'Tags'))]
        own = self.group_facts(element)
        # Its tags are on its entries; one without any keeps them itself.
        if own or (text(element, 'Tags') and element.find('.//Entry') is None):
            own += [value(text(element, 'Name'))] + ([fact('folder', path)] if path else [])
            self.records.append(own + self.tags(tags))
        for child in element.findall('Entry'):
            record = self.entry(child) + self.tags([*split_tags(text(child, 'Tags')), *tags])
            record += [fact('folder', path)] if path else []
            self.records.append(record + ([fact('deleted', True)] if deleted else []))
        for child in element.findall('Group'):
            if text(child, 'UUID') == self.bin:
                self.group(child, (), tags, True)
            else:
                self.group(child, (*path, child.findtext('Name') or ''), tags, deleted)

    def tags(self, tags):
        return [fact('tag', tag) for tag in dict.fromkeys(tags)]

    def group_facts(self, element):
        """What a person can set on a group beside its name, icon, tags and place."""
        facts = [value(element.findtext('Notes'))] if element.findtext('Notes') else []
        for child in element:
            if child.tag in PARTS_OF_GROUP or self.is_default(element, child):
                continue
            if child.tag == 'CustomData':
                facts += self.CustomData(child)
            elif child.tag == 'Times':
                facts += [one for one in self.Times(child) if one.what not in ('created', 'modified')]
            elif child.tag in INHERITED:
                said = text(child, '.')
                facts += [name(child.tag), value(said, said.capitalize(), said.lower())]
            else:
                facts += [name(child.tag)] + self.unknown(child)
        return facts

    def is_default(self, group, setting):
        """What is inherited, and what KeePass itself sets on the recycle bin."""
        default = ('', 'null', 'false') if text(group, 'UUID') == self.bin else ('', 'null')
        return setting.tag in INHERITED and text(setting, '.').lower() in default

    def entry(self, element):
        facts = []
        for child in element:
            if child.tag in BOOKKEEPING or child.tag in ('Tags', 'History'):
                continue
            facts += getattr(self, child.tag, lambda one: self.unknown(one))(child)
        facts += self.codes(element)
        for old in element.findall('History/Entry'):
            facts.append(fact('version', *self.version(old, [one for one in facts if one.what == 'attachment'])))
        return facts if self.attached is not None else [*facts, fact('unseen', 'attachment')]

    def version(self, element, attached):
        """Only files that the entry has no longer; not when it was made, and not where it lay: both are the entry's."""
        said = tree.Element('Entry')
        said.extend(child for child in element if child.tag != 'PreviousParentGroup')
        facts = [one for one in self.entry(said) if one.what != 'created' and one not in attached]
        return facts + self.tags(split_tags(text(element, 'Tags')))

    def String(self, element):
        key, content = element.findtext('Key') or '', element.findtext('Value') or ''
        if key in STANDARD:
            return [value(content)] if content else []
        if key in ('otp', 'TOTP Seed', 'TOTP Settings'):
            return []
        facts = [value(content)] if content else []
        return facts if key.startswith('KP2A_URL') else [*facts, name(key)]

    def codes(self, element):
        """A one-time code as the address that it is, or what the plugin's settings say: period and digits."""
        strings = {text(one, 'Key'): one.findtext('Value') or '' for one in element.findall('String')}
        facts = [value(strings['otp'])] if strings.get('otp') else []
        if strings.get('TOTP Seed'):
            facts.append(part(strings['TOTP Seed']))
            period, digits = strings['TOTP Settings'].split(';')
            facts += [part(f'period={period}'), part(f'digits={digits}')]
        return facts

    def Binary(self, element):
        if self.attached is None:
            return []
        reference = element.find('Value')
        data = self.attached[reference.get('Ref')] if reference.get('Ref') else unpacked(reference)
        return [fact('attachment', (text(element, 'Key'), digest(data)))]

    def Times(self, element):
        facts = [fact('created', moment(text(element, 'CreationTime')))]
        facts.append(fact('modified', moment(text(element, 'LastModificationTime'))))
        if text(element, 'Expires') == 'True':
            ends = datetime.datetime.fromtimestamp(moment(text(element, 'ExpiryTime')) / 1000, datetime.timezone.utc)
            facts += [name('expires'), value(f'{ends:%Y-%m-%d}')]
            if f'{ends:%H%M%S}' != '000000':
                facts.append(value(f'{ends:%H:%M:%S}Z'))
        known = BOOKKEEPING | {'CreationTime', 'LastModificationTime', 'ExpiryTime', 'Expires'}
        return facts + [value(text(child, '.')) for child in element if child.tag not in known]

    def IconID(self, element):
        return [] if text(element, '.') in ('', '0') else [name('icon'), value(text(element, '.'))]

    def CustomIconUUID(self, element):
        uuid = text(element, '.')
        return [] if uuid in ('', NONE) else [name('custom icon'), value(self.icons.get(uuid) or uuid)]

    def PreviousParentGroup(self, element):
        uuid = text(element, '.')
        return [] if uuid in ('', NONE) else [value(self.groups.get(uuid) or uuid)]

    def QualityCheck(self, element):
        return [] if text(element, '.').lower() == 'true' else [name('quality check'), value(text(element, '.'))]

    def AutoType(self, element):
        facts = [] if text(element, 'Enabled').lower() != 'false' else [name('auto-type'), part('enabled: no')]
        facts += [part(text(element, 'DefaultSequence'))] if text(element, 'DefaultSequence') else []
        for one in element.iter('Association'):
            facts += [part(text(one, 'Window'))] if text(one, 'Window') else []
            facts += [part(text(one, 'KeystrokeSequence'))] if text(one, 'KeystrokeSequence') else []
        return facts

    def CustomData(self, element):
        return [one for pair in element.findall('Item') for one in self.pair(pair)]

    def pair(self, pair):
        if text(pair, 'Key') == '_LAST_MODIFIED':
            return []
        content = pair.findtext('Value') or ''
        return [name(pair.findtext('Key'))] + ([value(content)] if content else [])

    def unknown(self, element):
        return [part(one.text.strip()) for one in element.iter() if (one.text or '').strip()]


def split_tags(tags):
    return [tag.strip() for tag in tags.replace(',', ';').split(';') if tag.strip()]


def unpacked(element):
    data = base64.b64decode(element.text or '')
    return gzip.decompress(data) if element.get('Compressed') == 'True' else data


def moment(written):
    """Milliseconds since 1970: ISO 8601 in KDBX 3 and XML, in KDBX 4 the seconds since the year 1 in base64."""
    if written.endswith('Z'):
        return int(datetime.datetime.fromisoformat(written.replace('Z', '+00:00')).timestamp() * 1000)
    seconds = struct.unpack('<q', base64.b64decode(written))[0]
    return (seconds - 62135596800) * 1000
