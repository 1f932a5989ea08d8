/** Wörter über veröffentlichte Passwörter. */
export const breach = {
  'breach.title': 'In Datenlecks veröffentlicht',
  'breach.never':
    'Die Passwörter dieses Tresors wurden noch nie mit veröffentlichten verglichen. Von selbst wird nichts gefragt.',
  'breach.last_online': {
    one: 'Zuletzt gefragt am {time}, für {count} Eintrag.',
    other: 'Zuletzt gefragt am {time}, für {count} Einträge.',
  },
  'breach.last_file': {
    one: 'Zuletzt mit einer Datei verglichen am {time}, {count} Eintrag.',
    other: 'Zuletzt mit einer Datei verglichen am {time}, {count} Einträge.',
  },
  'breach.found': 'In Datenlecks gefunden',
  'breach.online': 'Datenlecks prüfen…',
  'breach.file': 'Mit einer Datei vergleichen…',
  'breach.switch_on': 'Online prüfen: Einstellungen…',
  'breach.checking': 'Passwörter werden verglichen',
  'breach.none': 'Kein Passwort wurde in Datenlecks gefunden',
  'breach.done': {
    one: '{count} Eintrag hat ein Passwort, das in Datenlecks gefunden wurde',
    other: '{count} Einträge haben ein Passwort, das in Datenlecks gefunden wurde',
  },
  'breach.stopped': {
    one: 'Abgebrochen; bis dahin wurde {count} Eintrag gefunden',
    other: 'Abgebrochen; bis dahin wurden {count} Einträge gefunden',
  },
  'breach.facts': '{checked:# Eintrag|# Einträge} verglichen, {requests:# Anfrage|# Anfragen} gesendet.',
  'breach.unanswered': {
    one: '{count} Eintrag ließ sich nicht nachschlagen.',
    other: '{count} Einträge ließen sich nicht nachschlagen.',
  },
  'breach.excerpt':
    'Die Datei hat nicht alle veröffentlichten Hashes: Was ihr fehlt, kann trotzdem veröffentlicht sein.',
  'breach.online_title': 'Datenlecks prüfen',
  'breach.host': 'Gefragt wird {host}.',
  'breach.sent': {
    one: 'Gesendet werden die ersten fünf Stellen des SHA-1 jedes Passworts, höchstens {count} Anfrage; kein anderer Teil eines Passworts oder seines Hashes verlässt diesen Rechner.',
    other:
      'Gesendet werden die ersten fünf Stellen des SHA-1 jedes Passworts, höchstens {count} Anfragen; kein anderer Teil eines Passworts oder seines Hashes verlässt diesen Rechner.',
  },
  'breach.learns': 'Die Antwort sind alle Hashes, die so beginnen; verglichen wird hier.',
  'breach.ask': 'Fragen',
  'breach.file_title': 'Mit einer Datei vergleichen',
  'breach.file_lead':
    'Eine Liste veröffentlichter Hashes, SHA-1 oder NTLM, nach Hash geordnet, wie Have I Been Pwned sie veröffentlicht; oder der Ordner des Downloaders. Nichts verlässt diesen Rechner.',
  'breach.path': 'Datei oder Ordner',
  'breach.check': 'Vergleichen',
  'health.part.unbreached': 'In keinem Datenleck',
  'view.breached': 'In Datenlecks gefunden',
  'finding.breached_password.times': {
    one: 'Dieses Passwort wurde {count} Mal in veröffentlichten Datenlecks gefunden',
    other: 'Dieses Passwort wurde {count} Mal in veröffentlichten Datenlecks gefunden',
  },
  'action.check_breaches': 'Mit Datenlecks verglichen',
  'detail.online': 'ein Dienst wurde gefragt',
  'detail.file': 'in einer Datei',
  'detail.breaches': 'Ergebnisse eines Vergleichs mit Datenlecks',
  'settings.network': 'Netzwerk',
  'settings.breach_online': 'Have I Been Pwned fragen',
  'settings.breach_online_hint':
    'Wenn du eine Prüfung startest, werden die ersten fünf Stellen des SHA-1 jedes Passworts gesendet, und sonst nichts davon.',
  'settings.breach_service': 'Adresse',
  'settings.breach_service_hint': 'leer, oder ein eigener Spiegel',
};
