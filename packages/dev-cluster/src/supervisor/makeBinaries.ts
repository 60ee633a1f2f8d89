import { ensureBinaries } from '../binaries/ensureBinaries';
import type { Maker } from '../binaries/maker';
import type { Tool } from '../binaries/tools';
import type { BinarySets } from '../binaries/types';
import type { StatusWriter } from '../state/status';

const MINUTE_MS = 60_000;

export interface MakeBinariesOptions {
  binaries: BinarySets;
  /** How missing binaries are made; asked for only when some are. */
  maker: (missing: Tool[]) => Promise<Maker>;
  status: StatusWriter;
  signal: AbortSignal;
}

/** Makes what is missing and reports how far it is. See {@link ensureBinaries}. */
export async function makeBinaries(
  options: MakeBinariesOptions,
): Promise<void> {
  const { binaries, maker, status, signal } = options;
  status.enter({ phase: 'building', message: 'looking for the binaries' });
  await ensureBinaries({
    sets: binaries,
    maker,
    signal,
    onProgress: ({ what, step, steps, usualMs }) =>
      status.enter({
        phase: 'building',
        message: usualMs ? `${what}, usually ${duration(usualMs)}` : what,
        step,
        steps,
      }),
  });
}

function duration(ms: number): string {
  return ms < MINUTE_MS
    ? `${Math.round(ms / 1000)} s`
    : `${Math.round(ms / MINUTE_MS)} min`;
}
