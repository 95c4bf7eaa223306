import { ANSWERED_BY } from './balancer.ts';
import type { Transcript } from './transcript.ts';

export type Body = {
  readonly json?: unknown;
  readonly form?: FormData;
  readonly headers?: Readonly<Record<string, string>>;
};

export type Answer = {
  readonly status: number;
  /** The process that answered; null where none was reached. */
  readonly by: string | null;
  readonly text: string;
  /** The body as JSON; undefined where it is none. */
  // biome-ignore lint/suspicious/noExplicitAny: a client reads of an answer what it expects there
  readonly json: any;
  readonly headers: Headers;
};

/** A client that keeps its cookies, as a browser does. */
export type Client = {
  request(method: string, path: string, body?: Body): Promise<Answer>;
  /** The same again until it is answered by something else than "no process" (502, 503), as clients do when a process dies on them. */
  insist(method: string, path: string, body?: Body): Promise<Answer>;
  readonly cookies: ReadonlyMap<string, string>;
};

const attempts = 5;
const longest = 100;

/**
 * `name` is put in front of the client's lines where there are several. Their lines stand in the order in which they asked, whoever is
 * answered first.
 */
export function createClient(address: string, transcript: Transcript, name = ''): Client {
  const cookies = new Map<string, string>();
  const request = async (method: string, path: string, { json, form, headers }: Body = {}): Promise<Answer> => {
    const tell = name === '' ? transcript.line : transcript.reserve();
    const sent = json === undefined ? form : JSON.stringify(json);
    const response = await fetch(`${address}${path}`, {
      method,
      redirect: 'manual',
      headers: {
        // A new connection for each request, so that the proxy's turn is that of the requests.
        connection: 'close',
        ...(json === undefined ? {} : { 'content-type': 'application/json' }),
        ...(cookies.size === 0 ? {} : { cookie: Array.from(cookies, (pair) => pair.join('=')).join('; ') }),
        ...headers,
      },
      ...(sent === undefined ? {} : { body: sent }),
      signal: AbortSignal.timeout(90_000),
    });
    for (const line of response.headers.getSetCookie()) {
      const [, key, value] = /^([^=]+)=([^;]*)/.exec(line)!;
      cookies.set(key!, value!);
    }
    const text = await response.text();
    const by = response.headers.get(ANSWERED_BY);
    const what = json === undefined ? (form ? ' (a form with a file)' : '') : ` ${JSON.stringify(json)}`;
    const shown = text.length > longest ? `${text.slice(0, longest)}...` : text;
    const answer = `${by ?? 'nobody'}: ${response.status} ${shown.replaceAll('\n', ' ')}`.trimEnd();
    tell(`${name === '' ? '' : `${name}: `}${method} ${path}${what}  ->  ${answer}`);
    return { status: response.status, by, text, json: parsed(text), headers: response.headers };
  };
  return {
    cookies,
    request,
    async insist(method, path, body) {
      for (let left = attempts; ; left -= 1) {
        const answer = await request(method, path, body);
        if ((answer.status !== 502 && answer.status !== 503) || left === 1) return answer;
      }
    },
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
