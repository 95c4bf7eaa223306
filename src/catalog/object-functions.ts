import { names } from './effects/names.ts';
import { deepFreeze } from './freeze.ts';

/** Packages of functions on objects and lists. */
export const OBJECT_PACKAGES =
  /^(lodash|lodash-es|underscore|object-assign|extend|deep-extend|just-extend|defaults|merge-deep|deepmerge)(\/|$)|^lodash\./;

/** Packages of such functions that take the object or list last, and make new ones alone. */
export const DATA_LAST_PACKAGES = /^ramda(\/|$)/;

/** Packages that are one function, which gives back the object that it was given and only forbids to change it. */
export const FREEZING_PACKAGES = /^deep-?freeze(?:-strict|-es6|-node)?$/;

/** What these functions give, and what they run. Source: the documentation of lodash 4, of underscore and of ramda 0.30 for what they alone have. */
export const objectFunctions = deepFreeze({
  /** `f(target, ...sources)`: the sources' properties go into the target, which is what comes back. */
  merge: names(
    `assign assignIn assignWith defaults defaultsDeep defaultsdeep extend merge mergeWith object-assign
     deep-extend just-extend`,
  ),
  /** `f(one, other)`: a new object with the properties of all of them. */
  joined: names('merge mergeRight mergeLeft mergeDeepRight mergeDeepLeft'),
  /** A new list of the same elements. */
  same: names(
    `without filter reject uniq uniqBy sortBy orderBy shuffle difference differenceBy compact concat union take
     drop takeRight slice values toArray pull pullAll remove reverse flatten flattenDeep tail rest initial
     dropRight dropWhile takeWhile takeRightWhile sampleSize intersection intersectionBy uniqWith sortedUniq`,
  ),
  /** A new object of the same elements, or of some of the object's values. */
  sameObject: names('keyBy indexBy pick pickBy omit omitBy mapKeys'),
  /** A list, or an object, of lists of the same elements. */
  groups: names('groupBy partition chunk zip'),
  /** A new list, or a new object, of what the callback gives. */
  maps: names('map flatMap mapValues'),
  /** One of the elements. */
  one: names('find findLast head first last sample nth maxBy minBy'),
  /** Runs its callback for each of the elements. */
  iterate: names(
    `forEach each map filter reject find findLast some every sortBy findIndex remove mapValues forOwn forIn
     flatMap sumBy maxBy minBy uniqBy groupBy keyBy indexBy partition pickBy omitBy mapKeys takeWhile
     takeRightWhile dropWhile orderBy countBy any all`,
  ),
});
