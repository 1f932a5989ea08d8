/** The names that the core gives frameworks, outcomes and measures, in the order in which they are shown. */
export const FRAMEWORKS = ['nist', 'pci', 'hipaa', 'gdpr', 'sox', 'iso27001', 'own'] as const;

export const OUTCOMES = ['failed', 'not_measured', 'by_person', 'passed', 'not_applicable'] as const;
export type Outcome = (typeof OUTCOMES)[number];

export const MEASURES = [
  'kdf_memory',
  'kdf_passes',
  'second_factors',
  'password_alone',
  'recovery_codes',
  'key_days',
  'backup_days',
  'verified_days',
  'trail_entries',
  'failed_unlocks',
  'idle_seconds',
  'clipboard_seconds',
  'least_score',
  'password_length',
  'reused',
  'similar',
  'password_days',
  'ended',
  'codes',
  'grave_findings',
  'breached',
  'age_rules',
] as const;
