// Tells on standard error of everything in this process, its threads included, that speaks to a network or starts a program.
const fs = require('node:fs');
const { createHook } = require('node:async_hooks');
const childProcess = require('node:child_process');
const path = require('node:path');
const { syncBuiltinESMExports } = require('node:module');

const tell = (what) => fs.writeSync(2, `reached out: ${what}\n`);

// What libuv and c-ares are asked for, whichever module of Node.js or package asks.
const wraps = /^(?:TCP|UDP|TLS|GETADDRINFO|GETNAMEINFO|QUERY|PIPECONNECT|PIPESERVER|HTTP2|QUIC)/;
createHook({
  init(_id, type) {
    if (wraps.test(type)) tell(type);
  },
}).enable();

for (const name of ['spawn', 'spawnSync', 'exec', 'execSync', 'execFile', 'execFileSync', 'fork']) {
  const original = childProcess[name];
  childProcess[name] = (file, ...rest) => {
    if (path.basename(String(file)) !== 'git') tell(`started ${file}`);
    return original(file, ...rest);
  };
}
syncBuiltinESMExports();
