import type {
  ChallengeSpec,
  Unit,
} from '@kubernetes-academy/backstage-plugin-academy-common';
import { toUnitSummary } from './summaryView';

describe('toUnitSummary', () => {
  it('lists what the sandbox needs beside what the author wrote', () => {
    const spec = {
      kind: 'Challenge',
      needs: ['kubernetes-1.33'],
      sandbox: { profile: 'nested' },
    } satisfies Partial<ChallengeSpec>;
    const unit = { id: 'a/b/c', spec } as unknown as Unit;
    expect(toUnitSummary(unit, new Map())).toMatchObject({
      needs: ['kubernetes-1.33', 'nested-control-plane'],
      progress: { state: 'notStarted' },
    });
  });
});
