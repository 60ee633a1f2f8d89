import { diffLines } from './diffLines';

describe('diffLines', () => {
  it('takes signs off and keeps indentation', () => {
    const diff = '@@ -1,3 +1,3 @@\n spec:\n-  replicas: 1\n+  replicas: 3\n \n';
    expect(diffLines(diff)).toEqual([
      { kind: 'hunk', text: '@@ -1,3 +1,3 @@' },
      { kind: 'same', text: 'spec:' },
      { kind: 'removed', text: '  replicas: 1' },
      { kind: 'added', text: '  replicas: 3' },
      { kind: 'same', text: '' },
    ]);
  });

  it('does not take YAML for a header', () => {
    expect(diffLines('+--- a\n-+++ b\n')).toEqual([
      { kind: 'added', text: '--- a' },
      { kind: 'removed', text: '+++ b' },
    ]);
  });
});
