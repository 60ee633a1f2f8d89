import type { Entity } from '@backstage/catalog-model';
import { createExtensionTester } from '@backstage/frontend-test-utils';
import { EntityCardBlueprint } from '@backstage/plugin-catalog-react/alpha';
import { academyEntityCard } from './entity';

const ofKind = (kind: string): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind,
  metadata: { name: 'orders' },
});

describe('academyEntityCard', () => {
  it('appears on components only', () => {
    const card = createExtensionTester(academyEntityCard);
    const appearsOn = card.get(EntityCardBlueprint.dataRefs.filterFunction);
    expect(appearsOn?.(ofKind('Component'))).toBe(true);
    expect(appearsOn?.(ofKind('API'))).toBe(false);
    expect(card.get(EntityCardBlueprint.dataRefs.type)).toBe('info');
  });
});
