import { ownEntry } from '../text/own-entry.ts';

import { names } from './effects/names.ts';

// Functions of libraries that look at, compare, copy or print what they are given, and call nothing but a function that is written out for them.

/** Read in lodash 4.17 and underscore 1.13: those that are mostly called without a callback; one that is written out counts as called. */
const collections: ReadonlySet<string> = new Set(
  names(`
    chunk clone cloneDeep compact concat defaults defaultsDeep difference drop eq escape extend first flatten flattenDeep fromPairs get has
    hasIn head includes indexOf initial intersection isArguments isArray isArrayBuffer isArrayLike isBoolean isBuffer isDate isElement
    isEmpty isEqual isError isFinite isFunction isInteger isMap isNaN isNil isNull isNumber isObject isObjectLike isPlainObject isRegExp
    isSet isString isSymbol isUndefined keys last merge omit pick size tail take toArray toPairs toString trim union uniq unset values
    without xor zipObject
  `),
);
const lodash = (name: string): boolean => collections.has(name);
const itself = (name: string): boolean => name === '';

const nothing: Readonly<Record<string, (name: string) => boolean>> = {
  // https://nodejs.org/api/util.html
  'node:util': (name) => /^(?:types\.\w+|is[A-Z]\w*|inspect|format|formatWithOptions|inherits)$/.test(name),
  // https://www.npmjs.com/package/inherits
  inherits: itself,
  // https://lodash.com/docs/4.17.15, https://underscorejs.org
  lodash,
  'lodash-es': lodash,
  underscore: lodash,
  'lodash.clonedeep': itself,
  'lodash.isequal': itself,
  'lodash.merge': itself,
  // What it gives prints what it is given, by formatters that are its own (https://www.npmjs.com/package/debug).
  debug: (name) => name === '()' || name === '',
  // https://www.npmjs.com/package/fast-deep-equal, https://www.npmjs.com/package/deep-equal, https://www.npmjs.com/package/clone-deep
  'fast-deep-equal': itself,
  'deep-equal': itself,
  'clone-deep': itself,
};

/** Whether a function of a package calls none of the functions that it is given, nor those in what it is given; `steps` lead from the package to it. */
export function callsNothing(pkg: string, steps: string): boolean {
  return ownEntry(nothing, pkg)?.(steps.replace(/^@?(?:\.default)?\.?/, '')) ?? false;
}
