import type { RootConfigService } from '@backstage/backend-plugin-api';
import type { Config } from '@backstage/config';

/** Where the portal's clusters are configured. */
export const LOCATORS_KEY = 'kubernetes.clusterLocatorMethods';

/** A cluster of the portal's `kubernetes` section, and where it stands there. */
export interface PortalCluster {
  name: string;
  /** Key of the cluster's object. */
  key: string;
  config: Config;
}

/** The clusters that the portal lists in its config; other locators are not asked. */
export function readPortalClusters(config: RootConfigService): PortalCluster[] {
  const locators = config.getOptionalConfigArray(LOCATORS_KEY) ?? [];
  return locators.flatMap((locator, at) =>
    locator.getString('type') === 'config'
      ? locator.getConfigArray('clusters').map((cluster, index) => ({
          name: cluster.getString('name'),
          key: `${LOCATORS_KEY}[${at}].clusters[${index}]`,
          config: cluster,
        }))
      : [],
  );
}
