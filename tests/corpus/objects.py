"""Files of JSON (Bitwarden, Keeper, 1Password's 1PIF), and lines of NAME=value. Every value below an item is a fact, but for those that are named here."""

import datetime
import json

from facts import fact, name, part, value

# What links the parts of the file, or says how the program is to handle an entry while nobody changed that.
BITWARDEN_LINKS = {'id', 'organizationId', 'collectionIds', 'type', 'folderId'}
BITWARDEN_KINDS = {1: 'login', 2: 'note', 3: 'card', 4: 'identity', 5: 'ssh_key'}
PIF_KINDS = {'webforms.WebForm': 'login', 'wallet.financial.CreditCard': 'card'}


def of_json(document):
    if 'records' in document:
        return [keeper(record) for record in document['records']]
    folders = {folder['id']: tuple(folder['name'].split('/')) for folder in document['folders']}
    return [bitwarden(item, folders) for item in document['items']]


def leaves(node):
    """The values below a node, as text."""
    if isinstance(node, dict):
        return [leaf for child in node.values() for leaf in leaves(child)]
    if isinstance(node, list):
        return [leaf for child in node for leaf in leaves(child)]
    return [] if node in (None, '') else [str(node).lower() if isinstance(node, bool) else str(node)]


def bitwarden(item, folders):
    facts = [fact('folder', folders[item['folderId']])] if item.get('folderId') else []
    facts += [fact('kind', BITWARDEN_KINDS[item['type']])] if 'type' in item else []
    for key, node in item.items():
        if key in BITWARDEN_LINKS or node in (None, '', False):
            continue
        if key == 'favorite':
            facts.append(fact('favourite', True))
        elif key == 'fields':
            facts += [one for field in node for one in bitwarden_field(field)]
        elif key == 'card':
            facts += card(node)
        elif key in ('creationDate', 'revisionDate'):
            facts.append(fact('created' if key == 'creationDate' else 'modified', iso(node)))
        elif key == 'login':
            facts += [value(leaf) for leaf in leaves({**node, 'uris': [one['uri'] for one in node.get('uris') or []]})]
        elif key != 'secureNote':
            facts += [value(leaf) for leaf in leaves(node)]
    return facts


def bitwarden_field(field):
    return [name(field['name'])] + ([value(field['value'])] if field['value'] else [])


def card(node):
    rest = {key: leaf for key, leaf in node.items() if key not in ('expMonth', 'expYear')}
    return [value(f'{node["expYear"]}-{node["expMonth"]:0>2}')] + [value(leaf) for leaf in leaves(rest)]


def iso(text):
    return int(datetime.datetime.fromisoformat(text.replace('Z', '+00:00')).timestamp() * 1000)


def keeper(record):
    """What `schema` has is the names of fields that the type has, not values."""
    facts = [fact('kind', record['$type'])]
    for placed in record.get('folders', []):
        facts.append(fact('folder', tuple(placed['folder'].split('\\'))))
    rest = {key: node for key, node in record.items() if key not in ('$type', 'schema', 'folders')}
    return facts + [value(leaf) for leaf in leaves(rest)]


def of_1pif(text):
    lines = [json.loads(line) for line in text.splitlines() if line.startswith('{')]
    groups = {line['uuid']: line for line in lines if line['typeName'].startswith('system.folder')}
    return [pif(line, groups) for line in lines if line['uuid'] not in groups]


def pif(line, groups):
    facts = [value(line['title']), fact('modified', line['updatedAt'] * 1000), fact('created', line['createdAt'] * 1000)]
    facts.append(fact('kind', PIF_KINDS[line['typeName']]))
    path, above = [], line.get('folderUuid')
    while above:
        path.insert(0, groups[above]['title'])
        above = groups[above].get('folderUuid')
    facts += [fact('folder', tuple(path))] if path else []
    content = line['secureContents']
    facts += [value(field['value']) for field in content.get('fields', []) if field['value']]
    shown = []
    for section in content.get('sections', []):
        shown += [field for field in section.get('fields', []) if 'v' in field]
    facts += [value(month(field['v']) if field['k'] == 'monthYear' else str(field['v'])) for field in shown]
    # The same again, as the program's older versions had it: said once by the section.
    again = {str(field['v']) for field in shown} | {month(field['v']) for field in shown if field['k'] == 'monthYear'}
    for key in content.keys() - {'fields', 'sections'}:
        if not key.endswith(('_mm', '_yy')) and str(content[key]) not in again:
            facts.append(value(str(content[key])))
    for key in [key[:-3] for key in content if key.endswith('_yy')]:
        if f'{content[key + "_yy"]}-{int(content[key + "_mm"]):02}' not in again:
            facts.append(part(content[key + '_yy']))
    return facts


def month(number):
    return f'{number // 100}-{number % 100:02}'


def of_dotenv(text):
    """One item: every value under its name, whether a later line replaces it or not, and every comment. Titled by its names."""
    pairs = [line.split('=', 1) for line in text.splitlines() if '=' in line and not line.startswith('#')]
    facts = [value(content.strip()) for _, content in pairs if content.strip()]
    facts += [part(line.lstrip('#').strip()) for line in text.splitlines() if line.startswith('#') and line.strip('# ')]
    return [*facts, fact('derived', ', '.join(dict.fromkeys(word.strip() for word, _ in pairs)))]
