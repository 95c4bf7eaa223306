import path from 'node:path';
import { ToolError } from '../diagnostics/tool-error.ts';
import type { Process } from '../discover/workspace.ts';
import { joinPath } from '../paths/repo-path.ts';
import type { Layer } from './layers.ts';

/** The processes that configurations declare. Entries become repository-relative. @throws ToolError where one leaves the repository */
export function declaredProcesses(layers: readonly Layer[]): readonly Process[] {
  return layers.flatMap((layer) =>
    (layer.config.processes ?? []).map(({ entry, kind, replicas, name }, at) => {
      const place = layer.placeOf(['processes', at]);
      const file = joinPath(layer.base, entry);
      if (file === undefined || file === '') {
        throw new ToolError({
          code: 'config-invalid',
          what: `the entry "${entry}" leaves the repository`,
          where: place,
          fix: "write a source file's path from the configuration's folder",
        });
      }
      return {
        name: name ?? file,
        kind,
        entry: file,
        replicas: replicas ?? null,
        evidence: {
          // A file outside the repository is named without its folder: a report carries no path of the machine.
          file: path.isAbsolute(layer.origin) ? path.basename(layer.origin) : layer.origin,
          line: layer.lineOf(['processes', at]) ?? 1,
          text: `processes: ${kind} ${entry}`,
        },
      };
    }),
  );
}
