import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { LEARNER_KINDS } from './sandboxKinds';

const ROLE = join(__dirname, '../../manifests/roles/academy-learner.yaml');

describe('LEARNER_KINDS', () => {
  it('are all kinds that the role of learners lets them create', () => {
    const { rules } = parse(readFileSync(ROLE, 'utf8')) as {
      rules: { resources: string[]; verbs: string[] }[];
    };
    const creatable = rules
      .filter(({ verbs }) => verbs.includes('create'))
      .flatMap(({ resources }) => resources)
      .filter(resource => !resource.includes('/'));
    const wiped = LEARNER_KINDS.map(([, kind]) => plural(kind));
    expect(creatable.filter(resource => !wiped.includes(resource))).toEqual([]);
  });
});

function plural(kind: string): string {
  const lower = kind.toLowerCase();
  if (lower.endsWith('y')) return `${lower.slice(0, -1)}ies`;
  return lower.endsWith('s') ? `${lower}es` : `${lower}s`;
}
