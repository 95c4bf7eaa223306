// Preloaded into a measured process (`node --import bench/peak.mjs …`): leaves its peak memory behind, as the kernel counted it.
import fs from 'node:fs';

process.on('exit', () => {
  // In KiB on every platform that Node.js supports.
  fs.writeFileSync(process.env.SHARENOTHING_BENCH_PEAK, String(process.resourceUsage().maxRSS));
});
