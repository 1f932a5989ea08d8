/** Öffnen, Wege zum Öffnen, Schlüsselbund, Wiederherstellungscode. */
export const session = {
  'the vault is locked': 'der Tresor ist gesperrt',
  'unlock it first': 'entsperre ihn zuerst',
  'the password or code does not open this vault': 'das Passwort oder der Code öffnet diesen Tresor nicht',
  'check it and try again': 'prüfe die Eingabe und versuche es noch einmal',
  'check it and try again; if the system keyring was replaced, use the recovery code':
    'prüfe es und versuche es noch einmal; wenn der Schlüsselbund des Systems ersetzt wurde, nimm den Wiederherstellungscode',
  'this vault has no such way in': 'auf diesem Weg lässt sich dieser Tresor nicht öffnen',
  'use its password or its recovery code': 'nimm sein Passwort oder seinen Wiederherstellungscode',
  'a vault has between one and sixteen ways in':
    'ein Tresor lässt sich auf mindestens einem und höchstens sechzehn Wegen öffnen',
  'the password was wrong {} times': 'das Passwort war {}-mal falsch',
  'wait {wait_seconds} s': 'warte {wait_seconds} s',
  'since the vault was last open, a wrong password was tried':
    'seit der Tresor zuletzt offen war, wurde ein falsches Passwort versucht',
  'since the vault was last open, wrong passwords were tried {times} times':
    'seit der Tresor zuletzt offen war, wurden {times}-mal falsche Passwörter versucht',
  'the master password is empty': 'das Hauptpasswort ist leer',
  'choose one': 'fülle das Feld aus',
  'opening the vault was interrupted': 'das Öffnen des Tresors wurde unterbrochen',
  'try again': 'versuche es noch einmal',

  'to open this file takes up to {} MiB of memory and longer than usual':
    'diese Datei zu öffnen braucht bis zu {} MiB Speicher und länger als üblich',
  'go on only if you know who made it': 'mach nur weiter, wenn du weißt, von wem sie ist',
  'the key derivation is weaker than the least that is accepted':
    'die Schlüsselableitung ist schwächer als das Mindeste, das angenommen wird',
  'the key derivation asks for more than the most that is accepted':
    'die Schlüsselableitung verlangt mehr als das Höchste, das angenommen wird',
  'choose 64 to 8192 MiB': 'wähle 64 bis 8192 MiB',
  "the vault's key derivation was made cheaper since it was last opened here":
    'die Schlüsselableitung des Tresors wurde abgeschwächt, seit er zuletzt hier geöffnet wurde',
  'the Argon2 parameters are not valid': 'die Parameter für Argon2 sind ungültig',
  'there is not enough memory for Argon2': 'der Speicher reicht für Argon2 nicht aus',
  'close other programs and try again': 'schließe andere Programme und versuche es noch einmal',
  "the system's random source failed": 'die Zufallsquelle des Systems hat versagt',
  'restart the machine': 'starte den Rechner neu',

  'what this machine remembered of the vault was changed by someone else: check its last changes':
    'was dieser Rechner sich über den Tresor gemerkt hat, hat jemand anderes geändert: sieh dir die letzten Änderungen darin an',
  'what this machine remembered of the vault was changed by someone else, so that an older file would not be noticed':
    'was dieser Rechner sich über den Tresor gemerkt hat, hat jemand anderes geändert, sodass eine ältere Datei nicht auffiele',
  'confirm that this is the file you mean': 'bestätige, dass du diese Datei meinst',
  'this is an older state of the vault than the one last seen here, as you confirmed':
    'dies ist ein älterer Stand des Tresors als der zuletzt hier gesehene, wie du bestätigt hast',
  'this file is an older state of the vault than the one last seen here':
    'diese Datei ist ein älterer Stand des Tresors als der zuletzt hier gesehene',
  'if you restored it on purpose, confirm that; if not, look for the newer file':
    'wenn du sie mit Absicht wiederhergestellt hast, bestätige das; wenn nicht, suche die neuere Datei',
  'this file and the one last seen here were changed apart from each other: look for the other copy':
    'diese Datei und die zuletzt hier gesehene wurden unabhängig voneinander geändert: suche die andere Kopie',

  'no system keyring answers; one that comes later is found when the program is started again':
    'kein Schlüsselbund des Systems antwortet; einer, der später dazukommt, wird beim nächsten Start des Programms gefunden',
  'the system keyring is locked or was dismissed':
    'der Schlüsselbund des Systems ist gesperrt, oder seine Frage wurde abgewiesen',
  'the system keyring did not answer within ten seconds':
    'der Schlüsselbund des Systems hat zehn Sekunden lang nicht geantwortet',
  'the system keyring has several secrets for this vault':
    'der Schlüsselbund des Systems hat mehrere Geheimnisse für diesen Tresor',
  'the system keyring has no device secret for this vault':
    'der Schlüsselbund des Systems hat kein Gerätegeheimnis für diesen Tresor',
  'what the system keyring holds for this vault is not usable':
    'was der Schlüsselbund des Systems für diesen Tresor hat, ist nicht brauchbar',
  'the system keyring failed': 'der Schlüsselbund des Systems hat versagt',
  'unlock the keyring, or go on without it': 'entsperre den Schlüsselbund, oder mach ohne ihn weiter',
  'unlock the keyring and try again, or use the recovery code':
    'entsperre den Schlüsselbund und versuche es noch einmal, oder nimm den Wiederherstellungscode',
  'no device secret was kept, so the master password alone opens the vault: {error}':
    'es wurde kein Gerätegeheimnis hinterlegt, also öffnet das Hauptpasswort allein den Tresor: {error}',

  'a recovery code has 32 letters and digits': 'ein Wiederherstellungscode hat 32 Buchstaben und Ziffern',
  'count them': 'zähle sie nach',
  'a recovery code has only digits and letters, and no U':
    'ein Wiederherstellungscode hat nur Ziffern und Buchstaben, und kein U',
  'the recovery code has a slip in it': 'im Wiederherstellungscode ist ein Tippfehler',
  'compare it with what you wrote down': 'vergleiche ihn mit dem, was du aufgeschrieben hast',
  'this is a recovery code, but not the one of this vault':
    'das ist ein Wiederherstellungscode, aber nicht der dieses Tresors',
  'type the one that was shown': 'gib den ein, der gezeigt wurde',
  'no new vault is waiting for its recovery code':
    'kein neuer Tresor wartet auf seinen Wiederherstellungscode',
  'create one first': 'lege zuerst einen an',
};
