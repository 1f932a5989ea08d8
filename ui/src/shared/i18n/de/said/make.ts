/** Schlüssel und Zertifikate: machen und prüfen. */
export const make = {
  'a certificate is valid for 1 to 9,131 days': 'ein Zertifikat gilt 1 bis 9.131 Tage',
  'choose a number of them': 'wähle eine Zahl davon',
  'the comment cannot stand beside a key': 'der Kommentar kann nicht neben einem Schlüssel stehen',
  'use at most 1,024 characters without line breaks': 'nimm höchstens 1.024 Zeichen ohne Zeilenumbrüche',
  'the certificate would stand for nobody': 'das Zertifikat stünde für niemanden',
  'enter a common name or another name': 'gib einen allgemeinen oder einen anderen Namen ein',
  'a certificate cannot have the name {name}': 'ein Zertifikat kann den Namen {name} nicht haben',
  'check its spelling; write a host with other letters in its xn-- form':
    'prüfe die Schreibweise; schreibe einen Rechner mit anderen Buchstaben in seiner Form mit xn--',
  'a certificate has at most 100 names': 'ein Zertifikat hat höchstens 100 Namen',
  'leave some out': 'lass einige weg',
  "the certificate would end after its issuer's, or after the year 9999":
    'das Zertifikat endete nach dem seines Ausstellers oder nach dem Jahr 9999',
  'choose fewer days': 'wähle weniger Tage',
  'that item cannot sign': 'dieser Eintrag kann nicht unterschreiben',
  'choose an authority with an Ed25519 or P-256 key that is its own':
    'wähle eine Zertifizierungsstelle mit einem Ed25519- oder P-256-Schlüssel, der zu ihr gehört',
  'the certificate could not be written': 'das Zertifikat konnte nicht geschrieben werden',
  'leave out unusual characters': 'lass ungewöhnliche Zeichen weg',
  'the work was interrupted': 'die Arbeit wurde unterbrochen',
  'there can be 100 roots of your own': 'es kann 100 eigene Wurzeln geben',
  'that can be no name in a certificate': 'das kann kein Name in einem Zertifikat sein',
  'write a host, a network address or an e-mail address':
    'schreibe einen Rechner, eine Netzadresse oder eine E-Mail-Adresse',
  'the item has no certificate': 'der Eintrag hat kein Zertifikat',
  'choose another one': 'wähle einen anderen',
  'give only the certificates that are needed': 'gib nur die Zertifikate an, die gebraucht werden',
  'the text has no certificate in it': 'der Text enthält kein Zertifikat',
  'give one in PEM (BEGIN CERTIFICATE)': 'gib eines in PEM an (BEGIN CERTIFICATE)',
  'that is no time': 'das ist keine Zeit',
  'write YYYY-MM-DD or YYYY-MM-DDThh:mm:ssZ': 'schreibe JJJJ-MM-TT oder JJJJ-MM-TTThh:mm:ssZ',
  'the system has no list of trusted certificates that can be read':
    'das System hat keine lesbare Liste vertrauter Zertifikate',
  'install it (on Debian ca-certificates), or check against roots of your own only':
    'installiere sie (unter Debian ca-certificates), oder prüfe nur gegen eigene Wurzeln',
  "the system's list of trusted certificates is larger than 16 MiB":
    'die Liste vertrauter Zertifikate des Systems ist größer als 16 MiB',
  'check against roots of your own only': 'prüfe nur gegen eigene Wurzeln',
};
