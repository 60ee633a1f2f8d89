import type {
  Debrief,
  DebriefObject,
  Scenario,
} from '@kubernetes-academy/backstage-plugin-academy-common';
import { parseManifests } from '@kubernetes-academy/lab-engine';
import type { ScenarioObject } from '../../operations';
import { keyOf, refOf, solutionManifests } from '../namedObjects';
import { diffYaml } from './diffYaml';
import { mergeManifest } from './mergeManifest';

/** What a debrief is made of. */
export interface DebriefInput {
  /** With the values of the attempt. */
  scenario: Scenario;
  /** Content of the unit's files, with the values of the attempt. */
  files: Record<string, string>;
  /** None when the attempt ended before its fault was injected. */
  objects: ScenarioObject[];
  readMore: Debrief['readMore'];
}

/**
 * What was wrong in a scenario: what the fault changed, what the learner
 * changed, and what the reference solution would have changed.
 */
export function createDebrief(input: DebriefInput): Debrief {
  const { scenario, readMore } = input;
  return {
    text: scenario.debrief,
    objects: [...objectsOf(input), ...nestedObjects(input)],
    commands: scenario.solution.flatMap(step =>
      typeof step === 'object' && 'exec' in step ? [step.exec.command] : [],
    ),
    readMore,
  };
}

function objectsOf(input: DebriefInput): DebriefObject[] {
  const solved = applySolution(input);
  return input.objects.flatMap(object => {
    const { apiVersion, kind, name, healthy, broken, left } = object;
    const reference = solved.get(keyOf(object));
    const changes = {
      injected: diffYaml(healthy, broken),
      mine: left === undefined ? undefined : diffYaml(broken, left),
      reference: reference && diffYaml(broken, reference),
    };
    return Object.values(changes).some(Boolean)
      ? [{ apiVersion, kind, name, ...changes }]
      : [];
  });
}

/** The broken objects with the manifests of the solution applied, where there are any. */
function applySolution(input: DebriefInput): Map<string, object> {
  const { scenario, files, objects } = input;
  const broken = new Map(objects.map(each => [keyOf(each), each.broken]));
  const solved = new Map<string, object>();
  for (const { content } of solutionManifests(scenario, files)) {
    for (const { object } of parseManifests(content)) {
      const key = keyOf(refOf(object));
      const current = solved.get(key) ?? broken.get(key) ?? null;
      solved.set(key, mergeManifest(current, object));
    }
  }
  return solved;
}

/** What the solution applies inside the nested control plane, where nothing was kept. */
function nestedObjects({ scenario, files }: DebriefInput): DebriefObject[] {
  return scenario.solution.flatMap(step =>
    typeof step === 'object' && 'nested' in step
      ? parseManifests(files[step.nested]).map(({ object }) => ({
          ...refOf(object),
          reference: diffYaml(null, object),
        }))
      : [],
  );
}
