/** Words of what is wrong by what others know: OAuth providers, and published breaches. As findings.ts. */
export const findingsElsewhere = {
  'finding.oauth_insecure_endpoint.what': 'This address must not be given a secret',
  'finding.oauth_insecure_endpoint.why':
    'Client secrets and tokens are sent there; without https everybody on the way can read them.',
  'finding.oauth_insecure_endpoint.todo': 'Use an address that begins with https, without a user name in it.',
  'finding.oauth_issuer_mismatch.what': 'The description is that of another issuer',
  'finding.oauth_issuer_mismatch.why':
    'A provider that passes itself off as another can collect codes and tokens that are not meant for it.',
  'finding.oauth_issuer_mismatch.todo':
    'Correct the issuer, or ask the provider; do not use its endpoints until then.',
  'finding.oauth_no_pkce.what': 'The provider does not offer PKCE with S256',
  'finding.oauth_no_pkce.why':
    'Without it, a code that is intercepted can be exchanged for tokens by anybody.',
  'finding.oauth_no_pkce.todo': 'Use a client with a secret, and ask the provider for PKCE.',
  'finding.oauth_implicit_only.what': 'The provider knows the implicit grant only',
  'finding.oauth_implicit_only.why':
    'Tokens come by the address bar of the browser, where its history and other programs see them.',
  'finding.oauth_implicit_only.todo': 'Ask the provider for the authorization code grant.',
  'finding.oauth_unsigned_tokens.what': 'Identity tokens may be unsigned',
  'finding.oauth_unsigned_tokens.why': 'Anybody can write a token that nobody signed.',
  'finding.oauth_unsigned_tokens.todo': 'Register the client for a signature such as RS256 or ES256.',
  'finding.oauth_password_grant.what': 'The provider takes passwords from programs',
  'finding.oauth_password_grant.why': 'A program that knows your password can do more than any token allows.',
  'finding.oauth_password_grant.todo':
    'Use the authorization code grant, and give your password to no program.',
  'finding.oauth_no_refresh.what': 'Nothing renews this access token',
  'finding.oauth_no_refresh.why': 'It is at its end, and there is no refresh token to get another one with.',
  'finding.oauth_no_refresh.todo': 'Sign in at the provider again, and ask for offline access.',
  'finding.breached_password.what': 'This password was found in published breaches',
  'finding.breached_password.why': 'Who breaks into accounts tries published passwords first, everywhere.',
  'finding.breached_password.todo': 'Change it at the service now, and wherever else you used it.',
};
