/** Der Export: Formate, was ein Format nicht ausdrücken kann, und woran er scheitert. */
export const exports = {
  'Bitwarden JSON (password protected)': 'Bitwarden-JSON (mit Passwort)',
  'Credential Exchange Format (CXF)': 'Credential Exchange Format (CXF)',
  'CSV for spreadsheets': 'CSV für Tabellenkalkulationen',
  '.env file': '.env-Datei',
  'SSH and PEM files': 'SSH- und PEM-Dateien',
  'Emergency sheet (HTML)': 'Notfallblatt (HTML)',
  'the format has no such field: it becomes one of your own':
    'das Format kennt kein solches Feld: es wird ein eigenes',
  'the format has no field of this type: it becomes plain text':
    'das Format kennt kein Feld dieses Typs: es wird einfacher Text',
  'the format has no field of this type: it becomes hidden text':
    'das Format kennt kein Feld dieses Typs: es wird verborgener Text',
  'the format has no such kind of item: it becomes the one that is nearest':
    'das Format kennt keine solche Art von Eintrag: er wird von der nächstliegenden',
  'a spreadsheet would take it for a formula: an apostrophe is put before it':
    'eine Tabellenkalkulation hielte es für eine Formel: ein Apostroph steht davor',
  'the format separates folders by slashes: the folder\'s name is split there':
    'das Format trennt Ordner durch Schrägstriche: der Name des Ordners wird dort geteilt',
  'it is longer than 1 MiB: programs may refuse the file for it':
    'es ist länger als 1 MiB: Programme können die Datei deshalb zurückweisen',
  'the format knows no trash: the item is among the others':
    'das Format kennt keinen Papierkorb: der Eintrag steht bei den anderen',
  'the format knows no trash: the item is archived':
    'das Format kennt keinen Papierkorb: der Eintrag ist archiviert',
  'the item has no title: programs show its address instead':
    'der Eintrag hat keinen Titel: Programme zeigen stattdessen seine Adresse',
  'of earlier versions the format keeps the passwords: all else of them is left out':
    'von früheren Fassungen behält das Format die Passwörter: alles andere fehlt',
  'the format keeps no earlier versions: they are left out':
    'das Format behält keine früheren Fassungen: sie fehlen',
  'the format holds no files: it is left out': 'das Format fasst keine Dateien: sie fehlt',
  'the format has no place for this date: it is left out':
    'das Format hat keinen Platz für dieses Datum: es fehlt',
  'a .env file holds variables only: it is left out': 'eine .env-Datei fasst nur Variablen: es fehlt',
  'a variable before it has the same name: it is left out':
    'eine Variable davor heißt ebenso: sie fehlt',
  'it is no SSH key and no certificate: it is left out':
    'es ist weder SSH-Schlüssel noch Zertifikat: es fehlt',
  'the format has no place for it: it is left out': 'das Format hat keinen Platz dafür: es fehlt',
  'the item cannot be read in the vault: it is left out':
    'der Eintrag ist im Tresor nicht lesbar: er fehlt',
  'this format is encrypted': 'dieses Format ist verschlüsselt',
  'choose a password for the file': 'wähle ein Passwort für die Datei',
  'this format is several files': 'dieses Format besteht aus mehreren Dateien',
  'choose a folder for them': 'wähle einen Ordner für sie',
  '{what} is larger than the format can hold': '{what} ist größer, als das Format fasst',
  'export fewer items at a time': 'exportiere weniger Einträge auf einmal',
  'none of the chosen items has anything that this format holds':
    'keiner der gewählten Einträge hat etwas, das dieses Format fasst',
  'choose others or another format': 'wähle andere oder ein anderes Format',
  'there is no such format': 'ein solches Format gibt es nicht',
  'choose one of {}': 'wähle eines von {}',
  'the file could not be written ({0})': 'die Datei konnte nicht geschrieben werden ({0})',
  'check the room on the disk': 'prüfe den Platz auf dem Datenträger',
  'the archive': 'das Archiv',
  'the content': 'der Inhalt',
  'a key': 'ein Schlüssel',
  'the sheet has no such language': 'das Blatt gibt es in dieser Sprache nicht',
  'definitions of kinds of your own are left behind, and the items keep their fields: {}':
    'Definitionen eigener Arten bleiben zurück, und die Einträge behalten ihre Felder: {}',
};
