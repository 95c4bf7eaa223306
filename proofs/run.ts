// `npm run proofs [-- --ci] [-- NAME...]`: shows on live processes what each rule claims. The last line is the sum: "N passed, N failed".
// Everything that needs the packages of this folder is loaded after they are installed.
import { installPackages } from './install.ts';

installPackages(import.meta.dirname);
const { runAll } = await import('./harness/run-all.ts');
process.exitCode = await runAll(process.argv.slice(2));
