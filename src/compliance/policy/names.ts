/** The policy packs that are shipped (policies/NAME.yaml), the one that is used where none is named first. */
export const policyNames = ['twelve-factor-vi', 'iso-27001-2022', 'soc2', 'nist-800-53'] as const;
