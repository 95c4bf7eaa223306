/** The formats of the compliance report, in the order in which help lists them. Light: the command line needs no more. */
export const complianceFormatNames = ['html', 'pdf', 'markdown', 'json', 'csv', 'oscal'] as const;

export type ComplianceFormatName = (typeof complianceFormatNames)[number];

/** Those that are text. A PDF is the HTML, printed (src/cli/print-pdf.ts). */
export const renderedFormatNames = complianceFormatNames.filter((name) => name !== 'pdf');

export type RenderedFormatName = (typeof renderedFormatNames)[number];
