/** Tabellen anderer Programme, und wo Dateien abbrechen oder beschädigt sind. */
export const tables = {
  'the mapping names something that there is not': 'die Zuordnung nennt etwas, das es nicht gibt',
  'see what docs/cli.md lists for tables': 'sieh nach, was docs/cli.md für Tabellen aufführt',
  'the file is damaged and only a part of it could be read':
    'die Datei ist beschädigt, und nur ein Teil von ihr konnte gelesen werden',
  'take another copy, or confirm that this part is imported':
    'nimm eine andere Kopie, oder bestätige, dass dieser Teil importiert wird',
  'the text is not UTF-8 and was read as {encoding}: look whether letters with accents are right':
    'der Text ist nicht in UTF-8 und wurde als {encoding} gelesen: sieh nach, ob Umlaute und Akzente stimmen',
  'line {line}': 'Zeile {line}',
  'byte {byte}': 'Byte {byte}',
  'the table has no column {column}': 'die Tabelle hat keine Spalte {column}',
  'write its header as it stands in the file, or # and its number':
    'schreibe ihre Überschrift, wie sie in der Datei steht, oder # und ihre Nummer',
  'the JSON breaks off': 'das JSON bricht ab',
  'the database breaks off': 'die Datenbank bricht ab',
  'a block of the database is damaged': 'ein Block der Datenbank ist beschädigt',
  'the end of the database is damaged': 'das Ende der Datenbank ist beschädigt',
  'the XML breaks off': 'das XML bricht ab',
  'the XML is broken': 'das XML ist kaputt',
  'the JSON is broken': 'das JSON ist fehlerhaft',
  'a quotation mark is not closed': 'ein Anführungszeichen wird nicht geschlossen',
  'the row ends before its last column': 'die Zeile endet vor ihrer letzten Spalte',
  'the row has more cells than there are columns': 'die Zeile hat mehr Zellen, als es Spalten gibt',
  'table, more than 100 rows': 'Tabelle, mehr als 100 Zeilen',
  'cells that are not empty': 'Zellen, die nicht leer sind',
  'the archive breaks off': 'das Archiv bricht ab',
  'the directory of the archive is broken': 'das Verzeichnis des Archivs ist fehlerhaft',
  'UTF-16 text': 'Text in UTF-16',
};
