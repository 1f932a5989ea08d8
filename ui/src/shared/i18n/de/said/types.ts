/** Was an eigenen Arten von Einträgen nicht geht. */
export const types = {
  'there are too many types of your own: at most {MAX_TYPES} are kept':
    'es gibt zu viele eigene Arten: höchstens {MAX_TYPES} werden behalten',
  'another type has this name': 'eine andere Art hat diesen Namen',
  'choose a different one': 'wähle einen anderen',
  "the type's name has other characters than it may: use up to {MAX_NAME} of a to z, 0 to 9 and _":
    'der Name der Art hat andere Zeichen, als er darf: nimm bis zu {MAX_NAME} von a bis z, 0 bis 9 und _',
  'the program has a kind of this name': 'das Programm hat eine Art dieses Namens',
  "the type's label cannot be shown: use 1 to {MAX_LABEL} characters":
    'der Titel der Art lässt sich nicht zeigen: nimm 1 bis {MAX_LABEL} Zeichen',
  'use 1 to {MAX_LABEL} characters': 'nimm 1 bis {MAX_LABEL} Zeichen',
  "the type's label cannot be shown": 'der Titel der Art lässt sich nicht zeigen',
  'the number of fields is out of bounds': 'es sind zu wenige oder zu viele Felder',
  'use 1 to {MAX_FIELDS}': 'nimm 1 bis {MAX_FIELDS}',
  "a field's name cannot be shown": 'der Name eines Felds lässt sich nicht zeigen',
  'two fields have the same name': 'zwei Felder haben denselben Namen',
  'rename one, or let the other repeat': 'benenne eines um, oder lass das andere mehrmals zu',
  'a field has a type that this version does not know':
    'ein Feld hat eine Art, die diese Version nicht kennt',
  'choose another, or update': 'wähle eine andere, oder bringe das Programm auf den neuen Stand',
  "a field's pattern is no regular expression that can be used":
    'das Muster eines Felds ist kein regulärer Ausdruck, der sich verwenden lässt',
  'shorten or correct it': 'kürze oder berichtige es',
  "a field's hint cannot be shown": 'der Hinweis eines Felds lässt sich nicht zeigen',
  'use 1 to {MAX_HINT} characters, or leave it out': 'nimm 1 bis {MAX_HINT} Zeichen, oder lass ihn weg',
  "the type's picture has no such name": 'ein solches Bild gibt es nicht',
  'the example is too long': 'das Beispiel ist zu lang',
  'there is a type of this name already': 'eine Art dieses Namens gibt es schon',
  'replace it, or choose another name': 'ersetze sie, oder wähle einen anderen Namen',
  'there are too many types of your own': 'es gibt zu viele eigene Arten',
  'at most {MAX_TYPES} are kept': 'höchstens {MAX_TYPES} werden behalten',
  "the type's name has other characters than it may": 'der Name der Art hat andere Zeichen, als er darf',
  'use up to {MAX_NAME} of a to z, 0 to 9 and _': 'nimm bis zu {MAX_NAME} von a bis z, 0 bis 9 und _',
  'there is no such type': 'diese Art gibt es nicht',
  type: 'Art',
};
