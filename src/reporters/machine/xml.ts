import { escapeControls } from '../../text/escape-controls.ts';

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

/** What Unicode calls no character, and XML 1.0 does not allow even as a reference. */
const NONCHARACTERS = /[\ufdd0-\ufdef\ufffe\uffff]/g;

/**
 * Any text as XML text or attribute value, on one line. Characters that XML 1.0 cannot hold and those that act on a terminal become
 * visible escapes (`\x1b`).
 */
export function xmlText(text: string): string {
  return escapeControls(text)
    .replace(NONCHARACTERS, (character) => `\\u${character.charCodeAt(0).toString(16)}`)
    .replace(/[&<>"']/g, (character) => ENTITIES[character]!);
}

/** Attributes in the order given, each with a space before it; undefined ones are left out. */
export function xmlAttributes(attributes: Readonly<Record<string, string | number | undefined>>): string {
  return Object.entries(attributes)
    .flatMap(([name, value]) => (value === undefined ? [] : [` ${name}="${xmlText(String(value))}"`]))
    .join('');
}
