import type { Tool } from './tools';

/** One tool is about to be made. */
export interface BinaryProgress {
  /** Such as `building kube-apiserver`. */
  what: string;
  /** From 1. */
  step: number;
  steps: number;
  usualMs?: number;
}

/** Where binaries lie and what they are made of. */
export interface BinarySet {
  tools: Tool[];
  /** Folder with go.mod and go.sum. */
  moduleDir: string;
  /** Folder for this exact set, see `binaryCacheKey`. */
  binDir: string;
}

/** Makes one tool at the given path, which does not exist yet. */
export type MakeBinary = (
  tool: Tool,
  target: string,
  signal?: AbortSignal,
) => Promise<void>;
