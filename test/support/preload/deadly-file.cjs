// Ends the worker thread that is handed the file which TEST_DEADLY names, in the middle of its work.
const { isMainThread, parentPort } = require('node:worker_threads');

if (!isMainThread)
  parentPort.on('message', ({ path }) => {
    if (path === process.env.TEST_DEADLY) process.exit(3);
  });
