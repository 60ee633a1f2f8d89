import { describeMistake } from './describeMistake';
import { readKubectlCalls } from './readCommands';

const wordsOf = (markdown: string) =>
  readKubectlCalls(markdown).map(({ args }) => args);

describe('readKubectlCalls', () => {
  it('finds calls in shell blocks and in code words, at their lines', () => {
    const text = [
      'First `kubectl get pods`, then',
      '',
      '```sh',
      'kubectl apply -f web.yaml',
      'kubectl get svc | grep web && kubectl describe svc web',
      '```',
      '',
      '```yaml',
      'command: kubectl nonsense',
      '```',
      'and kubectl in prose.',
    ].join('\n');

    expect(readKubectlCalls(text)).toEqual([
      { line: 1, args: ['get', 'pods'] },
      { line: 4, args: ['apply', '-f', 'web.yaml'] },
      { line: 5, args: ['get', 'svc'] },
      { line: 5, args: ['describe', 'svc', 'web'] },
    ]);
  });

  it.each([
    [
      'quotes that span lines',
      `kubectl patch pod web -p '[{"op": "x",\n  "y": 1}]'`,
      ['patch', 'pod', 'web', '-p', '[{"op": "x",\n  "y": 1}]'],
    ],
    [
      'a line that goes on',
      'kubectl get pods \\\n  --watch\necho done',
      ['get', 'pods', '--watch'],
    ],
    [
      'what is meant to be filled in',
      'kubectl describe pod <name> -n "<namespace>"',
      ['describe', 'pod', '<name>', '-n', '<namespace>'],
    ],
    [
      'a redirection',
      'kubectl get pods -o yaml > pods.yaml',
      ['get', 'pods', '-o', 'yaml'],
    ],
    ['a comment', 'kubectl get pods # all', ['get', 'pods']],
    [
      'a command inside of a command',
      'kubectl delete pod $(cat names)',
      ['delete', 'pod', '$(cat names)'],
    ],
  ])('understands %s', (_, script, words) => {
    expect(wordsOf(`\`\`\`sh\n${script}\n\`\`\``)).toEqual([words]);
  });
});

describe('describeMistake', () => {
  const mistakeIn = (command: string) =>
    describeMistake(command.split(' ').slice(1))?.message;

  it.each([
    'kubectl get pods -A -o wide',
    'kubectl --context nested get nodes',
    'kubectl -n kube-system logs deploy/coredns --tail=5 -f',
    'kubectl exec -it web -- sh -c --anything',
    'kubectl rollout undo deployment/web --to-revision=1',
    'kubectl create rolebinding a --role=a --serviceaccount=b:c',
    'kubectl set image deployment/web web=x',
    'kubectl top pods',
    'kubectl auth can-i list pods --as system:serviceaccount:a:b',
    'kubectl apply -f web.yaml --server-side',
    'kubectl wait --for=condition=Ready pod/web',
  ])('accepts %s', command => {
    expect(mistakeIn(command)).toBeUndefined();
  });

  it.each([
    ['kubectl gett pods', 'kubectl has no command "gett"'],
    ['kubectl', 'kubectl has no command ""'],
    ['kubectl get pods --wach', '"--wach" is no flag of "kubectl get"'],
    ['kubectl get pods -z', '"-z" is no flag of "kubectl get"'],
    ['kubectl rollout undoo x', '"kubectl rollout" has no command "undoo"'],
    ['kubectl --watch get pods', '"--watch" is no flag before the verb'],
    ['kubectl constructor', 'kubectl has no command "constructor"'],
  ])('refuses %s', (command, message) => {
    expect(mistakeIn(command)).toBe(message);
  });
});
