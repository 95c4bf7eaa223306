// Preloaded into a measured process (`node --import bench/peak.mjs …`): leaves its peak memory and processor time behind, as the
// kernel counted them, with those of its threads.
import fs from 'node:fs';
import { isMainThread } from 'node:worker_threads';

if (isMainThread)
  process.on('exit', () => {
    const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
    // KiB and microseconds on every platform that Node.js supports.
    const used = { memory: maxRSS / 1024, cpu: (userCPUTime + systemCPUTime) / 1000 };
    fs.writeFileSync(process.env.SHARENOTHING_BENCH_PEAK, JSON.stringify(used));
  });
