// Sends a signal (SIGINT, or what TEST_SIGNAL names) to this process when it opens the server's source: in the middle of an analysis, whatever the machine's speed.
const fs = require('node:fs');
const { syncBuiltinESMExports } = require('node:module');

const { openSync } = fs;
let sent = false;
fs.openSync = (path, ...rest) => {
  if (!sent && String(path).endsWith('server.js')) {
    sent = true;
    process.kill(process.pid, process.env.TEST_SIGNAL ?? 'SIGINT');
  }
  return openSync(path, ...rest);
};
syncBuiltinESMExports();
