import { priceOf } from '@market/prices';

// The worker knows its shop windows from the start: nothing is kept of what it does.
const windows = ['apples', 'pears'];

setInterval(async () => {
  for (const sku of windows) process.stdout.write(`${sku} ${await priceOf(sku)}\n`);
}, 60_000);
