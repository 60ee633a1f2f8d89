import { screen } from '@testing-library/react';
import { renderInTestApp } from '@backstage/frontend-test-utils';
import type { Evidence } from '@kubernetes-academy/backstage-plugin-academy-common';
import { languageConfig } from '../__testUtils__/renderLab';
import { EvidenceList } from './EvidenceList';

const evidence: Evidence = {
  apiVersion: 'v1',
  kind: 'Node',
  name: 'node-1',
  at: '2026-01-05T09:00:00Z',
};

describe('EvidenceList', () => {
  it('says whether an object is inside the nested control plane', async () => {
    renderInTestApp(
      <EvidenceList evidence={[evidence, { ...evidence, nested: true }]} />,
      { config: languageConfig('en') },
    );
    expect(await screen.findByText('Read from')).toBeVisible();
    expect(
      screen.getByText('Read in the nested control plane from'),
    ).toBeVisible();
    expect(screen.getAllByText('Node/node-1')).toHaveLength(2);
  });
});
