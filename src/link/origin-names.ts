import { ownEntry } from '../text/own-entry.ts';
import { From, type Origin } from './from.ts';

// Names of the language, of Node.js and of packages, by what they tell of where a value comes from.

/** Globals whose calls work out their answer from what they are given. */
export const PURE_GLOBALS = new Set([
  'JSON',
  'Math',
  'String',
  'Number',
  'Boolean',
  'Object',
  'Array',
  'Symbol',
  'BigInt',
  'Reflect',
  'Buffer',
  'structuredClone',
  'parseInt',
  'parseFloat',
  'isNaN',
  'isFinite',
  'encodeURIComponent',
  'decodeURIComponent',
  'encodeURI',
  'decodeURI',
  'Intl',
  'atob',
  'btoa',
  'URL',
  'URLSearchParams',
  'RegExp',
  'Date',
  'Error',
  'TextEncoder',
  'TextDecoder',
  'Promise',
  'Set',
  'Map',
  'Uint8Array',
]);
/** The same of modules of Node.js. */
export const PURE_PACKAGES = new Set([
  'node:path',
  'node:url',
  'node:util',
  'node:querystring',
  'node:string_decoder',
  'node:buffer',
  'node:assert',
]);
/** Packages that make text of text: the colours of a terminal, widths, dates that are written out. */
export const TEXT_PACKAGES =
  /^(?:chalk|picocolors|kleur|colors|colorette|cli-color|ansi-colors|ansi-styles|yoctocolors(?:-cjs)?|nanocolors|strip-ansi|string-width|wrap-ansi|pretty-ms|pretty-bytes|ms|bytes)(?:\/|$)/;
/** Packages that give the variables of the environment, checked by a schema: what comes of them was there when the process began. */
export const SETTINGS_PACKAGES = new Set([
  '@t3-oss/env-core',
  '@t3-oss/env-nextjs',
  '@t3-oss/env-nuxt',
  'envalid',
  'env-var',
  'envsafe',
  'znv',
]);
/** Packages that draw at random. */
const RANDOM_PACKAGES = new Set([
  'uuid',
  'nanoid',
  'ulid',
  'cuid',
  '@paralleldrive/cuid2',
  'short-uuid',
  'shortid',
  'crypto-random-string',
  'randomstring',
  'hyperid',
  'uid',
  'uniqid',
]);
/** What Node.js and libraries of OAuth and OpenID make at random for one authorization, and keys, certificates and phrases that others generate. */
const RANDOM_CALLS: Readonly<Record<string, RegExp>> = {
  'node:crypto': /random|generateKey/i,
  'openid-client': /\.(?:generators\.(?:state|nonce|random|codeVerifier)|random(?:State|Nonce|PKCECodeVerifier))$/,
  arctic: /\.generate(?:State|CodeVerifier)$/,
  oauth4webapi: /\.generateRandom(?:State|Nonce|CodeVerifier)$/,
  jose: /\.generate(?:KeyPair|Secret)$/,
  'node-forge': /\.(?:pki\.\w+|ed25519)\.generateKeyPair$|\.random\./,
  selfsigned: /\.(?:default|generate)$/,
  bip39: /\.generateMnemonic$/,
  '@scure/bip39': /\.generateMnemonic$/,
  tweetnacl: /\.(?:randomBytes|keyPair)$/,
  'libsodium-wrappers': /\.(?:randombytes_\w+|crypto_\w+_key(?:gen|pair))$/,
  'web-push': /\.generateVAPIDKeys$/,
};

/** Methods of schemas, and of what makes instances of plain data, that give back what they were given. */
const SHAPED =
  /\.(?:safe)?(?:parse|validate|decode|cast|create|mask|attempt|plainToInstance|plainToClass)(?:Async|Sync)?$/i;
/**
 * What is waited for and yet only worked out of what is given: keys that are read from text or written as such, digests, data whose shape
 * a schema has checked (documentation of zod, valibot, yup, superstruct, joi and class-transformer).
 */
const COMPUTED: Readonly<Record<string, RegExp>> = {
  zod: SHAPED,
  'zod/v4': SHAPED,
  valibot: SHAPED,
  yup: SHAPED,
  superstruct: SHAPED,
  joi: SHAPED,
  'class-transformer': SHAPED,
  '(global)': /^\.crypto\.subtle\.(?:importKey|exportKey|digest|deriveKey|deriveBits|sign|verify)$/,
  jose: /^\.(?:import(?:PKCS8|SPKI|X509|JWK)|export(?:PKCS8|SPKI|JWK)|calculateJwkThumbprint(?:Uri)?)$/,
};

/** Files in which the operating system tells of the machine or container: another process reads there what is true of its own. */
export const MACHINE_FILES =
  /^\/(proc|sys)\/|^\/\.dockerenv$|^\/run\/\.containerenv$|^\/etc\/(os-release|machine-id|timezone)$/;
/** What a process can ask about itself, and finds otherwise at each call. */
const MEASURES = /^\.process\.(memoryUsage|cpuUsage|resourceUsage|availableMemory|constrainedMemory)\b/;

/** What a call of the file system does, by its steps: what is open is a handle of this process, and not what stands in the file. */
export function fileCall(steps: string): 'opens' | 'reads' | 'other' {
  if (/(?:^|\.)open(?:Sync)?$/.test(steps)) return 'opens';
  if (/^@?\.?(promises\.)?(read|exists|stat|lstat|access|open)/.test(steps.replace(/^.*\./, '.'))) return 'reads';
  return /\.(watch|watchFile|createReadStream|createWriteStream|opendir)$/.test(steps) ? 'opens' : 'other';
}

/** What a call of the global object gives whatever it is handed: a time, a timer, a random value; null for all others. */
export function ofGlobal(name: string, steps: string, own: string): Origin | null {
  if (steps === '.Math.random' || name === 'crypto') return From.random;
  if (own === '.Date.now' || own.startsWith('.performance')) return From.time;
  if (name === 'setTimeout' || name === 'setInterval' || name === 'setImmediate') return From.timer;
  if (name !== 'process') return null;
  return /\.(hrtime|uptime)\b/.test(steps) ? From.time : MEASURES.test(steps) ? From.machine : From.environment;
}

/**
 * What packages measure of this machine and process anew at each call. Of https://systeminformation.io its inventories of hardware and
 * software are left out.
 */
const MEASUREMENTS: Readonly<Record<string, RegExp>> = {
  systeminformation:
    /\.(currentLoad|fullLoad|mem|cpuTemperature|cpuCurrentSpeed|networkStats|fsStats|disksIO|time|processes|processLoad)\b/,
  pidusage: /^/,
  'check-disk-space': /^/,
  diskusage: /\.check\b/,
  'node-os-utils': /\.(cpu|drive|mem|netstat|proc)\b/,
};

/** What a library adds to what it works out of what it is given alone: a promise, but where a schema checks at once. Null for all other calls. */
export function computedAs(pkg: string, steps: string): Origin | null {
  const names = ownEntry(COMPUTED, pkg);
  if (!names?.test(steps)) return null;
  return names === SHAPED && !steps.endsWith('Async') ? 0 : From.promise;
}
/** Whether a library makes it at random. */
export const isRandomCall = (pkg: string, steps: string): boolean =>
  RANDOM_PACKAGES.has(pkg) || (ownEntry(RANDOM_CALLS, pkg)?.test(steps) ?? false);
/** Whether a library measures the machine or this process. */
export const isMeasurement = (pkg: string, steps: string): boolean => ownEntry(MEASUREMENTS, pkg)?.test(steps) ?? false;
/** Whether the resolver of Node.js is asked for a name or an address: what a name server says is another server's answer, and changes there. */
export const isNameLookup = (pkg: string, steps: string): boolean =>
  pkg.startsWith('node:dns') && /\.(?:lookup|lookupService|reverse|resolve\w*)$/.test(steps);
