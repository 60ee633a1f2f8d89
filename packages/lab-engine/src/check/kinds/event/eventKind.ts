import type { Check } from '@kubernetes-academy/backstage-plugin-academy-common';
import type { BoundResource } from '../../bindResources';
import { evidenceOf } from '../../evidence';
import type { CheckEvaluation } from '../../judge';
import type {
  KubernetesObject,
  ObjectKind,
  ObjectSubscription,
} from '../../types';
import type { CheckKind } from '../types';

const EVENT: ObjectKind = { apiVersion: 'v1', kind: 'Event' };

/** An Event of the core group; the newer API writes the same objects. */
interface EventFields {
  involvedObject?: { kind?: string; name?: string };
  reason?: string;
  message?: string;
  type?: string;
  count?: number;
  series?: { count?: number } | null;
}

type Wanted = NonNullable<Check['event']>;

function isWanted(object: KubernetesObject, wanted: Wanted): boolean {
  const {
    involvedObject: about,
    reason,
    type,
    message,
  } = object as EventFields;
  const { regarding, contains } = wanted;
  const { name, namePrefix } = regarding;
  return (
    about?.kind === regarding.kind &&
    (name === undefined || about.name === name) &&
    (namePrefix === undefined || !!about.name?.startsWith(namePrefix)) &&
    reason === wanted.reason &&
    (wanted.type === undefined || type === wanted.type) &&
    (contains === undefined || !!message?.includes(contains))
  );
}

/** The API server keeps one object for what was reported again and again. */
function timesOf(object: KubernetesObject): number {
  const { count, series } = object as EventFields;
  return Math.max(1, count ?? 0, series?.count ?? 0);
}

function judge(
  check: Check,
  events: KubernetesObject[],
  now: Date,
): CheckEvaluation {
  const wanted = check.event!;
  const found = events.filter(event => isWanted(event, wanted));
  const times = found.reduce((sum, event) => sum + timesOf(event), 0);
  const { kind, name, namePrefix } = wanted.regarding;
  const target = name ?? (namePrefix ? `${namePrefix}*` : '*');
  const resource: BoundResource = {
    name: 'events',
    binding: { ...EVENT, selector: { [kind]: target } },
    objects: found,
  };
  const evidence = evidenceOf([resource], now, {
    observed: String(times),
    want: `>= ${wanted.atLeast}`,
  });
  return times >= wanted.atLeast
    ? { outcome: 'passed', evidence }
    : { outcome: 'notYet', message: check.message, evidence };
}

/** What the cluster has reported about an object, by Events that are still kept. */
export const eventKind: CheckKind = {
  name: 'event',
  open: ({ check }) => ({
    kinds: [EVENT],
    async evaluate(objects: Pick<ObjectSubscription, 'read'>, now: Date) {
      const read = objects.read(EVENT);
      switch (read.state) {
        case 'syncing':
          return undefined;
        case 'unknown': {
          const { reason, message } = read;
          return { outcome: 'unknown', reason, message, evidence: [] };
        }
        default:
          return judge(check, read.objects, now);
      }
    },
    stop() {
      // Nothing runs between evaluations.
    },
  }),
};
