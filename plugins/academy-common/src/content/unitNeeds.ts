import type { UnitSpec } from './types';

/**
 * Capabilities that a training cluster must have to host a unit, each once:
 * those that the unit names, and those that follow from its sandbox.
 *
 * @public
 */
export function unitNeeds(spec: UnitSpec): string[] {
  const isNested = 'sandbox' in spec && spec.sandbox?.profile === 'nested';
  const implied = isNested ? ['nested-control-plane'] : [];
  return [...new Set([...spec.needs, ...implied])];
}
