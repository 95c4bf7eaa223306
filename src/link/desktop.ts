import type { Process } from '../discover/workspace.ts';
import { joinProgram, type LinkInput } from './program.ts';
import { bindingStatic } from './static.ts';

/** Parts of Electron that its main process alone has. Under Node, `electron` is the path of a binary and has none of them. */
const mainParts = new Set(['app', 'BrowserWindow', 'BaseWindow', 'Menu', 'Tray', 'ipcMain', 'powerMonitor']);

/**
 * The processes, where what package.json starts, exports or lists as a command is the main process of a desktop program: its entry takes
 * the app or its windows from Electron as it is loaded, so it runs nowhere else.
 */
export function withDesktopPrograms(input: LinkInput): readonly Process[] {
  if (!input.facts.some(({ outline }) => outline.specs.some((spec) => isElectron(spec)))) return input.processes;
  const p = joinProgram(input);
  const needsRuntime = (file: number) =>
    p.files[file]!.bindings.some((binding, b) => {
      if (!binding.top || binding.imp?.typeOnly) return false;
      const s = bindingStatic(p, file, b);
      return s?.k === 'external' && isElectron(s.pkg) && mainParts.has(s.steps.split('.')[1] ?? '');
    });
  return input.processes.map((process) => {
    const entry = p.fileOf.get(process.entry);
    const isOpen = process.kind === 'server' || process.kind === 'worker' || process.kind === 'cli';
    return isOpen && /(?:^|\/)package\.json$/.test(process.evidence.file) && entry !== undefined && needsRuntime(entry)
      ? { ...process, kind: 'desktop' }
      : process;
  });
}

const isElectron = (spec: string): boolean => spec === 'electron' || spec === 'electron/main';

/** The files from which desktop programs start. */
export function desktopEntries({ processes }: LinkInput): ReadonlySet<string> {
  return new Set(processes.flatMap(({ entry, kind }) => (kind === 'desktop' ? [entry] : [])));
}
