import type { WatchScope } from '../runtime/types';
import { OwnCluster } from '../testing/OwnCluster';
import { VerdictScene } from './VerdictScene';

/** What the cases of a suite work with; made anew for each. */
export interface VerdictCase {
  own: OwnCluster;
  scene: VerdictScene;
  watchScope: WatchScope;
}

/**
 * Defines cases in both watch scopes, on one cluster of their own. After each
 * it prints what the checks have said.
 *
 * @param cluster - name of the cluster
 */
export function describeVerdicts(
  cluster: string,
  define: (at: VerdictCase) => void,
): void {
  describe('verdicts', () => {
    const at = {} as VerdictCase;

    beforeAll(async () => {
      at.own = await OwnCluster.start(cluster);
      await at.own.installWatchComponent();
    });

    afterAll(() => at.own?.remove());

    describe.each<WatchScope>(['sandbox', 'cluster'])(
      'in the watch scope %s',
      watchScope => {
        beforeEach(async () => {
          at.watchScope = watchScope;
          at.scene = await VerdictScene.create(at);
        });

        afterEach(async () => {
          const { currentTestName } = expect.getState();
          await at.scene.close();
          const said = at.scene.summary();
          process.stdout.write(`    ${currentTestName}: ${said}\n`);
        });

        define(at);
      },
    );
  });
}
