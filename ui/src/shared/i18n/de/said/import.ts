/** Dateien anderer Programme: warum sie nicht gelesen werden, und was aus ihnen nicht mitkommt. */
export const imports = {
  'this file is of no kind that can be imported':
    'diese Datei ist von keiner Art, die sich importieren lässt',
  'export again as CSV, Bitwarden JSON or KDBX': 'exportiere noch einmal, als CSV, Bitwarden-JSON oder KDBX',
  'a {product} file cannot be read': 'eine solche Datei ({product}) kann nicht gelesen werden',
  'KeePass database (KDBX)': 'KeePass-Datenbank (KDBX)',
  'KeePass 1 database (KDB)': 'KeePass-1-Datenbank (KDB)',
  '1Password CSV (older)': '1Password CSV (älter)',
  'Credential Exchange Format (CXF)': 'Austauschformat für Anmeldedaten (CXF)',
  'one-time codes (otpauth)': 'Einmalcodes (otpauth)',
  'key or certificate file': 'Schlüssel- oder Zertifikatsdatei',
  '.env file': '.env-Datei',
  'PostgreSQL password file': 'Passwortdatei von PostgreSQL',
  '.netrc file': '.netrc-Datei',
  'AWS credentials': 'Zugangsdaten von AWS',
  'Docker config.json': 'config.json von Docker',
  '1Password OPVault': '1Password OPVault',
  'password store (pass, gopass)': 'Passwortspeicher (pass, gopass)',
  'none of your keys decrypts this file': 'keiner deiner Schlüssel entschlüsselt diese Datei',
  'the password of the key was not given': 'das Passwort des Schlüssels wurde nicht eingegeben',
  'decrypting this file took too long': 'diese Datei zu entschlüsseln dauerte zu lange',
  'an encrypted file of more than 16 MiB': 'eine verschlüsselte Datei von mehr als 16 MiB',
  'this file could not be decrypted': 'diese Datei konnte nicht entschlüsselt werden',
  'a file of a password store that is not encrypted':
    'eine Datei eines Passwortspeichers, die nicht verschlüsselt ist',
  'keyring of the desktop': 'Schlüsselbund des Desktops',
  'this keyring stayed locked': 'dieser Schlüsselbund blieb gesperrt',
  'the keyring did not give this entry': 'der Schlüsselbund gab diesen Eintrag nicht heraus',
  'the keyring of this desktop did not answer': 'der Schlüsselbund dieses Desktops hat nicht geantwortet',
  'the keyring of this desktop stayed locked': 'der Schlüsselbund dieses Desktops blieb gesperrt',
  'unlock it when it asks, and try again': 'entsperre ihn, wenn er fragt, und versuche es noch einmal',
  'check that one runs, and answer its questions': 'prüfe, ob einer läuft, und beantworte seine Fragen',
  '{program} is missing, which decrypts this': '{program} fehlt, womit das entschlüsselt wird',
  'install it and try again': 'installiere es und versuche es noch einmal',
  'nothing could be decrypted ({reason})': 'nichts konnte entschlüsselt werden ({reason})',
  'check that {program} decrypts it at a command line':
    'prüfe, ob {program} es an einer Kommandozeile entschlüsselt',
  'folder, kind, dates or trash of some items were changed since they were written, look at them: {}':
    'Ordner, Art, Daten oder Papierkorb einiger Einträge wurden geändert, seit sie geschrieben wurden, sieh sie dir an: {}',
  'it holds no password, for they are in the credential store that it names: run docker-credential-NAME get to see one':
    'sie enthält kein Passwort, denn sie liegen in dem Speicher, den sie nennt: führe docker-credential-NAME get aus, um eines zu sehen',
  'PGP-encrypted': 'mit PGP verschlüsselt',
  'decrypt it with gpg --output data.json --decrypt and import that':
    'entschlüssle sie mit gpg --output data.json --decrypt und importiere das',
  'age-encrypted': 'mit age verschlüsselt',
  'decrypt it with age --decrypt and import that': 'entschlüssle sie mit age --decrypt und importiere das',
  'run gpg --output data.json --decrypt data.pgp and import data.json, or export from Proton Pass without encryption':
    'führe gpg --output data.json --decrypt data.pgp aus und importiere data.json, oder exportiere aus Proton Pass ohne Verschlüsselung',
  'the password does not open this file': 'das Passwort öffnet diese Datei nicht',
  'check that it is the password that was chosen for the export':
    'prüfe, ob es das Passwort ist, das für den Export gewählt wurde',
  'a file of no kind that can be imported': 'eine Datei von keiner Art, die sich importieren lässt',
  'an account of which no code can be made': 'ein Konto, für das sich kein Code bilden lässt',
  'in Bitwarden choose Export vault, format .json (not encrypted), and import that file':
    'wähle in Bitwarden „Tresor exportieren“ mit dem Format .json (unverschlüsselt) und importiere diese Datei',
  'this export is encrypted': 'dieser Export ist verschlüsselt',
  'this file is encrypted': 'diese Datei ist verschlüsselt',
  'enter its password or choose its key file': 'gib ihr Passwort ein oder wähle ihre Schlüsseldatei',
  'the password or key file does not open this database':
    'das Passwort oder die Schlüsseldatei öffnet diese Datenbank nicht',
  'check both; a database that also needs a hardware key (challenge-response) cannot be told from a wrong password: remove that key from it first':
    'prüfe beides; eine Datenbank, die auch einen Hardware-Schlüssel (Challenge-Response) verlangt, ist von einem falschen Passwort nicht zu unterscheiden: entferne diesen Schlüssel zuerst aus ihr',
  'the key file is damaged or of an unknown version':
    'die Schlüsseldatei ist beschädigt oder von unbekannter Version',
  'choose another copy of it': 'wähle eine andere Kopie von ihr',
  'version {found} of this format cannot be read': 'Version {found} dieses Formats kann nicht gelesen werden',
  'save the file in a current version and import that':
    'speichere die Datei in einer aktuellen Version und importiere diese',
  'this file uses {what}, which cannot be read': 'diese Datei verwendet {what} und kann nicht gelesen werden',
  'change that setting in the other program and save again':
    'ändere diese Einstellung im anderen Programm und speichere noch einmal',
  'the file is damaged ({at})': 'die Datei ist beschädigt ({at})',
  'export it again or take another copy': 'exportiere sie noch einmal oder nimm eine andere Kopie',
  'the file is too large ({what}, limit {limit})': 'die Datei ist zu groß ({what}, Grenze {limit})',
  'split it, or check that it is the right file': 'teile sie auf, oder prüfe, ob es die richtige Datei ist',
  'opening this file would cost too much ({what}, limit {limit})':
    'diese Datei zu öffnen wäre zu aufwendig ({what}, Grenze {limit})',
  'lower its key derivation settings first': 'senke zuerst die Einstellungen ihrer Schlüsselableitung',
  'there is not enough memory to open this file': 'der Speicher reicht nicht aus, um diese Datei zu öffnen',
  'line {line} is not UTF-8 text': 'Zeile {line} ist kein Text in UTF-8',
  'export again and choose UTF-8': 'exportiere noch einmal und wähle UTF-8',
  'this file is UTF-16 text': 'diese Datei ist Text in UTF-16',
  'save it as UTF-8 and import that': 'speichere sie in UTF-8 und importiere das',
  '{path} could not be read ({kind})': '{path} konnte nicht gelesen werden ({kind})',
  'check the path and its permissions': 'prüfe den Pfad und seine Zugriffsrechte',
  '{path} is no regular file': '{path} ist keine gewöhnliche Datei',
  'choose a file': 'wähle eine Datei',
  'the file is larger than {limit_mib} MiB': 'die Datei ist größer als {limit_mib} MiB',
  'export it in parts': 'exportiere in Teilen',
  'the file needs more memory or time than an import is given':
    'die Datei braucht mehr Speicher oder Zeit, als ein Import bekommt',
  'it is damaged or made to harm': 'sie ist beschädigt oder soll Schaden anrichten',
  'the import process failed': 'der Prozess für den Import hat versagt',
  'no file was previewed': 'in keine Datei wurde hineingesehen',
  'choose one and look at it first': 'wähle eine und sieh zuerst hinein',

  'a quotation mark is missing somewhere: the file may be cut short, look at the last rows':
    'irgendwo fehlt ein Anführungszeichen: vielleicht ist die Datei abgeschnitten, sieh dir die letzten Zeilen an',
  'usage statistics of the other program are left behind: {}':
    'Nutzungsstatistik des anderen Programms bleibt zurück: {}',
  'what is said about the database as a whole is left behind: {}':
    'was über die Datenbank als Ganzes gesagt ist, bleibt zurück: {}',
  '{count} pictures are left behind': 'Bilder, die zurückbleiben: {count}',
  '{count} references to other entries were replaced by what they name: each changes for itself from now on':
    'Verweise auf andere Einträge, an deren Stelle jetzt steht, was sie nennen: {count}. Beides ändert sich von nun an unabhängig',
  '{count} references to other entries could not be followed and stand as text: enter what they mean':
    'Verweise auf andere Einträge, denen nicht gefolgt werden konnte und die als Text dastehen: {count}. Trage ein, was sie meinen',
  'values that are marked as encrypted were taken as they stand: export the file again if they look wrong':
    'Werte, die als verschlüsselt gekennzeichnet sind, wurden übernommen, wie sie dastehen: exportiere die Datei noch einmal, wenn sie falsch aussehen',
  'the file is of the newer version {found}: what is unknown comes as custom fields':
    'die Datei hat die neuere Version {found}: was unbekannt ist, kommt als eigenes Feld',
  'the file has a peculiarity that this program cannot name':
    'die Datei hat eine Besonderheit, die dieses Programm nicht benennen kann',
  'all attachments together are larger than 128 MiB': 'alle Anhänge zusammen sind größer als 128 MiB',
  'the file names an attachment that it does not have': 'die Datei nennt einen Anhang, den sie nicht hat',
  'a file in the archive that no item names': 'eine Datei im Archiv, die kein Eintrag nennt',

  'nothing would open the database': 'nichts würde die Datenbank öffnen',
  'enter a password or choose a key file': 'gib ein Passwort ein oder wähle eine Schlüsseldatei',
  'the key derivation cannot be done at these costs':
    'mit diesen Kosten lässt sich der Schlüssel nicht ableiten',
  'choose other ones ({0})': 'wähle andere ({0})',
  'the database could not be written': 'die Datenbank konnte nicht geschrieben werden',
  'check the space that is left ({0})': 'prüfe den freien Platz ({0})',
};
