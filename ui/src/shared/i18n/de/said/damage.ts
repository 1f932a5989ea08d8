/** Wo eine Tresordatei oder eine Sicherung beschädigt ist, so genau wie der Kern es weiß. */
export const damage = {
  'the data ends too early': 'die Daten enden zu früh',
  'there is data after the end': 'nach dem Ende stehen noch Daten',
  'a text is not UTF-8': 'ein Text ist nicht in UTF-8',
  'a number is outside its range': 'eine Zahl liegt außerhalb ihres Bereichs',
  'a value is too long': 'ein Wert ist zu lang',
  'a column is missing': 'eine Spalte fehlt',
  'a row is missing': 'eine Zeile fehlt',
  'column {index} has a value of another type': 'Spalte {index} hat einen Wert von anderem Typ',
  'result code {code}': 'Ergebniscode {code}',
  'unknown result code': 'unbekannter Ergebniscode',
  "the database's thread stopped": 'der Thread der Datenbank ist stehen geblieben',
  'the runtime stopped': 'die Laufzeitumgebung ist stehen geblieben',
  'the path names no file': 'der Pfad nennt keine Datei',
  'the path is not Unicode': 'der Pfad ist nicht in Unicode',
  'the file could not be looked at': 'die Datei ließ sich nicht ansehen',
  'the file was replaced by another': 'die Datei wurde durch eine andere ersetzt',
  'the log beside the file was removed': 'das Protokoll neben der Datei wurde entfernt',
  'a page is none of this database': 'eine Seite gehört nicht zu dieser Datenbank',
  'header.copy is {copy} in a row': 'header.copy ist {copy} in einer Zeile',
  'header.copy is no number': 'header.copy ist keine Zahl',
  'header.body in row {copy} is no blob of at most 64 MiB':
    'header.body in Zeile {copy} ist kein Blob von höchstens 64 MiB',
  'the new header.generation is larger than the file can hold':
    'die neue header.generation ist größer, als die Datei fassen kann',
  'header has {found} rows instead of 2': 'header hat {found} Zeilen statt 2',
  'record.id in a row of class {} is no blob of 16 bytes':
    'record.id in einer Zeile der Klasse {} ist kein Blob von 16 Byte',
  'record.body in row {id} of class {} is no blob of at most 64 MiB':
    'record.body in Zeile {id} der Klasse {} ist kein Blob von höchstens 64 MiB',
  'record.class is {number}, which this program does not know':
    'record.class ist {number}, was dieses Programm nicht kennt',
  'the schema has {} objects instead of {}': 'das Schema hat {} Objekte statt {}',
  "the schema's {of} {name} was changed": 'im Schema wurde {of} {name} verändert',
  'the schema has a row of another shape': 'das Schema hat eine Zeile von anderer Gestalt',
  '{what} has {} bytes, more than {BODY_LIMIT}': '{what} hat {} Byte, mehr als {BODY_LIMIT}',

  "the database's structure": 'der Aufbau der Datenbank',
  'records may be hidden': 'es können Datensätze verborgen sein',
  'restore the vault from a backup, or let the index be made anew from the records':
    'stelle den Tresor aus einer Sicherung wieder her, oder lass das Verzeichnis aus den Datensätzen neu machen',
  'row {} of class {} is out of order': 'Zeile {} der Klasse {} steht an falscher Stelle',
  'the structure of the vault file is damaged': 'der Aufbau der Tresordatei ist beschädigt',
  "the vault's index is damaged, or was changed by someone without its key":
    'das Verzeichnis des Tresors ist beschädigt oder wurde von jemandem ohne seinen Schlüssel verändert',
  ' and {more} more': ' und {more} weitere',
  'backup of {} items, {faults} faults accepted': 'Sicherung von {} Einträgen, {faults} Schäden hingenommen',
  'leave out what is damaged, remove it for good, or restore it from a backup':
    'lass weg, was beschädigt ist, entferne es endgültig, oder stelle es aus einer Sicherung wieder her',
  'the index was made anew and lists {items} items and {folders} folders':
    'das Verzeichnis wurde neu gemacht und führt {items} Einträge und {folders} Ordner',
  'the vault is damaged ({problem}), so its backup would be too':
    'der Tresor ist beschädigt ({problem}), und seine Sicherung wäre es auch',
  'verify the vault to see all that is, or confirm that the backup may have the same faults':
    'prüfe den Tresor, um alles zu sehen, oder bestätige, dass die Sicherung dieselben Schäden haben darf',
  'verify the vault to see which': 'prüfe den Tresor, um zu sehen, welche',
  'verify the vault': 'prüfe den Tresor',
  'whether single records were removed or put back to an older state before cannot be excluded, so compare with a backup':
    'dass einzelne Datensätze vorher entfernt oder auf einen älteren Stand gesetzt wurden, ist nicht auszuschließen; vergleiche mit einer Sicherung',
  '{faults} records cannot be read, are missing or are older than they should be':
    '{faults} Datensätze sind nicht lesbar, fehlen oder sind älter als sie sein sollten',
  '{} cannot be read': '{} ist nicht lesbar',
};
