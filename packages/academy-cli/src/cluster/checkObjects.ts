import type {
  ClusterObjects,
  WantedObject,
} from '@kubernetes-academy/lab-engine';
import { compareObject } from './compare';
import type { Finding } from './findings';
import type { TrainingManifests } from './manifests';
import { nameOf, readTwin } from './readObject';

/** Compares every object of the manifests with the cluster. */
export async function checkObjects(
  objects: ClusterObjects,
  { required, optional }: TrainingManifests,
): Promise<Finding[]> {
  const findings = await Promise.all([
    ...required.map(wanted => checkObject(objects, wanted)),
    ...optional.map(async wanted =>
      (await checkObject(objects, wanted)).map(asInformation),
    ),
  ]);
  return findings.flat();
}

/** Everything about one object; a single `ok` when it is as it should be. */
export async function checkObject(
  objects: ClusterObjects,
  wanted: WantedObject,
): Promise<Finding[]> {
  const object = nameOf(wanted);
  const read = await readTwin(objects, wanted);
  if ('unread' in read) {
    return [read.unread];
  }
  if (!read.value) {
    return [
      {
        level: 'missing',
        object,
        text: 'is not there; "cluster prepare" makes it',
      },
    ];
  }
  const differences = compareObject(wanted, read.value);
  return differences.length === 0
    ? [{ level: 'ok', object, text: 'as it should be' }]
    : differences.map(difference => ({ object, ...difference }));
}

/** Nothing of labs depends on it. */
function asInformation(finding: Finding): Finding {
  return finding.level === 'ok'
    ? finding
    : {
        ...finding,
        level: 'info',
        text: `${finding.text} (${
          finding.object.startsWith('Mutating')
            ? 'for Kubernetes 1.36 and newer; without it the portal is also sent what is in no sandbox'
            : 'only for portals whose Kubernetes plugin uses this account'
        })`,
      };
}
