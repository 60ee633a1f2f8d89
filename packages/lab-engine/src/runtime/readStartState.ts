import { readFile } from 'node:fs/promises';
import type { LocalizedText } from '@kubernetes-academy/backstage-plugin-academy-common';
import { notStarted, startFailed, starting } from './messages';

/** What the status file of an embedded cluster says. */
export type StartState =
  | { state: 'ready' }
  | { state: 'starting' | 'unavailable'; message: LocalizedText };

/** The part of dev-cluster's `ClusterStatus` that is shown. */
interface StatusFile {
  phase: string;
  message: string;
  step?: number;
  steps?: number;
  error?: string;
}

/** @param statusFile - absent for clusters that the portal does not start */
export async function readStartState(
  statusFile: string | undefined,
): Promise<StartState> {
  if (!statusFile) return { state: 'ready' };
  const status = await readStatus(statusFile);
  if (!status) return { state: 'starting', message: notStarted() };
  switch (status.phase) {
    case 'stopped':
      return { state: 'starting', message: notStarted() };
    case 'ready':
      return { state: 'ready' };
    case 'failed':
      return {
        state: 'unavailable',
        message: startFailed(sentence(status.error ?? status.message)),
      };
    default:
      return {
        state: 'starting',
        message: starting(sentence(status.message), progress(status)),
      };
  }
}

async function readStatus(file: string): Promise<StatusFile | undefined> {
  try {
    return JSON.parse(await readFile(file, 'utf8'));
  } catch {
    // Not there yet, or removed by a reset: both mean "not started".
    return undefined;
  }
}

function progress({ step, steps }: StatusFile): string {
  return step && steps ? ` (${step}/${steps})` : '';
}

function sentence(text: string): string {
  const trimmed = text.trim();
  return /[.!?]$/.test(trimmed) ? trimmed : `${trimmed}.`;
}
