import type {
  LabSwitch,
  LocalizedText,
} from '@kubernetes-academy/backstage-plugin-academy-common';
import {
  ALL_CLUSTERS,
  SWITCH_TABLE,
  toLabSwitch,
  type SwitchRow,
} from '../tables';
import type { Db } from '../types';

/** Where nobody is let in, the switch for all clusters first. */
export async function listSwitches(options: Db): Promise<LabSwitch[]> {
  const rows = await options.knex<SwitchRow>(SWITCH_TABLE).orderBy('cluster');
  return rows.map(toLabSwitch);
}

/** Stops labs on a cluster, or on all of them; a switch that is there gets the new reason. */
export async function stopLabs(
  options: Db & { cluster?: string; reason: LocalizedText; by: string },
): Promise<LabSwitch> {
  const { knex, cluster = ALL_CLUSTERS, reason, by } = options;
  const row: SwitchRow = {
    cluster,
    reason: JSON.stringify(reason),
    since: new Date(),
    by_ref: by,
  };
  await knex<SwitchRow>(SWITCH_TABLE).insert(row).onConflict('cluster').merge();
  return toLabSwitch(row);
}

/** @returns false when there was no such switch. */
export async function allowLabs(
  options: Db & { cluster?: string },
): Promise<boolean> {
  const { knex, cluster = ALL_CLUSTERS } = options;
  return (await knex<SwitchRow>(SWITCH_TABLE).where({ cluster }).delete()) > 0;
}

/** Tells of a cluster why nobody is let in there, or undefined. */
export async function readStops(
  options: Db,
): Promise<(cluster: string) => LocalizedText | undefined> {
  const rows = await options.knex<SwitchRow>(SWITCH_TABLE);
  const byCluster = new Map(
    rows.map(row => [row.cluster, toLabSwitch(row).reason]),
  );
  return cluster => byCluster.get(cluster) ?? byCluster.get(ALL_CLUSTERS);
}
