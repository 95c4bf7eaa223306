// Tells on standard error, at exit, which modules of a compiler were loaded.
const fs = require('node:fs');

process.on('exit', () => {
  const loaded = Object.keys(require.cache).filter((file) => /[\\/](?:typescript|ts-morph|@ts-morph)[\\/]/.test(file));
  fs.writeSync(2, `loaded compilers: ${loaded.length}\n`);
});
