import type { Config } from './config.ts';

export const presetPrefix = 'sharenothing:';

/** A ready-made configuration to build on. */
export type Preset = { readonly name: string; readonly description: string; readonly config: Config };

/** The presets by name; without any, `recommended` holds. */
export const presets: readonly Preset[] = [
  {
    name: 'recommended',
    description:
      'Every rule with the severity that its messages state; findings from `warning` on fail the run; those of low confidence are left out.',
    config: { failOn: 'warning', confidence: 'medium' },
  },
  {
    name: 'strict',
    description:
      'As `recommended`, with findings of every confidence, and memos of pure functions as `info`; what is worth knowing but no violation by itself (`info`) fails the run too.',
    config: { failOn: 'info', confidence: 'low' },
  },
];

export const presetNames = presets.map(({ name }) => name);
