/** Was der Kern zu eigenen Richtlinien und zu Berichten sagt. */
export const compliance = {
  'the own rules cannot be read': 'die eigenen Regeln sind nicht lesbar',
  'use a newer program, or save them anew': 'nimm ein neueres Programm oder sichere sie neu',
  'there are more than 100 own rules': 'es gibt mehr als 100 eigene Regeln',
  'remove some': 'entferne einige',
  'an own rule has no title, or one of more than 200 characters':
    'eine eigene Regel hat keinen Titel oder einen mit mehr als 200 Zeichen',
  'give it a short one': 'gib ihr einen kurzen',
  'a report has no such format': 'ein Bericht hat dieses Format nicht',
  'choose html, json or pdf': 'wähle html, json oder pdf',
  'there is no such framework': 'dieses Regelwerk gibt es nicht',
  'choose one of nist, pci, hipaa, gdpr, sox, iso27001, own':
    'wähle nist, pci, hipaa, gdpr, sox, iso27001 oder own',
};
