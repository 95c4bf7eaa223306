/** A function of a framework that loads a module in the browser alone, where an option says so. */
type ClientImport = {
  /** What it is exported by, as imports name it. */
  readonly from: string;
  /** The option that keeps the server from loading it, and its value. */
  readonly option: string;
  readonly is: boolean;
  /** Of a single argument: the option that loads. */
  readonly loader: string;
};

/** Source: vercel/next.js packages/next/src/shared/lib/dynamic.tsx (15.1): with `ssr: false` the loader runs in the browser only. */
export const clientImports: readonly ClientImport[] = [
  { from: 'next/dynamic', option: 'ssr', is: false, loader: 'loader' },
];
