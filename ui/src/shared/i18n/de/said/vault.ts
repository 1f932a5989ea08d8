/** Was im Tresor liegt, seine Datei, seine Prüfung, seine Sicherungen. */
export const vault = {
  'there is no such {what}': '{what} nicht gefunden',
  'there is no such item': 'diesen Eintrag gibt es nicht',
  'there is no such folder': 'diesen Ordner gibt es nicht',
  'there is no such version': 'diese Fassung gibt es nicht',
  'there is no such import': 'diesen Import gibt es nicht, oder er ist schon zurückgenommen',
  'there is no such field': 'dieses Feld gibt es nicht',
  item: 'Eintrag',
  folder: 'Ordner',
  import: 'Import',
  field: 'Feld',
  attachment: 'Datei',
  'version {}': 'Fassung {}',
  'it may have been removed': 'vielleicht wurde das inzwischen entfernt',
  'the item was changed meanwhile': 'der Eintrag wurde inzwischen geändert',
  'look at it again and repeat your change': 'sieh ihn dir noch einmal an und wiederhole deine Änderung',
  'an item has at most 10,000 fields and 10,000 tags':
    'ein Eintrag hat höchstens 10.000 Felder und 10.000 Schlagwörter',
  'split it': 'teile ihn auf',
  'there is no such type of field': 'diese Art von Feld gibt es nicht',
  'choose another': 'wähle eine andere',
  'a new item has no earlier values to keep':
    'ein neuer Eintrag hat keine früheren Werte, die er behalten könnte',
  'enter them': 'gib sie ein',
  'the file was not attached': 'die Datei wurde nicht angehängt',
  'it was cancelled': 'das wurde abgebrochen',
  'the file is larger than 2 GiB': 'die Datei ist größer als 2 GiB',
  'split it, or keep it elsewhere': 'teile sie auf, oder bewahre sie anderswo auf',
  'there is no regular file': 'dort ist keine gewöhnliche Datei',
  'the name is empty': 'der Name ist leer',
  'enter one': 'gib einen ein',
  'the content is too large': 'der Inhalt ist zu groß',
  'shorten it': 'kürze ihn',
  'a folder cannot be moved into itself or a folder in it':
    'ein Ordner lässt sich nicht in sich selbst oder in einen Ordner darin verschieben',
  'choose another place': 'wähle einen anderen Platz',
  'a folder needs a name of at most 255 characters, and at most 64 folders above it':
    'ein Ordner braucht einen Namen von höchstens 255 Zeichen, und über ihm dürfen höchstens 64 Ordner liegen',

  'the vault was changed by another program': 'ein anderes Programm hat den Tresor geändert',
  'lock it and unlock it again': 'sperre ihn und entsperre ihn wieder',
  "the vault's keys are used up": 'die Schlüssel des Tresors sind aufgebraucht',
  'export it into a new one': 'übertrage ihn in einen neuen',
  'please report this': 'bitte melde das',
  'the change has more parts than were counted': 'die Änderung hat mehr Teile, als gezählt wurden',
  'back the vault up and restore it': 'sichere den Tresor und stelle ihn wieder her',
  'what this machine remembers of the vault cannot be true':
    'was dieser Rechner sich über den Tresor gemerkt hat, kann nicht stimmen',
  'remove its file of remembered states': 'entferne die Datei mit den gemerkten Ständen',

  'there is no file at that place': 'an diesem Ort ist keine Datei',
  'check the path': 'prüfe den Pfad',
  'there is a file at that place already': 'an diesem Ort ist schon eine Datei',
  'choose another name': 'wähle einen anderen Namen',
  'choose another name; nothing is overwritten': 'wähle einen anderen Namen; überschrieben wird nichts',
  'the file is not a Strongroom vault': 'die Datei ist kein Tresor von Strongroom',
  'this is not a Strongroom vault': 'das ist kein Tresor von Strongroom',
  'choose another file': 'wähle eine andere Datei',
  'the vault file has layout {found}, this program knows {known}':
    'die Tresordatei ist nach Layout {found} aufgebaut, dieses Programm kennt {known}',
  'use a newer program': 'nimm ein neueres Programm',
  'use a newer one': 'nimm ein neueres Programm',
  'the vault has format {major}.{minor}, which is newer than this program':
    'der Tresor hat das Format {major}.{minor}, das neuer ist als dieses Programm',
  'the vault uses algorithms that this program does not know':
    'der Tresor verwendet Verfahren, die dieses Programm nicht kennt',
  'the vault was written before a weakness was closed':
    'der Tresor wurde geschrieben, bevor eine Schwachstelle geschlossen war',
  'restore it from a newer backup': 'stelle den Tresor aus einer neueren Sicherung wieder her',
  'the disk is full': 'der Datenträger ist voll',
  'free some space; nothing was changed': 'schaffe Platz; geändert wurde nichts',
  'the disk is full: nothing can be changed, and the trail does not show what is read until there is room':
    'der Datenträger ist voll: nichts lässt sich ändern, und bis Platz ist, zeigt der Verlauf nicht, was gelesen wird',
  'the vault file or its folder is read-only': 'die Tresordatei oder ihr Ordner ist schreibgeschützt',
  'change its permissions; nothing was changed': 'ändere die Zugriffsrechte; am Tresor wurde nichts geändert',
  'the vault file is read-only: nothing can be changed, and the trail does not show what is read now':
    'die Tresordatei ist schreibgeschützt: nichts lässt sich ändern, und der Verlauf zeigt nicht, was jetzt gelesen wird',
  'the vault file may not be opened': 'die Tresordatei darf nicht geöffnet werden',
  'change its permissions': 'ändere die Zugriffsrechte',
  'another program holds the vault': 'ein anderes Programm hält den Tresor fest',
  'close it and try again': 'schließe es und versuche es noch einmal',
  'reading or writing the vault file failed ({what})':
    'die Tresordatei konnte nicht gelesen oder geschrieben werden ({what})',
  'check the disk': 'prüfe den Datenträger',

  'the vault file is damaged ({what})': 'die Tresordatei ist beschädigt ({what})',
  'restore it from a backup': 'stelle den Tresor aus einer Sicherung wieder her',
  'restore the vault from a backup': 'stelle den Tresor aus einer Sicherung wieder her',
  "the vault's header is damaged ({0})": 'der Kopf des Tresors ist beschädigt ({0})',
  "the vault's header was changed; restore it from a backup":
    'der Kopf des Tresors wurde verändert; stelle den Tresor aus einer Sicherung wieder her',
  "the vault's header was changed by someone without its key":
    'den Kopf des Tresors hat jemand verändert, der seinen Schlüssel nicht hat',
  "the vault's header or index was changed by someone without its key":
    'den Kopf oder das Verzeichnis des Tresors hat jemand verändert, der seinen Schlüssel nicht hat',
  'the vault file was replaced by an older one while it was open':
    'die Tresordatei wurde durch eine ältere ersetzt, während sie offen war',
  'lock it and look for the newer file': 'sperre den Tresor und suche die neuere Datei',
  'the vault is damaged in {found} places ({problem}): verify it, and restore it from a backup':
    'der Tresor ist an {found} Stellen beschädigt ({problem}): prüfe ihn, und stelle ihn aus einer Sicherung wieder her',
  'the vault is damaged in 1 places ({problem}): verify it, and restore it from a backup':
    'der Tresor ist an einer Stelle beschädigt ({problem}): prüfe ihn, und stelle ihn aus einer Sicherung wieder her',
  'the audit chain breaks at entry {number}': 'die Kette des Verlaufs bricht bei Glied {number}',
  'a record ({class} {id}) is missing': 'ein Datensatz fehlt ({class} {id})',
  'a record ({class} {id}) is an older state, put back':
    'ein Datensatz ist ein älterer Stand, der zurückgelegt wurde ({class} {id})',
  'a record ({class} {id}) was changed, or moved from another place':
    'ein Datensatz wurde verändert oder stammt von anderer Stelle ({class} {id})',
  'a record ({class} {id}) does not say what it should':
    'ein Datensatz sagt nicht, was er sollte ({class} {id})',
  'a record ({class} {id}) is listed nowhere': 'ein Datensatz ist nirgends verzeichnet ({class} {id})',
  '{class} {id} is missing': '{class} {id} fehlt',
  '{class} {id} is an older state, put back': '{class} {id} ist ein älterer Stand, der zurückgelegt wurde',
  '{class} {id} was changed, or moved from another place':
    '{class} {id} wurde verändert oder stammt von anderer Stelle',
  '{class} {id} does not say what it should': '{class} {id} sagt nicht, was dort stehen sollte',
  '{class} {id} is listed nowhere': '{class} {id} ist nirgends verzeichnet',
  Item: 'Eintrag',
  Version: 'Fassung',
  Page: 'Seite des Verzeichnisses',
  Audit: 'Glied des Verlaufs',
  Folder: 'Ordner',
  Setting: 'Einstellung',
  Attachment: 'Teil einer Datei',

  "the backup's passphrase is empty": 'die Passphrase der Sicherung ist leer',
  'the backup is empty': 'die Sicherung ist leer',
  'write it again': 'schreibe sie noch einmal',
  'the backup could not be read or written ({})':
    'die Sicherung konnte nicht gelesen oder geschrieben werden ({})',
  'reading or writing the backup file failed ({0})':
    'die Sicherungsdatei konnte nicht gelesen oder geschrieben werden ({0})',
  'check the disk and the path': 'prüfe den Datenträger und den Pfad',
  'this is not a Strongroom backup': 'das ist keine Sicherung von Strongroom',
  'the backup has format {major}.{minor}, which this program does not know':
    'die Sicherung hat das Format {major}.{minor}, das dieses Programm nicht kennt',
  'the passphrase does not open this backup': 'die Passphrase öffnet diese Sicherung nicht',
  'check it': 'prüfe die Eingabe',
  'the backup was changed': 'die Sicherung wurde verändert',
  'the backup was changed or cut short': 'die Sicherung wurde verändert oder abgeschnitten',
  "the backup's head is damaged ({0})": 'der Kopf der Sicherung ist beschädigt ({0})',
  "the backup's content is damaged ({0})": 'der Inhalt der Sicherung ist beschädigt ({0})',
  "the backup's header and key do not belong together":
    'Kopf und Schlüssel der Sicherung gehören nicht zusammen',
  'the backup is not sound ({0})': 'die Sicherung ist nicht in Ordnung ({0})',
  'use another backup': 'nimm eine andere Sicherung',
};
