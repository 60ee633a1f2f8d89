import type { Scenario } from '@kubernetes-academy/backstage-plugin-academy-common';
import type {
  AppliedObject,
  ManifestFile,
  SandboxObjectRef,
} from '@kubernetes-academy/backstage-plugin-academy-node';
import {
  parseManifests,
  type ManifestObject,
} from '@kubernetes-academy/lab-engine';
import type { LabContent } from '../labContent';

/** Tells objects of one namespace apart. */
export function keyOf({ apiVersion, kind, name }: SandboxObjectRef): string {
  return `${apiVersion}/${kind}/${name}`;
}

/** What a manifest calls its object. */
export function refOf(object: ManifestObject): SandboxObjectRef {
  const { apiVersion, kind, metadata } = object;
  return { apiVersion, kind, name: metadata.name };
}

/** Manifests of the reference solution for the sandbox itself, in order. */
export function solutionManifests(
  scenario: Scenario,
  files: Record<string, string>,
): ManifestFile[] {
  return scenario.solution.flatMap(step =>
    typeof step === 'string' ? { file: step, content: files[step] } : [],
  );
}

/** Every object that setup, faults or solution of a scenario name, each once. */
export function namedObjects(
  lab: LabContent,
  applied: AppliedObject[],
): SandboxObjectRef[] {
  const solution = lab.scenario
    ? solutionManifests(lab.scenario, lab.files)
    : [];
  const refs = [
    ...applied.map(({ apiVersion, kind, name }) => ({
      apiVersion,
      kind,
      name,
    })),
    ...[...lab.faults, ...solution].flatMap(({ content }) =>
      parseManifests(content).map(({ object }) => refOf(object)),
    ),
  ];
  return [...new Map(refs.map(ref => [keyOf(ref), ref])).values()];
}
