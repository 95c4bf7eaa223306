import { escapeControls } from '../text/escape-controls.ts';
import { ToolError } from './tool-error.ts';

/** What an error report about a fault of the tool has to name. */
export type ToolIdentity = {
  readonly version: string;
  readonly node: string;
  readonly platform: string;
};

/** What the renderer may use; all of it is decided by the caller. */
export type ErrorRendering = {
  /** Marks words: returns its text, coloured or not. */
  readonly mark: (kind: 'error' | 'label', text: string) => string;
  readonly identity: ToolIdentity;
  /** Prints the stack of an unknown error too. */
  readonly debug: boolean;
};

/** An error as lines for stderr, with a final line end. A known error has no stack; an unknown one says how to report it. */
export function renderError(error: unknown, { mark, identity, debug }: ErrorRendering): string {
  const label = (name: string, text: string) => `  ${mark('label', `${name}:`)} ${escapeControls(text)}`;
  if (error instanceof ToolError) {
    return [
      `${mark('error', `error[${error.code}]:`)} ${escapeControls(error.what)}`,
      ...(error.where ? [label('where', error.where)] : []),
      ...error.tried.map((attempt) => label('tried', attempt)),
      label('fix', error.fix),
      ...error.also.map((fault) => label('also', fault)),
      '',
    ].join('\n');
  }
  const { name, message, stack, stage, file } = fault(error);
  return [
    `${mark('error', 'error[internal]:')} the tool itself failed${stage ? ` in stage ${escapeControls(stage)}` : ''}${file ? ` on ${escapeControls(file)}` : ''}`,
    `  ${name}: ${escapeControls(message)}`,
    ...(debug && stack ? stack.split('\n').map((line) => `  ${escapeControls(line)}`) : []),
    label('version', `sharenothing ${identity.version}, Node.js ${identity.node}, ${identity.platform}`),
    label(
      'fix',
      `this is a fault of sharenothing: please report it (\`npm bugs sharenothing\`)${debug ? '' : '; SHARENOTHING_DEBUG=1 adds the stack to attach'}`,
    ),
    '',
  ].join('\n');
}

type Fault = { name: string; message: string; stack?: string; stage?: string; file?: string };

function fault(error: unknown): Fault {
  if (!(error instanceof Error)) return { name: 'Thrown', message: String(error) };
  const { stage, file } = error as { stage?: unknown; file?: unknown };
  return {
    name: error.name,
    message: error.message,
    ...(error.stack ? { stack: error.stack } : {}),
    ...(typeof stage === 'string' ? { stage } : {}),
    ...(typeof file === 'string' ? { file } : {}),
  };
}
