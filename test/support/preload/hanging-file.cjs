// Keeps the worker thread that is handed the file which TEST_HANGS names for ever; sends TEST_SIGNAL, where it is set, to this process before.
const { isMainThread, parentPort } = require('node:worker_threads');

if (!isMainThread)
  parentPort.on('message', ({ path }) => {
    if (path !== process.env.TEST_HANGS) return;
    if (process.env.TEST_SIGNAL) process.kill(process.pid, process.env.TEST_SIGNAL);
    for (;;);
  });
