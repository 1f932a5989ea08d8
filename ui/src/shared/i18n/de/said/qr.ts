/** QR-Codes, gelesen und gemacht, und was als `.env` hinausgeht. */
export const qr = {
  'the file is no picture that can be read': 'die Datei ist kein lesbares Bild',
  'choose a PNG, JPEG, WebP or GIF': 'wähle ein PNG, JPEG, WebP oder GIF',
  'the picture is damaged': 'das Bild ist beschädigt',
  'save or take it again': 'sichere es neu oder nimm es noch einmal auf',
  'the picture is too large': 'das Bild ist zu groß',
  'cut the QR code out of it (20 MiB and 50 megapixels at most)':
    'schneide den QR-Code aus (höchstens 20 MiB und 50 Megapixel)',
  'no QR code was found in the picture': 'im Bild wurde kein QR-Code gefunden',
  'take it nearer, sharper and whole': 'nimm ihn näher, schärfer und ganz auf',
  'the QR code in the picture holds no text': 'der QR-Code im Bild enthält keinen Text',
  'there is no picture on the clipboard': 'in der Zwischenablage ist kein Bild',
  'copy one, or choose a file': 'kopiere eines, oder wähle eine Datei',
  'the screen cannot be read here': 'der Bildschirm lässt sich hier nicht lesen',
  'take a picture of it and choose its file': 'nimm ein Bild davon auf und wähle dessen Datei',
  'the system gave no picture of the screen': 'das System hat kein Bild des Bildschirms gegeben',
  'allow it, or choose a file': 'erlaube es, oder wähle eine Datei',
  'it is none of a credential': 'er gehört zu keinen Zugangsdaten',
  'the text is too long for a QR code': 'der Text ist zu lang für einen QR-Code',
  'there is nothing here that telephones read from a QR code':
    'hier ist nichts, was Telefone aus einem QR-Code lesen',
  'choose a one-time code or a wireless network': 'wähle einen Einmalcode oder ein Funknetz',
  'this network cannot be joined with a QR code': 'diesem Netz kann man mit einem QR-Code nicht beitreten',
  'it needs a name, and no account for each person':
    'es braucht einen Namen und keine Konten für jede Person',
  'this item is no secret with a key and a value': 'dieser Eintrag ist kein Geheimnis mit Schlüssel und Wert',
  'the item has no variables': 'der Eintrag hat keine Variablen',
  'give it a key and a value': 'gib ihm einen Schlüssel und einen Wert',
  'a name of the item cannot be that of a variable':
    'ein Name des Eintrags kann nicht der einer Variablen sein',
  'use letters, digits, _ . and -, no digit first': 'nimm Buchstaben, Ziffern, _ . und -, vorn keine Ziffer',
};
