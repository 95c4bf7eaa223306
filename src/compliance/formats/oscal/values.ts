import { createHash } from 'node:crypto';
import { canonicalJson } from '../../../settle/digest.ts';
import { escapeControls } from '../../../text/escape-controls.ts';

/** Any JSON object that OSCAL describes. */
export type OscalObject = { readonly [key: string]: unknown };

/** The release of OSCAL that the documents follow. */
export const oscalVersion = '1.2.1';

/** Namespace of this tool's properties, whose names OSCAL does not define. */
export const namespace = 'urn:sharenothing:compliance';

/** What version 5 UUIDs of this tool are made in: a random UUID of its own, which must never change. */
const uuidNamespace = Buffer.from('8f0a6f1e5d3b4c52a7c49be2d16c03f7', 'hex');

/** A version 5 UUID (RFC 9562) from content: equal content, equal UUID, on every machine. */
export function uuidOf(...content: readonly unknown[]): string {
  const hash = createHash('sha1').update(uuidNamespace).update(canonicalJson(content)).digest();
  const bytes = Uint8Array.from(hash.subarray(0, 16));
  bytes[6] = (bytes[6]! & 0x0f) | 0x50;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = Buffer.from(bytes).toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

/** A property of this tool; undefined where it has no value, since OSCAL has no empty ones. */
export function property(name: string, value: string | null): OscalObject | undefined {
  const text = value === null ? '' : line(value);
  return text === '' ? undefined : { name, ns: namespace, value: text };
}

/** Properties that have a value. */
export function properties(...pairs: readonly (readonly [name: string, value: string | null])[]): {
  readonly props?: readonly OscalObject[];
} {
  const props = pairs.flatMap(([name, value]): OscalObject[] => {
    const one = property(name, value);
    return one ? [one] : [];
  });
  return props.length === 0 ? {} : { props };
}

/** Text on one line without space around it, as OSCAL's strings and titles are. */
export function line(text: string): string {
  return escapeControls(text).trim();
}

/** The same where OSCAL needs a text: a dash stands for none. */
export function title(text: string): string {
  return line(text) || '-';
}

/** Text of the target as OSCAL's markup shows it: no emphasis, link or tag. Back-ticks in our own sentences stay code. */
export function markup(text: string): string {
  return title(text).replace(/[\\*_[\]<>~&]/g, (sign) => `\\${sign}`);
}

/** Midnight UTC of a day. */
export function midnight(day: string): string {
  return `${day}T00:00:00Z`;
}

/** An identifier that OSCAL takes as a token, from a name that may be none. */
export function token(name: string): string {
  const safe = name.replace(/[^\p{L}\p{N}._-]/gu, '_');
  return /^[\p{L}_]/u.test(safe) ? safe : `_${safe}`;
}

/** A list where it has something in it: OSCAL has no empty lists. */
export function listed<K extends string, T>(key: K, items: readonly T[]): { readonly [key in K]?: readonly T[] } {
  return (items.length === 0 ? {} : { [key]: items }) as { readonly [key in K]?: readonly T[] };
}

/** A document with its UUID, made of all the rest of it. */
export function withUuid(content: OscalObject): OscalObject {
  return { uuid: uuidOf('document', content), ...content };
}

/** A document as a resource of another one's back matter. */
export function embedded(name: string, title: string, document: OscalObject): OscalObject {
  const text = JSON.stringify(document);
  return {
    uuid: uuidOf('resource', name, text),
    title,
    base64: {
      filename: name,
      'media-type': 'application/oscal+json',
      value: Buffer.from(text, 'utf8').toString('base64'),
    },
  };
}
