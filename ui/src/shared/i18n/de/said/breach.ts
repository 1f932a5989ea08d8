/** Der Vergleich mit veröffentlichten Passwörtern: Dienst, Dateien, Adresse. */
export const breach = {
  'the list of hashes is empty': 'die Liste der Hashes ist leer',
  'try again later, or check the address or the folder':
    'versuche es später noch einmal, oder prüfe die Adresse oder den Ordner',
  'the list of hashes is larger than 2 MiB': 'die Liste der Hashes ist größer als 2 MiB',
  'what came is no list of hashes': 'was kam, ist keine Liste von Hashes',
  'check the address or the folder': 'prüfe die Adresse oder den Ordner',
  'this is no address of a service': 'das ist keine Adresse eines Dienstes',
  'write it as https://host, with a port or a path where it has one':
    'schreibe sie als https://rechner, mit Port oder Pfad, wo sie einen hat',
  "the service's address begins with http": 'die Adresse des Dienstes beginnt mit http',
  'write https, which only a service on this machine may do without':
    'schreibe https; nur ein Dienst auf diesem Rechner darf darauf verzichten',
  'the file of hashes is empty': 'die Datei mit den Hashes ist leer',
  'download it again': 'lade sie noch einmal herunter',
  'the file is no list of SHA-1 or NTLM hashes with counts':
    'die Datei ist keine Liste von SHA-1- oder NTLM-Hashes mit Anzahlen',
  'choose the one that is ordered by hash': 'wähle die, die nach Hash geordnet ist',
  'the hashes in the file are not in order': 'die Hashes in der Datei sind nicht geordnet',
  'choose the file that is ordered by hash, not by count':
    'wähle die Datei, die nach Hash geordnet ist, nicht nach Anzahl',
  'the file of hashes ends in the middle of a line': 'die Datei mit den Hashes endet mitten in einer Zeile',
  'the file of hashes could not be read ({0})': 'die Datei mit den Hashes konnte nicht gelesen werden ({0})',
  'check the path, its permissions and the disk': 'prüfe den Pfad, seine Rechte und das Laufwerk',
  'what is there is no regular file and no folder': 'dort ist weder eine gewöhnliche Datei noch ein Ordner',
  'the folder has no lists of hashes, such as 00000.txt':
    'der Ordner hat keine Listen von Hashes wie 00000.txt',
  'a file of the folder could not be read or written ({})':
    'eine Datei des Ordners konnte nicht gelesen oder geschrieben werden ({})',
  'the check was interrupted': 'der Vergleich wurde unterbrochen',
  'asking the breach service is switched off': 'den Dienst zu fragen ist ausgeschaltet',
  'switch it on in the settings': 'schalte es in den Einstellungen ein',
  'the breach service is another one than was shown': 'der Dienst ist ein anderer, als angezeigt war',
  'look at the settings and try again': 'sieh in die Einstellungen und versuche es noch einmal',
  'passwords are being checked already': 'die Passwörter werden schon verglichen',
  'wait until that is done, or cancel it': 'warte, bis das getan ist, oder brich es ab',
  'this item has no password to check': 'dieser Eintrag hat kein Passwort zum Vergleichen',
  'no connection to the breach service can be made': 'eine Verbindung zum Dienst ist nicht möglich',
  'check the certificates of the system': 'prüfe die Zertifikate des Systems',
  'the breach service cannot be reached': 'der Dienst ist nicht erreichbar',
  'check the network and the address in the settings':
    'prüfe das Netzwerk und die Adresse in den Einstellungen',
  'the breach service did not answer within ten seconds':
    'der Dienst hat innerhalb von zehn Sekunden nicht geantwortet',
  'try again later': 'versuche es später noch einmal',
  'the breach service asks to be left alone for {seconds} s': 'der Dienst bittet um {seconds} s Ruhe',
  'wait and try again': 'warte und versuche es noch einmal',
  'the breach service sends to another address, which is not followed':
    'der Dienst verweist auf eine andere Adresse; dem wird nicht gefolgt',
  'check the address in the settings': 'prüfe die Adresse in den Einstellungen',
  'the breach service answered with the error {status}': 'der Dienst antwortete mit dem Fehler {status}',
  'the answer of the breach service is larger than 2 MiB': 'die Antwort des Dienstes ist größer als 2 MiB',
};
