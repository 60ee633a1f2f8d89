import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { lessonFile } from '../../__testUtils__/testCluster';

/** The challenge whose scenarios are lived through. */
export const CHALLENGE = 'foundations/first-steps/broken-release';

/** An object as a manifest has it. */
export interface Manifest {
  apiVersion: string;
  kind: string;
  metadata: { name: string };
}

/** What is done to a scenario, and what undoes it. */
export interface KillScenario {
  id: string;
  faults: Manifest[];
  /** YAML as a learner applies it. */
  solution: string;
}

const file = (name: string) =>
  readFileSync(lessonFile(CHALLENGE, name), 'utf8');

/** The scenarios of the challenge; their files are manifests of one document. */
export function killScenarios(): KillScenario[] {
  return parse(file('unit.yaml')).scenarios.map((scenario: any) => ({
    id: scenario.id,
    faults: scenario.faults.map((name: string) => parse(file(name))),
    solution: scenario.solution.map(file).join('---\n'),
  }));
}

/** Whether an object has everything that a manifest says. */
export function contains(found: unknown, wanted: unknown): boolean {
  if (typeof wanted !== 'object' || wanted === null) {
    return found === wanted;
  }
  return (
    typeof found === 'object' &&
    found !== null &&
    Object.entries(wanted).every(([key, value]) =>
      contains((found as Record<string, unknown>)[key], value),
    )
  );
}
