/**
 * Loaded into the portal's process with --require: counts the requests that
 * undici sends to the API server named by ACADEMY_BENCH_ORIGIN, apart from
 * watches, and writes the counts to ACADEMY_BENCH_COUNTS on SIGUSR2.
 */
const diagnostics = require('node:diagnostics_channel');
const fs = require('node:fs');

const counts = { watches: 0, others: {} };

diagnostics.subscribe('undici:request:create', ({ request }) => {
  if (String(request.origin) !== process.env.ACADEMY_BENCH_ORIGIN) {
    return;
  }
  if (/[?&]watch=(true|1)/.test(request.path)) {
    counts.watches += 1;
    return;
  }
  const key = `${request.method} ${request.path.split('?')[0]}`;
  counts.others[key] = (counts.others[key] ?? 0) + 1;
});

process.on('SIGUSR2', () => {
  fs.writeFileSync(process.env.ACADEMY_BENCH_COUNTS, JSON.stringify(counts));
});
