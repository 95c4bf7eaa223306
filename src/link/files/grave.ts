import type { FileWrite } from '../file-model.ts';

/** Of the writes of one store, that one is told which is in front here. */
export const GRAVE: readonly FileWrite['shape'][] = [
  'served',
  'shared',
  'handed',
  'kept',
  'one-name',
  'data',
  'program',
  'library',
  'upload',
  'boot',
  'cache',
  'answer',
  'log',
];
