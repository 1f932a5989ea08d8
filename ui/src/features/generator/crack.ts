/** Beyond so many seconds, a time is told as centuries. */
export const CENTURIES = 3_155_760_000;

/** The ways in which a password is guessed, the slowest first. */
export const attacks = ['online_throttled', 'online_unthrottled', 'offline_slow', 'offline_fast'] as const;
