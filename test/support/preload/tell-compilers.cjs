// Tells on standard error, at exit, which modules with a compiler in them were loaded: those of packages, and that of the extractor,
// which the build takes the parser into.
const fs = require('node:fs');
const inspector = require('node:inspector');

process.on('exit', () => {
  const loaded = [];
  const session = new inspector.Session();
  session.connect();
  session.on('Debugger.scriptParsed', ({ params: { url } }) => {
    if (/[\\/](?:typescript|ts-morph|@ts-morph)[\\/]|\/dist\/chunks\/extract-/.test(url)) loaded.push(url);
  });
  session.post('Debugger.enable');
  session.disconnect();
  fs.writeSync(2, `loaded compilers: ${loaded.length}\n`);
});
