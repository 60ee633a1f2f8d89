import type { Check } from '@kubernetes-academy/backstage-plugin-academy-common';
import { stableForMs } from './stableFor';
import { check, text } from './testing/objects';

const statement = (expr: string) => [{ expr, message: text('') }];
const other = (fields: Partial<Check>): Check => ({
  ...check({ assert: [] }),
  ...fields,
});

describe('stableForMs', () => {
  it.each([
    ['a status', check({ assert: statement('web.status.x == 1') }), 3_000],
    ['a spec', check({ assert: statement('web.spec.x == 1') }), 0],
    [
      'a status that never may be',
      check({ assert: statement('true'), never: statement('web.status.x') }),
      3_000,
    ],
    [
      'rights',
      other({
        access: {
          as: 'learner',
          verb: 'get',
          group: '',
          resource: 'pods',
          allowed: true,
        },
      }),
      1_000,
    ],
    [
      'a dry run',
      other({ dryRun: { file: 'a.yaml', as: 'learner', expect: 'accepted' } }),
      1_000,
    ],
    [
      'an answer',
      other({
        answer: { prompt: text('?'), accept: ['a'], caseSensitive: false },
      }),
      0,
    ],
    ['a plugin', other({ custom: { kind: 'example.com/x', spec: {} } }), 3_000],
  ])('of %s', (_what, declared, wanted) => {
    expect(stableForMs(declared)).toBe(wanted);
    expect(stableForMs({ ...declared, stableFor: '7s' })).toBe(7_000);
  });
});
