/** Words about passwords that were published. */
export const breach = {
  'breach.title': 'Published in breaches',
  'breach.never':
    'The passwords of this vault were never compared with published ones. Nothing is asked by itself.',
  'breach.last_online': {
    one: 'Last asked on {time}, for {count} item.',
    other: 'Last asked on {time}, for {count} items.',
  },
  'breach.last_file': {
    one: 'Last compared with a file on {time}, {count} item.',
    other: 'Last compared with a file on {time}, {count} items.',
  },
  'breach.found': 'Found in breaches',
  'breach.online': 'Check for breaches…',
  'breach.file': 'Check against a file…',
  'breach.switch_on': 'Check online: settings…',
  'breach.checking': 'Comparing passwords',
  'breach.none': 'No password was found in breaches',
  'breach.done': {
    one: '{count} item has a password that was found in breaches',
    other: '{count} items have a password that was found in breaches',
  },
  'breach.stopped': {
    one: 'Stopped; {count} item was found until then',
    other: 'Stopped; {count} items were found until then',
  },
  'breach.facts': '{checked:# item|# items} compared, {requests:# request|# requests} sent.',
  'breach.unanswered': {
    one: '{count} item could not be looked up.',
    other: '{count} items could not be looked up.',
  },
  'breach.excerpt': 'The file has not all published hashes: what it lacks may be published all the same.',
  'breach.online_title': 'Check for breaches',
  'breach.host': 'This asks {host}.',
  'breach.sent': {
    one: 'It is sent the first five digits of the SHA-1 of each password, at most {count} request; no other part of a password or of its hash leaves this machine.',
    other:
      'It is sent the first five digits of the SHA-1 of each password, at most {count} requests; no other part of a password or of its hash leaves this machine.',
  },
  'breach.learns': 'It answers with all hashes that begin so, and the comparison is made here.',
  'breach.ask': 'Ask',
  'breach.file_title': 'Check against a file',
  'breach.file_lead':
    'A list of published hashes, SHA-1 or NTLM, ordered by hash, as Have I Been Pwned publishes it; or the folder of its downloader. Nothing leaves this machine.',
  'breach.path': 'File or folder',
  'breach.check': 'Check',
  'health.part.unbreached': 'Not in breaches',
  'view.breached': 'Found in breaches',
  'finding.breached_password.times': {
    one: 'This password was found in published breaches {count} time',
    other: 'This password was found in published breaches {count} times',
  },
  'action.check_breaches': 'Compared with breaches',
  'detail.online': 'a service was asked',
  'detail.file': 'in a file',
  'detail.breaches': 'results of a comparison with breaches',
  'settings.network': 'Network',
  'settings.breach_online': 'Ask Have I Been Pwned',
  'settings.breach_online_hint':
    'When you start a check, the first five digits of the SHA-1 of each password are sent, and nothing else of it.',
  'settings.breach_service': 'Address',
  'settings.breach_service_hint': 'empty, or a mirror of your own',
};
