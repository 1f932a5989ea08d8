/** Wörter für das, was nach dem Wissen anderer nicht stimmt: OAuth-Anbieter und Datenlecks. Wie findings.ts. */
export const findingsElsewhere = {
  'finding.oauth_insecure_endpoint.what': 'Diese Adresse darf kein Geheimnis bekommen',
  'finding.oauth_insecure_endpoint.why':
    'Dorthin gehen Client-Geheimnis und Tokens; ohne https kann sie jeder unterwegs lesen.',
  'finding.oauth_insecure_endpoint.todo':
    'Nimm eine Adresse, die mit https beginnt und keinen Benutzernamen enthält.',
  'finding.oauth_issuer_mismatch.what': 'Die Beschreibung ist die eines anderen Ausstellers',
  'finding.oauth_issuer_mismatch.why':
    'Ein Anbieter, der sich für einen anderen ausgibt, kann Codes und Tokens einsammeln, die nicht für ihn sind.',
  'finding.oauth_issuer_mismatch.todo':
    'Berichtige den Aussteller oder frag den Anbieter; benutze seine Adressen bis dahin nicht.',
  'finding.oauth_no_pkce.what': 'Der Anbieter bietet PKCE mit S256 nicht an',
  'finding.oauth_no_pkce.why': 'Ohne das kann jeder einen abgefangenen Code gegen Tokens eintauschen.',
  'finding.oauth_no_pkce.todo': 'Nimm einen Client mit Geheimnis, und bitte den Anbieter um PKCE.',
  'finding.oauth_implicit_only.what': 'Der Anbieter kennt nur den impliziten Weg',
  'finding.oauth_implicit_only.why':
    'Tokens kommen über die Adresszeile des Browsers, wo Verlauf und andere Programme sie sehen.',
  'finding.oauth_implicit_only.todo': 'Bitte den Anbieter um den Weg über einen Autorisierungscode.',
  'finding.oauth_unsigned_tokens.what': 'Identitätstokens dürfen ohne Unterschrift sein',
  'finding.oauth_unsigned_tokens.why': 'Ein Token ohne Unterschrift kann jeder schreiben.',
  'finding.oauth_unsigned_tokens.todo': 'Registriere den Client für eine Unterschrift wie RS256 oder ES256.',
  'finding.oauth_password_grant.what': 'Der Anbieter nimmt Passwörter von Programmen an',
  'finding.oauth_password_grant.why':
    'Ein Programm, das dein Passwort kennt, kann mehr, als je ein Token erlaubt.',
  'finding.oauth_password_grant.todo':
    'Nimm den Weg über einen Autorisierungscode, und gib keinem Programm dein Passwort.',
  'finding.oauth_no_refresh.what': 'Nichts erneuert dieses Zugriffstoken',
  'finding.oauth_no_refresh.why':
    'Es ist an seinem Ende, und es gibt kein Erneuerungstoken, um ein neues zu bekommen.',
  'finding.oauth_no_refresh.todo':
    'Melde dich beim Anbieter neu an, und bitte um Zugriff auch in deiner Abwesenheit.',
  'finding.breached_password.what': 'Dieses Passwort steht in veröffentlichten Datenlecks',
  'finding.breached_password.why':
    'Wer in Konten einbricht, probiert veröffentlichte Passwörter zuerst, und zwar überall.',
  'finding.breached_password.todo': 'Ändere es jetzt beim Dienst, und überall sonst, wo du es benutzt hast.',
};
