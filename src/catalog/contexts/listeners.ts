/** Methods by which an emitter takes a listener; all have the event first and the listener second. */
export const listenMethods: readonly string[] = ['on', 'once', 'addListener', 'prependListener', 'prependOnceListener'];

/** The same with the method of the web's event targets. */
export const listenMethodsAndTarget: readonly string[] = [...listenMethods, 'addEventListener'];

/** The event list of the row that takes every event which `named` does not. */
export function others(named: readonly string[]): readonly string[] {
  return named.map((name) => `!${name}`);
}
