/** Wörter für das, was in einem Eintrag auffällt: was es ist, warum es zählt, was zu tun ist. */
export const findings = {
  'finding.weak_password.what': 'Dieses Passwort lässt sich erraten',
  'finding.weak_password.why':
    'Programme probieren zuerst verbreitete Wörter, Namen und Muster, und darunter ist es.',
  'finding.weak_password.todo': 'Erzeuge ein neues und trage es beim nächsten Anmelden ein.',
  'finding.reused_password.what': 'Ein anderer Eintrag hat dasselbe Passwort',
  'finding.reused_password.why': 'Wer es bei einem Dienst erfährt, kommt auch in den anderen.',
  'finding.reused_password.todo': 'Gib jedem Eintrag ein eigenes Passwort.',
  'finding.insecure_url.what': 'Diese Adresse sendet das Passwort unverschlüsselt',
  'finding.insecure_url.why': 'Alle zwischen dir und der Seite können es unterwegs mitlesen.',
  'finding.insecure_url.todo': 'Schreibe https:// statt http://, wenn die Seite darauf antwortet.',
  'finding.bad_date.what': 'Dieses Datum ist nicht lesbar',
  'finding.bad_date.why': 'Ohne ein Datum, das es gibt, kann dich niemand daran erinnern.',
  'finding.bad_date.todo':
    'Schreibe Jahr, Monat und Tag wie in 2026-09-30, oder nur Jahr und Monat, wo ein Monat gefragt ist.',
  'finding.expired.what': 'Es ist abgelaufen',
  'finding.expired.why': 'Was abgelaufen ist, wird meist nicht mehr angenommen.',
  'finding.expired.todo':
    'Erneuere es und trage die neuen Werte ein, oder lösche den Eintrag, wenn du ihn nicht mehr brauchst.',
  'finding.expires_soon.what': 'Es läuft bald ab',
  'finding.expires_soon.why': 'Nach diesem Tag wird es meist nicht mehr angenommen.',
  'finding.expires_soon.todo': 'Erneuere es rechtzeitig.',
  'finding.required_missing.what': 'Ein Pflichtfeld ist leer',
  'finding.required_missing.why':
    'Du hast für diese Art von Eintrag festgelegt, dass das Feld ausgefüllt sein muss.',
  'finding.required_missing.todo': 'Fülle es aus, oder ändere die Art, wenn du ohne auskommst.',
  'finding.pattern_mismatch.what': 'Dieser Wert hat nicht die Form seines Feldes',
  'finding.pattern_mismatch.why':
    'Du hast für diese Art von Eintrag festgelegt, wie so ein Wert aussieht; vielleicht ist er vertippt.',
  'finding.pattern_mismatch.todo': 'Vergleiche den Wert mit der Quelle, oder ändere das Muster des Feldes.',
  'finding.secret_in_public_field.what': 'Ein Geheimnis steht in einem Feld, das nicht verborgen ist',
  'finding.secret_in_public_field.why':
    'Wer dir über die Schulter schaut, kann es lesen, und Suche und Listen können es zeigen.',
  'finding.secret_in_public_field.todo': 'Verschiebe es in ein verborgenes Feld.',
  'finding.bad_totp.what': 'Daraus lässt sich kein Einmalcode machen',
  'finding.bad_totp.why': 'Das Geheimnis oder die Adresse ist unvollständig oder vertippt.',
  'finding.bad_totp.todo': 'Kopiere es noch einmal von der Seite.',
  'finding.short_totp_secret.what': 'Das Geheimnis dieses Einmalcodes ist kurz',
  'finding.short_totp_secret.why':
    'Mit weniger als 128 Bit liegt es unter dem, was der Standard verlangt; viele Dienste geben aber nichts Besseres aus.',
  'finding.short_totp_secret.todo':
    'Richte den Einmalcode neu ein, wenn der Dienst ein längeres Geheimnis anbietet.',
  'finding.key_malformed.what': 'Das kann kein Schlüssel dieses Dienstes sein',
  'finding.key_malformed.why':
    'Es beginnt wie die Schlüssel des Dienstes, hat aber eine andere Länge oder andere Zeichen.',
  'finding.key_malformed.todo': 'Kopiere den Schlüssel noch einmal, und zwar ganz.',
  'finding.key_checksum.what': 'Dieser Schlüssel ist vertippt oder abgeschnitten',
  'finding.key_checksum.why': 'Die Prüfsumme darin passt nicht, also wird der Dienst ihn ablehnen.',
  'finding.key_checksum.todo': 'Kopiere den Schlüssel noch einmal, und zwar ganz.',
  'finding.test_key.what': 'Dieser Schlüssel ist zum Ausprobieren',
  'finding.test_key.why': 'Er erreicht weder echte Daten noch echtes Geld.',
  'finding.test_key.todo': 'Vergewissere dich, dass du nicht den echten Schlüssel meintest.',
  'finding.weak_secret.what': 'Dieser Schlüssel lässt sich erraten',
  'finding.weak_secret.why':
    'Er hat zu wenige oder zu gleichförmige Zeichen, um einem Programm standzuhalten, das alle durchprobiert.',
  'finding.weak_secret.todo': 'Erstelle beim Dienst einen neuen, oder lass ihn vom Generator erzeugen.',
  'finding.token_unsigned.what': 'Dieses Token ist nicht signiert',
  'finding.token_unsigned.why': 'Jeder kann unbemerkt ändern, was darin steht.',
  'finding.token_unsigned.todo': 'Lass den Dienst signierte Tokens ausstellen, und nimm keine anderen an.',
  'finding.ssh_unreadable.what': 'Das ist kein lesbarer SSH-Schlüssel',
  'finding.ssh_unreadable.why': 'So, wie er hier steht, nimmt ihn kein Server an.',
  'finding.ssh_unreadable.todo':
    'Füge die ganze Schlüsseldatei noch einmal ein, mit der ersten und der letzten Zeile.',
  'finding.ssh_outdated.what': 'Dieser Schlüssel nutzt ein Verfahren, das Server ablehnen',
  'finding.ssh_outdated.why': 'OpenSSH hat es abgeschaltet, weil es nicht mehr sicher ist.',
  'finding.ssh_outdated.todo': 'Erzeuge einen neuen Ed25519-Schlüssel und hinterlege ihn auf deinen Servern.',
  'finding.ssh_short.what': 'Dieser SSH-Schlüssel ist zu kurz',
  'finding.ssh_short.why':
    'Bei so wenigen Bits lässt sich der private Schlüssel aus dem öffentlichen berechnen, heute mit Aufwand, morgen mit weniger.',
  'finding.ssh_short.todo': 'Erzeuge einen neuen Ed25519-Schlüssel und hinterlege ihn auf deinen Servern.',
  'finding.ssh_broken.what': 'Dieser SSH-Schlüssel lässt sich brechen',
  'finding.ssh_broken.why':
    'Er stammt aus einem fehlerhaften Generator, sodass andere den privaten Schlüssel berechnen können.',
  'finding.ssh_broken.todo': 'Entferne ihn sofort von jedem Server und erzeuge einen neuen.',
  'finding.ssh_unencrypted.what': 'Dieser private Schlüssel hat keine Passphrase',
  'finding.ssh_unencrypted.why':
    'Außerhalb des Tresors kann ihn jeder benutzen, der eine Kopie der Datei hat.',
  'finding.ssh_unencrypted.todo': 'Gib ihm mit ssh-keygen -p eine Passphrase, oder bewahre ihn nur hier auf.',
  'finding.ssh_halves_differ.what': 'Öffentlicher und privater Schlüssel gehören nicht zusammen',
  'finding.ssh_halves_differ.why':
    'Ein Server, der diesen öffentlichen Schlüssel kennt, lehnt den privaten ab.',
  'finding.ssh_halves_differ.todo': 'Finde heraus, welcher der richtige ist, und ersetze den anderen.',
  'finding.ssh_wrong_passphrase.what': 'Die Passphrase öffnet diesen Schlüssel nicht',
  'finding.ssh_wrong_passphrase.why': 'Ohne die richtige ist der Schlüssel nutzlos.',
  'finding.ssh_wrong_passphrase.todo':
    'Berichtige die Passphrase, oder ersetze den Schlüssel, wenn sie verloren ist.',
  'finding.certificate_unreadable.what': 'Das ist kein lesbares Zertifikat',
  'finding.certificate_unreadable.why': 'So, wie es hier steht, nimmt es kein Programm an.',
  'finding.certificate_unreadable.todo':
    'Füge das ganze Zertifikat noch einmal ein, mit der ersten und der letzten Zeile.',
  'finding.certificate_not_yet_valid.what': 'Dieses Zertifikat gilt noch nicht',
  'finding.certificate_not_yet_valid.why': 'Programme lehnen es ab, bis sein erster Tag gekommen ist.',
  'finding.certificate_not_yet_valid.todo':
    'Warte bis dahin, oder prüfe die Uhr des Rechners, der es ausgestellt hat.',
  'finding.certificate_weak_signature.what': 'Die Signatur dieses Zertifikats ist fälschbar',
  'finding.certificate_weak_signature.why':
    'Ihr Verfahren ist gebrochen, und heutige Programme lehnen es ab.',
  'finding.certificate_weak_signature.todo':
    'Lass ein neues Zertifikat ausstellen, signiert mit SHA-256 oder besser.',
  'finding.certificate_weak_key.what': 'Der Schlüssel dieses Zertifikats ist zu kurz',
  'finding.certificate_weak_key.why':
    'Bei so wenigen Bits lässt sich der private Schlüssel aus dem Zertifikat berechnen.',
  'finding.certificate_weak_key.todo':
    'Lass ein neues Zertifikat für einen Schlüssel mit RSA 2048, P-256 oder besser ausstellen.',
  'finding.certificate_key_mismatch.what': 'Der private Schlüssel gehört nicht zum Zertifikat',
  'finding.certificate_key_mismatch.why': 'Ein Server kann die beiden nicht zusammen benutzen.',
  'finding.certificate_key_mismatch.todo':
    'Suche den Schlüssel, mit dem das Zertifikat beantragt wurde, oder beantrage ein neues.',
  'finding.certificate_self_signed.what': 'Für dieses Zertifikat bürgt niemand sonst',
  'finding.certificate_self_signed.why': 'Programme vertrauen ihm nur, wo es ihnen jemand gesagt hat.',
  'finding.certificate_self_signed.todo':
    'Auf eigenen Rechnern ist das in Ordnung; sonst lass es von einer Zertifizierungsstelle ausstellen.',
  'finding.certificate_chain_incomplete.what': 'Die Kette der Zertifikate ist unvollständig',
  'finding.certificate_chain_incomplete.why':
    'Programme, denen das fehlende nicht vorliegt, können deines nicht prüfen.',
  'finding.certificate_chain_incomplete.todo':
    'Ergänze in der Kette das fehlende Zertifikat; die Zertifizierungsstelle veröffentlicht es.',
  'finding.certificate_chain_invalid.what': 'Die Kette der Zertifikate hält nicht',
  'finding.certificate_chain_invalid.why':
    'Eines davon hat das darunter nicht signiert, oder durfte es nicht.',
  'finding.certificate_chain_invalid.todo':
    'Ersetze die Kette durch die, die mit dem Zertifikat von der Zertifizierungsstelle kam.',
  'finding.certificate_name_mismatch.what': 'Dieses Zertifikat ist nicht für diesen Rechner',
  'finding.certificate_name_mismatch.why':
    'Programme lehnen es dort ab, weil es jemand anderem gehören kann.',
  'finding.certificate_name_mismatch.todo':
    'Berichtige den Rechner, oder lass ein Zertifikat mit seinem Namen ausstellen.',
  'finding.private_key_unencrypted.what': 'Dieser private Schlüssel hat keine Passphrase',
  'finding.private_key_unencrypted.why':
    'Außerhalb des Tresors kann ihn jeder benutzen, der eine Kopie der Datei hat.',
  'finding.private_key_unencrypted.todo':
    'Bewahre ihn nur hier und dort auf, wo er gebraucht wird, oder verschlüssle ihn mit einer Passphrase.',
  'finding.connection_unreadable.what': 'Das ist keine lesbare Verbindung',
  'finding.connection_unreadable.why':
    'Ein Programm, das sie bekommt, weiß nicht, wohin es sich verbinden soll.',
  'finding.connection_unreadable.todo': 'Vergleiche sie mit dem Beispiel im Handbuch der Datenbank.',
  'finding.connection_unencrypted.what': 'Diese Verbindung sendet das Passwort unverschlüsselt',
  'finding.connection_unencrypted.why': 'Alle im Netz dazwischen können es mitlesen, und die Daten auch.',
  'finding.connection_unencrypted.todo': 'Schalte TLS ein, in der Verbindung und auf dem Server.',
  'finding.connection_unverified.what': 'Diese Verbindung vertraut jedem, der antwortet',
  'finding.connection_unverified.why':
    'Sie ist verschlüsselt, aber jemand dazwischen kann sich als der Server ausgeben.',
  'finding.connection_unverified.todo': 'Lass das Zertifikat des Servers prüfen, zusammen mit seinem Namen.',
  'finding.default_password.what': 'Das ist das Passwort ab Werk',
  'finding.default_password.why': 'Jeder kennt es, und Programme probieren es zuerst.',
  'finding.default_password.todo': 'Ändere es sofort auf dem System.',
  'finding.no_password.what': 'Dieses Konto hat kein Passwort',
  'finding.no_password.why': 'Wer das System erreicht, kommt hinein.',
  'finding.no_password.todo': 'Setze ein Passwort, oder sorge dafür, dass niemand sonst das System erreicht.',
  'finding.superuser.what': 'Dieses Konto darf alles',
  'finding.superuser.why': 'Wer es in die Hand bekommt, kann alles lesen, ändern und löschen.',
  'finding.superuser.todo': 'Lege für das Programm ein Konto an, das nur darf, was es braucht.',
  'finding.card_number_checksum.what': 'Die Prüfziffer dieser Kartennummer passt nicht',
  'finding.card_number_checksum.why': 'Eine Ziffer ist falsch, oder zwei sind vertauscht.',
  'finding.card_number_checksum.todo': 'Vergleiche die Nummer mit der Karte.',
  'finding.iban_checksum.what': 'Die Prüfziffern dieser IBAN passen nicht',
  'finding.iban_checksum.why':
    'Ein Zeichen ist falsch, oder zwei sind vertauscht; eine Überweisung darauf würde abgelehnt.',
  'finding.iban_checksum.todo': 'Vergleiche sie mit deinem Kontoauszug.',
  'finding.iban_length.what': 'Diese IBAN ist zu kurz oder zu lang für ihr Land',
  'finding.iban_length.why':
    'Es fehlen Zeichen, oder es sind zu viele; eine Überweisung darauf würde abgelehnt.',
  'finding.iban_length.todo': 'Vergleiche sie mit deinem Kontoauszug.',
  'finding.wifi_open.what': 'Dieses Netz steht allen offen',
  'finding.wifi_open.why': 'Was nicht anders verschlüsselt ist, können alle in der Nähe mitlesen.',
  'finding.wifi_open.todo':
    'Schalte WPA2 oder WPA3 ein, wenn es dein Netz ist; sonst verlass dich nur auf verschlüsselte Verbindungen.',
  'finding.wifi_outdated.what': 'Die Verschlüsselung dieses Netzes ist gebrochen',
  'finding.wifi_outdated.why': 'Jemand in der Nähe kann mit freien Programmen hineinkommen oder mitlesen.',
  'finding.wifi_outdated.todo':
    'Schalte im Router WPA2 oder WPA3 ein; kann er keines von beiden, ersetze ihn.',
  'finding.wifi_password_length.what': 'Ein Passwort dieser Länge nimmt dieses Netz nicht an',
  'finding.wifi_password_length.why':
    'Bei WPA hat es 8 bis 63 Zeichen, also ist dieses vertippt oder gehört woandershin.',
  'finding.wifi_password_length.todo': 'Vergleiche es mit dem Router.',
  'finding.card_number_length.what': 'Diese Kartennummer ist zu kurz oder zu lang',
  'finding.card_number_length.why': 'Karten dieses Netzwerks haben eine andere Zahl von Ziffern.',
  'finding.card_number_length.todo': 'Vergleiche die Nummer mit der Karte.',
  'finding.card_code_length.what': 'Diese Prüfnummer hat die falsche Zahl von Ziffern',
  'finding.card_code_length.why':
    'Auf Karten dieses Netzwerks stehen mehr oder weniger, also würde eine Zahlung abgelehnt.',
  'finding.card_code_length.todo': 'Vergleiche die Prüfnummer mit der Karte.',
  'finding.bic_malformed.what': 'Das ist keine BIC',
  'finding.bic_malformed.why':
    'Eine BIC hat 8 oder 11 Buchstaben und Ziffern, mit dem Land an fünfter und sechster Stelle.',
  'finding.bic_malformed.todo': 'Vergleiche sie mit deinem Kontoauszug.',
  'finding.private_key_unreadable.what': 'Privater Schlüssel nicht lesbar',
  'finding.private_key_unreadable.why':
    'Mit einem Schlüssel, der sich nicht lesen lässt, kann niemand etwas anfangen.',
  'finding.private_key_unreadable.todo':
    'Kopiere den privaten Schlüssel noch einmal von dort, wo er gemacht wurde, mit erster und letzter Zeile.',
  'finding.private_key_wrong_passphrase.what': 'Die Passphrase öffnet den Schlüssel nicht',
  'finding.private_key_wrong_passphrase.why': 'Wer den Schlüssel braucht, steht davor.',
  'finding.private_key_wrong_passphrase.todo':
    'Gib die Passphrase ein, mit der der Schlüssel verschlüsselt wurde.',
};
