const IDLE_MS = 60_000;

/** Requests other than open watches that the portal sends while nobody does anything. */
export async function measureIdle(parts) {
  const before = await parts.requests();
  await new Promise(resolve => setTimeout(resolve, IDLE_MS));
  const after = await parts.requests();
  const others = Object.entries(after.others)
    .map(([request, count]) => [request, count - (before.others[request] ?? 0)])
    .filter(([, count]) => count > 0);
  return {
    seconds: IDLE_MS / 1000,
    requests: others.reduce((sum, [, count]) => sum + count, 0),
    reopenedWatches: after.watches - before.watches,
    what: Object.fromEntries(others),
  };
}
