/** The value below which the given share of the samples lies. @param {number[]} samples @param {number} share */
export function percentile(samples, share) {
  const sorted = [...samples].sort((a, b) => a - b);
  return sorted[
    Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)
  ];
}

/** p50, p95, p99, max and count of samples in milliseconds. @param {number[]} samples */
export function summary(samples) {
  const round = value => Math.round(value * 10) / 10;
  return {
    p50Ms: round(percentile(samples, 0.5)),
    p95Ms: round(percentile(samples, 0.95)),
    p99Ms: round(percentile(samples, 0.99)),
    maxMs: round(Math.max(...samples)),
    samples: samples.length,
  };
}
