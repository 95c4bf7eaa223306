/**
 * Packages that export another package's names as they are, with promises or fixes of their own: what is known of the other holds.
 * Source: README of fs-promise 2.0 ("exposes all the async methods of fs, graceful-fs and fs-extra, and their sync methods").
 */
export const standIns: ReadonlyMap<string, string> = new Map([['fs-promise', 'fs-extra']]);
