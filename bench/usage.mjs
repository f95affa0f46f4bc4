import { writeFileSync } from 'node:fs';

/**
 * Loaded into a process that is measured. When that ends, writes its processor time (ms) and peak memory (MiB) to file
 * descriptor 3.
 */
process.on('exit', () => {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  writeFileSync(3, JSON.stringify({ cpu: (userCPUTime + systemCPUTime) / 1000, peak: maxRSS / 1024 }));
});
