/** The formats of the compliance report, in the order in which help lists them. Light: the command line needs no more. */
export const complianceFormatNames = ['html', 'markdown', 'json', 'csv', 'oscal'] as const;

export type ComplianceFormatName = (typeof complianceFormatNames)[number];
