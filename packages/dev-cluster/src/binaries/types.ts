import type { Tool } from './tools';

/** What a cluster's nodes are: KWOK's, or a kubelet's beside them. */
export type NodeKind = 'simulated' | 'real';

/** One tool is about to be made. */
export interface BinaryProgress {
  /** Such as `building kube-apiserver`. */
  what: string;
  /** From 1, counted over all sets. */
  step: number;
  steps: number;
  usualMs?: number;
}

/** Tools of one module: where they lie and what they are made of. */
export interface BinarySet {
  tools: Tool[];
  /** Folder with go.mod and go.sum. */
  moduleDir: string;
  /** Folder for this exact set, see `binaryCacheKey`. */
  binDir: string;
}

/** All sets of one cluster, the control plane's first. */
export type BinarySets = BinarySet[];

/** What is to be made, and where. */
export interface BinaryOrder {
  set: BinarySet;
  tool: Tool;
  /** Does not exist yet. */
  target: string;
  signal?: AbortSignal;
}

/** Makes one tool. */
export type MakeBinary = (order: BinaryOrder) => Promise<void>;
